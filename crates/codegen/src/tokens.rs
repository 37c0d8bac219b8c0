//! What can be settled on tokens, before the much dearer work of parsing and printing them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One item of what progenitor wrote.
pub(crate) struct Item {
    /// What it is.
    pub(crate) kind: Kind,
    /// All of it.
    pub(crate) tokens: TokenStream,
}

/// What an item is, as far as its fate depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `struct Name`
    Struct(String),
    /// `enum Name`
    Enum(String),
    /// `impl Name { … }`
    Inherent,
    /// `mod name { … }` and what is inside.
    Module(String),
    /// Anything else.
    Other,
}

/// Splits tokens into items.
pub(crate) fn items(stream: TokenStream) -> Vec<Item> {
    let mut items = Vec::new();
    let mut current: Vec<TokenTree> = Vec::new();
    let mut until_semicolon = None;
    for token in stream {
        if until_semicolon.is_none()
            && let TokenTree::Ident(word) = &token
        {
            until_semicolon = match word.to_string().as_str() {
                "use" | "const" | "static" | "type" => Some(true),
                "struct" | "enum" | "impl" | "mod" | "fn" | "trait" => Some(false),
                _ => None,
            };
        }
        let ends = match (&token, until_semicolon) {
            (TokenTree::Punct(punct), Some(_)) => punct.as_char() == ';',
            (TokenTree::Group(group), Some(false)) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        current.push(token);
        if ends {
            items.push(Item { kind: kind(&current), tokens: current.drain(..).collect() });
            until_semicolon = None;
        }
    }
    items
}

/// What is between the braces of an item.
pub(crate) fn body(item: TokenStream) -> TokenStream {
    match item.into_iter().last() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => group.stream(),
        _ => TokenStream::new(),
    }
}

/// The text of a type or a short expression, spaced as people write it.
pub(crate) fn text(tokens: TokenStream) -> String {
    let mut out = String::new();
    for token in tokens {
        let piece = match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                format!("{open}{}{close}", text(group.stream()))
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => ", ".to_owned(),
            token => token.to_string(),
        };
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        if is_word(out.chars().last()) && is_word(piece.chars().next()) {
            out.push(' ');
        }
        out.push_str(&piece);
    }
    out
}

fn kind(tokens: &[TokenTree]) -> Kind {
    let words: Vec<String> = tokens
        .iter()
        .filter_map(|token| match token {
            TokenTree::Ident(word) => Some(word.to_string()),
            _ => None,
        })
        .collect();
    let after = |keyword: &str| words.iter().skip_while(|word| *word != keyword).nth(1).cloned();
    match words.iter().map(String::as_str).find(|word| !matches!(*word, "pub" | "crate" | "in" | "super")) {
        Some("struct") => after("struct").map_or(Kind::Other, Kind::Struct),
        Some("enum") => after("enum").map_or(Kind::Other, Kind::Enum),
        Some("mod") => after("mod").map_or(Kind::Other, Kind::Module),
        Some("impl") if !words.iter().any(|word| word == "for") => Kind::Inherent,
        _ => Kind::Other,
    }
}
