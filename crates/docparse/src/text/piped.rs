//! Tables of text whose rows begin with a pipe: one line for each cell, or for the whole row.

use super::cells::{is_separator, ragged, take};
use crate::blocks::{Cell, Line, Row, Table, WIDEST};
use crate::report::Report;
use crate::sections::Section;

/// A table whose rows begin with a pipe.
pub(super) fn table<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let mut header = Row { line: lines[0].number, cells: Vec::new() };
    let mut at = 0;
    let mut open = Cell::default();
    loop {
        let line = *lines.get(at)?;
        if at > 0 && is_separator(line.text) {
            break;
        }
        if at > 0 && line.text.trim_start().starts_with('|') {
            return None; // The header of a table is its first row.
        }
        take(line, at == 0 && line.text.trim_start().starts_with('|'), usize::MAX, &mut header, &mut open);
        at += 1;
    }
    let columns = columns(lines[at].text);
    if header.cells.len() > columns + 1 {
        return None;
    }
    if header.cells.len() != columns {
        ragged(report, lines[at], header.cells.len(), columns);
    }
    check_pipes(&header, report);
    // Where the header is one line, a pipe alone is a row that has lost its cells.
    let whole = at == 1 && header.cells.len() > 1;
    at += 1;
    let mut table = Table { line: lines[0].number, header: Some(header), ..Table::default() };
    loop {
        let blank = lines[at..].iter().take_while(|line| line.is_blank()).count();
        let Some(&line) = lines.get(at + blank) else { break };
        if !line.text.trim_start().starts_with('|') || is_header(&lines[at + blank..]) {
            break;
        }
        at += blank;
        let next = lines.get(at + 1).map_or("", |line| line.text.trim());
        if whole && line.text.trim() == "|" && (next.is_empty() || next.starts_with('|')) {
            ragged(report, line, 0, columns);
            table.rows.push(Row { line: line.number, cells: Vec::new() });
            at += 1;
            continue;
        }
        let (row, taken) = row(&lines[at..], columns, report);
        at += taken;
        table.rows.push(row);
    }
    Some((table, at))
}

/// A table whose rows begin with a pipe, but not its header.
pub(super) fn opened<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let columns = lines.iter().take(WIDEST).take_while(|line| line.text.trim_end().ends_with('|'));
    let columns = columns.take_while(|line| !line.text.trim_start().starts_with('|')).count();
    let separator = lines.get(columns)?.text.trim();
    if !is_separator(separator) || separator.matches('|').count() != columns + 1 {
        return None;
    }
    let message = "the header of the table begins without its `|`".into();
    report.error("damaged-table", lines[0].number, lines[0].column, message, "write a `|` above the first cell");
    table(lines, report)
}

/// Whether the row that begins here is the header of a table of its own: a separator comes before the next row.
fn is_header(lines: &[Line<'_>]) -> bool {
    let begins = |line: &Line<'_>| line.text.trim_start().starts_with('|') || is_separator(line.text);
    let Some(next) = (1..lines.len()).find(|at| begins(&lines[*at])) else { return false };
    // A row and a header that has lost its first pipe have more cells than there are columns.
    let cells = lines[..next].iter().map(|line| line.text.trim()).filter(|text| text.len() > 1 && text.ends_with('|'));
    is_separator(lines[next].text) && cells.count() <= columns(lines[next].text) + 1
}

/// How many columns a separator tells of.
fn columns(separator: &str) -> usize {
    separator.trim().trim_matches('|').split('|').count()
}

/// One row of a known number of columns.
fn row<'p>(lines: &[Line<'p>], columns: usize, report: &mut Report) -> (Row<'p>, usize) {
    let mut row = Row { line: lines[0].number, cells: Vec::new() };
    let mut open = Cell::default();
    let mut taken = 0;
    let gaps = has_gaps(lines, columns);
    for (at, &line) in lines.iter().enumerate() {
        let text = line.text.trim();
        if gaps && taken > 0 && text == "|" && row.cells.len() < columns {
            taken += 1;
            row.cells.push(std::mem::take(&mut open));
            continue;
        }
        let complete = row.cells.len() >= columns;
        if complete || (taken > 0 && (text.starts_with('|') || Section::of_heading(text).is_some())) {
            // A `|` alone may close the last cell, whose text stood in lines of its own.
            let next = lines.get(at + 1).map_or("", |next| next.text.trim());
            let ends = next.starts_with('|') || !next.ends_with('|');
            if !complete && text == "|" && ends && row.cells.len() + 1 == columns && !open.is_empty() {
                taken += 1;
                row.cells.push(std::mem::take(&mut open));
            }
            break;
        }
        taken += 1;
        take(line, taken == 1, columns, &mut row, &mut open);
    }
    let unclosed = !open.is_empty();
    if unclosed {
        row.cells.push(open);
    }
    let taken = taken.max(1);
    if unclosed && row.cells.len() == columns && lines.len() > taken {
        let (at, help) = (lines[taken - 1], "close each cell of the row with one `|`");
        report.error("ragged-table", at.number, at.column, "the last cell of the row is not closed".into(), help);
    }
    check_pipes(&row, report);
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

/// A pipe at the end of a cell's words is none of them: either it is one too many, or the line before has lost its own.
fn check_pipes(row: &Row<'_>, report: &mut Report) {
    let mut lines = row.cells.iter().flat_map(|cell| &cell.lines);
    if let Some(line) = lines.find(|line| line.text.ends_with(['|', '\\'])) {
        let help = "close each cell of the row with one `|`";
        report.error("ragged-table", line.number, line.column, "this cell ends with more than one `|`".into(), help);
    }
}
