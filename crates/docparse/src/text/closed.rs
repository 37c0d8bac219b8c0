//! Tables of text whose cells end in a pipe each, one in a line, and whose rows have no other mark.

use super::cells::{is_separator, ragged, take};
use crate::blocks::{Cell, Line, Row, Table, WIDEST};
use crate::report::Report;
use crate::sections::Section;

/// How many columns the header has that begins here, and how many lines it takes, where its cells end in a pipe each and
/// none begins with one.
fn header(lines: &[Line<'_>]) -> Option<(usize, usize)> {
    // The cells of a whole table look like a header that has no end.
    for (columns, line) in lines.iter().take(WIDEST).enumerate() {
        let text = line.text.trim();
        if is_separator(text) {
            let wanted = text.trim_matches('|').split('|').count();
            // Where the separator begins with a pipe, the rows may do so too, and are read by that.
            let next = lines[columns + 1..].iter().map(|line| line.text.trim()).find(|text| !text.is_empty());
            let marked = text.starts_with('|') && next.is_none_or(|next| next.starts_with('|'));
            return (columns > 0 && columns == wanted && !marked).then_some((columns, columns + 1));
        }
        if !text.ends_with('|') {
            return None;
        }
    }
    None
}

/// A table whose cells end in a pipe each, and whose rows have no other mark: only their number tells where one ends.
pub(super) fn table<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let (columns, mut at) = header(lines)?;
    let (names, _) = row(&lines[..at - 1], columns);
    let mut table = Table { line: lines[0].number, header: Some(names), ..Table::default() };
    while let Some(line) = lines.get(at) {
        // The name of a parameter stands in one line, so a line without a pipe is no row.
        if !line.text.trim_end().ends_with('|') || header(&lines[at..]).is_some() {
            break;
        }
        let (row, taken) = row(&lines[at..], columns);
        if row.cells.len() != columns {
            ragged(report, *line, row.cells.len(), columns);
        }
        at += taken;
        table.rows.push(row);
    }
    Some((table, at))
}

fn row<'p>(lines: &[Line<'p>], columns: usize) -> (Row<'p>, usize) {
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
