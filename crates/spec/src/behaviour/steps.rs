//! What becomes of a thing: from which statuses to which, always or as the request says.

use contract::{Address, Aspect, Contract, Type};
use document::node::{At, Field, Node};
use document::suggest::{nearest, one_of};

use super::answers::{self, Items};
use super::things::status_of;
use super::{Choice, Effect, Step, Thing, request};
use crate::methods::Reader;

/// What becomes of a thing that is named there.
pub(super) fn read(
    field: &Field,
    (thing, id): (&Thing, &Address),
    contract: &Contract,
    items: Option<&Items<'_>>,
    reader: &mut Reader<'_, '_>,
) -> Option<Choice> {
    let node = &field.value;
    let (Some(by), Some(cases)) = (node.field("by"), node.get("cases")) else {
        for (key, other) in [("by", "cases"), ("cases", "by"), ("default", "by")] {
            if let (Some(field), None) = (node.field(key), node.field(other)) {
                let message = format!("`{key}` says nothing without `{other}`");
                return reader.refuse("behaviour", field.key_at, message, format!("add `{other}:`, or remove it"));
            }
        }
        return Some(Choice::Always(step(node, field.key_at, thing, contract, items, reader)?));
    };
    for key in ["to", "removes", "from"] {
        if let Some(field) = node.field(key) {
            let help = "write it in each of the `cases`";
            return reader.refuse("behaviour", field.key_at, format!("`{key}` is up to the case"), help);
        }
    }
    let address = request::part(contract, by, &[Type::String, Type::Boolean, Type::Integer(None)], reader)?;
    let list = request::list_of(&address);
    if list.is_some() && list != request::list_of(id) {
        let message = format!("`{address}` is in another list than `{id}`");
        return reader.refuse("path", by.value.at, message, "name a field of the same entry, or of the whole request");
    }
    let mut steps = Vec::new();
    for (case, field) in cases.entries() {
        steps.push((case.to_owned(), step(&field.value, field.key_at, thing, contract, items, reader)?));
    }
    cover(contract, &address, by, cases, reader)?;
    let default = match node.get("default") {
        Some(default) => Some(case_of(default, cases, reader)?),
        None => None,
    };
    Some(Choice::By { field: address, cases: steps, default })
}

/// Whether the cases are those that the spec lists, where it does.
fn cover(contract: &Contract, by: &Address, field: &Field, cases: &Node, reader: &mut Reader<'_, '_>) -> Option<()> {
    let element = contract.get(by);
    let booleans = || ["true", "false"].map(str::to_owned).to_vec();
    let known = match request::ty(contract, by) {
        Some(Type::Boolean) => booleans(),
        _ => match element.and_then(|element| element.facts.list(Aspect::Values)) {
            Some(values) => values.to_vec(),
            None => return Some(()),
        },
    };
    let names = || known.iter().map(String::as_str);
    for (case, field) in cases.entries() {
        if !known.iter().any(|value| value == case) {
            let help = match nearest(case, names()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the values are {}", one_of(names()).replace(" or ", " and ")),
            };
            let message = format!("`{}` is no documented value of `{by}`", case.escape_debug());
            return reader.refuse_about(element, "case", field.key_at, message, help);
        }
    }
    let missing: Vec<&str> = names().filter(|value| cases.get(value).is_none()).collect();
    if !missing.is_empty() {
        let message = format!("nobody says what becomes of a thing by {}", one_of(missing).replace(" or ", " and "));
        return reader.refuse_about(element, "case", field.value.at, message, "add a case for each value");
    }
    Some(())
}

fn case_of(node: &Node, cases: &Node, reader: &mut Reader<'_, '_>) -> Option<String> {
    let case = node.text()?;
    if cases.get(case).is_some() {
        return Some(case.to_owned());
    }
    let names = || cases.entries().map(|(name, _)| name);
    let help = match nearest(case, names()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the cases are {}", one_of(names()).replace(" or ", " and ")),
    };
    reader.refuse("case", node.at, format!("`{}` is no case", case.escape_debug()), help)
}

fn step(
    node: &Node,
    at: At,
    thing: &Thing,
    contract: &Contract,
    items: Option<&Items<'_>>,
    reader: &mut Reader<'_, '_>,
) -> Option<Step> {
    let to = match (node.get("to"), node.flag("removes")) {
        (Some(to), false) => Effect::To(status_of(to, &thing.name, &thing.statuses, reader)?),
        (None, true) => Effect::Removes,
        (to, _) => {
            let message = if to.is_some() { "a thing that is removed has no status" } else { "nothing becomes of it" };
            return reader.refuse("behaviour", at, message, "write either `to: STATUS` or `removes: true`");
        }
    };
    let failure = match (node.field("failure"), items) {
        (Some(failure), Some(items)) => Some(answers::item(failure, items, reader)?),
        (Some(failure), None) => {
            let help = "add `answer:`, or remove it";
            return reader.refuse("behaviour", failure.key_at, "the answer does not tell of single things", help);
        }
        (None, _) => None,
    };
    Some(Step { from: from(node, at, thing, contract, reader)?, to, failure })
}

/// The statuses that are written; or else those in which the operation can be called; or else all.
fn from(node: &Node, at: At, thing: &Thing, contract: &Contract, reader: &mut Reader<'_, '_>) -> Option<Vec<String>> {
    if let Some(from) = node.field("from") {
        let items = from.value.list()?;
        if items.is_empty() {
            let message = "there is no status in which this could be done";
            return reader.refuse("status", from.key_at, message, "leave `from` out if it can be done in all");
        }
        return items.iter().map(|item| status_of(item, &thing.name, &thing.statuses, reader)).collect();
    }
    let operation = contract.operation();
    let Some(callable) = operation.and_then(|operation| operation.facts.list(Aspect::CallableIn)) else {
        return Some(thing.statuses.clone());
    };
    let strange: Vec<&str> =
        callable.iter().filter(|status| !thing.statuses.contains(status)).map(String::as_str).collect();
    if !strange.is_empty() {
        let strange = one_of(strange).replace(" or ", " and ");
        let message = format!("it can be called in {strange}, which `{}` does not have", thing.name);
        return reader.refuse_about(operation, "status", at, message, "write `from:`, or mend the statuses");
    }
    Some(callable.to_vec())
}
