//! The spec states nothing that no page documents, and the Rust nothing that the spec does not state.

use contract::{Address, Aspect, Element, ParameterIn};

use super::missing::part_of_another;
use super::parameter_place::is_moved;
use super::status::is_status;
use super::{Rule, Side, differing, hear, secret};
use crate::{Case, Finding, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    id: "undocumented",
    summary: "Spec and Rust have no parameter, field or body that no page documents.",
    check,
};

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for subject in subjects.iter().filter(|subject| !is_status(&subject.address)) {
        let adds_spec =
            |subject: &Subject<'_>| subject.spec.is_some_and(|spec| !secret::is_all(spec)) && !subject.on_a_page();
        let adds_rust =
            |subject: &Subject<'_>| subject.rust.is_some_and(|rust| !secret::is_all(rust)) && subject.spec.is_none();
        let (side, message) = if adds_spec(subject) && !case.pages.is_empty() {
            if implied(subjects, subject)
                || part_of_another(subjects, subject, adds_spec)
                || is_moved(subjects, subject, Side::Spec)
            {
                continue;
            }
            (Side::Spec, format!("the spec states `{}`, no page documents it", subject.address))
        } else if case.spec.is_some() && adds_rust(subject) {
            if shared_error(subjects, &subject.address)
                || part_of_another(subjects, subject, adds_rust)
                || is_moved(subjects, subject, Side::Rust)
            {
                continue;
            }
            (Side::Rust, format!("the Rust has `{}`, the spec does not state it", subject.address))
        } else {
            continue;
        };
        let mut found = differing(case, RULE.id, &subject.address, side, message);
        found.told = hear(case, subject, |element| {
            (None, element.facts.ty().map_or_else(|| "it is there".to_owned(), ToString::to_string))
        });
        findings.push(found);
    }
    findings
}

/// A documented JSON body implies its media type, so a page need not list the Content-Type header.
fn implied(subjects: &[Subject<'_>], subject: &Subject<'_>) -> bool {
    let is_content_type = matches!(&subject.address, Address::Parameter(ParameterIn::Header, name) if name.eq_ignore_ascii_case("content-type"));
    let json = |element: &Element| element.facts.text(Aspect::MediaType) == Some("application/json");
    is_content_type
        && subject.spec.is_some_and(json)
        && subjects.iter().any(|other| matches!(other.address, Address::Request(_)) && other.on_a_page())
}

/// All errors of an operation decode to one Rust type: a status whose body nobody describes gets that of the others.
pub(crate) fn shared_error(subjects: &[Subject<'_>], address: &Address) -> bool {
    let Address::Response(status, _) = address else { return false };
    let root = address.with_path(contract::FieldPath::root());
    let bodiless = |subject: &Subject<'_>| subject.spec.is_some_and(|spec| spec.facts.ty().is_none());
    let other_error_has_it = || {
        subjects.iter().any(|other| {
            matches!(&other.address, Address::Response(of, path) if of != status && !of.is_success() && address.field_path() == Some(path))
                && other.spec.is_some()
        })
    };
    !status.is_success()
        && subjects.iter().any(|subject| subject.address == root && bodiless(subject))
        && other_error_has_it()
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, told};

    #[test]
    fn what_no_page_documents_is_found() {
        let spec = "request type object\nrequest extra type string\nheader X-Auth-Token type string";
        assert_eq!(
            told(super::RULE, &case("request type object", spec, spec)),
            [
                "request extra: the spec states `request extra`, no page documents it",
                "header X-Auth-Token: the spec states `header X-Auth-Token`, no page documents it",
            ]
        );
    }

    #[test]
    fn what_the_rust_adds_is_found() {
        let spec = "200\n200 id type string";
        assert_eq!(
            told(super::RULE, &case(spec, spec, "200\n200 id type string\n200 name type string")),
            ["200 name: the Rust has `200 name`, the spec does not state it",]
        );
    }

    #[test]
    fn a_json_body_implies_its_content_type() {
        let spec = "request type object\nheader Content-Type media-type application/json";
        assert_eq!(told(super::RULE, &case("request type object", spec, spec)), [""; 0]);
        assert_eq!(told(super::RULE, &case("path id", &format!("path id\n{spec}"), spec)).len(), 2);
    }

    #[test]
    fn an_error_without_a_described_body_may_share_the_type_of_the_others() {
        let spec = "400 type object\n400 code type string\n403";
        let rust = "400 type object\n400 code type string\n403 type object\n403 code type string";
        assert_eq!(told(super::RULE, &case(spec, spec, rust)), [""; 0]);
    }
}
