//! Which named schemas an operation sends and which it receives.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::schema::{array, map_values, object, target};
use crate::source::{Operation, resolve};

/// The named schemas that each operation reaches.
pub(crate) struct Reach {
    /// In the order of the operations: the names that each reaches, each once, requests first.
    pub(crate) operations: Vec<Vec<String>>,
    sent: HashSet<String>,
}

impl Reach {
    /// Follows every reference from the operations.
    pub(crate) fn of(document: &Value, operations: &[Operation]) -> Self {
        let mut graph = Graph { document, edges: HashMap::new() };
        let mut sent = HashSet::new();
        let operations = operations
            .iter()
            .map(|operation| {
                let item = &document["paths"][&operation.key];
                let value = &item[&operation.method];
                let mut refs = Vec::new();
                for parameter in array(&item["parameters"]).chain(array(&value["parameters"])) {
                    carried(resolve(document, parameter, "parameters"), &mut refs);
                }
                carried(resolve(document, &value["requestBody"], "requestBodies"), &mut refs);
                sent.extend(graph.closure(refs.clone()));
                for (_, response) in object(&value["responses"]) {
                    let response = resolve(document, response, "responses");
                    for (_, header) in object(&response["headers"]) {
                        carried(resolve(document, header, "headers"), &mut refs);
                    }
                    carried(response, &mut refs);
                }
                graph.closure(refs)
            })
            .collect();
        Self { operations, sent }
    }

    /// Whether a request holds it.
    pub(crate) fn is_sent(&self, name: &str) -> bool {
        self.sent.contains(name)
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

/// The references of a parameter, a request body, a response or a header.
fn carried(value: &Value, refs: &mut Vec<String>) {
    schema_refs(&value["schema"], refs);
    for (_, media) in object(&value["content"]) {
        schema_refs(&media["schema"], refs);
    }
}

fn schema_refs(schema: &Value, refs: &mut Vec<String>) {
    refs.extend(target(schema).map(str::to_owned));
    for (_, property) in object(&schema["properties"]) {
        schema_refs(property, refs);
    }
    for inner in schema.get("items").into_iter().chain(map_values(schema)) {
        schema_refs(inner, refs);
    }
}
