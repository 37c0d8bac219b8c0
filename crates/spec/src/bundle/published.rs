//! The bundle as it is published: with the answers that service.toml states of all operations.

use contract::Status;

use super::hoist::Hoist;
use super::{Bundle, METHODS, Part};
use crate::manifest::ServiceAnswer;
use crate::openapi::RESPONSE;
use document::diagnostics::Diagnostics;
use document::grammar::Is;
use document::node::{At, Content, Field, Fields, Node};

static RESPONSE_IS: Is = Is::Object(&RESPONSE);

/// An answer as a response object.
pub(super) struct Response {
    status: u16,
    field: Field,
}

/// The answers as response objects, whose references are rewritten; what they reach is remembered. `home` is service.toml.
pub(super) fn responses<'p>(
    answers: &[ServiceAnswer],
    home: &'p Part,
    hoist: &mut Hoist<'p>,
    diagnostics: &mut Diagnostics,
) -> Vec<Response> {
    let response = |answer: &ServiceAnswer| {
        let mut value = response(answer);
        hoist.rewrite(home, &mut value, &RESPONSE_IS, diagnostics);
        Response { status: answer.status, field: Field { key_at: answer.at, value } }
    };
    answers.iter().map(response).collect()
}

fn response(answer: &ServiceAnswer) -> Node {
    let mut fields = vec![("description", Node::text_at(answer.at, &answer.description))];
    if let Some(reference) = &answer.schema {
        let at = answer.schema_at;
        let schema = map(at, vec![("$ref", Node::text_at(at, reference))]);
        let content = map(at, vec![("application/json", map(at, vec![("schema", schema)]))]);
        fields.push(("content", content));
    }
    map(answer.at, fields)
}

fn map(at: At, fields: Vec<(&str, Node)>) -> Node {
    let fields = fields.into_iter().map(|(key, value)| (key.to_owned(), Field { key_at: at, value })).collect();
    Node { at, content: Content::Map(fields) }
}

/// The same bundle with these responses, where an operation does not list their status, and with the components that they
/// and the operations reach.
pub(super) fn published(documented: &Bundle, responses: &[Response], components: Node) -> Bundle {
    let Bundle { mut document, operations, paths_at } = documented.clone();
    if let Some(paths) = fields_of(&mut document, "paths") {
        for item in paths.values_mut() {
            for method in METHODS {
                if let Some(listed) =
                    fields_of(&mut item.value, method).and_then(|operation| operation.get_mut("responses"))
                {
                    responses.iter().for_each(|response| add(&mut listed.value, response, method));
                }
            }
        }
    }
    if let Content::Map(fields) = &mut document.content
        && components.fields().is_some_and(|components| !components.is_empty())
    {
        fields.insert("components".to_owned(), Field { key_at: document.at, value: components });
    }
    Bundle { document, operations, paths_at }
}

/// What an operation says of the status, of its hundred or of whatever it does not list goes before what all have.
fn add(listed: &mut Node, response: &Response, method: &str) {
    let Content::Map(listed) = &mut listed.content else { return };
    let own = [Status::Code(response.status), Status::Range((response.status / 100) as u8), Status::Default];
    if own.iter().any(|status| listed.contains_key(&status.to_string())) {
        return;
    }
    let status = response.status.to_string();
    let index = listed.keys().position(|other| *other > status).unwrap_or(listed.len());
    let mut field = response.field.clone();
    if let Content::Map(parts) = &mut field.value.content
        && method == "head"
    {
        // HTTP sends no body with it.
        parts.shift_remove("content");
    }
    listed.shift_insert(index, status, field);
}

fn fields_of<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Fields> {
    let Content::Map(fields) = &mut node.content else { return None };
    match &mut fields.get_mut(key)?.value.content {
        Content::Map(fields) => Some(fields),
        _ => None,
    }
}
