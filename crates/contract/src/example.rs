//! The examples of an operation: witnesses beside the tables.

use serde::Serialize;
use serde_json::Value;

use crate::{Address, Contract, Element, FieldPath, Place, Status};

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExampleRole {
    /// A request.
    Request,
    /// A response; `None` where the page does not say with which status.
    Response(Option<Status>),
}

impl ExampleRole {
    /// The body that an example shows: of a response of unstated status that of the first success, of those first that have
    /// one. `None` where the contract knows no success.
    pub fn body(self, contract: &Contract) -> Option<Address> {
        let status = match self {
            Self::Request => return Some(Address::Request(FieldPath::root())),
            Self::Response(Some(status)) => status,
            Self::Response(None) => {
                let successes = contract.elements.iter().filter_map(|element| match &element.address {
                    Address::Response(status, path) if status.is_success() && path.is_root() => {
                        Some((*status, element))
                    }
                    _ => None,
                });
                let successes: Vec<(Status, &Element)> = successes.collect();
                let with_body = successes.iter().find(|(_, element)| element.facts.ty().is_some());
                with_body.or_else(|| successes.first())?.0
            }
        };
        Some(Address::Response(status, FieldPath::root()))
    }
}

impl Serialize for ExampleRole {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Request => serializer.serialize_str("request"),
            Self::Response(None) => serializer.serialize_str("response"),
            Self::Response(Some(status)) => serializer.collect_str(status),
        }
    }
}

/// The first line of an example request, as far as it is written out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequestLine {
    /// The method, where it is written.
    pub method: Option<String>,
    /// The URL as written, host and all.
    pub url: String,
    /// Where.
    pub at: Place,
}

/// One example.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Example {
    /// What it shows.
    pub role: ExampleRole,
    /// Where it begins.
    pub at: Place,
    /// The key it has in its witness, where examples have keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The request line, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<RequestLine>,
    /// The body, where there is one and it parses; sentences in it may be [redacted](redact_prose).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
}

/// The prefix of a string that stands for a sentence of the vendor's.
pub const PROSE: &str = "(prose, ";

/// Whether a string of an example is a sentence rather than a datum: three words or more, or eight letters of Chinese,
/// which has no blanks between words.
///
/// Facts carry over, sentences do not: identifiers, codes, dates and names stay below that.
pub fn is_prose(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let chinese = || text.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'));
    text.starts_with(PROSE) || words().count() >= 3 || chinese().count() >= 8
}

/// The JSON value with each sentence in it replaced by its length: `(prose, 54 characters)`.
#[must_use]
pub fn redact_prose(value: &Value) -> Value {
    match value {
        Value::String(text) if is_prose(text) && !text.starts_with(PROSE) => {
            Value::String(format!("{PROSE}{} characters)", text.chars().count()))
        }
        Value::Array(items) => items.iter().map(redact_prose).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), redact_prose(value))).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn sentences_are_redacted_and_data_stay() {
        let example =
            json!({"id": "4c6ac8c0", "at": "2026-01-02 10:00:00 UTC", "msg": "The task is busy.", "n": [1, "ok now"]});
        assert_eq!(
            redact_prose(&example),
            json!({"id": "4c6ac8c0", "at": "2026-01-02 10:00:00 UTC", "msg": "(prose, 17 characters)", "n": [1, "ok now"]})
        );
    }

    #[test]
    fn sentences_without_blanks_are_prose() {
        for (text, expected) in [
            ("路灯已经点亮，请稍后。", true),
            ("路灯ID不存在或者已删除", true),
            ("一号路灯", false),
            ("4c6ac8c0路灯", false),
        ] {
            assert_eq!(is_prose(text), expected, "{text}");
        }
    }

    #[test]
    fn redaction_is_idempotent() {
        let once = redact_prose(&json!("one two three"));
        assert_eq!(redact_prose(&once), once);
    }
}
