//! Every place in a document, with what is documented there.

use std::fmt;

use contract::{Aspect, FieldPath, Type};
use serde_json::Value;

use crate::schema::Schema;

/// One step into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The member of that name, of a record.
    Field(String),
    /// That item of a list.
    Item(usize),
    /// The value of that key of a map.
    Key(String),
}

/// What is documented at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// One of several words.
    Word,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// An object of documented fields.
    Record,
    /// A list.
    List,
    /// An object of free keys and values of one type.
    Map,
    /// An object that is not described.
    Free,
    /// Any JSON.
    Any,
}

impl Kind {
    /// Whether it is neither an object nor a list.
    pub fn is_scalar(self) -> bool {
        matches!(self, Self::Text | Self::Word | Self::Integer | Self::Number | Self::Boolean)
    }
}

/// A place in a document.
#[derive(Clone, Debug)]
pub struct Position {
    /// The way to it.
    pub steps: Vec<Step>,
    /// Where it is documented.
    pub documented: FieldPath,
    /// As what.
    pub kind: Kind,
}

impl Position {
    /// The value there.
    pub fn find<'v>(&self, document: &'v Value) -> Option<&'v Value> {
        self.steps.iter().try_fold(document, |value, step| match step {
            Step::Field(name) | Step::Key(name) => value.get(name),
            Step::Item(index) => value.get(index),
        })
    }

    /// The value there, to be changed.
    pub fn find_mut<'v>(&self, document: &'v mut Value) -> Option<&'v mut Value> {
        self.steps.iter().try_fold(document, |value, step| match step {
            Step::Field(name) | Step::Key(name) => value.get_mut(name),
            Step::Item(index) => value.get_mut(index),
        })
    }

    /// Takes out the member or item there.
    pub fn remove(&self, document: &mut Value) {
        let Some((last, rest)) = self.steps.split_last() else { return };
        let holder = Self { steps: rest.to_vec(), ..self.clone() };
        match (holder.find_mut(document), last) {
            (Some(Value::Object(members)), Step::Field(name) | Step::Key(name)) => drop(members.shift_remove(name)),
            (Some(Value::Array(items)), Step::Item(index)) if *index < items.len() => drop(items.remove(*index)),
            _ => {}
        }
    }
}

/// As the runtime names places: `results[3].status`, `tags{"a"}`.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().enumerate() {
            match step {
                Step::Field(name) if index == 0 => f.write_str(name)?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
                Step::Key(key) => write!(f, "{{{key:?}}}")?,
            }
        }
        Ok(())
    }
}

/// Every place of a document, outer ones first; not those within what nobody describes.
pub fn positions(schema: &Schema<'_>, document: &Value) -> Vec<Position> {
    let mut found = Vec::new();
    let root = FieldPath::root();
    if let Some(ty) = schema.ty(&root) {
        walk(schema, &root, &ty, document, &mut Vec::new(), &mut found);
    }
    found
}

fn walk(
    schema: &Schema<'_>,
    path: &FieldPath,
    ty: &Type,
    value: &Value,
    steps: &mut Vec<Step>,
    found: &mut Vec<Position>,
) {
    let mut push = |kind| found.push(Position { steps: steps.clone(), documented: path.clone(), kind });
    match ty {
        Type::String => {
            let listed = schema.facts(path).is_some_and(|facts| facts.list(Aspect::Values).is_some());
            push(if listed { Kind::Word } else { Kind::Text });
        }
        Type::Integer(_) => push(Kind::Integer),
        Type::Number(_) => push(Kind::Number),
        Type::Boolean => push(Kind::Boolean),
        Type::Array(item) => {
            push(Kind::List);
            for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                steps.push(Step::Item(index));
                walk(schema, &path.item(), item, value, steps, found);
                steps.pop();
            }
        }
        Type::Map(of) if **of == Type::Any => push(Kind::Free),
        Type::Map(of) => {
            push(Kind::Map);
            for (key, value) in value.as_object().into_iter().flatten() {
                steps.push(Step::Key(key.clone()));
                walk(schema, &path.value(), of, value, steps, found);
                steps.pop();
            }
        }
        Type::Object(name) => {
            let home = schema.home(path, name.as_deref());
            let fields = schema.fields(&home);
            push(if fields.is_empty() { Kind::Free } else { Kind::Record });
            for (name, value) in
                value.as_object().into_iter().flatten().filter(|(name, _)| fields.contains(&name.as_str()))
            {
                let field = home.field(name);
                let Some(ty) = schema.ty(&field) else { continue };
                steps.push(Step::Field(name.clone()));
                walk(schema, &field, &ty, value, steps, found);
                steps.pop();
            }
        }
        Type::Any | Type::Binary | Type::Unknown(_) => push(Kind::Any),
    }
}
