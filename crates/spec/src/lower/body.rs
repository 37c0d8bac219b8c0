//! A body to elements, depth first, in the order of the schemas.

use contract::{Address, Aspect, Contract, Element, FieldPath, Problem, Type, Value};

use super::Lowering;
use super::facts::values;
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
        if let Some(schema) = &schema {
            self.facts(&mut element, schema);
        }
        contract.elements.push(element);
        if let Some(schema) = &schema {
            let mut walk = Walk { lowering: self, contract, root, open: Vec::new() };
            walk.below(schema, &FieldPath::root());
        }
    }
}

struct Walk<'l, 'b, 'c> {
    lowering: &'l Lowering<'b>,
    contract: &'c mut Contract,
    root: &'c Address,
    /// The objects on the way down: one that is open is not entered again.
    open: Vec<*const Node>,
}

impl<'b> Walk<'_, 'b, '_> {
    fn below(&mut self, schema: &Schema<'b>, path: &FieldPath) {
        let origin = std::ptr::from_ref(schema.origin);
        if self.open.contains(&origin) || self.is_full(schema) {
            return;
        }
        self.open.push(origin);
        match schema.kind() {
            Some("object") => {
                for (name, field) in schema.properties() {
                    self.property(schema, &path.field(name), name, field);
                }
                if let Some((inner, at)) = values(schema) {
                    self.inner(&path.value(), inner, at);
                }
            }
            Some("array") => {
                if let Some(items) = schema.field("items") {
                    self.inner(&path.item(), &items.value, items.key_at);
                }
            }
            _ => {}
        }
        self.open.pop();
    }

    fn property(&mut self, parent: &Schema<'b>, path: &FieldPath, name: &str, field: &'b Field) {
        let schema = Schema::of(&field.value, self.lowering.components);
        let address = self.root.with_path(path.clone());
        let mut element = Element::new(address, self.lowering.place(field.key_at));
        let required = parent.required(name);
        self.lowering.presence(&mut element, required.is_some(), required.map_or(field.key_at, |item| item.at));
        self.lowering.facts(&mut element, &schema);
        self.contract.elements.push(element);
        self.below(&schema, path);
    }

    /// The items of a list or the values of a map: an element of their own only where something is said about them
    /// beyond their type, which the list itself states.
    fn inner(&mut self, path: &FieldPath, node: &'b Node, at: At) {
        let schema = Schema::of(node, self.lowering.components);
        let mut element = Element::new(self.root.with_path(path.clone()), self.lowering.place(at));
        self.lowering.rules(&mut element, &schema);
        if !element.facts.is_empty() {
            self.contract.elements.push(element);
        }
        self.below(&schema, path);
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
