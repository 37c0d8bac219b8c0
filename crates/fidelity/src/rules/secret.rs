//! What is secret in the spec is redacted in the Rust, and nothing else is.
//!
//! No page says what is secret: it is our decision, by the name of a value or by `x-secret`. A password that the Rust
//! prints ends up in somebody's log; a name that it hides for no reason cannot be debugged. So no quirk excuses either.

use contract::{Address, Aspect, Element, FieldPath};

use super::{Rule, Side, differing, hear, say};
use crate::{Case, Finding, Subject};

/// The rule.
pub const RULE: Rule =
    Rule { id: "secret", summary: "What the spec calls secret is redacted by the Rust, and nothing else.", check };

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    let (Some(spec), Some(rust)) = (&case.spec, &case.rust) else { return Vec::new() };
    let mut findings = Vec::new();
    for subject in subjects {
        let address = &subject.address;
        let says = |element: Option<&Element>| element.is_some_and(|element| element.facts.flag(Aspect::Secret));
        // Where the value itself is missing from one of them, that is the finding.
        let known = |contract| holds(contract, address);
        let message = match (says(subject.spec), says(subject.rust)) {
            (true, false) if known(rust) => format!("`{address}` is secret in the spec, the Rust shows it"),
            (false, true) if known(spec) => {
                format!("`{address}` is redacted in the Rust, the spec does not call it secret")
            }
            _ => continue,
        };
        let mut found = differing(case, RULE.id, address, Side::Rust, message);
        found.told = hear(case, subject, say(Aspect::Secret));
        findings.push(found);
    }
    findings
}

/// Whether a contract has the value at an address. The items of a list are there where the list is: they are an element
/// of their own only if something is said about them.
fn holds(contract: &contract::Contract, address: &Address) -> bool {
    let mut path = address.field_path().cloned().unwrap_or_else(FieldPath::root);
    loop {
        if contract.get(&address.with_path(path.clone())).is_some() {
            return true;
        }
        if matches!(path.0.pop(), None | Some(contract::Segment::Field(_))) {
            return false;
        }
    }
}

/// Whether all that is said at an address is that it is secret: the rule above compares it, and no other has to.
pub(crate) fn is_all(element: &Element) -> bool {
    element.facts.flag(Aspect::Secret) && element.facts.iter().count() == 1
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::{missing, undocumented};
    use crate::testing::{case, told};

    #[test]
    fn a_password_is_secret_without_a_word_of_the_page() {
        let with = "request\nrequest password secret true";
        assert_eq!(told(RULE, &case("request\nrequest password", with, with)), [""; 0]);
    }

    #[test]
    fn a_password_that_the_rust_shows_is_found() {
        let (page, spec) = ("request\nrequest password", "request\nrequest password secret true");
        assert_eq!(
            told(RULE, &case(page, spec, page)),
            ["request password: `request password` is secret in the spec, the Rust shows it"]
        );
    }

    #[test]
    fn a_value_that_the_rust_hides_for_no_reason_is_found() {
        let (page, rust) = ("200\n200 name", "200\n200 name secret true");
        assert_eq!(
            told(RULE, &case(page, page, rust)),
            ["200 name: `200 name` is redacted in the Rust, the spec does not call it secret"]
        );
    }

    #[test]
    fn the_items_of_a_list_are_compared_though_nothing_else_is_said_of_them() {
        let page = "200\n200 tokens type array<string>";
        let with = format!("{page}\n200 tokens[] secret true");
        assert_eq!(told(RULE, &case(page, &with, &with)), [""; 0]);
        assert_eq!(
            told(RULE, &case(page, &with, page)),
            ["200 tokens[]: `200 tokens[]` is secret in the spec, the Rust shows it"]
        );
        for rule in [missing::RULE, undocumented::RULE] {
            assert_eq!(told(rule, &case(page, &with, page)), [""; 0], "{}", rule.id);
            assert_eq!(told(rule, &case(page, page, &with)), [""; 0], "{}", rule.id);
        }
    }

    #[test]
    fn what_is_missing_altogether_is_found_by_another_rule() {
        let spec = "request\nrequest password secret true";
        assert_eq!(told(RULE, &case(spec, spec, "request")), [""; 0]);
    }
}
