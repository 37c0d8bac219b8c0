//! Lines of a table that are indented otherwise than its first line: moved back before anything else is read, as
//! indentation is what tells where an item or a directive ends.

use std::borrow::Cow;

use bumpalo::Bump;

use super::{grid, simple};
use crate::blocks::Line;
use crate::report::Report;

/// Shifted by more, or of another length, a line belongs to a drawing and not to the table above it.
const MOST_SHIFTED: usize = 3;

/// The lines of a page, those of a grid table and the borders of a simple one all indented like the first.
pub(super) fn straight<'l, 'p>(lines: &'l [Line<'p>], room: &'p Bump, report: &mut Report) -> Cow<'l, [Line<'p>]> {
    let mut straight = Cow::Borrowed(lines);
    let mut table: Option<Frame<'p>> = None;
    for (at, line) in lines.iter().enumerate() {
        let indent = line.indent();
        let text = &line.text[indent..];
        let here = Frame { line: *line, indent, simple: simple::is_border(text) };
        let begins = here.simple || text.starts_with(['|', '+']);
        let Some(first) = table else {
            table = begins.then_some(here);
            continue;
        };
        // Most lines of a grid begin where its first line does.
        if !first.simple && indent == first.indent && text.starts_with(['|', '+']) {
            continue;
        }
        if first.goes_on(text) {
            let Some(start) = first.start(line.text) else {
                table = if begins { Some(here) } else { table };
                continue;
            };
            if start == first.indent && indent == start {
                continue;
            }
            let column = (line.column + start as u32).saturating_sub(first.indent as u32).max(1);
            let text = room.alloc_str(&(" ".repeat(first.indent) + &line.text[start..]));
            straight.to_mut()[at] = Line { text, column, ..*line };
            let message =
                format!("this line does not begin where the first line of its table does, line {}", first.line.number);
            let help = "indent all lines of a table alike";
            report.error("ragged-table", line.number, line.column + indent as u32, message, help);
        } else {
            table = begins.then_some(here);
        }
    }
    straight
}

/// The first line of a table, and how far it is indented.
#[derive(Clone, Copy)]
struct Frame<'p> {
    line: Line<'p>,
    indent: usize,
    simple: bool,
}

impl Frame<'_> {
    /// Whether a line may be one of the same table.
    fn goes_on(self, text: &str) -> bool {
        match self.simple {
            true => !text.starts_with(".. "),
            false => grid::is_framed(text),
        }
    }

    /// Where the frame begins in a line that has it somewhere else, and no less of it.
    fn start(self, text: &str) -> Option<usize> {
        let own = &self.line.text[self.indent..];
        if self.simple {
            let start = text.len().checked_sub(own.len()).filter(|_| text.ends_with(own))?;
            return (start.abs_diff(self.indent) <= MOST_SHIFTED).then_some(start);
        }
        if text.get(self.indent..).is_some_and(|text| text.starts_with(['|', '+']))
            && text[..self.indent].trim().is_empty()
        {
            return Some(self.indent);
        }
        let length = own.chars().count();
        let starts = self.indent.saturating_sub(MOST_SHIFTED)..=self.indent + MOST_SHIFTED;
        starts.into_iter().find(|start| {
            let text = text.get(*start..).filter(|text| text.starts_with(['|', '+']));
            text.is_some_and(|text| text.chars().count() == length)
        })
    }
}
