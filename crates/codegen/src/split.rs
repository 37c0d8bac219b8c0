//! Parts progenitor's one stream of tokens into what is about each type and each operation.

use std::collections::HashMap;

use proc_macro2::TokenStream;

use crate::tokens::{self, Item, Kind};

/// progenitor's output, sorted by what it is about.
#[derive(Default)]
pub(crate) struct Output {
    /// The declaration of every type.
    types: HashMap<String, TokenStream>,
    /// The request builder of every operation.
    operations: HashMap<String, Vec<Item>>,
}

impl Output {
    /// Sorts the items.
    pub(crate) fn sort(tokens: TokenStream) -> Self {
        let mut output = Self::default();
        for item in tokens::items(tokens) {
            match item.kind {
                Kind::Module(name) if name == "types" => {
                    for item in tokens::items(tokens::body(item.tokens)) {
                        if let Kind::Struct(name) | Kind::Enum(name) = item.kind {
                            output.types.insert(name, item.tokens);
                        }
                    }
                }
                Kind::Module(name) if name == "builder" => output.operations = by_type(tokens::body(item.tokens)),
                _ => {}
            }
        }
        output
    }

    /// The declaration of a type.
    pub(crate) fn declaration(&self, name: &str) -> Result<TokenStream, String> {
        self.types.get(name).cloned().ok_or_else(|| format!("progenitor wrote no type `{name}`"))
    }

    /// The items about the request builder of an operation.
    pub(crate) fn request(&mut self, name: &str) -> Vec<Item> {
        self.operations.remove(name).unwrap_or_default()
    }
}

/// Sorts items by type. What follows the declaration of a type, up to the next one, is about it.
fn by_type(tokens: TokenStream) -> HashMap<String, Vec<Item>> {
    let mut types = HashMap::<String, Vec<Item>>::new();
    let mut current = None;
    for item in tokens::items(tokens) {
        if let Kind::Struct(name) = &item.kind {
            current = Some(name.clone());
        }
        if let Some(name) = &current {
            types.entry(name.clone()).or_default().push(item);
        }
    }
    types
}
