//! Every documented status is in the spec and in the Rust, and no other.

use contract::{Address, Element, Fact};

use super::{Rule, differing, hear, sides};
use crate::{Case, Finding, Subject};

/// The rule.
pub const RULE: Rule = Rule { id: ID, summary: "Page, spec and Rust list the same response statuses.", check };
/// Its name.
pub const ID: &str = "status";

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    let statuses = subjects.iter().filter(|subject| is_status(&subject.address));
    statuses
        .flat_map(|subject| {
            let status = &subject.address;
            let page = (!case.pages.is_empty()).then(|| subject.on_a_page());
            let spec = case.spec.as_ref().map(|_| subject.spec.is_some());
            let rust = case.rust.as_ref().map(|_| subject.rust.is_some());
            let page_to_spec = match (page, spec) {
                (Some(true), Some(false)) => Some(format!("the page lists status {status}, the spec does not")),
                (Some(false), Some(true)) => Some(format!("the spec lists status {status}, no page does")),
                _ => None,
            };
            let spec_to_rust = match (spec, rust) {
                (Some(true), Some(false)) => {
                    Some(format!("the spec lists status {status}, the Rust does not expect it"))
                }
                (Some(false), Some(true)) => {
                    Some(format!("the Rust expects status {status}, the spec does not list it"))
                }
                _ => None,
            };
            sides(page_to_spec, spec_to_rust).map(|(side, message)| {
                let mut found = differing(case, ID, status, side, message);
                found.told = hear(case, subject, listed);
                found
            })
        })
        .collect()
}

fn listed(_: &Element) -> (Option<&Fact>, String) {
    (None, "listed".to_owned())
}

/// Whether an address is a response as a whole.
pub(crate) fn is_status(address: &Address) -> bool {
    matches!(address, Address::Response(_, path) if path.is_root())
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, told};

    #[test]
    fn the_same_statuses_are_faithful() {
        assert_eq!(told(super::RULE, &case("200\n400", "400\n200", "200\n400")), [""; 0]);
    }

    #[test]
    fn a_status_that_one_witness_lacks_or_adds_is_found() {
        assert_eq!(
            told(super::RULE, &case("200\n400\n403", "200\n404\n403", "200\n404\n409")),
            [
                "400: the page lists status 400, the spec does not",
                "403: the spec lists status 403, the Rust does not expect it",
                "404: the spec lists status 404, no page does",
                "409: the Rust expects status 409, the spec does not list it",
            ]
        );
    }
}
