//! How an answer tells what became of each thing.

use contract::{Aspect, FieldPath, Presence, Segment, Type};
use document::node::{Field, Node};
use serde_json::{Map, Value};

use super::slots::{WORDS, misfits, nest, seeds_fit, slot};
use super::{Outcomes, Shown, Thing};
use crate::methods::Reader;
use crate::methods::operation::Operation;

/// The items of an answer, before anything is said of them.
pub(super) struct Items<'b> {
    operation: Operation<'b>,
    path: FieldPath,
    /// The field that names the thing, from the item on.
    id: Option<(FieldPath, Type)>,
    /// An id that exists, if there is one.
    known: Option<String>,
}

/// The items of the answer, and where they name the thing.
pub(super) fn items<'b>(
    operation: &Operation<'b>,
    answer: &Node,
    thing: &Thing,
    reader: &mut Reader<'_, '_>,
) -> Option<Items<'b>> {
    let path = list(operation, answer.field("each")?, reader)?;
    let id = match answer.field("id") {
        Some(field) => {
            let (id, ty) = slot(operation, field, Some(&path), WORDS, reader)?;
            seeds_fit(operation, &id, &ty, thing, reader)?;
            Some((FieldPath(id.0.strip_prefix(path.0.as_slice())?.to_vec()), ty))
        }
        None => None,
    };
    Some(Items { operation: *operation, path, id, known: thing.seed.first().map(|seeded| seeded.id.clone()) })
}

/// What is said of each thing.
pub(super) fn outcomes(items: Items<'_>, answer: &Node, reader: &mut Reader<'_, '_>) -> Option<Outcomes> {
    let success = item(answer.field("success")?, &items, reader);
    let failure = item(answer.field("failure")?, &items, reader);
    let missing = answer.field("missing").map(|field| item(field, &items, reader));
    let invalid = answer.field("invalid").map(|field| item(field, &items, reader));
    let count = match answer.field("count") {
        Some(field) => Some(slot(&items.operation, field, None, &[Type::Integer(None)], reader)?.0),
        None => None,
    };
    let failure = failure?;
    let or_failure = |said: Option<Option<Map<String, Value>>>| said.unwrap_or_else(|| Some(failure.clone()));
    let (missing, invalid) = (or_failure(missing)?, or_failure(invalid)?);
    let id_is_required = items.id.as_ref().is_some_and(|(id, _)| {
        let path = FieldPath([items.path.0.as_slice(), id.0.as_slice()].concat());
        items.operation.element(&path).is_some_and(|element| element.facts.presence() == Presence::Required)
    });
    Some(Outcomes {
        items: items.path,
        id: items.id,
        id_is_required,
        count,
        success: success?,
        failure,
        missing,
        invalid,
    })
}

/// The fields of an item, if they are one together with the id.
pub(super) fn item(field: &Field, items: &Items<'_>, reader: &mut Reader<'_, '_>) -> Option<Map<String, Value>> {
    let Value::Object(fields) = field.value.to_json() else { return None };
    let mut whole = fields.clone();
    if let Some((path, ty)) = &items.id {
        let Some(Segment::Field(name)) = path.0.first() else {
            let message = format!("the items are ids, and nothing more can be said of `{}`", items.path);
            return reader.refuse("answer", field.key_at, message, "leave `answer` out");
        };
        if let Some(own) = field.value.field(name) {
            let message = format!("`{name}` is filled in with the id of the thing");
            return reader.refuse("answer", own.key_at, message, "leave it out here");
        }
        let known = items.known.as_ref().and_then(|known| Shown::value(ty, known));
        if let Value::Object(nested) = nest(&path.0, known.unwrap_or_default()) {
            whole.extend(nested);
        }
    }
    let mut misfits = misfits(&items.operation, &items.path, Value::Object(whole));
    let is_id = |path: &FieldPath| {
        let below = path.0.strip_prefix(items.path.0.as_slice());
        items.id.as_ref().is_some_and(|(id, _)| below == Some(id.0.as_slice()))
    };
    // The id of a thing that exists has been judged where it is written; where none exists, there is none to judge.
    misfits.retain(|misfit| !misfit.address.field_path().is_some_and(is_id));
    for misfit in &misfits {
        let below = misfit.address.field_path().and_then(|path| path.0.strip_prefix(items.path.0.as_slice()));
        let named = match below.and_then(|below| below.first()) {
            Some(Segment::Field(name)) => field.value.field(name),
            _ => None,
        };
        let help = match misfit.aspect {
            None => "name a documented field of the item",
            Some(Aspect::Presence) => "add it",
            Some(_) => "write what the answer may have there",
        };
        let at = named.map_or(field.key_at, |named| named.key_at);
        let contract = items.operation.contract;
        let list = FieldPath(items.path.0.split_last().map_or(&[][..], |(_, list)| list).to_vec());
        let element = contract.get(&misfit.address).or_else(|| items.operation.element(&list));
        reader.refuse_about::<()>(element, "answer", at, misfit.message.clone(), help);
    }
    misfits.is_empty().then_some(fields)
}

/// A list of the answer: a path that ends in its only `[]`.
pub(super) fn list(operation: &Operation<'_>, field: &Field, reader: &mut Reader<'_, '_>) -> Option<FieldPath> {
    let path = operation.path(field, reader)?;
    if matches!(path.0.split_last(), Some((Segment::Item, list)) if !list.contains(&Segment::Item)) {
        return Some(path);
    }
    let help = "name the items of a list, as in `jobs[]`";
    let message = format!("`{path}` is not what is in one list");
    reader.refuse_about(operation.element(&path), "path", field.value.at, message, help)
}
