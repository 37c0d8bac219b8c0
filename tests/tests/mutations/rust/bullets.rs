//! Faults in the bullets of the documentation, which repeat what is enforced and state what is not.

use super::Operator;
use super::edits::{Edit, docs_of, doubled, dropped, lines, splice};
use super::records::field;

/// Every kind of fault in a bullet.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop bullet", FACTS, |text| dropped(text, |line| is_bullet(line) && !is_widest(line))),
    ("double bullet", FACTS, |text| doubled(text, is_bullet)),
    ("change bullet", FACTS, |text| {
        lines(text, |line| match is_bullet(line) {
            true => {
                [code(line), number(line), line.strip_suffix('.').map(str::to_owned)].into_iter().flatten().collect()
            }
            false => vec![],
        })
    }),
    ("add a value to a bullet", FACTS, |text| {
        lines(text, |line| match is_bullet(line) && line.contains("`, `") {
            true => vec![format!("{line}, `added`"), line.replacen("`, `", "`, `added`, `", 1)],
            false => vec![],
        })
    }),
    ("drop a value from a bullet", FACTS, |text| {
        lines(text, |line| match line.split_once("`, `").filter(|_| is_bullet(line)) {
            Some((lead, rest)) => vec![format!("{}`{rest}", &lead[..lead.rfind('`').expect("a span")])],
            None => vec![],
        })
    }),
    ("misspell bullet", FACTS, |text| {
        lines(text, |line| match line.split_once(": ").filter(|_| is_bullet(line)) {
            Some((lead, rest)) => vec![format!("{lead}s: {rest}"), format!("{lead}: {}", rest.replace('`', ""))],
            None => vec![],
        })
    }),
    ("state of each item what is of the whole", FACTS, |text| {
        let prefixes = ["- Each item: ", "- Each value: "];
        lines(text, |line| match is_bullet(line) && !line.contains("- Documented") {
            true => prefixes.iter().map(|prefix| line.replacen("- ", prefix, 1)).collect(),
            false => vec![],
        })
    }),
    ("state of the whole what is of each", FACTS, |text| {
        lines(text, |line| match is_bullet(line) {
            true => ["Each item: ", "Each value: "].map(|prefix| line.replacen(prefix, "", 1)).into(),
            false => vec![],
        })
    }),
    ("add a default", FACTS, |text| added(text, "Default: `added`")),
    ("add a length", FACTS, |text| added(text, "Length: at most 7 characters")),
    ("add a range", FACTS, |text| added(text, "Range: at most 7")),
    ("add a format", FACTS, |text| added(text, "Format: `uuid`")),
    ("add a pattern", FACTS, |text| added(text, "Pattern: `^a$`")),
    ("add null", FACTS, |text| added(text, "May be `null`.")),
    ("add deprecation", FACTS, |text| added(text, "Deprecated.")),
    ("add a length of items that are none", FACTS, |text| {
        added(text, "Each item: Each item: Each item: Length: at most 7 characters")
    }),
    ("add values", FACTS, |text| added(text, "Allowed: `one`, `two`")),
    ("call a value idempotent", FACTS, |text| added(text, "Idempotent.")),
    ("give a value clouds", FACTS, |text| added(text, "Clouds: `huaweicloud`")),
];

/// What finds a wrong bullet: the rule for what it states, or `unread` where something else states it, too.
const FACTS: &[&str] = &[
    "values",
    "default",
    "limits",
    "format",
    "nullable",
    "deprecated",
    "states",
    "calling",
    "type",
    "missing",
    "unread",
];

/// Whether a bullet says that a number is as wide as one of which nothing is said: without it, the type is the same.
fn is_widest(line: &str) -> bool {
    ["- Format: `int64`", "- Format: `double`"].iter().any(|widest| line.ends_with(widest))
}

/// Whether a line is a bullet that states a fact; the links to the pages state none.
pub(crate) fn is_bullet(line: &str) -> bool {
    let words = line.trim_start().strip_prefix("/// - ");
    let leads = [
        "Callable in",
        "Done when",
        "Idempotent",
        "Clouds",
        "Allowed",
        "Default",
        "Length",
        "Range",
        "Items",
        "Pattern",
        "Format",
        "May be",
        "Deprecated",
        "Each item",
        "Each value",
        "Status",
    ];
    words.is_some_and(|words| leads.iter().any(|lead| words.starts_with(lead)))
}

/// The first span of code, changed. The width of a number has to be another width, or it would be none.
fn code(line: &str) -> Option<String> {
    let (lead, rest) = line.split_once('`')?;
    let widths = [("int64", "int32"), ("int32", "int64"), ("double", "float"), ("float", "double")];
    let width = widths.iter().find(|(old, _)| rest.starts_with(old));
    Some(match width {
        Some((old, new)) => format!("{lead}`{}", rest.replacen(old, new, 1)),
        None => format!("{lead}`x{rest}"),
    })
}

/// The last digit outside of code, changed.
fn number(line: &str) -> Option<String> {
    let at = line.rfind(|c: char| c.is_ascii_digit()).filter(|_| !line.contains('`'))?;
    let digit = if line[at..].starts_with('7') { "8" } else { "7" };
    Some(format!("{}{digit}{}", &line[..at], &line[at + 1..]))
}

/// A bullet more, at each field, argument, header and enum, where none of its kind is.
fn added(text: &str, bullet: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let kind = bullet.split([':', ' ', '.']).next().unwrap_or_default();
    let at = (0..all.len()).filter(|index| is_told(all[*index]));
    at.filter_map(|index| {
        let start = docs_of(&all, index);
        let docs: Vec<&str> = all[start..index].iter().copied().filter(|line| line.contains("///")).collect();
        let last = start + docs.len().checked_sub(1)?;
        let known = docs.iter().any(|line| line.contains(&format!("/// - {kind}")));
        let indent = &all[last][..all[last].find('/')?];
        let mut new = vec![all[last].to_owned()];
        if !docs.iter().any(|line| is_bullet(line)) {
            new.push(format!("{indent}///"));
        }
        new.push(format!("{indent}/// - {bullet}"));
        (!known).then(|| splice(text, last, 1, &new))
    })
    .collect()
}

/// Whether facts may stand above a line.
fn is_told(line: &str) -> bool {
    let is_setter = line.starts_with("    pub fn ") && line.contains("(mut self, value");
    field(line).is_some() || is_setter || line.starts_with("    pub const ") || line.starts_with("    pub enum ")
}
