//! Tables of text whose rows are lines that begin without a pipe: `Name | Type |`.

use super::cells::ragged;
use crate::blocks::{Cell, Line, Row, Table};
use crate::markdown;
use crate::report::Report;
use crate::sections::Section;

/// The table that begins with the first of these lines, a header above a separator; and how many lines it takes.
pub(super) fn table<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let [first, separator, ..] = lines else { return None };
    if !first.text.contains('|') || !markdown::is_separator(separator.text) {
        return None;
    }
    let columns = separator.text.trim().trim_matches('|').split('|').count();
    let closed = first.text.trim_end().ends_with('|');
    let (header, _) = row(&lines[..1], columns, closed);
    if columns < 2 || header.cells.len() != columns {
        return None;
    }
    let mut table = Table { line: first.number, header: Some(header), ..Table::default() };
    let mut at = 2;
    while let Some(line) = lines.get(at).filter(|line| line.text.contains('|')) {
        if lines.get(at + 1).is_some_and(|next| markdown::is_separator(next.text)) {
            break;
        }
        let (row, taken) = row(&lines[at..], columns, closed);
        if row.cells.len() != columns {
            ragged(report, *line, row.cells.len(), columns);
        }
        table.rows.push(row);
        at += taken;
    }
    Some((table, at))
}

/// One row, and how many lines it takes: where rows are closed with a pipe, what is not closed goes on in the next line.
fn row<'p>(lines: &[Line<'p>], columns: usize, closed: bool) -> (Row<'p>, usize) {
    let mut row = Row { line: lines[0].number, cells: Vec::new() };
    let (mut open, mut taken) = (Cell::default(), 0);
    for line in lines.iter().map(|line| line.trimmed()) {
        let pipes = line.text.matches('|').count();
        let goes_on = closed && row.cells.len() < columns && (pipes == 0 || (pipes == 1 && line.text.ends_with('|')));
        if taken > 0 && (!goes_on || line.text.is_empty() || Section::of_heading(line.text).is_some()) {
            break;
        }
        taken += 1;
        let mut start = 0;
        // Pipes beyond those of the columns are letters of the last cell.
        let last = columns - 1 - row.cells.len().min(columns - 1);
        for (end, _) in line.text.match_indices('|').take(last) {
            open.lines.extend(part(line, start, end));
            row.cells.push(std::mem::take(&mut open));
            start = end + 1;
        }
        let whole = line.text.strip_suffix('|').filter(|_| closed && line.text.len() > start);
        open.lines.extend(part(line, start, whole.unwrap_or(line.text).len()));
        if whole.is_some() {
            row.cells.push(std::mem::take(&mut open));
        }
    }
    if !open.lines.is_empty() {
        row.cells.push(open);
    }
    (row, taken.max(1))
}

fn part<'p>(line: Line<'p>, start: usize, end: usize) -> Option<Line<'p>> {
    line.part(start, end).map(Line::trimmed).filter(|part| !part.text.is_empty())
}
