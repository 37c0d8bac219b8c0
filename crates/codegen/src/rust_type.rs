//! The Rust types that progenitor gives to values, as callers of ours see them.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use serde_json::Value;
use syn::{GenericArgument, PathArguments, Type};

use crate::prelude::Prelude;
use crate::schema::{is_text_enum, map_values, target};
use crate::tokens;

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RustType {
    /// `String`
    Text,
    /// Any JSON.
    Any,
    /// Any JSON object.
    Object,
    /// `Vec<T>`
    List(Box<RustType>),
    /// `BTreeMap<String, T>`
    Map(Box<RustType>),
    /// `Box<T>`, where a type contains itself.
    Boxed(Box<RustType>),
    /// `Secret<T>`
    Secret(Box<RustType>),
    /// A type of the service: its name, and whether it has `types::` before it.
    Named { name: String, is_foreign: bool },
    /// Any other, as it is written.
    Other(String),
}

impl RustType {
    /// Reads a type of progenitor's; whether it is an `Option` is no matter, for here everything is.
    pub(crate) fn read(ty: &Type) -> Self {
        let other = || Self::Other(tokens::text(ty.to_token_stream()));
        let Type::Path(path) = ty else { return other() };
        let Some(last) = path.path.segments.last() else { return other() };
        let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let argument = || {
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return other() };
            match arguments.args.last() {
                Some(GenericArgument::Type(inner)) => Self::read(inner),
                _ => other(),
            }
        };
        match names.as_slice() {
            ["std", "option", "Option"] | ["Option"] if !last.arguments.is_empty() => argument(),
            ["std", "vec", "Vec"] => Self::List(Box::new(argument())),
            ["std", "boxed", "Box"] => Self::Boxed(Box::new(argument())),
            ["std", "collections", "BTreeMap"] => Self::Map(Box::new(argument())),
            ["std", "string", "String"] => Self::Text,
            ["serde_json", "Value"] => Self::Any,
            ["serde_json", "Map"] => Self::Object,
            // The builder of a type stands for the type.
            ["types", .., name] => Self::Named { name: (*name).to_owned(), is_foreign: true },
            [name] if name.starts_with(char::is_uppercase) && *name != "ByteStream" => {
                Self::Named { name: (*name).to_owned(), is_foreign: false }
            }
            _ => other(),
        }
    }

    /// The type with what nobody may see hidden. `is_secret`: the name says so; the schema may know better.
    pub(crate) fn hide(self, schema: &Value, is_secret: bool) -> Self {
        let is_secret = schema["x-secret"].as_bool().unwrap_or(is_secret);
        match self {
            Self::List(inner) => Self::List(Box::new(inner.hide(&schema["items"], is_secret))),
            Self::Map(inner) => Self::Map(Box::new(inner.hide(map_values(schema).unwrap_or(&Value::Null), is_secret))),
            Self::Text | Self::Any | Self::Object if is_secret => Self::Secret(Box::new(self)),
            other => other,
        }
    }

    /// The type without a box that it does not need: progenitor boxes a type that contains itself elsewhere, too.
    pub(crate) fn unboxed(self, is_needed: impl Fn(&str) -> bool) -> Self {
        match self {
            Self::Boxed(inner) if !inner.named().is_some_and(is_needed) => *inner,
            other => other,
        }
    }

    /// The type as code writes it.
    pub(crate) fn text(&self, prelude: &Prelude) -> String {
        match self {
            Self::Text => prelude.name("string", "String"),
            Self::Any => "::serde_json::Value".to_owned(),
            Self::Object => format!("::serde_json::Map<{}, ::serde_json::Value>", prelude.name("string", "String")),
            Self::List(inner) => format!("{}<{}>", prelude.name("vec", "Vec"), inner.text(prelude)),
            Self::Map(inner) => {
                format!("::std::collections::BTreeMap<{}, {}>", prelude.name("string", "String"), inner.text(prelude))
            }
            Self::Boxed(inner) => format!("{}<{}>", prelude.name("boxed", "Box"), inner.text(prelude)),
            Self::Secret(inner) => format!("::progenitor_client::Secret<{}>", inner.text(prelude)),
            Self::Named { name, is_foreign: false } => name.clone(),
            Self::Named { name, is_foreign: true } => format!("types::{name}"),
            Self::Other(text) => text.clone(),
        }
    }

    /// The type as seen from outside of the module of types.
    pub(crate) fn foreign(self) -> Self {
        match self {
            Self::List(inner) => Self::List(Box::new(inner.foreign())),
            Self::Map(inner) => Self::Map(Box::new(inner.foreign())),
            Self::Boxed(inner) => Self::Boxed(Box::new(inner.foreign())),
            Self::Named { name, .. } => Self::Named { name, is_foreign: true },
            other => other,
        }
    }

    /// The type of the service that it is made of.
    pub(crate) fn named(&self) -> Option<&str> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Boxed(inner) | Self::Secret(inner) => inner.named(),
            Self::Named { name, .. } => Some(name),
            Self::Text | Self::Any | Self::Object | Self::Other(_) => None,
        }
    }

    /// The type of a header of a response, if one line of text can hold it.
    pub(crate) fn of_header(schema: &Value, name: &str, type_of: impl Fn(&str) -> Option<String>) -> Option<Self> {
        if let Some(enumeration) = target(schema) {
            return Some(Self::Named { name: type_of(enumeration)?, is_foreign: true });
        }
        let plain = match schema["type"].as_str()? {
            "string" if !is_text_enum(schema) => Self::Text,
            "integer" => Self::Other("i64".to_owned()),
            "number" => Self::Other("f64".to_owned()),
            "boolean" => Self::Other("bool".to_owned()),
            _ => return None,
        };
        Some(plain.hide(schema, contract::is_secret_name(name)))
    }
}

/// The type that stands between the first pair of angle brackets: `T` of `Result<T, String>`.
pub(crate) fn first_argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(first) => Some(first),
        _ => None,
    }
}

/// Parses what progenitor wrote.
pub(crate) fn parse<T: syn::parse::Parse>(tokens: TokenStream) -> Result<T, String> {
    syn::parse2(tokens).map_err(|error| format!("progenitor wrote what is not the Rust that it should be: {error}"))
}
