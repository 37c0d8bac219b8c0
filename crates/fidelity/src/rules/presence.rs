//! What the page makes mandatory is mandatory, and nothing else is.

use contract::{Address, Aspect, Element, Fact, ParameterIn, Presence, Segment};

use super::{Rule, differing, hear, sides};
use crate::{Case, Finding, Subject};

/// The rule.
pub const RULE: Rule =
    Rule { id: "presence", summary: "Page, spec and Rust require the same parameters and fields.", check };

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    subjects
        .iter()
        .flat_map(|subject| {
            sides(page_and_spec(subjects, subject), spec_and_rust(subject)).map(|(side, message)| {
                let mut found = differing(case, RULE.id, &subject.address, side, message);
                found.told = hear(case, subject, say);
                found
            })
        })
        .collect()
}

fn page_and_spec(subjects: &[Subject<'_>], subject: &Subject<'_>) -> Option<String> {
    let address = &subject.address;
    let spec = subject.spec?.facts.presence();
    let pages: Vec<Presence> = subject.pages.iter().flatten().map(|page| page.facts.presence()).collect();
    let stated: Vec<Presence> = pages.iter().copied().filter(|presence| *presence != Presence::Unstated).collect();
    let expected = match (stated.first(), address) {
        _ if pages.is_empty() || stated.contains(&spec) => return None,
        (Some(stated), _) => *stated,
        // A path cannot be built without its parameters.
        (None, Address::Operation | Address::Parameter(ParameterIn::Path, _)) => return None,
        // A body as a whole has no row of its own, but what must be in it cannot be there without it.
        (None, Address::Request(path)) if path.is_root() && holds_required(subjects) => Presence::Required,
        (None, _) if address.field_path().is_some_and(contract::FieldPath::is_root) => return None,
        // The items of a list are there if the list is: nobody says so of them.
        (None, _) if is_item(address) => return None,
        // A page that does not say that something must be there does not promise it.
        (None, _) => Presence::Optional,
    };
    (spec != expected).then(|| match stated.is_empty() {
        true if expected == Presence::Optional => {
            format!("no page says that `{address}` must be there, but the spec requires it")
        }
        true => format!("the page requires a part of `{address}`, but the spec does not require the whole"),
        false => format!("`{address}` is {} on the page, but {} in the spec", word(expected), word(spec)),
    })
}

fn is_item(address: &Address) -> bool {
    let last = address.field_path().and_then(|path| path.0.last());
    matches!(last, Some(Segment::Item | Segment::Value))
}

/// Whether a page requires a field of the request body itself, not of a part of it.
fn holds_required(subjects: &[Subject<'_>]) -> bool {
    let of_the_body = |subject: &&Subject<'_>| matches!(&subject.address, Address::Request(path) if path.0.len() == 1);
    let mut pages = subjects.iter().filter(of_the_body).flat_map(|subject| subject.pages.iter().flatten());
    pages.any(|page| page.facts.presence() == Presence::Required)
}

fn spec_and_rust(subject: &Subject<'_>) -> Option<String> {
    let (spec, rust) = (subject.spec?.facts.presence(), subject.rust?.facts.presence());
    (spec != rust)
        .then(|| format!("`{}` is {} in the spec, but {} in the Rust", subject.address, word(spec), word(rust)))
}

fn say(element: &Element) -> (Option<&Fact>, String) {
    (element.facts.get(Aspect::Presence), word(element.facts.presence()).to_owned())
}

fn word(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Unstated => "unstated",
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, told};

    #[test]
    fn nobody_says_whether_the_items_of_a_list_are_there() {
        let facts = "request\nrequest ids presence optional\nrequest ids[] max-length 36\nrequest ids[][] max-length 9";
        assert_eq!(told(super::RULE, &case(facts, facts, facts)), [""; 0]);
    }

    #[test]
    fn the_same_presence_is_faithful() {
        let required = "request a presence required";
        assert_eq!(told(super::RULE, &case(required, required, required)), [""; 0]);
    }

    #[test]
    fn a_flipped_presence_is_found_in_the_spec_and_in_the_rust() {
        let (required, optional) = ("request a presence required", "request a presence optional");
        assert_eq!(
            told(super::RULE, &case(required, optional, optional)),
            ["request a: `request a` is required on the page, but optional in the spec",]
        );
        assert_eq!(
            told(super::RULE, &case(required, required, optional)),
            ["request a: `request a` is required in the spec, but optional in the Rust",]
        );
    }

    #[test]
    fn a_body_that_holds_something_required_is_required_itself() {
        let body = |presence: &str| format!("request presence {presence}\nrequest a presence required");
        let page = "request type object\nrequest a presence required";
        assert_eq!(told(super::RULE, &case(page, &body("required"), &body("required"))), [""; 0]);
        assert_eq!(
            told(super::RULE, &case(page, &body("optional"), &body("optional"))),
            ["request: the page requires a part of `request`, but the spec does not require the whole",]
        );
    }

    #[test]
    fn silence_is_no_promise() {
        let (required, optional) = ("200 a presence required", "200 a presence optional");
        assert_eq!(told(super::RULE, &case("200 a", optional, optional)), [""; 0]);
        assert_eq!(
            told(super::RULE, &case("200 a", required, required)),
            ["200 a: no page says that `200 a` must be there, but the spec requires it",]
        );
    }
}
