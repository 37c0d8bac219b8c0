//! Faults that nobody thought of: each word, name and number of the generated code dropped, doubled, swapped with the
//! next one, and changed. What the compiler finds at once is left out: an import that is missing or not used, a bracket
//! without its partner, a comma.

use super::Operator;
use super::edits::{Edit, splice};

/// Every kind of fault in a word.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop a word", ANY, |text| words(text, |_, _| vec![String::new()])),
    ("double a word", ANY, |text| words(text, |word, _| vec![format!("{word} {word}")])),
    ("swap words", ANY, |text| pairs(text)),
    ("change a name", ANY, |text| {
        words(text, |word, kind| if kind == Kind::Name { vec![format!("{word}x")] } else { vec![] })
    }),
    ("change a text", ANY, |text| {
        words(text, |word, kind| match kind {
            Kind::Text => vec![word.replacen('"', "\"x", 1), format!("{}x\"", &word[..word.len() - 1])],
            _ => vec![],
        })
    }),
    ("change a number", ANY, |text| {
        words(text, |word, kind| match kind {
            Kind::Number => vec![format!("{word}7"), format!("7{word}")],
            _ => vec![],
        })
    }),
    ("change a mark", ANY, |text| {
        words(text, |word, kind| match (kind, word) {
            (Kind::Mark, "&" | "?" | "!" | "|" | "=" | "." | ":" | "_") => vec!["*".to_owned(), "&mut ".to_owned()],
            _ => vec![],
        })
    }),
];

/// Whatever is wrong then.
const ANY: &[&str] = &[
    "unread",
    "missing",
    "undocumented",
    "type",
    "body",
    "status",
    "operation",
    "presence",
    "values",
    "limits",
    "secret",
    "default",
    "format",
    "parameter-place",
    "media-type",
    "coverage",
    "calling",
];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Name,
    Number,
    Text,
    Mark,
}

/// A word: its line, where it stands there, and what it is.
struct Word<'t> {
    line: usize,
    start: usize,
    text: &'t str,
    kind: Kind,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The words of the code, without documentation and imports.
fn all(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut is_import = false;
    for (line, whole) in text.lines().enumerate() {
        is_import |= whole.starts_with("use ");
        if !is_import && !whole.trim_start().starts_with("//") {
            let mut start = 0;
            while let Some(rest) = whole.get(start..).filter(|rest| !rest.is_empty()) {
                let (length, kind) = first(rest);
                if let Some(kind) = kind {
                    words.push(Word { line, start, text: &rest[..length], kind });
                }
                start += length;
            }
        }
        is_import &= !whole.ends_with(';');
    }
    words.retain(|word| !"()[]{},".contains(word.text));
    words
}

/// The length and kind of the first word; spaces have no kind.
fn first(rest: &str) -> (usize, Option<Kind>) {
    let while_in = |is_in: fn(char) -> bool| rest.find(|c| !is_in(c)).unwrap_or(rest.len());
    match rest.as_bytes()[0] {
        b' ' => (while_in(|c| c == ' '), None),
        b'"' => {
            let mut is_escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !is_escaped;
                is_escaped = c == '\\' && !is_escaped;
                ends
            });
            (end.map_or(rest.len(), |end| end + 2), Some(Kind::Text))
        }
        b'0'..=b'9' => (while_in(|c| c.is_ascii_digit()), Some(Kind::Number)),
        b'\'' => (1 + rest[1..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0), Some(Kind::Mark)),
        b'a'..=b'z' | b'A'..=b'Z' => (while_in(|c| c.is_ascii_alphanumeric() || c == '_'), Some(Kind::Name)),
        _ => (rest.chars().next().map_or(1, char::len_utf8), Some(Kind::Mark)),
    }
}

fn words(text: &str, others: impl Fn(&str, Kind) -> Vec<String>) -> Vec<Edit> {
    let lines: Vec<&str> = text.lines().collect();
    let of = |word: &Word<'_>| {
        let line = lines[word.line];
        let (before, after) = (&line[..word.start], &line[word.end()..]);
        let new = others(word.text, word.kind).into_iter().filter(|new| *new != word.text);
        let edit = |new: String| splice(text, word.line, 1, &[format!("{before}{new}{after}")]);
        new.map(edit).collect::<Vec<_>>()
    };
    all(text).iter().flat_map(of).collect()
}

/// Two words of a line that follow each other, the other way round.
fn pairs(text: &str) -> Vec<Edit> {
    let lines: Vec<&str> = text.lines().collect();
    let words = all(text);
    let both = words.windows(2).filter(|pair| pair[0].line == pair[1].line && pair[0].text != pair[1].text);
    both.map(|pair| {
        let (one, other, line) = (&pair[0], &pair[1], lines[pair[0].line]);
        let between = &line[one.end()..other.start];
        let new = [&line[..one.start], other.text, between, one.text, &line[other.end()..]].join("");
        splice(text, one.line, 1, &[new])
    })
    .collect()
}
