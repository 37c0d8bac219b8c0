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

/// A text without white space at its end. Blanks of ASCII, of which tables are full, are taken away byte by byte.
pub(crate) fn trim_end(text: &str) -> &str {
    let end = text.bytes().rposition(|byte| byte != b' ').map_or(0, |last| last + 1);
    match text.get(..end) {
        Some(text) if text.bytes().next_back().is_none_or(|byte| byte.is_ascii_graphic()) => text,
        _ => text.trim_end(),
    }
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
}

impl Repeats {
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
            None => Cell::default(),
        }
    }
}

impl Cell<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.is_blank())
    }
}
