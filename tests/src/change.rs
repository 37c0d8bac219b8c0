//! What servers make of a documented answer, and what no client can make sense of.

use serde_json::{Value, json};

use crate::position::{Kind, Position, Step};

/// Something that is different from the documentation at one place.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// It is not there.
    Remove,
    /// Something else is there.
    Put(Value),
    /// There is one more.
    Add(Value),
}

impl Change {
    /// Changes a document; where an earlier change has taken the place away, nothing happens.
    pub fn apply(&self, position: &Position, document: &mut Value) {
        match self {
            Self::Remove => position.remove(document),
            Self::Put(value) => {
                if let Some(place) = position.find_mut(document) {
                    place.clone_from(value);
                }
            }
            Self::Add(value) => match position.find_mut(document) {
                Some(Value::Object(members)) => drop(members.insert("neverDocumented".to_owned(), value.clone())),
                Some(Value::Array(items)) => items.push(value.clone()),
                _ => {}
            },
        }
    }
}

/// What carries the documented value in another form, or none, or more than is documented.
pub fn tolerable(position: &Position) -> Vec<Change> {
    let mut changes = vec![Change::Put(Value::Null)];
    if !matches!(position.steps.last(), None | Some(Step::Item(_))) {
        changes.push(Change::Remove);
    }
    let forms: &[Value] = match position.kind {
        Kind::Text => &[json!(12), json!(-1.5), json!(u64::MAX), json!(true), json!("")],
        Kind::Word => &[json!("unheard-of"), json!(""), json!(404), json!(false)],
        Kind::Integer => &[json!("12"), json!(" -3 "), json!(5.0), json!(99), json!("")],
        Kind::Number => &[json!("2.5"), json!(4), json!("-1e3"), json!("")],
        Kind::Boolean => &[json!("true"), json!("False"), json!("0"), json!(1), json!(0), json!("")],
        Kind::Any => &[json!(7), json!("word"), json!([[null]]), json!({"a": {"b": null}})],
        Kind::Record | Kind::Map | Kind::List | Kind::Free => &[],
    };
    changes.extend(forms.iter().cloned().map(Change::Put));
    match position.kind {
        Kind::Record => changes.push(Change::Add(json!({"deep": [null, 1.50, "x"]}))),
        Kind::List => changes.extend([Change::Add(Value::Null), Change::Put(json!([]))]),
        Kind::Map => changes.push(Change::Put(json!({}))),
        Kind::Free => changes.extend([Change::Add(Value::Null), Change::Put(json!({}))]),
        _ => {}
    }
    // The whole document cannot be left out of itself, and a list or a scalar has no form but its own.
    changes.retain(|change| !position.steps.is_empty() || *change != Change::Remove);
    changes
}

/// What cannot carry the documented value.
pub fn senseless(kind: Kind) -> Vec<Value> {
    match kind {
        Kind::Text | Kind::Word => vec![json!({}), json!({"a": 1}), json!([]), json!(["a"])],
        Kind::Integer => {
            vec![json!({}), json!({"a": 1}), json!([]), json!([1]), json!(1.5), json!("a dozen"), json!(true)]
        }
        Kind::Number => vec![json!({}), json!({"a": 1}), json!([]), json!([1]), json!("a dozen"), json!(true)],
        Kind::Boolean => vec![json!({}), json!({"a": 1}), json!([]), json!([true]), json!("perhaps"), json!(7)],
        Kind::Record | Kind::Map | Kind::Free => vec![json!([]), json!(7), json!("word"), json!(true)],
        Kind::List => vec![json!({}), json!(7), json!("word"), json!(true)],
        Kind::Any => Vec::new(),
    }
}
