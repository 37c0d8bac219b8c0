//! Every response has the body that the page describes for its status, and none where it describes none.

use contract::{Address, Aspect, Element, Fact, Type, Value};

use super::status::is_status;
use super::ty::{as_generated, same};
use super::undocumented::shared_error;
use super::{Rule, Verdict, differing, hear, page_and_spec, sides, spec_and_rust};
use crate::{Case, Finding, Subject};

/// The rule.
pub const RULE: Rule = Rule { id: "body", summary: "Each status has the body that the page describes for it.", check };

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    let statuses = subjects.iter().filter(|subject| is_status(&subject.address));
    statuses
        .flat_map(|subject| {
            sides(page_to_spec(subject), spec_to_rust(subjects, subject)).map(|(side, message)| {
                let mut found = differing(case, RULE.id, &subject.address, side, message);
                found.told = hear(case, subject, body);
                found
            })
        })
        .collect()
}

fn page_to_spec(subject: &Subject<'_>) -> Option<String> {
    let status = &subject.address;
    let message = match page_and_spec(subject, Aspect::Type, same(|page| page.unnamed())) {
        Verdict::Agree => return None,
        Verdict::LeftOut(page) => format!("the page describes the body of {status}, {page}; the spec gives it none"),
        Verdict::Added(spec) => format!("the spec gives {status} the body {spec}, which no page describes"),
        Verdict::Differ(page, spec) => format!("the body of {status} is {page} on the page, but {spec} in the spec"),
    };
    Some(message)
}

fn spec_to_rust(subjects: &[Subject<'_>], subject: &Subject<'_>) -> Option<String> {
    let status = &subject.address;
    let message = match spec_and_rust(subject, Aspect::Type, same(as_generated)) {
        Verdict::Agree => return None,
        Verdict::Added(_) if shared_error(subjects, status) => return None,
        // An error that nobody describes is kept as the JSON it is.
        Verdict::Added(Value::Type(Type::Any)) if is_error(status) => return None,
        Verdict::LeftOut(spec) => format!("the spec gives {status} the body {spec}, the Rust decodes none"),
        Verdict::Added(rust) => format!("the Rust decodes {rust} from {status}, the spec gives it no body"),
        Verdict::Differ(spec, rust) => format!("the body of {status} is {spec} in the spec, but {rust} in the Rust"),
    };
    Some(message)
}

fn is_error(address: &Address) -> bool {
    matches!(address, Address::Response(status, _) if !status.is_success())
}

fn body(element: &Element) -> (Option<&Fact>, String) {
    let fact = element.facts.get(Aspect::Type);
    (fact, fact.map_or_else(|| "no body".to_owned(), |fact| fact.value.to_string()))
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, told};

    #[test]
    fn the_same_bodies_are_faithful() {
        let page = "200 type object(A)\n400";
        assert_eq!(told(super::RULE, &case(page, page, page)), [""; 0]);
    }

    #[test]
    fn a_body_that_no_page_describes_is_found() {
        assert_eq!(
            told(super::RULE, &case("400", "400 type any", "400 type any")),
            ["400: the spec gives 400 the body any, which no page describes",]
        );
    }

    #[test]
    fn an_error_that_nobody_describes_is_any_json_in_rust() {
        assert_eq!(told(super::RULE, &case("400", "400", "400 type any")), [""; 0]);
        assert_eq!(told(super::RULE, &case("200", "200", "200 type any")).len(), 1);
    }

    #[test]
    fn a_body_that_the_rust_does_not_decode_is_found() {
        assert_eq!(
            told(super::RULE, &case("200 type object", "200 type object", "200")),
            ["200: the spec gives 200 the body object, the Rust decodes none",]
        );
    }
}
