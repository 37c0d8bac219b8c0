//! paginators.yaml: which operations answer page by page, and how.

use contract::{Aspect, FieldPath, Place, Segment, Type, Value};
use document::checker::Checker;
use document::diagnostics::Diagnostics;
use document::grammar::{Is, Key, Object, key, must};
use document::node::{Field, Node};

use super::Reader;
use super::documented::{self, DOCUMENTED, Documented};
use super::operation::Operation;

/// An operation that answers page by page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paginator {
    /// The stem of the operation. The method of the client is that, and `_pages`.
    pub operation: String,
    /// How a request says which page it wants.
    pub style: Style,
    /// The query parameter by which it does.
    pub parameter: String,
    /// The query parameter that says how many items a page has, and what that is unless it is given.
    pub limit: Option<(String, Option<u64>)>,
    /// The items: a path that ends in `[]`.
    pub items: FieldPath,
    /// How many items there are on all pages.
    pub total: Option<FieldPath>,
    /// Whether the service fills every page but the last.
    pub short_page_is_last: bool,
    /// What more there is to say, in our words.
    pub description: Option<String>,
    /// Where the vendor says how it pages.
    pub documented: Option<Documented>,
    /// Where it is written.
    pub at: Place,
}

/// How a request says which page it wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// By how many items come before it.
    Offset,
    /// By its number, where the first page has this one.
    Page(u64),
    /// By the marker that the answer before has there: in a field, or in a field of the last item.
    Marker(FieldPath),
}

impl Paginator {
    /// The method of the client.
    pub fn method(&self) -> String {
        method(&self.operation)
    }
}

static PAGINATORS_IS: Is = Is::Map(&PAGINATOR_IS);
static PAGINATOR_IS: Is = Is::Object(&PAGINATOR);
static PAGINATOR: Object = Object {
    name: "a paginator",
    keys: {
        static KEYS: &[Key] = &[
            key("description", Is::Text),
            key("offset", Is::Text),
            key("page", Is::Text),
            key("marker", Is::Text),
            key("first", Is::Count),
            key("next", Is::Text),
            key("limit", Is::Text),
            must("items", Is::Text),
            key("total", Is::Text),
            key("short_page_is_last", Is::Bool),
            key("documented", Is::Object(&DOCUMENTED)),
        ];
        KEYS
    },
    pattern: None,
};
/// The keys of which one says how it pages.
const STYLES: [&str; 3] = ["offset", "page", "marker"];

/// Checks the file against its grammar.
pub(super) fn check(file: Option<&Node>, diagnostics: &mut Diagnostics) {
    if let Some(file) = file {
        Checker::new(diagnostics, &[], &[]).value(file, &PAGINATORS_IS, file.at);
    }
}

/// Reads the paginators that keep to the grammar.
pub(super) fn read(file: Option<&Node>, reader: &mut Reader<'_, '_>) -> Vec<Paginator> {
    let entries = file.into_iter().flat_map(Node::entries);
    entries.filter_map(|(stem, field)| paginator(stem, field, reader)).collect()
}

fn method(stem: &str) -> String {
    format!("{stem}_pages")
}

fn paginator(stem: &str, field: &Field, reader: &mut Reader<'_, '_>) -> Option<Paginator> {
    let node = &field.value;
    if std::iter::once(node).chain(node.get("documented")).any(|node| reader.diagnostics.is_damaged(node)) {
        return None;
    }
    let operation = reader.operation(stem, field.key_at, |info| &info.stem)?;
    let is_named = reader.claim(method(stem), field.key_at);
    let items = items(&operation, node.field("items")?, reader);
    let total = node.field("total").map(|field| total(&operation, field, reader));
    let limit = node.field("limit").map(|field| limit(&operation, field, reader));
    let documented = node.field("documented").map(|field| documented::read(field, reader.diagnostics));
    let short_page_is_last = node.flag("short_page_is_last");
    if let (true, None, Some(field)) = (short_page_is_last, &limit, node.field("short_page_is_last")) {
        let help = "add `limit:` with the parameter that says how many items a page has";
        return reader.refuse("paginator", field.key_at, "nobody knows when a page is short", help);
    }
    let (style, parameter) = style(&operation, field, items.as_ref(), reader)?;
    if let (Some(Some((name, _))), Some(field)) = (&limit, node.field("limit"))
        && *name == parameter
    {
        let help = "name the parameter that says how many items a page has, or leave `limit` out";
        return reader.refuse(
            "paginator",
            field.value.at,
            format!("`{name}` says which page, not how long it is"),
            help,
        );
    }
    is_named.then_some(())?;
    Some(Paginator {
        operation: stem.to_owned(),
        style,
        parameter,
        limit: all(limit)?,
        items: items?,
        total: all(total)?,
        short_page_is_last,
        description: node.text_of("description").map(str::to_owned),
        documented: all(documented)?,
        at: reader.diagnostics.place(field.key_at),
    })
}

/// What is there is to be right.
fn all<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    match value {
        Some(None) => None,
        other => Some(other.flatten()),
    }
}

/// How it pages, and by which parameter.
fn style(
    operation: &Operation<'_>,
    field: &Field,
    items: Option<&FieldPath>,
    reader: &mut Reader<'_, '_>,
) -> Option<(Style, String)> {
    let node = &field.value;
    let given: Vec<(&str, &Field)> = STYLES.iter().filter_map(|key| Some((*key, node.field(key)?))).collect();
    let [(key, parameter)] = given.as_slice() else {
        let message = format!("`{}` pages in {} ways at once", operation.info.stem, given.len());
        let message = if given.is_empty() { "nobody says how the next page is asked for".to_owned() } else { message };
        let help = "name the parameter under one of `offset`, `page` and `marker`";
        return reader.refuse("paginator", field.key_at, message, help);
    };
    for (extra, of) in [("first", "page"), ("next", "marker")] {
        if let (Some(field), true) = (node.field(extra), *key != of) {
            let message = format!("`{extra}` says nothing of a listing by `{key}`");
            return reader.refuse("paginator", field.key_at, message, format!("remove it, or page by `{of}`"));
        }
    }
    let shape = if *key == "marker" { Type::String } else { Type::Integer(None) };
    let name = parameter.value.text()?.to_owned();
    operation.parameter(parameter, &shape, reader)?;
    let style = match *key {
        "offset" => Style::Offset,
        "page" => {
            let first = node.get("first").and_then(Node::number).map_or(Some(1), serde_json::Number::as_u64)?;
            if first > 1 {
                let at = node.get("first")?.at;
                let help = "write 0 or 1; leave it out for 1";
                return reader.refuse("paginator", at, format!("no listing begins with page {first}"), help);
            }
            Style::Page(first)
        }
        _ => {
            let Some(next) = node.field("next") else {
                let help =
                    "add `next:` with the field that has it, or with a field of the last item, as in `lamps[].id`";
                return reader.refuse("paginator", parameter.key_at, "nobody says where the next marker is", help);
            };
            Style::Marker(marker(operation, next, items?, reader)?)
        }
    };
    Some((style, name))
}

/// The list of what is on a page.
fn items(operation: &Operation<'_>, field: &Field, reader: &mut Reader<'_, '_>) -> Option<FieldPath> {
    let at = field.value.at;
    let path = operation.path(field, reader)?;
    match path.0.split_last() {
        Some((Segment::Item, list)) if !list.contains(&Segment::Item) => Some(path),
        Some((Segment::Item, _)) => {
            let help = "name a list that is in no other list";
            reader.refuse_about(
                operation.element(&path),
                "path",
                at,
                format!("`{path}` leads through several lists"),
                help,
            )
        }
        _ if matches!(operation.ty(&path), Some(Type::Array(_))) => {
            let item = path.item();
            let help = format!("write `{item}`{}", if path.is_root() { " in quotes" } else { "" });
            reader.refuse_about(
                operation.element(&path),
                "path",
                at,
                format!("`{path}` is a list, and not what is in it"),
                help,
            )
        }
        _ => {
            let help = "name the list of what is on a page, as in `lamps[]`";
            reader.refuse_about(operation.element(&path), "path", at, format!("`{path}` is no list"), help)
        }
    }
}

/// Where the marker of the next page is.
fn marker(
    operation: &Operation<'_>,
    field: &Field,
    items: &FieldPath,
    reader: &mut Reader<'_, '_>,
) -> Option<FieldPath> {
    let at = field.value.at;
    let path = operation.path(field, reader)?;
    let below = path.0.strip_prefix(items.0.as_slice());
    if below.unwrap_or(&path.0).contains(&Segment::Item) || !matches!(path.0.last(), Some(Segment::Field(_))) {
        let help = format!("name a field of the answer, or of its last item: `{}`", items.field("id"));
        return reader.refuse_about(operation.element(&path), "path", at, format!("`{path}` is not one value"), help);
    }
    let ty = operation.ty(&path)?.shape();
    if !matches!(ty, Type::String | Type::Integer(None)) || operation.is_secret(&path) {
        let ty = if operation.is_secret(&path) { "a secret".to_owned() } else { format!("of type {ty}") };
        let message = format!("a marker is a text or a whole number, and `{path}` is {ty}");
        let help = "name the field that has it, or mend its type";
        return reader.refuse_about(operation.element(&path), "path", at, message, help);
    }
    Some(path)
}

/// Where the number of all items is.
fn total(operation: &Operation<'_>, field: &Field, reader: &mut Reader<'_, '_>) -> Option<FieldPath> {
    let path = operation.path(field, reader)?;
    let ty = operation.ty(&path)?.shape();
    if ty != Type::Integer(None) || path.0.contains(&Segment::Item) {
        let message = format!("`{path}` is of type {ty}, and the total is one whole number");
        let help = "name the field that has it, or leave `total` out";
        return reader.refuse_about(operation.element(&path), "path", field.value.at, message, help);
    }
    Some(path)
}

/// The parameter that says how many items a page has, and what it is unless it is given.
fn limit(operation: &Operation<'_>, field: &Field, reader: &mut Reader<'_, '_>) -> Option<(String, Option<u64>)> {
    let parameter = operation.parameter(field, &Type::Integer(None), reader)?;
    let default = parameter.facts.get(Aspect::Default).and_then(|fact| match &fact.value {
        Value::Json(default) => default.as_u64(),
        _ => None,
    });
    Some((field.value.text()?.to_owned(), default))
}
