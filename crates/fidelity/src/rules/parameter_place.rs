//! A parameter travels where the page says: in the path, the query or a header.

use contract::Address;

use super::{Rule, Side, differing};
use crate::{Case, Finding, Subject, Testimony};

/// The rule.
pub const RULE: Rule = Rule { id: ID, summary: "Each parameter travels in the same place for all witnesses.", check };
const ID: &str = "parameter-place";

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    subjects
        .iter()
        .filter_map(|subject| {
            let (from, to, side, message) = if let Some((from, to)) = moved(subjects, subject, Side::Spec) {
                let message = format!("`{from}` on the page is `{to}` in the spec");
                (from, to, Side::Spec, message)
            } else {
                let (from, to) = moved(subjects, subject, Side::Rust)?;
                let message = format!("`{from}` in the spec is `{to}` in the Rust");
                (from, to, Side::Rust, message)
            };
            let mut found = differing(case, ID, &from, side, message);
            let elements = subjects.iter().filter(|subject| subject.address == from || subject.address == to);
            found.told = elements.flat_map(|subject| places(case, subject)).collect();
            Some(found)
        })
        .collect()
}

/// Where a parameter is for the earlier witness and for the later one, when that is not the same place.
pub(crate) fn moved(subjects: &[Subject<'_>], subject: &Subject<'_>, side: Side) -> Option<(Address, Address)> {
    let Address::Parameter(_, name) = &subject.address else { return None };
    if told(subject, side) != (true, false) {
        return None;
    }
    let other = subjects.iter().find(|other| {
        matches!(&other.address, Address::Parameter(_, other) if other == name)
            && other.address != subject.address
            && !told(other, side).0
            && told(other, side).1
    })?;
    Some((subject.address.clone(), other.address.clone()))
}

/// Whether the earlier witness has it, and whether the later one has.
fn told(subject: &Subject<'_>, side: Side) -> (bool, bool) {
    match side {
        Side::Spec => (subject.on_a_page(), subject.spec.is_some()),
        Side::Rust => (subject.spec.is_some(), subject.rust.is_some()),
    }
}

/// Whether a missing or additional parameter is but a moved one.
pub(crate) fn is_moved(subjects: &[Subject<'_>], subject: &Subject<'_>, side: Side) -> bool {
    subjects.iter().any(|other| {
        moved(subjects, other, side).is_some_and(|(from, to)| from == subject.address || to == subject.address)
    })
}

fn places(case: &Case, subject: &Subject<'_>) -> Vec<Testimony> {
    let told = super::hear(case, subject, |_| (None, subject.address.to_string()));
    told.into_iter().filter(|told| told.says != "nothing").collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, told};

    #[test]
    fn a_parameter_in_its_place_is_faithful() {
        assert_eq!(told(super::RULE, &case("header X-Language", "header x-language", "header x-language")), [""; 0]);
    }

    #[test]
    fn a_moved_parameter_is_one_finding_and_not_two() {
        let case = case("header limit\nquery offset", "query limit\nquery offset", "query limit\nheader offset");
        assert_eq!(
            told(super::RULE, &case),
            [
                "header limit: `header limit` on the page is `query limit` in the spec",
                "query offset: `query offset` in the spec is `header offset` in the Rust",
            ]
        );
        assert_eq!(told(crate::rules::missing::RULE, &case), [""; 0]);
        assert_eq!(told(crate::rules::undocumented::RULE, &case), [""; 0]);
    }
}
