//! What the sentences of a page say about the operation as a whole.

use contract::{Address, Aspect, Basis, Value};

use super::Lowering;
use crate::constraints::is_state;
use crate::inline::Inline;
use crate::lists;
use crate::pattern::pattern;
use crate::sections::Section;

// "Only lamps in the A, B or C state", "a lamp that is in the A state": what follows is a list.
pattern!(CALLABLE, r"\b(?:[Oo]nly (?:\w+ ){1,3}(?:that are )?in|[Aa](?:n)? (?:\w+ ){1,3}that is in) (?:the )?");
pattern!(
    DEPRECATED,
    r"^(?:NOTE[: ] *)?This (?:API|interface) (?:has been|is|was) (?:deprecated|discarded|abandoned)\b"
);
pattern!(DONE, r"\b(?:is|are) \w+ only when (?:its|their|the) status is ");

/// States what the prose says: which states allow the call, which one ends it, the name, the deprecation.
pub(super) fn read(lowering: &mut Lowering<'_, '_>) {
    let walk = lowering.walk;
    for (spot, line, inline) in &walk.paragraphs {
        if spot.section == Section::Function && DEPRECATED.is_match(&inline.text) {
            lowering.set(&Address::Operation, *line, Aspect::Deprecated, Value::Flag(true), Basis::Prose);
        }
        if !matches!(spot.section, Section::Function | Section::Constraints) || !inline.text.contains("stat") {
            continue;
        }
        if let Some(states) = callable(inline) {
            lowering.set(&Address::Operation, *line, Aspect::CallableIn, Value::List(states), Basis::Prose);
        }
        if let Some(states) = done(inline) {
            lowering.set(&Address::Operation, *line, Aspect::DoneWhen, Value::List(states), Basis::Prose);
        }
    }
    if let Some(name) = walk.original_name
        && let Some(id) = name.text.strip_suffix(".html").filter(|id| is_operation_id(id))
    {
        let value = Value::Text(id.to_owned());
        lowering.set(&Address::Operation, name.number, Aspect::OperationId, value, Basis::Label);
    }
    let title = walk.title.as_deref().unwrap_or_default().to_ascii_lowercase();
    let words = ["(deprecated", "(discarded", "(abandoned", "deprecated)", "discarded)", "(废弃", "（废弃", "已废弃"];
    if words.iter().any(|word| title.contains(word)) {
        let line = lowering.endpoint.line;
        lowering.set(&Address::Operation, line, Aspect::Deprecated, Value::Flag(true), Basis::Prose);
    }
}

fn callable(inline: &Inline<'_>) -> Option<Vec<String>> {
    let found = CALLABLE.find(&inline.text)?;
    let tokens = lists::tokens_at(inline, found.end(), is_state)?;
    let rest = inline.text[tokens.last()?.end..].trim_start();
    let ends = ["state", "status"].iter().any(|word| rest.starts_with(word));
    ends.then(|| tokens.into_iter().map(|token| token.word).collect())
}

fn done(inline: &Inline<'_>) -> Option<Vec<String>> {
    let found = DONE.find(&inline.text)?;
    let tokens = lists::tokens_at(inline, found.end(), is_state)?;
    Some(tokens.into_iter().map(|token| token.word).collect())
}

/// `BatchStopJobs`, which `drs_03_0113` and `errorcode` are not.
fn is_operation_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    let humps = bytes.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && humps >= 2
        && humps < bytes.len() / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::Line;

    fn read(text: &str) -> Inline<'_> {
        Inline::rst(&[Line { number: 1, column: 1, text }])
    }

    #[test]
    fn the_states_that_allow_a_call_are_a_list_of_names() {
        let told = |text| callable(&read(text)).map(|states| states.join(" "));
        assert_eq!(told("Only jobs in the **A_B**, **C**, or **D** state can go."), Some("A_B C D".into()));
        assert_eq!(told("Only jobs in the A_B, C or D state can go."), Some("A_B C D".into()));
        assert_eq!(told("This stops a big job that is in the Running state."), Some("Running".into()));
        assert_eq!(told("Only jobs in the running state can go."), None);
        assert_eq!(told("Only users in the GROUP can go."), None);
    }

    #[test]
    fn an_operation_id_is_written_in_camel_case() {
        assert!(is_operation_id("BatchStopJobs"));
        for no in ["drs_03_0113", "errorcode", "en-us_topic_1", "URI", "Overview"] {
            assert!(!is_operation_id(no), "{no}");
        }
    }
}
