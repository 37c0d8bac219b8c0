//! JSON, read on past what is wrong with it.

use foldhash::{HashMap, HashMapExt, HashSet};
use serde_json::{Map, Value};

use super::fault::Kind;
use super::{DEEPEST, text};

/// After so many faults, a block is something else than JSON.
const MOST: usize = 20;

/// Reads one block, and finds the values that pointers lead to.
pub(super) struct Parser<'t, 'p> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) faults: Vec<(usize, Kind)>,
    /// How many of the faults are no comment or ellipsis, which an author may write into any number of lines.
    mistakes: usize,
    /// The pointers that are looked for, the one that is at hand, and where the first value of each was found.
    targets: Option<&'t HashSet<&'p str>>,
    pointer: String,
    pub(super) found: HashMap<&'p str, usize>,
}

impl<'t, 'p> Parser<'t, 'p> {
    pub(super) fn new(text: &'t str, targets: Option<&'t HashSet<&'p str>>) -> Self {
        Self { text, at: 0, faults: Vec::new(), mistakes: 0, targets, pointer: String::new(), found: HashMap::new() }
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn fault(&mut self, at: usize, kind: Kind) {
        self.mistakes += usize::from(!matches!(kind, Kind::Comment | Kind::Ellipsis));
        self.faults.push((at, kind));
    }

    /// Whether the author left something out on purpose since there were that many faults.
    fn omits(&self, since: usize) -> bool {
        self.faults[since..].iter().any(|(_, kind)| *kind == Kind::Ellipsis)
    }

    /// Whether the rest of the block is left unread.
    pub(super) fn gives_up(&self) -> bool {
        self.mistakes >= MOST
            || self.faults.last().is_some_and(|(_, kind)| matches!(kind, Kind::TooDeep | Kind::NoName))
    }

    pub(super) fn document(&mut self) -> Option<Value> {
        self.blank();
        let value = if self.peek() == Some('"') {
            self.fault(self.at, Kind::NoBraces);
            self.fields(self.at, None, 0)
        } else {
            self.value(0)?
        };
        if self.gives_up() {
            return Some(value);
        }
        self.blank();
        let after = self.at;
        match self.peek() {
            None => {}
            Some(close @ ('}' | ']')) => self.fault(after, Kind::Unbalanced(close)),
            Some('{' | '[') => self.fault(after, Kind::SecondDocument),
            Some(_) => self.fault(after, Kind::Trailing),
        }
        Some(value)
    }

    /// Skips white space, and what authors write between values.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let rest = self.rest();
            let (length, kind) = if rest.starts_with("//") || rest.starts_with('#') {
                (rest.find('\n').unwrap_or(rest.len()), Kind::Comment)
            } else if rest.starts_with("/*") {
                (rest.find("*/").map_or(rest.len(), |end| end + 2), Kind::Comment)
            } else if rest.starts_with("...") || rest.starts_with('…') {
                (rest.len() - rest.trim_start_matches(['.', '…']).len(), Kind::Ellipsis)
            } else {
                return;
            };
            self.fault(self.at, kind);
            self.at += length;
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if let Some(target) = self.targets.and_then(|targets| targets.get(self.pointer.as_str())) {
            self.found.entry(target).or_insert(self.at);
        }
        if depth >= DEEPEST && matches!(self.peek(), Some('{' | '[')) {
            self.fault(self.at, Kind::TooDeep);
            return Some(Value::Null);
        }
        let start = self.at;
        match self.peek()? {
            '{' => {
                self.at += 1;
                Some(self.fields(start, Some('}'), depth + 1))
            }
            '[' => {
                self.at += 1;
                Some(self.items(start, depth + 1))
            }
            quote if text::is_quote(quote) => Some(Value::String(self.quoted())),
            _ => Some(self.word()),
        }
    }

    /// The fields of an object up to its closing brace; up to the end where none was opened.
    fn fields(&mut self, open: usize, close: Option<char>, depth: usize) -> Value {
        let mut fields = Map::new();
        while self.goes_on(open, '{', close, fields.is_empty()) {
            let start = self.at;
            if let Some('{' | '[') = self.peek() {
                self.fault(start, Kind::NoName);
                break;
            }
            let name = match self.peek() {
                Some(quote) if text::is_quote(quote) => self.quoted(),
                _ => match self.word() {
                    Value::String(word) => word,
                    other => {
                        self.fault(start, Kind::Unquoted(other.to_string()));
                        other.to_string()
                    }
                },
            };
            self.blank();
            match self.peek() {
                Some(':' | '：') => self.at += self.peek().map_or(0, char::len_utf8),
                _ => self.fault(self.at, Kind::MissingColon),
            }
            let faults = self.faults.len();
            self.blank();
            // `"a": ...` leaves the value out.
            let omitted = self.omits(faults);
            let ends = matches!(self.peek(), None | Some(',' | '}' | ']'));
            if omitted || ends {
                self.fault(self.at, Kind::NoValue);
            }
            let length = self.enter(&name);
            let value = if ends { None } else { self.value(depth) }.unwrap_or(Value::Null);
            self.pointer.truncate(length);
            if fields.insert(name.clone(), value).is_some() {
                self.fault(start, Kind::DuplicateKey(name));
            }
        }
        Value::Object(fields)
    }

    fn items(&mut self, open: usize, depth: usize) -> Value {
        let mut items = Vec::new();
        while self.goes_on(open, '[', Some(']'), items.is_empty()) {
            let step = if self.targets.is_some() { items.len().to_string() } else { String::new() };
            let length = self.enter(&step);
            let before = self.at;
            items.extend(self.value(depth));
            self.pointer.truncate(length);
            if self.at == before {
                break;
            }
        }
        Value::Array(items)
    }

    /// Makes the way to a field or an item the one at hand, and says how long it was before.
    fn enter(&mut self, step: &str) -> usize {
        let length = self.pointer.len();
        if self.targets.is_some() {
            self.pointer.push('/');
            match step.contains(['~', '/']) {
                true => self.pointer.push_str(&step.replace('~', "~0").replace('/', "~1")),
                false => self.pointer.push_str(step),
            }
        }
        length
    }

    /// Steps over the comma before the next entry of a list or object, or over its end: whether there is an entry.
    fn goes_on(&mut self, open: usize, opener: char, close: Option<char>, first: bool) -> bool {
        let faults = self.faults.len();
        let mut comma = None;
        loop {
            if self.gives_up() {
                return false;
            }
            self.blank();
            match self.peek() {
                None => {
                    if close.is_some() {
                        self.fault(open, Kind::Unbalanced(opener));
                    }
                    return false;
                }
                Some(',' | '，') => {
                    if (comma.is_some() || first) && !self.omits(faults) {
                        self.fault(self.at, Kind::ExtraComma);
                    }
                    comma = Some(self.at);
                    self.at += self.peek().map_or(0, char::len_utf8);
                }
                Some(c @ ('}' | ']')) if Some(c) == close => {
                    if let Some(comma) = comma.filter(|_| !self.omits(faults)) {
                        self.fault(comma, Kind::TrailingComma);
                    }
                    self.at += 1;
                    return false;
                }
                Some('}' | ']') => {
                    // The bracket of something further out: this one was never closed.
                    if close.is_some() {
                        self.fault(open, Kind::Unbalanced(opener));
                    }
                    return false;
                }
                Some(_) => {
                    if comma.is_none() && !first && !self.omits(faults) {
                        self.fault(self.at, Kind::MissingComma);
                    }
                    return true;
                }
            }
        }
    }
}
