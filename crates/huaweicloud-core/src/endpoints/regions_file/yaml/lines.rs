//! Lines, their indentation, and what separates them.

use super::{At, Fault};

/// A line, or what is left of it, that is neither empty nor a comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// From 1.
    pub(super) number: usize,
    /// How many characters stand before the text.
    pub(super) indent: usize,
    /// From the first character that is no space; neither empty nor a comment.
    pub(super) text: &'t str,
}

impl<'t> Line<'t> {
    pub(super) fn at(&self) -> At {
        At { line: self.number, column: self.indent + 1 }
    }

    /// The place of what begins behind so many bytes.
    pub(super) fn at_offset(&self, bytes: usize) -> At {
        let characters = self.text.get(..bytes).map_or(0, |text| text.chars().count());
        At { line: self.number, column: self.indent + characters + 1 }
    }

    /// What is left behind so many bytes; `None` if it is nothing, or a comment.
    pub(super) fn behind(&self, bytes: usize) -> Option<Self> {
        let rest = self.text.get(bytes..)?;
        let text = rest.trim_start_matches(' ');
        // Glued to what stands before it, a `#` begins no comment.
        let is_comment = text.starts_with('#') && (text.len() < rest.len() || bytes == 0);
        let indent = self.at_offset(bytes + rest.len() - text.len()).column - 1;
        (!text.is_empty() && !is_comment).then_some(Self { number: self.number, indent, text })
    }

    /// Whether an item of a list begins here.
    pub(super) fn is_item(&self) -> bool {
        self.text == "-" || self.text.starts_with("- ")
    }
}

/// The lines that say something.
pub(super) fn split(text: &str) -> Result<Vec<Line<'_>>, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let whole = Line { number: index + 1, indent: 0, text: line };
        if let Some((offset, _)) = line.char_indices().find(|(_, c)| is_strange(*c)) {
            return Err(Fault::new(whole.at_offset(offset), "there is a control character"));
        }
        let Some(line) = whole.behind(0) else { continue };
        if line.text.starts_with('\t') {
            return Err(Fault::new(line.at(), "a tab is no indentation: use spaces"));
        }
        lines.push(Line { text: line.text.trim_end_matches(' '), ..line });
    }
    Ok(lines)
}

/// Other readers take some of these for the end of a line, and refuse the others.
fn is_strange(c: char) -> bool {
    (c.is_control() && c != '\t') || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}
