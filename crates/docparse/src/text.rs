//! The text renditions: section words instead of headings, tables with one cell per line, no markup.

use crate::blocks::{Block, Cell, Line, Row, Table};
use crate::rst::{Report, marker};
use crate::sections::Section;

/// Reads lines into blocks.
pub(crate) fn blocks<'p>(lines: &[Line<'p>], report: &mut Report) -> Vec<Block<'p>> {
    let mut blocks = Vec::new();
    let mut section = None;
    let mut titled = false;
    let (mut separator, mut heading) = (Ahead::default(), Ahead::default());
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
        // A row that begins with a pipe is looked through up to the separator, so it has to be known that there is one.
        let begins = !trimmed.text.starts_with('|')
            || separator.next(lines, at + 1, |line| is_separator(line.text))
                < heading.next(lines, at, |line| Section::of_heading(line.text.trim()).is_some());
        if begins && let Some((table, taken)) = table(&lines[at..], report) {
            blocks.push(Block::Table(table));
            at += taken;
            continue;
        }
        if section == Some(Section::Skip) {
            at += 1;
            continue;
        }
        // `- Example request`: an item that works as a heading, what is in it no longer told from what follows.
        if let Some(found) = item(trimmed.text).and_then(Section::of_heading).filter(|found| found.is_example()) {
            blocks.push(Block::Heading { level: 3, line: trimmed.from(2) });
            section = Some(found);
            at += 1;
            continue;
        }
        at += match section {
            Some(section) if section.is_example() => example(&lines[at..], &mut blocks),
            // `- Parameters in the lamp field`: what announces a table is in no list that ends before it.
            _ if item(trimmed.text).is_some() && announces_table(&lines[at + 1..]) => {
                blocks.push(Block::Paragraph(vec![trimmed.from(2)]));
                1
            }
            _ => {
                blocks.push(paragraph(trimmed));
                1
            }
        };
    }
    blocks
}

fn announces_table(lines: &[Line<'_>]) -> bool {
    let mut next = lines.iter().map(|line| line.text.trim()).filter(|text| !text.is_empty());
    next.next().is_some_and(|text| text.starts_with('|') || text.ends_with('|'))
}

/// The next line of a kind, looked for once however often it is asked for.
#[derive(Default)]
struct Ahead(Option<usize>);

impl Ahead {
    /// The first such line from that one on; the number of all lines where there is none.
    fn next(&mut self, lines: &[Line<'_>], from: usize, is: impl Fn(&Line<'_>) -> bool) -> usize {
        match self.0 {
            Some(known) if known >= from => known,
            _ => *self.0.insert((from..lines.len()).find(|at| is(&lines[*at])).unwrap_or(lines.len())),
        }
    }
}

fn item(text: &str) -> Option<&str> {
    text.strip_prefix("- ").map(str::trim)
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

/// Whether a line is `|---|---|`, or `---|---|` where rows begin without a pipe too.
fn is_separator(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 3
        && text.ends_with('|')
        && text.contains("---")
        && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// The table that begins here, and how many lines it takes. `None` where no separator follows.
fn table<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let first = lines.first()?.text.trim();
    match (first.starts_with('|'), first.ends_with('|')) {
        (true, _) => piped(lines, report),
        (false, true) => closed(lines, report),
        _ => None,
    }
}

/// More columns than any table has.
const WIDEST: usize = 64;

/// How many columns the header has that begins here, and how many lines it takes, where its cells end in a pipe each and
/// none begins with one.
fn closed_header(lines: &[Line<'_>]) -> Option<(usize, usize)> {
    // The cells of a whole table look like a header that has no end.
    for (columns, line) in lines.iter().take(WIDEST).enumerate() {
        let text = line.text.trim();
        if is_separator(text) {
            return (columns > 0 && columns == text.matches('|').count()).then_some((columns, columns + 1));
        }
        if !text.ends_with('|') {
            return None;
        }
    }
    None
}

/// A table whose cells end in a pipe each, and whose rows have no other mark: only their number tells where one ends.
fn closed<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let (columns, mut at) = closed_header(lines)?;
    let (header, _) = closed_row(&lines[..at - 1], columns);
    let mut table = Table { line: lines[0].number, header: Some(header), ..Table::default() };
    while let Some(line) = lines.get(at) {
        // The name of a parameter stands in one line, so a line without a pipe is no row.
        if !line.text.trim_end().ends_with('|') || closed_header(&lines[at..]).is_some() {
            break;
        }
        let (row, taken) = closed_row(&lines[at..], columns);
        if row.cells.len() != columns {
            ragged(report, *line, row.cells.len(), columns);
        }
        at += taken;
        table.rows.push(row);
    }
    Some((table, at))
}

fn closed_row<'p>(lines: &[Line<'p>], columns: usize) -> (Row<'p>, usize) {
    let mut row = Row { line: lines.first().map_or(0, |line| line.number), cells: Vec::new() };
    let (mut open, mut taken) = (Cell::default(), 0);
    for &line in lines {
        if row.cells.len() >= columns || Section::of_heading(line.text.trim()).is_some() {
            break;
        }
        taken += 1;
        take(line, false, columns, &mut row, &mut open);
    }
    if !open.is_empty() {
        row.cells.push(open);
    }
    (row, taken.max(1))
}

/// A table whose rows begin with a pipe.
fn piped<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let mut header = Row { line: lines[0].number, cells: Vec::new() };
    let mut at = 0;
    let mut open = Cell::default();
    loop {
        let line = *lines.get(at)?;
        if at > 0 && is_separator(line.text) {
            break;
        }
        take(line, at == 0, usize::MAX, &mut header, &mut open);
        at += 1;
    }
    let columns = lines[at].text.trim().trim_matches('|').split('|').count();
    if header.cells.len() != columns {
        ragged(report, lines[at], header.cells.len(), columns);
    }
    at += 1;
    let mut table = Table { line: lines[0].number, header: Some(header), ..Table::default() };
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
    let gaps = has_gaps(lines, columns);
    for &line in lines {
        let text = line.text.trim();
        if gaps && taken > 0 && text == "|" && row.cells.len() < columns {
            taken += 1;
            row.cells.push(std::mem::take(&mut open));
            continue;
        }
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
    let taken = taken.max(1);
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

/// Whether lone pipes within the row that begins here are empty cells, and not the beginning of the next row: then it
/// has as many cells as it should, and ends where a row can.
fn has_gaps(lines: &[Line<'_>], columns: usize) -> bool {
    let mut rest = lines.iter().map(|line| line.text.trim());
    if rest.next() != Some("|") {
        return false;
    }
    let mut gaps = false;
    for _ in 0..columns {
        // The text of a cell may take several lines.
        let Some(end) =
            rest.by_ref().take_while(|text| Section::of_heading(text).is_none()).find(|text| text.ends_with('|'))
        else {
            return false;
        };
        gaps |= end == "|";
    }
    gaps && rest.find(|text| !text.is_empty()).is_none_or(|next| next.starts_with('|') || !next.ends_with('|'))
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
