//! Simple tables: columns under runs of `=`.

use crate::blocks::{Cell, Line, Row, Table, trim_end};

use super::Report;

/// Whether a line is a border: two or more runs of `=`.
pub(super) fn is_border(text: &str) -> bool {
    text.starts_with('=') && text.contains(' ') && text.bytes().all(|byte| matches!(byte, b'=' | b' '))
}

/// Reads the table whose first line is `lines[0]`, a border; and how many lines it took.
pub(super) fn read<'p>(lines: &[Line<'p>], report: &mut Report) -> (Table<'p>, usize) {
    let first = lines[0];
    let columns = columns(first.text);
    let mut table = Table { line: first.number, ..Table::default() };
    let mut rows: Vec<Row<'p>> = Vec::new();
    let mut ragged = false;
    let mut taken = 1;
    let mut closed = false;
    for (index, &line) in lines.iter().enumerate().skip(1) {
        if line.text.starts_with(".. ") || (is_underline(line.text) && !line.text.contains(' ')) {
            break;
        }
        taken = index + 1;
        if is_border(line.text) {
            let more = lines[taken..].iter().take_while(|line| !line.is_blank()).any(|line| is_border(line.text));
            if table.header.is_none() && more {
                table.more_headers = rows.split_off(rows.len().min(1));
                table.header = rows.pop();
                table.more_headers.iter().for_each(|row| table.header.iter_mut().for_each(|header| go_on(header, row)));
                continue;
            }
            closed = true;
            break;
        }
        if line.is_blank() || is_underline(line.text) {
            continue;
        }
        let (cells, astray) = split(line, &columns);
        if let Some(at) = astray.filter(|_| !ragged) {
            ragged = true;
            let message =
                format!("the cells of this line do not stand under the {} columns of the table", columns.len());
            report.error("ragged-table", at.number, at.column, message, "line the cells up with the runs of `=`");
        }
        match rows.last_mut() {
            // A row goes on while its first column is empty.
            Some(row) if cells.first().is_none_or(Cell::is_empty) => {
                extend(row, cells);
            }
            _ => rows.push(Row { line: line.number, cells }),
        }
    }
    table.rows = rows;
    if !closed {
        let at = lines[taken - 1];
        let help = "the page seems cut off here: fetch it again";
        report.error("truncated-table", at.number, at.column, "the table ends without its last border".into(), help);
    }
    (table, taken)
}

/// The words of a header of several rows are those of all of them.
fn go_on<'p>(header: &mut Row<'p>, row: &Row<'p>) {
    for (into, from) in header.cells.iter_mut().zip(&row.cells) {
        into.lines.extend(&from.lines);
    }
}

/// Adds lines to the cells of a row.
fn extend<'p>(row: &mut Row<'p>, cells: Vec<Cell<'p>>) {
    if row.cells.len() < cells.len() {
        row.cells.resize(cells.len(), Cell::default());
    }
    for (into, from) in row.cells.iter_mut().zip(cells) {
        into.lines.extend(from.lines);
    }
}

fn is_underline(text: &str) -> bool {
    text.len() >= 3 && text.starts_with('-') && text.bytes().all(|byte| matches!(byte, b'-' | b' '))
}

/// Where the columns begin.
fn columns(border: &str) -> Vec<usize> {
    let bytes = border.as_bytes();
    (0..bytes.len()).filter(|at| bytes[*at] == b'=' && (*at == 0 || bytes[*at - 1] == b' ')).collect()
}

/// The cells of one line, and the first word that does not stand under its column.
fn split<'p>(line: Line<'p>, starts: &[usize]) -> (Vec<Cell<'p>>, Option<Line<'p>>) {
    let cuts = if line.text.is_ascii() { None } else { byte_offsets(line.text, starts, false) };
    let cuts = cuts.as_deref().unwrap_or(starts);
    let mut astray = None;
    let mut cells = Vec::new();
    for (index, &start) in cuts.iter().enumerate() {
        if start >= line.text.len() && cuts.len() > super::WIDE {
            break;
        }
        let end = cuts.get(index + 1).copied().unwrap_or(line.text.len()).min(line.text.len());
        let text = line.text.get(start.min(end)..end).unwrap_or_default();
        // A gap between columns is blank; only the last column may run on.
        if astray.is_none() && end < line.text.len() && !text.is_empty() && !text.ends_with(' ') {
            let word = line.text[..end].rfind(' ').map_or(0, |blank| blank + 1);
            astray = line.part(word, line.text.len());
        }
        let piece = line.part(start.min(end), end).filter(|piece| !piece.is_blank());
        cells.push(Cell {
            lines: piece.map(|piece| Line { text: trim_end(piece.text), ..piece }).into_iter().collect(),
        });
    }
    (cells, astray)
}

/// Where display columns begin in a text that is not ASCII: first counting every character as one column, then wide
/// ones as two, which is how the vendor's generator pads them. `walled` asks for a `|` there.
pub(super) fn byte_offsets(text: &str, columns: &[usize], walled: bool) -> Option<Vec<usize>> {
    // Of a table wider than any, only as much as the text can reach.
    let reached = columns.partition_point(|column| *column <= 2 * text.len()) + 1;
    let columns = &columns[..columns.len().min(reached.max(super::WIDE))];
    let mut best = None;
    for wide in [true, false] {
        let mut offsets = Vec::with_capacity(columns.len());
        let mut wanted = columns.iter().copied().peekable();
        let mut column = 0;
        for (at, c) in text.char_indices() {
            while wanted.next_if(|wanted| *wanted <= column).is_some() {
                offsets.push(at);
            }
            column += if wide && is_wide(c) { 2 } else { 1 };
        }
        offsets.resize(columns.len(), text.len());
        let good = |at: &usize| match text.as_bytes().get(*at) {
            Some(byte) if walled => matches!(byte, b'|' | b'+'),
            Some(_) => *at == 0 || text.as_bytes()[at - 1] == b' ',
            None => !walled,
        };
        if offsets.iter().all(good) {
            return Some(offsets);
        }
        best.get_or_insert(offsets);
    }
    best
}

fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}
