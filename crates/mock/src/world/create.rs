//! Operations that make a thing.

use std::time::Duration;

use contract::Type;
use serde_json::Value;
use spec::{Create, Shown};

use super::kind::Kind;
use super::shelf::Shelf;
use super::{fill, no_room, request, shown};
use crate::api::Checked;
use crate::{Answer, Content, Trouble};

/// What is kept of a request is a name or the like: a longer text is not.
const LONGEST_KEPT: usize = 1024;

pub(super) fn create(
    create: &Create,
    kind: &Kind,
    shelf: &mut Shelf,
    now: Duration,
    checked: &Checked,
    example: &Answer,
) -> Result<Answer, Trouble> {
    let documented = match &example.content {
        Content::Json(body) => request::find(body, &create.id.0).and_then(request::text),
        _ => None,
    };
    let id = new_id(shelf, documented.as_deref().unwrap_or("1"), &create.ty).ok_or_else(no_room)?;
    let kept = create.keeps.iter().filter_map(|(name, from)| {
        let value = request::value(from, checked).filter(is_short)?;
        Some((name.clone(), value))
    });
    let kept = kept.collect();
    shelf.add(&id, kind.first, now, kept);
    let Some(entry) = shelf.get(&id) else { return Ok(example.clone()) };
    let mut answer = shown(&create.shows, kind, entry, now, example);
    if let (Content::Json(body), Some(value)) = (&mut answer.content, Shown::value(&create.ty, &id)) {
        fill::set(body, &create.id.0, value);
    }
    shelf.last_made = Some(id);
    Ok(answer)
}

fn is_short(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= LONGEST_KEPT,
        Value::Number(_) | Value::Bool(_) => true,
        _ => false,
    }
}

/// An id that no thing has: the documented one, or else the one after the last that was made.
fn new_id(shelf: &Shelf, documented: &str, ty: &Type) -> Option<String> {
    let mut id = match &shelf.last_made {
        Some(last) => next(last, ty),
        None => documented.to_owned(),
    };
    // One more than there are things, so that one of them is free; unless numbers come to their end.
    for _ in 0..=shelf.len() {
        if shelf.get(&id).is_none() {
            return Some(id);
        }
        id = next(&id, ty);
    }
    None
}

/// The id after another one, and of its shape: letters stay letters and digits digits, as on the wheels of a counter.
fn next(id: &str, ty: &Type) -> String {
    if let (Type::Integer(_), Ok(number)) = (ty, id.parse::<i64>()) {
        return number.saturating_add(1).to_string();
    }
    let is_hexadecimal = id.len() >= 16 && id.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f' | '-'));
    let mut turned: Vec<char> = id.chars().collect();
    for place in turned.iter_mut().rev() {
        let (following, carries) = match *place {
            '9' if is_hexadecimal => ('a', false),
            'f' if is_hexadecimal => ('0', true),
            '9' => ('0', true),
            'z' => ('a', true),
            'Z' => ('A', true),
            c if c.is_ascii_alphanumeric() => (char::from(c as u8 + 1), false),
            _ => continue,
        };
        *place = following;
        if !carries {
            return turned.into_iter().collect();
        }
    }
    // Every wheel has turned over: one more is needed.
    turned.push('1');
    turned.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_id_has_the_shape_of_the_one_before() {
        for (id, following) in [
            ("r-7", "r-8"),
            ("r-9", "s-0"),
            ("job-az", "job-ba"),
            ("zz9", "aa01"),
            ("7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f63", "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f64"),
            ("7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f99", "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f9a"),
            ("7e1f02c4-6b3d-4a90-8d17-5c2e9ab04fff", "7e1f02c4-6b3d-4a90-8d17-5c2e9ab05000"),
            ("", "1"),
        ] {
            assert_eq!(next(id, &Type::String), following);
        }
        assert_eq!(next("9", &Type::Integer(None)), "10");
    }
}
