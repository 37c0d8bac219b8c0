//! A body to elements, depth first, in the order of the schemas.

use contract::{Address, Aspect, Contract, Element, FieldPath, Problem, Type, Value};

use super::facts::values;
use super::{Lowering, secret};
use crate::schema::Schema;
use document::node::{At, Field, Node};

/// How many elements a contract may have. Schemas that refer to each other in all directions unfold exponentially; no
/// documented operation comes near it.
const MAX_ELEMENTS: usize = 10_000;

impl<'b> Lowering<'b> {
    /// Adds the root of a body, and all that lies below it. `bytes` is where a body that is no JSON is declared.
    pub(super) fn body(
        &self,
        contract: &mut Contract,
        root: &Address,
        at: At,
        schema: Option<&'b Node>,
        bytes: Option<At>,
    ) {
        let mut element = Element::new(root.clone(), self.place(at));
        if let Some(at) = bytes {
            self.state(&mut element, Aspect::Type, Value::Type(Type::Binary), at);
        }
        let schema = schema.map(|schema| Schema::of(schema, self.components));
        let secret = schema.as_ref().and_then(|schema| secret::of(schema, None));
        if let Some(schema) = &schema {
            self.facts(&mut element, schema);
            self.secret(&mut element, schema, secret);
        }
        contract.elements.push(element);
        if let Some(schema) = &schema {
            let mut walk = Walk { lowering: self, contract, root, records: Vec::new(), lists: Vec::new() };
            walk.below(schema, &FieldPath::root(), secret);
        }
    }
}

struct Walk<'l, 'b, 'c> {
    lowering: &'l Lowering<'b>,
    contract: &'c mut Contract,
    root: &'c Address,
    /// The objects on the way down: one that is open is not entered again, so that the field which leads back to it is
    /// stated with its type and nothing below it.
    records: Vec<*const Node>,
    /// The lists and maps since the last object: they may hold themselves only through one, which is told elsewhere.
    lists: Vec<*const Node>,
}

impl<'b> Walk<'_, 'b, '_> {
    /// Adds what lies below a value; `secret` is what makes it secret, if anything does.
    fn below(&mut self, schema: &Schema<'b>, path: &FieldPath, secret: Option<At>) {
        let origin = std::ptr::from_ref(schema.origin);
        if self.is_full(schema) {
            return;
        }
        let inner = match schema.kind() {
            Some("array") => schema.field("items").map(|items| (path.item(), &items.value, items.key_at)),
            Some("object") => values(schema).map(|(values, at)| (path.value(), values, at)),
            _ => return,
        };
        match inner {
            Some((path, inner, at)) if !self.lists.contains(&origin) => {
                self.lists.push(origin);
                self.inner(&path, inner, at, secret);
                self.lists.pop();
            }
            None if !self.records.contains(&origin) => {
                self.records.push(origin);
                let lists = std::mem::take(&mut self.lists);
                for (name, field) in schema.properties() {
                    self.property(schema, &path.field(name), name, field);
                }
                self.lists = lists;
                self.records.pop();
            }
            _ => {}
        }
    }

    fn property(&mut self, parent: &Schema<'b>, path: &FieldPath, name: &str, field: &'b Field) {
        let schema = Schema::of(&field.value, self.lowering.components);
        let address = self.root.with_path(path.clone());
        let mut element = Element::new(address, self.lowering.place(field.key_at));
        let required = parent.required(name);
        self.lowering.presence(&mut element, required.is_some(), required.map_or(field.key_at, |item| item.at));
        self.lowering.facts(&mut element, &schema);
        let secret = secret::of(&schema, secret::by_name(name, field.key_at));
        self.lowering.secret(&mut element, &schema, secret);
        self.contract.elements.push(element);
        self.below(&schema, path, secret);
    }

    /// The items of a list or the values of a map: an element of their own only where something is said about them
    /// beyond their type, which the list itself states. What makes the list secret makes them so.
    fn inner(&mut self, path: &FieldPath, node: &'b Node, at: At, secret: Option<At>) {
        let schema = Schema::of(node, self.lowering.components);
        let mut element = Element::new(self.root.with_path(path.clone()), self.lowering.place(at));
        self.lowering.rules(&mut element, &schema);
        let secret = secret::of(&schema, secret);
        self.lowering.secret(&mut element, &schema, secret);
        if !element.facts.is_empty() {
            self.contract.elements.push(element);
        }
        self.below(&schema, path, secret);
    }

    fn is_full(&mut self, schema: &Schema<'b>) -> bool {
        let full = self.contract.elements.len() >= MAX_ELEMENTS;
        if full && self.contract.problems.is_empty() {
            let at = self.lowering.place(schema.origin.at);
            let problem =
                Problem::error("too-large", at, format!("the operation has more than {MAX_ELEMENTS} elements"))
                    .help("break the circles between its schemas, or describe the inner part as any JSON (`{}`)");
            self.contract.problems.push(problem);
        }
        full
    }
}
