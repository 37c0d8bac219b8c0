//! What the tables of text have in common, whatever marks their rows: cells that end with a pipe.

use crate::blocks::{Cell, Line, Row};
use crate::report::Report;

/// Whether a line is `|---|---|`, or `---|---|` where rows begin without a pipe too.
pub(super) fn is_separator(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 3
        && text.contains('|')
        && text.contains("---")
        && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// Adds one line to a row: whole cells where it is written `| a | b |`, else a part of the cell that is open.
pub(super) fn take<'p>(line: Line<'p>, first: bool, columns: usize, row: &mut Row<'p>, open: &mut Cell<'p>) {
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

pub(super) fn ragged(report: &mut Report, line: Line<'_>, found: usize, expected: usize) {
    let message = format!("expected {expected} cells in this row, but found {found}");
    report.error("ragged-table", line.number, line.column, message, "close each cell of the row with one `|`");
}
