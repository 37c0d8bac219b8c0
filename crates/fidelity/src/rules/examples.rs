//! Every example of the page is in the spec, no other is, and each fits the generated Rust.

use contract::{Address, Contract, Example, ExampleRole, Misfit, Status, fit, is_prose};
use serde_json::Value as Json;

use super::{MEND_SPEC, Rule, finding};
use crate::{Case, Finding, Subject, Testimony};

/// The rule.
pub const RULE: Rule =
    Rule { id: "examples", summary: "The page's examples are in the spec, and fit the generated types.", check };

fn check(case: &Case, _: &[Subject<'_>]) -> Vec<Finding> {
    let Some(spec) = &case.spec else { return Vec::new() };
    let mut findings = Vec::new();
    for page in &case.pages {
        for example in page.examples.iter().filter(|example| example.body.is_some()) {
            if !spec.examples.iter().any(|other| same_example(example, other)) {
                let message = format!("the spec lacks the page's example of {}", what(example));
                findings.push(lacking(case, about(case, page, example, message, MEND_SPEC), [spec]));
            }
            if let Some(rust) = &case.rust {
                findings.extend(misfits(case, page, example, rust));
            }
        }
    }
    if !case.pages.is_empty() {
        for example in spec.examples.iter().filter(|example| example.body.is_some()) {
            let known = case.pages.iter().flat_map(|page| &page.examples).any(|page| same_example(page, example));
            if !known {
                let message = format!("no page has the spec's example of {}", what(example));
                findings.push(lacking(case, about(case, spec, example, message, MEND_SPEC), &case.pages));
            }
        }
    }
    findings
}

/// Which example it is, in a few words.
pub(crate) fn what(example: &Example) -> String {
    match (&example.name, example.role) {
        (Some(name), ExampleRole::Request) => format!("a request, `{name}`"),
        (Some(name), _) => format!("a response, `{name}`"),
        (None, ExampleRole::Request) => "a request".to_owned(),
        (None, ExampleRole::Response(Some(status))) => format!("a response with status {status}"),
        (None, ExampleRole::Response(None)) => "a response".to_owned(),
    }
}

/// Whether two witnesses show the same example. Sentences are in each one's own words.
pub(crate) fn same_example(page: &Example, spec: &Example) -> bool {
    let role = match (page.role, spec.role) {
        (ExampleRole::Response(None), ExampleRole::Response(status)) => status.is_none_or(Status::is_success),
        (page, spec) => page == spec,
    };
    role && match (&page.body, &spec.body) {
        (Some(page), Some(spec)) => same_json(page, spec),
        _ => false,
    }
}

fn same_json(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::String(one), Json::String(other)) => one == other || (is_prose(one) && is_prose(other)),
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_json(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| same_json(one, other)))
        }
        (one, other) => one == other,
    }
}

/// Where a page's example does not fit the generated types, so that a caller would fail on the documented answer.
fn misfits(case: &Case, page: &Contract, example: &Example, rust: &Contract) -> Vec<Finding> {
    let (Some(body), Some(root)) = (&example.body, example.role.body(rust)) else { return Vec::new() };
    let told = |misfit: Misfit| {
        let message = format!("the page's example of {} does not fit the Rust: {}", what(example), misfit.message);
        let mut found = about(
            case,
            page,
            example,
            message,
            "model what the example shows, with a quirk if the table says otherwise",
        );
        found.address = misfit.address.clone();
        found.told.push(Testimony {
            witness: rust.source.witness.clone(),
            at: case.nearest(rust, &misfit.address),
            says: "it does not fit".to_owned(),
        });
        found
    };
    fit(rust, &root, body).into_iter().filter(structural).map(told).collect()
}

/// Types and presence decide whether an answer can be decoded; enums are open and limits are not enforced on answers.
fn structural(misfit: &Misfit) -> bool {
    use contract::Aspect::{Nullable, Presence, Type};
    misfit.aspect.is_none_or(|aspect| matches!(aspect, Type | Presence | Nullable))
}

fn about(case: &Case, contract: &Contract, example: &Example, message: String, help: &str) -> Finding {
    let address = example.role.body(contract).unwrap_or(Address::Operation);
    let mut found = finding(case, RULE.id, &address, message, help);
    found.told.push(Testimony {
        witness: contract.source.witness.clone(),
        at: example.at.clone(),
        says: "the example".to_owned(),
    });
    found
}

/// Adds where those who lack the example might have it.
fn lacking<'c>(case: &Case, mut found: Finding, who: impl IntoIterator<Item = &'c Contract>) -> Finding {
    let nothing = |contract: &Contract| Testimony {
        witness: contract.source.witness.clone(),
        at: case.nearest(contract, &found.address),
        says: "nothing".to_owned(),
    };
    let told: Vec<Testimony> = who.into_iter().map(nothing).collect();
    found.told.extend(told);
    found
}

#[cfg(test)]
mod tests {
    use contract::Place;
    use serde_json::json;

    use super::*;
    use crate::testing::{case, told};

    fn example(role: ExampleRole, body: Json) -> Example {
        Example { role, at: Place::line("file", 7), name: None, line: None, body: Some(body) }
    }

    fn with_examples(page: Json, spec: Json) -> Case {
        let types = "request type object\nrequest id type string\nrequest id presence required\nrequest n type int64";
        let mut case = case(types, types, types);
        case.pages[0].examples.push(example(ExampleRole::Request, page));
        case.spec.as_mut().unwrap().examples.push(example(ExampleRole::Request, spec));
        case
    }

    #[test]
    fn the_same_example_is_faithful_and_sentences_are_in_our_own_words() {
        let case = with_examples(json!({"id": "(prose, 40 characters)"}), json!({"id": "said in our words"}));
        assert_eq!(told(RULE, &case), [""; 0]);
    }

    #[test]
    fn an_example_that_only_one_side_has_is_found() {
        let case = with_examples(json!({"id": "a"}), json!({"id": "b"}));
        assert_eq!(
            told(RULE, &case),
            [
                "request: the spec lacks the page's example of a request",
                "request: no page has the spec's example of a request",
            ]
        );
        let found = &(RULE.check)(&case, &case.subjects())[1];
        let told: Vec<String> = found.told.iter().map(|told| format!("{}: {}", told.at, told.says)).collect();
        assert_eq!(told, ["file:7: the example", "page-otc:1: nothing"]);
    }

    #[test]
    fn an_example_that_does_not_fit_the_rust_is_found() {
        let case = with_examples(json!({"n": "1"}), json!({"n": "1"}));
        assert_eq!(
            told(RULE, &case),
            [
                "request n: the page's example of a request does not fit the Rust: expected integer, but found a string",
                "request id: the page's example of a request does not fit the Rust: `id` is required, but left out",
            ]
        );
    }
}
