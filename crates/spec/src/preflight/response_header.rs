//! The headers that an operation answers with: a constant each, for all its statuses.

use std::collections::HashMap;

use contract::Status;

use super::Subject;
use super::parameter::{is_header_name, is_scalar};
use super::rust_name::snake;
use crate::bundle::Operation;
use crate::schema::Schema;
use document::diagnostics::Diagnostics;
use document::node::{At, Node};

/// A header as one status has it.
struct Header<'b> {
    status: Status,
    name: &'b str,
    at: At,
    schema: Schema<'b>,
}

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for operation in subject.bundle.operations() {
        let mut seen: HashMap<String, Header<'_>> = HashMap::new();
        for header in headers(subject, &operation) {
            alone(&header, diagnostics);
            match seen.get(&snake(header.name)) {
                Some(first) => beside(first, &header, diagnostics),
                None => drop(seen.insert(snake(header.name), header)),
            }
        }
    }
}

fn headers<'b>(subject: &Subject<'b>, operation: &Operation<'b>) -> Vec<Header<'b>> {
    let responses = operation.field.value.get("responses").into_iter().flat_map(Node::entries);
    let named = responses.filter_map(|(status, field)| {
        let response = subject.components.follow(&field.value);
        Some((status.parse::<Status>().ok()?, response.get("headers")?))
    });
    let each = named.flat_map(|(status, named)| named.entries().map(move |(name, field)| (status, name, field)));
    each.filter_map(|(status, name, field)| {
        let schema = subject.components.follow(&field.value).get("schema")?;
        Some(Header { status, name, at: field.key_at, schema: Schema::of(schema, subject.components) })
    })
    .collect()
}

fn alone(header: &Header<'_>, diagnostics: &mut Diagnostics) {
    let name = header.name;
    if !is_header_name(name) {
        let problem = diagnostics.error("header-name", header.at, format!("`{name}` is no name of a header"));
        diagnostics.push(problem.help("HTTP takes letters, digits and signs such as `-`, without spaces"));
    }
    if name.eq_ignore_ascii_case("content-type") {
        let message = format!("`{name}` as a header of a response is ignored by every reader");
        let problem = diagnostics.error("ignored-header", header.at, message);
        diagnostics.push(problem.help("remove it: it is the key below `content` of the response"));
    }
    if !is_scalar(&header.schema) && !header.schema.parts.is_empty() {
        let problem = diagnostics.error(
            "unsupported",
            header.at,
            format!("`{name}` is more than a word, which a header cannot be"),
        );
        diagnostics.push(problem.help("describe it as a text, and say in the description how it is put together"));
    }
}

/// One header has one type, whichever status it comes with.
fn beside(first: &Header<'_>, header: &Header<'_>, diagnostics: &mut Diagnostics) {
    let (name, other) = (header.name, first.name);
    let values = |header: &Header<'_>| header.schema.field("enum").map(|field| field.value.to_json());
    let type_of = |header: &Header<'_>| (header.schema.kind().map(str::to_owned), values(header));
    let message = if !name.eq_ignore_ascii_case(other) {
        format!("the headers `{name}` and `{other}` would have one name in Rust")
    } else if type_of(first) != type_of(header) {
        format!("the header `{name}` has two types: status {} and status {} differ", first.status, header.status)
    } else {
        return;
    };
    let problem = diagnostics
        .error("response-header", header.at, message)
        .related(diagnostics.place(first.at), "the other one is here")
        .help("a response header is one constant for all statuses: describe it as a text in all of them, or keep one");
    diagnostics.push(problem);
}
