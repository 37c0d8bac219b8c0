//! behaviour.yaml: what exists at a service, how it moves, and which codes its refusals have.
//!
//! It holds facts of the vendor's pages, in our words, for whoever plays the service. Each word is checked against the
//! operations it is about, as those of waiters.yaml are; where an operation is not named, its documented examples are all
//! that is known of what it does.

mod answers;
mod grammar;
mod model;
mod operations;
mod request;
mod slots;
mod steps;
mod things;

use document::checker::Checker;
use document::diagnostics::Diagnostics;
use document::node::Node;

use crate::Paginator;
use crate::methods::Reader;
pub use model::{
    Act, Attribute, Behaviour, Change, Choice, Create, Does, Effect, ErrorCode, List, Move, Outcomes, Seeded, Show,
    Shown, Step, Thing,
};

/// Checks the file against its grammar.
pub(crate) fn check(file: Option<&Node>, diagnostics: &mut Diagnostics) {
    if let Some(file) = file {
        Checker::new(diagnostics, &[], grammar::KINDS).value(file, &grammar::BEHAVIOUR_IS, file.at);
    }
}

/// Reads what keeps to the grammar.
pub(crate) fn read(file: &Node, paginators: &[Paginator], reader: &mut Reader<'_, '_>) -> Behaviour {
    let things = things::read(file.get("things"), reader);
    let errors = file.get("errors").into_iter().flat_map(Node::entries).filter_map(|(class, field)| {
        let code = text(&field.value, "a code", reader)?;
        Some(ErrorCode { class: class.to_owned(), code, at: reader.diagnostics.place(field.value.at) })
    });
    let errors = errors.collect();
    let acts = operations::read(file.get("operations"), (file.get("things"), &things), paginators, reader);
    Behaviour { errors, things, acts }
}

/// A text that can be seen whole; `what` is what it stands for.
fn text(node: &Node, what: &str, reader: &mut Reader<'_, '_>) -> Option<String> {
    /// The longest identifier that a page documents has as many.
    const MOST: usize = 1024;

    let text = node.text()?;
    if text.is_empty() || text.contains(crate::preflight::is_invisible) || text.chars().count() > MOST {
        let message = format!("{} cannot stand for {what}", node.kind());
        let help = format!("write 1 to {MOST} characters, without line breaks and control characters");
        return reader.refuse("value", node.at, message, help);
    }
    Some(text.to_owned())
}

/// Whether something in it does not keep to the grammar, which has been told.
fn is_damaged(node: &Node, diagnostics: &Diagnostics) -> bool {
    let inner = |node: &Node| is_damaged(node, diagnostics);
    diagnostics.is_damaged(node)
        || node.entries().any(|(_, field)| inner(&field.value))
        || node.list().is_some_and(|items| items.iter().any(inner))
}
