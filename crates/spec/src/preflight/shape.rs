//! Keywords of a schema that say nothing, or too much, about its type.

use super::Subject;
use crate::schema::Schema;
use document::diagnostics::Diagnostics;
use document::node::{At, Content, Node};

/// Which keywords speak about which types.
const SPEAKS_ABOUT: [(&str, &[&str]); 12] = [
    ("minLength", &["string"]),
    ("maxLength", &["string"]),
    ("pattern", &["string"]),
    ("minimum", &["integer", "number"]),
    ("maximum", &["integer", "number"]),
    ("minItems", &["array"]),
    ("maxItems", &["array"]),
    ("items", &["array"]),
    ("properties", &["object"]),
    ("additionalProperties", &["object"]),
    ("required", &["object"]),
    ("format", &["string", "integer", "number"]),
];

/// Keywords that need a type beside them.
const NEEDS_TYPE: [&str; 3] = ["enum", "default", "nullable"];

const RANGES: [(&str, &str); 3] = [("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems")];

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for (node, at) in &subject.schemas {
        let schema = Schema::of(node, subject.components);
        keywords(node, &schema, diagnostics);
        ranges(node, &schema, diagnostics);
        whole(node, &schema, diagnostics);
        format(node, &schema, diagnostics);
        inner(node, &schema, *at, diagnostics);
    }
}

fn keywords(node: &Node, schema: &Schema<'_>, diagnostics: &mut Diagnostics) {
    for (name, field) in node.entries() {
        let about = SPEAKS_ABOUT.iter().find(|(keyword, _)| *keyword == name).map(|(_, kinds)| *kinds);
        match (about, schema.kind()) {
            (Some(kinds), Some(kind)) if !kinds.contains(&kind) => {
                let problem = diagnostics.error(
                    "idle-keyword",
                    field.key_at,
                    format!("`{name}` says nothing about type `{kind}`"),
                );
                diagnostics
                    .push(problem.help(format!("remove it, or mend `type`: it speaks about {}", kinds.join(" and "))));
            }
            (about, None) if about.is_some() || NEEDS_TYPE.contains(&name) => {
                let problem =
                    diagnostics.error("no-type", field.key_at, format!("`{name}` stands in a schema without `type`"));
                diagnostics.push(problem.help("add `type`: without it the schema takes any JSON"));
            }
            _ => {}
        }
    }
}

/// Limits that nothing can keep both, wherever each is written; told where the schema that brings them together is.
fn ranges(node: &Node, schema: &Schema<'_>, diagnostics: &mut Diagnostics) {
    for (least, most) in RANGES {
        let own = [least, most].into_iter().any(|keyword| node.get(keyword).is_some());
        let (Some(low), Some(high)) = (schema.field(least).filter(|_| own), schema.field(most)) else { continue };
        let (Some(bottom), Some(top)) = (low.value.number(), high.value.number()) else { continue };
        if bottom.as_f64() > top.as_f64() {
            let message = format!("`{most}` {top} is less than `{least}` {bottom}");
            let problem = diagnostics
                .error("range", high.value.at, message)
                .related(diagnostics.place(low.value.at), format!("`{least}` is here"))
                .help("swap them, or mend one");
            diagnostics.push(problem);
        }
    }
}

/// The limits and the values of a whole number are whole numbers of 64 bits: Rust compares them as such.
fn whole(node: &Node, schema: &Schema<'_>, diagnostics: &mut Diagnostics) {
    if schema.kind() != Some("integer") {
        return;
    }
    let limits = ["minimum", "maximum"].into_iter().filter_map(|keyword| node.get(keyword));
    for value in limits.chain(node.items_of("enum")) {
        let Some(number) = value.number().filter(|number| !number.is_i64()) else { continue };
        let problem = diagnostics.error("whole-number", value.at, format!("`{number}` is no whole number of 64 bits"));
        diagnostics.push(problem.help("write the nearest whole number, or mend `type`"));
    }
}

fn format(node: &Node, schema: &Schema<'_>, diagnostics: &mut Diagnostics) {
    let Some(field) = node.field("format") else { return };
    let (Some(format), Some(kind)) = (field.value.text(), schema.kind()) else { return };
    let known: &[&str] = match kind {
        "integer" => &["int32", "int64"],
        "number" => &["float", "double"],
        _ => return,
    };
    if !known.contains(&format) {
        let problem = diagnostics.error("format", field.value.at, format!("`{format}` is no format of type `{kind}`"));
        diagnostics.push(problem.help(format!("use {}", document::suggest::one_of(known.iter().copied()))));
    }
}

/// Lists say what they are of; objects have fields, or are maps, and are not closed.
fn inner(node: &Node, schema: &Schema<'_>, at: At, diagnostics: &mut Diagnostics) {
    if node.text_of("type") == Some("array") && node.get("items").is_none() {
        let problem = diagnostics.error("no-items", at, "a list needs `items`");
        diagnostics.push(problem.help("say what it is a list of; `items: {}` is anything"));
    }
    let Some(field) = node.field("additionalProperties") else { return };
    if matches!(field.value.content, Content::Bool(false)) {
        let message = "`additionalProperties: false` refuses fields that the vendor adds later";
        let problem = diagnostics.error("closed-object", field.key_at, message);
        diagnostics.push(problem.help("remove it"));
    } else if field.value.fields().is_some() && schema.properties().next().is_some() {
        let message = "`additionalProperties` with a schema beside `properties` is neither an object nor a map";
        let problem = diagnostics.error("mixed-object", field.key_at, message);
        diagnostics.push(problem.help(
            "keep one of them, or write `additionalProperties: true`: whatever else is received is kept as any JSON",
        ));
    }
}
