//! `[answers.401]`: what a service documents for all of its operations at once.

use document::diagnostics::Diagnostics;
use document::grammar::{Is, Key, Object, Pattern, key, must};
use document::node::{At, Node};

use crate::methods::Documented;
use crate::methods::documented::{self, DOCUMENTED};

/// An answer that a service documents for all of its operations, on a page of their own: openapi.yaml has it with each
/// operation that does not list the status itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAnswer {
    /// The status, from 400 to 599.
    pub status: u16,
    /// What it means, in our words.
    pub description: String,
    /// Where the vendor says it.
    pub documented: Documented,
    /// The reference to the schema of its JSON body; `None` where nobody describes a body.
    pub schema: Option<String>,
    /// Where the status is written.
    pub(crate) at: At,
    /// Where the schema is referred to, or else the same.
    pub(crate) schema_at: At,
}

pub(super) static ANSWERS: Object = Object {
    name: "a table of answers",
    keys: &[],
    pattern: Some(Pattern {
        fits: |name| status(name).is_some(),
        help: "all operations can have the answers that are errors: write a status from 400 to 599",
        is: Is::Object(&ANSWER),
    }),
};
static ANSWER: Object = Object {
    name: "an answer of all operations",
    keys: {
        static KEYS: &[Key] =
            &[must("description", Is::Text), must("documented", Is::Object(&DOCUMENTED)), key("schema", Is::Text)];
        KEYS
    },
    pattern: None,
};

/// What announces success is a matter of each operation.
fn status(name: &str) -> Option<u16> {
    let status = name.parse().ok().filter(|status| (400..=599).contains(status))?;
    (name.len() == 3).then_some(status)
}

/// Reads the answers of a manifest that was checked; what else is wrong with them is among the diagnostics.
pub(super) fn read(manifest: &Node, diagnostics: &mut Diagnostics) -> Vec<ServiceAnswer> {
    let mut answers = Vec::new();
    for (name, field) in manifest.get("answers").into_iter().flat_map(Node::entries) {
        let node = &field.value;
        let Some(((status, description), reference)) =
            status(name).zip(node.text_of("description")).zip(node.field("documented"))
        else {
            continue;
        };
        // What is told of a reference that is no reference at all would only be noise.
        if diagnostics.is_damaged(&reference.value) {
            continue;
        }
        let schema = node.get("schema");
        answers.extend(documented::read(reference, diagnostics).map(|documented| ServiceAnswer {
            status,
            description: description.to_owned(),
            documented,
            schema: schema.and_then(Node::text).map(str::to_owned),
            at: field.key_at,
            schema_at: schema.map_or(field.key_at, |schema| schema.at),
        }));
    }
    answers
}
