//! Simple tables: columns under runs of `=`.

use crate::blocks::{Cell, Line, Row, Table, WIDEST, trim_end};
use crate::report::Report;

/// Whether a line is a border: two or more runs of `=`.
pub(super) fn is_border(text: &str) -> bool {
    text.starts_with('=') && text.contains(' ') && text.bytes().all(|byte| matches!(byte, b'=' | b' '))
}

/// Whether a simple table begins with the first of these lines: a border, or what a border stands right below of, where
/// the first one is missing.
pub(super) fn begins(lines: &[Line<'_>]) -> bool {
    let is_row =
        |text: &str| !text.starts_with([' ', '.', '|', '+']) && text.bytes().any(|byte| !b"=-".contains(&byte));
    match lines {
        [first, ..] if is_border(first.text) => true,
        [first, second, ..] => is_border(second.text) && is_row(first.text),
        _ => false,
    }
}

/// Whether a line that is no border was one before up to two of its signs became others.
fn is_damaged_border(text: &str) -> bool {
    (text.starts_with("==") || text.ends_with("==")) && text.bytes().filter(|byte| !b"= ".contains(byte)).count() < 3
}

/// Whether a line is a border, or was one before its first signs were lost. One that begins later is that of a table in a
/// cell.
fn is_moved_border(line: &Line<'_>) -> bool {
    is_border(line.text) || (line.text.starts_with(' ') && line.indent() < 4 && is_border(line.text.trim_start()))
}

/// Reads the table that begins with `lines[0]`; and how many lines it took.
pub(super) fn read<'p>(lines: &[Line<'p>], report: &mut Report) -> (Table<'p>, usize) {
    let first = lines[0];
    let (inside, closing) = extent(lines);
    let borders = lines[..lines.len().min(inside + 1)].iter().filter(|line| is_moved_border(line));
    let borders: Vec<Line<'p>> = borders.copied().collect();
    // One border may be damaged: two that are alike are not.
    let model = match borders[..] {
        [one, other, third] if one.text != other.text && other.text == third.text => other,
        [one, ..] => one,
        [] => first,
    };
    let columns = columns(model.text);
    let mut table = Table { line: first.number, ..Table::default() };
    let mut rows: Vec<Row<'p>> = Vec::new();
    let mut ragged = false;
    if !is_border(first.text) {
        let message = "the table begins without its first border".into();
        let help = format!("set the border of line {} above this line too", model.number);
        report.error("damaged-table", first.number, first.column, message, &help);
    }
    if let Some(other) = borders.iter().find(|line| line.text != model.text) {
        let at = other.text.bytes().zip(model.text.bytes()).take_while(|(one, other)| one == other).count();
        let message = format!("this border is not like the one in line {}", model.number);
        let help = "let all borders of the table have the same runs of `=`";
        report.error("damaged-table", other.number, other.column + at as u32, message, help);
    }
    let begin = usize::from(is_border(first.text));
    for &line in &lines[begin..inside] {
        if is_moved_border(&line) {
            if table.header.is_none() {
                table.more_headers = rows.split_off(rows.len().min(1));
                table.header = rows.pop();
                table.more_headers.iter().for_each(|row| table.header.iter_mut().for_each(|header| go_on(header, row)));
            }
            continue;
        }
        if line.is_blank() || is_underline(line.text) {
            continue;
        }
        if is_damaged_border(line.text) {
            let message = format!("this border is not like the one in line {}", model.number);
            let help = "let all borders of the table have the same runs of `=`";
            report.error("damaged-table", line.number, line.column, message, help);
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
    if table.header.is_none() && table.rows.len() > 1 && super::names_columns(&table.rows[0]) {
        let message = "the table has no border below its header".into();
        report.error("damaged-table", first.number, first.column, message, "set the first border below the header too");
    }
    if !closing {
        let at = lines[inside - 1];
        let help = "the page seems cut off here: fetch it again";
        report.error("truncated-table", at.number, at.column, "the table ends without its last border".into(), help);
    }
    (table, inside + usize::from(closing))
}

/// How many of the lines are the table's without its last border, and whether there is one: the
/// second after the first, or one that a blank line follows. Without it, the table ends with its last border or with the first blank line below that.
fn extent(lines: &[Line<'_>]) -> (usize, bool) {
    let ends = |line: &Line<'_>| line.text.starts_with(".. ") || (is_underline(line.text) && !line.text.contains(' '));
    let (mut last, mut header) = (0, !lines.first().is_some_and(|first| is_border(first.text)));
    for (at, line) in lines.iter().enumerate().skip(1) {
        if ends(line) {
            break;
        }
        if is_moved_border(line) {
            if (header && last > 0) || lines.get(at + 1).is_none_or(|next| next.is_blank()) {
                return (at, true);
            }
            (last, header) = (at, true);
        }
    }
    let own = |line: &&Line<'_>| !line.is_blank() && !ends(line);
    (last + 1 + lines[last + 1..].iter().take_while(own).count(), false)
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
        if start >= line.text.len() && cuts.len() > WIDEST {
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
    let columns = &columns[..columns.len().min(reached.max(WIDEST))];
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
