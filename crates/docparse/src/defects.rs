//! The contradictions that pages show by themselves: one module for each kind of statement that is held against another.

mod across;
mod classes;
mod examples;
mod paths;
mod rows;
mod statuses;
mod urls;
mod values;

use contract::{Confidence, Problem};

pub use across::across;
pub use classes::Class;
pub(crate) use examples::unparsable;
pub(crate) use rows::unused;

use crate::lower::Lowering;

/// More examples than any page has, and more misfits than any example: what has more of them shows something else.
const MOST: usize = 50;

/// Finds all that one page shows.
pub(crate) fn find(lowering: &mut Lowering<'_, '_>) {
    if lowering.contract.examples.len() > MOST {
        leave_out(lowering, "examples");
    }
    if lowering.endpoint.variables().len() > MOST {
        leave_out(lowering, "variables in its path");
    }
    rows::find(lowering);
    paths::find(lowering);
    statuses::find(lowering);
    values::find(lowering);
    urls::find(lowering);
    examples::find(lowering);
    let defects = &mut lowering.contract.defects;
    for defect in &mut *defects {
        defect.message = short(&defect.message);
        defect.evidence.iter_mut().for_each(|evidence| evidence.says = short(&evidence.says));
    }
    defects.sort_by(|a, b| (a.at.line, a.at.column, &a.class).cmp(&(b.at.line, b.at.column, &b.class)));
    defects.dedup();
}

/// Tells that there is more of something than is looked at.
fn leave_out(lowering: &mut Lowering<'_, '_>, what: &str) {
    let message = format!("the operation has more than {MOST} {what}; the rest is not checked");
    let at = lowering.at(lowering.endpoint.line);
    let help = "mend what is told, and read the page again";
    lowering.contract.problems.push(Problem::warning("not-all-checked", at, message).help(help));
}

/// How sure is what follows from a fact: sentences are understood less surely than columns and labels.
fn by(fact: &contract::Fact) -> Confidence {
    if fact.basis <= contract::Basis::Label { Confidence::High } else { Confidence::Medium }
}

/// Numbers that often stand for *unlimited* or *none*, beyond the limits of all others.
fn is_special(number: &str) -> bool {
    matches!(number, "0" | "-1")
}

/// A JSON value as evidence shows it: short, and without sentences.
fn shown(value: &serde_json::Value) -> String {
    let text = match contract::redact_prose(value) {
        // What is an object or a list is told by its kind; what is in it is not what is wrong with it.
        serde_json::Value::Object(_) => return "an object".to_owned(),
        serde_json::Value::Array(_) => return "an array".to_owned(),
        other => other.to_string(),
    };
    format!("`{text}`")
}

/// A message whose quotations are cut where they get long: an example can make anything as long as it likes.
fn short(message: &str) -> String {
    /// The longest quotation, and the longest message around them, in characters.
    const LONGEST: [usize; 2] = [80, 600];
    let cut = |text: &str, longest: usize| match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    };
    let parts: Vec<String> =
        message.split('`').enumerate().map(|(index, part)| cut(part, LONGEST[(index + 1) % 2])).collect();
    parts.join("`")
}

/// Words as a list in a message, cut where it gets long.
fn listed<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.len() {
        0..=6 => words.join(", "),
        more => format!("{} and {} more", words[..5].join(", "), more - 5),
    }
}
