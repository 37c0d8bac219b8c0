//! Text with its inline markup taken apart: bold words, references, escapes.

use std::ops::Range;

use crate::blocks::{Line, trim};
use crate::words::Words;

/// Plain text, and which parts of it were bold or a reference.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Inline<'p> {
    pub(crate) text: Words<'p>,
    pub(crate) bold: Vec<Range<usize>>,
    pub(crate) refs: Vec<Ref<'p>>,
}

/// A reference to a label.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ref<'p> {
    pub(crate) label: &'p str,
    /// Where its words stand in the text.
    pub(crate) at: Range<usize>,
}

impl<'p> Inline<'p> {
    /// Reads lines as reStructuredText; they are joined with a blank.
    pub(crate) fn rst(lines: &[Line<'p>]) -> Self {
        let mut inline = Self::default();
        for line in lines.iter().filter(|line| !line.is_blank()) {
            inline.join();
            inline.push_rst(trim(line.text));
        }
        inline
    }

    /// Takes lines as they are, for renditions that have lost their markup.
    pub(crate) fn verbatim(lines: &[Line<'p>]) -> Self {
        let mut inline = Self::default();
        for line in lines.iter().filter(|line| !line.is_blank()) {
            inline.join();
            inline.text.extend(trim(line.text));
        }
        inline
    }

    /// The bold words, in order.
    pub(crate) fn bold_words(&self) -> impl Iterator<Item = &str> {
        self.bold.iter().filter_map(|range| self.text.get(range.clone()))
    }

    /// The bold words that begin at that byte.
    pub(crate) fn bold_at(&self, start: usize) -> Option<&Range<usize>> {
        self.bold.get(self.bold.partition_point(|bold| bold.start < start)).filter(|bold| bold.start == start)
    }

    /// Whether all of it is bold, a closing colon aside.
    pub(crate) fn is_all_bold(&self) -> bool {
        let end = self.text.trim_end().trim_end_matches([':', '：']).trim_end().len();
        matches!(self.bold.as_slice(), [only] if only.start == 0 && only.end >= end)
    }

    /// A part of it, blanks at its ends gone.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let Some(text) = self.text.get(range.clone()) else { return Self::default() };
        let start = range.start + text.len() - text.trim_start().len();
        let within = |part: &Range<usize>| {
            (part.start >= start && part.end <= range.end).then(|| part.start - start..part.end - start)
        };
        // Both stand in order: a text of many sentences is not looked through for each.
        let bold = self.bold.partition_point(|bold| bold.start < start);
        let refs = self.refs.partition_point(|found| found.at.start < start);
        Self {
            text: self.text.slice(range.start, range.end),
            bold: self.bold[bold..].iter().take_while(|bold| bold.start < range.end).filter_map(within).collect(),
            refs: self.refs[refs..]
                .iter()
                .take_while(|found| found.at.start < range.end)
                .filter_map(|found| Some(Ref { label: found.label, at: within(&found.at)? }))
                .collect(),
        }
    }

    /// Adds more text after a blank.
    pub(crate) fn append(&mut self, more: &Self) {
        self.join();
        let start = self.text.len();
        let moved = |part: &Range<usize>| part.start + start..part.end + start;
        self.text.push_str(&more.text);
        self.bold.extend(more.bold.iter().map(moved));
        self.refs.extend(more.refs.iter().map(|found| Ref { label: found.label, at: moved(&found.at) }));
    }

    fn join(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn push_rst(&mut self, mut rest: &'p str) {
        // A colon begins a role, and roles have backquotes: without one of these, words are words.
        if memchr::memchr3(b'\\', b'*', b'`', rest.as_bytes()).is_none() {
            return self.text.extend(rest);
        }
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'\\' | b'*' | b'`' | b':')) {
            self.text.extend(&rest[..at]);
            let before = rest[..at].chars().next_back();
            rest = &rest[at..];
            let taken = match rest.as_bytes()[0] {
                b'\\' => {
                    // An escaped blank vanishes; anything else escaped stands for itself.
                    let escaped = rest[1..].chars().next();
                    escaped.filter(|c| *c != ' ').into_iter().for_each(|c| self.text.push(c));
                    1 + escaped.map_or(0, char::len_utf8)
                }
                b'*' if rest.starts_with("**") => self.bold(rest),
                b'*' => self.emphasis(rest, before),
                b'`' if rest.starts_with("``") => self.literal(rest),
                b'`' => self.link(rest),
                _ => self.role(rest),
            };
            if taken == 0 {
                // The character is one byte of ASCII and means nothing here.
                self.text.extend(&rest[..1]);
                rest = &rest[1..];
            } else {
                rest = &rest[taken..];
            }
        }
        self.text.extend(rest);
    }

    /// `**bold**`; how many bytes it took, 0 where it is none. So do its siblings.
    fn bold(&mut self, rest: &'p str) -> usize {
        let Some(end) = rest[2..].find("**").filter(|end| *end > 0) else { return 0 };
        let start = self.text.len();
        self.push_unescaped(&rest[2..2 + end]);
        self.bold.push(start..self.text.len());
        end + 4
    }

    fn emphasis(&mut self, rest: &'p str, before: Option<char>) -> usize {
        let opens = !rest[1..].starts_with([' ', '*']) && before.is_none_or(|c| !c.is_alphanumeric());
        let Some(end) = rest[1..].find('*').filter(|end| *end > 0 && opens) else { return 0 };
        let inside = &rest[1..1 + end];
        if inside.ends_with(' ') {
            return 0;
        }
        self.push_unescaped(inside);
        end + 2
    }

    fn literal(&mut self, rest: &'p str) -> usize {
        let Some(end) = rest[2..].find("``").filter(|end| *end > 0) else { return 0 };
        self.text.extend(&rest[2..2 + end]);
        end + 4
    }

    /// `` `words <address>`__ ``: only the words stay.
    fn link(&mut self, rest: &'p str) -> usize {
        let Some(end) = rest[1..].find('`').filter(|end| *end > 0) else { return 0 };
        let (words, _) = target(&rest[1..1 + end]);
        self.push_unescaped(words);
        let after = &rest[end + 2..];
        end + 2 + after.len() - after.trim_start_matches('_').len()
    }

    /// `` :ref:`words <label>` `` and other roles.
    fn role(&mut self, rest: &'p str) -> usize {
        let Some(name_end) = rest[1..].find(|c: char| !c.is_ascii_alphanumeric()).filter(|end| *end > 0) else {
            return 0;
        };
        let Some(inside) = rest[1 + name_end..].strip_prefix(":`") else { return 0 };
        let Some(end) = inside.find('`') else { return 0 };
        let (words, label) = target(&inside[..end]);
        let start = self.text.len();
        self.push_unescaped(words);
        if &rest[1..1 + name_end] == "ref" {
            self.refs.push(Ref { label: label.unwrap_or(words), at: start..self.text.len() });
        }
        name_end + 4 + end
    }

    fn push_unescaped(&mut self, text: &'p str) {
        if !text.contains('\\') {
            return self.text.extend(text);
        }
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => chars.next().filter(|c| *c != ' ').into_iter().for_each(|c| self.text.push(c)),
                c => self.text.push(c),
            }
        }
    }
}

/// `words <label>` taken apart.
fn target(text: &str) -> (&str, Option<&str>) {
    match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((words, label)) => (words.trim_end(), Some(label.trim())),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Inline<'_> {
        Inline::rst(&[Line { number: 1, column: 1, text }])
    }

    #[test]
    fn bold_words_and_references_are_found() {
        let inline = read("Array of :ref:`Job <page__job>` objects, **a** or **b\\_c**.");
        assert_eq!(inline.text.as_str(), "Array of Job objects, a or b_c.");
        assert_eq!(inline.bold_words().collect::<Vec<_>>(), ["a", "b_c"]);
        assert_eq!(
            inline.refs.iter().map(|r| (r.label, &inline.text[r.at.clone()])).collect::<Vec<_>>(),
            [("page__job", "Job")]
        );
    }

    #[test]
    fn escapes_and_emphasis_leave_a_path_whole() {
        assert_eq!(
            read("GET https://{*Endpoint*}/v1/\\ *{id}*\\ /x").text.as_str(),
            "GET https://{Endpoint}/v1/{id}/x"
        );
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        assert_eq!(read("2 * 3 ` a: ** b").text.as_str(), "2 * 3 ` a: ** b");
    }

    #[test]
    fn a_link_leaves_its_words() {
        assert_eq!(read("see `a page <https://x/y>`__.").text.as_str(), "see a page.");
    }
}
