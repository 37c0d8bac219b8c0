//! What servers do to a document that is as documented.

use serde_json::{Number, Value, json};

use crate::specimen::{FIELDS, Kind};

/// One thing that servers do to one value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mutation {
    /// The member of an object is not there.
    Absent,
    /// The value is `null`, wherever it is.
    Null,
    /// The value of a documented field is `null`.
    NullMember,
    /// A text stands where another kind is documented, and is empty.
    EmptyText,
    /// A number or a boolean is in a text.
    InText,
    /// A whole number has a fraction of zero.
    WithFraction,
    /// A boolean is 1 or 0.
    OneOrZero,
    /// A whole number stands where text is documented.
    Whole,
    /// A number of more digits than any type has stands where text is documented.
    ManyDigits,
    /// A boolean stands where text is documented.
    Boolean,
    /// A value is none of those that are documented.
    Unlisted,
    /// An object has members that are not documented.
    UnknownField,
}

impl Mutation {
    pub(crate) const ALL: [Self; 12] = [
        Self::Absent,
        Self::Null,
        Self::NullMember,
        Self::EmptyText,
        Self::InText,
        Self::WithFraction,
        Self::OneOrZero,
        Self::Whole,
        Self::ManyDigits,
        Self::Boolean,
        Self::Unlisted,
        Self::UnknownField,
    ];

    /// What it makes of a value; nothing where it does not apply.
    fn of(self, kind: &Kind, value: &Value, is_member: bool) -> Option<Value> {
        let is_text = matches!(kind, Kind::Text | Kind::Word);
        match (self, kind, value) {
            (Self::Null, _, _) => Some(Value::Null),
            (Self::NullMember, _, _) if is_member => Some(Value::Null),
            (Self::EmptyText, Kind::Text | Kind::Word | Kind::Free, _) => None,
            (Self::EmptyText, _, _) => Some(json!("")),
            (Self::InText, Kind::Integer | Kind::Number | Kind::Boolean, value) => Some(json!(value.to_string())),
            (Self::WithFraction, Kind::Integer, Value::Number(number)) => with_fraction(number),
            (Self::OneOrZero, Kind::Boolean, Value::Bool(value)) => Some(json!(u8::from(*value))),
            (Self::Whole, _, _) if is_text => Some(json!(-7)),
            (Self::ManyDigits, _, _) if is_text => Some(json!(1e30)),
            (Self::Boolean, _, _) if is_text => Some(json!(true)),
            (Self::Unlisted, Kind::Word, _) => Some(json!("brand-new")),
            (Self::UnknownField, Kind::Task, Value::Object(members)) => {
                let mut members = members.clone();
                members.insert("x-new".to_owned(), json!({ "deep": [null, 1.5, "text"] }));
                members.insert("x-null".to_owned(), Value::Null);
                Some(Value::Object(members))
            }
            _ => None,
        }
    }
}

/// As a server with floating-point numbers writes it, if it can.
fn with_fraction(number: &Number) -> Option<Value> {
    let value = number.as_f64()?;
    (value.abs() < 9e15).then(|| json!(value))
}

/// How many values a document has.
pub(crate) fn positions(document: &Value) -> usize {
    let mut positions = 0;
    mutate(&mut document.clone(), |_| {
        positions += 1;
        None
    });
    positions
}

/// Mutates the values of a document of a task, each as its position says. Whether anything was mutated.
pub(crate) fn mutate(document: &mut Value, mut choose: impl FnMut(usize) -> Option<Mutation>) -> bool {
    let mut walk = Walk { position: 0, is_mutated: false, choose: &mut choose };
    // The document itself: nothing stands for it if it is no object, so only its members can be mutated, and more added.
    walk.members(&Kind::Task, document);
    walk.is_mutated
}

struct Walk<'a> {
    position: usize,
    is_mutated: bool,
    choose: &'a mut dyn FnMut(usize) -> Option<Mutation>,
}

impl Walk<'_> {
    /// Mutates what is inside of a value, then the value. Whether it shall be there.
    fn value(&mut self, kind: &Kind, value: &mut Value, is_member: bool) -> bool {
        self.members(kind, value);
        let chosen = (self.choose)(self.position);
        self.position += 1;
        let Some(mutation) = chosen else { return true };
        if matches!(mutation, Mutation::Absent) {
            self.is_mutated = true;
            return false;
        }
        if let Some(mutated) = mutation.of(kind, value, is_member) {
            self.is_mutated = true;
            *value = mutated;
        }
        true
    }

    fn members(&mut self, kind: &Kind, value: &mut Value) {
        match (kind, value) {
            (Kind::Task, Value::Object(members)) => members.retain(|name, value| {
                let (_, kind) = FIELDS.iter().find(|(field, _)| field == name).expect("a documented field");
                self.value(kind, value, true)
            }),
            (Kind::Map(kind), Value::Object(members)) => members.retain(|_, value| self.value(kind, value, false)),
            (Kind::List(kind), Value::Array(elements)) => elements.retain_mut(|value| self.value(kind, value, false)),
            _ => {}
        }
    }
}
