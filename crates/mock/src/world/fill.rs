//! Known values, laid over the documented example.

use std::time::Duration;

use contract::{Segment, Type};
use serde_json::{Map, Value};
use spec::{Attribute, Shown};

use super::kind::Kind;
use super::shelf::Entry;

/// Lays what is known of a thing over a value.
pub(super) fn lay_over(value: &mut Value, shows: &[Shown], kind: &Kind, entry: &Entry, now: Duration) {
    for shown in shows {
        let known = match &shown.what {
            Attribute::Id => Shown::value(&shown.ty, &entry.id),
            Attribute::Status => Shown::value(&shown.ty, kind.name_of(entry.status(kind, now))),
            Attribute::Kept(name) => {
                let kept = entry.kept.iter().find(|(other, _)| other == name).map(|(_, value)| value);
                kept.and_then(|value| as_type(value, &shown.ty))
            }
        };
        // An id that was put there by hand may be none that the answer can have: then the example stands.
        if let Some(known) = known {
            set(value, &shown.path.0, known);
        }
    }
}

/// Puts a value at the end of a path of fields, making the objects on the way if they are not there.
pub(super) fn set(value: &mut Value, path: &[Segment], new: Value) {
    let mut here = value;
    for segment in path {
        let Segment::Field(name) = segment else { return };
        if !here.is_object() {
            *here = Value::Object(Map::new());
        }
        let Some(fields) = here.as_object_mut() else { return };
        if !fields.contains_key(name) {
            fields.insert(name.clone(), Value::Null);
        }
        let Some(inner) = fields.get_mut(name) else { return };
        here = inner;
    }
    *here = new;
}

/// A copy of a value, with `null` at the end of a path of fields: what is to be put there need not be copied before.
pub(super) fn copy_around(value: &Value, path: &[Segment]) -> Value {
    let (Some((Segment::Field(name), below)), Value::Object(fields)) = (path.split_first(), value) else {
        return Value::Null;
    };
    let copy = |(other, value): (&String, &Value)| {
        let value = if other == name { copy_around(value, below) } else { value.clone() };
        (other.clone(), value)
    };
    Value::Object(fields.iter().map(copy).collect())
}

/// Takes away the field at the end of a path.
pub(super) fn unset(value: &mut Value, path: &[Segment]) {
    let Some((Segment::Field(name), outer)) = path.split_last() else { return };
    let mut here = Some(value);
    for segment in outer {
        let Segment::Field(name) = segment else { return };
        here = here.and_then(|value| value.get_mut(name));
    }
    if let Some(fields) = here.and_then(Value::as_object_mut) {
        fields.shift_remove(name);
    }
}

/// A value that was kept as one of a simple type: arguments are kept as the texts that they are.
fn as_type(value: &Value, ty: &Type) -> Option<Value> {
    let read = || value.as_str().and_then(|text| serde_json::from_str(text).ok());
    Some(value).filter(|value| is_of(value, ty)).cloned().or_else(|| read().filter(|value| is_of(value, ty)))
}

/// Whether a value is one of a simple type.
fn is_of(value: &Value, ty: &Type) -> bool {
    match ty {
        Type::String => value.is_string(),
        Type::Boolean => value.is_boolean(),
        Type::Integer(_) => value.is_i64() || value.is_u64(),
        Type::Number(_) => value.is_number(),
        _ => false,
    }
}
