//! What an operation answers with.
//!
//! Statuses may answer with different types: the generated client then returns one of several. What remains impossible
//! is told here: a download beside another answer, a body where HTTP has none, and `default`, which counts as success
//! and as failure and therefore has the type of both.

use contract::Status;

use super::Subject;
use crate::bundle::Operation;
use document::diagnostics::Diagnostics;
use document::node::{At, Node};

struct Answer<'b> {
    status: Status,
    at: At,
    /// The media type, where it is, and the schema; `None` where there is no body.
    body: Option<(&'b str, At, Option<&'b Node>)>,
}

impl Answer<'_> {
    fn is_download(&self) -> bool {
        self.body.is_some_and(|(media_type, ..)| media_type != "application/json")
    }
}

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for operation in subject.bundle.operations() {
        let Some(responses) = operation.field.value.field("responses") else { continue };
        if diagnostics.is_damaged(&responses.value) {
            continue;
        }
        let answers = answers(subject, &operation);
        let success: Vec<&Answer<'_>> =
            answers.iter().filter(|answer| answer.status.is_success() || answer.status == Status::Default).collect();
        let failure: Vec<&Answer<'_>> =
            answers.iter().filter(|answer| is_failure(answer.status) || answer.status == Status::Default).collect();
        if success.is_empty() {
            let problem = diagnostics.error("no-success", responses.key_at, "no response announces success");
            diagnostics.push(problem.help("add the status that the page shows for success, such as `'200'`"));
        }
        for answer in &answers {
            if !is_failure(answer.status) && !success.iter().any(|other| other.at == answer.at) {
                let problem = diagnostics.error(
                    "unsupported",
                    answer.at,
                    format!("nothing reads a response with status {}", answer.status),
                );
                diagnostics.push(problem.help("remove it, and say in quirks.yaml why the page has it"));
            }
            no_body(&operation, answer, diagnostics);
        }
        if answers.iter().any(|answer| answer.status == Status::Default) {
            one_type(&success, false, diagnostics);
            one_type(&failure, true, diagnostics);
        }
        one_download(&success, false, diagnostics);
        one_download(&failure, true, diagnostics);
    }
}

fn is_failure(status: Status) -> bool {
    matches!(status, Status::Code(400..=599) | Status::Range(4 | 5))
}

fn answers<'b>(subject: &Subject<'b>, operation: &Operation<'b>) -> Vec<Answer<'b>> {
    let responses = operation.field.value.get("responses").into_iter().flat_map(Node::entries);
    responses
        .filter_map(|(status, field)| {
            let response = subject.components.follow(&field.value);
            if response.get("$ref").is_some() {
                return None; // It leads nowhere, which has been told.
            }
            let content = response.get("content").and_then(Node::fields).and_then(|content| content.iter().next());
            let body =
                content.map(|(media_type, field)| (media_type.as_str(), field.key_at, field.value.get("schema")));
            Some(Answer { status: status.parse().ok()?, at: field.key_at, body })
        })
        .collect()
}

/// HTTP sends no body with some answers: one that is described would never come, and its decoding always fail.
fn no_body(operation: &Operation<'_>, answer: &Answer<'_>, diagnostics: &mut Diagnostics) {
    let Some((_, at, _)) = answer.body else { return };
    let message = match answer.status {
        Status::Code(204 | 205) => format!("an answer with status {} has no body", answer.status),
        _ if operation.info.method == "HEAD" => "an answer to HEAD has no body".to_owned(),
        _ => return,
    };
    let problem = diagnostics.error("no-body", at, message);
    diagnostics.push(problem.help("remove `content`, and say in quirks.yaml what the page shows"));
}

/// `default` is told once, with the answer that it cannot be told from.
fn one_type(answers: &[&Answer<'_>], empty_fits: bool, diagnostics: &mut Diagnostics) {
    let relevant = || answers.iter().filter(|answer| !empty_fits || answer.body.is_some());
    let Some(first) = relevant().next() else { return };
    let Some(other) = relevant().find(|answer| !same(first, answer)) else { return };
    let message = format!("status {} and status {} answer differently, beside `default`", first.status, other.status);
    let problem = diagnostics
        .error("two-types", other.at, message)
        .related(diagnostics.place(first.at), "the first one is here")
        .help("`default` counts as success and as failure: list the failing statuses, or write `4XX` and `5XX`");
    diagnostics.push(problem);
}

/// A download is read while it comes; what has to be decoded first cannot stand beside it.
fn one_download(answers: &[&Answer<'_>], empty_fits: bool, diagnostics: &mut Diagnostics) {
    let Some(download) = answers.iter().find(|answer| answer.is_download()) else { return };
    let fits = |answer: &Answer<'_>| answer.is_download() || (empty_fits && answer.body.is_none());
    let Some(other) = answers.iter().find(|answer| !fits(answer)) else { return };
    let message =
        format!("status {} answers with bytes, and status {} with something else", download.status, other.status);
    let problem = diagnostics
        .error("two-types", download.at, message)
        .related(diagnostics.place(other.at), "the other one is here")
        .help("keep the one that the page shows as the answer: a call either downloads or decodes");
    diagnostics.push(problem);
}

fn same(one: &Answer<'_>, two: &Answer<'_>) -> bool {
    match (one.body, two.body) {
        (None, None) => true,
        (Some((one, _, first)), Some((two, _, second))) => {
            one == two
                && match (first, second) {
                    (Some(first), Some(second)) => first.same(second),
                    (None, None) => true,
                    _ => false,
                }
        }
        _ => false,
    }
}
