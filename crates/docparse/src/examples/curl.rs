//! Requests that are shown as a `curl` command.

use crate::blocks::Line;

/// Whether a line begins a command.
pub(crate) fn begins(text: &str) -> bool {
    text.trim_start().strip_prefix("curl").is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// The method and the URL of a command.
pub(crate) fn request<'p>(lines: &[Line<'p>]) -> Option<(Option<&'p str>, &'p str)> {
    let first = lines.iter().find(|line| !line.is_blank())?;
    if !begins(first.text) {
        return None;
    }
    let (mut method, mut url, mut sends, mut last) = (None, None, false, "");
    for word in lines.iter().flat_map(|line| line.text.split_whitespace()) {
        let bare = word.trim_matches(['"', '\'']);
        if matches!(last, "-X" | "--request") {
            method = Some(bare);
        } else if let Some(glued) = word.strip_prefix("-X").filter(|glued| !glued.is_empty()) {
            method = Some(glued);
        } else if bare.starts_with("https://") || bare.starts_with("http://") {
            url = url.or(Some(bare));
        }
        sends |= word == "-d" || word.starts_with("--data");
        last = word;
    }
    Some((Some(method.unwrap_or(if sends { "POST" } else { "GET" })), url?))
}

/// A command without the body that it sends, and that body; `None` where it sends none, or none that is written out.
pub(crate) fn split<'p>(lines: &[Line<'p>]) -> Option<(Vec<Line<'p>>, Vec<Line<'p>>)> {
    if !begins(lines.iter().find(|line| !line.is_blank())?.text) {
        return None;
    }
    let quote = |text: &str| {
        let options = ["-d '", "--data '", "--data-raw '", "--data-binary '"];
        options.iter().find_map(|option| Some(text.find(option)? + option.len()))
    };
    let from = lines.iter().position(|line| quote(line.text).is_some())?;
    let start = quote(lines[from].text)?;
    let begins = |row: usize| if row == from { start } else { 0 };
    let to = (from..lines.len()).find(|row| lines[*row].text[begins(*row)..].contains('\''))?;
    let end = begins(to) + lines[to].text[begins(to)..].find('\'')?;
    let part = |row: usize, from: usize, to: usize| Line {
        number: lines[row].number,
        column: lines[row].column + lines[row].text[..from].chars().count() as u32,
        text: &lines[row].text[from..to],
    };
    let whole = |row: usize| lines[row].text.len();
    let body = (from..=to).map(|row| part(row, begins(row), if row == to { end } else { whole(row) })).collect();
    let mut command = lines[..from].to_vec();
    command.extend([part(from, 0, start), part(to, end, whole(to))]);
    command.extend_from_slice(&lines[to + 1..]);
    Some((command, body))
}
