//! What an operation answers with: one type when it succeeds, one when it fails.
//!
//! Failing statuses may mix one type with no body at all, which is how the vendor's pages often are: the generator is
//! then told the same type for all of them. Everything else with two types would make it panic.

use contract::Status;

use super::Subject;
use crate::bundle::Operation;
use document::diagnostics::Diagnostics;
use document::node::{At, Node};

struct Answer<'b> {
    status: Status,
    at: At,
    /// The media type and the schema; `None` where there is no body.
    body: Option<(&'b str, Option<&'b Node>)>,
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
        }
        one_type(&success, false, "success", diagnostics);
        one_type(&failure, true, "failure", diagnostics);
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
            let body = content.map(|(media_type, content)| (media_type.as_str(), content.value.get("schema")));
            Some(Answer { status: status.parse().ok()?, at: field.key_at, body })
        })
        .collect()
}

/// Tells of the first answer whose type differs from that of an earlier one.
fn one_type(answers: &[&Answer<'_>], empty_fits: bool, what: &str, diagnostics: &mut Diagnostics) {
    let relevant = || answers.iter().filter(|answer| !empty_fits || answer.body.is_some());
    let Some(first) = relevant().next() else { return };
    let Some(other) = relevant().find(|answer| !same(first, answer)) else { return };
    let message =
        format!("{what} has two types: status {} and status {} answer differently", first.status, other.status);
    let help = if first.status == Status::Default || other.status == Status::Default {
        "`default` counts as success and as failure: list the failing statuses, or write `4XX` and `5XX`"
    } else if empty_fits {
        "the generated client knows one type of failure: write one schema with the fields of all, all optional"
    } else {
        "the generated client knows one type of success: keep the status that the page shows as the answer"
    };
    let problem = diagnostics
        .error("two-types", other.at, message)
        .related(diagnostics.place(first.at), "the first one is here")
        .help(help);
    diagnostics.push(problem);
}

fn same(one: &Answer<'_>, two: &Answer<'_>) -> bool {
    match (one.body, two.body) {
        (None, None) => true,
        (Some((one, first)), Some((two, second))) => {
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
