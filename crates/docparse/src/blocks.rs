//! The block tree of a page: what every rendition is read into before anything is understood.

/// A piece of one line of the page, and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'p> {
    pub(crate) number: u32,
    /// The column of its first character, from 1.
    pub(crate) column: u32,
    pub(crate) text: &'p str,
}

impl<'p> Line<'p> {
    pub(crate) fn is_blank(self) -> bool {
        self.text.bytes().all(|byte| byte == b' ')
    }

    /// How many blanks it begins with.
    pub(crate) fn indent(self) -> usize {
        self.text.bytes().take_while(|byte| *byte == b' ').count()
    }

    /// The line without its first `bytes` bytes, which are blanks or a list marker, so always ASCII.
    pub(crate) fn from(self, bytes: usize) -> Line<'p> {
        let text = self.text.get(bytes..).unwrap_or_default();
        Line { column: self.column + bytes as u32, text, ..self }
    }

    /// The part of the line between two bytes, which need not be ASCII before it.
    pub(crate) fn part(self, start: usize, end: usize) -> Option<Line<'p>> {
        let text = self.text.get(start..end)?;
        let before = &self.text[..start];
        // A line of a megabyte is not counted again for each of its cells.
        let columns = if start > 4096 || before.is_ascii() { start } else { before.chars().count() };
        Some(Line { column: self.column + columns as u32, text, ..self })
    }

    /// The line without blanks at either end.
    pub(crate) fn trimmed(self) -> Line<'p> {
        let line = self.from(self.indent().min(self.text.len()));
        Line { text: trim_end(line.text), ..line }
    }
}

/// A text without white space at its end. Blanks of ASCII, of which tables are full, are taken away as bytes.
pub(crate) fn trim_end(text: &str) -> &str {
    const MANY: [u8; 16] = [b' '; 16];
    let mut bytes = text.as_bytes();
    // Most of a cell is blank: many blanks go at once.
    while bytes.last_chunk() == Some(&MANY) {
        bytes = &bytes[..bytes.len() - MANY.len()];
    }
    let end = bytes.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
    match text.get(..end) {
        Some(text) if text.bytes().next_back().is_none_or(|byte| byte.is_ascii_graphic()) => text,
        _ => text.trim_end(),
    }
}

/// A text without white space at either end. The lines of cells have none, as a rule.
pub(crate) fn trim(text: &str) -> &str {
    let bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if bare(text.as_bytes().first()) && bare(text.as_bytes().last()) { text } else { text.trim() }
}

/// One block of a page.
#[derive(Clone, Debug)]
pub(crate) enum Block<'p> {
    /// The title (level 1) or the heading of a section.
    Heading { level: u8, line: Line<'p> },
    /// A paragraph.
    Paragraph(Vec<Line<'p>>),
    /// One item of a list, with all that is indented under it.
    Item(Vec<Block<'p>>),
    /// A note, a warning.
    Note(Vec<Block<'p>>),
    /// A code block.
    Code(Vec<Line<'p>>),
    /// A table.
    Table(Table<'p>),
    /// The name that references use for what comes next.
    Label(&'p str),
    /// A field of the page's head: `:original_name: X.html`.
    Field { name: &'p str, value: Line<'p> },
}

/// A table as it stands, its cells not yet read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table<'p> {
    pub(crate) line: u32,
    pub(crate) caption: Option<Line<'p>>,
    pub(crate) header: Option<Row<'p>>,
    /// The rows that the header has beyond its first, which what they say was merged into.
    pub(crate) more_headers: Vec<Row<'p>>,
    pub(crate) rows: Vec<Row<'p>>,
}

/// More columns than any table has that somebody wrote: the widest of the vendor's have eleven. Beyond it, cells are still
/// read, but none are added where a row has fewer, and none repeated, so that a page of ten thousand columns stays small.
pub(crate) const WIDEST: usize = 64;

/// One row of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row<'p> {
    pub(crate) line: u32,
    pub(crate) cells: Vec<Cell<'p>>,
}

impl<'p> Row<'p> {
    /// The cell of a column; short rows have empty cells.
    pub(crate) fn cell(&self, column: usize) -> &Cell<'p> {
        static EMPTY: Cell<'static> = Cell { lines: Vec::new() };
        self.cells.get(column).unwrap_or(&EMPTY)
    }
}

/// One cell: the lines in it, dedented. Most are one line, so blocks inside are read only where they can matter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell<'p> {
    pub(crate) lines: Vec<Line<'p>>,
}

/// How much cells that span rows may repeat: cells stand in each of their rows, but so that a page grows by no more than a
/// small factor, a table repeats no more than a few times what it holds.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    left: usize,
    /// Whether a cell was left empty that should have been repeated.
    pub(crate) exhausted: bool,
}

impl Repeats {
    /// What to tell of a table that was not repeated as often as it says.
    pub(crate) const TOLD: (&'static str, &'static str) = (
        "cells of this table span so many rows that their words are not repeated in all of them",
        "let cells span only the rows that they are about",
    );

    /// How often a table may repeat what it holds.
    const FACTOR: usize = 4;
    /// What a row or a cell takes beside its words.
    const FRAME: usize = 16;

    /// Takes note of a row or a cell of that many bytes.
    pub(crate) fn read(&mut self, bytes: usize) {
        self.left += (bytes + Self::FRAME) * Self::FACTOR;
    }

    /// The cell once more; an empty one where the table has repeated too much.
    pub(crate) fn repeat<'p>(&mut self, cell: &Cell<'p>) -> Cell<'p> {
        let bytes = cell.lines.iter().map(|line| line.text.len() + Self::FRAME).sum::<usize>() + Self::FRAME;
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                cell.clone()
            }
            None => {
                self.exhausted |= !cell.is_empty();
                Cell::default()
            }
        }
    }
}

impl Cell<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.is_blank())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_at_the_ends_is_taken_away_whatever_it_is() {
        let blanks = " ".repeat(40);
        for (text, end, both) in [
            (format!("{blanks}lamp{blanks}"), format!("{blanks}lamp"), "lamp"),
            (format!("lamp\u{3000}{blanks}"), "lamp".to_owned(), "lamp"),
            ("路灯".to_owned(), "路灯".to_owned(), "路灯"),
            (blanks.clone(), String::new(), ""),
        ] {
            assert_eq!((trim_end(&text), trim(&text)), (end.as_str(), both), "{text:?}");
        }
    }
}
