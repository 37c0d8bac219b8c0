//! The texts and words of nearly right JSON.

use serde_json::Value;

use super::fault::Kind;
use super::parser::Parser;

/// Every character that somebody opens a text with.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’')
}

impl Parser<'_, '_> {
    /// The text whose opening quote is next.
    pub(super) fn quoted(&mut self) -> String {
        let start = self.at;
        let Some(open) = self.peek() else { return String::new() };
        let closes = |c: char| match open {
            '"' => c == '"',
            '\'' => c == '\'',
            _ => is_quote(c) && c != '\'',
        };
        if open != '"' {
            self.fault(start, Kind::BadQuotes);
        }
        let mut out = String::new();
        let mut broken = None;
        self.at += open.len_utf8();
        loop {
            if open == '"' {
                // Nearly all of a text stands for itself.
                let rest = self.rest();
                let plain = memchr::memchr3(b'"', b'\\', b'\n', rest.as_bytes()).unwrap_or(rest.len());
                out.push_str(&rest[..plain]);
                self.at += plain;
            }
            let Some(c) = self.peek() else { break };
            self.at += c.len_utf8();
            match c {
                c if closes(c)
                    && matches!(out.as_str(), "{" | "[" | "[{")
                    && self.goes_on_unescaped(start, &mut out) =>
                {
                    return out;
                }
                c if closes(c) => {
                    if let Some(at) = broken {
                        self.fault(at, Kind::LineBreak);
                    }
                    return out;
                }
                '\\' => self.escape(&mut out),
                '\n' if broken.is_none() && self.starts_a_field(&out) => {
                    self.fault(start, Kind::UnclosedText);
                    // The comma, and the brackets before it, are part of what comes next.
                    let kept = out.trim_end_matches([',', '}', ']', ' ']).len();
                    self.at -= 1 + out.len() - kept;
                    out.truncate(kept);
                    return out;
                }
                '\n' => {
                    broken.get_or_insert(self.at - 1);
                    out.push('\n');
                }
                c => out.push(c),
            }
        }
        self.fault(start, Kind::UnclosedText);
        out
    }

    /// JSON within a text whose quotes have no backslashes: reads it up to the last quote of the line.
    fn goes_on_unescaped(&mut self, start: usize, out: &mut String) -> bool {
        let line = self.rest().lines().next().unwrap_or_default();
        let inside = line.trim_end_matches([',', '}', ']', ' ']).strip_suffix('"');
        let Some(inside) = inside.filter(|inside| inside.starts_with(|c: char| c.is_alphanumeric() || c == '_')) else {
            return false;
        };
        self.fault(start, Kind::BareQuote);
        self.at += inside.len() + 1;
        out.push('"');
        out.push_str(inside);
        true
    }

    /// Whether a line that ended within a text is followed by one that can only be the next field, or a bracket.
    fn starts_a_field(&self, before: &str) -> bool {
        let rest = self.rest().trim_start();
        let next = rest.starts_with(['}', ']'])
            || rest.strip_prefix('"').is_some_and(|rest| {
                let line = rest.lines().next().unwrap_or_default();
                line.split_once('"').is_some_and(|(_, after)| after.trim_start().starts_with(':'))
            });
        next && !before.contains(['\n', '\\'])
    }

    fn escape(&mut self, out: &mut String) {
        let at = self.at - 1;
        let Some(c) = self.peek() else { return };
        self.at += c.len_utf8();
        match c {
            '"' | '\\' | '/' => out.push(c),
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'u' => match self.unit() {
                Some(unit) => out.push(self.scalar(unit)),
                None => self.fault(at, Kind::BadEscape),
            },
            other => {
                self.fault(at, Kind::BadEscape);
                out.push(other);
            }
        }
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// The character of a unit of UTF-16, of which some come in pairs.
    fn scalar(&mut self, unit: u32) -> char {
        let before = self.at;
        if (0xd800..0xdc00).contains(&unit) && self.rest().starts_with("\\u") {
            self.at += 2;
            if let Some(low) = self.unit().filter(|low| (0xdc00..0xe000).contains(low)) {
                let whole = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                return char::from_u32(whole).unwrap_or('\u{fffd}');
            }
            self.at = before;
        }
        char::from_u32(unit).unwrap_or('\u{fffd}')
    }

    /// A number, `true`, `false`, `null`, or a word that should have been a text.
    pub(super) fn word(&mut self) -> Value {
        let start = self.at;
        let rest = self.rest();
        let length = rest.find([',', '}', ']', '\n', ':', '"']).unwrap_or(rest.len()).max(1);
        let length = rest.char_indices().map(|(at, _)| at).find(|at| *at >= length).unwrap_or(rest.len());
        let raw = &rest[..length];
        let end = raw.find("//").or_else(|| raw.find(" #")).or_else(|| raw.find("/*")).unwrap_or(raw.len());
        let word = raw[..end.max(1).min(raw.len())].trim_end();
        // A blank ends a number or a keyword: what follows it is something else.
        let first = word.split_whitespace().next().unwrap_or(word);
        let is_json = |word: &str| serde_json::from_str::<Value>(word).ok();
        if let Some(value) = is_json(first) {
            self.at += first.len();
            return value;
        }
        self.at += word.len().max(1);
        if !self.text.is_char_boundary(self.at) {
            self.at = start + length;
        }
        let shown: String = word.chars().take(40).collect();
        self.fault(start, Kind::Unquoted(if contract::is_prose(&shown) { "words".to_owned() } else { shown }));
        Value::String(word.to_owned())
    }
}
