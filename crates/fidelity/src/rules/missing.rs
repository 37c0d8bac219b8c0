//! What the page documents is in the spec, and what the spec states is in the Rust.

use contract::{Address, FieldPath};

use super::parameter_place::is_moved;
use super::status::is_status;
use super::{Rule, Side, differing, hear, secret};
use crate::{Case, Finding, Subject};

/// The rule.
pub const RULE: Rule =
    Rule { id: ID, summary: "Every documented parameter and field is in the spec and in the Rust.", check };
/// Its name.
pub const ID: &str = "missing";

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for subject in subjects.iter().filter(|subject| !is_status(&subject.address)) {
        let lacks_spec = |subject: &Subject<'_>| subject.on_a_page() && subject.spec.is_none();
        let lacks_rust =
            |subject: &Subject<'_>| subject.spec.is_some_and(|spec| !secret::is_all(spec)) && subject.rust.is_none();
        let (side, message) = if case.spec.is_some() && lacks_spec(subject) {
            if part_of_another(subjects, subject, lacks_spec) || is_moved(subjects, subject, Side::Spec) {
                continue;
            }
            (Side::Spec, format!("the page documents `{}`, the spec does not have it", subject.address))
        } else if case.rust.is_some() && lacks_rust(subject) {
            if part_of_another(subjects, subject, lacks_rust) || is_moved(subjects, subject, Side::Rust) {
                continue;
            }
            (Side::Rust, format!("the spec states `{}`, the Rust does not have it", subject.address))
        } else {
            continue;
        };
        let mut found = differing(case, ID, &subject.address, side, message);
        found.told = hear(case, subject, |element| {
            (None, element.facts.ty().map_or_else(|| "it is there".to_owned(), ToString::to_string))
        });
        findings.push(found);
    }
    findings
}

/// Whether something that encloses it lacks in the same way, so that one finding says it all.
pub(crate) fn part_of_another(
    subjects: &[Subject<'_>],
    subject: &Subject<'_>,
    lacks: impl Fn(&Subject<'_>) -> bool,
) -> bool {
    enclosing(&subject.address)
        .iter()
        .any(|address| subjects.iter().any(|other| other.address == *address && lacks(other)))
}

/// The addresses of everything that encloses a part of a body, the body itself last.
fn enclosing(address: &Address) -> Vec<Address> {
    let Some(path) = address.field_path() else { return Vec::new() };
    (0..path.0.len()).rev().map(|length| address.with_path(FieldPath(path.0[..length].to_vec()))).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, told};

    #[test]
    fn a_documented_field_that_the_spec_lacks_is_found_once_with_all_its_parts() {
        let page = "request\nrequest jobs type array<object>\nrequest jobs[].id type string\nquery limit type integer";
        assert_eq!(
            told(super::RULE, &case(page, "request", "request")),
            [
                "request jobs: the page documents `request jobs`, the spec does not have it",
                "query limit: the page documents `query limit`, the spec does not have it",
            ]
        );
    }

    #[test]
    fn a_field_that_the_rust_lacks_is_found() {
        assert_eq!(
            told(super::RULE, &case("request\nrequest a", "request\nrequest a", "request")),
            ["request a: the spec states `request a`, the Rust does not have it",]
        );
    }
}
