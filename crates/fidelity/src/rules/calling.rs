//! Which clouds have an operation, and whether it can be repeated, is in the Rust what the spec says.
//!
//! Pages state neither in a form of its own: a page is of one cloud, and says in a sentence, if at all, what a second call
//! does. So it is our decision, and no quirk excuses the Rust for another one: it would send what must not be sent twice.

use contract::{Aspect, Value};

use super::values::same_set;
use super::{Rule, Side, Verdict, differing, hear, say, spec_and_rust};
use crate::{Case, Finding, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    id: "calling",
    summary: "Spec and Rust agree which clouds have an operation, and whether it can be repeated.",
    check,
};

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for subject in subjects {
        let address = &subject.address;
        for (aspect, same) in [
            (Aspect::Idempotent, Value::eq as fn(&Value, &Value) -> bool),
            (Aspect::Clouds, same_set as fn(&Value, &Value) -> bool),
        ] {
            let message = match spec_and_rust(subject, aspect, same) {
                Verdict::Agree => continue,
                Verdict::LeftOut(spec) => format!("the spec states {aspect} {spec} of `{address}`, the Rust does not"),
                Verdict::Added(rust) => format!("the Rust states {aspect} {rust} of `{address}`, the spec does not"),
                Verdict::Differ(spec, rust) => {
                    format!("{aspect} of `{address}` is {spec} in the spec, but {rust} in the Rust")
                }
            };
            let mut found = differing(case, RULE.id, address, Side::Rust, message);
            found.told = hear(case, subject, say(aspect));
            findings.push(found);
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, told};

    #[test]
    fn what_the_spec_decides_holds_without_a_word_of_the_page() {
        let spec = "operation idempotent true\noperation clouds huaweicloud";
        assert_eq!(told(RULE, &case("operation", spec, spec)), [""; 0]);
    }

    #[test]
    fn what_the_rust_leaves_out_or_adds_is_found() {
        let spec = "operation idempotent true\noperation clouds huaweicloud";
        assert_eq!(
            told(RULE, &case("operation", spec, "operation")),
            [
                "operation: the spec states idempotent true of `operation`, the Rust does not",
                "operation: the spec states clouds huaweicloud of `operation`, the Rust does not",
            ]
        );
        assert_eq!(
            told(RULE, &case("operation", "operation", "operation idempotent true")),
            ["operation: the Rust states idempotent true of `operation`, the spec does not"]
        );
    }

    #[test]
    fn another_cloud_is_found() {
        assert_eq!(
            told(RULE, &case("operation", "operation clouds huaweicloud", "operation clouds open-telekom-cloud")),
            ["operation: clouds of `operation` is huaweicloud in the spec, but open-telekom-cloud in the Rust"]
        );
    }
}
