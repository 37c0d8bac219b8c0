//! Faults in what one of several answers is, and in the headers of answers.

use super::Operator;
use super::text::{Edit, Line, Text};
use super::values::keyed;

/// Every kind of fault in one of several answers.
pub(crate) const OPERATORS: &[Operator] = &[
    ("swap the types of two statuses", ANSWER, |text| pairs(text, &types(text))),
    ("give a status the type of another", ANSWER, |text| {
        let all = types(text);
        let others = |line: &Line| all.iter().filter(|other| other.value != line.value).cloned().collect::<Vec<_>>();
        all.iter()
            .flat_map(|line| others(line).iter().map(|other| text.with(line, "$ref", &other.value)).collect::<Vec<_>>())
            .collect()
    }),
    ("make the body of a status a list", &["body", "type", "missing"], |text| {
        types(text)
            .iter()
            .map(|line| {
                let indent = " ".repeat(line.indent);
                let new = [
                    format!("{indent}type: array"),
                    format!("{indent}items:"),
                    format!("{indent}  $ref: {}", line.value),
                ];
                text.instead(line, line.index + 1, &new, "becomes a list of it")
            })
            .collect()
    }),
    ("drop response header", &["missing"], |text| headers(text).iter().map(|line| text.without(line)).collect()),
    ("rename response header", &["missing", "undocumented"], |text| {
        headers(text).iter().map(|line| text.with(line, &format!("{}-X", line.key), &line.value)).collect()
    }),
    ("add response header", &["undocumented"], |text| {
        headers(text).iter().map(|line| text.and(line, &["X-Added:", "  schema:", "    type: string"])).collect()
    }),
    ("swap response headers", &["type", "values", "missing", "undocumented"], |text| {
        let all = headers(text);
        let beside = all.windows(2).filter(|pair| pair[0].path == pair[1].path);
        let swapped = beside.map(|pair| {
            let (one, other) = (&pair[0], &pair[1]);
            let mut new = text.raw[one.index..other.end].to_vec();
            new[0] = text.raw[one.index].replacen(&one.key, &other.key, 1);
            new[other.index - one.index] = text.raw[other.index].replacen(&other.key, &one.key, 1);
            text.instead(one, other.end, &new, "has the name of the next one")
        });
        swapped.collect()
    }),
    ("change type of response header", &["type"], |text| {
        let all = headers(text);
        keyed(text, "type", |line| {
            let is_header = line.is_in("headers") && line.is_in("responses")
                || all.is_empty() && line.path.get(1).is_some_and(|key| key == "headers");
            let other = if line.value == "string" { "integer" } else { "string" };
            if is_header { vec![text.with(line, "type", other)] } else { vec![] }
        })
    }),
];

/// What finds a wrong answer: its fields are not there, or it is no such thing at all.
const ANSWER: &[&str] = &["missing", "undocumented", "type", "body", "examples", "values"];

/// The references that say what the bodies of statuses are.
fn types(text: &Text) -> Vec<Line> {
    let is_it =
        |line: &&Line| line.key == "$ref" && line.is_of("schema") && line.is_in("responses") && line.is_in("content");
    text.told().filter(is_it).cloned().collect()
}

/// The headers of answers.
fn headers(text: &Text) -> Vec<Line> {
    text.told().filter(|line| line.is_of("headers") && line.is_in("responses")).cloned().collect()
}

/// Two references that follow each other, each with what the other refers to.
fn pairs(text: &Text, all: &[Line]) -> Vec<Edit> {
    let others = all.windows(2).filter(|pair| pair[0].value != pair[1].value);
    let swapped = others.map(|pair| {
        let (one, other) = (&pair[0], &pair[1]);
        let mut new = text.raw[one.index..=other.index].to_vec();
        let last = new.len() - 1;
        new[0] = text.raw[one.index].replacen(&one.value, &other.value, 1);
        new[last] = text.raw[other.index].replacen(&other.value, &one.value, 1);
        text.instead(one, other.index + 1, &new, "is swapped with the next one")
    });
    swapped.collect()
}
