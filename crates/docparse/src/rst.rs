//! reStructuredText, as far as the vendor writes it, to blocks.

mod grid;
mod nested;
mod simple;

use bumpalo::Bump;
use contract::{Place, Problem};

use crate::blocks::{Block, Line, Table};

/// Deeper than any list of the vendor's; beyond it, blocks stay flat so that no page can exhaust the stack.
const DEEPEST: usize = 24;

/// A page with more errors of one kind has one that is repeated.
const MOST: usize = 100;

/// Wider than any table of the vendor's: beyond it, empty cells take no room.
const WIDE: usize = 64;

/// Collects problems with the places of one file.
pub(crate) struct Report {
    pub(crate) file: std::sync::Arc<str>,
    pub(crate) problems: Vec<Problem>,
}

impl Report {
    /// Tells of an error, unless many of the kind have been told: who mends the page begins with those.
    pub(crate) fn error(&mut self, code: &'static str, line: u32, column: u32, message: String, help: &str) {
        let message = match self.problems.iter().filter(|problem| problem.code == code).count() {
            0..MOST => message,
            MOST => format!("more than {MOST} of these; the rest is not told"),
            _ => return,
        };
        self.problems.push(Problem::error(code, Place::new(self.file.clone(), line, column), message).help(help));
    }
}

/// Reads the lines of a page into blocks; what no page has as it is lives in `room`.
pub(crate) fn page<'p>(lines: &[Line<'p>], room: &'p Bump, report: &mut Report) -> Vec<Block<'p>> {
    nested::hoist(blocks(lines, report), room, report)
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
        } else if grid::is_border(line.text) {
            let (table, taken) = grid::read(rest, report);
            out.push(Block::Table(table));
            taken
        } else if simple::is_border(line.text) {
            let (table, taken) = simple::read(rest, report);
            out.push(Block::Table(table));
            taken
        } else if let Some(width) = marker(line.text).filter(|_| depth < DEEPEST) {
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

/// A paragraph, and the literal block that `::` at its end announces.
fn paragraph<'p>(rest: &[Line<'p>], out: &mut Vec<Block<'p>>) -> usize {
    let more = |line: &&Line<'_>| !line.is_blank() && line.indent() == 0;
    let taken = 1 + rest[1..].iter().take_while(more).count();
    let literal = rest[taken - 1].text.ends_with("::");
    out.push(Block::Paragraph(rest[..taken].to_vec()));
    if !literal {
        return taken;
    }
    let body = body(&rest[taken..], 1);
    out.push(Block::Code(dedent(body)));
    taken + body.len()
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
                if let Some(Table { caption, .. }) = table {
                    *caption = (!argument.text.is_empty()).then_some(argument);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_told_is_told_of_once() {
        let mut report = Report { file: "page".into(), problems: Vec::new() };
        (1..300).for_each(|line| report.error("ragged-table", line, 1, "a cell is missing".into(), "add it"));
        report.error("truncated-table", 300, 1, "the table ends".into(), "fetch it again");
        let told: Vec<_> = report.problems[99..].iter().map(|problem| (problem.at.line, &*problem.message)).collect();
        let rest = "more than 100 of these; the rest is not told";
        assert_eq!(told, [(100, "a cell is missing"), (101, rest), (300, "the table ends")]);
    }
}
