//! The same values are allowed everywhere, in whatever order.

use contract::{Aspect, Value};

use super::{Rule, Verdict, differing, hear, page_and_spec, say, sides, spec_and_rust};
use crate::{Case, Finding, Subject};

/// The rule.
pub const RULE: Rule = Rule { id: "values", summary: "Page, spec and Rust list the same allowed values.", check };

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    subjects
        .iter()
        .flat_map(|subject| {
            sides(page_to_spec(subject), spec_to_rust(subject)).map(|(side, message)| {
                let mut found = differing(case, RULE.id, &subject.address, side, message);
                found.told = hear(case, subject, say(Aspect::Values));
                found
            })
        })
        .collect()
}

fn page_to_spec(subject: &Subject<'_>) -> Option<String> {
    let address = &subject.address;
    match page_and_spec(subject, Aspect::Values, same_set) {
        Verdict::Agree => None,
        Verdict::LeftOut(values) => {
            Some(format!("the page lists the values of `{address}` ({values}), the spec does not"))
        }
        Verdict::Added(values) => Some(format!("the spec lists values of `{address}` ({values}), no page does")),
        Verdict::Differ(page, spec) => Some(difference(address, "the page", page, "the spec", spec)),
    }
}

fn spec_to_rust(subject: &Subject<'_>) -> Option<String> {
    let address = &subject.address;
    match spec_and_rust(subject, Aspect::Values, same_set) {
        Verdict::Agree => None,
        Verdict::LeftOut(values) => {
            Some(format!("the spec lists the values of `{address}` ({values}), the Rust does not"))
        }
        Verdict::Added(values) => Some(format!("the Rust lists values of `{address}` ({values}), the spec does not")),
        Verdict::Differ(spec, rust) => Some(difference(address, "the spec", spec, "the Rust", rust)),
    }
}

/// Whether two lists hold the same words, in whatever order.
pub(crate) fn same_set(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::List(one), Value::List(other)) => minus(one, other).is_empty() && minus(other, one).is_empty(),
        _ => one == other,
    }
}

fn minus<'v>(one: &'v [String], other: &[String]) -> Vec<&'v str> {
    one.iter().filter(|value| !other.contains(value)).map(String::as_str).collect()
}

fn difference(address: &contract::Address, one: &str, ones: &Value, other: &str, others: &Value) -> String {
    let (Value::List(ones), Value::List(others)) = (ones, others) else {
        return format!("{one} and {other} list different values of `{address}`");
    };
    let only =
        |who: &str, values: Vec<&str>| (!values.is_empty()).then(|| format!("only {who} has {}", values.join(", ")));
    let parts: Vec<String> =
        [only(one, minus(ones, others)), only(other, minus(others, ones))].into_iter().flatten().collect();
    format!("the values of `{address}` differ: {}", parts.join("; "))
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, told};

    #[test]
    fn order_does_not_matter() {
        assert_eq!(told(super::RULE, &case("200 a values x,y", "200 a values y,x", "200 a values x,y")), [""; 0]);
    }

    #[test]
    fn what_only_one_side_lists_is_named() {
        assert_eq!(
            told(super::RULE, &case("200 a values x,y", "200 a values x,z", "200 a values x,z")),
            ["200 a: the values of `200 a` differ: only the page has y; only the spec has z",]
        );
        assert_eq!(
            told(super::RULE, &case("200 a values x,y", "200 a values x,y", "200 a values x")),
            ["200 a: the values of `200 a` differ: only the spec has y",]
        );
    }
}
