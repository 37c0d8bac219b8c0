//! What stands on one line: texts, lists in brackets, and mappings in braces.

use super::lines::Line;
use super::{At, Fault, MAX_DEPTH, Node, Value};

/// What ends a plain text, besides the end of the line and a comment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// The line alone.
    Block,
    /// A comma, bracket or brace as well.
    Brackets,
    /// The same, or the colon behind it.
    Key,
}

/// Reads the value that a line, or the rest of one, consists of.
pub(super) fn value(line: &Line<'_>) -> Result<Node, Fault> {
    let (node, end) = if line.text.starts_with(['[', '{']) { flow(line, 0, 0)? } else { text(line, 0, Within::Block)? };
    match line.behind(end) {
        None => Ok(node),
        Some(rest) => Err(Fault::new(rest.at(), "there is more behind the value: begin a comment with ` #`")),
    }
}

/// Reads the key that a line begins with, and how many bytes it has with its colon; `None` if there is none.
pub(super) fn key(line: &Line<'_>) -> Result<Option<(String, usize)>, Fault> {
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    if line.text.starts_with(['[', '{']) {
        return Ok(None);
    }
    if line.text.starts_with(['\'', '"']) {
        let (text, end) = quoted(line, 0)?;
        let rest = line.text.get(end..).unwrap_or_default();
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let colon = rest.trim_start_matches(' ').strip_prefix(':');
        return Ok(colon.filter(|rest| is_end(rest)).map(|_| (text, end + spaces + 1)));
    }
    let plain = line.text.find(" #").and_then(|comment| line.text.get(..comment)).unwrap_or(line.text);
    let colon = plain.match_indices(':').find(|(at, _)| plain.get(at + 1..).is_some_and(is_end));
    let Some((colon, _)) = colon else { return Ok(None) };
    let name = plain.get(..colon).unwrap_or_default().trim_end_matches(' ');
    check_plain(line, 0, name, Within::Block)?;
    Ok(Some((name.to_owned(), colon + 1)))
}

/// Reads a value within brackets or braces that begins behind so many bytes, and where it ends.
fn flow(line: &Line<'_>, start: usize, depth: usize) -> Result<(Node, usize), Fault> {
    let at = line.at_offset(start);
    if depth == MAX_DEPTH {
        return Err(Fault::new(at, "this is nested too deeply"));
    }
    let (value, end) = match first(line, start) {
        Some('[') => list(line, start, depth + 1)?,
        Some('{') => map(line, start, depth + 1)?,
        _ => return text(line, start, Within::Brackets),
    };
    Ok((Node { at, value }, end))
}

/// `[a, 'b', {c: d}]`, on one line; and where it ends.
fn list(line: &Line<'_>, start: usize, depth: usize) -> Result<(Value, usize), Fault> {
    let unended = "the list does not end in this line: close it with `]`, or write items with `- `";
    let mut items = Vec::new();
    let mut at = start + 1;
    loop {
        at = next(line, at, start, unended)?;
        if first(line, at) == Some(']') {
            return Ok((Value::List(items), at + 1));
        }
        let (item, end) = flow(line, at, depth)?;
        items.push(item);
        at = separator(line, next(line, end, start, unended)?, ']')?;
    }
}

/// `{a: b, 'c': [d]}`, on one line; and where it ends.
fn map(line: &Line<'_>, start: usize, depth: usize) -> Result<(Value, usize), Fault> {
    let unended =
        "the mapping does not end in this line: close it with `}`, or write each `key: value` on a line of its own";
    let mut fields: Vec<(At, String, Node)> = Vec::new();
    let mut at = start + 1;
    loop {
        at = next(line, at, start, unended)?;
        if first(line, at) == Some('}') {
            return Ok((Value::Map(fields), at + 1));
        }
        let (key, end) = text(line, at, Within::Key)?;
        let Value::Text(name) = key.value else { return Err(Fault::new(key.at, "a key is a text")) };
        if fields.iter().any(|(_, other, _)| *other == name) {
            return Err(Fault::new(key.at, format!("`{}` is there twice", name.escape_debug())));
        }
        let colon = next(line, end, start, unended)?;
        if !line.text.get(colon..).is_some_and(|rest| rest.starts_with(": ")) {
            return Err(Fault::new(line.at_offset(colon), "a `: ` is missing here"));
        }
        let (node, end) = flow(line, next(line, colon + 1, start, unended)?, depth)?;
        fields.push((key.at, name, node));
        at = separator(line, next(line, end, start, unended)?, '}')?;
    }
}

fn first(line: &Line<'_>, at: usize) -> Option<char> {
    line.text.get(at..)?.chars().next()
}

/// Where it goes on behind so many bytes.
fn next(line: &Line<'_>, at: usize, start: usize, unended: &str) -> Result<usize, Fault> {
    let rest = line.behind(at).ok_or_else(|| Fault::new(line.at_offset(start), unended))?;
    Ok(line.text.len() - rest.text.len())
}

/// Passes over the comma behind an item, if it is not the last one.
fn separator(line: &Line<'_>, at: usize, end: char) -> Result<usize, Fault> {
    match first(line, at) {
        Some(',') => Ok(at + 1),
        Some(c) if c == end => Ok(at),
        _ => Err(Fault::new(line.at_offset(at), format!("a `,` or `{end}` is missing here"))),
    }
}

/// Reads a text that begins behind so many bytes, and where it ends.
fn text(line: &Line<'_>, start: usize, within: Within) -> Result<(Node, usize), Fault> {
    let at = line.at_offset(start);
    let rest = line.text.get(start..).unwrap_or_default();
    if rest.starts_with(['\'', '"']) {
        let (text, end) = quoted(line, start)?;
        return Ok((Node { at, value: Value::Text(text) }, end));
    }
    let comment = rest.find(" #").unwrap_or(rest.len());
    let bracket = (within != Within::Block).then(|| rest.find([',', ']', '}'])).flatten().unwrap_or(rest.len());
    let colon = (within == Within::Key).then(|| rest.find(": ")).flatten().unwrap_or(rest.len());
    let plain = rest.get(..comment.min(bracket).min(colon)).unwrap_or_default().trim_end_matches(' ');
    check_plain(line, start, plain, within)?;
    Ok((Node { at, value: Value::Text(plain.to_owned()) }, start + plain.len()))
}

/// Refuses a text without quotes that is something else in YAML, or might be.
fn check_plain(line: &Line<'_>, start: usize, plain: &str, within: Within) -> Result<(), Fault> {
    let fault = |offset: usize, problem: &str| Err(Fault::new(line.at_offset(start + offset), problem));
    if matches!(plain, "~" | "null" | "Null" | "NULL") {
        return fault(0, "this stands for nothing: leave it out, or put a text into quotes");
    }
    let Some(first) = plain.chars().next() else {
        return fault(0, "a text is missing here: write `''` for an empty one");
    };
    match first {
        '{' => return fault(0, "a mapping cannot stand here"),
        '[' => return fault(0, "a list cannot stand here"),
        '&' | '*' => return fault(0, "anchors and aliases are not understood: write the value out"),
        '!' => return fault(0, "tags are not understood: put a text that begins with `!` into quotes"),
        '|' | '>' => return fault(0, "texts of several lines are not understood: put it into quotes, on one line"),
        '-' | '?' | ':' if plain.len() == 1 || plain.get(1..).is_some_and(|rest| rest.starts_with(' ')) => {
            return fault(0, "this cannot begin a value here: put a text into quotes");
        }
        '?' | ':' | '-' if within != Within::Block => {
            return fault(0, "put a text that begins like this into quotes");
        }
        ']' | '}' | ',' | '#' | '%' | '@' | '`' => return fault(0, "put a text that begins like this into quotes"),
        _ => {}
    }
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    for (offset, c) in plain.char_indices() {
        let rest = plain.get(offset + c.len_utf8()..).unwrap_or_default();
        match c {
            '\t' => return fault(offset, "a tab is not understood here: use spaces, or quotes around it"),
            ':' if is_end(rest) => {
                return fault(offset, "a second `: ` in one line: put a text that has it into quotes");
            }
            '{' | '}' | '[' | ']' | '?' if within != Within::Block => {
                return fault(offset, "put a text with brackets or `?` into quotes");
            }
            _ => {}
        }
    }
    Ok(())
}

/// A text in quotes that ends on this line, and where it ends.
fn quoted(line: &Line<'_>, start: usize) -> Result<(String, usize), Fault> {
    let rest = line.text.get(start..).unwrap_or_default();
    let mut characters = rest.char_indices();
    let quote = characters.next().map_or('"', |(_, quote)| quote);
    let mut text = String::new();
    while let Some((offset, c)) = characters.next() {
        match c {
            '\'' if quote == '\'' && rest.get(offset + 1..).is_some_and(|rest| rest.starts_with('\'')) => {
                text.push(c);
                characters.next();
            }
            '\\' if quote == '"' => text.push(match characters.next() {
                Some((_, c @ ('"' | '\\' | '/'))) => c,
                Some((_, 'n')) => '\n',
                Some((_, 't')) => '\t',
                _ => {
                    let at = line.at_offset(start + offset);
                    return Err(Fault::new(
                        at,
                        "of the escapes, `\\\"`, `\\\\`, `\\/`, `\\n` and `\\t` are understood",
                    ));
                }
            }),
            c if c == quote => return Ok((text, start + offset + 1)),
            c => text.push(c),
        }
    }
    Err(Fault::new(line.at_offset(start), format!("the text does not end in this line: close it with `{quote}`")))
}
