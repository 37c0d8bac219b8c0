//! Rows of grid tables and simple tables.

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

/// The rows of the grid whose first border came before these lines, how many of the lines are its own, and the tables in
/// its cells; the first of the lines has that number.
pub(super) fn grid(border: &str, lines: &[&str], first: u32) -> (usize, usize, Vec<Counted>) {
    // A cell may span columns in any row: the border with the most walls has them all.
    let own = lines.iter().map(|line| line.trim_start()).take_while(|line| line.starts_with(['|', '+']));
    let borders = std::iter::once(border).chain(own.filter(|line| is_grid(line)));
    let border = borders.max_by_key(|line| line.matches('+').count()).unwrap_or(border);
    let walls: Vec<usize> = border.match_indices('+').map(|(at, _)| at).collect();
    let (mut rows, mut start, mut taken) = (0, None, 0);
    let mut inside = Vec::new();
    let mut close = |start: &mut Option<usize>, end: usize| {
        if let Some(start) = start.take() {
            rows += 1;
            inside.extend(within(&lines[start..end], &walls, first + start as u32));
        }
    };
    for (at, line) in lines.iter().map(|line| line.trim_start()).enumerate() {
        if !line.starts_with(['|', '+']) {
            break;
        }
        taken = at + 1;
        // A border may close some cells only, and let others go on: it goes from wall to wall all the same.
        if is_grid(line) || (line.contains("+-") && spans(line, &walls)) {
            close(&mut start, at);
        } else {
            start.get_or_insert(at);
        }
    }
    close(&mut start, taken);
    (rows, taken, inside)
}

/// Whether a border leads from one wall to the next.
fn spans(line: &str, walls: &[usize]) -> bool {
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

/// The rows of the simple table whose first border came before these lines, and how many of the lines are its own.
pub(super) fn simple(indent: usize, lines: &[&str]) -> (usize, usize) {
    let (mut rows, mut header, mut first) = (0, false, true);
    for (at, line) in lines.iter().enumerate() {
        let text = line.trim_start();
        if is_simple(text) {
            // The border below the header has a row below it; the last one has not.
            if header || lines.get(at + 1).is_none_or(|next| next.is_empty()) {
                return (rows, at + 1);
            }
            header = true;
            first = true;
        } else if !text.is_empty() && !text.bytes().all(|byte| matches!(byte, b'-' | b' ')) {
            rows += usize::from(std::mem::take(&mut first) || line.len() - text.len() <= indent);
        }
    }
    (rows, lines.len())
}
