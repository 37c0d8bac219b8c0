//! Grid tables: cells in a frame of `+`, `-` and `|`.

use std::borrow::Cow;

use crate::blocks::{Cell, Line, Repeats, Row, Table, WIDEST, trim_end};
use crate::report::Report;

/// So many lines of a frame have a border among them.
const HIGHEST: usize = 50;

const HELP: &str = "line the `|` and `+` up with the first line of the table";

/// Whether a line is a full border: `+---+---+`, `+===+===+`.
pub(super) fn is_border(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 3
        && bytes.starts_with(b"+")
        && bytes.ends_with(b"+")
        && matches!(bytes[1], b'-' | b'=')
        && bytes
            .chunks(64)
            .all(|part| part.iter().fold(true, |ruled, byte| ruled & (*byte == b'+' || *byte == bytes[1])))
}

/// Whether a grid table begins with the first of these lines. Its first border may be missing or damaged: then the lines
/// below, as far as they stand in a frame, have another.
pub(super) fn begins(lines: &[Line<'_>]) -> bool {
    let Some(first) = lines.first().map(|line| line.text) else { return false };
    let may = first.starts_with('|') || is_damaged_border(first);
    is_border(first) || (may && own(lines).iter().take(HIGHEST).any(|line| is_border(line.text)))
}

/// Those of the lines that stand in the frame of the table that begins with the first; a wall at its left may be missing.
fn own<'l, 'p>(lines: &'l [Line<'p>]) -> &'l [Line<'p>] {
    &lines[..lines.iter().take_while(|line| is_framed(line.text.trim_start())).count()]
}

/// Whether a line stands in the frame of a table, which damage may have opened on one side.
pub(super) fn is_framed(text: &str) -> bool {
    text.starts_with(['|', '+']) || text.ends_with(['|', '+'])
}

/// Whether a line was a full border before some of its characters were lost or became others. A border that closes only
/// some cells has three blanks and a wall at least beside it.
fn is_damaged_border(text: &str) -> bool {
    if !(text.starts_with('+') || text.ends_with('+')) {
        return false;
    }
    let foreign = text.chars().filter(|c| !matches!(c, '+' | '-' | '=')).count();
    foreign < 3 || (foreign * 4 < text.len() && !text.contains('|'))
}

/// Reads the table that begins with `lines[0]`; and how many lines it took.
pub(super) fn read<'p>(lines: &[Line<'p>], report: &mut Report) -> (Table<'p>, usize) {
    let lines = own(lines);
    let first = lines[0];
    let (model, edges) = edges(lines);
    let columns = edges.len() - 1;
    let mut table = Table { line: first.number, ..Table::default() };
    let mut row = Row::default();
    let mut repeats = Repeats::default();
    let (mut ragged, mut damaged) = (false, false);
    if !first.text.starts_with('+') && !is_damaged_border(first.text) {
        damaged = true;
        let message = "the table begins without its first border".into();
        let help = format!("set the border of line {} above this line too", model.number);
        report.error("damaged-table", first.number, first.column, message, &help);
    }
    for &line in lines {
        let closes = is_border(line.text);
        repeats.read(line.text.len());
        if closes || is_damaged_border(line.text) {
            if closes && line.text.len() != model.text.len() && !ragged {
                ragged = true;
                let message = format!("this border is not as long as the one in line {}", model.number);
                report.error("ragged-table", line.number, line.column, message, HELP);
            } else if !closes && !damaged {
                damaged = true;
                let message = format!("this border is not like the one in line {}", model.number);
                let alike = |(one, other): &(u8, u8)| one == other || (b"-=".contains(one) && b"-=".contains(other));
                let at = line.text.bytes().zip(model.text.bytes()).take_while(alike).count();
                let help = "write `+` where columns begin and end, and `-` (`=` below the header) between";
                report.error("damaged-table", line.number, line.column + at as u32, message, help);
            }
            let full = std::mem::take(&mut row);
            if full.line == 0 {
                // Two borders in a row close nothing.
            } else {
                table.rows.push(tidy(full, columns));
                if line.text.contains("==") && table.header.is_none() {
                    (table.header, table.more_headers) = header(std::mem::take(&mut table.rows));
                }
            }
            continue;
        }
        if is_partial(line.text, &edges) {
            // Some cells end here and others span on into the next row, where their text stands too.
            push_open(line, &edges, &mut row);
            let next = spanned(&row, line, &edges, &mut repeats);
            let full = std::mem::replace(&mut row, next);
            if full.line > 0 {
                table.rows.push(tidy(full, columns));
            }
            continue;
        }
        if row.line == 0 {
            row.line = line.number;
        }
        if !damaged && is_second(line, &row, &edges) {
            damaged = true;
            let message = "a row seems to begin here, but no border is above it".into();
            report.error("damaged-table", line.number, line.column, message, "set a border between any two rows");
        }
        if let Some(column) = split(line, &edges, &mut row)
            && !ragged
        {
            ragged = true;
            let message = format!("the cells of this line do not stand under the {columns} columns of the table");
            report.error("ragged-table", line.number, line.column + column, message, HELP);
        }
    }
    if table.header.is_none() && !damaged && table.rows.first().is_some_and(super::names_columns) {
        let message = "the table has no border of `=` below its header".into();
        report.error(
            "damaged-table",
            first.number,
            first.column,
            message,
            "write the border below the header with `=`",
        );
    }
    if repeats.exhausted {
        let (message, help) = Repeats::TOLD;
        report.error("damaged-table", first.number, first.column, message.to_owned(), help);
    }
    if row.line > 0 {
        let at = lines[lines.len() - 1];
        table.rows.push(tidy(row, columns));
        // A page that breaks off within a line is cut off, not ragged.
        report.problems.retain(|problem| problem.code != "ragged-table" || problem.at.line != at.number);
        let help = "the page seems cut off here: fetch it again";
        report.error("truncated-table", at.number, at.column, "the table ends without its last border".into(), help);
    }
    (table, lines.len())
}

/// The border that the others are measured by, and where the columns begin and end. One border may be damaged, so it is the
/// first of those whose length most have; cells may span several columns, so it need not show them all.
fn edges<'p>(lines: &[Line<'p>]) -> (Line<'p>, Vec<usize>) {
    let crosses =
        |text: &str| text.bytes().enumerate().filter(|(_, b)| *b == b'+').map(|(at, _)| at).collect::<Vec<_>>();
    let borders: Vec<Line<'p>> = lines.iter().copied().filter(|line| is_border(line.text)).collect();
    let like = |model: &Line<'_>| borders.iter().filter(|line| line.text.len() == model.text.len()).count();
    let mut model = borders.first().copied().unwrap_or(lines[0]);
    if let Some(other) = borders.iter().find(|line| line.text.len() != model.text.len())
        && like(other) > like(&model)
    {
        model = *other;
    }
    let mut edges = crosses(model.text);
    for line in borders.iter().filter(|line| line.text.len() == model.text.len() && line.text != model.text) {
        let more = crosses(line.text);
        if more.len() > edges.len() && edges.iter().all(|edge| more.contains(edge)) {
            edges = more;
        }
    }
    (model, edges)
}

/// A cell shorter than its row ends in blank lines, which say nothing. Of a table wider than any, rows have only the cells
/// that stand there.
fn tidy(mut row: Row<'_>, columns: usize) -> Row<'_> {
    if row.cells.len() < columns && columns <= WIDEST {
        row.cells.resize(columns, Cell::default());
    }
    for cell in &mut row.cells {
        while cell.lines.pop_if(|line| line.is_blank()).is_some() {}
    }
    row
}

/// The row that names the columns, and the rows that it is made of beside the first: what stands below the name of a
/// group is the name of the column.
fn header(rows: Vec<Row<'_>>) -> (Option<Row<'_>>, Vec<Row<'_>>) {
    let mut rows = rows.into_iter();
    let mut header = rows.next();
    let heads: Vec<Row<'_>> = rows.collect();
    for row in &heads {
        let cells = header.iter_mut().flat_map(|header| &mut header.cells);
        cells.zip(&row.cells).filter(|(_, more)| !more.is_empty()).for_each(|(cell, more)| cell.clone_from(more));
    }
    (header, heads)
}

/// A line inside the table that closes only some cells: `+----+    |`, `|    +----+`. It leads from one edge to the next,
/// which the borders of a table in a cell do not.
fn is_partial(text: &str, edges: &[usize]) -> bool {
    // Few lines have a cross at an edge.
    let crossed = |edge: &usize| text.as_bytes().get(*edge) == Some(&b'+');
    if text.is_ascii() && !edges.iter().any(crossed) || !text.contains("+-") {
        return false;
    }
    let cuts = cuts(text, edges);
    cuts.windows(2).any(|pair| text.as_bytes().get(pair[0]) == Some(&b'+') && is_ruled(text, pair))
}

/// The bytes at which the columns begin and end in a line.
fn cuts<'e>(text: &str, edges: &'e [usize]) -> Cow<'e, [usize]> {
    let cuts = if text.is_ascii() { None } else { super::simple::byte_offsets(text, edges, true) };
    cuts.map_or(Cow::Borrowed(edges), Cow::Owned)
}

/// Whether a line closes the cell between two edges.
fn is_ruled(text: &str, pair: &[usize]) -> bool {
    text.as_bytes().get(pair[0] + 1..pair[1]).is_some_and(|part| part.iter().all(|byte| *byte == b'-'))
}

/// Adds the words beside a partial border to the cells that go on there.
fn push_open<'p>(line: Line<'p>, edges: &[usize], row: &mut Row<'p>) {
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

fn spanned<'p>(row: &Row<'p>, line: Line<'p>, edges: &[usize], repeats: &mut Repeats) -> Row<'p> {
    let cuts = cuts(line.text, edges);
    let closed = |column: usize| cuts.get(column..column + 2).is_some_and(|pair| is_ruled(line.text, pair));
    let cell = |(column, cell): (usize, &Cell<'p>)| if closed(column) { Cell::default() } else { repeats.repeat(cell) };
    // It is a row once a line of its own follows.
    Row { line: 0, cells: row.cells.iter().enumerate().map(cell).collect() }
}

/// Whether a line looks like the beginning of a row of its own: below the name that the row has, it has another, and more
/// beside it.
fn is_second(line: Line<'_>, row: &Row<'_>, edges: &[usize]) -> bool {
    let named = row.cells.first().is_some_and(|cell| !cell.is_empty());
    let filled = |pair: &&[usize]| {
        line.text.get(pair[0] + 1..pair[1]).is_some_and(|text| text.starts_with(' ') && !text.trim().is_empty())
    };
    named && line.text.is_ascii() && edges.windows(2).take(3).filter(filled).count() == 3.min(edges.len() - 1)
}

/// Adds the cells of one line to the row; the byte at which it leaves the frame, where it does.
fn split<'p>(line: Line<'p>, edges: &[usize], row: &mut Row<'p>) -> Option<u32> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let lines: Vec<Line<'_>> =
            text.lines().zip(1..).map(|(text, number)| Line { number, column: 1, text: text.trim() }).collect();
        let mut report = Report { file: "page".into(), problems: Vec::new() };
        let (table, taken) = read(&lines, &mut report);
        assert_eq!(taken, lines.len());
        let cell = |cell: &Cell<'_>| cell.lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join("/");
        let row =
            |row: &Row<'_>| format!("{}: {}", row.line, row.cells.iter().map(cell).collect::<Vec<_>>().join(", "));
        let problems = report.problems.iter().map(|problem| format!("{} {}", problem.code, problem.at));
        table.header.iter().chain(&table.rows).map(row).chain(problems).collect()
    }

    #[test]
    fn cells_may_hold_several_lines_and_wide_characters() {
        let text = "+----+------+
                    | a  | b    |
                    +====+======+
                    | c  | d    |
                    |    |      |
                    |    | -  e |
                    +----+------+
                    | é  | f|g  |
                    +----+------+
                    | 中 | h    |
                    +----+------+";
        assert_eq!(shown(text), ["2: a, b", "4: c, d//-  e", "8: é, f|g", "10: 中, h"]);
    }

    #[test]
    fn a_cell_may_span_columns_or_rows() {
        let text = "+---+---+
                    | a | b |
                    +===+===+
                    | c     |
                    +---+---+
                    | d | e |
                    |   +---+
                    |   | f |
                    +---+---+";
        assert_eq!(shown(text), ["2: a, b", "4: c, ", "6: d, e", "8: d, f"]);
    }

    #[test]
    fn words_beside_a_border_that_closes_other_cells_are_kept() {
        let text = "+---+------+
                    | a | b    |
                    +===+======+
                    | c | d    |
                    +---+ e    |
                    | f | g    |
                    +---+ 中 h |
                    | i | j    |
                    +---+------+";
        assert_eq!(shown(text), ["2: a, b", "4: c, d/e", "6: f, d/e/g/中 h", "8: i, d/e/g/中 h/j"]);
        let text = "+---+---+---+
                    | a | b | c |
                    +===+===+===+
                    | d | words |
                    +---+ about |
                    | e | f     |
                    +---+---+---+";
        assert_eq!(shown(text), ["2: a, b, c", "4: d, words/about, ", "6: e, words/about/f, "]);
    }

    #[test]
    fn err_a_short_border_is_ragged() {
        let text = "+---+---+
                    | a | b |
                    +===+==+
                    | c | d |
                    +---+---+";
        assert_eq!(shown(text), ["2: a, b", "4: c, d", "ragged-table page:3:1"]);
    }
}
