//! Parameters that the generated client could not send as they are written.

use std::collections::{HashMap, HashSet};

use super::Subject;
use super::rust_name::snake;
use crate::bundle::Operation;
use crate::schema::Schema;
use document::diagnostics::Diagnostics;
use document::node::{At, Content, Node};

/// Headers that OpenAPI describes elsewhere, and says to ignore as parameters.
const ELSEWHERE: [(&str, &str); 8] = [
    ("content-type", "it is the key below `content` of the requestBody"),
    ("accept", "it is the keys below `content` of the responses"),
    ("authorization", "it is a security scheme, in common.yaml"),
    ("user-agent", "clients send their own, to which callers can add"),
    ("host", "HTTP itself sends it"),
    ("content-length", "HTTP itself sends it"),
    ("connection", "HTTP itself sends it"),
    ("transfer-encoding", "HTTP itself sends it"),
];

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for operation in subject.bundle.operations() {
        names(subject, &operation, diagnostics);
    }
    // Operations share parameters: each is told once, where it is written.
    for (parameter, at) in &subject.parameters {
        // The headers of responses are received, not sent.
        if let Some(place) = parameter.get("in") {
            travel(subject, parameter, place, *at, diagnostics);
        }
    }
}

/// No two parameters of an operation may share a name, neither here nor in Rust.
fn names(subject: &Subject<'_>, operation: &Operation<'_>, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<String, (&str, At)> = HashMap::new();
    let schemes: HashSet<String> = signing_headers(subject, operation);
    for parameter in operation.field.value.items_of("parameters") {
        let parameter = subject.components.follow(parameter);
        let Some((name, field)) = parameter.text_of("name").zip(parameter.field("name")) else { continue };
        let at = field.value.at;
        let rust = snake(name);
        let has_body = operation.field.value.get("requestBody").is_some();
        // Methods of the builder give way to a parameter, by a `_`; the body does not.
        if rust == "body" && has_body {
            let problem = diagnostics.error(
                "reserved-name",
                at,
                format!("`{name}` would be called `{rust}` in Rust, which is taken"),
            );
            diagnostics.push(
                problem.help("the generated client cannot have this parameter: tell the maintainers of the generator"),
            );
        }
        if parameter.text_of("in") == Some("header") && schemes.contains(&name.to_ascii_lowercase()) {
            let problem = diagnostics.error("ignored-header", at, format!("`{name}` is a security scheme already"));
            diagnostics.push(problem.help("remove the parameter: the client signs in by itself"));
        }
        if let Some((other, first)) = seen.insert(rust, (name, at)) {
            let message = if other == name {
                format!("`{name}` is two parameters of one operation")
            } else {
                format!("`{name}` and `{other}` would have the same name in Rust")
            };
            let problem = diagnostics
                .error("duplicate-parameter", at, message)
                .related(diagnostics.place(first), "the other one is here")
                .help("the generator knows parameters by name alone, wherever they travel: keep one of them");
            diagnostics.push(problem);
        }
    }
}

fn signing_headers(subject: &Subject<'_>, operation: &Operation<'_>) -> HashSet<String> {
    let document = &subject.bundle.document;
    let requirements = operation.field.value.get("security").or(document.get("security"));
    requirements
        .and_then(Node::list)
        .into_iter()
        .flatten()
        .flat_map(Node::entries)
        .filter_map(|(name, _)| subject.components.section("securitySchemes")?.get(name))
        .filter_map(|scheme| subject.components.follow(&scheme.value).text_of("name"))
        .map(str::to_ascii_lowercase)
        .collect()
}

/// Whether the client can send the parameter where and how it is to travel.
fn travel(subject: &Subject<'_>, parameter: &Node, place: &Node, at: At, diagnostics: &mut Diagnostics) {
    let name = parameter.text_of("name").unwrap_or_default();
    let word = place.text().unwrap_or_default();
    if word == "cookie" {
        let problem = diagnostics.error("unsupported", place.at, "the generated client sends no cookies");
        return diagnostics.push(problem.help("remove the parameter"));
    }
    let elsewhere = ELSEWHERE.iter().find(|(header, _)| name.eq_ignore_ascii_case(header));
    if let Some((_, help)) = elsewhere.filter(|_| word == "header") {
        let at = parameter.get("name").map_or(at, |name| name.at);
        let problem =
            diagnostics.error("ignored-header", at, format!("`{name}` as a parameter is ignored by every reader"));
        diagnostics.push(problem.help(format!("remove it: {help}")));
    }
    if word == "header" && !is_header_name(name) {
        let at = parameter.get("name").map_or(at, |name| name.at);
        let problem = diagnostics.error("header-name", at, format!("`{name}` is no name of a header"));
        diagnostics.push(problem.help("HTTP takes letters, digits and signs such as `-`, without spaces"));
    }
    let style = if word == "query" { "form" } else { "simple" };
    if let Some(other) = parameter.get("style").filter(|other| other.text().is_some_and(|other| other != style)) {
        let other_name = other.text().unwrap_or_default();
        let problem = diagnostics.error(
            "unsupported",
            other.at,
            format!("the generated client sends no `{other_name}` parameters"),
        );
        diagnostics.push(problem.help(format!("only `{style}` is taken here; describe others as a text")));
    }
    let Some(node) = parameter.get("schema") else { return };
    let schema = Schema::of(node, subject.components);
    let array = schema.kind() == Some("array");
    if array && word != "query" {
        let problem = diagnostics.error("unsupported", at, format!("`{name}` is a list, which only a query can carry"));
        diagnostics.push(problem.help("describe it as a text, and say in the description how it is put together"));
    }
    if let Some(items) = schema.field("items").filter(|_| array && word == "query") {
        let inner = Schema::of(&items.value, subject.components);
        if !is_scalar(&inner) {
            let problem =
                diagnostics.error("unsupported", items.key_at, format!("`{name}` is a list of more than words"));
            diagnostics
                .push(problem.help("a query carries lists of texts, numbers and booleans: describe it as a text"));
        }
    }
    let is_sound = !schema.parts.iter().any(|part| diagnostics.is_damaged(part));
    if schema.kind().is_none() && !schema.parts.is_empty() && is_sound {
        let problem = diagnostics.error("no-type", at, format!("`{name}` is a parameter without a type"));
        diagnostics.push(problem.help("any JSON travels in a body only: add `type: string` to its schema"));
    }
    let joined = matches!(parameter.get("explode"), Some(Node { content: Content::Bool(false), .. }));
    if let Some(explode) = parameter.field("explode").filter(|_| array && joined && word == "query") {
        let problem = diagnostics.error(
            "unsupported",
            explode.key_at,
            format!("`{name}` would be sent as `a=1&a=2`, not as `a=1,2`"),
        );
        diagnostics.push(problem.help("describe it as a text, and say in the description how it is put together"));
    }
    if schema.kind() == Some("object") {
        let problem =
            diagnostics.error("unsupported", at, format!("`{name}` is an object, which only a body can carry"));
        diagnostics.push(problem.help("write one parameter per field"));
    }
    if let Some(nullable) = schema.field("nullable").filter(|field| matches!(field.value.content, Content::Bool(true)))
    {
        let problem =
            diagnostics.error("unsupported", nullable.key_at, format!("`{name}` cannot be `null` outside a body"));
        diagnostics.push(problem.help("write `required: false` where it may be left out"));
    }
}

/// Whether a value is one word outside a body.
pub(super) fn is_scalar(schema: &Schema<'_>) -> bool {
    matches!(schema.kind(), Some("string" | "integer" | "number" | "boolean"))
}

/// Whether HTTP takes it for a header.
pub(super) fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
