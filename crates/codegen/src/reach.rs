//! Which named schemas an operation sends and which it receives.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::source::{Operation, component, resolve};

/// Whether we are the ones who write a value of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Only requests hold it: we can be strict.
    Sent,
    /// Some response holds it: we must take what comes.
    Received,
}

/// The named schemas that each operation reaches.
pub(crate) struct Reach {
    /// In the order of the operations.
    pub(crate) operations: Vec<Reached>,
    received: HashSet<String>,
    sent: HashSet<String>,
}

/// The names of the schemas that one operation reaches, each once, in the order of the document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Reached {
    /// What its parameters and its request body hold.
    pub(crate) sent: Vec<String>,
    /// What its responses hold.
    pub(crate) received: Vec<String>,
}

impl Reach {
    /// Follows every reference from the operations.
    pub(crate) fn of(document: &Value, operations: &[Operation]) -> Self {
        let mut graph = Graph { document, edges: HashMap::new() };
        let operations: Vec<Reached> = operations
            .iter()
            .map(|operation| {
                let item = &document["paths"][&operation.path];
                let value = &item[&operation.method];
                let (mut sent, mut received) = (Vec::new(), Vec::new());
                for parameter in array(&item["parameters"]).chain(array(&value["parameters"])) {
                    body_refs(resolve(document, parameter, "parameters"), &mut sent);
                }
                body_refs(resolve(document, &value["requestBody"], "requestBodies"), &mut sent);
                for response in value["responses"].as_object().into_iter().flat_map(|responses| responses.values()) {
                    body_refs(resolve(document, response, "responses"), &mut received);
                }
                Reached { sent: graph.closure(sent), received: graph.closure(received) }
            })
            .collect();
        let all = |side: fn(&Reached) -> &Vec<String>| operations.iter().flat_map(side).cloned().collect();
        Self { sent: all(|reached| &reached.sent), received: all(|reached| &reached.received), operations }
    }

    /// The side of a named schema; what both sides hold counts as received, for tolerance must win.
    pub(crate) fn side(&self, name: &str) -> Side {
        if self.received.contains(name) { Side::Received } else { Side::Sent }
    }

    /// Whether a request holds it.
    pub(crate) fn is_sent(&self, name: &str) -> bool {
        self.sent.contains(name)
    }

    /// Whether any operation holds it.
    pub(crate) fn is_reached(&self, name: &str) -> bool {
        self.sent.contains(name) || self.received.contains(name)
    }
}

struct Graph<'d> {
    document: &'d Value,
    edges: HashMap<String, Vec<String>>,
}

impl Graph<'_> {
    /// Depth-first, so that a type stands before what it is made of.
    fn closure(&mut self, roots: Vec<String>) -> Vec<String> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut stack: Vec<String> = roots.into_iter().rev().collect();
        while let Some(name) = stack.pop() {
            if seen.insert(name.clone()) {
                let edges = self.edges.entry(name.clone()).or_insert_with(|| {
                    let mut refs = Vec::new();
                    schema_refs(&self.document["components"]["schemas"][&name], &mut refs);
                    refs
                });
                stack.extend(edges.iter().rev().cloned());
                found.push(name);
            }
        }
        found
    }
}

/// The references of a parameter, a request body or a response.
fn body_refs(value: &Value, refs: &mut Vec<String>) {
    schema_refs(&value["schema"], refs);
    for media in value["content"].as_object().into_iter().flat_map(|content| content.values()) {
        schema_refs(&media["schema"], refs);
    }
}

fn schema_refs(schema: &Value, refs: &mut Vec<String>) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        refs.extend(component(reference, "schemas").map(str::to_owned));
    }
    for property in schema["properties"].as_object().into_iter().flat_map(|properties| properties.values()) {
        schema_refs(property, refs);
    }
    for key in ["items", "additionalProperties", "not"] {
        if let Some(inner) = schema.get(key) {
            schema_refs(inner, refs);
        }
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        array(&schema[key]).for_each(|part| schema_refs(part, refs));
    }
}

/// The items of a list; of anything else, none.
pub(crate) fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
