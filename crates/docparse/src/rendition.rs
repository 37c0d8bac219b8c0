//! Which rendition of a page it is, told from its content alone.

use crate::blocks::Line;
use crate::markdown;
use crate::sections::Section;

/// The forms that the vendor publishes its pages in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rendition {
    /// reStructuredText.
    Rst,
    /// Text that has lost its markup.
    Text,
    Html,
    Markdown,
}

impl Rendition {
    /// Tells the rendition from the lines of a page: by the first mark that only one of them has.
    pub(crate) fn of(lines: &[Line<'_>]) -> Self {
        let Some(first) = lines.iter().map(|line| line.text.trim()).find(|text| !text.is_empty()) else {
            return Self::Rst;
        };
        if first.starts_with('<') && is_html(lines) {
            return Self::Html;
        }
        if is_atx(first) {
            return Self::Markdown;
        }
        let (mut words, mut underlined, mut above) = (0, false, "");
        for text in lines.iter().map(|line| line.text).filter(|text| !text.is_empty()) {
            if text.starts_with(".. ") || text.starts_with(":original_name:") || is_frame(text) {
                return Self::Rst;
            }
            if is_atx(text) && Section::of_heading(text.trim_matches(['#', ' '])).is_some() {
                return Self::Markdown;
            }
            if words == 0 && (text.starts_with("```") || text.starts_with("<table")) {
                return Self::Markdown;
            }
            if markdown::is_separator(text) {
                // In text each cell has lines of its own, and the words that open sections have no marks.
                let whole = above.trim_matches('|').contains('|');
                return if whole && words == 0 { Self::Markdown } else { Self::Text };
            }
            if is_underline(text) {
                (underlined, words) = (true, 0);
            } else if !underlined {
                words += usize::from(Section::of_heading(text.trim()).is_some());
            }
            above = text.trim();
        }
        if underlined || words < 2 { Self::Rst } else { Self::Text }
    }
}

/// Whether a page that begins with a tag is made of tags.
fn is_html(lines: &[Line<'_>]) -> bool {
    let mut tags = false;
    for line in lines {
        let lower = line.text.to_ascii_lowercase();
        if is_atx(&lower) && Section::of_heading(lower.trim_matches(['#', ' '])).is_some() {
            return false;
        }
        let mut after = lower.split('<').skip(1).map(str::as_bytes);
        if after.any(|tag| tag.starts_with(b"html") || matches!(tag, [b'h', b'1'..=b'6', b'>' | b' ', ..])) {
            return true;
        }
        tags |= ["<!doctype", "<table", "<p>", "<div"].iter().any(|tag| lower.contains(tag));
    }
    tags
}

/// `## Heading`.
fn is_atx(text: &str) -> bool {
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&marks) && text.as_bytes().get(marks).is_some_and(|byte| *byte != b'!')
}

/// The border of a grid table or of a simple one.
fn is_frame(text: &str) -> bool {
    text.starts_with("+--") || text.starts_with("+==") || (text.starts_with("==") && text.contains("= ="))
}

fn is_underline(text: &str) -> bool {
    text.len() >= 3 && (text.bytes().all(|byte| byte == b'-') || text.bytes().all(|byte| byte == b'='))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Rendition {
        let lines: Vec<_> = text.lines().zip(1..).map(|(text, number)| Line { number, column: 1, text }).collect();
        Rendition::of(&lines)
    }

    #[test]
    fn a_rendition_is_told_from_its_marks() {
        for (text, expected) in [
            ("Robots\n======\n\nURI\n---\n\nGET /v1/x", Rendition::Rst),
            (":original_name: x.html\n\n.. _x:\n\nRobots", Rendition::Rst),
            ("Robots\nURI\nGET /v1/x\n|\nName |\nType |\n|---|---|\n", Rendition::Text),
            ("Robots\nFunction\nWords.\nURI\nGET /v1/x\n", Rendition::Text),
            ("# Robots\n\n## URI\n\nGET /v1/x", Rendition::Markdown),
            ("<a name=\"x\"></a>\n# Robots\n\n## URI\n\n<table><tr><td>x</td></tr></table>", Rendition::Markdown),
            ("Robots\n======\n\nURI\n---\n\n| Name | Type |\n|---|---|\n", Rendition::Markdown),
            ("Robots\n\n**URI**\n\nGET /v1/x\n\n| Name | Type |\n| --- | :-- |\n", Rendition::Markdown),
            ("\n<!DOCTYPE html>\n<html><body><p>x</p></body></html>", Rendition::Html),
            ("<div>\n<H1>Robots</H1>\n<pre>\n# comment\n</pre></div>", Rendition::Html),
            ("<p>GET /v1/x</p>", Rendition::Html),
            ("", Rendition::Rst),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
