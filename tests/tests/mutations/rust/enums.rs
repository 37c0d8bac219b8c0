//! Faults in enums: of texts, and of what an operation answers.

use super::Operator;
use super::edits::{Edit, doubled, dropped, hole, lines, splice, swap, swapped};
use super::records::TYPE;

/// Every kind of fault in an enum.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop value", &["values", "unread"], |text| dropped(text, is_value)),
    ("double value", &["unread"], |text| doubled(text, is_value)),
    ("add value", &["values", "unread"], |text| {
        lines(text, |line| if is_value(line) { vec![format!("{line}\n        Added = \"added\",")] } else { vec![] })
    }),
    ("change value", &["values", "unread"], |text| {
        lines(text, |line| match hole(line, "\"", "\"").filter(|_| is_value(line)) {
            Some((lead, value, rest)) => vec![format!("{lead}{value}_x{rest}"), format!("{lead}{}{rest}", up(value))],
            None => vec![],
        })
    }),
    ("swap values", &["values", "unread"], |text| swapped(text, is_value)),
    ("swap variants of values", &["unread"], swap_variants),
    ("rename variant", &["unread"], |text| {
        lines(text, |line| if is_value(line) { vec![line.replacen(" = ", "X = ", 1)] } else { vec![] })
    }),
    ("call a value unrecognized", &["unread"], |text| {
        lines(text, |line| match hole(line, "        ", " = ").filter(|_| is_value(line)) {
            Some((lead, _, rest)) => vec![format!("{lead}Unrecognized{rest}")],
            None => vec![],
        })
    }),
    ("close enum", &["unread"], |text| {
        swap(text, "::progenitor_client::open_enum! {", &["::progenitor_client::closed_enum! {"])
    }),
    ("write enum without its macro", &["unread"], plain),
    ("rename enum", TYPE, |text| {
        lines(text, |line| match line.contains("pub enum ") {
            true => vec![line.replacen(" {", "X {", 1)],
            false => vec![],
        })
    }),
    ("drop answer", &["status", "unread"], |text| {
        let all: Vec<&str> = text.lines().collect();
        let at = (1..all.len()).filter(|index| is_status(all[index - 1]));
        at.map(|index| splice(text, index - 1, 2, &[""; 0])).collect()
    }),
    ("add answer", &["unread"], |text| {
        answers(text, |name, payload| {
            vec![format!("    {name}{payload},\n    /// `418`: Tea.\n    Status418(String),")]
        })
    }),
    ("rename answer", &["unread"], |text| {
        answers(text, |name, payload| vec![format!("    {name}X{payload},"), format!("    Status499{payload},")])
    }),
    ("drop payload", &["body", "unread", "missing"], |text| {
        answers(text, |name, payload| if payload.is_empty() { vec![] } else { vec![format!("    {name},")] })
    }),
    ("change payload", &["body", "type", "unread", "missing", "undocumented"], |text| {
        let others = ["String", "Vec<String>", "::serde_json::Value", "Another"];
        answers(text, |name, _| others.iter().map(|other| format!("    {name}({other}),")).collect())
    }),
    ("make payload a list", &["body", "type", "unread", "missing"], |text| {
        answers(text, |name, payload| match payload.strip_prefix('(') {
            Some(ty) => vec![format!("    {name}(Vec<{}>),", ty.trim_end_matches(')'))],
            None => vec![],
        })
    }),
    ("swap payloads", &["body", "type", "unread", "missing"], swap_payloads),
    ("swap answers", &["status", "unread", "body"], swap_answers),
    ("change status of answer", &["unread"], |text| {
        lines(text, |line| match is_status(line) {
            true => vec![line.replacen("/// `", "/// `9", 1), line.replacen("`: ", "1`: ", 1), line.replace('`', "")],
            false => vec![],
        })
    }),
];

fn is_value(line: &str) -> bool {
    line.starts_with("        ") && line.ends_with("\",") && line.contains(" = \"")
}

fn up(value: &str) -> String {
    let upper = value.to_uppercase();
    if upper == value { value.to_lowercase() + "x" } else { upper }
}

/// A variant of what an operation answers: its name, and its payload with the brackets.
fn answer(line: &str) -> Option<(&str, &str)> {
    let variant = line.strip_prefix("    ")?.strip_suffix(',')?;
    let end = variant.find('(').unwrap_or(variant.len());
    let (name, payload) = variant.split_at(end);
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(char::is_alphanumeric);
    is_name.then_some((name, payload))
}

/// Every variant of what an operation answers, behind the documentation of its status.
fn answers(text: &str, others: impl Fn(&str, &str) -> Vec<String>) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let variants = all.windows(2).enumerate().filter(|(_, pair)| is_status(pair[0]));
    let changed = variants.filter_map(|(index, pair)| answer(pair[1]).map(|(name, ty)| (index + 1, others(name, ty))));
    changed
        .flat_map(|(index, new)| new.into_iter().map(move |new| (index, new)))
        .filter(|(index, new)| new != all[*index])
        .map(|(index, new)| splice(text, index, 1, &new.split('\n').collect::<Vec<_>>()))
        .collect()
}

fn is_status(line: &str) -> bool {
    line.strip_prefix("    /// `").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Two values that follow each other, with each other's name in Rust.
fn swap_variants(text: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at = (1..all.len()).filter(|index| is_value(all[index - 1]) && is_value(all[*index]));
    at.filter_map(|index| {
        let (lead, one, rest) = hole(all[index - 1], "        ", " = ")?;
        let (_, other, next) = hole(all[index], "        ", " = ")?;
        Some(splice(text, index - 1, 2, &[format!("{lead}{other}{rest}"), format!("{lead}{one}{next}")]))
    })
    .collect()
}

/// An enum as anybody would write it: it knows no other values.
fn plain(text: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at = (0..all.len()).filter(|index| all[*index].starts_with("::progenitor_client::open_enum! {"));
    at.filter_map(|start| {
        let end = start + all[start..].iter().position(|line| *line == "}")?;
        let body = all[start + 1..end].iter().map(|line| match line.split_once(" = ") {
            Some((variant, _)) => format!("{variant},"),
            None => (*line).to_owned(),
        });
        Some(splice(text, start, end + 1 - start, &body.collect::<Vec<_>>()))
    })
    .collect()
}

/// Two variants that follow each other, as two others; their documentation stays.
fn pairs(text: &str, others: impl Fn([&str; 2], [&str; 2]) -> [String; 2]) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at = (2..all.len()).filter(|index| is_status(all[index - 1]));
    let at = at.filter_map(|index| Some((index, answer(all[index - 2])?, answer(all[index])?)));
    at.filter(|(_, one, other)| one.1 != other.1)
        .map(|(index, one, other)| {
            let [first, second] = others([one.0, one.1], [other.0, other.1]);
            splice(text, index - 2, 3, &[first, all[index - 1].to_owned(), second])
        })
        .collect()
}

fn swap_payloads(text: &str) -> Vec<Edit> {
    pairs(text, |one, other| [format!("    {}{},", one[0], other[1]), format!("    {}{},", other[0], one[1])])
}

fn swap_answers(text: &str) -> Vec<Edit> {
    pairs(text, |one, other| [format!("    {}{},", other[0], other[1]), format!("    {}{},", one[0], one[1])])
}
