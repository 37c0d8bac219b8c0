//! Gives a name to every inline schema of which Rust makes a type of its own.
//!
//! typify would name them too, but it re-uses whatever already has the name it thinks of, without a word: an inline
//! error body becomes the type of the inline success body. So no inline object, enum or constrained text gets that far.

use std::collections::HashMap;

use contract::{Place, Problem};
use serde_json::{Map, Value, json};

use crate::names::{fragment, type_name};
use crate::post::limited;
use crate::reach::{Reach, Side};
use crate::source::{Source, component, escape};

/// What stays with the place of use when the rest of an inline schema moves to the components.
const OF_THE_USE: [&str; 7] = ["description", "nullable", "deprecated", "default", "example", "readOnly", "writeOnly"];

/// The document with nothing inline left. Problems: two schemas of one name.
pub(crate) fn lift(source: &Source<'_>) -> Result<Value, Vec<Problem>> {
    let mut document = source.document.clone();
    let reach = Reach::of(source.document, &source.operations);
    let schemas = match document.pointer_mut("/components/schemas").map(Value::take) {
        Some(Value::Object(schemas)) => schemas,
        _ => Map::new(),
    };
    let mut lifter = Lifter { place: source.place, schemas: Map::new(), named: HashMap::new(), problems: Vec::new() };

    // The given names first: where two want one name, the one that a person chose stays.
    for (key, schema) in &schemas {
        lifter.claim(key, schema, &format!("/components/schemas/{}", escape(key)));
    }
    for (key, mut schema) in schemas {
        let at = format!("/components/schemas/{}", escape(&key));
        lifter.parts(&mut schema, &type_name(&key), &at, reach.side(&key));
        lifter.schemas.insert(key, schema);
    }
    for (section, side) in [("parameters", Side::Sent), ("requestBodies", Side::Sent), ("responses", Side::Received)] {
        let shared = document.pointer_mut(&format!("/components/{section}")).and_then(Value::as_object_mut);
        for (key, value) in shared.into_iter().flatten() {
            lifter.bodies(value, &type_name(key), &format!("/components/{section}/{}", escape(key)), side);
        }
    }
    for operation in &source.operations {
        let (id, at) = (type_name(&operation.id), operation.pointer());
        let path = format!("/paths/{}", escape(&operation.path));
        for at in [&path, &at] {
            let parameters = document.pointer_mut(&format!("{at}/parameters")).and_then(Value::as_array_mut);
            for (index, parameter) in parameters.into_iter().flatten().enumerate() {
                let name = format!("{id}{}", fragment(parameter["name"].as_str().unwrap_or_default()));
                lifter.bodies(parameter, &name, &format!("{at}/parameters/{index}"), Side::Sent);
            }
        }
        if let Some(body) = document.pointer_mut(&format!("{at}/requestBody")) {
            lifter.bodies(body, &format!("{id}Request"), &format!("{at}/requestBody"), Side::Sent);
        }
        let responses = document.pointer_mut(&format!("{at}/responses")).and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            let kind = if status.starts_with('2') { "Response" } else { "Error" };
            lifter.bodies(response, &format!("{id}{kind}"), &format!("{at}/responses/{status}"), Side::Received);
        }
    }

    if lifter.problems.is_empty() {
        document["components"]["schemas"] = Value::Object(lifter.schemas);
        Ok(document)
    } else {
        Err(lifter.problems)
    }
}

struct Lifter<'s> {
    place: &'s dyn Fn(&str) -> Place,
    schemas: Map<String, Value>,
    /// The Rust name of every named schema: its content as written, and where.
    named: HashMap<String, (Value, String)>,
    problems: Vec<Problem>,
}

impl Lifter<'_> {
    /// Takes a name for a component of the document.
    fn claim(&mut self, key: &str, schema: &Value, at: &str) {
        if let Some((_, other)) = self.named.get(&type_name(key)) {
            let message = format!("two schemas would become the Rust type `{}`", type_name(key));
            let problem = Problem::error("type-name-clash", (self.place)(at), message)
                .related((self.place)(other), "the other one")
                .help("rename one of them");
            return self.problems.push(problem);
        }
        self.named.insert(type_name(key), (schema.clone(), at.to_owned()));
    }

    /// The schemas of a parameter, a request body or a response.
    fn bodies(&mut self, value: &mut Value, name: &str, at: &str, side: Side) {
        if let Some(schema) = value.get_mut("schema") {
            self.used(schema, name, &format!("{at}/schema"), side);
        }
        for (media_type, media) in value.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten() {
            if let Some(schema) = media.get_mut("schema") {
                self.used(schema, name, &format!("{at}/content/{}/schema", escape(media_type)), side);
            }
        }
    }

    /// A schema at the place of its use: it stays if Rust needs no type for it, and leaves a reference if it does.
    fn used(&mut self, schema: &mut Value, name: &str, at: &str, side: Side) {
        if schema.get("$ref").is_some() {
            return;
        }
        if !needs_name(schema, side) {
            return self.parts(schema, name, at, side);
        }
        let mut content = schema.clone();
        let mut left = Map::new();
        if let Some(content) = content.as_object_mut() {
            for key in OF_THE_USE {
                if let Some(value) = content.get(key) {
                    left.insert(key.to_owned(), value.clone());
                }
                if key != "description" {
                    content.shift_remove(key);
                }
            }
        }
        match self.named.get(name) {
            Some((known, _)) if *known == content => {}
            Some((_, other)) => {
                let message = format!(
                    "an inline schema would be named `{name}`, which another schema of other content already has"
                );
                let problem = Problem::error("inline-name-clash", (self.place)(at), message)
                    .related((self.place)(other), format!("`{name}`"))
                    .help("move it to `components/schemas` under a name of your own and refer to it");
                return self.problems.push(problem);
            }
            None => {
                self.named.insert(name.to_owned(), (content.clone(), at.to_owned()));
                self.parts(&mut content, name, at, side);
                self.schemas.insert(name.to_owned(), content);
            }
        }
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        *schema = if left.is_empty() {
            reference
        } else {
            left.insert("allOf".to_owned(), json!([reference]));
            Value::Object(left)
        };
    }

    /// What a schema is made of.
    fn parts(&mut self, schema: &mut Value, name: &str, at: &str, side: Side) {
        for (property, part) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
            let part_name = format!("{name}{}", fragment(property));
            self.used(part, &part_name, &format!("{at}/properties/{}", escape(property)), side);
        }
        for (key, suffix) in [("items", "Item"), ("additionalProperties", "Value")] {
            if let Some(part) = schema.get_mut(key) {
                self.used(part, &format!("{name}{suffix}"), &format!("{at}/{key}"), side);
            }
        }
        // typify merges the parts of an `allOf` into the type itself.
        for (index, part) in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
            self.parts(part, name, &format!("{at}/allOf/{index}"), side);
        }
        for key in ["oneOf", "anyOf"] {
            for (index, part) in schema.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
                self.used(part, &format!("{name}Variant{index}"), &format!("{at}/{key}/{index}"), side);
            }
        }
    }
}

/// Whether typify would make a type of its own of it.
fn needs_name(schema: &Value, side: Side) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    let is_text = schema["type"] == "string";
    let all_of = schema["allOf"].as_array().map_or(0, Vec::len);
    let wraps_one =
        all_of == 1 && schema["allOf"][0]["$ref"].as_str().is_some_and(|to| component(to, "schemas").is_some());
    has("properties")
        || has("oneOf")
        || has("anyOf")
        || (all_of > 0 && !wraps_one)
        || (is_text && has("enum"))
        || (side == Side::Sent && limited::limits(schema).is_some())
}
