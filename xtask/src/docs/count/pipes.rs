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
    let at = match bare(first).starts_with('|') {
        true => 1 + rest.iter().position(|line| bare(line).starts_with('|'))?,
        false => first.contains('|').then_some(1)?,
    };
    lines.get(at).is_some_and(|line| is_separator(bare(line))).then_some(at)
}

/// The rows of the table that begins with the first of these lines, and how many of the lines are its own.
pub(super) fn table(lines: &[&str]) -> Option<(usize, usize)> {
    if let Some(found) = closed(lines) {
        return Some(found);
    }
    let separator = separator(lines)?;
    if !bare(lines[0]).starts_with('|') {
        // Markdown may leave the outer pipes out; then each row is one line.
        let rows = lines[separator + 1..].iter().take_while(|line| line.contains('|')).count();
        return Some((1 + rows, separator + 1 + rows));
    }
    let columns = bare(lines[separator]).trim_matches('|').split('|').count();
    let (mut rows, mut closed, mut end) = (1, columns, separator + 1);
    for (at, line) in lines.iter().enumerate().skip(separator + 1) {
        let text = bare(line);
        let complete = closed >= columns;
        if text.is_empty() {
            continue;
        }
        let begins = text.starts_with('|') && (complete || text.len() > 1);
        if begins {
            if self::separator(&lines[at..]).is_some() {
                break;
            }
            rows += 1;
            closed = 0;
        } else if complete {
            break;
        }
        let cells = text[usize::from(begins)..].matches('|').count();
        // A pipe in the middle of a line is a letter of the cell, unless the line begins the row: then it holds all of it.
        closed += if begins && cells > 1 {
            columns
        } else {
            usize::from(text.len() > usize::from(begins) && text.ends_with('|'))
        };
        end = at + 1;
    }
    Some((rows, end))
}

/// The columns of a header whose cells end in a pipe each, one in a line, and how many lines it takes.
fn closed_header(lines: &[&str]) -> Option<(usize, usize)> {
    let is_cell =
        |line: &&&str| !line.trim().starts_with('|') && line.trim_end().ends_with('|') && !line.contains("---|");
    let columns = lines.iter().take(MOST_COLUMNS).take_while(is_cell).count();
    let separator = lines.get(columns)?.trim();
    (columns > 0 && separator == "---|".repeat(columns)).then_some((columns, columns + 1))
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
