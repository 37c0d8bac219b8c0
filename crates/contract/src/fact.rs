//! What a witness states about an element, and how it knows.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::{Place, Type};

/// Whether a value must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// It must be there.
    Required,
    /// It may be left out.
    Optional,
    /// The witness is silent: response tables have no *Mandatory* column, which is an answer of its own.
    Unstated,
}

/// How a witness came to state a fact, from the surest to the least sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Declared in a formal language: a keyword of the spec, an item of Rust.
    Declared,
    /// A column of a table, a line of the page's own structure.
    Column,
    /// A labelled phrase: `Default value:`, `Maximum length:`, a list under `Values:`.
    Label,
    /// A sentence.
    Prose,
    /// Only an example shows it.
    Example,
}

impl Basis {
    /// Every basis, the surest first.
    pub const ALL: [Basis; 5] = [Self::Declared, Self::Column, Self::Label, Self::Prose, Self::Example];

    /// Its word in facts files and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Column => "column",
            Self::Label => "label",
            Self::Prose => "prose",
            Self::Example => "example",
        }
    }
}

/// The kinds of fact that can be stated about an element.
///
/// The order is the order in which they print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// The vendor's name of the operation. [`Value::Text`].
    OperationId,
    /// The HTTP method, in capitals. [`Value::Text`].
    Method,
    /// The path template. [`Value::Text`].
    Path,
    /// The states a task must be in for the call, or for that part of it which its description names, to be accepted.
    /// [`Value::List`].
    CallableIn,
    /// The state that shows that what was asked for is done. [`Value::List`].
    DoneWhen,
    /// Whether it is documented to be safe to repeat, which its method alone does not say. [`Value::Flag`]. Our decision,
    /// as is the next.
    Idempotent,
    /// The only clouds that have the operation, of those that have the service. [`Value::List`].
    Clouds,
    /// Whether it must be there. [`Value::Presence`].
    Presence,
    /// Its type on the wire. [`Value::Type`].
    Type,
    /// Whether `null` is a value of it. [`Value::Flag`].
    Nullable,
    /// The media type of a body, stated on the Content-Type header. [`Value::Text`].
    MediaType,
    /// All the values there are. [`Value::List`].
    Values,
    /// What the server takes when it is left out. [`Value::Json`].
    Default,
    /// The least number of characters. [`Value::Number`].
    MinLength,
    /// The greatest number of characters. [`Value::Number`].
    MaxLength,
    /// The least value. [`Value::Number`].
    Minimum,
    /// The greatest value. [`Value::Number`].
    Maximum,
    /// The least number of items. [`Value::Number`].
    MinItems,
    /// The greatest number of items. [`Value::Number`].
    MaxItems,
    /// The regular expression it matches. [`Value::Text`].
    Pattern,
    /// A named format: `uuid`, `date-time`. [`Value::Text`].
    Format,
    /// The condition under which it is mandatory or valid, in the witness's own words. [`Value::Text`].
    Condition,
    /// Whether callers should leave it. [`Value::Flag`].
    Deprecated,
    /// Whether nobody may see it in a log. [`Value::Flag`]. No page says so: it is our decision, by the spec and by
    /// [`is_secret_name`](crate::is_secret_name).
    Secret,
}

impl Aspect {
    /// Every aspect, in printing order.
    pub const ALL: [Aspect; 24] = [
        Self::OperationId,
        Self::Method,
        Self::Path,
        Self::CallableIn,
        Self::DoneWhen,
        Self::Idempotent,
        Self::Clouds,
        Self::Presence,
        Self::Type,
        Self::Nullable,
        Self::MediaType,
        Self::Values,
        Self::Default,
        Self::MinLength,
        Self::MaxLength,
        Self::Minimum,
        Self::Maximum,
        Self::MinItems,
        Self::MaxItems,
        Self::Pattern,
        Self::Format,
        Self::Condition,
        Self::Deprecated,
        Self::Secret,
    ];

    /// Its kebab-case name, as facts files and reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OperationId => "operation-id",
            Self::Method => "method",
            Self::Path => "path",
            Self::CallableIn => "callable-in",
            Self::DoneWhen => "done-when",
            Self::Idempotent => "idempotent",
            Self::Clouds => "clouds",
            Self::Presence => "presence",
            Self::Type => "type",
            Self::Nullable => "nullable",
            Self::MediaType => "media-type",
            Self::Values => "values",
            Self::Default => "default",
            Self::MinLength => "min-length",
            Self::MaxLength => "max-length",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::MinItems => "min-items",
            Self::MaxItems => "max-items",
            Self::Pattern => "pattern",
            Self::Format => "format",
            Self::Condition => "condition",
            Self::Deprecated => "deprecated",
            Self::Secret => "secret",
        }
    }

    /// The aspect of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aspect| aspect.as_str() == name)
    }
}

impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The value of a fact. Which variant belongs to which aspect is said at [`Aspect`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Words that stand for themselves.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A limit.
    Number(serde_json::Number),
    /// Several words, in the order of their witness.
    List(Vec<String>),
    /// A presence.
    Presence(Presence),
    /// A type.
    Type(Type),
    /// A JSON value.
    Json(serde_json::Value),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::List(words) => f.write_str(&words.join(", ")),
            Self::Presence(Presence::Required) => f.write_str("required"),
            Self::Presence(Presence::Optional) => f.write_str("optional"),
            Self::Presence(Presence::Unstated) => f.write_str("unstated"),
            Self::Type(ty) => write!(f, "{ty}"),
            Self::Json(serde_json::Value::String(text)) => f.write_str(text),
            Self::Json(json) => write!(f, "{json}"),
        }
    }
}

/// One thing that a witness states, where it says so, and how surely.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// What is stated.
    pub value: Value,
    /// Where.
    pub at: Place,
    /// How we know.
    pub basis: Basis,
}

/// All that one witness states about one element. What is not in here, it is silent about.
///
/// In printing order. They are few, and most elements of a page have no more than three: a list takes less room than a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts(Vec<(Aspect, Fact)>);

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl Facts {
    /// States a fact, in place of what was stated before about the same aspect.
    pub fn set(&mut self, aspect: Aspect, value: Value, at: Place, basis: Basis) {
        let fact = Fact { value, at, basis };
        match self.find(aspect) {
            Ok(at) => self.0[at].1 = fact,
            Err(at) => self.0.insert(at, (aspect, fact)),
        }
    }

    /// States a fact unless a surer one about the same aspect is there; of two as sure, the first stays.
    pub fn set_if_surer(&mut self, aspect: Aspect, value: Value, at: Place, basis: Basis) {
        if self.get(aspect).is_none_or(|known| basis < known.basis) {
            self.set(aspect, value, at, basis);
        }
    }

    /// Takes a fact away.
    pub fn remove(&mut self, aspect: Aspect) -> Option<Fact> {
        self.find(aspect).ok().map(|at| self.0.remove(at).1)
    }

    /// What is stated about an aspect.
    pub fn get(&self, aspect: Aspect) -> Option<&Fact> {
        self.find(aspect).ok().map(|at| &self.0[at].1)
    }

    /// For the one who needs to change a stated fact.
    pub fn get_mut(&mut self, aspect: Aspect) -> Option<&mut Fact> {
        self.find(aspect).ok().map(|at| &mut self.0[at].1)
    }

    /// Every stated fact, in printing order.
    pub fn iter(&self) -> impl Iterator<Item = (Aspect, &Fact)> {
        self.0.iter().map(|(aspect, fact)| (*aspect, fact))
    }

    /// Where the fact about an aspect stands, or would.
    fn find(&self, aspect: Aspect) -> Result<usize, usize> {
        self.0.binary_search_by_key(&aspect, |(known, _)| *known)
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The presence; silence is [`Presence::Unstated`].
    pub fn presence(&self) -> Presence {
        match self.get(Aspect::Presence) {
            Some(Fact { value: Value::Presence(presence), .. }) => *presence,
            _ => Presence::Unstated,
        }
    }

    /// The type, where one is stated.
    pub fn ty(&self) -> Option<&Type> {
        match self.get(Aspect::Type) {
            Some(Fact { value: Value::Type(ty), .. }) => Some(ty),
            _ => None,
        }
    }

    /// The words of a list aspect.
    pub fn list(&self, aspect: Aspect) -> Option<&[String]> {
        match self.get(aspect) {
            Some(Fact { value: Value::List(words), .. }) => Some(words),
            _ => None,
        }
    }

    /// The words of a text aspect.
    pub fn text(&self, aspect: Aspect) -> Option<&str> {
        match self.get(aspect) {
            Some(Fact { value: Value::Text(text), .. }) => Some(text),
            _ => None,
        }
    }

    /// The number of a limit.
    pub fn number(&self, aspect: Aspect) -> Option<&serde_json::Number> {
        match self.get(aspect) {
            Some(Fact { value: Value::Number(number), .. }) => Some(number),
            _ => None,
        }
    }

    /// A yes-or-no aspect; silence is no.
    pub fn flag(&self, aspect: Aspect) -> bool {
        matches!(self.get(aspect), Some(Fact { value: Value::Flag(true), .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_aspect_is_found_by_its_name() {
        for aspect in Aspect::ALL {
            assert_eq!(Aspect::from_name(aspect.as_str()), Some(aspect));
        }
        assert!(Aspect::ALL.windows(2).all(|pair| pair[0] < pair[1]), "ALL is in declaration order");
    }

    #[test]
    fn a_column_outweighs_prose_whichever_comes_first() {
        let at = Place::line("page", 1);
        let mut facts = Facts::default();
        facts.set_if_surer(Aspect::Format, Value::Text("prose".into()), at.clone(), Basis::Prose);
        facts.set_if_surer(Aspect::Format, Value::Text("column".into()), at.clone(), Basis::Column);
        facts.set_if_surer(Aspect::Format, Value::Text("late prose".into()), at, Basis::Prose);
        assert_eq!(facts.text(Aspect::Format), Some("column"));
    }

    #[test]
    fn facts_stand_in_printing_order_whichever_comes_first() {
        let at = Place::line("page", 1);
        let mut facts = Facts::default();
        for aspect in [Aspect::Format, Aspect::Type, Aspect::Default, Aspect::Presence] {
            facts.set(aspect, Value::Flag(true), at.clone(), Basis::Column);
        }
        facts.remove(Aspect::Default);
        let aspects: Vec<Aspect> = facts.iter().map(|(aspect, _)| aspect).collect();
        let ordered: Vec<Aspect> = Aspect::ALL.into_iter().filter(|aspect| facts.get(*aspect).is_some()).collect();
        assert_eq!((aspects.len(), &aspects), (3, &ordered));
    }
}
