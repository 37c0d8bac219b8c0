//! The grammar of behaviour.yaml.

use document::grammar::{Is, Key, Object, key, must};

use crate::methods::documented::DOCUMENTED;

pub(super) static BEHAVIOUR_IS: Is = Is::Object(&BEHAVIOUR);
/// Every kind of object, to tell a key at the wrong depth from one that nobody knows.
pub(super) static KINDS: &[&Object] = &[&BEHAVIOUR, &THING, &OPERATION, &ANSWER, &MOVE];

static TEXT: Is = Is::Text;
static ANY: Is = Is::Any;
static THING_IS: Is = Is::Object(&THING);
static OPERATION_IS: Is = Is::Object(&OPERATION);
static MOVE_IS: Is = Is::Object(&MOVE);
static CASE_IS: Is = Is::Object(&CASE);

static BEHAVIOUR: Object = Object {
    name: "a behaviour",
    keys: {
        static KEYS: &[Key] = &[
            key("errors", Is::Object(&ERRORS)),
            key("things", Is::Map(&THING_IS)),
            key("operations", Is::Map(&OPERATION_IS)),
        ];
        KEYS
    },
    pattern: None,
};

/// The keys are the classes of refusals.
static ERRORS: Object = Object {
    name: "a table of error codes",
    keys: {
        static KEYS: &[Key] = &[
            key("unknown_route", Is::Text),
            key("unknown_method", Is::Text),
            key("invalid", Is::Text),
            key("not_json", Is::Text),
            key("no_body", Is::Text),
            key("too_large", Is::Text),
            key("unauthenticated", Is::Text),
            key("no_credentials", Is::Text),
            key("expired", Is::Text),
            key("other_project", Is::Text),
            key("forbidden", Is::Text),
            key("missing", Is::Text),
            key("wrong_state", Is::Text),
        ];
        KEYS
    },
    pattern: None,
};

static THING: Object = Object {
    name: "a kind of things",
    keys: {
        static KEYS: &[Key] = &[
            must("description", Is::Text),
            must("statuses", Is::List(&TEXT)),
            must("first", Is::Text),
            key("moves", Is::Map(&MOVE_IS)),
            key("seed", Is::Map(&TEXT)),
            must("documented", Is::Object(&DOCUMENTED)),
        ];
        KEYS
    },
    pattern: None,
};

static MOVE: Object = Object {
    name: "a move",
    keys: {
        static KEYS: &[Key] = &[must("to", Is::Text), must("after", Is::Text)];
        KEYS
    },
    pattern: None,
};

static OPERATION: Object = Object {
    name: "what an operation does",
    keys: {
        static KEYS: &[Key] = &[
            must("thing", Is::Text),
            key("id", Is::Text),
            key("from", Is::List(&TEXT)),
            key("to", Is::Text),
            key("removes", Is::Bool),
            key("by", Is::Text),
            key("cases", Is::Map(&CASE_IS)),
            key("default", Is::Text),
            key("answer", Is::Object(&ANSWER)),
            key("shows", Is::Map(&TEXT)),
            key("lists", Is::Text),
            key("creates", Is::Text),
            key("keeps", Is::Map(&TEXT)),
        ];
        KEYS
    },
    pattern: None,
};

static CASE: Object = Object {
    name: "a case",
    keys: {
        static KEYS: &[Key] = &[
            key("from", Is::List(&TEXT)),
            key("to", Is::Text),
            key("removes", Is::Bool),
            key("failure", Is::Map(&ANY)),
        ];
        KEYS
    },
    pattern: None,
};

static ANSWER: Object = Object {
    name: "an answer",
    keys: {
        static KEYS: &[Key] = &[
            must("each", Is::Text),
            key("id", Is::Text),
            key("count", Is::Text),
            must("success", Is::Map(&ANY)),
            must("failure", Is::Map(&ANY)),
            key("missing", Is::Map(&ANY)),
            key("invalid", Is::Map(&ANY)),
        ];
        KEYS
    },
    pattern: None,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::behaviour::ErrorCode;

    #[test]
    fn every_class_of_refusals_may_have_a_code() {
        let keys: Vec<&str> = ERRORS.keys.iter().map(|key| key.name).collect();
        assert_eq!(keys, ErrorCode::CLASSES);
    }
}
