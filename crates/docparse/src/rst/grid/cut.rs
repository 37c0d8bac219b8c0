//! The lines of a grid table cut to cells, where its borders say that columns begin and end.

use std::borrow::Cow;

use crate::blocks::{Cell, Line, Row, trim_end};

/// A line inside the table that closes only some cells: `+----+    |`, `|    +----+`. It leads from one edge to the next,
/// which the borders of a table in a cell do not.
pub(super) fn is_partial(text: &str, edges: &[usize]) -> bool {
    // Few lines have a cross at an edge; and of a hundred thousand edges, a short line reaches few.
    let mut reached = edges.iter().map_while(|edge| text.as_bytes().get(*edge));
    if text.is_ascii() && !reached.any(|byte| *byte == b'+') || !text.contains("+-") {
        return false;
    }
    let cuts = cuts(text, edges);
    let mut reached = cuts.windows(2).map_while(|pair| Some((text.as_bytes().get(pair[0])?, pair)));
    reached.any(|(byte, pair)| *byte == b'+' && is_ruled(text, pair))
}

/// The bytes at which the columns begin and end in a line.
pub(super) fn cuts<'e>(text: &str, edges: &'e [usize]) -> Cow<'e, [usize]> {
    let cuts = if text.is_ascii() { None } else { crate::rst::simple::byte_offsets(text, edges, true) };
    cuts.map_or(Cow::Borrowed(edges), Cow::Owned)
}

/// Whether a line closes the cell between two edges.
pub(super) fn is_ruled(text: &str, pair: &[usize]) -> bool {
    text.as_bytes().get(pair[0] + 1..pair[1]).is_some_and(|part| part.iter().all(|byte| *byte == b'-'))
}

/// Adds the words beside a partial border to the cells that go on there.
pub(super) fn push_open<'p>(line: Line<'p>, edges: &[usize], row: &mut Row<'p>) {
    let cuts = cuts(line.text, edges);
    let open = |pair: &&[usize]| !is_ruled(line.text, pair);
    let mut column = 0;
    while column + 1 < cuts.len() {
        let wall = |pair: &&[usize]| matches!(line.text.as_bytes().get(pair[0]), Some(b'|' | b'+'));
        // A cell that spans columns has no wall before the next.
        let more = cuts[column + 1..].windows(2).take_while(|pair| open(pair) && !wall(pair)).count();
        let (start, end) = (cuts[column] + 1, cuts[column + 1 + more]);
        if open(&&cuts[column..column + 2]) && line.part(start, end).is_some_and(|piece| !piece.is_blank()) {
            push(row, column, line, start, end);
        }
        column += 1 + more;
    }
}

/// Adds the cells of one line to the row; the byte at which it leaves the frame, where it does.
pub(super) fn split<'p>(line: Line<'p>, edges: &[usize], row: &mut Row<'p>) -> Option<u32> {
    let cuts = cuts(line.text, edges);
    let bytes = line.text.as_bytes();
    let last = *cuts.last().unwrap_or(&0);
    let framed = |cut: usize| matches!(bytes.get(cut), Some(b'|' | b'+'));
    // Inner walls may be missing where a cell spans columns; the outer ones never are.
    if bytes.len() == last + 1 && framed(last) && cuts.iter().all(|cut| framed(*cut) || is_blank_or_text(bytes, *cut)) {
        let mut start = 0;
        for end in 1..cuts.len() {
            if framed(cuts[end]) {
                push(row, start, line, cuts[start] + 1, cuts[end]);
                start = end;
            }
        }
        let whole = cuts[1..cuts.len() - 1].iter().all(|cut| framed(*cut));
        let spans = whole || bytes.iter().filter(|byte| **byte == b'|').count() < cuts.len();
        return (!spans).then(|| cuts.iter().find(|cut| !framed(**cut)).map_or(0, |cut| *cut as u32));
    }
    // Out of line: the walls that stand free count as walls, and the rest of the line belongs to the last column.
    let mut walls: Vec<usize> = line.text.match_indices('|').map(|(at, _)| at).collect();
    if walls.len() > edges.len() {
        let closing = walls.pop().unwrap_or(line.text.len());
        walls.truncate(edges.len() - 1);
        walls.push(closing);
    } else if !line.text.ends_with('|') {
        walls.push(line.text.len());
    }
    for (column, pair) in walls.windows(2).enumerate().take(edges.len() - 1) {
        push(row, column, line, pair[0] + 1, pair[1]);
    }
    Some(cuts.iter().find(|cut| !framed(**cut)).map_or(0, |cut| (*cut).min(line.text.len()) as u32))
}

fn is_blank_or_text(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| byte.is_ascii())
}

fn push<'p>(row: &mut Row<'p>, column: usize, line: Line<'p>, start: usize, end: usize) {
    let Some(text) = line.text.get(start..end) else { return };
    let lead = usize::from(text.starts_with(' '));
    let words = trim_end(&text[lead..]);
    if words.is_empty() && row.cells.get(column).is_none_or(|cell| cell.lines.is_empty()) {
        return;
    }
    let start = start + lead;
    let Some(piece) = line.part(start, start + words.len()) else { return };
    if row.cells.len() <= column {
        row.cells.resize_with(column + 1, Cell::default);
    }
    let lines = &mut row.cells[column].lines;
    match lines.is_empty() {
        // Most cells are one line, which takes no more room than that.
        true => *lines = vec![piece],
        false => lines.push(piece),
    }
}
