//! What the operations of a service share: names that are taken, and components that a draft can refer to.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

/// What common.yaml offers, and which names of schemas the service has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared {
    /// common.yaml.
    pub(crate) common: Json,
    /// The names of schemas that other files have.
    pub(crate) taken: BTreeSet<String>,
}

impl Shared {
    /// Whether a schema of the service has the name.
    pub(crate) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name) || self.common["components"]["schemas"].get(name).is_some()
    }

    /// Refers to the shared schema of that name, if it says the same.
    pub(crate) fn schema(&self, name: &str, content: &Map<String, Json>) -> Option<Json> {
        let shared = self.common["components"]["schemas"].get(name)?;
        (self.resolved(shared) == bare(&Json::Object(content.clone()))).then(|| reference("schemas", name))
    }

    /// Refers to a shared schema that says the same, whatever it is called.
    pub(crate) fn schema_like(&self, content: &Map<String, Json>) -> Option<Json> {
        let names = self.common["components"]["schemas"].as_object()?.keys();
        names.into_iter().find_map(|name| self.schema(name, content))
    }

    /// Refers to a shared parameter that says the same.
    pub(crate) fn parameter(&self, parameter: &Json) -> Option<Json> {
        let shared = self.common["components"]["parameters"].as_object()?;
        let wanted = bare(parameter);
        let same = shared.iter().find(|(_, shared)| self.resolved(shared) == wanted);
        same.map(|(name, _)| reference("parameters", name))
    }

    /// The headers by which callers of the service say who they are: the name of the scheme, and of the header.
    pub(crate) fn schemes(&self) -> Vec<(String, String)> {
        let required = self.common["security"].as_array().into_iter().flatten().filter_map(Json::as_object).flatten();
        let header = |name: &str| Some(self.common["components"]["securitySchemes"][name]["name"].as_str()?.to_owned());
        required.filter_map(|(name, _)| Some((name.clone(), header(name)?))).collect()
    }

    /// A component without words, its references to other shared schemas followed.
    fn resolved(&self, value: &Json) -> Json {
        self.followed(&bare(value), 0)
    }

    fn followed(&self, value: &Json, depth: usize) -> Json {
        const DEEPEST: usize = 16;
        let target = value["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/components/schemas/"));
        let target = target.filter(|_| depth < DEEPEST).and_then(|name| self.common["components"]["schemas"].get(name));
        match (target, value) {
            (Some(target), _) if is_word(target) => self.followed(&bare(target), depth + 1),
            (_, Json::Object(fields)) => {
                Json::Object(fields.iter().map(|(key, value)| (key.clone(), self.followed(value, depth + 1))).collect())
            }
            (_, other) => other.clone(),
        }
    }
}

/// Whether a schema is one that drafts write where it is used.
fn is_word(schema: &Json) -> bool {
    schema.get("properties").is_none() && schema.get("enum").is_none() && schema.get("allOf").is_none()
}

fn reference(section: &str, name: &str) -> Json {
    json!({"$ref": format!("common.yaml#/components/{section}/{name}")})
}

/// A schema or a parameter without what is said about it in words, and without examples: what has to be equal.
pub(crate) fn bare(value: &Json) -> Json {
    match value {
        Json::Object(fields) => {
            let mut kept = Map::new();
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("description" | "example", Json::String(_) | Json::Number(_)) => {}
                    ("required", Json::Bool(false)) => {}
                    // Where it is written does not matter: no other schema of the service has the name.
                    ("$ref", Json::String(text)) => {
                        kept.insert(key.clone(), json!(text.trim_start_matches("common.yaml")));
                    }
                    ("properties", Json::Object(fields)) => {
                        let fields = fields.iter().map(|(name, field)| (name.clone(), bare(field))).collect();
                        kept.insert(key.clone(), Json::Object(fields));
                    }
                    _ => drop(kept.insert(key.clone(), bare(value))),
                }
            }
            kept.sort_keys();
            Json::Object(kept)
        }
        Json::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}
