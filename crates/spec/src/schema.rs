//! A schema as its readers see it: references followed, `allOf` merged.

use crate::bundle::Components;
use document::node::{Field, Node};

/// A schema, taken together from the parts that say something about it.
pub(crate) struct Schema<'b> {
    /// The name of its component, where it has one.
    pub(crate) name: Option<&'b str>,
    /// Its parts: those of `allOf` first, because what stands beside `allOf` speaks last.
    pub(crate) parts: Vec<&'b Node>,
    /// The node that introduces it: two schemas with one origin are one type.
    pub(crate) origin: &'b Node,
    /// Whether it contains itself through `allOf` or `$ref` alone, with nothing between.
    pub(crate) circular: bool,
}

/// The keywords that make another type of the one part of an `allOf` that they stand beside.
const OF_A_NEW_TYPE: [&str; 3] = ["properties", "required", "additionalProperties"];

impl<'b> Schema<'b> {
    /// Takes a schema together.
    pub(crate) fn of(node: &'b Node, components: Components<'b>) -> Self {
        let mut schema = Self { name: None, parts: Vec::new(), origin: node, circular: false };
        let (name, origin) = schema.gather(node, components, &mut Vec::new());
        schema.name = name;
        schema.origin = origin;
        schema
    }

    /// Adds the parts of a node; answers with the name and the origin that it has.
    fn gather(
        &mut self,
        node: &'b Node,
        components: Components<'b>,
        open: &mut Vec<*const Node>,
    ) -> (Option<&'b str>, &'b Node) {
        if open.contains(&std::ptr::from_ref(node)) {
            self.circular = true;
            return (None, node);
        }
        open.push(node);
        let known = if let Some(reference) = node.text_of("$ref") {
            match components.target(reference) {
                Some((name, field)) => match self.gather(&field.value, components, open) {
                    // A component that only leads on is another name of what it leads to.
                    known @ (Some(_), _) => known,
                    (None, _) => (Some(name), &field.value),
                },
                None => (None, node),
            }
        } else {
            let parts = node.items_of("allOf");
            let known: Vec<_> = parts.iter().map(|part| self.gather(part, components, open)).collect();
            self.parts.push(node);
            match known.as_slice() {
                // `allOf` with one part is how OpenAPI 3.0 says more about a reference.
                [known] if OF_A_NEW_TYPE.iter().all(|keyword| node.get(keyword).is_none()) => *known,
                _ => (None, node),
            }
        };
        open.pop();
        known
    }

    /// The last word about a keyword.
    pub(crate) fn field(&self, keyword: &str) -> Option<&'b Field> {
        self.parts.iter().rev().find_map(|part| part.field(keyword))
    }

    /// The last word about a keyword that takes a text.
    pub(crate) fn text(&self, keyword: &str) -> Option<(&'b str, &'b Field)> {
        let field = self.field(keyword)?;
        Some((field.value.text()?, field))
    }

    /// The fields, in order; of one name the first.
    pub(crate) fn properties(&self) -> impl Iterator<Item = (&'b str, &'b Field)> {
        let named = |part: &&'b Node| part.get("properties");
        self.parts.iter().filter_map(named).enumerate().flat_map(move |(index, properties)| {
            let earlier: Vec<_> = self.parts.iter().filter_map(named).take(index).collect();
            properties.entries().filter(move |(name, _)| !earlier.iter().any(|other| other.get(name).is_some()))
        })
    }

    /// The word that makes a field mandatory.
    pub(crate) fn required(&self, name: &str) -> Option<&'b Node> {
        self.parts.iter().flat_map(|part| part.items_of("required")).find(|item| item.text() == Some(name))
    }

    /// The word of its type; a schema with fields is an object, as every reader takes it.
    pub(crate) fn kind(&self) -> Option<&'b str> {
        let implied = || self.properties().next().map(|_| "object");
        self.text("type").map(|(kind, _)| kind).or_else(implied)
    }
}
