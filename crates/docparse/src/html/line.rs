//! Words of a page with the marks that reStructuredText has for them.

use bumpalo::Bump;

use super::tree::At;
use crate::blocks::Line;

/// How words look.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Style {
    /// Which bold element they stand in, counted from 1: words of two that touch are two values.
    pub(crate) bold: Option<u32>,
    /// The label that they refer to.
    pub(crate) label: Option<String>,
}

/// The words of one line, blanks run together.
#[derive(Debug, Default)]
pub(crate) struct Words {
    at: Option<At>,
    runs: Vec<(Style, String)>,
    blank: bool,
}

impl Words {
    /// Adds text that begins at a place of the page.
    pub(crate) fn push(&mut self, mut at: At, text: &str, style: &Style) {
        for c in text.chars() {
            if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') {
                self.blank |= c.is_whitespace() && !self.runs.is_empty();
                at = if c == '\n' { (at.0 + 1, 1) } else { (at.0, at.1 + 1) };
                continue;
            }
            self.at.get_or_insert(at);
            at.1 += 1;
            if std::mem::take(&mut self.blank) {
                // Blanks at the edge of bold words are not bold.
                let plain = self.runs.last().is_some_and(|(last, _)| last == style);
                self.put(' ', if plain { style.clone() } else { Style::default() });
            }
            match self.runs.last_mut() {
                Some((last, run)) if last == style => run.push(c),
                _ => self.put(c, style.clone()),
            }
        }
    }

    fn put(&mut self, c: char, style: Style) {
        match self.runs.last_mut() {
            Some((last, run)) if *last == style => run.push(c),
            _ => self.runs.push((style, c.to_string())),
        }
    }

    /// The line, and no words left; `None` where there were none. `starred` says that `**` in the words are marks too.
    pub(crate) fn take<'p>(&mut self, room: &'p Bump, starred: bool) -> Option<Line<'p>> {
        let words = std::mem::take(self);
        let (number, column) = words.at?;
        let mut line = String::new();
        for (style, text) in &words.runs {
            match &style.label {
                Some(label) => {
                    line.push_str(":ref:`");
                    escape(&text.replace('`', "'"), starred, &mut line);
                    line.push_str(" <");
                    line.push_str(label);
                    if label.starts_with('#') {
                        line.push('|');
                        line.extend(text.chars().filter(|c| !matches!(c, '`' | '<' | '>' | '\\')));
                    }
                    line.push_str(">`");
                }
                None if style.bold.is_some() => {
                    line.push_str("**");
                    escape(text, false, &mut line);
                    line.push_str("**");
                }
                None => escape(text, starred, &mut line),
            }
        }
        Some(Line { number, column, text: room.alloc_str(&line) })
    }
}

/// Marks that the words have by themselves stand for themselves.
fn escape(text: &str, starred: bool, line: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '*', '`']) {
        line.push_str(&rest[..at]);
        rest = &rest[at..];
        // CommonMark leaves `**值：**x` alone because of the mark before its end; the vendor means bold.
        if let Some(inside) = rest.strip_prefix("**").filter(|_| starred)
            && let Some(end) = inside.find("**").filter(|end| *end > 0)
        {
            line.push_str("**");
            escape(&inside[..end], false, line);
            line.push_str("**");
            rest = &inside[end + 2..];
        } else {
            line.push('\\');
            line.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    line.push_str(rest);
}

/// Longer than any label of the vendor's; it is written out with each piece of what refers to it.
const LONGEST_LABEL: usize = 200;

/// The label that an address refers to: `#label`, `page.html#label`, or another page.
pub(crate) fn label(href: &str) -> Option<String> {
    let label = match href.split_once('#') {
        Some((_, fragment)) => fragment,
        // What stands elsewhere on the net is nothing to refer to.
        None if href.contains(':') => return None,
        None => href.rsplit('/').next()?.trim_end_matches(".html"),
    };
    let label = decoded(label.trim());
    let fits = !label.is_empty() && label.len() <= LONGEST_LABEL;
    (fits && !label.contains(['`', '<', '>', '\\'])).then_some(label)
}

/// A part of an address with its `%E8%A1%A8` as the characters they stand for.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_the_end_of_an_address() {
        for (href, expected) in [
            ("#lamps__t3", Some("lamps__t3")),
            ("lamps.html#t3", Some("t3")),
            ("../api/lamps.html", Some("lamps")),
            ("#%E8%A1%A83", Some("表3")),
            ("#100%", Some("100%")),
            ("https://lamps.example.com/x", None),
            ("#", None),
        ] {
            assert_eq!(label(href).as_deref(), expected, "{href}");
        }
    }
}
