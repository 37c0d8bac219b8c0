//! What a contract says of one body or parameter, as a tree, and documents that keep it.

use std::collections::HashMap;

use contract::{Address, Aspect, Contract, Element, ExampleRole, Facts, FieldPath, Segment, Type};
use serde_json::{Map, Value, json};

use crate::position::positions;

/// What a contract says of one body or parameter.
#[derive(Clone, Debug)]
pub struct Schema<'c> {
    root: Address,
    facts: HashMap<FieldPath, &'c Facts>,
    fields: HashMap<FieldPath, Vec<&'c str>>,
    examples: Vec<&'c Value>,
}

impl<'c> Schema<'c> {
    /// The body that the request has, or the answer with that status.
    pub fn of(contract: &'c Contract, role: &str) -> Self {
        let root: Address = role.parse().unwrap_or_else(|err| panic!("{role}: {err}"));
        let shown = contract.examples.iter().filter(|example| match (example.role, &root) {
            (ExampleRole::Request, root) => matches!(root, Address::Request(_)),
            (ExampleRole::Response(Some(status)), Address::Response(of, _)) => status == *of,
            _ => false,
        });
        let examples = shown.filter_map(|example| example.body.as_ref()).collect();
        let mut schema = Self { root, facts: HashMap::new(), fields: HashMap::new(), examples };
        for element in &contract.elements {
            let Some(path) = element.address.field_path() else { continue };
            if schema.root.with_path(path.clone()) == element.address {
                schema.facts.insert(path.clone(), &element.facts);
                if let Some((Segment::Field(name), rest)) = path.0.split_last() {
                    schema.fields.entry(FieldPath(rest.to_vec())).or_default().push(name);
                }
            }
        }
        schema
    }

    /// A parameter. It has no address for its items, so what is stated of them stands at the parameter.
    pub fn of_parameter(element: &'c Element) -> Self {
        let root = FieldPath::root();
        let facts = HashMap::from([(root.item(), &element.facts), (root, &element.facts)]);
        Self { root: element.address.clone(), facts, fields: HashMap::new(), examples: Vec::new() }
    }

    /// The address of a part of it.
    pub fn address(&self, path: &FieldPath) -> Address {
        self.root.with_path(path.clone())
    }

    /// What is stated of a part of it.
    pub fn facts(&self, path: &FieldPath) -> Option<&'c Facts> {
        self.facts.get(path).copied()
    }

    /// The type of a part of it; that of items and values is stated by the list or map that holds them.
    pub fn ty(&self, path: &FieldPath) -> Option<Type> {
        let Some((last, rest)) = path.0.split_last() else { return self.facts(path)?.ty().cloned() };
        if let (Segment::Field(_), Some(facts)) = (last, self.facts(path)) {
            return facts.ty().cloned();
        }
        match (last, self.ty(&FieldPath(rest.to_vec()))?) {
            (Segment::Item, Type::Array(inner)) | (Segment::Value, Type::Map(inner)) => Some(*inner),
            _ => None,
        }
    }

    /// Where the fields of a record are stated: at itself, or where the same record was entered on the way to it.
    pub fn home(&self, path: &FieldPath, name: Option<&str>) -> FieldPath {
        if !self.fields(path).is_empty() {
            return path.clone();
        }
        let outer = (0..path.0.len()).rev().map(|length| FieldPath(path.0[..length].to_vec()));
        let same = |outer: &FieldPath| match self.ty(outer) {
            Some(Type::Object(Some(other))) => name == Some(&*other),
            _ => false,
        };
        outer.filter(same).find(|outer| !self.fields(outer).is_empty()).unwrap_or_else(|| path.clone())
    }

    /// The names of the fields that are stated at a record.
    pub fn fields(&self, path: &FieldPath) -> &[&'c str] {
        self.fields.get(path).map_or(&[], Vec::as_slice)
    }

    /// A document that has every field, and keeps every rule. What is within itself is there once more.
    ///
    /// # Panics
    /// If it has a pattern of which no example shows an instance.
    pub fn document(&self) -> Value {
        let path = FieldPath::root();
        self.ty(&path).and_then(|ty| self.value(&path, &ty, 0)).unwrap_or_else(|| panic!("{}: no document", self.root))
    }

    /// `None` where the record is within itself for the second time.
    fn value(&self, path: &FieldPath, ty: &Type, depth: u8) -> Option<Value> {
        let number =
            |aspect| self.facts(path).and_then(|facts| facts.number(aspect)).and_then(serde_json::Number::as_f64);
        let listed = || self.facts(path).and_then(|facts| facts.list(Aspect::Values));
        Some(match ty {
            Type::String => match listed() {
                Some(words) => json!(words[0]),
                None => json!(self.text(path)),
            },
            Type::Integer(_) => match listed() {
                Some(words) => words[0].parse().unwrap_or_else(|err| panic!("{path}: {err}")),
                #[allow(clippy::cast_possible_truncation, reason = "the limits of whole numbers are whole")]
                None => json!(within(7.0, number(Aspect::Minimum), number(Aspect::Maximum)) as i64),
            },
            Type::Number(_) => json!(within(7.5, number(Aspect::Minimum), number(Aspect::Maximum))),
            Type::Boolean => json!(true),
            Type::Array(item) => {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of items")]
                let least = number(Aspect::MinItems).unwrap_or(0.0).max(1.0) as usize;
                Value::Array(vec![self.value(&path.item(), item, depth)?; least])
            }
            Type::Map(value) => json!({"some key": self.value(&path.value(), value, depth)?}),
            Type::Object(name) => {
                let home = self.home(path, name.as_deref());
                let fields = self.fields(&home);
                if fields.is_empty() {
                    return Some(json!({"free": [1, {"deep": null}]}));
                }
                let depth = depth + u8::from(home != *path);
                if depth > 1 {
                    return None;
                }
                let members = fields.iter().filter_map(|name| {
                    let field = home.field(*name);
                    Some(((*name).to_owned(), self.value(&field, &self.ty(&field)?, depth)?))
                });
                Value::Object(members.collect::<Map<_, _>>())
            }
            _ => json!([null, {"any": "thing"}]),
        })
    }

    /// A text that keeps the rules at a place.
    fn text(&self, path: &FieldPath) -> String {
        let facts = self.facts(path);
        if let Some(pattern) = facts.and_then(|facts| facts.text(Aspect::Pattern)) {
            let shown = self.examples.iter().flat_map(|example| {
                let positions = positions(self, example).into_iter();
                positions
                    .filter(|position| position.documented == *path)
                    .filter_map(|position| position.find(example).and_then(Value::as_str).map(str::to_owned))
            });
            return { shown }
                .next()
                .unwrap_or_else(|| panic!("no example shows `{pattern}` at {}", self.address(path)));
        }
        let least = facts.and_then(|facts| facts.number(Aspect::MinLength)).and_then(serde_json::Number::as_u64);
        "x".repeat(usize::try_from(least.unwrap_or(1).max(1)).unwrap_or(1))
    }
}

/// The number nearest to a wish that keeps the limits.
fn within(wish: f64, least: Option<f64>, most: Option<f64>) -> f64 {
    wish.max(least.unwrap_or(wish)).min(most.unwrap_or(wish))
}
