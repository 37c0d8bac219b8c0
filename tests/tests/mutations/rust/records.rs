//! Faults in the struct of a record, and in its table.

use super::Operator;
use super::edits::{Edit, docs_of, doubled, dropped, hole, lines, splice, swap, swapped};
use super::types::{MAP, SECRET, of_another, unwrapped, wrapped};

/// What finds a wrong type: what is below it is not there, or more is, or less is said about it.
pub(crate) const TYPE: &[&str] = &["type", "unread", "missing", "undocumented", "values", "secret", "body"];

/// Every kind of fault in a struct and in the names of its table.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop field", &["unread"], drop_field),
    ("add field", &["unread"], |text| {
        swap(text, "    /// Members of", &["    pub added: Option<String>,\n    /// Members of"])
    }),
    ("rename field", &["unread"], |text| fields(text, |name, ty| vec![format!("    pub {name}_x: Option<{ty}>,")])),
    ("swap fields", &["unread"], swap_fields),
    ("drop option", &["unread"], |text| fields(text, |name, ty| vec![format!("    pub {name}: {ty},")])),
    ("double option", &["unread"], |text| {
        fields(text, |name, ty| vec![format!("    pub {name}: Option<Option<{ty}>>,")])
    }),
    ("make a list", TYPE, |text| retype(text, |ty| vec![wrapped(ty, "Vec<")])),
    ("unmake a list", TYPE, |text| retype(text, |ty| unwrapped(ty, "Vec<"))),
    ("make a map", TYPE, |text| retype(text, |ty| vec![wrapped(ty, MAP)])),
    ("unmake a map", TYPE, |text| retype(text, |ty| unwrapped(ty, MAP))),
    ("box", &["unread"], |text| retype(text, |ty| vec![wrapped(ty, "Box<")])),
    ("unbox", &["unread"], |text| retype(text, |ty| unwrapped(ty, "Box<"))),
    ("make a secret", &["secret", "unread"], |text| retype(text, |ty| vec![wrapped(ty, SECRET)])),
    ("show a secret", &["secret", "unread"], |text| retype(text, |ty| unwrapped(ty, SECRET))),
    ("change type", TYPE, |text| retype(text, of_another)),
    ("change width", TYPE, |text| {
        [("i64", ["i32", "u64"]), ("f64", ["f32", "i64"])].iter().flat_map(|(old, new)| swap(text, old, new)).collect()
    }),
    ("swap types", TYPE, swap_types),
    ("drop derive", &["unread"], |text| {
        let derived = ["Clone, ", "Debug, ", "Default, ", ", PartialEq"];
        let is_derive = |line: &str| line.starts_with("#[derive(");
        derived
            .iter()
            .flat_map(|one| lines(text, |line| if is_derive(line) { vec![line.replace(one, "")] } else { vec![] }))
            .collect()
    }),
    ("add derive", &["unread"], |text| {
        swap(text, "PartialEq)]", &["PartialEq, ::serde::Deserialize)]", "PartialEq, Eq)]"])
    }),
    ("seal against additions", &["unread"], |text| dropped(text, |line| line == "#[non_exhaustive]")),
    ("refuse unknown fields", &["unread"], |text| {
        swap(text, "#[non_exhaustive]", &["#[non_exhaustive]\n#[serde(deny_unknown_fields)]"])
    }),
    ("drop extra", &["unread"], |text| dropped(text, |line| line.starts_with("    pub extra: "))),
    ("change extra", &["unread"], |text| {
        swap(text, "extra: ::progenitor_client::Extra", &["extra: Option<::progenitor_client::Extra>", "extra: Extra"])
    }),
    ("hide field", &["unread"], |text| {
        lines(text, |line| match field(line) {
            Some(_) => vec![line.replacen("pub ", "", 1), line.replacen("pub ", "pub(crate) ", 1)],
            None => vec![],
        })
    }),
    ("send what is only received", &["unread"], |text| swap(text, "::record!", &["::sent_record!"])),
    ("only receive what is sent", &["unread"], |text| swap(text, "::sent_record!", &["::record!"])),
    ("drop table line", &["unread"], |text| dropped(text, is_row)),
    ("double table line", &["unread"], |text| doubled(text, is_row)),
    ("add table line", &["unread"], |text| {
        lines(text, |line| if is_row(line) { vec![format!("{line}\n        added: \"added\",")] } else { vec![] })
    }),
    ("swap table lines", &["unread"], |text| swapped(text, is_row)),
    ("rename on the wire", &["missing", "undocumented", "unread"], |text| {
        lines(text, |line| match hole(line, "\"", "\"").filter(|_| is_row(line)) {
            Some((lead, name, rest)) => vec![format!("{lead}{name}_x{rest}"), format!("{lead}{rest}")],
            None => vec![],
        })
    }),
    ("swap names on the wire", &["unread"], swap_names),
    ("rename in the table", &["unread"], |text| {
        lines(text, |line| if is_row(line) { vec![line.replacen(':', "_x:", 1)] } else { vec![] })
    }),
    ("table of another type", &["unread"], |text| {
        lines(text, |line| match line.strip_prefix("    ").and_then(|line| line.strip_suffix(" {")) {
            Some(name) if name.chars().all(char::is_alphanumeric) => vec![format!("    {name}X {{")],
            _ => vec![],
        })
    }),
];

/// The field of a line: its name, and the type in its option.
pub(crate) fn field(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("    pub ")?.strip_suffix(">,")?.split_once(": Option<")
}

/// Whether a line is one of a table of fields.
pub(crate) fn is_row(line: &str) -> bool {
    let row = line.strip_prefix("        ").and_then(|line| line.split_once(": \""));
    row.is_some_and(|(name, rest)| {
        rest.ends_with(',') && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    })
}

fn fields(text: &str, others: impl Fn(&str, &str) -> Vec<String>) -> Vec<Edit> {
    lines(text, |line| field(line).map_or_else(Vec::new, |(name, ty)| others(name, ty)))
}

fn retype(text: &str, others: impl Fn(&str) -> Vec<String>) -> Vec<Edit> {
    fields(text, |name, ty| others(ty).into_iter().map(|ty| format!("    pub {name}: Option<{ty}>,")).collect())
}

/// A field with its documentation.
fn drop_field(text: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at = (0..all.len()).filter(|index| field(all[*index]).is_some());
    at.map(|index| {
        let start = docs_of(&all, index);
        splice(text, start, index + 1 - start, &[""; 0])
    })
    .collect()
}

/// The lines of two fields that follow each other in the same struct.
fn neighbours(text: &str) -> Vec<(usize, usize)> {
    let all: Vec<&str> = text.lines().collect();
    let at: Vec<usize> = (0..all.len()).filter(|index| field(all[*index]).is_some()).collect();
    at.windows(2).map(|pair| (pair[0], pair[1])).filter(|(one, other)| docs_of(&all, *other) == one + 1).collect()
}

/// Two fields that follow each other, as two other lines.
fn pairs(text: &str, others: impl Fn([&str; 2], [&str; 2]) -> [String; 2]) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let changed = neighbours(text).into_iter().filter_map(|(one, other)| {
        let (first, second) = (field(all[one])?, field(all[other])?);
        let [new, next] = others([first.0, first.1], [second.0, second.1]);
        let mut lines: Vec<&str> = all[one..=other].to_vec();
        *lines.first_mut()? = &new;
        *lines.last_mut()? = &next;
        (new != all[one]).then(|| splice(text, one, lines.len(), &lines))
    });
    changed.collect()
}

fn swap_fields(text: &str) -> Vec<Edit> {
    let line = |[name, ty]: [&str; 2]| format!("    pub {name}: Option<{ty}>,");
    pairs(text, |one, other| [line(other), line(one)])
}

fn swap_types(text: &str) -> Vec<Edit> {
    let line = |name: &str, ty: &str| format!("    pub {name}: Option<{ty}>,");
    pairs(text, |one, other| [line(one[0], other[1]), line(other[0], one[1])])
}

/// Two lines of a table that follow each other, with each other's name on the wire.
fn swap_names(text: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at = (1..all.len()).filter(|index| is_row(all[index - 1]) && is_row(all[*index]));
    at.filter_map(|index| {
        let (lead, name, rest) = hole(all[index - 1], "\"", "\"")?;
        let (next_lead, next, next_rest) = hole(all[index], "\"", "\"")?;
        let new = [format!("{lead}{next}{rest}"), format!("{next_lead}{name}{next_rest}")];
        Some(splice(text, index - 1, 2, &new))
    })
    .collect()
}
