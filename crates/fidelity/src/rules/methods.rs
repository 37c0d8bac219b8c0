//! The methods of the client that wait, or list page by page, are in the Rust what the spec's files say.
//!
//! No page states them, so no quirk excuses the Rust for anything else.

use contract::{Address, Contract, Method, Place, Saying, Witness};

use super::{Rule, Side, differing};
use crate::{Case, Finding, Subject, Testimony};

/// The rule.
pub const RULE: Rule = Rule {
    id: "methods",
    summary: "Spec and Rust agree on what can be waited for and what is listed page by page.",
    check,
};

fn check(case: &Case, _: &[Subject<'_>]) -> Vec<Finding> {
    let (Some(spec), Some(rust)) = (&case.spec, &case.rust) else { return Vec::new() };
    let mut findings = Vec::new();
    let mut find = |message: String, told: [Testimony; 2]| {
        let found = differing(case, RULE.id, &Address::Operation, Side::Rust, message);
        findings.push(Finding { told: told.into(), ..found });
    };
    for (name, ours, theirs) in paired(&spec.methods, &rust.methods, |method| method.name.as_str()) {
        let (Some(ours), Some(theirs)) = (ours, theirs) else {
            let (has, lacks) = if ours.is_some() { ("spec", "Rust") } else { ("Rust", "spec") };
            let says = |method: Option<&Method>, contract| {
                let at = method.map(|method| &method.at);
                testimony(contract, at, method.map_or("nothing", |_| "it exists"))
            };
            let told = [says(ours, spec), says(theirs, rust)];
            find(format!("the {has} has a method `{name}` of this operation, the {lacks} does not"), told);
            continue;
        };
        for (about, our, their) in paired(&ours.says, &theirs.says, |saying| saying.about) {
            let text = |saying: Option<&Saying>| saying.map_or_else(|| "nothing".to_owned(), |says| says.text.clone());
            if our.map(|saying| &saying.text) == their.map(|saying| &saying.text) {
                continue;
            }
            let (spec_says, rust_says) = (text(our), text(their));
            let message = format!("{about} of `{name}` is {spec_says} in the spec, but {rust_says} in the Rust");
            let at = |saying: Option<&'_ Saying>, method: &Method| saying.map_or(&method.at, |says| &says.at).clone();
            let told = [
                testimony(spec, Some(&at(our, ours)), &spec_says),
                testimony(rust, Some(&at(their, theirs)), &rust_says),
            ];
            find(message, told);
        }
    }
    findings
}

/// What two lists have, by its name: the one's order first, and what only the other has behind it.
fn paired<'m, T>(
    ours: &'m [T],
    theirs: &'m [T],
    name: impl Fn(&'m T) -> &'m str,
) -> Vec<(&'m str, Option<&'m T>, Option<&'m T>)> {
    let mut rows: Vec<_> = ours.iter().map(|our| (name(our), Some(our), None)).collect();
    for their in theirs {
        match rows.iter_mut().find(|(known, _, other)| *known == name(their) && other.is_none()) {
            Some((_, _, other)) => *other = Some(their),
            None => rows.push((name(their), None, Some(their))),
        }
    }
    rows
}

fn testimony(contract: &Contract, at: Option<&Place>, says: &str) -> Testimony {
    let witness: Witness = contract.source.witness.clone();
    let operation = || contract.operation().map(|operation| operation.at.clone());
    let file = || Place::file(contract.source.file.clone());
    let at = at.cloned().or_else(operation).unwrap_or_else(file);
    Testimony { witness, at, says: says.to_owned() }
}

#[cfg(test)]
mod tests {
    use contract::{Method, Place};

    use super::RULE;
    use crate::Case;
    use crate::testing::{case, told};

    fn method(name: &str, says: &[(&'static str, &str)]) -> Method {
        let at = Place::line("methods", 1);
        let mut method = Method::new(name, at.clone());
        says.iter().for_each(|(about, text)| method.say(about, Some(text), &at));
        method
    }

    fn of(spec: &[Method], rust: &[Method]) -> Case {
        let mut case = case("operation", "operation", "operation");
        case.spec.as_mut().unwrap().methods = spec.to_vec();
        case.rust.as_mut().unwrap().methods = rust.to_vec();
        case
    }

    #[test]
    fn what_is_the_same_is_fine_in_any_order() {
        let (one, other) = (method("wait_for_a", &[("status", "state")]), method("list_pages", &[]));
        assert_eq!(told(RULE, &of(&[one.clone(), other.clone()], &[other, one])), [""; 0]);
    }

    #[test]
    fn a_method_that_one_side_lacks_is_found() {
        let one = method("wait_for_a", &[("status", "state")]);
        assert_eq!(
            told(RULE, &of(std::slice::from_ref(&one), &[])),
            ["operation: the spec has a method `wait_for_a` of this operation, the Rust does not"]
        );
        assert_eq!(
            told(RULE, &of(&[], &[one.clone(), one])),
            ["operation: the Rust has a method `wait_for_a` of this operation, the spec does not"; 2]
        );
    }

    #[test]
    fn whatever_differs_is_found() {
        let spec = method("wait_for_a", &[("status", "state"), ("absent", "success")]);
        let rust = method("wait_for_a", &[("status", "other"), ("timeout", "5")]);
        assert_eq!(
            told(RULE, &of(&[spec], &[rust])),
            [
                "operation: status of `wait_for_a` is state in the spec, but other in the Rust",
                "operation: absent of `wait_for_a` is success in the spec, but nothing in the Rust",
                "operation: timeout of `wait_for_a` is nothing in the spec, but 5 in the Rust",
            ]
        );
    }
}
