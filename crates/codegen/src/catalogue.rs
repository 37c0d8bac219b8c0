//! The named schemas of a service, by the name that their Rust types have.

use std::collections::HashMap;

use serde_json::Value;

use crate::names::type_name;
use crate::reach::{Reach, Side, array};
use crate::source::{Operation, component, resolve};

/// Which file a type lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Home {
    /// Only this operation reaches it; the index of the operation.
    Operation(usize),
    /// Several operations reach it.
    Shared,
}

/// A named schema.
pub(crate) struct Named<'d> {
    /// Its content.
    pub(crate) schema: &'d Value,
    /// The file of its type.
    pub(crate) home: Home,
    /// Whether we can be strict about it.
    pub(crate) side: Side,
    /// Whether callers have to build it.
    pub(crate) is_sent: bool,
    /// Whether it is a request body, which callers may hand over built.
    pub(crate) is_body: bool,
}

/// The named schemas that operations reach.
pub(crate) struct Catalogue<'d> {
    /// The lifted document.
    pub(crate) document: &'d Value,
    /// In the order in which operations reach them, requests first.
    pub(crate) order: Vec<String>,
    by_type: HashMap<String, Named<'d>>,
}

impl<'d> Catalogue<'d> {
    /// Sorts the schemas of a lifted document by who reaches them.
    pub(crate) fn new(document: &'d Value, operations: &[Operation], reach: &Reach) -> Self {
        let mut catalogue = Self { document, order: Vec::new(), by_type: HashMap::new() };
        for (index, (operation, reached)) in operations.iter().zip(&reach.operations).enumerate() {
            for key in reached.sent.iter().chain(&reached.received) {
                let name = type_name(key);
                match catalogue.by_type.get_mut(&name) {
                    Some(named) if named.home != Home::Operation(index) => named.home = Home::Shared,
                    Some(_) => {}
                    None => {
                        let schema = &document["components"]["schemas"][key];
                        let home = Home::Operation(index);
                        let (side, is_sent) = (reach.side(key), reach.is_sent(key));
                        let named = Named { schema, home, side, is_sent, is_body: false };
                        catalogue.by_type.insert(name.clone(), named);
                        catalogue.order.push(name);
                    }
                }
            }
            let body = resolve(
                document,
                &document["paths"][&operation.path][&operation.method]["requestBody"],
                "requestBodies",
            );
            for media in body["content"].as_object().into_iter().flat_map(|content| content.values()) {
                let key = media["schema"]["$ref"].as_str().and_then(|reference| component(reference, "schemas"));
                if let Some(named) = key.and_then(|key| catalogue.by_type.get_mut(&type_name(key))) {
                    named.is_body = true;
                }
            }
        }
        catalogue
    }

    /// The schema of a type.
    pub(crate) fn get(&self, name: &str) -> Option<&Named<'d>> {
        self.by_type.get(name)
    }

    /// The schema of a type, with the name of it that outlives the asker's.
    pub(crate) fn find(&self, name: &str) -> Option<(&str, &Named<'d>)> {
        self.by_type.get_key_value(name).map(|(name, named)| (name.as_str(), named))
    }

    /// What the type says that a schema refers to, for uses that say nothing of their own.
    pub(crate) fn description(&self, schema: &'d Value) -> Option<&'d str> {
        let mut schema = schema;
        for inner in ["items", "additionalProperties"] {
            schema = schema.get(inner).unwrap_or(schema);
        }
        if let [only] = schema["allOf"].as_array().map_or(&[][..], Vec::as_slice) {
            schema = only;
        }
        resolve(self.document, schema, "schemas")["description"].as_str()
    }

    /// The properties of a schema in the order of the document, those of the parts of an `allOf` included.
    pub(crate) fn properties(&self, schema: &'d Value) -> Vec<(&'d str, &'d Value)> {
        let mut properties = Vec::new();
        // A schema may be a part of itself; no type is that deep.
        self.collect(schema, &mut properties, 16);
        properties
    }

    fn collect(&self, schema: &'d Value, properties: &mut Vec<(&'d str, &'d Value)>, depth: usize) {
        let schema = resolve(self.document, schema, "schemas");
        let own = schema["properties"].as_object().into_iter().flatten();
        properties.extend(own.map(|(name, property)| (name.as_str(), property)));
        if depth > 0 {
            array(&schema["allOf"]).for_each(|part| self.collect(part, properties, depth - 1));
        }
    }
}
