//! Reads tokens against the text that the generator writes.
//!
//! The generator's output is a template with holes. A reader spells the template out as Rust text and takes what stands
//! in the holes: [`Reader::expect`] matches a piece of the template, [`Reader::word`] and its like take a hole. Whatever
//! differs from the template makes the reading stop with the place and the words that were expected: nothing is skipped
//! in silence.

use std::borrow::Cow;
use std::fmt::Write as _;

use contract::{Place, Problem};

use crate::tokens::{Kind, Source};
use crate::{REGENERATE, UNREAD};

/// A word or literal that stood in a hole of the template.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hole<'t> {
    /// As written.
    pub(crate) text: &'t str,
    /// The index of its token.
    pub(crate) at: usize,
}

/// A position among the tokens of one file, and what was expected at the furthest position that did not fit.
pub(crate) struct Reader<'s, 't> {
    source: &'s Source<'t>,
    at: usize,
    furthest: usize,
    expected: String,
}

impl<'s, 't> Reader<'s, 't> {
    /// A reader at the start of a file.
    pub(crate) fn new(source: &'s Source<'t>) -> Self {
        Self { source, at: 0, furthest: 0, expected: String::new() }
    }

    /// The index of the next token.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Goes to a token.
    pub(crate) fn go(&mut self, at: usize) {
        self.at = at;
    }

    /// Which keyword comes behind the attributes and the `pub` of an item, and the name behind it.
    pub(crate) fn keyword(&self) -> (&'t str, &'t str) {
        let mut depth = 0_usize;
        for at in self.at..self.source.len() {
            match self.source.token(at) {
                "[" => depth += 1,
                "]" => depth = depth.saturating_sub(1),
                "#" | "pub" => {}
                word if depth == 0 => return (word, self.source.token(at + 1)),
                _ => {}
            }
        }
        ("", "")
    }

    /// Goes on by a token if none was read since `start`.
    pub(crate) fn advance(&mut self, start: usize) {
        self.at = self.at.max(start + 1);
    }

    /// The file that it reads.
    pub(crate) fn file(&self) -> usize {
        self.source.index
    }

    /// Where a token is.
    pub(crate) fn place(&self, at: usize) -> Place {
        self.source.place(at)
    }

    /// Where the next token is.
    pub(crate) fn here(&self) -> Place {
        self.source.place(self.at)
    }

    /// Whether all tokens are read.
    pub(crate) fn is_done(&self) -> bool {
        self.at >= self.source.len()
    }

    /// The text of the next token.
    pub(crate) fn peek(&self) -> &'t str {
        self.source.token(self.at)
    }

    /// Reads a piece of the template.
    pub(crate) fn expect(&mut self, template: &str) -> Option<()> {
        match self.matches(template) {
            Ok(end) => {
                self.at = end;
                Some(())
            }
            Err((at, rest)) => {
                self.at = at;
                self.fail(rest)
            }
        }
    }

    /// Reads a piece of the template if all of it is there.
    pub(crate) fn eat(&mut self, template: &str) -> bool {
        self.matches(template).map(|end| self.at = end).is_ok()
    }

    /// Whether a piece of the template comes next.
    pub(crate) fn next_is(&self, template: &str) -> bool {
        self.matches(template).is_ok()
    }

    /// The end of the tokens that spell the template, or the first token that does not and what it should have been.
    fn matches<'p>(&self, template: &'p str) -> Result<usize, (usize, &'p str)> {
        let mut rest = template.trim_start();
        let mut at = self.at;
        while !rest.is_empty() {
            let token = self.source.token(at);
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let after = rest.strip_prefix(token).filter(|after| {
                let goes_on = token.ends_with(is_word) && after.starts_with(is_word);
                !token.is_empty() && !goes_on
            });
            rest = after.ok_or((at, rest))?.trim_start();
            at += 1;
        }
        Ok(at)
    }

    /// Says what was expected at the next token. The furthest such failure is the one that is told.
    pub(crate) fn fail<T>(&mut self, expected: &str) -> Option<T> {
        if self.at >= self.furthest {
            self.furthest = self.at;
            self.expected.clear();
            self.expected.push_str(expected);
        }
        None
    }

    /// Says what was expected at a token that is read already.
    pub(crate) fn fail_at<T>(&mut self, at: usize, expected: &str) -> Option<T> {
        self.at = at;
        self.furthest = at;
        self.fail(expected)
    }

    /// Takes a word.
    pub(crate) fn word(&mut self) -> Option<Hole<'t>> {
        self.hole(Kind::Word, "a name")
    }

    /// Takes a number as it is written.
    pub(crate) fn literal(&mut self) -> Option<Hole<'t>> {
        self.hole(Kind::Number, "a number")
    }

    /// Takes a whole number: its value and the index of its token.
    pub(crate) fn number(&mut self) -> Option<(u64, usize)> {
        let hole = self.literal()?;
        match hole.text.parse() {
            Ok(number) => Some((number, hole.at)),
            Err(_) => self.fail_at(hole.at, "a whole number without a suffix"),
        }
    }

    /// Takes a string literal: its value and the index of its token.
    pub(crate) fn string(&mut self) -> Option<(Cow<'t, str>, usize)> {
        let hole = self.hole(Kind::Text, "a string")?;
        let plain = hole.text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        match plain {
            Some(text) if !text.contains('\\') => Some((text.into(), hole.at)),
            _ => match syn::parse_str::<syn::LitStr>(hole.text) {
                Ok(literal) => Some((literal.value().into(), hole.at)),
                Err(_) => self.fail_at(hole.at, "a string"),
            },
        }
    }

    fn hole(&mut self, kind: Kind, expected: &str) -> Option<Hole<'t>> {
        if self.source.kind(self.at) != Some(kind) {
            return self.fail(expected);
        }
        let hole = Hole { text: self.peek(), at: self.at };
        self.at += 1;
        Some(hole)
    }

    /// Takes lines of documentation, none at all included.
    pub(crate) fn docs(&mut self) -> Vec<Hole<'t>> {
        let mut lines = Vec::new();
        while let Some(line) = self.hole_if(Kind::Doc) {
            let text = line.text.get(3..).unwrap_or_default();
            lines.push(Hole { text: text.strip_prefix(' ').unwrap_or(text), at: line.at });
        }
        lines
    }

    fn hole_if(&mut self, kind: Kind) -> Option<Hole<'t>> {
        (self.source.kind(self.at) == Some(kind)).then(|| {
            let hole = Hole { text: self.peek(), at: self.at };
            self.at += 1;
            hole
        })
    }

    /// Reads what the printer may put in braces when the line gets long.
    pub(crate) fn braced<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if !self.eat("{") {
            return read(self);
        }
        let value = read(self)?;
        self.expect("}")?;
        Some(value)
    }

    /// Reads a piece of the template, braces around it or not, if all of it is there.
    pub(crate) fn braced_eat(&mut self, template: &str) -> bool {
        self.eat(template) || self.eat(&format!("{{ {template} }}"))
    }

    /// Reads the module at the start of a path to a type of the generated crate, if it stands there.
    pub(crate) fn modules(&mut self) -> Option<()> {
        if self.eat("types") {
            self.expect("::")?;
        }
        Some(())
    }

    /// Reads what is separated by commas, up to and with the closing bracket.
    pub(crate) fn list<T>(&mut self, close: &str, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        while !self.eat(close) {
            if !items.is_empty() {
                self.expect(",")?;
            }
            items.push(read(self)?);
        }
        Some(items)
    }

    /// Reads one item; where it does not fit its template, says so and goes on behind it.
    pub(crate) fn item<T>(
        &mut self,
        problems: &mut Vec<Problem>,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let start = self.at;
        (self.furthest, self.expected) = (start, String::new());
        let value = read(self);
        if value.is_none() {
            problems.push(self.problem_at(self.furthest, &self.expected));
            self.at = start;
            self.skip_item();
        }
        value
    }

    /// The problem that something else was expected at a token. The template still fits, so reading goes on.
    pub(crate) fn problem_at(&self, at: usize, expected: &str) -> Problem {
        let shorten = |text: &str| {
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if line.chars().count() <= 60 { line } else { line.chars().take(57).chain("...".chars()).collect() }
        };
        let found = shorten(self.source.token(at));
        let mut message = String::new();
        let spelled = ["a ", "an ", "the ", "no "].iter().any(|article| expected.starts_with(article));
        let tick = if spelled { "" } else { "`" };
        let _ = write!(message, "expected {tick}{}{tick}", shorten(expected));
        match found.as_str() {
            "" => message.push_str(", but the file ends"),
            found => _ = write!(message, ", but found `{found}`"),
        }
        Problem::error(UNREAD, self.source.place(at), message).help(REGENERATE)
    }

    /// Goes behind the item that starts here: its `;`, or the brace that closes it.
    pub(crate) fn skip_item(&mut self) {
        let mut depth = 0_usize;
        // The attributes of an item may end in a brace of their own; brackets hold those.
        while !self.is_done() {
            let token = self.peek();
            self.at += 1;
            match token {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => {
                    let Some(outer) = depth.checked_sub(1) else {
                        // The bracket belongs to what the item stands in.
                        self.at -= 1;
                        return;
                    };
                    depth = outer;
                    if depth == 0 && token == "}" {
                        // An import may end in a brace, too.
                        self.eat(";");
                        return;
                    }
                }
                ";" if depth == 0 => return,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T>(text: &str, read: impl FnOnce(&mut Reader<'_, '_>) -> Option<T>) -> Result<T, String> {
        let (source, _) = Source::new(0, "a.rs", text);
        let mut problems = Vec::new();
        let value = Reader::new(&source).item(&mut problems, read);
        value.ok_or_else(|| problems.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn a_template_fits_whatever_the_line_breaks() {
        assert_eq!(read("let x =\n  f(1,);", |reader| reader.expect("let x = f(1);")), Ok(()));
    }

    #[test]
    fn a_word_is_not_the_start_of_another() {
        assert!(read("posting", |reader| reader.expect("post")).is_err());
        assert!(read("post ing", |reader| reader.expect("posting")).is_err());
    }

    #[test]
    fn the_first_token_that_differs_is_told() {
        insta::assert_snapshot!(read("client.post(url)\n.headers(map)", |reader| reader.expect("client.post(url).json(&body)")).unwrap_err(), @r"
        error[unread-rust]: expected `json(&body)`, but found `headers`
          --> a.rs:2:2
          = help: generated files are never edited: run `cargo xtask generate`
        ");
    }

    #[test]
    fn strings_are_unescaped() {
        assert_eq!(read(r#""a\"b" r"c""#, |r| Some(r.string()?.0.into_owned() + &r.string()?.0)), Ok("a\"bc".into()));
    }
}
