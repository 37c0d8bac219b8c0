//! Facts files: what is locked of a page, in YAML that people read in diffs.
//!
//! A facts file holds names, types, values, numbers and lines, and no sentence of the vendor's. [`read()`] gives back what
//! [`write()`] was given, except for the words ([`without_prose`]).

mod emit;
mod grammar;
mod ledger;
mod read;

use contract::{Contract, Fate, Type, Value, is_prose, redact_prose};

pub use emit::write;
pub use read::{read, read_named};

/// The contract without the sentences of the vendor's, which never leave the page: what a facts file holds.
///
/// Words and problems are gone; sentences in examples, conditions and cells are replaced by their length.
#[must_use]
pub fn without_prose(contract: &Contract) -> Contract {
    let mut bare = contract.clone();
    bare.problems.clear();
    for element in &mut bare.elements {
        element.words = None;
        let aspects: Vec<_> = element.facts.iter().map(|(aspect, _)| aspect).collect();
        for aspect in aspects {
            if let Some(fact) = element.facts.get_mut(aspect) {
                redact(&mut fact.value);
            }
        }
    }
    for example in &mut bare.examples {
        example.body = example.body.as_ref().map(redact_prose);
    }
    for row in &mut bare.rows {
        row.name = length(&row.name);
        if let Fate::Aside(words) | Fate::Unread(words) = &mut row.fate {
            *words = words.trim().to_owned();
        }
    }
    bare
}

fn redact(value: &mut Value) {
    match value {
        Value::Text(text) => *text = length(text),
        Value::List(words) => words.iter_mut().for_each(|word| *word = length(word)),
        Value::Json(json) => *json = redact_prose(json),
        Value::Type(ty) => redact_type(ty),
        Value::Flag(_) | Value::Number(_) | Value::Presence(_) => {}
    }
}

fn redact_type(ty: &mut Type) {
    match ty {
        Type::Array(inner) | Type::Map(inner) => redact_type(inner),
        Type::Unknown(words) => *words = length(words),
        _ => {}
    }
}

/// The text, or where it is a sentence, how long it is.
fn length(text: &str) -> String {
    if !is_prose(text) {
        return text.to_owned();
    }
    match redact_prose(&serde_json::Value::String(text.to_owned())) {
        serde_json::Value::String(length) => length,
        _ => String::new(),
    }
}
