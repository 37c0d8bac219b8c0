//! reStructuredText, as far as the vendor writes it, to blocks.

mod grid;
mod nested;
mod shifted;
mod simple;

use bumpalo::Bump;

use crate::blocks::{Block, Line, Row, Table};
use crate::report::Report;

/// Deeper than any list of the vendor's; beyond it, blocks stay flat so that no page can exhaust the stack.
const DEEPEST: usize = 24;

/// Reads the lines of a page into blocks; what no page has as it is lives in `room`.
pub(crate) fn page<'p>(lines: &[Line<'p>], room: &'p Bump, report: &mut Report) -> Vec<Block<'p>> {
    let lines = shifted::straight(lines, room, report);
    nested::hoist(blocks(&lines, report), room, report)
}

/// Reads lines into blocks.
pub(crate) fn blocks<'p>(lines: &[Line<'p>], report: &mut Report) -> Vec<Block<'p>> {
    let mut blocks = Vec::new();
    read(lines, &mut blocks, report, 0);
    blocks
}

fn read<'p>(lines: &[Line<'p>], out: &mut Vec<Block<'p>>, report: &mut Report, depth: usize) {
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        let rest = &lines[at..];
        at += if line.is_blank() {
            1
        } else if depth < DEEPEST && line.indent() > 0 {
            let body = body(rest, 1);
            read(&dedent(body), out, report, depth + 1);
            body.len()
        } else if depth < DEEPEST && (line.text == ".." || line.text.starts_with(".. ")) {
            explicit(rest, out, report, depth)
        } else if grid::begins(rest) {
            let (table, taken) = grid::read(rest, report);
            out.push(Block::Table(table));
            taken
        } else if simple::begins(rest) {
            let (table, taken) = simple::read(rest, report);
            out.push(Block::Table(table));
            taken
        } else if let Some(width) = marker(line.text).filter(|_| depth < DEEPEST && !is_numbered_heading(rest)) {
            let body = body(&rest[1..], width);
            let mut inside = vec![line.from(width)];
            unindent(body, width, &mut inside);
            let mut blocks = Vec::new();
            read(&inside, &mut blocks, report, depth + 1);
            out.push(Block::Item(blocks));
            1 + body.len()
        } else if let Some(level) = rest.get(1).and_then(|next| adornment(next.text)) {
            out.push(Block::Heading { level, line });
            2
        } else if let Some((name, value)) = field(line) {
            out.push(Block::Field { name, value });
            1
        } else {
            paragraph(rest, out)
        };
    }
}

/// Whether the number that a line begins with is that of a heading: `2. URI`, underlined.
fn is_numbered_heading(lines: &[Line<'_>]) -> bool {
    let [first, second, ..] = lines else { return false };
    first.text.starts_with(|c: char| c.is_ascii_digit()) && second.text.len() > 2 && adornment(second.text).is_some()
}

/// A paragraph, and the literal block that `::` at its end announces. It ends where a table begins, though a blank line is
/// missing between them.
fn paragraph<'p>(rest: &[Line<'p>], out: &mut Vec<Block<'p>>) -> usize {
    let table = |at: usize| {
        let grid = rest[at].text.starts_with(['|', '+']) && !rest[at - 1].text.starts_with('|');
        (grid && grid::begins(&rest[at..])) || simple::begins(&rest[at..])
    };
    let more = |at: &usize| !rest[*at].is_blank() && rest[*at].indent() == 0 && !table(*at);
    let taken = 1 + (1..rest.len()).take_while(more).count();
    let literal = rest[taken - 1].text.ends_with("::");
    out.push(Block::Paragraph(rest[..taken].to_vec()));
    if !literal {
        return taken;
    }
    let body = body(&rest[taken..], 1);
    out.push(Block::Code(dedent(body)));
    taken + body.len()
}

/// Whether a row has the names of columns in it, so that it can only be a header.
fn names_columns(row: &Row<'_>) -> bool {
    let first = row.cell(0).lines.first().map_or("", |line| line.text.trim());
    let name = crate::chinese::english(first);
    ["parameter", "parameters", "name", "field"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A label, a directive, a comment.
fn explicit<'p>(rest: &[Line<'p>], out: &mut Vec<Block<'p>>, report: &mut Report, depth: usize) -> usize {
    let line = rest[0];
    let head = line.text[2..].trim_start();
    if let Some(name) = head.strip_prefix('_').and_then(|name| name.strip_suffix(':')) {
        out.push(Block::Label(name.trim_matches('`')));
        return 1;
    }
    let body = body(&rest[1..], 1);
    let taken = 1 + body.len();
    let Some((name, argument)) = head.split_once("::") else { return taken };
    let argument = line.from(line.text.len() - argument.len()).trimmed();
    let options = body.iter().take_while(|line| field(line.trimmed()).is_some()).count();
    let inside = dedent(&body[options..]);
    match name {
        "table" | "container" | "only" | "rst-class" => {
            let first = out.len();
            read(&inside, out, report, depth + 1);
            if name == "table" {
                let table = out[first..].iter_mut().find_map(|block| match block {
                    Block::Table(table) => Some(table),
                    _ => None,
                });
                match table {
                    Some(Table { caption, .. }) => *caption = (!argument.text.is_empty()).then_some(argument),
                    None => report.error(
                        "damaged-table",
                        line.number,
                        line.column,
                        "no table is below this directive".into(),
                        "indent the first border of the table three blanks, as all its other lines",
                    ),
                }
            }
        }
        "code-block" | "code" | "sourcecode" | "parsed-literal" => out.push(Block::Code(inside)),
        "note" | "important" | "caution" | "warning" | "tip" | "hint" | "danger" | "attention" | "admonition" => {
            let mut blocks = Vec::new();
            if !argument.text.is_empty() {
                blocks.push(Block::Paragraph(vec![argument]));
            }
            read(&inside, &mut blocks, report, depth + 1);
            out.push(Block::Note(blocks));
        }
        "list-table" | "csv-table" => report.error(
            "unsupported-table",
            line.number,
            line.column,
            format!("a `{name}` is a kind of table that this reader does not know"),
            "write it as a grid table or a simple table, as the rest of the vendor's pages do",
        ),
        _ => {} // Figures and tables of contents say nothing about an operation.
    }
    taken
}

/// The lines that belong to what begins above them: indented by at least `width`, or blank, without the last blanks.
fn body<'l, 'p>(lines: &'l [Line<'p>], width: usize) -> &'l [Line<'p>] {
    let end = lines.iter().take_while(|line| line.is_blank() || line.indent() >= width).count();
    let blank = lines[..end].iter().rev().take_while(|line| line.is_blank()).count();
    &lines[..end - blank]
}

/// Takes the common indentation away.
fn dedent<'p>(lines: &[Line<'p>]) -> Vec<Line<'p>> {
    let width = lines.iter().filter(|line| !line.is_blank()).map(|line| line.indent()).min().unwrap_or(0);
    let first = lines.iter().position(|line| !line.is_blank()).unwrap_or(lines.len());
    let mut inside = Vec::with_capacity(lines.len().min(16));
    unindent(&lines[first..], width, &mut inside);
    inside
}

/// Adds lines without their first `width` blanks. Many blank lines say no more than one, and would be copied on each level.
fn unindent<'p>(lines: &[Line<'p>], width: usize, out: &mut Vec<Line<'p>>) {
    for line in lines {
        if !line.is_blank() || out.last().is_none_or(|last| !last.is_blank()) {
            out.push(line.from(width));
        }
    }
}

/// The width of a list marker and the blanks after it.
pub(crate) fn marker(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let sign = match bytes.first()? {
        b'-' | b'*' | b'+' => 1,
        b'#' if bytes.get(1) == Some(&b'.') => 2,
        b'0'..=b'9' | b'a'..=b'z' => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count().max(1);
            (matches!(bytes.get(digits), Some(b'.' | b')')) && digits <= 3).then_some(digits + 1)?
        }
        _ => return None,
    };
    let blanks = bytes[sign..].iter().take_while(|byte| **byte == b' ').count();
    match blanks {
        0 if sign == bytes.len() && bytes[0] == b'-' => Some(sign),
        0 => None,
        blanks => Some(sign + blanks),
    }
}

/// The level of the heading that this line underlines.
fn adornment(text: &str) -> Option<u8> {
    let first = *text.as_bytes().first()?;
    let level = match first {
        b'=' => 1,
        b'-' => 2,
        b'^' | b'~' | b'"' | b'\'' | b'#' | b'*' | b'+' | b'.' | b'_' | b'`' => 3,
        _ => return None,
    };
    (text.len() >= 2 && text.bytes().all(|byte| byte == first)).then_some(level)
}

/// `:name: value`, which roles (`:ref:`) are not.
fn field<'p>(line: Line<'p>) -> Option<(&'p str, Line<'p>)> {
    let (name, value) = line.text.strip_prefix(':')?.split_once(':')?;
    let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_- ".contains(&byte));
    let value = line.from(line.text.len() - value.len());
    (plain && (value.text.is_empty() || value.text.starts_with(' '))).then_some((name, value.trimmed()))
}
