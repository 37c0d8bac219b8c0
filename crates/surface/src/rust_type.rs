//! The types that generated Rust uses for values on the wire.

use std::fmt;

use contract::{Place, Width};

use crate::reader::Reader;

/// What a Rust type is on the wire.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape<'t> {
    /// `()`: nothing.
    Unit,
    /// Bytes as they come.
    Bytes,
    /// Text.
    Text,
    /// A whole number.
    Integer(Width),
    /// A number, with its bits.
    Number(u8),
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
    /// Something or `None`.
    Option(Box<RustType<'t>>),
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

impl<'t> RustType<'t> {
    /// The type within `Option`, and whether there was one.
    pub(crate) fn peeled(&self) -> (&RustType<'t>, bool) {
        match &self.shape {
            Shape::Option(inner) => (inner, true),
            _ => (self, false),
        }
    }

    /// Reads a type.
    pub(crate) fn read(reader: &mut Reader<'_, 't>) -> Option<Self> {
        let at = reader.here();
        let shape = Shape::read(reader)?;
        // A box only breaks recursion: it is nothing on the wire.
        Some(match shape {
            Boxed::Shape(shape) => RustType { shape, at },
            Boxed::Box(inner) => RustType { shape: inner.shape, at },
        })
    }
}

impl fmt::Display for RustType<'_> {
    /// The type as callers write it, without the modules before its name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.shape {
            Shape::Unit => f.write_str("()"),
            Shape::Bytes => f.write_str("ByteStream"),
            Shape::Any => f.write_str("Value"),
            Shape::Object => f.write_str("Map<String, Value>"),
            Shape::List(item) => write!(f, "Vec<{item}>"),
            Shape::Map(value) => write!(f, "BTreeMap<String, {value}>"),
            Shape::Option(inner) => write!(f, "Option<{inner}>"),
            Shape::Named(name) => f.write_str(name),
            scalar => {
                let spelling = WORDS.iter().find(|(_, shape)| shape == scalar).map(|(spelling, _)| *spelling);
                f.write_str(spelling.unwrap_or("?"))
            }
        }
    }
}

enum Boxed<'t> {
    Shape(Shape<'t>),
    Box(RustType<'t>),
}

/// The types of one word, and what they are on the wire.
const WORDS: [(&str, Shape<'static>); 12] = [
    ("String", Shape::Text),
    ("bool", Shape::Boolean),
    ("f32", Shape::Number(32)),
    ("f64", Shape::Number(64)),
    ("i8", integer(true, 8)),
    ("i16", integer(true, 16)),
    ("i32", integer(true, 32)),
    ("i64", integer(true, 64)),
    ("u8", integer(false, 8)),
    ("u16", integer(false, 16)),
    ("u32", integer(false, 32)),
    ("u64", integer(false, 64)),
];

const fn integer(signed: bool, bits: u8) -> Shape<'static> {
    Shape::Integer(Width { signed, bits })
}

impl<'t> Shape<'t> {
    fn read(reader: &mut Reader<'_, 't>) -> Option<Boxed<'t>> {
        let word = reader.peek();
        if let Some((spelling, shape)) = WORDS.iter().find(|(spelling, _)| *spelling == word) {
            reader.expect(spelling)?;
            return Some(Boxed::Shape(shape.clone()));
        }
        let shape = match word {
            "Option" if reader.eat("Option<") => Shape::Option(inner(reader, ">")?),
            "Vec" if reader.eat("Vec<") => Shape::List(inner(reader, ">")?),
            "Box" if reader.eat("Box<") => return Some(Boxed::Box(*inner(reader, ">")?)),
            "(" if reader.eat("()") => Shape::Unit,
            ":" if reader.eat("::serde_json::Value") => Shape::Any,
            ":" if reader.eat("::serde_json::Map<String, ::serde_json::Value>") => Shape::Object,
            ":" if reader.eat("::std::collections::BTreeMap<String,") => Shape::Map(inner(reader, ">")?),
            "ByteStream" if reader.eat("ByteStream") => Shape::Bytes,
            "reqwest" if reader.eat("reqwest::Body") => Shape::Bytes,
            _ => Shape::Named(named(reader)?),
        };
        Some(Boxed::Shape(shape))
    }
}

fn inner<'t>(reader: &mut Reader<'_, 't>, close: &str) -> Option<Box<RustType<'t>>> {
    let inner = RustType::read(reader)?;
    reader.expect(close)?;
    Some(Box::new(inner))
}

/// A type of ours: its last name is unique in a crate, so the modules before it only say where it lies.
fn named<'t>(reader: &mut Reader<'_, 't>) -> Option<&'t str> {
    reader.modules()?;
    if reader.peek().starts_with(|c: char| c.is_uppercase()) {
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
        reader.is_done().then(|| format!("{:?}", ty.shape))
    }

    #[test]
    fn a_box_is_nothing_on_the_wire() {
        assert_eq!(read("Box<types::Node>"), read("Node"));
    }

    #[test]
    fn a_type_that_the_generator_does_not_write_is_not_read() {
        for text in [
            "usize",
            "&'static str",
            "Vec<usize>",
            "(i64, i64)",
            "[i64; 2]",
            "::std::rc::Rc<Node>",
            "std::string::String<",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
