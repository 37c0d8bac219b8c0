//! Operations that give things other statuses, or remove them.

use std::borrow::Cow;
use std::time::Duration;

use contract::{Address, Place, Segment, Type};
use serde_json::{Map, Value};
use spec::{Change, Choice, Effect, Outcomes, Shown, Step};

use super::kind::Kind;
use super::shelf::{Entry, Shelf};
use super::{Act, World, fill, missing, request, shown, unnamed, unsaid};
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
    /// The request does not say which one.
    Unnamed,
    /// The request does not say what is to become of it.
    NoCase,
    Missing,
    /// In which status it is, and in which ones it could be.
    WrongState(usize, &'c Step),
}

/// Puts the place of the id into what is said of each thing, so that an item is a copy in which the id is filled in.
pub(super) fn prepare(change: &mut Change) {
    let Some(Outcomes { id: Some((path, _)), success, failure, missing, invalid, .. }) = &mut change.answer else {
        return;
    };
    let mut steps: Vec<&mut Step> = match &mut change.choice {
        Choice::Always(step) => vec![step],
        Choice::By { cases, .. } => cases.iter_mut().map(|(_, step)| step).collect(),
    };
    let own = steps.iter_mut().filter_map(|step| step.failure.as_mut());
    for fields in [success, failure, missing, invalid].into_iter().chain(own) {
        let mut item = Value::Object(Map::new());
        fill::set(&mut item, &path.0, Value::Null);
        if let Value::Object(mut item) = item {
            item.append(fields);
            *fields = item;
        }
    }
}

pub(super) fn change(
    change: &Change,
    (act, kind): (&Act, &Kind),
    world: &World,
    checked: &Checked,
    example: &Answer,
) -> Option<Result<Answer, Trouble>> {
    let named = named(change, checked);
    let Some(outcomes) = &change.answer else {
        return world.with_shelf(act, |shelf, now, _| all_or_none(change, (act, kind), &named, (shelf, now), example));
    };
    let whys = world.with_shelf(act, |shelf, now, _| {
        let one = |named| match judge(named, kind, shelf, now) {
            Ok((id, step)) => {
                apply(id, step, kind, shelf, now);
                None
            }
            Err(why) => Some(why),
        };
        named.iter().map(one).collect::<Vec<_>>()
    })?;
    // To tell it takes longer than to do it, and nobody else has to wait for it.
    let items = named.iter().zip(whys).map(|(named, why)| item(outcomes, named, why)).collect();
    Some(Ok(told(outcomes, items, example)))
}

/// Each is judged as it is before, so that nobody hears of a status that came to nothing.
fn all_or_none(
    change: &Change,
    (act, kind): (&Act, &Kind),
    named: &[Named<'_>],
    (shelf, now): (&mut Shelf, Duration),
    example: &Answer,
) -> Result<Answer, Trouble> {
    let judged = |named| judge(named, kind, shelf, now).map_err(|why| trouble((change, &act.at), kind, named, why));
    let steps = named.iter().map(judged).collect::<Result<Vec<_>, _>>()?;
    let mut removed = None;
    for (id, step) in &steps {
        removed = apply(id, step, kind, shelf, now);
    }
    let one = steps.first().and_then(|(id, _)| shelf.get(id));
    Ok(match one.or(removed.as_ref()) {
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

/// The thing and what becomes of it, or why that cannot be.
fn judge<'n>(named: &'n Named<'_>, kind: &Kind, shelf: &Shelf, now: Duration) -> Result<(&'n str, &'n Step), Why<'n>> {
    let id = named.id.as_deref().ok_or(Why::Unnamed)?;
    let step = named.step.ok_or(Why::NoCase)?;
    let entry = shelf.get(id).ok_or(Why::Missing)?;
    let status = entry.status(kind, now);
    match step.from.iter().any(|from| from == kind.name_of(status)) {
        true => Ok((id, step)),
        false => Err(Why::WrongState(status, step)),
    }
}

/// Does it to a thing; what is removed is given back.
fn apply(id: &str, step: &Step, kind: &Kind, shelf: &mut Shelf, now: Duration) -> Option<Entry> {
    match &step.to {
        Effect::To(to) => {
            if let (Some(entry), Some(to)) = (shelf.find(id), kind.status(to)) {
                (entry.status, entry.since) = (to, now);
            }
            None
        }
        Effect::Removes => shelf.remove(id),
    }
}

/// The item of the answer that tells of a thing.
fn item(outcomes: &Outcomes, named: &Named<'_>, why: Option<Why<'_>>) -> Value {
    let fields = match why {
        None => &outcomes.success,
        Some(Why::Missing) => &outcomes.missing,
        Some(Why::WrongState(_, step)) => step.failure.as_ref().unwrap_or(&outcomes.failure),
        Some(Why::Unnamed | Why::NoCase) => &outcomes.invalid,
    };
    let mut item = Value::Object(fields.clone());
    if let Some((path, ty)) = &outcomes.id {
        // Only a request that is not of the documented form names something that cannot be told.
        match named.id.as_deref().and_then(|id| Shown::value(ty, id)) {
            Some(id) => fill::set(&mut item, &path.0, id),
            None if !outcomes.id_is_required => fill::unset(&mut item, &path.0),
            None => fill::set(&mut item, &path.0, if *ty == Type::String { Value::from("") } else { Value::from(0) }),
        }
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

fn trouble((change, at): (&Change, &Place), kind: &Kind, named: &Named<'_>, why: Why<'_>) -> Trouble {
    let id = named.id.as_deref().unwrap_or_default();
    match why {
        Why::Unnamed => unnamed(&change.id, kind, at),
        Why::NoCase => match &change.choice {
            Choice::By { field, .. } => {
                unsaid(field, format!("does not say what is to become of the {}", kind.name), at)
            }
            Choice::Always(_) => unnamed(&change.id, kind, at),
        },
        Why::Missing => missing(kind, id),
        Why::WrongState(status, step) => Trouble::WrongState {
            kind: kind.name.clone(),
            id: id.to_owned(),
            status: kind.name_of(status).to_owned(),
            allowed: step.from.clone(),
        },
    }
}
