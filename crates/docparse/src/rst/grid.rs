//! Grid tables: cells in a frame of `+`, `-` and `|`.

use crate::blocks::{Cell, Line, Repeats, Row, Table, WIDEST};
use crate::report::Report;

mod cut;

use cut::{cuts, is_partial, is_ruled, push_open, split};

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
    // Few lines begin with anything else than their frame.
    let framed = |line: &&Line<'_>| is_framed(line.text) || is_framed(line.text.trim_start());
    &lines[..lines.iter().take_while(framed).count()]
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
    let filled = |pair: &[usize]| {
        line.text.get(pair[0] + 1..pair[1]).is_some_and(|text| text.starts_with(' ') && !text.trim().is_empty())
    };
    // In most lines, there is nothing below the name.
    named && edges.windows(2).take(3).all(filled) && line.text.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let lines: Vec<Line<'_>> =
            text.lines().zip(1..).map(|(text, number)| Line { number, column: 1, text: text.trim() }).collect();
        let mut report = Report::new("page".into(), Vec::new());
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
