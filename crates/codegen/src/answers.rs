//! What an operation answers: one type, or one for each status.

use contract::{Problem, Status};
use serde_json::Value;

use crate::names::{type_name, variant};
use crate::schema::object;
use crate::source::{Operation, Source, escape, resolve};
use crate::view::view_schema;

/// What an operation answers.
pub(crate) struct Answers<'d> {
    /// What it answers when it succeeds.
    pub(crate) success: Outcome<'d>,
    /// What it answers when it fails.
    pub(crate) error: Outcome<'d>,
    /// Every documented status, in the order of the document.
    pub(crate) all: Vec<Answer<'d>>,
}

/// A documented status and what comes with it.
#[derive(Clone, Copy)]
pub(crate) struct Answer<'d> {
    pub(crate) status: Status,
    pub(crate) body: Body<'d>,
    /// What the status means.
    pub(crate) description: &'d str,
    /// The headers that it documents.
    pub(crate) headers: &'d Value,
}

/// What a status has for a body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Body<'d> {
    None,
    Json(&'d Value),
    Bytes,
}

/// The body of every success, or of every error, of an operation.
pub(crate) enum Outcome<'d> {
    /// They are of one type.
    One(Body<'d>),
    /// They are of several types, which an enum of this name holds.
    Several(String),
}

impl<'d> Answers<'d> {
    /// Reads the responses of an operation. Problems: what no Rust type can hold.
    pub(crate) fn read(source: &Source<'_>, document: &'d Value, operation: &Operation) -> Result<Self, Vec<Problem>> {
        let responses = &document["paths"][&operation.key][&operation.method]["responses"];
        let all: Vec<Answer<'d>> = object(responses)
            .filter_map(|(status, response)| {
                let response = resolve(document, response, "responses");
                Some(Answer {
                    status: status.parse().ok()?,
                    body: Body::of(&response["content"]),
                    description: response["description"].as_str().unwrap_or_default(),
                    headers: &response["headers"],
                })
            })
            .collect();
        let (successes, errors): (Vec<_>, Vec<_>) = all.iter().partition(|answer| answer.status.is_success());
        let check = Check { source, document, operation };
        let mut problems = Vec::new();
        let success = check.outcome(&successes, "Success", &mut problems);
        // An error of which no body is listed can have any, so it takes the type of the others.
        let listed: Vec<_> = errors.iter().copied().filter(|answer| answer.body != Body::None).collect();
        let error = check.outcome(&listed, "Failure", &mut problems);
        let answers = Self { success, error, all };
        check.default(&answers, &mut problems);
        if problems.is_empty() { Ok(answers) } else { Err(problems) }
    }

    /// The outcome that a status belongs to.
    pub(crate) fn outcome(&self, status: Status) -> &Outcome<'d> {
        if status.is_success() { &self.success } else { &self.error }
    }

    /// The documented statuses of an outcome.
    pub(crate) fn of(&self, is_success: bool) -> impl Iterator<Item = &Answer<'d>> {
        self.all.iter().filter(move |answer| answer.status.is_success() == is_success)
    }
}

impl Answer<'_> {
    /// What the status is called in the enum of an operation that answers several types.
    pub(crate) fn variant(&self) -> String {
        variant(self.status)
    }

    /// What the stand-in for that enum calls it.
    pub(crate) fn stand_in(&self) -> String {
        format!("s{}", self.status.to_string().to_lowercase())
    }
}

impl<'d> Body<'d> {
    fn of(content: &'d Value) -> Self {
        match object(content).next() {
            None => Self::None,
            Some((media_type, media)) if media_type.starts_with("application/json") => Self::Json(&media["schema"]),
            Some(_) => Self::Bytes,
        }
    }

    /// Whether Rust has one type for both.
    fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Json(one), Self::Json(other)) => view_schema(one) == view_schema(other),
            (one, other) => one == other,
        }
    }
}

struct Check<'c> {
    source: &'c Source<'c>,
    document: &'c Value,
    operation: &'c Operation,
}

impl Check<'_> {
    /// The one type of those answers that count, or else the enum of all of them.
    fn outcome<'d>(&self, counting: &[&Answer<'d>], suffix: &str, problems: &mut Vec<Problem>) -> Outcome<'d> {
        let Some((first, others)) = counting.split_first() else {
            return Outcome::One(Body::None);
        };
        let Some(other) = others.iter().find(|other| !other.body.is_like(first.body)) else {
            return Outcome::One(first.body);
        };
        if let Some(stream) = counting.iter().find(|answer| answer.body == Body::Bytes) {
            let beside = if stream.status == first.status { other } else { first };
            let message = format!("`{}` answers a stream of bytes, or something else", self.operation.id);
            let problem = Problem::error("response-types", self.at(stream.status), message)
                .related(self.at(beside.status), "something else")
                .help("keep the one that the page shows as the answer: a stream shares its place with nothing");
            problems.push(problem);
        }
        let name = type_name(&self.operation.id) + suffix;
        if let Some((key, _)) =
            object(&self.document["components"]["schemas"]).find(|(key, _)| type_name(key.as_str()) == name)
        {
            let message = format!("the several types that `{}` answers would be named `{name}`", self.operation.id);
            let other = (self.source.place)(&format!("/components/schemas/{}", escape(key)));
            let problem = Problem::error("type-name-clash", self.at(first.status), message);
            problems.push(problem.related(other, "a schema has that name").help("rename the schema"));
        }
        Outcome::Several(name)
    }

    /// progenitor takes `default` for a success, too: it has to be of the one type of everything.
    fn default(&self, answers: &Answers<'_>, problems: &mut Vec<Problem>) {
        if !answers.all.iter().any(|answer| answer.status == Status::Default) {
            return;
        }
        let is_one = match (&answers.success, &answers.error) {
            (_, Outcome::One(_)) if answers.of(true).next().is_none() => true,
            (Outcome::One(success), Outcome::One(error)) => success.is_like(*error),
            _ => false,
        };
        if !is_one {
            let message = format!("`{}` answers `default`, which cannot be told from its success", self.operation.id);
            let problem = Problem::error("response-types", self.at(Status::Default), message);
            problems.push(problem.help("list `4XX` and `5XX` instead"));
        }
    }

    fn at(&self, status: Status) -> contract::Place {
        (self.source.place)(&format!("{}/responses/{}", self.operation.pointer(), escape(&status.to_string())))
    }
}
