//! How the types of fields and arguments are varied: what is around a value, and what the value is.

use super::edits::each;

pub(crate) const MAP: &str = "::std::collections::BTreeMap<String, ";
pub(crate) const SECRET: &str = "::progenitor_client::Secret<";
const JSON: &str = "::serde_json::Value";
const OBJECT: &str = "::serde_json::Map<String, ::serde_json::Value>";

/// The simple types, the longest first, so that none is taken for a part of another.
const SIMPLE: [&str; 6] = [OBJECT, JSON, "String", "bool", "i64", "f64"];

/// The type with something around it.
pub(crate) fn wrapped(ty: &str, with: &str) -> String {
    format!("{with}{ty}>")
}

/// The type without each thing of a kind that is around some part of it.
pub(crate) fn unwrapped(ty: &str, from: &str) -> Vec<String> {
    let at = ty.match_indices(from).map(|(at, _)| at);
    at.filter_map(|at| {
        let inside = &ty[at + from.len()..];
        let end = closing(inside)?;
        Some(format!("{}{}{}", &ty[..at], &inside[..end], &inside[end + 1..]))
    })
    .collect()
}

/// Where the bracket closes that was opened before.
fn closing(inside: &str) -> Option<usize> {
    let mut open = 1;
    inside.char_indices().find_map(|(at, c)| {
        open += i32::from(c == '<') - i32::from(c == '>');
        (open == 0).then_some(at)
    })
}

/// What the type is of at last, behind lists, maps, boxes and secrets.
pub(crate) fn leaf(ty: &str) -> &str {
    let mut ty = ty;
    while let Some(inner) = ["Vec<", "Box<", "Option<", MAP, SECRET].iter().find_map(|from| ty.strip_prefix(from)) {
        ty = &inner[..inner.len() - 1];
    }
    ty
}

/// The type with another leaf: each of the simple types, and a record or enum of another name.
pub(crate) fn of_another(ty: &str) -> Vec<String> {
    let old = leaf(ty);
    let others = SIMPLE.into_iter().chain(["Another"]).filter(|other| *other != old);
    others.flat_map(|other| each(ty, old, &[other]).pop()).collect()
}
