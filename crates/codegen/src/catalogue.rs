//! The named schemas of a service, by the name that their Rust types have.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::names::type_name;
use crate::reach::Reach;
use crate::schema::{map_values, object, target};

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
    /// Its content: an object with fields, or a list of texts.
    pub(crate) schema: &'d Value,
    /// The file of its type.
    pub(crate) home: Home,
    /// Whether callers have to build it.
    pub(crate) is_sent: bool,
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
    pub(crate) fn new(document: &'d Value, reach: &Reach) -> Self {
        let mut catalogue = Self { document, order: Vec::new(), by_type: HashMap::new() };
        for (index, reached) in reach.operations.iter().enumerate() {
            for key in reached {
                let name = type_name(key);
                match catalogue.by_type.get_mut(&name) {
                    Some(named) if named.home != Home::Operation(index) => named.home = Home::Shared,
                    Some(_) => {}
                    None => {
                        let schema = &document["components"]["schemas"][key];
                        let named = Named { schema, home: Home::Operation(index), is_sent: reach.is_sent(key) };
                        catalogue.by_type.insert(name.clone(), named);
                        catalogue.order.push(name);
                    }
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

    /// Whether a value of one type is held in every value of another, with no list, map or pointer between.
    pub(crate) fn is_part(&self, part: &str, whole: &str) -> bool {
        let (mut stack, mut seen) = (vec![whole.to_owned()], HashSet::new());
        while let Some(name) = stack.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            let properties = self.get(&name).into_iter().flat_map(|named| object(&named.schema["properties"]));
            let parts: Vec<String> = properties.filter_map(|(_, property)| target(property).map(type_name)).collect();
            if parts.iter().any(|direct| direct == part) {
                return true;
            }
            stack.extend(parts);
        }
        false
    }

    /// What the type says that a schema refers to, for uses that say nothing of their own.
    pub(crate) fn description(&self, schema: &'d Value) -> Option<&'d str> {
        let mut schema = schema;
        while let Some(inner) = schema.get("items").or_else(|| map_values(schema)) {
            schema = inner;
        }
        let schema = target(schema).map_or(schema, |name| &self.document["components"]["schemas"][name]);
        schema["description"].as_str()
    }
}
