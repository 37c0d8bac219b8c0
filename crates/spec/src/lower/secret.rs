//! What nobody may see in a log: by the name of a value, or by `x-secret`, which knows better.

use contract::{Aspect, Element, Value, is_secret_name};

use super::Lowering;
use super::facts::values;
use crate::schema::Schema;
use document::node::{At, Content};

/// Where the name of a value makes it secret.
pub(super) fn by_name(name: &str, at: At) -> Option<At> {
    is_secret_name(name).then_some(at)
}

/// What makes a value secret: its own `x-secret`, or else what was handed on to it by its name or by the list that it
/// is an item of.
pub(super) fn of(schema: &Schema<'_>, handed_on: Option<At>) -> Option<At> {
    match schema.field("x-secret").map(|field| (&field.value.content, field.key_at)) {
        Some((Content::Bool(true), at)) => Some(at),
        Some((Content::Bool(false), _)) => None,
        _ => handed_on,
    }
}

/// What a value can be, as far as secrets are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text, or JSON of which nobody says more: it can be kept from being shown.
    Plain,
    /// A list or a map: not itself, but what it is of.
    Holder,
    /// A value of another type in Rust, which shows what it is.
    Never(&'static str),
}

/// What the value of a schema can be.
pub(crate) fn kind(schema: &Schema<'_>) -> Kind {
    match schema.kind() {
        Some("string") if schema.field("enum").is_some() => Kind::Never("one of a few words"),
        Some("integer" | "number") => Kind::Never("a number"),
        Some("boolean") => Kind::Never("a boolean"),
        Some("object") if schema.properties().next().is_some() => Kind::Never("an object with fields of its own"),
        Some("array") => Kind::Holder,
        Some("object") if values(schema).is_some() => Kind::Holder,
        _ => Kind::Plain,
    }
}

impl<'b> Lowering<'b> {
    /// States that a value is secret, where something makes it so and it can be.
    pub(super) fn secret(&self, element: &mut Element, schema: &Schema<'b>, secret: Option<At>) {
        if let Some(at) = secret.filter(|_| kind(schema) == Kind::Plain) {
            self.state(element, Aspect::Secret, Value::Flag(true), at);
        }
    }
}
