//! Puts the content of aliases where they are used.
//!
//! A component that is no object with fields and no list of texts is an *alias*: another name for a text, a number, a
//! list, a map, or another component. Rust gets no type for it, for that would be a wrapper that callers unwrap.

use std::collections::BTreeSet;

use contract::Problem;
use serde_json::{Map, Value, json};

use crate::schema::{is_record, is_text_enum, target};
use crate::source::{Source, escape};
use crate::uses::for_each_use;

/// Resolves every alias of a lifted document. Problems: aliases that contain themselves.
pub(crate) fn resolve(source: &Source<'_>, mut document: Value) -> Result<Value, Vec<Problem>> {
    let all = match document.pointer_mut("/components/schemas").map(Value::take) {
        Some(Value::Object(schemas)) => schemas,
        _ => Map::new(),
    };
    let (mut types, aliases): (Map<_, _>, Map<_, _>) =
        all.into_iter().partition(|(_, schema)| is_record(schema) || is_text_enum(schema));
    let mut resolver = Resolver { aliases: &aliases, recursive: BTreeSet::new() };
    types.values_mut().for_each(|schema| resolver.parts(schema, &mut Vec::new()));
    for_each_use(&mut document, &source.operations, &mut |schema, _| resolver.inline(schema, &mut Vec::new()));
    let problems: Vec<Problem> = (resolver.recursive.iter())
        .map(|name| {
            let at = (source.place)(&format!("/components/schemas/{}", escape(name)));
            let message = format!("`{name}` contains itself with no object between, and has no Rust type");
            Problem::error("recursive-alias", at, message).help("put an object between: a field may hold its own type")
        })
        .collect();
    document["components"]["schemas"] = Value::Object(types);
    if problems.is_empty() { Ok(document) } else { Err(problems) }
}

struct Resolver<'a> {
    aliases: &'a Map<String, Value>,
    recursive: BTreeSet<String>,
}

impl Resolver<'_> {
    /// Puts the content of an alias in the place of its name. `trail` has the aliases that this is inside of.
    fn inline(&mut self, schema: &mut Value, trail: &mut Vec<String>) {
        let Some((name, content)) = target(schema).and_then(|name| self.aliases.get_key_value(name)) else {
            return self.parts(schema, trail);
        };
        if trail.contains(name) {
            self.recursive.insert(name.clone());
            return;
        }
        let mut content = content.clone();
        trail.push(name.clone());
        self.inline(&mut content, trail);
        trail.pop();
        *schema = overlay(content, schema);
    }

    fn parts(&mut self, schema: &mut Value, trail: &mut Vec<String>) {
        for property in
            schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut)
        {
            self.inline(property, trail);
        }
        for key in ["items", "additionalProperties"] {
            if let Some(part) = schema.get_mut(key) {
                self.inline(part, trail);
            }
        }
    }
}

/// A content with the words of its use, which win.
fn overlay(mut content: Value, usage: &Value) -> Value {
    let words = usage.as_object().into_iter().flatten().filter(|(key, _)| !matches!(key.as_str(), "$ref" | "allOf"));
    for (key, value) in words {
        if let Some(reference) = content.get("$ref") {
            content = json!({ "allOf": [{ "$ref": reference }] });
        }
        content[key] = value.clone();
    }
    content
}
