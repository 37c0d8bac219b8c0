//! Faults in the constants for the headers of responses.

use super::Operator;
use super::edits::{Edit, docs_of, hole, lines, splice};
use super::types::{SECRET, of_another, wrapped};

/// Every kind of fault in a header of a response.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop response header", &["missing"], |text| constants(text, |_| vec![])),
    ("state a response header twice", &["unread", "undocumented"], |text| {
        constants(text, |lines| {
            let mut twin = lines.to_vec();
            let last = twin.len() - 1;
            twin[last] = twin[last].replacen(": ResponseHeader", "_: ResponseHeader", 1);
            [lines, &twin].concat()
        })
    }),
    ("rename response header", &["unread", "missing", "undocumented"], |text| {
        lines(text, |line| match hole(line, "new(\"", "\"").filter(|_| is_constant(line)) {
            Some((lead, name, rest)) => vec![format!("{lead}{name}-X{rest}"), format!("{lead}{rest}")],
            None => vec![],
        })
    }),
    ("rename constant", &["unread"], |text| {
        lines(text, |line| match hole(line, "pub const ", ":").filter(|_| is_constant(line)) {
            Some((lead, name, rest)) => {
                vec![format!("{lead}{name}_X{rest}"), format!("{lead}{}{rest}", name.to_lowercase())]
            }
            None => vec![],
        })
    }),
    ("rename response header everywhere", &["missing", "undocumented"], |text| {
        lines(text, |line| match is_constant(line) {
            true => vec![line.replacen(": ResponseHeader", "_X: ResponseHeader", 1).replacen("\");", "-X\");", 1)],
            false => vec![],
        })
    }),
    ("change type of response header", &["type", "unread", "values", "secret"], |text| {
        lines(text, |line| match hole(line, "ResponseHeader<", "> = ").filter(|_| is_constant(line)) {
            Some((lead, ty, rest)) => of_another(ty).into_iter().map(|ty| format!("{lead}{ty}{rest}")).collect(),
            None => vec![],
        })
    }),
    ("show a secret response header", &["secret"], |text| {
        lines(text, |line| match is_constant(line) {
            true => vec![line.replacen("<::progenitor_client::Secret<String>>", "<String>", 1)],
            false => vec![],
        })
    }),
    ("redact a response header", &["secret", "unread"], |text| {
        lines(text, |line| match hole(line, "ResponseHeader<", "> = ").filter(|_| is_constant(line)) {
            Some((lead, ty, rest)) => vec![format!("{lead}{}{rest}", wrapped(ty, SECRET))],
            None => vec![],
        })
    }),
    ("swap response headers", &["unread", "type", "missing"], swap_names),
    ("drop statuses of a response header", &["unread"], |text| {
        lines(text, |line| if is_statuses(line) { vec!["    ///".to_owned()] } else { vec![] })
    }),
    ("change statuses of a response header", &["missing", "undocumented", "unread"], |text| {
        lines(text, |line| {
            let codes: Vec<&str> = line.trim_start_matches("    /// - Status: ").split(", ").collect();
            if !is_statuses(line) {
                return vec![];
            }
            let other = |codes: &[&str]| format!("    /// - Status: {}", codes.join(", "));
            let fewer = (0..codes.len()).filter(|_| codes.len() > 1).map(|index| {
                let mut fewer = codes.clone();
                fewer.remove(index);
                other(&fewer)
            });
            fewer.chain([other(&[&codes[..], &["`418`"]].concat()), other(&["`418`"])]).collect()
        })
    }),
];

fn is_constant(line: &str) -> bool {
    line.starts_with("    pub const ")
}

fn is_statuses(line: &str) -> bool {
    line.starts_with("    /// - Status: ")
}

/// Each constant with its documentation, as other lines.
fn constants(text: &str, others: impl Fn(&[String]) -> Vec<String>) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at = (0..all.len()).filter(|index| is_constant(all[*index]));
    at.map(|index| {
        let start = docs_of(&all, index);
        let old: Vec<String> = all[start..=index].iter().map(|line| (*line).to_owned()).collect();
        splice(text, start, old.len(), &others(&old))
    })
    .collect()
}

/// Two constants that follow each other, with each other's name on the wire.
fn swap_names(text: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at: Vec<usize> = (0..all.len()).filter(|index| is_constant(all[*index])).collect();
    at.windows(2)
        .filter_map(|pair| {
            let (lead, one, rest) = hole(all[pair[0]], "new(\"", "\"")?;
            let (next_lead, other, next_rest) = hole(all[pair[1]], "new(\"", "\"")?;
            let mut lines: Vec<String> = all[pair[0]..=pair[1]].iter().map(|line| (*line).to_owned()).collect();
            let last = lines.len() - 1;
            lines[0] = format!("{lead}{other}{rest}");
            lines[last] = format!("{next_lead}{one}{next_rest}");
            Some(splice(text, pair[0], lines.len(), &lines))
        })
        .collect()
}
