//! The text renditions: section words instead of headings, tables with one cell per line, no markup.

use crate::blocks::{Block, Cell, Line, Row, Table};
use crate::rst::{Report, marker};
use crate::sections::Section;

/// Whether lines are a text rendition: it has a separator row of pipes, or sections without underlines.
pub(crate) fn is_text(lines: &[Line<'_>]) -> bool {
    let mut words = 0;
    for line in lines {
        if line.text.starts_with(".. ") || line.text.starts_with(":original_name:") || is_underline(line.text) {
            return false;
        }
        if is_separator(line.text) {
            return true;
        }
        words += usize::from(Section::of_heading(line.text.trim()).is_some());
    }
    words >= 2
}

/// Reads lines into blocks.
pub(crate) fn blocks<'p>(lines: &[Line<'p>], report: &mut Report) -> Vec<Block<'p>> {
    let mut blocks = Vec::new();
    let mut section = None;
    let mut titled = false;
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        let trimmed = line.trimmed();
        if trimmed.text.is_empty() {
            at += 1;
            continue;
        }
        if let Some(found) = Section::of_heading(trimmed.text).filter(|_| titled) {
            blocks.push(Block::Heading { level: 2, line: trimmed });
            section = Some(found);
            at += 1;
            continue;
        }
        if !titled {
            titled = true;
            blocks.push(Block::Heading { level: 1, line: trimmed });
            at += 1;
            continue;
        }
        if section == Some(Section::Skip) {
            at += 1;
            continue;
        }
        if trimmed.text.starts_with('|')
            && let Some((table, taken)) = table(&lines[at..], report)
        {
            blocks.push(Block::Table(table));
            at += taken;
            continue;
        }
        at += match section {
            Some(section) if section.is_example() => example(&lines[at..], &mut blocks),
            _ => {
                blocks.push(paragraph(trimmed));
                1
            }
        };
    }
    blocks
}

fn paragraph(line: Line<'_>) -> Block<'_> {
    match marker(line.text).filter(|_| line.text.starts_with("- ")) {
        Some(width) => Block::Item(vec![Block::Paragraph(vec![line.from(width)])]),
        None => Block::Paragraph(vec![line]),
    }
}

/// A request line or JSON is code; the rest of an example section is words.
fn example<'p>(lines: &[Line<'p>], blocks: &mut Vec<Block<'p>>) -> usize {
    let first = lines[0].trimmed();
    if crate::examples::request_line(first.text).is_some() {
        blocks.push(Block::Code(vec![first]));
        return 1;
    }
    if !first.text.starts_with(['{', '[']) {
        blocks.push(paragraph(first));
        return 1;
    }
    let mut balance = Balance::default();
    let mut taken = 0;
    for line in lines {
        // A section word ends even what was never closed.
        if taken > 0 && Section::of_heading(line.text.trim()).is_some() {
            break;
        }
        taken += 1;
        if balance.closes(line.text) {
            break;
        }
    }
    blocks.push(Block::Code(lines[..taken].to_vec()));
    taken
}

/// Counts brackets outside strings.
#[derive(Default)]
struct Balance {
    open: usize,
    quoted: bool,
}

impl Balance {
    /// Whether the last bracket is closed within this line.
    fn closes(&mut self, line: &str) -> bool {
        let mut escaped = false;
        for byte in line.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if self.quoted => escaped = true,
                b'"' => self.quoted = !self.quoted,
                _ if self.quoted => {}
                b'{' | b'[' => self.open += 1,
                b'}' | b']' => self.open = self.open.saturating_sub(1),
                _ => {}
            }
        }
        self.quoted = false; // No string of JSON goes on in the next line.
        self.open == 0
    }
}

/// Whether a line is `|---|---|`.
fn is_separator(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 3
        && text.starts_with('|')
        && text.ends_with('|')
        && text.contains("---")
        && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

fn is_underline(text: &str) -> bool {
    text.len() >= 3 && (text.bytes().all(|byte| byte == b'-') || text.bytes().all(|byte| byte == b'='))
}

/// The table that begins here, and how many lines it takes. `None` where no separator follows a first row.
fn table<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let mut header = Row { line: lines[0].number, cells: Vec::new() };
    let mut at = 0;
    let mut open = Cell::default();
    loop {
        let line = *lines.get(at)?;
        if at > 0 && is_separator(line.text) {
            break;
        }
        if Section::of_heading(line.text.trim()).is_some() {
            return None;
        }
        take(line, at == 0, usize::MAX, &mut header, &mut open);
        at += 1;
    }
    let columns = lines[at].text.trim().matches('|').count() - 1;
    if header.cells.len() != columns {
        ragged(report, lines[at], header.cells.len(), columns);
    }
    at += 1;
    let mut table = Table { line: lines[0].number, caption: None, header: Some(header), rows: Vec::new() };
    loop {
        let blank = lines[at..].iter().take_while(|line| line.is_blank()).count();
        let Some(&line) = lines.get(at + blank) else { break };
        if !line.text.trim_start().starts_with('|') || is_header(&lines[at + blank..]) {
            break;
        }
        at += blank;
        let (row, taken) = row(&lines[at..], columns, report);
        at += taken;
        table.rows.push(row);
    }
    Some((table, at))
}

/// Whether the row that begins here is the header of a table of its own: a separator comes before the next row.
fn is_header(lines: &[Line<'_>]) -> bool {
    let next = lines[1..].iter().find(|line| line.text.trim_start().starts_with('|'));
    next.is_some_and(|line| is_separator(line.text))
}

/// One row of a known number of columns.
fn row<'p>(lines: &[Line<'p>], columns: usize, report: &mut Report) -> (Row<'p>, usize) {
    let mut row = Row { line: lines[0].number, cells: Vec::new() };
    let mut open = Cell::default();
    let mut taken = 0;
    for &line in lines {
        let text = line.text.trim();
        let complete = row.cells.len() >= columns;
        if complete || (taken > 0 && (text.starts_with('|') || Section::of_heading(text).is_some())) {
            // A `|` alone may close the last cell, whose text stood in lines of its own.
            if !complete && text == "|" && row.cells.len() + 1 == columns && !open.is_empty() {
                taken += 1;
                row.cells.push(std::mem::take(&mut open));
            }
            break;
        }
        taken += 1;
        take(line, taken == 1, columns, &mut row, &mut open);
    }
    if !open.is_empty() {
        row.cells.push(open);
    }
    if row.cells.len() != columns {
        match lines.get(taken) {
            Some(_) => ragged(report, lines[0], row.cells.len(), columns),
            None => report.error(
                "truncated-table",
                lines[taken - 1].number,
                lines[taken - 1].column,
                "the table ends in the middle of a row".into(),
                "the page seems cut off here: fetch it again",
            ),
        }
    }
    (row, taken)
}

fn ragged(report: &mut Report, line: Line<'_>, found: usize, expected: usize) {
    let message = format!("expected {expected} cells in this row, but found {found}");
    report.error("ragged-table", line.number, line.column, message, "close each cell of the row with one `|`");
}

/// Adds one line to a row: whole cells where it is written `| a | b |`, else a part of the cell that is open.
fn take<'p>(line: Line<'p>, first: bool, columns: usize, row: &mut Row<'p>, open: &mut Cell<'p>) {
    let mut line = line.trimmed();
    if first {
        line = line.from(1).trimmed();
    }
    let pipes = line.text.matches('|').count();
    if first && line.text.ends_with('|') && (columns == usize::MAX || pipes >= columns) && pipes > 1 {
        let mut start = 0;
        for (end, _) in line.text.match_indices('|') {
            row.cells.push(Cell { lines: line.part(start, end).map(Line::trimmed).into_iter().collect() });
            start = end + 1;
        }
        return;
    }
    let closed = line.text.strip_suffix('|');
    let text = Line { text: closed.unwrap_or(line.text).trim_end(), ..line };
    if !text.text.is_empty() {
        open.lines.push(text);
    }
    if closed.is_some() {
        row.cells.push(std::mem::take(open));
    }
}
