//! What a page contradicts itself in is decided about, in a quirk.

use contract::Place;

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
            let said = |at: &Place, says: &str| Testimony {
                witness: page.source.witness.clone(),
                at: at.clone(),
                says: says.to_owned(),
            };
            match defect.evidence.as_slice() {
                [] => found.told.push(said(&defect.at, &defect.class)),
                all => found.told.extend(all.iter().map(|evidence| said(&evidence.at, &evidence.says))),
            }
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
        let at = Place::line("page", 9);
        let message = "the example URL lacks `/stop`";
        case.pages[0].defects.push(Defect::new("example-url", contract::Address::Operation, at, message));
        assert_eq!(told(super::RULE, &case), ["operation: the example URL lacks `/stop`"]);
        assert_eq!((super::RULE.check)(&case, &[])[0].rule, "defect:example-url");
    }

    #[test]
    fn a_page_that_says_two_things_is_a_witness_of_both() {
        let mut case = case("operation", "operation", "operation");
        let defect = Defect::new("example-type", contract::Address::Operation, Place::line("page", 9), "it differs");
        let defect =
            defect.evidence(Place::line("page", 9), "`\"2\"`").evidence(Place::line("page", 4), "type integer");
        case.pages[0].defects.push(defect);
        let told = (super::RULE.check)(&case, &[])[0].told.clone();
        let said: Vec<String> = told.iter().map(|told| format!("{} {}", told.at.line, told.says)).collect();
        assert_eq!(said, ["9 `\"2\"`", "4 type integer"]);
    }
}
