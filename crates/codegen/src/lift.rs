//! Gives a name to every inline schema of which Rust makes a type of its own, and makes one object of the parts of an
//! `allOf`.
//!
//! typify would do both too, but it re-uses whatever already has the name it thinks of, without a word: an inline
//! error body becomes the type of the inline success body. So no inline object or enum gets that far.

use std::collections::HashMap;

use contract::{Place, Problem};
use serde_json::{Map, Value, json};

use crate::names::{fragment, type_name};
use crate::schema::{array, is_record, is_text_enum, map_values, object, target};
use crate::source::{Source, component, escape};
use crate::uses::for_each_use;

/// What stays with the place of use when the rest of an inline schema moves to the components.
const OF_THE_USE: [&str; 7] = ["description", "nullable", "deprecated", "default", "example", "readOnly", "writeOnly"];

/// The document with nothing inline left. Problems: two schemas of one name, and what is half an object, half a map.
pub(crate) fn lift(source: &Source<'_>) -> Result<Value, Vec<Problem>> {
    let mut document = source.document.clone();
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
        lifter.parts(&mut schema, &type_name(&key), &format!("/components/schemas/{}", escape(&key)));
        lifter.schemas.insert(key, schema);
    }
    for_each_use(&mut document, &source.operations, &mut |schema, place| {
        lifter.used(schema, place.name, place.pointer);
    });

    if lifter.problems.is_empty() {
        let merged = lifter.schemas.iter().map(|(key, schema)| (key.clone(), merge(schema, &lifter.schemas, DEPTH)));
        document["components"]["schemas"] = Value::Object(merged.collect());
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

    /// A schema at the place of its use: it stays if Rust needs no type for it, and leaves a reference if it does.
    fn used(&mut self, schema: &mut Value, name: &str, at: &str) {
        if schema.get("$ref").is_some() {
            return;
        }
        if !needs_name(schema) {
            return self.parts(schema, name, at);
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
                self.parts(&mut content, name, at);
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
    fn parts(&mut self, schema: &mut Value, name: &str, at: &str) {
        if is_record(schema) && map_values(schema).is_some() {
            let at = (self.place)(&format!("{at}/additionalProperties"));
            let message = format!("`{name}` has fields, and a type for all other keys: no Rust type is both");
            let help = "drop the type of the other keys: what has no field is kept as JSON";
            self.problems.push(Problem::error("closed-object", at, message).help(help));
        }
        for (property, part) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
            let part_name = format!("{name}{}", fragment(property));
            self.used(part, &part_name, &format!("{at}/properties/{}", escape(property)));
        }
        for (key, suffix) in [("items", "Item"), ("additionalProperties", "Value")] {
            if let Some(part) = schema.get_mut(key) {
                self.used(part, &format!("{name}{suffix}"), &format!("{at}/{key}"));
            }
        }
        for (index, part) in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
            self.parts(part, name, &format!("{at}/allOf/{index}"));
        }
    }
}

/// Whether Rust makes a type of its own of it.
fn needs_name(schema: &Value) -> bool {
    is_record(schema) || is_text_enum(schema) || (schema.get("allOf").is_some() && target(schema).is_none())
}

/// How deep parts of parts are followed. A schema may be a part of itself; no type is that deep.
const DEPTH: usize = 16;

/// One schema of the parts of an `allOf`: all their properties, and for the rest the word of the whole.
fn merge(schema: &Value, schemas: &Map<String, Value>, depth: usize) -> Value {
    if schema.get("allOf").is_none() || target(schema).is_some() || depth == 0 {
        return schema.clone();
    }
    let (mut merged, mut properties, mut required) = (Map::new(), Map::new(), Vec::new());
    let mut add = |part: &Value, merged: &mut Map<String, Value>| {
        properties.extend(object(&part["properties"]).map(|(name, property)| (name.clone(), property.clone())));
        required.extend(array(&part["required"]).cloned());
        let rest = object(part).filter(|(key, _)| !matches!(key.as_str(), "properties" | "required" | "allOf"));
        for (key, value) in rest {
            merged.entry(key).or_insert_with(|| value.clone());
        }
    };
    add(schema, &mut merged);
    for part in array(&schema["allOf"]) {
        let named = part["$ref"].as_str().and_then(|reference| schemas.get(component(reference, "schemas")?));
        let mut part = merge(named.unwrap_or(part), schemas, depth - 1);
        if let Some(part) = part.as_object_mut().filter(|_| named.is_some()) {
            // What is said of the part as a whole is not said of what has it.
            OF_THE_USE.iter().for_each(|key| drop(part.shift_remove(*key)));
        }
        add(&part, &mut merged);
    }
    for (key, value) in [("properties", Value::Object(properties)), ("required", Value::Array(required))] {
        if !matches!(&value, Value::Object(map) if map.is_empty())
            && !matches!(&value, Value::Array(list) if list.is_empty())
        {
            merged.insert(key.to_owned(), value);
        }
    }
    Value::Object(merged)
}
