//! Operations that give things other statuses, or remove them.

use std::borrow::Cow;
use std::time::Duration;

use contract::{Address, Segment, Type};
use serde_json::{Map, Value};
use spec::{Change, Choice, Effect, Outcomes, Shown, Step};

use super::kind::Kind;
use super::shelf::{Entry, Shelf};
use super::{fill, missing, request, shown};
use crate::api::Checked;
use crate::{Answer, Content, Trouble};

/// Something that the request names, and what is to become of it.
struct Named<'c> {
    /// The id, if it is one.
    id: Option<Cow<'c, str>>,
    /// `None` if the request says something that no case is about.
    step: Option<&'c Step>,
}

/// Why a thing stays as it is.
enum Why<'c> {
    Missing,
    /// In which status it is, and in which ones it could be.
    WrongState(usize, &'c Step),
    NoCase,
}

/// Puts the place of the id into what is said of each thing, so that an item is a copy in which the id is filled in.
pub(super) fn prepare(change: &mut Change) {
    let Some(Outcomes { id: Some((path, _)), success, failure, missing, .. }) = &mut change.answer else { return };
    let mut steps: Vec<&mut Step> = match &mut change.choice {
        Choice::Always(step) => vec![step],
        Choice::By { cases, .. } => cases.iter_mut().map(|(_, step)| step).collect(),
    };
    let own = steps.iter_mut().filter_map(|step| step.failure.as_mut());
    for fields in [success, failure, missing].into_iter().chain(own) {
        let mut item = Value::Object(Map::new());
        fill::set(&mut item, &path.0, Value::Null);
        if let Value::Object(mut item) = item {
            item.append(fields);
            *fields = item;
        }
    }
}

/// How a thing was before, and its number.
type Before = (u64, Entry);

pub(super) fn change(
    change: &Change,
    kind: &Kind,
    shelf: &mut Shelf,
    now: Duration,
    checked: &Checked,
    example: &Answer,
) -> Result<Answer, Trouble> {
    let named = named(change, checked);
    if let Some(outcomes) = &change.answer {
        let item = |named: &Named<'_>| item(outcomes, named, apply(named, kind, shelf, now));
        let items = named.iter().map(item).collect();
        return Ok(told(outcomes, items, example));
    }
    let mut done: Vec<Before> = Vec::new();
    for named in &named {
        match apply(named, kind, shelf, now) {
            Ok(before) => done.push(before),
            Err(why) => {
                // All or none. Backwards, because a thing may have been named twice.
                done.into_iter().rev().for_each(|(number, entry)| shelf.restore(number, entry));
                return Err(trouble(kind, named, why));
            }
        }
    }
    let one = named.first().and_then(|named| named.id.as_ref());
    let entry = one.and_then(|id| shelf.get(id)).or(done.first().map(|(_, entry)| entry));
    Ok(match entry {
        Some(entry) => shown(&change.shows, kind, entry, now, example),
        None => example.clone(),
    })
}

/// What the request names, in its order.
fn named<'c>(change: &'c Change, checked: &'c Checked) -> Vec<Named<'c>> {
    let Some((entries, below)) = request::entries(&change.id, checked) else {
        let step = step(&change.choice, |field| request::word(field, checked));
        return vec![Named { id: request::word(&change.id, checked), step }];
    };
    let named = |entry: &'c Value| Named {
        id: request::find(entry, below).and_then(request::text),
        step: step(&change.choice, |field| match in_entry(field) {
            Some(below) => request::text(request::find(entry, below)?),
            None => request::word(field, checked),
        }),
    };
    entries.iter().map(named).collect()
}

/// The way from an entry of the list on, if the field is in one.
fn in_entry(field: &Address) -> Option<&[Segment]> {
    let path = field.field_path()?.0.as_slice();
    path.get(path.iter().position(|segment| *segment == Segment::Item)? + 1..)
}

/// What is to become of a thing, by what the request says at a place.
fn step<'c>(choice: &'c Choice, says: impl FnOnce(&'c Address) -> Option<Cow<'c, str>>) -> Option<&'c Step> {
    match choice {
        Choice::Always(step) => Some(step),
        Choice::By { field, cases, default } => {
            let said = says(field);
            let case = said.as_deref().or(default.as_deref())?;
            cases.iter().find(|(name, _)| name == case).map(|(_, step)| step)
        }
    }
}

/// Does it to one thing, and says how that was before.
fn apply<'c>(named: &Named<'c>, kind: &Kind, shelf: &mut Shelf, now: Duration) -> Result<Before, Why<'c>> {
    let id = named.id.as_deref().ok_or(Why::Missing)?;
    let (number, entry) = shelf.find(id).ok_or(Why::Missing)?;
    let step = named.step.ok_or(Why::NoCase)?;
    let status = entry.status(kind, now);
    if !step.from.iter().any(|from| from == kind.name_of(status)) {
        return Err(Why::WrongState(status, step));
    }
    let before = (number, entry.clone());
    match &step.to {
        Effect::To(to) => {
            let to = kind.status(to).unwrap_or(status);
            (entry.status, entry.since) = (to, now);
        }
        Effect::Removes => {
            shelf.remove(id);
        }
    }
    Ok(before)
}

/// The item of the answer that tells of a thing.
fn item(outcomes: &Outcomes, named: &Named<'_>, became: Result<Before, Why<'_>>) -> Value {
    let fields = match &became {
        Ok(_) => &outcomes.success,
        Err(Why::Missing) => &outcomes.missing,
        Err(Why::WrongState(_, step)) => step.failure.as_ref().unwrap_or(&outcomes.failure),
        Err(Why::NoCase) => &outcomes.failure,
    };
    let mut item = Value::Object(fields.clone());
    if let Some((path, ty)) = &outcomes.id {
        // Only a request that is not of the documented form names something that cannot be told.
        let id = named.id.as_deref().and_then(|id| Shown::value(ty, id));
        let none = || if *ty == Type::String { Value::from("") } else { Value::from(0) };
        fill::set(&mut item, &path.0, id.unwrap_or_else(none));
    }
    item
}

/// The example, with these items in place of its own.
fn told(outcomes: &Outcomes, items: Vec<Value>, example: &Answer) -> Answer {
    let list = outcomes.items.0.split_last().map_or(&[][..], |(_, list)| list);
    let mut body = match &example.content {
        Content::Json(body) => fill::copy_around(body, list),
        _ => Value::Null,
    };
    if let Some(count) = &outcomes.count {
        fill::set(&mut body, &count.0, Value::from(items.len()));
    }
    fill::set(&mut body, list, Value::Array(items));
    Answer { status: example.status, headers: example.headers.clone(), content: Content::Json(body) }
}

fn trouble(kind: &Kind, named: &Named<'_>, why: Why<'_>) -> Trouble {
    let id = named.id.as_deref().unwrap_or_default();
    match why {
        Why::Missing => missing(kind, id),
        Why::WrongState(status, step) => Trouble::WrongState {
            kind: kind.name.clone(),
            id: id.to_owned(),
            status: kind.name_of(status).to_owned(),
            allowed: step.from.clone(),
        },
        Why::NoCase => Trouble::Missing { kind: "case".to_owned(), id: id.to_owned() },
    }
}
