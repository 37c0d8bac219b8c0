//! The rules of fidelity. Each is one file: what it means, its code, its tests.

use contract::{Address, Aspect, Contract, Element, Fact, Severity, Value};

use crate::{Case, Finding, Subject, Testimony};

pub mod body;
pub mod calling;
pub mod coverage;
pub mod defect;
pub mod editions;
pub mod examples;
pub mod facts;
pub mod methods;
pub mod missing;
pub mod operation;
pub mod parameter_place;
pub mod presence;
pub mod secret;
pub mod status;
pub mod ty;
pub mod undocumented;
pub mod unread;
pub mod values;

/// A rule: its name, what it means in a sentence, and how it is checked.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// A stable kebab-case name.
    pub id: &'static str,
    /// What holds where nothing is found.
    pub summary: &'static str,
    /// Finds where it does not hold.
    pub check: fn(&Case, &[Subject<'_>]) -> Vec<Finding>,
}

/// Every rule, from the whole to the parts.
pub const RULES: &[Rule] = &[
    coverage::RULE,
    operation::RULE,
    status::RULE,
    parameter_place::RULE,
    missing::RULE,
    undocumented::RULE,
    presence::RULE,
    ty::RULE,
    body::RULE,
    values::RULE,
    facts::LIMITS,
    facts::DEFAULT,
    facts::FORMAT,
    facts::NULLABLE,
    facts::MEDIA_TYPE,
    facts::STATES,
    facts::DEPRECATED,
    calling::RULE,
    methods::RULE,
    secret::RULE,
    examples::RULE,
    editions::RULE,
    defect::RULE,
    unread::RULE,
];

/// A finding about an address, with nobody heard yet.
pub(crate) fn finding(case: &Case, rule: &str, address: &Address, message: String, help: &str) -> Finding {
    Finding {
        rule: rule.to_owned(),
        severity: Severity::Error,
        service: case.service.clone(),
        operation: case.operation.clone(),
        address: address.clone(),
        message,
        told: Vec::new(),
        help: help.to_owned(),
        excusable: true,
        excused: None,
    }
}

/// Between which two witnesses something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Between the page and the spec.
    Spec,
    /// Between the spec and the Rust.
    Rust,
}

/// A finding that two witnesses differ about an address, with nobody heard yet. Both sides are judged, each by itself:
/// a quirk about a page must not hide what the generator does there.
pub(crate) fn differing(case: &Case, rule: &str, address: &Address, side: Side, message: String) -> Finding {
    let help = match side {
        Side::Spec => MEND_SPEC,
        Side::Rust => REGENERATE,
    };
    Finding { excusable: side == Side::Spec, ..finding(case, rule, address, message, help) }
}

/// What is found on each side, if anything.
pub(crate) fn sides(spec: Option<String>, rust: Option<String>) -> impl Iterator<Item = (Side, String)> {
    let tell = |side| move |message| (side, message);
    spec.map(tell(Side::Spec)).into_iter().chain(rust.map(tell(Side::Rust)))
}

/// What each witness of a case says at an address, where `say` puts an element into words; a witness without that
/// element says `nothing`, at the nearest place where it could.
pub(crate) fn hear(
    case: &Case,
    subject: &Subject<'_>,
    say: impl Fn(&Element) -> (Option<&Fact>, String),
) -> Vec<Testimony> {
    let elements = subject.pages.iter().copied().map(Some).collect::<Vec<_>>();
    let told = elements.into_iter().flatten();
    let told = told.chain(case.spec.as_ref().map(|_| subject.spec)).chain(case.rust.as_ref().map(|_| subject.rust));
    case.contracts().zip(told).map(|(contract, element)| testimony(case, contract, subject, element, &say)).collect()
}

fn testimony(
    case: &Case,
    contract: &Contract,
    subject: &Subject<'_>,
    element: Option<&Element>,
    say: impl Fn(&Element) -> (Option<&Fact>, String),
) -> Testimony {
    let witness = contract.source.witness.clone();
    match element {
        Some(element) => {
            let (fact, says) = say(element);
            Testimony { witness, at: fact.map_or(&element.at, |fact| &fact.at).clone(), says }
        }
        None => Testimony { witness, at: case.nearest(contract, &subject.address), says: "nothing".to_owned() },
    }
}

/// Puts one aspect of an element into words. What is not stated would stand where the type does.
pub(crate) fn say(aspect: Aspect) -> impl Fn(&Element) -> (Option<&Fact>, String) {
    move |element| match element.facts.get(aspect) {
        Some(fact) => (Some(fact), fact.value.to_string()),
        None => (element.facts.get(Aspect::Type), "nothing".to_owned()),
    }
}

/// How two witnesses compare about one aspect.
pub(crate) enum Verdict<'c> {
    /// They agree, or neither says anything.
    Agree,
    /// The first states what the second leaves out.
    LeftOut(&'c Value),
    /// The second states what the first does not.
    Added(&'c Value),
    /// Both state something, and it is not the same.
    Differ(&'c Value, &'c Value),
}

/// Compares what the pages state about an aspect with what the spec states.
///
/// Where editions disagree, agreement with one is enough: the disagreement itself is found by [`editions`].
pub(crate) fn page_and_spec<'c>(
    subject: &Subject<'c>,
    aspect: Aspect,
    same: impl Fn(&Value, &Value) -> bool,
) -> Verdict<'c> {
    let Some(spec) = subject.spec else { return Verdict::Agree };
    if !subject.on_a_page() {
        return Verdict::Agree;
    }
    let stated: Vec<&Value> =
        subject.pages.iter().flatten().filter_map(|page| page.facts.get(aspect)).map(|fact| &fact.value).collect();
    compare(&stated, spec.facts.get(aspect).map(|fact| &fact.value), same)
}

/// Compares what the spec states about an aspect with what the generated Rust states.
pub(crate) fn spec_and_rust<'c>(
    subject: &Subject<'c>,
    aspect: Aspect,
    same: impl Fn(&Value, &Value) -> bool,
) -> Verdict<'c> {
    let (Some(spec), Some(rust)) = (subject.spec, subject.rust) else { return Verdict::Agree };
    let stated: Vec<&Value> = spec.facts.get(aspect).map(|fact| &fact.value).into_iter().collect();
    compare(&stated, rust.facts.get(aspect).map(|fact| &fact.value), same)
}

fn compare<'c>(stated: &[&'c Value], answer: Option<&'c Value>, same: impl Fn(&Value, &Value) -> bool) -> Verdict<'c> {
    match (stated.first(), answer) {
        (None, None) => Verdict::Agree,
        (Some(stated), None) => Verdict::LeftOut(stated),
        (None, Some(added)) => Verdict::Added(added),
        (Some(first), Some(answer)) => {
            if stated.iter().any(|stated| same(stated, answer)) {
                Verdict::Agree
            } else {
                Verdict::Differ(first, answer)
            }
        }
    }
}

/// The findings of a rule that compares one aspect everywhere, value by value.
pub(crate) fn agree_on(
    case: &Case,
    subjects: &[Subject<'_>],
    rule: &str,
    aspect: Aspect,
    same: impl Fn(&Value, &Value) -> bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for subject in subjects {
        let address = &subject.address;
        let spec = match page_and_spec(subject, aspect, &same) {
            Verdict::Agree => None,
            Verdict::LeftOut(page) => {
                Some(format!("the page states {aspect} {page} of `{address}`, the spec does not"))
            }
            Verdict::Added(spec) => Some(format!("the spec states {aspect} {spec} of `{address}`, no page does")),
            Verdict::Differ(page, spec) => {
                Some(format!("{aspect} of `{address}` is {page} on the page, but {spec} in the spec"))
            }
        };
        let rust = match spec_and_rust(subject, aspect, &same) {
            Verdict::Agree => None,
            Verdict::LeftOut(spec) => {
                Some(format!("the spec states {aspect} {spec} of `{address}`, the Rust does not"))
            }
            Verdict::Added(rust) => Some(format!("the Rust states {aspect} {rust} of `{address}`, the spec does not")),
            Verdict::Differ(spec, rust) => {
                Some(format!("{aspect} of `{address}` is {spec} in the spec, but {rust} in the Rust"))
            }
        };
        for (side, message) in sides(spec, rust) {
            let mut found = differing(case, rule, address, side, message);
            found.told = hear(case, subject, say(aspect));
            findings.push(found);
        }
    }
    findings
}

/// What to do where page and spec disagree.
pub(crate) const MEND_SPEC: &str =
    "change the spec to what the page states; if the page is wrong, write a quirk with the evidence into quirks.yaml";
/// What to do where spec and Rust disagree.
pub(crate) const REGENERATE: &str =
    "run `cargo xtask generate`; if that does not mend it, the generator or the reader of Rust is wrong";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_own_name_and_says_what_it_means() {
        for (index, rule) in RULES.iter().enumerate() {
            assert!(RULES[..index].iter().all(|other| other.id != rule.id), "{} is registered twice", rule.id);
            assert!(rule.summary.len() > 20, "{} does not say what it means", rule.id);
        }
    }
}
