//! The types that generated Rust uses for values on the wire.

use std::fmt;

use contract::Place;

use crate::reader::Reader;

/// What a Rust type is on the wire, and how it is held.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape<'t> {
    /// `()`: nothing.
    Unit,
    /// Bytes that are received as they come.
    Bytes,
    /// Bytes that are sent as they come.
    Body,
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `bool`.
    Boolean,
    /// Any JSON.
    Any,
    /// A list.
    List(Box<RustType<'t>>),
    /// An object whose fields nobody lists.
    Object,
    /// A map from text.
    Map(Box<RustType<'t>>),
    /// What is in a box, which only breaks recursion.
    Boxed(Box<RustType<'t>>),
    /// What is shown nowhere.
    Secret(Box<RustType<'t>>),
    /// A type of the `types` module.
    Named(&'t str),
}

/// A type and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct RustType<'t> {
    pub(crate) shape: Shape<'t>,
    pub(crate) at: Place,
}

/// Two types are the same wherever they stand.
impl PartialEq for RustType<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.shape == other.shape
    }
}

/// Deeper than any schema nests, and shallow enough for recursion.
const DEEPEST: usize = 32;

impl<'t> RustType<'t> {
    /// Reads a type.
    pub(crate) fn read(reader: &mut Reader<'_, 't>) -> Option<Self> {
        Self::nested(reader, 0)
    }

    /// Reads a type that must be this one.
    pub(crate) fn expect(&self, reader: &mut Reader<'_, 't>) -> Option<()> {
        let at = reader.at();
        match Self::read(reader)? == *self {
            true => Some(()),
            false => reader.fail_at(at, "the same type as in the struct"),
        }
    }

    /// The type of the values on the wire: what is in a box, or a secret.
    pub(crate) fn bare(&self) -> &Self {
        match &self.shape {
            Shape::Boxed(inner) | Shape::Secret(inner) => inner.bare(),
            _ => self,
        }
    }

    /// Whether it is shown nowhere.
    pub(crate) fn is_secret(&self) -> bool {
        matches!(self.shape, Shape::Secret(_))
    }

    /// Whether a body of this type is JSON.
    pub(crate) fn is_json(&self) -> bool {
        !matches!(self.shape, Shape::Unit | Shape::Bytes)
    }

    fn nested(reader: &mut Reader<'_, 't>, depth: usize) -> Option<Self> {
        let at = reader.here();
        if depth > DEEPEST {
            return reader.fail("a type that nests less deep");
        }
        let inner = |reader: &mut Reader<'_, 't>| {
            let inner = Self::nested(reader, depth + 1)?;
            reader.expect(">")?;
            Some(Box::new(inner))
        };
        let word = reader.peek();
        let shape = if let Some((spelling, shape)) = WORDS.iter().find(|(spelling, _)| *spelling == word) {
            reader.expect(spelling)?;
            shape.clone()
        } else {
            match word {
                "Vec" if reader.eat("Vec<") => Shape::List(inner(reader)?),
                "Box" if depth == 0 && reader.eat("Box<") => {
                    let of = reader.at();
                    let inner = inner(reader)?;
                    if !matches!(inner.shape, Shape::Named(_)) {
                        return reader.fail_at(of, "a record in the box, which is there to end recursion");
                    }
                    Shape::Boxed(inner)
                }
                "(" if reader.eat("()") => Shape::Unit,
                ":" if reader.eat("::progenitor_client::Secret<") => {
                    let of = reader.at();
                    let inner = inner(reader)?;
                    if !matches!(inner.shape, Shape::Text | Shape::Any | Shape::Object) {
                        return reader.fail_at(of, "text or any JSON as a secret");
                    }
                    Shape::Secret(inner)
                }
                ":" if reader.eat("::serde_json::Value") => Shape::Any,
                ":" if reader.eat("::serde_json::Map<String, ::serde_json::Value>") => Shape::Object,
                ":" if reader.eat("::std::collections::BTreeMap<String,") => Shape::Map(inner(reader)?),
                "reqwest" if reader.eat("reqwest::Body") => Shape::Body,
                _ => Shape::Named(named(reader)?),
            }
        };
        Some(Self { shape, at })
    }
}

/// The types of one word.
const WORDS: [(&str, Shape<'static>); 5] = [
    ("String", Shape::Text),
    ("bool", Shape::Boolean),
    ("f64", Shape::Number),
    ("i64", Shape::Integer),
    ("ByteStream", Shape::Bytes),
];

impl fmt::Display for RustType<'_> {
    /// The type as callers write it, without the modules before its name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.shape {
            Shape::Unit => f.write_str("()"),
            Shape::Bytes => f.write_str("ByteStream"),
            Shape::Body => f.write_str("Body"),
            Shape::Text => f.write_str("String"),
            Shape::Integer => f.write_str("i64"),
            Shape::Number => f.write_str("f64"),
            Shape::Boolean => f.write_str("bool"),
            Shape::Any => f.write_str("Value"),
            Shape::Object => f.write_str("Map<String, Value>"),
            Shape::List(item) => write!(f, "Vec<{item}>"),
            Shape::Map(value) => write!(f, "BTreeMap<String, {value}>"),
            Shape::Boxed(inner) => write!(f, "Box<{inner}>"),
            Shape::Secret(inner) => write!(f, "Secret<{inner}>"),
            Shape::Named(name) => f.write_str(name),
        }
    }
}

/// A type of ours: its last name is unique in a crate, so the modules before it only say where it lies.
fn named<'t>(reader: &mut Reader<'_, 't>) -> Option<&'t str> {
    reader.modules()?;
    if reader.peek().starts_with(char::is_uppercase) {
        return Some(reader.word()?.text);
    }
    reader.fail("a type that the generator writes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::Source;

    fn read(text: &str) -> Option<String> {
        let (source, _) = Source::new(0, "a.rs", text);
        let mut reader = Reader::new(&source);
        let ty = RustType::read(&mut reader)?;
        reader.is_done().then(|| ty.to_string())
    }

    #[test]
    fn a_type_shows_as_callers_see_it() {
        for (text, shown) in [
            ("Vec<::progenitor_client::Secret<String>>", "Vec<Secret<String>>"),
            ("Box<types::Node>", "Box<Node>"),
            ("::std::collections::BTreeMap<String, Vec<i64>>", "BTreeMap<String, Vec<i64>>"),
        ] {
            assert_eq!(read(text).as_deref(), Some(shown));
        }
    }

    #[test]
    fn a_type_that_the_generator_does_not_write_is_not_read() {
        for text in
            ["usize", "i32", "&'static str", "Vec<usize>", "(i64, i64)", "[i64; 2]", "::std::rc::Rc<Node>", "Vec<"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_type_that_nests_too_deep_is_not_read() {
        let nested = |depth| read(&format!("{}i64{}", "Vec<".repeat(depth), ">".repeat(depth)));
        assert!(nested(DEEPEST).is_some());
        assert!(nested(DEEPEST + 1).is_none());
        assert!(nested(100_000).is_none());
    }
}
