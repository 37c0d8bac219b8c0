//! What each operation does: it changes things, shows one, lists them, or makes one.

use contract::{Contract, FieldPath, Type};
use document::node::{Field, Node};
use document::suggest::{nearest, one_of};

use super::slots::{Kept, SCALARS, WORDS, shows, slot};
use super::{Act, Attribute, Change, Create, Does, List, Show, Shown, Thing, answers, is_damaged, request, steps};
use crate::methods::Reader;
use crate::methods::operation::Operation;
use crate::{OperationInfo, Paginator, Style};

/// What is known beside the operation: what others keep, and what pages.
struct Known<'k, 'b> {
    kept: Vec<Kept<'b>>,
    paginators: &'k [Paginator],
}

/// An operation, and what is written of it.
struct Entry<'e, 'b> {
    info: &'b OperationInfo,
    contract: &'b Contract,
    field: &'e Field,
    thing: &'e Thing,
}

/// Reads what keeps to the grammar; `described` is where the kinds of things are written.
pub(super) fn read(
    section: Option<&Node>,
    (described, things): (Option<&Node>, &[Thing]),
    paginators: &[Paginator],
    reader: &mut Reader<'_, '_>,
) -> Vec<Act> {
    let mut entries = Vec::new();
    for (stem, field) in section.into_iter().flat_map(Node::entries) {
        let found = reader.find(stem, field.key_at, |info| &info.stem);
        if is_damaged(&field.value, reader.diagnostics) {
            continue;
        }
        let thing = field.value.get("thing").and_then(|node| thing(node, described, things, reader));
        if let (Some((info, contract)), Some(thing)) = (found, thing) {
            entries.push(Entry { info, contract, field, thing });
        }
    }
    // What one operation keeps, another one shows.
    let kept = entries.iter().flat_map(|entry| keeps(entry, reader)).collect();
    let known = Known { kept, paginators };
    let act = |entry: &Entry<'_, '_>| {
        let does = does(entry, &known, reader)?;
        let at = reader.diagnostics.place(entry.field.key_at);
        Some(Act { operation: entry.info.stem.clone(), thing: entry.thing.name.clone(), does, at })
    };
    entries.iter().filter_map(act).collect()
}

/// The kind of that name. One that is described wrong has been told.
fn thing<'t>(
    node: &Node,
    described: Option<&Node>,
    things: &'t [Thing],
    reader: &mut Reader<'_, '_>,
) -> Option<&'t Thing> {
    let name = node.text()?;
    let found = things.iter().find(|thing| thing.name == name);
    if found.is_some() || described.is_some_and(|described| described.get(name).is_some()) {
        return found;
    }
    let names = || things.iter().map(|thing| thing.name.as_str());
    let help = match nearest(name, names()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if things.is_empty() => "describe it below `things`".to_owned(),
        None => format!("the things are {}", one_of(names()).replace(" or ", " and ")),
    };
    reader.refuse("thing", node.at, format!("`{}` is no thing of this service", name.escape_debug()), help)
}

fn keeps<'b>(entry: &Entry<'_, 'b>, reader: &mut Reader<'_, '_>) -> Vec<Kept<'b>> {
    let mut kept = Vec::new();
    for (name, field) in entry.field.value.get("keeps").into_iter().flat_map(Node::entries) {
        let help = "call it by another name in small letters, as in `owner`; `id` and `status` are known anyway";
        if ["id", "status"].contains(&name) {
            let message = format!("`{name}` is no name of something that is kept");
            reader.refuse::<()>("name", field.key_at, message, help);
        } else if reader.is_name(name, field.key_at, "something that is kept", help)
            && let Some(from) = request::part(entry.contract, field, SCALARS, reader)
        {
            if request::list_of(&from).is_some() {
                let message = format!("`{from}` is not one value");
                let help = "name a part that is in no list";
                reader.refuse::<()>("path", field.value.at, message, help);
                continue;
            }
            let (thing, name) = (entry.thing.name.clone(), name.to_owned());
            kept.push(Kept { thing, name, contract: entry.contract, from });
        }
    }
    kept
}

/// The keys that say what an operation does, each with those that belong to it.
const KINDS: [(&str, &[&str]); 5] =
    [("lists", &["shows"]), ("creates", &["keeps", "shows"]), ("to", CHANGE), ("removes", CHANGE), ("cases", CHANGE)];
const CHANGE: &[&str] = &["id", "from", "to", "removes", "by", "cases", "default", "answer", "shows"];

fn does(entry: &Entry<'_, '_>, known: &Known<'_, '_>, reader: &mut Reader<'_, '_>) -> Option<Does> {
    let (node, at) = (&entry.field.value, entry.field.key_at);
    let kind = KINDS.iter().find(|(kind, _)| node.get(kind).is_some());
    let (kind, others) = match kind {
        Some((kind, others)) => (*kind, *others),
        None if node.get("shows").is_some() => ("shows", &["id"][..]),
        // It looks at the thing, and its answer says nothing of it: one without a body, or an example that stands.
        None if node.get("id").is_some() => ("id", &[][..]),
        None => {
            let message = format!("nobody says what `{}` does", entry.info.stem);
            let help = "write `to`, `removes` or `cases` if it changes things, and else `shows`, `lists` or `creates`, or `id` alone";
            return reader.refuse("behaviour", at, message, help);
        }
    };
    let is_idle = |key: &str| !["thing", kind].contains(&key) && !others.contains(&key);
    if let Some((key, field)) = node.entries().find(|(key, _)| is_idle(key)) {
        let message = format!("`{key}` says nothing beside `{kind}`");
        return reader.refuse("behaviour", field.key_at, message, "remove it");
    }
    match kind {
        "lists" => list(entry, known, reader).map(Does::List),
        "creates" => create(entry, known, reader).map(Does::Create),
        "shows" => {
            let operation = Operation::answering(entry.info, entry.contract, at, reader)?;
            let id = id(entry, reader)?;
            if request::list_of(&id).is_some() {
                return several(&id, entry, reader);
            }
            let shows = shows(node.get("shows"), &operation, None, (entry.thing, &known.kept), reader)?;
            Some(Does::Show(Show { id, shows }))
        }
        "id" => {
            let id = id(entry, reader)?;
            match request::list_of(&id) {
                Some(_) => several(&id, entry, reader),
                None => Some(Does::Show(Show { id, shows: Vec::new() })),
            }
        }
        _ => change(entry, known, reader).map(|change| Does::Change(Box::new(change))),
    }
}

/// Where the request names the thing, or the things.
fn id(entry: &Entry<'_, '_>, reader: &mut Reader<'_, '_>) -> Option<contract::Address> {
    match entry.field.value.field("id") {
        Some(field) => request::part(entry.contract, field, WORDS, reader),
        None => {
            let message = format!("nobody says which `{}` is meant", entry.thing.name);
            let help =
                "add `id:` with the part of the request that says it, as in `path job_id` or `request jobs[].id`";
            reader.refuse("behaviour", entry.field.key_at, message, help)
        }
    }
}

fn several<T>(id: &contract::Address, entry: &Entry<'_, '_>, reader: &mut Reader<'_, '_>) -> Option<T> {
    let at = entry.field.value.get("id").map_or(entry.field.key_at, |node| node.at);
    let help = "name a part that is in no list; what becomes of several things is told under `answer`";
    reader.refuse("path", at, format!("`{id}` names several things, and one is shown"), help)
}

fn change(entry: &Entry<'_, '_>, known: &Known<'_, '_>, reader: &mut Reader<'_, '_>) -> Option<Change> {
    let node = &entry.field.value;
    let id = id(entry, reader)?;
    let is_list = request::list_of(&id).is_some();
    let told = node.field("answer");
    if let (Some(field), false) = (told, is_list) {
        let help = "write `shows`, or nothing: a thing that cannot be changed is an error of the whole request";
        return reader.refuse("behaviour", field.key_at, "the request names one thing, and no list of them", help);
    }
    if let (Some(_), true) = (node.field("shows"), is_list) {
        return several(&id, entry, reader);
    }
    let operation = match told.or(node.field("shows")) {
        Some(field) => Some(Operation::answering(entry.info, entry.contract, field.key_at, reader)?),
        None => None,
    };
    let items = match (&operation, told) {
        (Some(operation), Some(told)) => Some(answers::items(operation, &told.value, entry.thing, reader)?),
        _ => None,
    };
    let choice = steps::read(entry.field, (entry.thing, &id), entry.contract, items.as_ref(), reader);
    let answer = match (items, told) {
        (Some(items), Some(told)) => Some(answers::outcomes(items, &told.value, reader)?),
        _ => None,
    };
    let shows = match &operation {
        Some(operation) => shows(node.get("shows"), operation, None, (entry.thing, &known.kept), reader)?,
        None => Vec::new(),
    };
    Some(Change { id, choice: choice?, answer, shows })
}

fn list(entry: &Entry<'_, '_>, known: &Known<'_, '_>, reader: &mut Reader<'_, '_>) -> Option<List> {
    let (node, at) = (&entry.field.value, entry.field.key_at);
    let operation = Operation::answering(entry.info, entry.contract, at, reader)?;
    let field = node.field("lists")?;
    let items = answers::list(&operation, field, reader)?;
    let shows = shows(node.get("shows"), &operation, Some(&items), (entry.thing, &known.kept), reader)?;
    if let Some(paginator) = known.paginators.iter().find(|paginator| paginator.operation == entry.info.stem) {
        goes_on(paginator, &items, &shows, field, reader)?;
    }
    Some(List { items, shows })
}

/// Whether the pages are of that list, and the marker of an item leads to it.
fn goes_on(
    paginator: &Paginator,
    items: &FieldPath,
    shows: &[Shown],
    field: &Field,
    reader: &mut Reader<'_, '_>,
) -> Option<()> {
    let refuse = |message: String, help: &str, reader: &mut Reader<'_, '_>| {
        let problem = reader.diagnostics.error("lists", field.value.at, message);
        reader.diagnostics.push(problem.related(paginator.at.clone(), "it pages as is said here").help(help));
        None
    };
    if paginator.items != *items {
        let message = format!("what it lists are `{items}`, and what it pages are `{}`", paginator.items);
        return refuse(message, "name the same list in both", reader);
    }
    let Style::Marker(next) = &paginator.style else { return Some(()) };
    let Some(below) = next.0.strip_prefix(items.0.as_slice()) else { return Some(()) };
    if shows.iter().any(|shown| shown.what == Attribute::Id && shown.path.0 == below) {
        return Some(());
    }
    let message = format!("the next page begins after `{next}`, which is not known to be an id");
    refuse(message, "show the id there, or page by another field", reader)
}

fn create(entry: &Entry<'_, '_>, known: &Known<'_, '_>, reader: &mut Reader<'_, '_>) -> Option<Create> {
    let (node, at) = (&entry.field.value, entry.field.key_at);
    let operation = Operation::answering(entry.info, entry.contract, at, reader)?;
    let (id, ty): (FieldPath, Type) = slot(&operation, node.field("creates")?, None, WORDS, reader)?;
    let kept = known.kept.iter().filter(|kept| std::ptr::eq(kept.contract, entry.contract));
    let keeps = kept.map(|kept| (kept.name.clone(), kept.from.clone())).collect();
    let shows = shows(node.get("shows"), &operation, None, (entry.thing, &known.kept), reader)?;
    Some(Create { id, ty, keeps, shows })
}
