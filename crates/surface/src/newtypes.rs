//! The implementations of newtypes: between a newtype and what is in it, with the checks of constrained texts.

use contract::{Aspect, Problem};

use crate::definitions::{Body, Definition};
use crate::implementations::Implemented;
use crate::items::Types;
use crate::operation::same_type;
use crate::reader::Reader;
use crate::rust_type::{RustType, Shape};
use crate::{REGENERATE, UNREAD};

/// Takes the name of a newtype.
fn name<'i, 't>(reader: &mut Reader<'_, 't>, types: &'i Types<'t>) -> Option<(&'t str, &'i RustType<'t>)> {
    let name = reader.word()?;
    match types.get(name.text).map(|definition| &definition.body) {
        Some(Body::Newtype { inner, .. }) => Some((name.text, inner)),
        _ => reader.fail_at(name.at, "the name of a newtype"),
    }
}

/// The view of what is in it.
pub(crate) fn deref<'t>(reader: &mut Reader<'_, 't>, types: &Types<'t>) -> Option<()> {
    let (_, inner) = name(reader, types)?;
    reader.expect("{ type Target =")?;
    same_type(reader, inner)?;
    reader.expect("; fn deref(&self) -> &")?;
    same_type(reader, inner)?;
    reader.expect("{ &self.0 } }")
}

/// Between a newtype and what is in it.
pub(crate) fn from<'t>(reader: &mut Reader<'_, 't>, types: &Types<'t>) -> Option<()> {
    let from = RustType::read(reader)?;
    reader.expect("> for")?;
    let at = reader.at();
    let to = RustType::read(reader)?;
    let body = |ty: &RustType<'t>| match ty.shape {
        Shape::Named(name) => types.get(name).map(|definition| &definition.body),
        _ => None,
    };
    reader.expect("{ fn from(value:")?;
    same_type(reader, &from)?;
    reader.expect(") -> Self {")?;
    match (body(&from), body(&to)) {
        (_, Some(Body::Newtype { inner, private: false })) if *inner == from => reader.expect("Self(value) } }"),
        (Some(Body::Newtype { inner, .. }), _) if *inner == to => reader.expect("value.0 } }"),
        _ => reader.fail_at(at, "a newtype and what is in it"),
    }
}

/// Making a type from text: as it is, by the rules of what is in it, or with checks of its length.
pub(crate) fn from_str(
    reader: &mut Reader<'_, '_>,
    definition: &Definition<'_>,
    own: &mut Implemented<'_>,
    problems: &mut Vec<Problem>,
) -> Option<()> {
    reader.expect("{ type Err =")?;
    match &definition.body {
        Body::Newtype { inner, private: false } if inner.shape == Shape::Text => reader.expect(
            "::std::convert::Infallible; fn from_str(value: &str) -> Result<Self, Self::Err> \
             { Ok(Self(value.to_string())) } }",
        ),
        Body::Newtype { inner, private: false } => {
            parsed(reader, inner)?;
            reader.expect("; fn from_str(value: &str) -> Result<Self, Self::Err> { Ok(Self(value.parse()?)) } }")
        }
        Body::Newtype { private: true, .. } => {
            reader.path("ConversionError")?;
            reader.expect("; fn from_str(value: &str) -> Result<Self,")?;
            reader.path("ConversionError")?;
            reader.expect("> {")?;
            limit(reader, (">", "longer"), Aspect::MaxLength, own, problems)?;
            limit(reader, ("<", "shorter"), Aspect::MinLength, own, problems)?;
            reader.expect("Ok(Self(value.to_string())) } }")
        }
        Body::Struct { .. } | Body::Enum { .. } => reader.fail("the FromStr of a newtype"),
    }
}

/// The check of a limit, if there is one.
fn limit(
    reader: &mut Reader<'_, '_>,
    (sign, word): (&str, &str),
    aspect: Aspect,
    own: &mut Implemented<'_>,
    problems: &mut Vec<Problem>,
) -> Option<()> {
    if !reader.eat(&format!("if value.chars().count() {sign}")) {
        return Some(());
    }
    let (limit, at) = reader.number()?;
    reader.expect("{ return Err(")?;
    let (message, message_at) = reader.string()?;
    reader.expect(".into()); }")?;
    // The limit itself is read all the same.
    let expected = format!("{word} than {limit} character{}", if limit == 1 { "" } else { "s" });
    if message != expected {
        let message = format!("expected the message `{expected}`, but found `{message}`");
        let problem = Problem::error(UNREAD, reader.place(at), message).help(REGENERATE);
        problems.push(problem.related(reader.place(message_at), "the message"));
    }
    own.limits.push((aspect, limit, reader.place(at)));
    Some(())
}

/// The error of making what is in a newtype from text.
fn parsed(reader: &mut Reader<'_, '_>, inner: &RustType<'_>) -> Option<()> {
    reader.expect("<")?;
    same_type(reader, inner)?;
    reader.expect("as ::std::str::FromStr>::Err")
}

/// Making a newtype from text is what `FromStr` does.
pub(crate) fn try_from_text<'t>(reader: &mut Reader<'_, 't>, types: &Types<'t>) -> Option<()> {
    reader.expect("TryFrom<")?;
    let text = if reader.eat("&str") { "&str" } else { "String" };
    reader.eat(text);
    reader.expect("> for")?;
    let (name, inner) = name(reader, types)?;
    let checked =
        matches!(types.get(name).map(|definition| &definition.body), Some(Body::Newtype { private: true, .. }));
    reader.expect("{ type Error =")?;
    if checked {
        reader.path("ConversionError")?;
    } else {
        parsed(reader, inner)?;
    }
    reader.expect(&format!("; fn try_from(value: {text}) -> Result<Self,"))?;
    if checked {
        reader.path("ConversionError")?;
    } else {
        reader.expect("Self::Error")?;
    }
    reader.expect("> { value.parse() } }")
}

/// What the server sends is checked as what callers give.
pub(crate) fn deserialize(reader: &mut Reader<'_, '_>) -> Option<()> {
    reader.expect(
        "{ fn deserialize<D>(deserializer: D) -> Result<Self, D::Error> where D: ::serde::Deserializer<'de>, \
         { let value = <String as ::serde::Deserialize>::deserialize(deserializer)?; \
         value.parse().map_err(<D::Error as ::serde::de::Error>::custom) } }",
    )
}
