//! The documentation and attributes before an item, a field or a variant.

use std::borrow::Cow;

use contract::{Place, Problem};

use crate::reader::{Hole, Reader};

/// What stands before something.
#[derive(Debug, Default)]
pub(crate) struct Attributes<'t> {
    /// The lines of documentation.
    pub(crate) docs: Vec<Hole<'t>>,
    /// The last names of the derived traits.
    pub(crate) derives: Vec<Hole<'t>>,
    serde: Vec<Serde<'t>>,
    /// Where it is deprecated.
    pub(crate) deprecated: Option<Place>,
}

/// One option of a `serde` attribute.
#[derive(Debug)]
pub(crate) struct Serde<'t> {
    key: &'t str,
    /// What it is set to, if to anything.
    pub(crate) value: Option<Cow<'t, str>>,
    /// The token of its key.
    pub(crate) key_at: usize,
    /// The token of its value; of its key, where it has none.
    pub(crate) at: usize,
}

impl<'t> Attributes<'t> {
    /// Reads what stands here, nothing at all included.
    pub(crate) fn read(reader: &mut Reader<'_, 't>) -> Option<Self> {
        let mut attributes = Self { docs: reader.docs(), ..Self::default() };
        while reader.next_is("#[") {
            let at = reader.here();
            if reader.eat("#[derive(") {
                attributes.derives.extend(reader.list(")", derive)?);
                reader.expect("]")?;
            } else if reader.eat("#[serde(") {
                attributes.serde.extend(reader.list(")", serde)?);
                reader.expect("]")?;
            } else if reader.eat("#[allow(") {
                // What the linters are told is nothing on the wire.
                reader.list(")", lint)?;
                reader.expect("]")?;
            } else if reader.eat("#[deprecated]") {
                attributes.deprecated = Some(at);
            } else if !(reader.eat("#[non_exhaustive]") || reader.eat("#[must_use]") || reader.eat("#[rustfmt::skip]"))
            {
                return reader.fail("an attribute that the generator writes");
            }
            attributes.docs.extend(reader.docs());
        }
        Some(attributes)
    }

    /// Takes a `serde` option out.
    pub(crate) fn take(&mut self, key: &str) -> Option<Serde<'t>> {
        let index = self.serde.iter().position(|option| option.key == key)?;
        Some(self.serde.remove(index))
    }

    /// The problems of the `serde` options that nobody took.
    pub(crate) fn rest(&self, reader: &Reader<'_, '_>) -> impl Iterator<Item = Problem> {
        self.serde.iter().map(|option| reader.problem_at(option.key_at, "no such option of serde here"))
    }

    /// Whether what follows is a builder: it can be cloned and shown, and never travels.
    pub(crate) fn is_builder(&self) -> bool {
        matches!(self.derives.as_slice(), [clone, debug] if clone.text == "Clone" && debug.text == "Debug")
    }

    /// The problem that other directions of serde are derived than those that no hand-written code takes.
    pub(crate) fn lacks_serde(&self, reader: &Reader<'_, '_>, derived: Derived) -> Option<Problem> {
        let serde = || self.derives.iter().filter(|derive| matches!(derive.text, "Serialize" | "Deserialize"));
        let derives = |name| serde().any(|derive| derive.text == name);
        let (both, expected) = match derived {
            Derived::Both => ((true, true), "the derives of Serialize and Deserialize"),
            Derived::Serialize => ((true, false), "the derive of Serialize alone"),
            Derived::Neither => ((false, false), "no derive of Serialize or Deserialize"),
        };
        if (derives("Serialize"), derives("Deserialize")) == both {
            return None;
        }
        let at = serde().chain(&self.derives).next().map_or(reader.at(), |derive| derive.at);
        Some(reader.problem_at(at, expected))
    }
}

/// The directions of serde that are derived.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Derived {
    /// Values of every kind travel both ways.
    Both,
    /// A hand-written check guards the way in.
    Serialize,
    /// Both ways are hand-written.
    Neither,
}

/// A trait that the generator derives; its last name.
fn derive<'t>(reader: &mut Reader<'_, 't>) -> Option<Hole<'t>> {
    if reader.eat("::serde::") {
        return match reader.peek() {
            "Deserialize" | "Serialize" => reader.word(),
            _ => reader.fail("Serialize"),
        };
    }
    match reader.peek() {
        "Clone" | "Debug" | "Default" | "Eq" | "Hash" | "Ord" | "PartialEq" | "PartialOrd" => reader.word(),
        _ => reader.fail("a trait that the generator derives"),
    }
}

fn lint<'t>(reader: &mut Reader<'_, 't>) -> Option<Hole<'t>> {
    let mut word = reader.word()?;
    while reader.eat("::") {
        word = reader.word()?;
    }
    Some(word)
}

fn serde<'t>(reader: &mut Reader<'_, 't>) -> Option<Serde<'t>> {
    let key = reader.word()?;
    if !reader.eat("=") {
        return Some(Serde { key: key.text, value: None, key_at: key.at, at: key.at });
    }
    let (value, at) = reader.string()?;
    Some(Serde { key: key.text, value: Some(value), key_at: key.at, at })
}
