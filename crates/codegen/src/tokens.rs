//! What can be settled on tokens, before the much dearer work of parsing and printing them.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

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
    /// `impl Trait for …`; the name of the trait, without its path.
    Trait(String),
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

/// The named fields between the braces of a struct: name and type.
fn fields(body: TokenStream) -> Vec<(String, TokenStream)> {
    by_comma(body)
        .into_iter()
        .filter_map(|field| {
            let colon =
                field.iter().position(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':'))?;
            let name = word(&field, colon.checked_sub(1)?)?.to_string();
            Some((name, field.into_iter().skip(colon + 1).collect()))
        })
        .collect()
}

/// The fields of the innermost `Self { … }` within: name and value.
fn initial_values(tokens: TokenStream) -> Vec<(String, String)> {
    let mut after_self = false;
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            // `-> Self { … }` looks the same from outside.
            let inner = initial_values(group.stream());
            if !inner.is_empty() {
                return inner;
            }
            if after_self && group.delimiter() == Delimiter::Brace {
                return fields(group.stream()).into_iter().map(|(name, value)| (name, text(value))).collect();
            }
        }
        after_self = matches!(&token, TokenTree::Ident(word) if word == "Self");
    }
    Vec::new()
}

/// A field of a builder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BuilderField {
    /// Its Rust name.
    pub(crate) name: String,
    /// The type of what is set: `T` of `Result<T, String>`.
    pub(crate) ty: String,
    /// What it holds before it is set.
    pub(crate) unset: String,
}

/// The fields of a builder, from the declaration and the function that makes an empty one. The client, a reference, is
/// left out.
pub(crate) fn builder_fields(declaration: TokenStream, new: TokenStream) -> Result<Vec<BuilderField>, String> {
    let values = initial_values(new);
    fields(body(declaration))
        .into_iter()
        .filter(
            |(_, ty)| !matches!(ty.clone().into_iter().next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '&'),
        )
        .map(|(name, ty)| match values.iter().find(|(known, _)| *known == name) {
            Some((_, unset)) => Ok(BuilderField { ty: first_argument(&ty), unset: unset.clone(), name }),
            None => Err(format!("progenitor wrote no first value of `{name}`")),
        })
        .collect()
}

/// `T` of `Result<T, String>`.
fn first_argument(ty: &TokenStream) -> String {
    let mut tokens: Vec<TokenTree> = ty.clone().into_iter().collect();
    let open = tokens.iter().position(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<'));
    let arguments = tokens.split_off(open.map_or(0, |open| open + 1));
    text(by_comma(arguments.into_iter().collect()).into_iter().next().unwrap_or_default().into_iter().collect())
}

/// Splits at the commas that are not between angle brackets.
fn by_comma(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let mut depth = 0;
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' => depth -= 1,
                ',' if depth == 0 => {
                    parts.push(Vec::new());
                    continue;
                }
                _ => {}
            }
        }
        if let Some(part) = parts.last_mut() {
            part.push(token);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
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
        Some("impl") => match implemented_trait(tokens) {
            Some(name) => Kind::Trait(name),
            None => Kind::Inherent,
        },
        _ => Kind::Other,
    }
}

/// The last name of the path before `for`, leaving out its generic arguments.
fn implemented_trait(tokens: &[TokenTree]) -> Option<String> {
    let mut depth = 0;
    let mut last = None;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth -= 1,
            TokenTree::Ident(word) if depth == 0 && word == "for" => return last,
            TokenTree::Ident(word) if depth == 0 => last = Some(word.to_string()),
            _ => {}
        }
    }
    None
}

/// The word at an index.
pub(crate) fn word(tokens: &[TokenTree], index: usize) -> Option<&Ident> {
    match tokens.get(index)? {
        TokenTree::Ident(word) => Some(word),
        _ => None,
    }
}
