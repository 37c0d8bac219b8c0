//! Operations that make a thing.

use std::time::Duration;

use contract::Type;
use serde_json::Value;
use spec::{Create, Shown};

use super::control::is_id;
use super::kind::Kind;
use super::shelf::Shelf;
use super::{Act, fill, request, shown};
use crate::api::{Checked, WordRules};
use crate::{Answer, Broken, Content, Trouble};

/// How many ids are tried in each way of going on, beyond as many as there are things.
const TRIES: usize = 1_000;

/// How many bytes all things of a service keep of the requests that made them.
const MOST_KEPT: usize = 16 << 20;

pub(super) fn create(
    create: &Create,
    (act, kind): (&Act, &Kind),
    (shelf, kept_elsewhere): (&mut Shelf, usize),
    now: Duration,
    checked: &Checked,
    example: &Answer,
) -> Result<Answer, Trouble> {
    let documented = match &example.content {
        Content::Json(body) => request::find(body, &create.id.0).and_then(request::text),
        _ => None,
    };
    let id = new_id(shelf, documented.as_deref().unwrap_or("1"), &create.ty, &act.ids)
        .ok_or_else(|| no_id_left(create, kind, act))?;
    let kept = create.keeps.iter().filter_map(|(name, from)| Some((name.clone(), request::value(from, checked)?)));
    let kept: Vec<(String, Value)> = kept.filter(|(_, value)| is_simple(value)).collect();
    if kept_elsewhere + size(&kept) > MOST_KEPT {
        let reason = "all things together keep as much of their requests as there is room for".to_owned();
        return Err(Trouble::Forbidden { reason });
    }
    shelf.add(&id, kind.first, now, kept);
    let Some(entry) = shelf.get(&id) else { return Ok(example.clone()) };
    let mut answer = shown(&create.shows, kind, entry, now, example);
    if let (Content::Json(body), Some(value)) = (&mut answer.content, Shown::value(&create.ty, &id)) {
        fill::set(body, &create.id.0, value);
    }
    shelf.last_made = Some(id);
    Ok(answer)
}

/// Whether a value is one of those that can be kept, which no list and no object is.
fn is_simple(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_))
}

/// How many bytes of a request are kept.
pub(super) fn size(kept: &[(String, Value)]) -> usize {
    let of = |(_, value): &(String, Value)| value.as_str().map_or(0, str::len);
    kept.iter().map(of).sum()
}

fn no_id_left(create: &Create, kind: &Kind, act: &Act) -> Trouble {
    let message = format!("has no value left that is free and fits: every {} that there can be is there", kind.name);
    let at = act.ids.at().unwrap_or(&act.at).clone();
    let broken = Broken { address: create.id.to_string(), aspect: None, message, at };
    Trouble::Invalid { broken: vec![broken], more: 0 }
}

/// An id that no thing has and that keeps the documented rules: the documented one, or else one after the last that was
/// made; `None` if there is none.
fn new_id(shelf: &Shelf, documented: &str, ty: &Type, rules: &WordRules) -> Option<String> {
    let is_good = |id: &String| {
        shelf.get(id).is_none() && is_id(id) && Shown::value(ty, id).is_some() && rules.fits(id, documented)
    };
    let listed = rules.listed();
    if !listed.is_empty() {
        let documented = Some(documented.to_owned());
        return documented.into_iter().chain(listed.clone()).filter(|id| listed.contains(id)).find(is_good);
    }
    // One more than there are things, so that one of them is free.
    let tries = shelf.len().saturating_add(TRIES);
    let first = shelf.last_made.as_deref().map_or_else(|| Some(documented.to_owned()), |last| following(last, ty));
    let from = |first: Option<String>, next: fn(&str) -> Option<String>| {
        std::iter::successors(first, move |id| next(id)).take(tries).find(is_good)
    };
    if matches!(ty, Type::Integer(_)) {
        let least = rules.least().unwrap_or(1).to_string();
        return from(first, count).or_else(|| from(Some(least), count));
    }
    let last = shelf.last_made.as_deref().unwrap_or(documented);
    from(first, next)
        .or_else(|| from(Some(begun_again(last)), next))
        .or_else(|| from(Some(turned(&begun_again(last))), |id| Some(turned(id))))
}

/// The id after another one.
fn following(id: &str, ty: &Type) -> Option<String> {
    if matches!(ty, Type::Integer(_)) { count(id) } else { next(id) }
}

/// The number after another one, as long as there is one.
fn count(number: &str) -> Option<String> {
    number.parse::<i64>().ok()?.checked_add(1).map(|number| number.to_string())
}

/// The id after another one. A number at its end counts on, and gets another digit where it has to; letters are touched
/// only where there is no number.
fn next(id: &str) -> Option<String> {
    let (stem, number) = split(id);
    if id.is_empty() {
        return Some("1".to_owned());
    }
    if number.is_empty() || is_hexadecimal(id) {
        return Some(turned(id));
    }
    let on = turned(number);
    let carry = if number.bytes().all(|digit| digit == b'9') { "1" } else { "" };
    Some(format!("{stem}{carry}{on}"))
}

/// An id before its number, and its number.
fn split(id: &str) -> (&str, &str) {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem, id.get(stem.len()..).unwrap_or_default())
}

/// An id with only zeros for its number.
fn begun_again(id: &str) -> String {
    let (stem, number) = split(id);
    format!("{stem}{}", "0".repeat(number.len()))
}

/// Whether an id is made of hexadecimal digits. Without a letter it may be a decimal number as well, which a letter would spoil.
fn is_hexadecimal(id: &str) -> bool {
    let is_letter = |c: char| matches!(c, 'a'..='f');
    id.len() >= 16 && id.contains(is_letter) && id.chars().all(|c| is_letter(c) || matches!(c, '0'..='9' | '-'))
}

/// The id after another one, of its shape: letters stay letters and digits digits, as on the wheels of a counter.
fn turned(id: &str) -> String {
    let is_hexadecimal = is_hexadecimal(id);
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
            break;
        }
    }
    turned.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_id_has_the_shape_of_the_one_before() {
        for (id, following) in [
            ("r-7", "r-8"),
            ("kb-9", "kb-10"),
            ("kb-099", "kb-100"),
            ("zz9", "zz10"),
            ("job-az", "job-ba"),
            ("7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f63", "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f64"),
            ("7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f99", "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f9a"),
            ("7e1f02c4-6b3d-4a90-8d17-5c2e9ab04fff", "7e1f02c4-6b3d-4a90-8d17-5c2e9ab05000"),
            ("1912974078308729", "1912974078308730"),
            ("", "1"),
        ] {
            assert_eq!(next(id).as_deref(), Some(following));
        }
        assert_eq!(count("9").as_deref(), Some("10"));
        assert_eq!(count(&i64::MAX.to_string()), None);
    }
}
