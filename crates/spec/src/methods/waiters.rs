//! waiters.yaml: what can be waited for.

use std::time::Duration;

use contract::{FieldPath, Place, Segment, Type};
use document::checker::Checker;
use document::diagnostics::Diagnostics;
use document::grammar::{Is, Key, Object, key, must};
use document::node::{Field, Node};

use super::Reader;
use super::documented::{self, DOCUMENTED, Documented};
use super::operation::Operation;
use super::statuses::{self, Statuses};
use crate::duration;

/// What can be waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// What is waited for: `lamp_lit`. The method of the client is `wait_for_lamp_lit`.
    pub name: String,
    /// What that is, in our words.
    pub description: String,
    /// The stem of the operation that tells.
    pub operation: String,
    /// Where its 200 answer has the status.
    pub status: FieldPath,
    /// The statuses that show that it is done; where they are whole numbers, their digits.
    pub success: Vec<String>,
    /// Those from which it cannot be done any more.
    pub failure: Vec<String>,
    /// Those on the way.
    pub pending: Vec<String>,
    /// What it means that the thing does not exist.
    pub absent: Option<Absent>,
    /// How long to wait before the second poll, at most.
    pub first: Duration,
    /// How long to wait between two polls, at most.
    pub most: Duration,
    /// How long to wait in all.
    pub timeout: Duration,
    /// Where the vendor lists the statuses.
    pub documented: Documented,
    /// Where it is written.
    pub at: Place,
}

/// What it means that the thing that is waited for does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It is done.
    Success,
    /// It failed.
    Failure,
}

impl Waiter {
    /// The method of the client.
    pub fn method(&self) -> String {
        method(&self.name)
    }
}

/// Texts, or whole numbers: which of both is up to the type of the status.
static STATUS: Is = Is::Any;
static WAITERS_IS: Is = Is::Map(&WAITER_IS);
static WAITER_IS: Is = Is::Object(&WAITER);
static WAITER: Object = Object {
    name: "a waiter",
    keys: {
        static KEYS: &[Key] = &[
            must("description", Is::Text),
            must("poll", Is::Text),
            must("status", Is::Text),
            must("success", Is::List(&STATUS)),
            key("failure", Is::List(&STATUS)),
            key("pending", Is::List(&STATUS)),
            key("absent", Is::Word(&["success", "failure"])),
            must("interval", Is::Object(&INTERVAL)),
            must("timeout", Is::Text),
            must("documented", Is::Object(&DOCUMENTED)),
        ];
        KEYS
    },
    pattern: None,
};
static INTERVAL: Object = Object {
    name: "an interval",
    keys: {
        static KEYS: &[Key] = &[must("first", Is::Text), must("most", Is::Text)];
        KEYS
    },
    pattern: None,
};

/// Checks the file against its grammar.
pub(super) fn check(file: Option<&Node>, diagnostics: &mut Diagnostics) {
    if let Some(file) = file {
        Checker::new(diagnostics, &[], &[]).value(file, &WAITERS_IS, file.at);
    }
}

/// Reads the waiters that keep to the grammar.
pub(super) fn read(file: Option<&Node>, reader: &mut Reader<'_, '_>) -> Vec<Waiter> {
    let entries = file.into_iter().flat_map(Node::entries);
    entries.filter_map(|(name, field)| waiter(name, field, reader)).collect()
}

fn method(name: &str) -> String {
    format!("wait_for_{name}")
}

fn waiter(name: &str, field: &Field, reader: &mut Reader<'_, '_>) -> Option<Waiter> {
    let node = &field.value;
    let sections = ["interval", "documented"].into_iter().filter_map(|key| node.get(key));
    if std::iter::once(node).chain(sections).any(|node| reader.diagnostics.is_damaged(node)) {
        return None;
    }
    let help = "write what is waited for in small letters with `_` between the words, as in `lamp_lit`";
    let is_named = reader.is_name(name, field.key_at, "a waiter", help) && reader.claim(method(name), field.key_at);
    let poll = node.get("poll")?;
    let operation = reader.operation(poll.text()?, poll.at, |info| &info.id);
    let status = operation.zip(node.field("status")).and_then(|(operation, field)| status(&operation, field, reader));
    let statuses = statuses::read(node, operation.as_ref().zip(status.as_ref()), reader);
    let absent = match node.text_of("absent") {
        Some("success") => Some(Absent::Success),
        Some("failure") => Some(Absent::Failure),
        _ => None,
    };
    if node.items_of("success").is_empty() && absent != Some(Absent::Success) {
        let at = node.field("success")?.key_at;
        let help = "list the statuses that show that it is done, or write `absent: success`";
        return reader.refuse("no-success", at, format!("nothing ever ends `{name}` well"), help);
    }
    let (first, most, timeout) = times(node, reader)?;
    let documented = documented::read(node.field("documented")?, reader.diagnostics)?;
    is_named.then_some(())?;
    let Statuses { success, failure, pending } = statuses?;
    Some(Waiter {
        name: name.to_owned(),
        description: node.text_of("description")?.to_owned(),
        operation: operation?.info.stem.clone(),
        status: status?,
        success,
        failure,
        pending,
        absent,
        first,
        most,
        timeout,
        documented,
        at: reader.diagnostics.place(field.key_at),
    })
}

/// The way to the status.
fn status(operation: &Operation<'_>, field: &Field, reader: &mut Reader<'_, '_>) -> Option<FieldPath> {
    let path = operation.path(field, reader)?;
    let at = field.value.at;
    if !matches!(path.0.last(), Some(Segment::Field(_))) {
        let help = "name the field that holds the status, as in `tasks[].status`";
        return reader.refuse_about(operation.element(&path), "path", at, format!("`{path}` is no field"), help);
    }
    let ty = operation.ty(&path)?;
    if !matches!(ty.shape(), Type::String | Type::Integer(None)) {
        let message = format!("a status is a text or a whole number, and `{path}` is of type {ty}");
        let help = "name the field that holds the status";
        return reader.refuse_about(operation.element(&path), "status-type", at, message, help);
    }
    if operation.is_secret(&path) {
        let help = "name another field, or write `x-secret: false` in its schema";
        let message = format!("`{path}` is a secret, and a status is shown");
        return reader.refuse_about(operation.element(&path), "status-type", at, message, help);
    }
    Some(path)
}

/// The first interval, the longest, and the time in all.
fn times(node: &Node, reader: &mut Reader<'_, '_>) -> Option<(Duration, Duration, Duration)> {
    let (interval, timeout) = (node.get("interval")?, node.field("timeout")?);
    let (first, most) = (interval.field("first")?, interval.field("most")?);
    let read = [first, most, timeout].map(|field| duration::read(field, reader));
    let [Some(least), Some(longest), Some(all)] = read else { return None };
    if least > longest {
        let help = "`first` is how long to wait at first, and `most` what that grows to";
        return reader.refuse("duration", most.value.at, "the longest interval is shorter than the first", help);
    }
    if longest > all {
        let help = "a wait polls several times: write a longer time, or a shorter interval";
        return reader.refuse("duration", timeout.value.at, "the wait ends before its longest interval", help);
    }
    Some((least, longest, all))
}
