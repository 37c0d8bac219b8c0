//! The kinds of things: their statuses, how they move, and those that exist from the beginning.

use document::node::{At, Field, Node};
use document::suggest::{nearest, one_of};

use super::{Move, Seeded, Thing, is_damaged, text};
use crate::duration;
use crate::methods::{Reader, documented};

/// Reads the kinds that keep to the grammar.
pub(super) fn read(section: Option<&Node>, reader: &mut Reader<'_, '_>) -> Vec<Thing> {
    let entries = section.into_iter().flat_map(Node::entries);
    entries.filter_map(|(name, field)| thing(name, field, reader)).collect()
}

fn thing(name: &str, field: &Field, reader: &mut Reader<'_, '_>) -> Option<Thing> {
    let node = &field.value;
    if is_damaged(node, reader.diagnostics) {
        return None;
    }
    let help = "write what it is called in small letters with `_` between the words, as in `job`";
    reader.is_name(name, field.key_at, "a kind of things", help);
    let statuses = statuses(node.get("statuses")?, reader)?;
    let thing = Thing {
        name: name.to_owned(),
        description: node.text_of("description")?.to_owned(),
        first: status_of(node.get("first")?, name, &statuses, reader).unwrap_or_default(),
        moves: moves(node.get("moves"), name, &statuses, reader),
        seed: seed(node.get("seed"), name, &statuses, reader),
        documented: documented::read(node.field("documented")?, reader.diagnostics)?,
        at: reader.diagnostics.place(field.key_at),
        statuses,
    };
    Some(thing)
}

fn statuses(node: &Node, reader: &mut Reader<'_, '_>) -> Option<Vec<String>> {
    let mut statuses: Vec<(String, At)> = Vec::new();
    for item in node.list()? {
        let status = text(item, "a status", reader)?;
        if let Some((_, first)) = statuses.iter().find(|(other, _)| *other == status) {
            let problem = reader
                .diagnostics
                .error("value", item.at, format!("`{status}` is listed twice"))
                .related(reader.diagnostics.place(*first), "the other one is here")
                .help("keep one of them");
            reader.diagnostics.push(problem);
            continue;
        }
        statuses.push((status, item.at));
    }
    if statuses.is_empty() {
        let help = "list every documented status";
        return reader.refuse("status", node.at, "a thing has a status, and none is listed", help);
    }
    Some(statuses.into_iter().map(|(status, _)| status).collect())
}

/// A status that the kind has.
pub(super) fn status_of(node: &Node, thing: &str, known: &[String], reader: &mut Reader<'_, '_>) -> Option<String> {
    status(node.text()?, node.at, thing, known, reader)
}

fn status(text: &str, at: At, thing: &str, known: &[String], reader: &mut Reader<'_, '_>) -> Option<String> {
    if known.iter().any(|status| status == text) {
        return Some(text.to_owned());
    }
    let known = known.iter().map(String::as_str);
    let help = match nearest(text, known.clone()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("its statuses are {}; list all that are documented", one_of(known).replace(" or ", " and ")),
    };
    reader.refuse("status", at, format!("`{}` is no status of `{thing}`", text.escape_debug()), help)
}

fn moves(node: Option<&Node>, thing: &str, known: &[String], reader: &mut Reader<'_, '_>) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for (from, field) in node.into_iter().flat_map(Node::entries) {
        let from = status(from, field.key_at, thing, known, reader);
        let to = field.value.get("to").and_then(|to| status_of(to, thing, known, reader));
        let after = field.value.field("after").and_then(|after| duration::read(after, reader));
        let (Some(from), Some(to), Some(after)) = (from, to, after) else { continue };
        if leads_to(&moves, &to, &from) {
            let message = format!("`{from}` leads to `{to}`, and that back to `{from}`: it would never rest");
            reader.refuse::<()>("move", field.key_at, message, "let the last status of a way stay");
            continue;
        }
        moves.push(Move { from, to, after });
    }
    moves
}

/// Whether the moves lead from a status to another, or are there already. They lead in no circle, so the way ends.
fn leads_to(moves: &[Move], from: &str, to: &str) -> bool {
    let mut here = from;
    while here != to {
        match moves.iter().find(|step| step.from == here) {
            Some(step) => here = &step.to,
            None => return false,
        }
    }
    true
}

fn seed(node: Option<&Node>, thing: &str, known: &[String], reader: &mut Reader<'_, '_>) -> Vec<Seeded> {
    let mut seed = Vec::new();
    for (id, field) in node.into_iter().flat_map(Node::entries) {
        let id = text(&Node::text_at(field.key_at, id), "an id", reader);
        let status = status_of(&field.value, thing, known, reader);
        if let (Some(id), Some(status)) = (id, status) {
            seed.push(Seeded { id, status, at: reader.diagnostics.place(field.key_at) });
        }
    }
    seed
}
