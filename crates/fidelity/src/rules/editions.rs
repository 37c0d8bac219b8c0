//! Two editions of one page tell the same operation.

use contract::{Aspect, Contract, Element, Fact, Value, align};

use super::values::same_set;
use super::{Rule, finding};
use crate::{Case, Finding, Subject, Testimony};

/// The rule.
pub const RULE: Rule = Rule { id: "editions", summary: "The editions of a page do not contradict each other.", check };

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
                    let (one, other) = (first.facts.get(aspect)?, second.facts.get(aspect)?);
                    (!same(&one.value, &other.value)).then_some((aspect, one, other))
                });
                findings
                    .extend(differing.map(|(aspect, a, b)| differ(case, &row.address, aspect, (one, a), (other, b))));
            }
            (Some(element), None) => findings.push(only(case, element, one, other)),
            (None, Some(element)) => findings.push(only(case, element, other, one)),
            (None, None) => {}
        }
    }
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

fn differ(
    case: &Case,
    address: &contract::Address,
    aspect: Aspect,
    (one, a): (&Contract, &Fact),
    (other, b): (&Contract, &Fact),
) -> Finding {
    let message = format!("the editions disagree about {aspect} of `{address}`");
    let mut found = finding(case, RULE.id, address, message, HELP);
    found.told = [(one, a), (other, b)]
        .map(|(page, fact)| Testimony {
            witness: page.source.witness.clone(),
            at: fact.at.clone(),
            says: fact.value.to_string(),
        })
        .to_vec();
    found
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
    fn editions_that_agree_or_are_silent_are_faithful() {
        assert_eq!(told(super::RULE, &editions("200 a type string\n200 a max-length 9", "200 a type string")), [""; 0]);
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
