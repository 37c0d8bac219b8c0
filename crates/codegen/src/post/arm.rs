//! The arms of the match over the status: what is made of each answer.

use contract::Status;

use crate::answers::{Answers, Body, Outcome};

/// An arm of the match over the status.
pub(crate) struct Arm {
    pub(crate) pattern: String,
    pub(crate) status: Status,
    pub(crate) is_error: bool,
    decoded: Decoded,
}

/// What is made of the body.
#[derive(Clone, Copy)]
enum Decoded {
    Json,
    Empty,
    Stream,
}

impl Arm {
    /// Reads an arm; `None` inside for the one of all statuses that nobody lists.
    pub(crate) fn read(pattern: String, body: &str) -> Option<Option<Self>> {
        let has = |word: &str| body.contains(word);
        if has("UnexpectedResponse") {
            return Some(None);
        }
        let status = match pattern.as_str() {
            "_" => Status::Default,
            "200..=299" => Status::Range(2),
            "400..=499" => Status::Range(4),
            "500..=599" => Status::Range(5),
            code => Status::Code(code.parse().ok()?),
        };
        let decoded = match (has("from_response"), has("empty"), has("stream")) {
            (true, _, _) => Decoded::Json,
            (_, true, _) => Decoded::Empty,
            (_, _, true) => Decoded::Stream,
            _ => return None,
        };
        Some(Some(Self { pattern, status, is_error: has("ErrorResponse"), decoded }))
    }

    /// What is made of a response.
    pub(crate) fn decode(&self, response: &str, answers: &Answers<'_>) -> String {
        let outcome = if self.is_error { &answers.error } else { &answers.success };
        let answer = answers.all.iter().find(|answer| answer.status == self.status);
        let (value, is_read) = match (outcome, answer) {
            (Outcome::Several(name), Some(answer)) => {
                let variant = format!("types::{name}::{}", answer.variant());
                match answer.body {
                    Body::None => (format!("ResponseValue::empty_variant({response}, {variant})"), false),
                    Body::Json(_) | Body::Bytes => (format!("ResponseValue::variant({response}, {variant})"), true),
                }
            }
            _ => match self.decoded {
                Decoded::Json => (format!("ResponseValue::from_response({response})"), true),
                Decoded::Empty => (format!("ResponseValue::empty({response})"), false),
                Decoded::Stream => (format!("ResponseValue::stream({response})"), false),
            },
        };
        match (self.is_error, is_read) {
            (false, true) => value,
            (false, false) => format!("Ok({value})"),
            (true, true) => format!("Err(Error::ErrorResponse({value}?))"),
            (true, false) => format!("Err(Error::ErrorResponse({value}))"),
        }
    }
}
