//! Every place of a document where a schema is used.

use serde_json::Value;

use crate::names::{fragment, type_name};
use crate::source::{Operation, escape};

/// A place where a schema is used: the name that an inline schema there gets, and the JSON pointer to it.
pub(crate) struct Use<'a> {
    /// `BatchStopJobsRequest`
    pub(crate) name: &'a str,
    /// `/paths/…/requestBody/content/application~1json/schema`
    pub(crate) pointer: &'a str,
}

/// Calls `each` with the schema of every parameter, body and header that operations and components have.
pub(crate) fn for_each_use(document: &mut Value, operations: &[Operation], each: &mut dyn FnMut(&mut Value, Use<'_>)) {
    for section in ["parameters", "requestBodies", "responses", "headers"] {
        for (key, value) in members(document.pointer_mut(&format!("/components/{section}"))) {
            carrier(value, &type_name(key), &format!("/components/{section}/{}", escape(key)), each);
        }
    }
    for operation in operations {
        let (id, at) = (type_name(&operation.id), operation.pointer());
        let path = format!("/paths/{}", escape(&operation.key));
        for at in [&path, &at] {
            let parameters = document.pointer_mut(&format!("{at}/parameters")).and_then(Value::as_array_mut);
            for (index, parameter) in parameters.into_iter().flatten().enumerate() {
                let name = format!("{id}{}", fragment(parameter["name"].as_str().unwrap_or_default()));
                carrier(parameter, &name, &format!("{at}/parameters/{index}"), each);
            }
        }
        if let Some(body) = document.pointer_mut(&format!("{at}/requestBody")) {
            carrier(body, &format!("{id}Request"), &format!("{at}/requestBody"), each);
        }
        for (status, response) in members(document.pointer_mut(&format!("{at}/responses"))) {
            let at = format!("{at}/responses/{}", escape(status));
            let kind = if status.starts_with('2') { "Response" } else { "Error" };
            // A header is the same for all of an operation.
            for (header, value) in members(response.get_mut("headers")) {
                carrier(value, &format!("{id}{}", fragment(header)), &format!("{at}/headers/{}", escape(header)), each);
            }
            content(response, &format!("{id}{kind}"), &at, each);
        }
    }
}

/// The schemas of a parameter, a request body, a response or a header.
fn carrier(value: &mut Value, name: &str, at: &str, each: &mut dyn FnMut(&mut Value, Use<'_>)) {
    if let Some(schema) = value.get_mut("schema") {
        each(schema, Use { name, pointer: &format!("{at}/schema") });
    }
    for (header, value) in members(value.get_mut("headers")) {
        let name = format!("{name}{}", fragment(header));
        carrier(value, &name, &format!("{at}/headers/{}", escape(header)), each);
    }
    content(value, name, at, each);
}

fn content(value: &mut Value, name: &str, at: &str, each: &mut dyn FnMut(&mut Value, Use<'_>)) {
    for (media_type, media) in members(value.get_mut("content")) {
        if let Some(schema) = media.get_mut("schema") {
            each(schema, Use { name, pointer: &format!("{at}/content/{}/schema", escape(media_type)) });
        }
    }
}

fn members(value: Option<&mut Value>) -> impl Iterator<Item = (&String, &mut Value)> {
    value.and_then(Value::as_object_mut).into_iter().flatten()
}
