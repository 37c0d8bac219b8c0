//! The places of an answer that show something known of a thing.
//!
//! Whether ids and statuses fit the documented answer is judged by [`contract::fit`], as examples are.

use contract::{Address, Aspect, Contract, FieldPath, Misfit, Problem, Segment, Type, fit};
use document::node::{At, Field, Node};
use document::suggest::{nearest, one_of};
use serde_json::{Value, json};

use super::{Attribute, Shown, Thing, request};
use crate::methods::Reader;
use crate::methods::operation::Operation;

/// The types of what names a thing, or says how it is.
pub(super) const WORDS: &[Type] = &[Type::String, Type::Integer(None)];
/// The types of what can be kept of a request.
pub(super) const SCALARS: &[Type] = &[Type::String, Type::Integer(None), Type::Number(None), Type::Boolean];

/// Something that is kept of the request that makes a thing.
pub(super) struct Kept<'b> {
    pub(super) thing: String,
    pub(super) name: String,
    pub(super) contract: &'b Contract,
    pub(super) from: Address,
}

/// What is shown where: in the answer, or in the items of its list.
pub(super) fn shows(
    section: Option<&Node>,
    operation: &Operation<'_>,
    items: Option<&FieldPath>,
    (thing, kept): (&Thing, &[Kept<'_>]),
    reader: &mut Reader<'_, '_>,
) -> Option<Vec<Shown>> {
    let mut shows = Vec::new();
    for (name, field) in section.into_iter().flat_map(Node::entries) {
        let kept = kept.iter().filter(|kept| kept.thing == thing.name).collect::<Vec<_>>();
        let what = match (name, kept.iter().find(|kept| kept.name == name)) {
            ("id", _) => Attribute::Id,
            ("status", _) => Attribute::Status,
            (_, Some(_)) => Attribute::Kept(name.to_owned()),
            _ => {
                let names = || ["id", "status"].into_iter().chain(kept.iter().map(|kept| kept.name.as_str()));
                let help = match nearest(name, names()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("what is known of it is {}", one_of(names()).replace(" or ", " and ")),
                };
                let message = format!("nothing called `{}` is known of `{}`", name.escape_debug(), thing.name);
                return reader.refuse("shows", field.key_at, message, help);
            }
        };
        let takes = if matches!(what, Attribute::Kept(_)) { SCALARS } else { WORDS };
        let (path, ty) = slot(operation, field, items, takes, reader)?;
        match &what {
            Attribute::Id => seeds_fit(operation, &path, &ty, thing, reader)?,
            Attribute::Status => statuses_fit(operation, &path, &ty, (thing, field.value.at), reader)?,
            Attribute::Kept(name) => {
                for kept in kept.iter().filter(|kept| kept.name == *name) {
                    kept_fits(operation, (&path, field.value.at), kept, reader)?;
                }
            }
        }
        let path = FieldPath(path.0.get(items.map_or(0, |items| items.0.len())..)?.to_vec());
        shows.push(Shown { what, path, ty });
    }
    Some(shows)
}

/// One value of the answer, or of the items of a list in it, and its type. The path is that from the answer on.
pub(super) fn slot(
    operation: &Operation<'_>,
    field: &Field,
    items: Option<&FieldPath>,
    takes: &[Type],
    reader: &mut Reader<'_, '_>,
) -> Option<(FieldPath, Type)> {
    let at = field.value.at;
    let path = operation.path(field, reader)?;
    let outer = items.map_or(&[][..], |items| &items.0);
    if path.0.strip_prefix(outer).is_none_or(|below| below.contains(&Segment::Item)) {
        let (message, help) = match items {
            Some(items) => {
                (format!("`{path}` is no one value of `{items}`"), format!("name it as in `{}`", items.field("id")))
            }
            None => (format!("`{path}` is not one value"), "name a field that is in no list".to_owned()),
        };
        return reader.refuse_about(operation.element(&path), "path", at, message, help);
    }
    let ty = operation.ty(&path)?.shape();
    if !takes.contains(&ty) || operation.is_secret(&path) {
        let ty = if operation.is_secret(&path) { "a secret".to_owned() } else { format!("of type {ty}") };
        let types: Vec<String> = takes.iter().map(ToString::to_string).collect();
        let types = one_of(types.iter().map(String::as_str)).replace('`', "");
        let help = format!("name a field of type {types}");
        return reader.refuse_about(operation.element(&path), "path", at, format!("`{path}` is {ty}"), help);
    }
    Some((path, ty))
}

/// Whether the ids of the things that exist from the beginning can stand there.
pub(super) fn seeds_fit(
    operation: &Operation<'_>,
    path: &FieldPath,
    ty: &Type,
    thing: &Thing,
    reader: &mut Reader<'_, '_>,
) -> Option<()> {
    let about = operation.element(path).or(operation.contract.operation());
    let mut all_fit = Some(());
    for seeded in &thing.seed {
        let Some(message) = misfit(operation, path, ty, &seeded.id) else { continue };
        let mut problem = Problem::error("seed", seeded.at.clone(), message);
        if let Some(element) = about {
            problem = problem.related(element.at.clone(), format!("`{path}` of `{}` shows it", operation.info.id));
        }
        reader.diagnostics.push(problem.help("write an id as the service makes them"));
        all_fit = None;
    }
    all_fit
}

fn statuses_fit(
    operation: &Operation<'_>,
    path: &FieldPath,
    ty: &Type,
    (thing, at): (&Thing, At),
    reader: &mut Reader<'_, '_>,
) -> Option<()> {
    let message = thing.statuses.iter().find_map(|status| misfit(operation, path, ty, status));
    let Some(message) = message else { return Some(()) };
    let help = format!("name the field that has the status, or mend the statuses of `{}`", thing.name);
    reader.refuse_about(operation.element(path), "status", at, message, help)
}

/// What keeps a text from standing there.
fn misfit(operation: &Operation<'_>, path: &FieldPath, ty: &Type, text: &str) -> Option<String> {
    let Some(value) = Shown::value(ty, text) else { return Some(format!("`{text}` is no {ty}, as `{path}` is")) };
    misfits(operation, path, value).into_iter().next().map(|misfit| misfit.message)
}

/// What is kept is shown as it was sent: it has the type of the field, and keeps the rules of it.
fn kept_fits(
    operation: &Operation<'_>,
    (path, at): (&FieldPath, At),
    kept: &Kept<'_>,
    reader: &mut Reader<'_, '_>,
) -> Option<()> {
    const RULES: [Aspect; 7] = [
        Aspect::Values,
        Aspect::MinLength,
        Aspect::MaxLength,
        Aspect::Minimum,
        Aspect::Maximum,
        Aspect::Format,
        Aspect::Pattern,
    ];

    let shown = operation.element(path);
    let rule = |contract: Option<&contract::Element>, aspect| {
        contract.and_then(|element| element.facts.get(aspect)).map(|fact| fact.value.clone())
    };
    let sent = kept.contract.get(&kept.from);
    let is_kept = RULES.into_iter().all(|aspect| {
        let shown = rule(shown, aspect);
        shown.is_none() || shown == rule(sent, aspect)
    });
    if is_kept && request::ty(kept.contract, &kept.from) == operation.ty(path).map(|ty| ty.shape()) {
        return Some(());
    }
    let message = format!("not every `{}` of a request can be shown as `{path}`", kept.from);
    reader.refuse_about(shown, "shows", at, message, "show it in a field of the same type and rules")
}

/// What is wrong with a value at that place of the answer, and below it.
pub(super) fn misfits(operation: &Operation<'_>, path: &FieldPath, value: Value) -> Vec<Misfit> {
    let root = Address::Response(operation.ok, FieldPath::root());
    let is_here = |misfit: &Misfit| {
        let Some(found) = misfit.address.field_path() else { return false };
        // What is said of the items of a list, the list itself says, unless there is more.
        let is_item =
            || misfit.aspect != Some(Aspect::MinItems) && [found.0.as_slice(), &[Segment::Item]].concat() == path.0;
        found.0.starts_with(&path.0) || is_item()
    };
    let mut misfits = fit(operation.contract, &root, &nest(&path.0, value));
    misfits.retain(is_here);
    misfits
}

/// The smallest value that has another one at the end of a path.
pub(super) fn nest(path: &[Segment], value: Value) -> Value {
    path.iter().rev().fold(value, |inner, segment| match segment {
        Segment::Field(name) => json!({ name: inner }),
        Segment::Item => json!([inner]),
        Segment::Value => json!({ "": inner }),
    })
}
