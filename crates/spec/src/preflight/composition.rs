//! `allOf`: more about a reference, or several objects in one.

use std::collections::HashMap;

use super::Subject;
use crate::schema::Schema;
use document::diagnostics::Diagnostics;
use document::node::{Field, Node};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for (node, at) in &subject.schemas {
        let parts = node.items_of("allOf");
        if Schema::of(node, subject.components).circular {
            let problem = diagnostics.error("circular-schema", *at, "the schema is made of itself");
            diagnostics
                .push(problem.help("break the circle: a schema may contain itself only in a field, a list or a map"));
            continue;
        }
        if let Some(field) = node.field("allOf").filter(|_| parts.is_empty()) {
            let problem = diagnostics.error("all-of", field.key_at, "`allOf` has no parts");
            diagnostics.push(problem.help("remove it"));
        }
        let mut fields: HashMap<&str, &Field> = HashMap::new();
        for part in parts {
            let schema = Schema::of(part, subject.components);
            if schema.parts.is_empty() {
                continue; // It leads nowhere, which has been told.
            }
            if parts.len() > 1 && schema.kind() != Some("object") {
                let problem = diagnostics.error("all-of", part.at, "`allOf` with several parts is for objects only");
                diagnostics.push(problem.help("write the one schema that they amount to"));
            }
            for (name, field) in schema.properties() {
                let Some(other) = fields.insert(name, field) else { continue };
                if !other.value.same(&field.value) {
                    let problem = diagnostics
                        .error("all-of", part.at, format!("two parts say different things about `{name}`"))
                        .related(diagnostics.place(other.key_at), "the first one is here")
                        .related(diagnostics.place(field.key_at), "the second one is here")
                        .help("keep one of them");
                    diagnostics.push(problem);
                }
            }
        }
    }
    circles_of_references(subject, diagnostics);
    circles_of_lists(subject, diagnostics);
}

/// A component that is nothing but a way back to itself.
fn circles_of_references(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    let sections = subject.document.get("components").into_iter().flat_map(Node::entries);
    for (name, field) in sections.flat_map(|(_, named)| named.value.entries()) {
        // A reference that leads nowhere has been told, and is no circle: following it ends at once.
        let end = subject.components.follow(&field.value);
        let onward = end.text_of("$ref").and_then(|reference| subject.components.target(reference));
        if onward.is_some() {
            let problem = diagnostics.error("circular-ref", field.key_at, format!("`{name}` refers to itself"));
            diagnostics.push(problem.help("break the circle: one of them has to say something"));
        }
    }
}

/// A component that is a list of itself, with no object between, has no type.
fn circles_of_lists(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    let Some(schemas) = subject.components.section("schemas") else { return };
    for field in schemas.values() {
        let start = Schema::of(&field.value, subject.components).origin;
        let mut seen = vec![std::ptr::from_ref(start)];
        let mut schema = Schema::of(&field.value, subject.components);
        while let Some(inner) = inner(&schema) {
            schema = Schema::of(&inner.value, subject.components);
            let origin = std::ptr::from_ref(schema.origin);
            if seen.contains(&origin) {
                let problem =
                    diagnostics.error("circular-schema", field.key_at, "the schema is a list or a map of itself");
                diagnostics.push(problem.help("put an object between"));
                break;
            }
            seen.push(origin);
        }
    }
}

fn inner<'b>(schema: &Schema<'b>) -> Option<&'b Field> {
    match schema.kind()? {
        "array" => schema.field("items"),
        "object" if schema.properties().next().is_none() => {
            schema.field("additionalProperties").filter(|field| field.value.fields().is_some())
        }
        _ => None,
    }
}
