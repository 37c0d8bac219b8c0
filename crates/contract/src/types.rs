//! The type of a value on the wire.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// The width of an integer, where a witness states one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Width {
    /// Whether negative values fit.
    pub signed: bool,
    /// 8, 16, 32 or 64.
    pub bits: u8,
}

/// What a value is on the wire, as far as its witness says.
///
/// The fields of an object are no part of its type: they are elements of their own, addressed below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// Text.
    String,
    /// A whole number; `None` where no width is stated.
    Integer(Option<Width>),
    /// A number that may have a fraction; the bits (32 or 64) where stated.
    Number(Option<u8>),
    /// `true` or `false`.
    Boolean,
    /// An object, with the name that its witness gives its type. Names are told, not compared.
    Object(Option<String>),
    /// A list of one type.
    Array(Box<Type>),
    /// An object with free keys and values of one type.
    Map(Box<Type>),
    /// Bytes that are not JSON.
    Binary,
    /// Any JSON value: the witness says that there is something and not what.
    Any,
    /// What we could not understand, with its words. This is a fact about us, not about the page.
    Unknown(String),
}

impl Type {
    /// A list of `item`.
    pub fn array(item: Type) -> Self {
        Self::Array(Box::new(item))
    }

    /// A map to `value`.
    pub fn map(value: Type) -> Self {
        Self::Map(Box::new(value))
    }

    /// A 64-bit or 32-bit signed integer.
    pub fn int(bits: u8) -> Self {
        Self::Integer(Some(Width { signed: true, bits }))
    }

    /// The type without names and widths: what JSON itself can tell apart.
    #[must_use]
    pub fn shape(&self) -> Type {
        match self {
            Self::Integer(_) => Self::Integer(None),
            Self::Number(_) => Self::Number(None),
            Self::Object(_) => Self::Object(None),
            Self::Array(item) => Self::array(item.shape()),
            Self::Map(value) => Self::map(value.shape()),
            other => other.clone(),
        }
    }

    /// The type without names; widths stay.
    #[must_use]
    pub fn unnamed(&self) -> Type {
        match self {
            Self::Object(_) => Self::Object(None),
            Self::Array(item) => Self::array(item.unnamed()),
            Self::Map(value) => Self::map(value.unnamed()),
            other => other.clone(),
        }
    }

    /// The innermost item of lists and maps: what the rules of a row are about.
    pub fn innermost(&self) -> &Type {
        match self {
            Self::Array(inner) | Self::Map(inner) => inner.innermost(),
            other => other,
        }
    }

    /// Whether the words of its witness were understood, all the way in.
    pub fn is_understood(&self) -> bool {
        !matches!(self.innermost(), Self::Unknown(_))
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.write_str("string"),
            Self::Integer(None) => f.write_str("integer"),
            Self::Integer(Some(Width { signed: true, bits })) => write!(f, "int{bits}"),
            Self::Integer(Some(Width { signed: false, bits })) => write!(f, "uint{bits}"),
            Self::Number(None) => f.write_str("number"),
            Self::Number(Some(32)) => f.write_str("float"),
            Self::Number(Some(_)) => f.write_str("double"),
            Self::Boolean => f.write_str("boolean"),
            Self::Object(None) => f.write_str("object"),
            Self::Object(Some(name)) => write!(f, "object({name})"),
            Self::Array(item) => write!(f, "array<{item}>"),
            Self::Map(value) => write!(f, "map<{value}>"),
            Self::Binary => f.write_str("binary"),
            Self::Any => f.write_str("any"),
            Self::Unknown(words) => write!(f, "unknown({words})"),
        }
    }
}

impl FromStr for Type {
    type Err = String;

    /// Reads what [`Display`](fmt::Display) writes, up to 32 lists and maps in each other.
    fn from_str(text: &str) -> Result<Self, String> {
        nested(text, 0)
    }
}

/// Deeper than any witness nests lists and maps, and shallow enough for recursion.
const DEEPEST: usize = 32;

fn nested(text: &str, depth: usize) -> Result<Type, String> {
    fn inside<'t>(text: &'t str, open: &str, close: char) -> Option<&'t str> {
        text.strip_prefix(open)?.strip_suffix(close)
    }
    if depth > DEEPEST {
        return Err(format!("the type nests too deep: more than {DEEPEST} lists and maps in each other"));
    }
    Ok(match text {
        "string" => Type::String,
        "integer" => Type::Integer(None),
        "number" => Type::Number(None),
        "float" => Type::Number(Some(32)),
        "double" => Type::Number(Some(64)),
        "boolean" => Type::Boolean,
        "object" => Type::Object(None),
        "binary" => Type::Binary,
        "any" => Type::Any,
        _ => {
            if let Some(item) = inside(text, "array<", '>') {
                Type::array(nested(item, depth + 1)?)
            } else if let Some(value) = inside(text, "map<", '>') {
                Type::map(nested(value, depth + 1)?)
            } else if let Some(name) = inside(text, "object(", ')') {
                Type::Object(Some(name.to_owned()))
            } else if let Some(words) = inside(text, "unknown(", ')') {
                Type::Unknown(words.to_owned())
            } else if let Some(width) = width(text) {
                Type::Integer(Some(width))
            } else {
                return Err(format!("`{text}` is no type of the contract"));
            }
        }
    })
}

fn width(text: &str) -> Option<Width> {
    let (signed, bits) = match text.strip_prefix("uint") {
        Some(bits) => (false, bits),
        None => (true, text.strip_prefix("int")?),
    };
    let bits = bits.parse().ok().filter(|bits| [8, 16, 32, 64].contains(bits))?;
    Some(Width { signed, bits })
}

impl Serialize for Type {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_reads_back_from_its_text() {
        for text in [
            "string",
            "integer",
            "int64",
            "uint8",
            "number",
            "float",
            "double",
            "boolean",
            "object",
            "object(Job)",
            "array<object(Job)>",
            "map<array<string>>",
            "binary",
            "any",
            "unknown(MIME type)",
        ] {
            assert_eq!(text.parse::<Type>().map(|ty| ty.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_word_that_is_no_type_is_refused() {
        assert!("int7".parse::<Type>().is_err());
        assert!("strnig".parse::<Type>().is_err());
    }

    #[test]
    fn a_type_that_nests_too_deep_is_refused() {
        let nested = |depth: usize| format!("{}string{}", "array<".repeat(depth), ">".repeat(depth)).parse::<Type>();
        assert!(nested(DEEPEST).is_ok());
        let refused = "the type nests too deep: more than 32 lists and maps in each other";
        assert_eq!(nested(DEEPEST + 1), Err(refused.to_owned()));
        assert_eq!(nested(1_000_000), Err(refused.to_owned()));
    }

    #[test]
    fn the_shape_forgets_names_and_widths() {
        let ty: Type = "array<int32>".parse().unwrap();
        assert_eq!(ty.shape().to_string(), "array<integer>");
        assert_eq!(ty.unnamed().to_string(), "array<int32>");
    }
}
