//! The grammar of facts files: which keys stand where, and what is under them.

use document::grammar::{Is, Key, Object, key, must, refused};

/// A facts file as a whole.
pub(super) static FACTS: Is = Is::Object(&FILE);

const TEXT: Is = Is::Text;
const WORDS: Is = Is::List(&TEXT);

const fn object(name: &'static str, keys: &'static [Key]) -> Object {
    Object { name, keys, pattern: None }
}

static FILE: Object = object(
    "a facts file",
    &[
        must("operation", TEXT),
        must("edition", TEXT),
        must("page", TEXT),
        must("sha256", TEXT),
        must("elements", Is::List(&Is::Object(&ELEMENT))),
        must("examples", Is::List(&Is::Object(&EXAMPLE))),
        must("defects", Is::List(&Is::Object(&DEFECT))),
        must("tables", Is::List(&Is::Object(&TABLE))),
        must("rows", Is::List(&Is::Object(&ROW))),
    ],
);

/// Each aspect is a key; a test holds this list against the contract's.
pub(super) static ELEMENT: Object = object(
    "an element",
    &[
        must("address", TEXT),
        must("line", Is::Count),
        key("column", Is::Count),
        key("operation-id", Is::ObjectOr(&TEXT_FACT, &TEXT)),
        key("method", Is::ObjectOr(&TEXT_FACT, &TEXT)),
        key("path", Is::ObjectOr(&TEXT_FACT, &TEXT)),
        key("callable-in", Is::ObjectOr(&WORDS_FACT, &WORDS)),
        key("done-when", Is::ObjectOr(&WORDS_FACT, &WORDS)),
        refused("idempotent", "no page states it in a form of its own: it is the spec's to say, with `x-idempotent`"),
        refused("clouds", "a page is of one cloud: it is the spec's to say, with `x-clouds`"),
        key("presence", Is::ObjectOr(&TEXT_FACT, &TEXT)),
        key("type", Is::ObjectOr(&TEXT_FACT, &TEXT)),
        key("nullable", Is::ObjectOr(&FLAG_FACT, &Is::Bool)),
        key("media-type", Is::ObjectOr(&TEXT_FACT, &TEXT)),
        key("values", Is::ObjectOr(&WORDS_FACT, &WORDS)),
        key("default", Is::ObjectOr(&DATA_FACT, &Is::Any)),
        key("min-length", Is::ObjectOr(&NUMBER_FACT, &Is::Number)),
        key("max-length", Is::ObjectOr(&NUMBER_FACT, &Is::Number)),
        key("minimum", Is::ObjectOr(&NUMBER_FACT, &Is::Number)),
        key("maximum", Is::ObjectOr(&NUMBER_FACT, &Is::Number)),
        key("min-items", Is::ObjectOr(&NUMBER_FACT, &Is::Number)),
        key("max-items", Is::ObjectOr(&NUMBER_FACT, &Is::Number)),
        key("pattern", Is::ObjectOr(&TEXT_FACT, &TEXT)),
        key("format", Is::ObjectOr(&TEXT_FACT, &TEXT)),
        key("condition", Is::ObjectOr(&TEXT_FACT, &TEXT)),
        key("deprecated", Is::ObjectOr(&FLAG_FACT, &Is::Bool)),
        refused("secret", "no page says what is secret: it is the spec's to decide, with `x-secret`"),
    ],
);

/// The long form of a fact, which has its own line or is not from a column: one for each kind of value.
macro_rules! fact {
    ($name:ident, $is:expr) => {
        static $name: Object = object(
            "a fact",
            &[must("is", $is), must("line", Is::Count), key("column", Is::Count), must("basis", TEXT)],
        );
    };
}

fact!(TEXT_FACT, TEXT);
fact!(WORDS_FACT, WORDS);
fact!(FLAG_FACT, Is::Bool);
fact!(NUMBER_FACT, Is::Number);
fact!(DATA_FACT, Is::Any);

static EXAMPLE: Object = object(
    "an example",
    &[
        must("role", TEXT),
        must("line", Is::Count),
        key("column", Is::Count),
        key("name", TEXT),
        key("request", Is::Object(&REQUEST)),
        key("body", Is::Any),
    ],
);

static REQUEST: Object = object(
    "a request line",
    &[must("line", Is::Count), key("column", Is::Count), key("method", TEXT), must("url", TEXT)],
);

static DEFECT: Object = object(
    "a defect",
    &[
        must("class", TEXT),
        must("address", TEXT),
        must("line", Is::Count),
        key("column", Is::Count),
        must("message", TEXT),
        key("confidence", TEXT),
        key("evidence", Is::List(&Is::Object(&EVIDENCE))),
    ],
);

static EVIDENCE: Object =
    object("a statement of a defect", &[must("line", Is::Count), key("column", Is::Count), must("says", TEXT)]);

/// The lines of the rows of a table: what the ledger must add up to.
static TABLE: Object = object("a table", &[must("table", Is::Count), must("rows", Is::List(&Is::Count))]);

/// One of `told`, `header`, `aside` and `unread` must be there: the reader sees to that.
static ROW: Object = object(
    "a row",
    &[
        must("table", Is::Count),
        must("line", Is::Count),
        key("column", Is::Count),
        key("told", WORDS),
        key("header", TEXT),
        key("aside", TEXT),
        key("unread", TEXT),
        key("name", TEXT),
    ],
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_aspect_of_the_contract_is_a_key_of_an_element() {
        let keys: Vec<&str> = ELEMENT.keys.iter().skip(3).map(|key| key.name).collect();
        assert_eq!(keys, contract::Aspect::ALL.map(contract::Aspect::as_str));
    }
}
