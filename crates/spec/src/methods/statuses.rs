//! The statuses of a waiter: each in one list, in the form in which it travels.

use contract::{Aspect, FieldPath, Type};
use document::node::{At, Node};
use document::suggest::{nearest, one_of};

use super::Reader;
use super::operation::Operation;
use crate::preflight::is_invisible;

/// What the statuses mean; of whole numbers their digits.
pub(super) struct Statuses {
    pub(super) success: Vec<String>,
    pub(super) failure: Vec<String>,
    pub(super) pending: Vec<String>,
}

/// The keys of the lists.
const LISTS: [&str; 3] = ["success", "failure", "pending"];

/// The lists of a waiter, if every status is in one of them, and where the spec lists all there are, each of those is.
pub(super) fn read(
    node: &Node,
    status: Option<(&Operation<'_>, &FieldPath)>,
    reader: &mut Reader<'_, '_>,
) -> Option<Statuses> {
    let ty = status.and_then(|(operation, path)| operation.ty(path));
    let element = status.and_then(|(operation, path)| operation.element(path));
    let known = element.and_then(|element| element.facts.list(Aspect::Values));
    let mut seen: Vec<(String, At)> = Vec::new();
    let mut are_sound = true;
    let lists = LISTS.map(|list| {
        let mut statuses = Vec::new();
        for item in node.items_of(list) {
            let Some(value) = text(item, ty.as_ref(), reader) else {
                are_sound = false;
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == value) {
                let problem = reader
                    .diagnostics
                    .error("value", item.at, format!("`{value}` is listed twice"))
                    .related(reader.diagnostics.place(*first), "the other one is here")
                    .help("keep it in the list that says what it means");
                reader.diagnostics.push(problem);
                are_sound = false;
                continue;
            }
            if let Some(known) = known.filter(|known| !known.contains(&value)) {
                let known = known.iter().map(String::as_str);
                let help = match nearest(&value, known.clone()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("the status is {}", one_of(known)),
                };
                let message = format!("`{value}` is no documented status");
                reader.refuse_about::<()>(element, "value", item.at, message, help);
                are_sound = false;
            }
            if value.contains(is_invisible) {
                let message = format!("`{}` has a character that nobody sees", value.escape_debug());
                let help = "write the status as it is sent, without line breaks and control characters";
                reader.refuse::<()>("value", item.at, message, help);
                are_sound = false;
            }
            seen.push((value.clone(), item.at));
            statuses.push(value);
        }
        statuses
    });
    let missing = known.into_iter().flatten().map(String::as_str);
    let missing: Vec<&str> = missing.filter(|known| !seen.iter().any(|(value, _)| value == known)).collect();
    if let (false, Some(field)) = (missing.is_empty(), node.field("status")) {
        let message = format!("nobody says what {} means for the wait", one_of(missing.iter().copied()));
        let help = "put every documented status into `success`, `failure` or `pending`";
        return reader.refuse_about(element, "value", field.value.at, message, help);
    }
    let [success, failure, pending] = lists;
    are_sound.then_some(Statuses { success, failure, pending })
}

/// A status as text, if it has the form of the type: a number never equals a text, so it would never be met. Where the
/// type is not known, that has been told.
fn text(item: &Node, ty: Option<&Type>, reader: &mut Reader<'_, '_>) -> Option<String> {
    let (is_text, is_number) = match ty.map(Type::shape) {
        None => (true, true),
        Some(ty) => (ty == Type::String, ty == Type::Integer(None)),
    };
    let number = item.number().and_then(serde_json::Number::as_i64).filter(|_| is_number);
    if let Some(status) = number.map(|number| number.to_string()).or(item.text().filter(|_| is_text).map(str::to_owned))
    {
        return Some(status);
    }
    let (expected, help) = match (is_text, is_number) {
        (true, true) => ("a text or a whole number", "write one status after the other, as in `[DONE, SKIPPED]`"),
        (true, false) => ("a text", "put it in quotes: the status is a text"),
        _ => ("a whole number of 64 bits", "write plain digits, without quotes: the status is a whole number"),
    };
    reader.refuse("wrong-type", item.at, format!("expected {expected}, but found {}", item.kind()), help)
}
