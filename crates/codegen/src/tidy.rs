//! Rewrites tokens so that people like to read what is printed of them.

use proc_macro2::{Delimiter, Group, Literal, Spacing, TokenStream, TokenTree};

use crate::tokens::word;

/// Names that need no path lose it. Documentation goes; it is written anew from the bundle.
pub(crate) struct Tidy {
    taken: Vec<String>,
}

/// What the standard prelude has, by the module that progenitor names it by.
const PRELUDE: [(&str, &str); 10] = [
    ("string", "String"),
    ("option", "Option"),
    ("vec", "Vec"),
    ("result", "Result"),
    ("boxed", "Box"),
    ("convert", "From"),
    ("convert", "TryFrom"),
    ("convert", "TryInto"),
    ("default", "Default"),
    ("clone", "Clone"),
];

impl Tidy {
    /// Names of the service's own types keep the paths of their namesakes in the prelude.
    pub(crate) fn new<'n>(types: impl Iterator<Item = &'n str>) -> Self {
        let is_prelude = |name: &&str| PRELUDE.iter().any(|(_, known)| known == name);
        Self { taken: types.filter(is_prelude).map(str::to_owned).collect() }
    }

    /// Rewrites tokens and all that is within them.
    pub(crate) fn tidy(&self, stream: TokenStream) -> TokenStream {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut kept = vec![true; tokens.len()];
        for index in 0..tokens.len() {
            let dropped = self.path_prefix(&tokens[index..]).unwrap_or_else(|| doc(&tokens[index..]));
            kept[index..index + dropped].fill(false);
        }
        let tidied = tokens.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(token, _)| {
            match token {
                TokenTree::Group(group) => {
                    let delimiter = group.delimiter();
                    let stream = group.stream();
                    // The last owner of the tokens takes them without a copy.
                    drop(group);
                    TokenTree::Group(Group::new(delimiter, self.tidy(stream)))
                }
                TokenTree::Literal(literal) => TokenTree::Literal(self.literal(literal)),
                token => token,
            }
        });
        tidied.collect()
    }

    /// How many tokens at the start are a path that the prelude, or an import, makes unnecessary.
    fn path_prefix(&self, tokens: &[TokenTree]) -> Option<usize> {
        let leading = usize::from(is_colons(tokens)) * 2;
        let tokens = &tokens[leading..];
        let (first, module) = (word(tokens, 0)?, tokens.get(3));
        if !is_colons(tokens.get(1..)?) {
            return None;
        }
        if leading == 0 && *first == "super" && matches!(module, Some(TokenTree::Ident(name)) if name == "Client") {
            return Some(3);
        }
        if leading == 0 && *first == "self" && matches!(module, Some(TokenTree::Ident(name)) if name == "error") {
            return Some(3);
        }
        if *first != "std" || !is_colons(tokens.get(4..)?) {
            return None;
        }
        let (module, name) = (word(tokens, 3)?, word(tokens, 6)?);
        let known = PRELUDE.iter().any(|(in_module, known)| *module == in_module && *name == known);
        (known && !self.taken.iter().any(|taken| *name == taken)).then_some(leading + 6)
    }

    /// Literals that read better otherwise: paths in arguments of serde, and suffixes that say nothing.
    fn literal(&self, literal: Literal) -> Literal {
        let text = literal.to_string();
        if let Some(number) = text.strip_suffix("usize").or_else(|| text.strip_suffix("u16")) {
            return number.parse().map_or(literal, Literal::u64_unsuffixed);
        }
        let Some(inside) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else { return literal };
        // typify writes the path of the map type as tokens print: with a space between any two.
        let inside = if inside.starts_with(":: ") { inside.replace(' ', "") } else { inside.to_owned() };
        if let Some(function) = self.predicate(&inside) {
            Literal::string(function)
        } else if inside.starts_with("::") {
            Literal::string(&inside)
        } else {
            literal
        }
    }

    /// `::std::option::Option::is_none`, as an argument of serde has it.
    fn predicate<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (module, function) = text.strip_prefix("::std::")?.split_once("::")?;
        let name = function.split_once("::")?.0;
        (PRELUDE.contains(&(module, name)) && !self.is_taken(name)).then_some(function)
    }

    /// A name of the prelude as the generated code must write it.
    pub(crate) fn name(&self, module: &str, name: &str) -> String {
        if self.is_taken(name) { format!("::std::{module}::{name}") } else { name.to_owned() }
    }

    fn is_taken(&self, name: &str) -> bool {
        self.taken.iter().any(|taken| taken == name)
    }
}

/// `#[doc = …]` at the start is two tokens to leave out; anything else is none.
fn doc(tokens: &[TokenTree]) -> usize {
    let [TokenTree::Punct(pound), TokenTree::Group(group), ..] = tokens else { return 0 };
    let is_doc = || matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc");
    if pound.as_char() == '#' && group.delimiter() == Delimiter::Bracket && is_doc() { 2 } else { 0 }
}

fn is_colons(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [TokenTree::Punct(a), TokenTree::Punct(b), ..]
        if a.as_char() == ':' && a.spacing() == Spacing::Joint && b.as_char() == ':')
}
