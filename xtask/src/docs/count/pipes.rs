//! Rows between pipes: Markdown, and the text renditions, which have one line for each cell.

/// A header of more lines, each with one cell, is none.
const MOST_COLUMNS: usize = 64;

/// A line without its indentation and the marks of the quote that it is in.
fn bare(line: &str) -> &str {
    line.trim_start_matches([' ', '>'])
}

/// Whether a line stands between a header and the rows below it: `|---|:---:|`.
fn is_separator(line: &str) -> bool {
    line.contains('|') && line.contains("--") && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// Where the separator is of the header that begins with the first of these lines: the next line, or the next one that
/// begins with a pipe.
fn separator(lines: &[&str]) -> Option<usize> {
    let (first, rest) = lines.split_first()?;
    let whole = bare(first).ends_with('|') && bare(first).matches('|').count() > 2;
    let at = match bare(first).starts_with('|') && !whole {
        true => 1 + rest.iter().position(|line| bare(line).starts_with('|') || is_separator(bare(line)))?,
        false => first.contains('|').then_some(1)?,
    };
    // A row and a header that has lost its first pipe have more cells than the separator has columns.
    let cells = lines[..at].iter().filter(|line| bare(line).ends_with('|') && bare(line).len() > 1).count();
    let columns = |line: &str| bare(line).trim_matches('|').split('|').count();
    lines.get(at).is_some_and(|line| is_separator(bare(line)) && cells <= columns(line) + 1).then_some(at)
}

/// Where the separator is below a header of one line for each cell, which has lost the pipe that it begins with.
fn opened(lines: &[&str]) -> Option<usize> {
    let is_cell = |line: &&&str| !bare(line).starts_with('|') && bare(line).ends_with('|');
    let columns = lines.iter().take(MOST_COLUMNS).take_while(is_cell).count();
    let separator = bare(lines.get(columns)?);
    (columns > 0 && is_separator(separator) && separator.matches('|').count() == columns + 1).then_some(columns)
}

/// The rows of the table that begins with the first of these lines, and how many of the lines are its own.
pub(super) fn table(lines: &[&str]) -> Option<(usize, usize)> {
    if let Some(found) = closed(lines) {
        return Some(found);
    }
    let opened = opened(lines);
    let separator = opened.or_else(|| separator(lines))?;
    if !bare(lines[0]).starts_with('|') && opened.is_none() {
        let (rows, taken) =
            unmarked(&lines[separator + 1..], lines[separator], bare(lines[0]).trim_end().ends_with('|'));
        return Some((1 + rows, separator + 1 + taken));
    }
    let columns = bare(lines[separator]).trim_matches('|').split('|').count();
    let whole = separator == 1 && bare(lines[0]).matches('|').count() > 2;
    let (mut rows, mut end) = (1, separator + 1);
    loop {
        let blank = lines[end..].iter().take_while(|line| bare(line).is_empty()).count();
        let rest = &lines[end + blank..];
        // Where each row is a line, it may have lost its first pipe.
        let one_line = |line: &&str| !bare(line).starts_with('|') && line.contains('|');
        if whole && blank == 0 && rest.first().is_some_and(one_line) && self::separator(rest).is_none() {
            rows += 1;
            end += 1;
            continue;
        }
        if !rest.first().is_some_and(|line| bare(line).starts_with('|')) || self::separator(rest).is_some() {
            return Some((rows, end));
        }
        rows += 1;
        // There, a pipe alone is a row that has lost its cells.
        let next = rest.get(1).map_or("", |line| bare(line));
        let hollow = whole && bare(rest[0]) == "|" && (next.is_empty() || next.starts_with('|'));
        end += blank + if hollow { 1 } else { row(rest, columns) };
    }
}

/// How many lines the row takes that begins with the first of these.
fn row(lines: &[&str], columns: usize) -> usize {
    let first = bare(lines[0]);
    let cells = first.matches('|').count() - 1;
    // A pipe in the middle of a line is a letter of the cell, unless the line begins the row: then it holds all of it.
    if cells > 1 && first.ends_with('|') {
        return 1;
    }
    let mut closed = usize::from(first.len() > 1 && first.ends_with('|'));
    let empty = has_empty_cells(lines, columns);
    for (at, line) in lines.iter().enumerate().skip(1) {
        let text = bare(line);
        // What does not fill its columns ends where the next row begins; or with a pipe that closes its last cell.
        if closed >= columns {
            return at;
        } else if text.starts_with('|') && !(empty && text == "|") {
            let open = at > 1 && !bare(lines[at - 1]).ends_with('|');
            let next = lines.get(at + 1).map_or("", |next| bare(next));
            let closes = next.starts_with('|') || !next.ends_with('|');
            return at + usize::from(text == "|" && open && closes && closed + 1 == columns);
        }
        closed += usize::from(text.ends_with('|'));
    }
    lines.len()
}

/// Whether the pipes that stand alone in a row are cells without words: then it has as many cells as there are columns, and
/// what comes next is another row, or none.
fn has_empty_cells(lines: &[&str], columns: usize) -> bool {
    let is_close = |at: &usize| bare(lines[*at]).ends_with('|');
    let closes: Vec<usize> = (1..lines.len()).filter(is_close).take(columns).collect();
    let next =
        closes.last().and_then(|last| lines[last + 1..].iter().map(|line| bare(line)).find(|line| !line.is_empty()));
    bare(lines[0]) == "|"
        && closes.len() == columns
        && closes.iter().any(|at| bare(lines[*at]) == "|")
        && next.is_none_or(|next| !is_separator(next) && (next.starts_with('|') || !next.ends_with('|')))
}

/// The rows, and the lines, below a header whose line has pipes, but none before its first cell. Each row is one line; where
/// lines end in a pipe, one that does not fill its columns goes on in those that close one cell or none.
fn unmarked(lines: &[&str], separator: &str, closed: bool) -> (usize, usize) {
    let columns = bare(separator).trim_end().trim_matches('|').split('|').count();
    let (mut rows, mut cells, mut end) = (0, columns, 0);
    for (at, line) in lines.iter().enumerate() {
        let pipes = line.matches('|').count();
        let goes_on = closed && cells < columns && (pipes == 0 || (pipes == 1 && line.trim_end().ends_with('|')));
        if line.trim().is_empty() || (!goes_on && pipes == 0) {
            break;
        }
        if !goes_on {
            if lines.get(at + 1).is_some_and(|next| is_separator(bare(next))) {
                break;
            }
            (rows, cells) = (rows + 1, 0);
        }
        cells += pipes;
        end = at + 1;
    }
    (rows, end)
}

/// The columns of a header whose cells end in a pipe each, one in a line, and how many lines it takes.
fn closed_header(lines: &[&str]) -> Option<(usize, usize)> {
    let is_cell =
        |line: &&&str| !line.trim().starts_with('|') && line.trim_end().ends_with('|') && !line.contains("---|");
    let columns = lines.iter().take(MOST_COLUMNS).take_while(is_cell).count();
    let separator = lines.get(columns)?.trim();
    // Rows that begin with a pipe as the separator does are counted by it.
    let begins = || {
        lines[columns + 1..]
            .iter()
            .find(|line| !line.trim().is_empty())
            .is_some_and(|line| !line.trim().starts_with('|'))
    };
    let plain = separator.strip_prefix('|').filter(|_| begins()).unwrap_or(separator);
    (columns > 0 && plain == "---|".repeat(columns)).then_some((columns, columns + 1))
}

/// The rows, and the lines, of a table of text in which a row has no other mark than the number of its cells.
fn closed(lines: &[&str]) -> Option<(usize, usize)> {
    let (columns, mut end) = closed_header(lines)?;
    let (mut rows, mut cells) = (1, 0);
    for (at, line) in lines.iter().enumerate().skip(end) {
        let closes = line.trim().ends_with('|');
        if cells == 0 {
            if !closes || closed_header(&lines[at..]).is_some() {
                break;
            }
            rows += 1;
        }
        cells = (cells + usize::from(closes)) % columns;
        end = at + 1;
    }
    Some((rows, end))
}
