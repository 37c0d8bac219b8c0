//! `x-idempotent` and `x-clouds` say something that is not known without them.

use super::Subject;
use crate::bundle::Operation;
use document::diagnostics::Diagnostics;
use document::node::{Field, Node};
use document::suggest::nearest;

/// The methods that are repeated anyway.
const ONLY_READ: [&str; 3] = ["GET", "HEAD", "OPTIONS"];

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for operation in subject.bundle.operations() {
        let node = &operation.field.value;
        if diagnostics.is_damaged(node) {
            continue;
        }
        if let Some(field) = node.field("x-idempotent") {
            idempotent(&operation, field, diagnostics);
        }
        if let Some(field) = node.field("x-clouds") {
            clouds(subject, field, diagnostics);
        }
    }
}

fn idempotent(operation: &Operation<'_>, field: &Field, diagnostics: &mut Diagnostics) {
    let method = operation.info.method.as_str();
    let (message, help) = if ONLY_READ.contains(&method) {
        (format!("`x-idempotent` says nothing new of a {method}: what only reads can be repeated"), "remove it")
    } else if !operation.field.value.flag("x-idempotent") {
        let message = "`x-idempotent: false` says nothing new: no operation is repeated unless it is said of it";
        (
            message.to_owned(),
            "remove it, or write `x-idempotent: true` if the page says that a second call does no harm",
        )
    } else {
        return;
    };
    let problem = diagnostics.error("x-idempotent", field.key_at, message);
    diagnostics.push(problem.help(help));
}

fn clouds(subject: &Subject<'_>, field: &Field, diagnostics: &mut Diagnostics) {
    let known: Vec<&str> = subject.clouds.iter().map(|cloud| cloud.as_str()).collect();
    let all = known.iter().map(|cloud| format!("`{cloud}`")).collect::<Vec<_>>().join(" and ");
    let mut listed: Vec<&str> = Vec::new();
    for node in field.value.list().into_iter().flatten() {
        let Some(word) = Node::text(node) else { continue };
        let (message, help) = if !known.contains(&word) {
            let help = match nearest(word, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("service.toml has endpoints for {all}: write one of them, or add the cloud there"),
            };
            (format!("`{word}` is no cloud that has this service"), help)
        } else if listed.contains(&word) {
            (format!("`{word}` is listed twice"), "remove one of them".to_owned())
        } else {
            listed.push(word);
            continue;
        };
        let problem = diagnostics.error("x-clouds", node.at, message);
        diagnostics.push(problem.help(help));
    }
    let message = if field.value.list().is_some_and(<[Node]>::is_empty) {
        "`x-clouds` lists no cloud, so nobody could call the operation"
    } else if !known.is_empty() && listed.len() == known.len() {
        "`x-clouds` lists every cloud that has the service, which is so without it"
    } else {
        return;
    };
    let problem = diagnostics.error("x-clouds", field.key_at, message);
    diagnostics.push(problem.help(match known.as_slice() {
        [] | [_] => "remove it".to_owned(),
        [first, ..] => format!("remove it, or list those that have the operation, as in `x-clouds: [{first}]`"),
    }));
}
