//! The values of an enumeration become variants of a Rust enum.

use std::collections::HashMap;

use super::Subject;
use super::rust_name::pascal;
use crate::schema::Schema;
use document::diagnostics::Diagnostics;
use document::node::{At, Content, Node};

/// The variant in which generated enums keep values that they do not know.
const OURS: &str = "Unrecognized";

/// Whether a character shows as nothing, or turns the text around it: in documentation such a value would not be what it
/// says, and rustc refuses the latter.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for (node, _) in &subject.schemas {
        let Some(field) = node.field("enum") else { continue };
        let values = field.value.list().unwrap_or_default();
        if values.is_empty() {
            let problem = diagnostics.error("enum", field.key_at, "the enumeration has no values");
            diagnostics.push(problem.help("list them, or remove `enum`"));
        }
        let schema = Schema::of(node, subject.components);
        let kind = schema.kind();
        if let Some(kind @ ("number" | "boolean")) = kind {
            let problem = diagnostics.error("enum", field.key_at, format!("a {kind} is not enumerated in Rust"));
            diagnostics.push(problem.help("say it in the description; texts and whole numbers can be enumerated"));
            continue;
        }
        let mut seen: HashMap<String, (&Node, At)> = HashMap::new();
        for value in values {
            if !fits(value, kind) {
                let what = if matches!(value.content, Content::Null) { "`null`".to_owned() } else { value.kind() };
                let message = format!("{what} is no value of type `{}`", kind.unwrap_or("any"));
                let problem = diagnostics.error("enum", value.at, message);
                diagnostics.push(problem.help(match value.content {
                    Content::Null => "write `nullable: true` beside `enum`, and leave `null` out",
                    _ => "put it in quotes if it is a text, or mend `type`",
                }));
                continue;
            }
            let word = value.text().map_or_else(|| value.to_json().to_string(), str::to_owned);
            if word.contains(is_invisible) {
                let message = format!("`{}` has a character that nobody sees", word.escape_debug());
                let problem = diagnostics.error("enum", value.at, message);
                diagnostics
                    .push(problem.help("write the value as it is sent, without line breaks and control characters"));
                continue;
            }
            let rust = if kind == Some("string") { pascal(&word) } else { word.clone() };
            if kind == Some("string") && rust == OURS {
                let message =
                    format!("`{word}` would be called `{OURS}` in Rust, which stands for values nobody knows");
                let problem = diagnostics.error("enum", value.at, message);
                diagnostics.push(problem.help("describe the field as a text, and list its values in the description"));
            }
            if let Some((other, first)) = seen.insert(rust.clone(), (value, value.at)) {
                let other = other.text().map_or_else(|| other.to_json().to_string(), str::to_owned);
                let message = if other == word {
                    format!("`{word}` is twice in the enumeration")
                } else {
                    format!("`{word}` and `{other}` would both be called `{rust}` in Rust")
                };
                let problem = diagnostics
                    .error("enum", value.at, message)
                    .related(diagnostics.place(first), "the other one is here")
                    .help("keep one of them, or describe the field as a text and list its values in the description");
                diagnostics.push(problem);
            }
        }
    }
}

fn fits(value: &Node, kind: Option<&str>) -> bool {
    match (kind, &value.content) {
        (Some("string"), Content::Text(_)) => true,
        (Some("integer"), Content::Number(number)) => !number.is_f64(),
        _ => false,
    }
}
