//! Enumerations that take values which nobody has documented yet.
//!
//! progenitor's enums are closed: one value that the vendor adds makes a whole response unreadable. Ours keep what they
//! do not know, and send it back as it came. Their two sides of serde are written out, since they are one line each and
//! the compiler takes a multiple of the time for what the derives make of names and an untagged variant.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde_json::Value;

use crate::docs::Docs;
use crate::prose;
use crate::reach::array;
use crate::tidy::Tidy;

/// Whether a schema lists texts.
pub(crate) fn is_open(schema: &Value) -> bool {
    schema["type"] == "string" && array(&schema["enum"]).any(Value::is_string)
}

/// The source of an open enum, with the names that progenitor gave to the variants in `declaration`.
pub(crate) fn source(name: &str, schema: &Value, declaration: TokenStream, tidy: &Tidy) -> Result<String, String> {
    let values: Vec<&str> = array(&schema["enum"]).filter_map(Value::as_str).collect();
    let names = variants(declaration);
    if names.len() != values.len() {
        return Err(format!(
            "progenitor wrote {} variants of `{name}`, which has {} values",
            names.len(),
            values.len()
        ));
    }
    let variants: Vec<(String, &str)> = names.into_iter().zip(values).collect();
    let docs = Docs::of(schema, schema, &format!("`{name}`")).text("///", 0);
    let list = |line: &dyn Fn(&str, &str) -> String| -> String {
        variants.iter().map(|(variant, value)| line(variant, value)).collect()
    };
    let declared = list(&|variant, value| format!("    /// {}\n    {variant},\n", prose::code(value)));
    let known = variants.iter().map(|(_, value)| format!("{value:?}")).collect::<Vec<_>>().join(", ");
    let shown = list(&|variant, value| format!("            Self::{variant} => {value:?},\n"));
    let read = list(&|variant, value| format!("            {value:?} => Self::{variant},\n"));
    let string = tidy.name("string", "String");
    let from = tidy.name("convert", "From");
    let result = tidy.name("result", "Result");
    let mut out = docs;
    let _ = write!(
        out,
        r#"#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum {name} {{
{declared}    /// A value that is not documented, as it came.
    Unrecognized({string}),
}}

impl {name} {{
    /// The documented values.
    pub const KNOWN: &'static [&'static str] = &[{known}];

    /// The value as it travels.
    pub fn as_str(&self) -> &str {{
        match self {{
{shown}            Self::Unrecognized(value) => value,
        }}
    }}
}}

impl {from}<{string}> for {name} {{
    fn from(value: {string}) -> Self {{
        match value.as_str() {{
{read}            _ => Self::Unrecognized(value),
        }}
    }}
}}

impl {from}<&str> for {name} {{
    fn from(value: &str) -> Self {{
        Self::from(value.to_owned())
    }}
}}

impl ::std::str::FromStr for {name} {{
    type Err = ::std::convert::Infallible;

    fn from_str(value: &str) -> {result}<Self, Self::Err> {{
        Ok(Self::from(value))
    }}
}}

impl ::std::fmt::Display for {name} {{
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {{
        f.write_str(self.as_str())
    }}
}}

impl ::serde::Serialize for {name} {{
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> {result}<S::Ok, S::Error> {{
        serializer.serialize_str(self.as_str())
    }}
}}

impl<'de> ::serde::Deserialize<'de> for {name} {{
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> {result}<Self, D::Error> {{
        <{string} as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
    }}
}}
"#
    );
    Ok(out)
}

/// The names of the variants, in the order of the values.
fn variants(declaration: TokenStream) -> Vec<String> {
    let Some(TokenTree::Group(body)) = declaration.into_iter().last() else { return Vec::new() };
    if body.delimiter() != Delimiter::Brace {
        return Vec::new();
    }
    let name = |token: TokenTree| match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    };
    body.stream().into_iter().filter_map(name).collect()
}
