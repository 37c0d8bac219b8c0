//! Rows of grid tables and simple tables.

use std::collections::HashMap;

use super::Counted;

/// Directives whose content is part of the page as if it stood there.
const TRANSPARENT: [&str; 12] = [
    "table",
    "container",
    "only",
    "rst-class",
    "note",
    "important",
    "caution",
    "warning",
    "tip",
    "hint",
    "danger",
    "attention",
];

/// Whether what is indented below a line is no part of the page: literal text, a figure, a comment.
pub(super) fn hides_what_is_below(text: &str) -> bool {
    match text.strip_prefix("..") {
        Some(directive) if directive.is_empty() || directive.starts_with(' ') => {
            let name = directive.split_once("::").map_or("", |(name, _)| name.trim());
            !TRANSPARENT.contains(&name) && name != "admonition"
        }
        _ => text.ends_with("::"),
    }
}

/// Whether a line is a border of a grid: `+---+---+`.
pub(super) fn is_grid(text: &str) -> bool {
    text.len() > 2
        && text.starts_with("+")
        && text.ends_with('+')
        && (text.bytes().all(|byte| matches!(byte, b'+' | b'-'))
            || text.bytes().all(|byte| matches!(byte, b'+' | b'=')))
        && text.as_bytes()[1] != b'+'
}

/// The lines of a table without their indentation; it may begin in the line of a list's item.
fn bare<'l>(lines: &[&'l str]) -> impl Iterator<Item = &'l str> {
    let first = lines.first().map(|line| super::unlisted(line).1);
    first.into_iter().chain(lines.iter().skip(1).map(|line| line.trim_start()))
}

/// So many lines at most come before the first border that is whole.
const HIGHEST_HEADER: usize = 50;

/// Whether a line is of a grid: one side of the frame at least is left.
fn is_in_frame(text: &str) -> bool {
    text.starts_with(['|', '+']) || text.ends_with(['|', '+'])
}

/// Whether a line was a border of a grid until some of its signs were lost or became others.
fn was_grid(text: &str) -> bool {
    let strange = || text.chars().filter(|sign| !"+-=".contains(*sign)).count();
    (text.starts_with('+') || text.ends_with('+'))
        && (strange() <= 2 || (!text.contains('|') && strange() < text.len().div_ceil(4)))
}

/// Whether a grid begins with the first of these lines, of which the last one before had that text: with a border, or where
/// that is missing or damaged, with the next line that has the frame, if a border comes in it.
pub(super) fn begins_grid(above: &str, lines: &[&str]) -> bool {
    let Some(text) = bare(lines).next() else { return false };
    if is_grid(text) {
        return true;
    }
    let first = !above.trim_start().starts_with('|') && (text.starts_with('|') || was_grid(text));
    first && bare(lines).take(HIGHEST_HEADER).skip(1).take_while(|line| is_in_frame(line)).any(is_grid)
}

/// The rows of the grid that these lines begin with, how many of the lines are its own, and the tables in its cells; the
/// first of the lines has that number.
pub(super) fn grid(lines: &[&str], first: u32) -> (usize, usize, Vec<Counted>) {
    let own: Vec<&str> = bare(lines).take_while(|line| is_in_frame(line)).collect();
    // A cell may span columns in any row: the border with the most walls has them all, if it is as long as the most.
    let borders: Vec<&str> = own.iter().copied().filter(|line| is_grid(line)).collect();
    let mut alike: HashMap<usize, usize> = HashMap::new();
    borders.iter().for_each(|line| *alike.entry(line.len()).or_default() += 1);
    let key = |line: &&&str| (alike.get(&line.len()).copied(), line.matches('+').count());
    let model = borders.iter().rev().max_by_key(key).copied().unwrap_or("");
    let walls: Vec<usize> = model.match_indices('+').map(|(at, _)| at).collect();
    // Something may stand before a border.
    let pushed = |line: &str| {
        let mut borders = line.match_indices('+').take(2).map(|(at, _)| &line[at..]);
        borders.any(|border| is_grid(border) && border.len() == model.len())
    };
    let (mut rows, mut start) = (0, None);
    let mut inside = Vec::new();
    let mut close = |start: &mut Option<usize>, end: usize| {
        if let Some(start) = start.take() {
            rows += 1;
            inside.extend(within(&lines[start..end], &walls, first + start as u32));
        }
    };
    for (at, line) in own.iter().enumerate() {
        // A border may close some cells only, and let others go on: it goes from wall to wall all the same.
        let is_border = || is_grid(line) || was_grid(line) || pushed(line) || spans(line, &walls);
        if line.contains('+') && is_border() {
            close(&mut start, at);
        } else {
            start.get_or_insert(at);
        }
    }
    close(&mut start, own.len());
    (rows, own.len(), inside)
}

/// Whether a border leads from one wall to the next.
fn spans(line: &str, walls: &[usize]) -> bool {
    if !line.contains("+-") {
        return false;
    }
    let signs: Vec<char> = line.chars().collect();
    walls.windows(2).any(|pair| {
        let part = signs.get(pair[0]..=pair[1]).and_then(<[char]>::split_first);
        part.is_some_and(|(wall, part)| *wall == '+' && part[..part.len() - 1].iter().all(|sign| *sign == '-'))
    })
}

/// The tables in the cells of one row.
fn within(lines: &[&str], walls: &[usize], first: u32) -> Vec<Counted> {
    let may = |line: &&str| line.contains("+-") || line.contains("= =");
    if !lines.iter().any(may) {
        return Vec::new();
    }
    let lines: Vec<Vec<char>> = lines.iter().map(|line| line.trim_start().chars().collect()).collect();
    let cell = |pair: &[usize]| {
        let part = |line: &Vec<char>| line.get(pair[0] + 1..pair[1]).unwrap_or_default().iter().collect::<String>();
        let lines: Vec<String> = lines.iter().map(part).collect();
        super::marked(&lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>(), first)
    };
    walls.windows(2).flat_map(cell).collect()
}

/// Whether a line is a border of a simple table: `==== ====`.
pub(super) fn is_simple(text: &str) -> bool {
    text.starts_with('=') && text.contains(' ') && text.bytes().all(|byte| matches!(byte, b'=' | b' '))
}

/// Whether a simple table begins with the first of these lines: with a border, or where that is missing, with the line
/// right above the next one.
pub(super) fn begins_simple(lines: &[&str]) -> bool {
    let both = &lines[..lines.len().min(2)];
    let mut lines = bare(both);
    let Some(text) = lines.next() else { return false };
    let row = !text.starts_with(['.', '|', '+']) && text.chars().any(|sign| !"=-".contains(sign));
    let depth = |line: &str, text: &str| line.len() - text.len();
    // The words right above a border that lies deeper are a paragraph.
    let below = |next: &str| is_simple(next) && depth(both[1], next) == depth(both[0], text);
    is_simple(text) || (row && lines.next().is_some_and(below))
}

/// The rows of the simple table that begins with the first of these lines, and how many of the lines are its own.
pub(super) fn simple(indent: usize, lines: &[&str]) -> (usize, usize) {
    let (mut borders, mut rows, mut first) = (0, 0, None);
    // As it was after the last border, which may be the last line of the table though more seem to follow.
    let mut sure = (0, 0);
    let mut blank = false;
    borders += usize::from(!bare(lines).next().is_some_and(is_simple));
    let model = bare(lines).find(|line| is_simple(line)).unwrap_or("");
    for (at, (text, line)) in bare(lines).zip(lines).enumerate() {
        // Something may stand before a border.
        let text = if text.ends_with(model) { model } else { text };
        let depth = line.len() - text.len();
        if (!text.is_empty() && at > 0 && depth < indent && !is_simple(text))
            || text.starts_with(".. ")
            || is_ruled(text)
        {
            break;
        }
        if is_simple(text) && depth < indent + 4 {
            borders += 1;
            first = None;
            blank = false;
            // The border below the header has a row below it; the last one has not.
            if borders == 3 || (borders == 2 && at > 0 && lines.get(at + 1).is_none_or(|next| next.is_empty())) {
                return (rows, at + 1);
            }
            sure = (rows, at + 1);
        } else if text.is_empty() {
            blank = true;
        } else if !text.bytes().all(|byte| matches!(byte, b'-' | b' ')) {
            rows += usize::from(depth <= *first.get_or_insert(depth));
        }
        if !blank {
            sure = (rows, at + 1);
        }
    }
    sure
}

/// Whether a line is all `-`: then the one above is a heading.
fn is_ruled(text: &str) -> bool {
    text.len() > 2 && text.bytes().all(|byte| byte == b'-')
}
