//! Two editions of one page tell the same operation.

use contract::{Address, Aspect, Contract, Element, Fact, Value, align};

use super::examples::{same_example, what};
use super::values::same_set;
use super::{Rule, finding};
use crate::{Case, Finding, Subject, Testimony};

/// The rule.
pub const RULE: Rule = Rule { id: "editions", summary: "The editions of a page tell the same operation.", check };

fn check(case: &Case, _: &[Subject<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, one) in case.pages.iter().enumerate() {
        for other in &case.pages[index + 1..] {
            findings.extend(compare(case, one, other));
        }
    }
    findings
}

fn compare(case: &Case, one: &Contract, other: &Contract) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in align([one, other]).rows {
        let (first, second) = (row.told[0], row.told[1]);
        match (first, second) {
            (Some(first), Some(second)) => {
                let differing = Aspect::ALL.into_iter().filter_map(|aspect| {
                    let told = (first.facts.get(aspect), second.facts.get(aspect));
                    let message = message(aspect, &row.address, told)?;
                    let told = vec![testimony(one, first, told.0), testimony(other, second, told.1)];
                    Some(Finding { told, ..finding(case, RULE.id, &row.address, message, HELP) })
                });
                findings.extend(differing);
            }
            (Some(element), None) => findings.push(only(case, element, one, other)),
            (None, Some(element)) => findings.push(only(case, element, other, one)),
            (None, None) => {}
        }
    }
    findings.extend(examples(case, one, other).chain(examples(case, other, one)));
    findings
}

/// Names of types and the order of values are an edition's own.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Type(one), Value::Type(other)) => one.unnamed() == other.unnamed(),
        _ => same_set(one, other),
    }
}

const HELP: &str = "tell the vendor; decide which edition the spec follows, and write a quirk with the evidence";

fn message(aspect: Aspect, address: &Address, told: (Option<&Fact>, Option<&Fact>)) -> Option<String> {
    match told {
        (Some(one), Some(other)) if !same(&one.value, &other.value) => {
            Some(format!("the editions disagree about {aspect} of `{address}`"))
        }
        // Only some editions have a habit of naming the operation.
        (Some(_), None) | (None, Some(_)) if aspect != Aspect::OperationId => {
            Some(format!("only one edition states {aspect} of `{address}`"))
        }
        _ => None,
    }
}

fn testimony(page: &Contract, element: &Element, fact: Option<&Fact>) -> Testimony {
    Testimony {
        witness: page.source.witness.clone(),
        at: fact.map_or(&element.at, |fact| &fact.at).clone(),
        says: fact.map_or_else(|| "nothing".to_owned(), |fact| fact.value.to_string()),
    }
}

/// The examples of one edition that the other lacks.
fn examples<'c>(case: &'c Case, has: &'c Contract, lacks: &'c Contract) -> impl Iterator<Item = Finding> + 'c {
    let lacking = has
        .examples
        .iter()
        .filter(|example| example.body.is_some() && !lacks.examples.iter().any(|other| same_example(example, other)));
    lacking.map(move |example| {
        let address = example.role.body(has).unwrap_or(Address::Operation);
        let message = format!("only one edition has the example of {}", what(example));
        let told = [(has, example.at.clone(), "the example"), (lacks, case.nearest(lacks, &address), "nothing")];
        let told =
            told.map(|(page, at, says)| Testimony { witness: page.source.witness.clone(), at, says: says.to_owned() });
        Finding { told: told.to_vec(), ..finding(case, RULE.id, &address, message, HELP) }
    })
}

fn only(case: &Case, element: &Element, has: &Contract, lacks: &Contract) -> Finding {
    let message = format!("only one edition documents `{}`", element.address);
    let mut found = finding(case, RULE.id, &element.address, message, HELP);
    found.told = vec![
        Testimony { witness: has.source.witness.clone(), at: element.at.clone(), says: "documented".to_owned() },
        Testimony {
            witness: lacks.source.witness.clone(),
            at: case.nearest(lacks, &element.address),
            says: "nothing".to_owned(),
        },
    ];
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, page, told};

    fn editions(one: &str, other: &str) -> crate::Case {
        let mut case = case(one, one, one);
        case.pages.push(page("hwc", other));
        case
    }

    #[test]
    fn editions_that_agree_are_faithful_and_only_one_need_name_the_operation() {
        let one = "operation operation-id StopTask\n200 a type object(A)\n200 a values x,y";
        let other = "operation\n200 a type object(B)\n200 a values y,x";
        assert_eq!(told(super::RULE, &editions(one, other)), [""; 0]);
    }

    #[test]
    fn what_only_one_edition_states_is_found() {
        assert_eq!(
            told(super::RULE, &editions("200 a type string\n200 a max-length 9", "200 a type string")),
            ["200 a: only one edition states max-length of `200 a`",]
        );
    }

    #[test]
    fn an_example_that_only_one_edition_has_is_found() {
        let mut case = editions("200 type object", "200 type object");
        case.pages[0].examples.push(contract::Example {
            role: contract::ExampleRole::Response(None),
            at: contract::Place::line("page-otc", 7),
            name: None,
            line: None,
            body: Some(serde_json::json!({"id": "a"})),
        });
        assert_eq!(told(super::RULE, &case), ["200: only one edition has the example of a response",]);
        case.pages[1].examples = case.pages[0].examples.clone();
        assert_eq!(told(super::RULE, &case), [""; 0]);
    }

    #[test]
    fn a_contradiction_names_both_places() {
        let case = editions("path id type string", "path id type int64");
        let found = &(super::RULE.check)(&case, &case.subjects())[0];
        assert_eq!(found.message, "the editions disagree about type of `path id`");
        let told: Vec<String> = found.told.iter().map(|t| format!("{} {}: {}", t.witness, t.at, t.says)).collect();
        assert_eq!(told, ["page otc page-otc:1: string", "page hwc page-hwc:1: int64"]);
    }

    #[test]
    fn a_row_that_only_one_edition_has_is_found() {
        assert_eq!(
            told(super::RULE, &editions("200 a\n200 b", "200 a")),
            ["200 b: only one edition documents `200 b`",]
        );
    }

    #[test]
    fn the_spec_may_follow_either_edition() {
        let mut case = editions("path id type string", "path id type int64");
        case.spec = crate::testing::case("", "path id type int64", "").spec;
        case.rust = None;
        assert_eq!(told(crate::rules::ty::RULE, &case), [""; 0]);
    }
}
