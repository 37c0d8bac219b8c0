//! Answers that the documentation shows, or that are made of what it says.

use std::collections::HashSet;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use super::Checked;
use super::judge::Judge;
use super::operation::{Documented, JSON, Operation, Parameter};
use super::rule::{Kind, Rules};
use super::sample::{Sampler, Unmade};
use crate::{Answer, Content};

/// Headers that HTTP itself sends, or that every answer has.
const ELSEWHERE: [&str; 5] = ["content-type", "content-length", "transfer-encoding", "connection", "date"];

/// The documented answer of a success.
pub(super) fn success(rules: &Rules, operation: &Operation, checked: &Checked) -> Answer {
    let Some((status, documented)) = first_success(operation) else {
        return Answer { status: StatusCode::OK, headers: HeaderMap::new(), content: Content::Empty };
    };
    let example = best(operation, documented, checked);
    answer(rules, documented, status, example)
}

/// The success with the least number; where none is listed, whatever the operation answers with if all is well.
fn first_success(operation: &Operation) -> Option<(StatusCode, &Documented)> {
    let of = |hundred: u16| {
        let codes = operation.answers.iter().filter_map(move |answer| match answer.status {
            contract::Status::Code(code) if code / 100 == hundred => Some((code, answer)),
            _ => None,
        });
        let range = operation
            .answers
            .iter()
            .find(|answer| matches!(answer.status, contract::Status::Range(range) if u16::from(range) == hundred));
        codes.min_by_key(|(code, _)| *code).or_else(|| range.map(|answer| (hundred * 100, answer)))
    };
    let default = || operation.answer(200).map(|answer| (200, answer));
    let (code, answer) = of(2).or_else(default).or_else(|| of(3))?;
    Some((StatusCode::from_u16(code).ok()?, answer))
}

/// The example whose request fits best; of those that fit alike the first.
fn best<'d>(operation: &Operation, documented: &'d Documented, checked: &Checked) -> Option<&'d Value> {
    let requests = operation.body.iter().flat_map(|body| &body.examples);
    let body: HashSet<_> = requests
        .filter(|(_, example)| Some(example) == checked.body.as_ref())
        .map(|(name, _)| name.as_deref())
        .collect();
    let score = |name: Option<&str>| {
        let parameters = operation.path.iter().chain(&operation.query);
        let shown = parameters.filter(|parameter| {
            let given = checked.arguments.iter().find(|(given, _)| *given == parameter.name);
            let shows = |(example, value): &(Option<String>, Value)| {
                example.is_some() && example.as_deref() == name && given.is_some_and(|(_, given)| word(value) == *given)
            };
            parameter.examples.iter().any(shows)
        });
        1000 * usize::from(body.contains(&name)) + shown.count()
    };
    let scored = documented.examples.iter().map(|(name, value)| (score(name.as_deref()), value));
    scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, value)| value)
}

/// The answer of a status; without an example the one that was made.
pub(super) fn answer(rules: &Rules, documented: &Documented, status: StatusCode, example: Option<&Value>) -> Answer {
    let content = documented.body.as_ref().map_or(Content::Empty, |(media_type, rule)| {
        let is_bytes = matches!(rules.rule(*rule).kind, Kind::Bytes);
        content(media_type, is_bytes, example.or(documented.made.as_ref()).cloned().unwrap_or(Value::Null))
    });
    Answer { status, headers: documented.made_headers.clone(), content }
}

/// A body of a media type.
pub(super) fn content(media_type: &str, is_bytes: bool, value: Value) -> Content {
    match value {
        Value::String(text) if is_bytes => Content::Bytes(media_type.to_owned(), Bytes::from(text)),
        value if is_bytes && media_type != JSON => {
            Content::Bytes(media_type.to_owned(), Bytes::from(value.to_string()))
        }
        value => Content::Json(value),
    }
}

/// The documented headers, each with its example or with a value that is made; and those of which none could be.
pub(super) fn header_map(rules: &Rules, headers: &[Parameter]) -> (HeaderMap, Vec<Unmade>) {
    let mut sampler = Sampler::new(rules);
    let ours = headers.iter().filter(|header| !ELSEWHERE.iter().any(|name| name.eq_ignore_ascii_case(&header.name)));
    let pairs = ours.filter_map(|header| {
        let value = sampler.value(header.rule, &header.name)?;
        let name: HeaderName = header.name.parse().ok()?;
        Some((name, HeaderValue::from_str(&word(&value)).ok()?))
    });
    (pairs.collect(), sampler.unmade)
}

/// A value as it stands outside a body.
fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What is wrong with the headers of an answer.
pub(super) fn judge_headers(judge: &mut Judge<'_>, documented: &Documented, root: &str, headers: &HeaderMap) {
    for header in &documented.headers {
        let path = super::found::Path::Parameter(root, &header.name);
        match headers.get(&header.name).map(HeaderValue::to_str) {
            Some(Ok(word)) => judge.word(header.rule, word, &path),
            Some(Err(_)) => {}
            None => {
                let is_ours = !ELSEWHERE.iter().any(|name| name.eq_ignore_ascii_case(&header.name));
                if let Some(at) = header.required.as_ref().filter(|_| is_ours) {
                    let message = format_args!("is required, and missing");
                    judge.findings.add(&path, contract::Aspect::Presence, at, message);
                }
            }
        }
    }
}
