//! Generated Rust as a list of tokens, each with its place.

use std::sync::Arc;

use contract::{Place, Problem};
use rustc_lexer::{DocStyle, FrontmatterAllowed, LiteralKind, TokenKind, tokenize};

use crate::UNREAD;

/// What sort of token it is, as far as readers care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An identifier or keyword.
    Word,
    /// A lifetime.
    Lifetime,
    /// A string literal.
    Text,
    /// A number with its suffix.
    Number,
    /// One line of documentation, marker and all.
    Doc,
    /// One character of punctuation, or what else there is.
    Mark,
}

/// One token: where it lies in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    start: u32,
    end: u32,
}

/// What the prelude has of what the generator writes, by its module.
const PRELUDE: [(&str, &str); 9] = [
    ("string", "String"),
    ("option", "Option"),
    ("vec", "Vec"),
    ("result", "Result"),
    ("boxed", "Box"),
    ("convert", "From"),
    ("convert", "TryFrom"),
    ("convert", "TryInto"),
    ("default", "Default"),
];

/// A file and its tokens, as readers want them. Left out are comments, a comma that only closes a list, because the
/// printer sets it wherever it breaks a line, and the path before a name of the prelude.
pub(crate) struct Source<'t> {
    /// Which of the files it is.
    pub(crate) index: usize,
    label: Arc<str>,
    text: &'t str,
    tokens: Vec<Token>,
    /// Where each line starts.
    lines: Vec<u32>,
}

impl<'t> Source<'t> {
    /// Cuts a text into tokens. A bracket without its partner is a problem, and then there are no tokens at all.
    pub(crate) fn new(index: usize, label: &str, text: &'t str) -> (Self, Option<Problem>) {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1)).collect();
        let mut source = Source { index, label: label.into(), text, tokens: Vec::new(), lines };
        let problem = source.fill();
        if problem.is_some() {
            source.tokens.clear();
        }
        (source, problem)
    }

    fn fill(&mut self) -> Option<Problem> {
        let mut open: Vec<(char, u32)> = Vec::new();
        let mut start = 0;
        for token in tokenize(self.text, FrontmatterAllowed::No) {
            let end = start + token.len;
            let kind = match token.kind {
                TokenKind::Whitespace => None,
                TokenKind::LineComment { doc_style } => doc_style.map(|_: DocStyle| Kind::Doc),
                TokenKind::BlockComment { doc_style: None, terminated: true } => None,
                TokenKind::Ident | TokenKind::RawIdent => Some(Kind::Word),
                TokenKind::Lifetime { .. } => Some(Kind::Lifetime),
                TokenKind::Literal { kind: LiteralKind::Str { terminated: true }, .. }
                | TokenKind::Literal { kind: LiteralKind::RawStr { n_hashes: Some(_) }, .. } => Some(Kind::Text),
                TokenKind::Literal { kind: LiteralKind::Int { .. } | LiteralKind::Float { .. }, .. } => {
                    Some(Kind::Number)
                }
                _ => Some(Kind::Mark),
            };
            if let Some(kind) = kind {
                let text = &self.text[start as usize..end as usize];
                let pair = |open| match open {
                    '(' => ")",
                    '[' => "]",
                    _ => "}",
                };
                match text {
                    "(" | "[" | "{" => open.extend(text.chars().map(|bracket| (bracket, start))),
                    ")" | "]" | "}" => match open.pop() {
                        Some((bracket, _)) if pair(bracket) == text => {}
                        Some((bracket, at)) => {
                            let message = format!("`{text}` closes a `{bracket}`: expected `{}`", pair(bracket));
                            let problem = Problem::error(UNREAD, self.place_of(start), message);
                            return Some(problem.related(self.place_of(at), "opened here"));
                        }
                        None => {
                            let message = format!("`{text}` closes nothing");
                            return Some(Problem::error(UNREAD, self.place_of(start), message));
                        }
                    },
                    _ => {}
                }
                let closes = matches!(text, ")" | "]" | "}" | ">");
                if closes && self.tokens.last().is_some_and(|last| self.slice(*last) == ",") {
                    self.tokens.pop();
                }
                if kind == Kind::Word {
                    self.drop_prelude_path(text);
                }
                self.tokens.push(Token { kind, start, end });
            }
            start = end;
        }
        let (bracket, at) = open.pop()?;
        Some(Problem::error(UNREAD, self.place_of(at), format!("`{bracket}` is never closed")))
    }

    /// Drops the path before a name of the prelude: `::std::option::Option` and `Option` are one.
    fn drop_prelude_path(&mut self, name: &str) {
        let Some((module, _)) = PRELUDE.iter().find(|(_, known)| *known == name) else { return };
        let mut start = self.tokens.len();
        for part in [":", ":", module, ":", ":", "std"] {
            match start.checked_sub(1) {
                Some(before) if self.slice(self.tokens[before]) == part => start = before,
                _ => return,
            }
        }
        let colon = |index: usize| index.checked_sub(1).filter(|index| self.slice(self.tokens[*index]) == ":");
        let start = colon(start).and_then(colon).unwrap_or(start);
        self.tokens.truncate(start);
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The kind of a token; nothing behind the last.
    pub(crate) fn kind(&self, index: usize) -> Option<Kind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// The text of a token; empty behind the last.
    pub(crate) fn token(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| self.slice(*token))
    }

    /// Where a token starts; behind the last token, the end of the file.
    pub(crate) fn place(&self, index: usize) -> Place {
        self.place_of(self.tokens.get(index).map_or(self.text.len() as u32, |token| token.start))
    }

    fn slice(&self, token: Token) -> &'t str {
        &self.text[token.start as usize..token.end as usize]
    }

    fn place_of(&self, offset: u32) -> Place {
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text[start as usize..offset as usize].chars().count() as u32 + 1;
        Place::new(self.label.clone(), line as u32, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let (source, problem) = Source::new(0, "a.rs", text);
        assert_eq!(problem, None);
        (0..source.len()).map(|index| source.token(index)).collect()
    }

    #[test]
    fn comments_and_closing_commas_are_not_there() {
        assert_eq!(tokens("f(a, /* no */ 1u16,) // none\n"), ["f", "(", "a", ",", "1u16", ")"]);
        assert_eq!(tokens("Vec<\n  String,\n>"), ["Vec", "<", "String", ">"]);
    }

    #[test]
    fn a_name_of_the_prelude_needs_no_path() {
        assert_eq!(
            tokens("f(::std::option::Option::None, std::vec::Vec)"),
            ["f", "(", "Option", ":", ":", "None", ",", "Vec", ")"]
        );
        assert_eq!(tokens("::std::fmt::Result").len(), 9);
    }

    #[test]
    fn documentation_is_one_token_a_line() {
        assert_eq!(tokens("/// One\n///\nstruct"), ["/// One", "///", "struct"]);
    }

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let (source, _) = Source::new(0, "a.rs", "\n\"é\" x");
        assert_eq!(source.place(1).to_string(), "a.rs:2:5");
        assert_eq!(source.place(2).to_string(), "a.rs:2:6");
    }

    #[test]
    fn a_bracket_without_its_partner_is_named() {
        let problem = |text| Source::new(0, "a.rs", text).1.map(|problem| problem.to_string()).unwrap_or_default();
        assert_eq!(problem("fn f() {\n"), "error[unread-rust]: `{` is never closed\n  --> a.rs:1:8");
        assert_eq!(
            problem("fn f(}\n"),
            "error[unread-rust]: `}` closes a `(`: expected `)`\n  --> a.rs:1:6\n  ::: a.rs:1:5: opened here"
        );
        assert_eq!(problem("}"), "error[unread-rust]: `}` closes nothing\n  --> a.rs:1:1");
    }
}
