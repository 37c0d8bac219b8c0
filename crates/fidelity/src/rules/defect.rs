//! What a page contradicts itself in is decided about, in a quirk.

use super::{Rule, finding};
use crate::{Case, Finding, Subject, Testimony};

/// The rule. Its findings carry the class of the defect in their name, as in `defect:example-url`.
pub const RULE: Rule = Rule { id: "defect", summary: "Pages do not contradict themselves.", check };

fn check(case: &Case, _: &[Subject<'_>]) -> Vec<Finding> {
    let defects = case.pages.iter().flat_map(|page| page.defects.iter().map(move |defect| (page, defect)));
    defects
        .map(|(page, defect)| {
            let mut found = finding(
                case,
                &format!("{}:{}", RULE.id, defect.class),
                &defect.address,
                defect.message.clone(),
                "tell the vendor; write into quirks.yaml what we do instead, with the evidence",
            );
            found.told.push(Testimony {
                witness: page.source.witness.clone(),
                at: defect.at.clone(),
                says: defect.class.clone(),
            });
            found
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use contract::{Defect, Place};

    use crate::testing::{case, told};

    #[test]
    fn a_defect_of_a_page_is_found_under_its_class() {
        let mut case = case("operation", "operation", "operation");
        case.pages[0].defects.push(Defect {
            class: "example-url".to_owned(),
            address: contract::Address::Operation,
            at: Place::line("page", 9),
            message: "the example URL lacks `/stop`".to_owned(),
        });
        assert_eq!(told(super::RULE, &case), ["operation: the example URL lacks `/stop`"]);
        assert_eq!((super::RULE.check)(&case, &[])[0].rule, "defect:example-url");
    }
}
