//! What is changed in progenitor's statements: paths that imports make unnecessary, our names of the arguments, and
//! secret headers, which no log may show.

use proc_macro2::{Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use crate::post::request::Argument;

/// A statement of progenitor's as ours.
pub(crate) fn rewrite(statement: TokenStream, arguments: &[Argument<'_>]) -> TokenStream {
    let mut statement = shorten(statement);
    for argument in arguments {
        if argument.is_in("header") && argument.ty.is_secret() && mentions(&statement, &argument.given) {
            let is_optional = statement.to_string().starts_with("if let Some");
            statement = hide(statement, if is_optional { "value" } else { &argument.given });
        }
        if argument.ident != argument.given {
            statement = rename(statement, &argument.given, &argument.ident);
        }
    }
    statement
}

/// Without the paths of what is imported, and without the suffixes of numbers.
fn shorten(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = TokenStream::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let is_path = index > 0 && is_joint(&tokens[index - 1]);
        if !is_path && is_imported(&tokens[index..]) {
            index += 3;
            continue;
        }
        out.extend([match token {
            TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), shorten(group.stream()))),
            TokenTree::Literal(literal) => TokenTree::Literal(without_suffix(literal)),
            token => token.clone(),
        }]);
        index += 1;
    }
    out
}

/// Whether `super::Client` or something of the runtime stands at the start.
fn is_imported(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Ident(first), TokenTree::Punct(colon), TokenTree::Punct(_), TokenTree::Ident(name), ..] = tokens
    else {
        return false;
    };
    let is_path = colon.as_char() == ':' && colon.spacing() == Spacing::Joint;
    is_path && (first == "progenitor_client" || (first == "super" && name == "Client"))
}

fn without_suffix(literal: &Literal) -> Literal {
    let number = literal.to_string().strip_suffix("usize").and_then(|number| number.parse().ok());
    number.map_or_else(|| literal.clone(), Literal::u64_unsuffixed)
}

/// Whether a variable is used within. What stands behind a dot or a colon is none.
fn mentions(tokens: &TokenStream, variable: &str) -> bool {
    let mut is_path = false;
    tokens.clone().into_iter().any(|token| {
        let found = match &token {
            TokenTree::Ident(word) => !is_path && word == variable,
            TokenTree::Group(group) => mentions(&group.stream(), variable),
            _ => false,
        };
        is_path = is_joint(&token);
        found
    })
}

fn rename(tokens: TokenStream, from: &str, to: &str) -> TokenStream {
    let mut is_path = false;
    let renamed = tokens.into_iter().map(|token| {
        let renamed = match &token {
            TokenTree::Ident(word) if !is_path && word == from => TokenTree::Ident(Ident::new(to, word.span())),
            TokenTree::Group(group) => {
                TokenTree::Group(Group::new(group.delimiter(), rename(group.stream(), from, to)))
            }
            _ => token.clone(),
        };
        is_path = is_joint(&token);
        renamed
    });
    renamed.collect()
}

fn is_joint(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), '.' | ':'))
}

/// Replaces `variable.to_string().try_into()?` by a value that no log shows.
fn hide(tokens: TokenStream, variable: &str) -> TokenStream {
    let ident = Ident::new(variable, Span::call_site());
    let plain = quote!(#ident.to_string().try_into()?);
    let hidden = quote!(::progenitor_client::sensitive(#ident.into_exposed())?);
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let width = plain.clone().into_iter().count();
    let plain = plain.to_string();
    let mut out = TokenStream::new();
    let mut index = 0;
    while index < tokens.len() {
        let window: TokenStream = tokens.iter().skip(index).take(width).cloned().collect();
        if window.to_string() == plain {
            out.extend(hidden.clone());
            index += width;
            continue;
        }
        out.extend([match &tokens[index] {
            TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), hide(group.stream(), variable))),
            token => token.clone(),
        }]);
        index += 1;
    }
    out
}
