//! Bodies have one media type, and it is JSON or bytes. Of bytes nothing is known but that they are bytes.

use super::Subject;
use crate::bundle::is_bytes;
use crate::schema::Schema;
use document::diagnostics::Diagnostics;
use document::node::{At, Node};

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";

/// Keywords that hold a value against something: a stream is passed on, and nobody looks into it.
const OF_A_VALUE: [&str; 5] = ["minLength", "maxLength", "pattern", "default", "enum"];

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    let mut told = std::collections::HashSet::new();
    for operation in subject.bundle.operations() {
        let node = &operation.field.value;
        if let Some(field) = node.field("requestBody") {
            let body = subject.components.follow(&field.value);
            if told.insert(std::ptr::from_ref(body)) {
                check_body(subject, body, field.key_at, true, diagnostics);
            }
        }
        for (_, field) in node.get("responses").into_iter().flat_map(Node::entries) {
            let response = subject.components.follow(&field.value);
            if told.insert(std::ptr::from_ref(response)) {
                check_body(subject, response, field.key_at, false, diagnostics);
            }
        }
    }
}

fn check_body(subject: &Subject<'_>, body: &Node, at: At, request: bool, diagnostics: &mut Diagnostics) {
    let Some(content) = body.field("content") else { return };
    if content.value.fields().is_some_and(indexmap::IndexMap::is_empty) {
        let problem = diagnostics.error("no-content", at, "`content` has no media type");
        diagnostics.push(problem.help("add `application/json`, or remove `content` where there is no body"));
    }
    for (index, (media_type, field)) in content.value.entries().enumerate() {
        if index > 0 {
            let problem = diagnostics.error("media-types", field.key_at, "the body has a second media type");
            diagnostics.push(
                problem.help("the generated client knows one media type per body: keep the one that the page shows"),
            );
            continue;
        }
        let schema = field.value.get("schema");
        if let Some(schema) = schema.filter(|_| media_type != JSON) {
            unchecked(&Schema::of(schema, subject.components), diagnostics);
        }
        match (media_type, schema) {
            (JSON | BYTES, None) => {
                let problem = diagnostics.error("no-schema", field.key_at, format!("`{media_type}` has no schema"));
                let help = if media_type == JSON {
                    "add `schema: {}` where nothing is known of the body"
                } else {
                    "add `schema: {type: string, format: binary}`"
                };
                diagnostics.push(problem.help(help));
            }
            // The bundle has put bytes in the place of references to them.
            (BYTES, Some(node)) if request && !is_bytes(node) => {
                let problem =
                    diagnostics.error("media-type", field.key_at, "bytes are sent with another schema than bytes");
                diagnostics.push(problem.help("write `schema: {type: string, format: binary}`"));
            }
            (JSON | BYTES, Some(_)) => {}
            (other, _) if request || other.starts_with(JSON) => {
                let problem = diagnostics.error(
                    "media-type",
                    field.key_at,
                    format!("`{other}` is no media type that is taken here"),
                );
                diagnostics.push(problem.help(format!("use `{JSON}` or `{BYTES}`")));
            }
            _ => {}
        }
    }
}

fn unchecked(schema: &Schema<'_>, diagnostics: &mut Diagnostics) {
    for (keyword, field) in OF_A_VALUE.iter().filter_map(|keyword| Some((keyword, schema.field(keyword)?))) {
        let message = format!("`{keyword}` says nothing about bytes: they are streamed, and nothing checks them");
        let problem = diagnostics.error("idle-keyword", field.key_at, message);
        diagnostics.push(problem.help("remove it, and say it in the description"));
    }
}
