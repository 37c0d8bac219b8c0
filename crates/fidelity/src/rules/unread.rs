//! Nothing is lost silently: what we could not read is found here.

mod rows;

use contract::{Address, Contract, Fate, Place};

use super::{Rule, finding};
use crate::{Case, Finding, Subject, Testimony};

/// The rule.
pub const RULE: Rule =
    Rule { id: "unread", summary: "Every table row, type and generated item was understood.", check };

fn check(case: &Case, _: &[Subject<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for contract in case.contracts() {
        let mut unread = |address: &Address, at: &Place, message: String| {
            let help = "teach the reader this form; until then the statement is not checked";
            let mut found = finding(case, RULE.id, address, message, help);
            found.told.push(Testimony {
                witness: contract.source.witness.clone(),
                at: at.clone(),
                says: "not understood".to_owned(),
            });
            findings.push(found);
        };
        for row in &contract.rows {
            if let Fate::Unread(why) = &row.fate {
                unread(&Address::Operation, &row.at, format!("the row `{}` was not understood: {why}", row.name));
            }
        }
        for row in &contract.rows {
            let Fate::Told(addresses) = &row.fate else { continue };
            for address in addresses.iter().filter(|address| contract.get(address).is_none()) {
                let message =
                    format!("the row `{}` is said to tell of `{address}`, which the page does not state", row.name);
                unread(&Address::Operation, &row.at, message);
            }
        }
        for (address, at, message) in rows::untold(contract) {
            unread(address, at, message);
        }
        for problem in &contract.problems {
            unread(&Address::Operation, &problem.at, problem.message.clone());
        }
        for (address, at, words) in unknown_types(contract) {
            unread(address, at, format!("the type of `{address}` was not understood: {words}"));
        }
    }
    findings
}

fn unknown_types(contract: &Contract) -> impl Iterator<Item = (&Address, &Place, String)> {
    contract.elements.iter().filter_map(|element| {
        let ty = element.facts.ty().filter(|ty| !ty.is_understood())?;
        Some((&element.address, &element.at, ty.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use contract::{Fate, Place, Row};

    use crate::testing::{case, told};

    #[test]
    fn a_row_that_tells_of_nothing_is_found() {
        let mut case = case("200 a type string", "200 a type string", "200 a type string");
        let mut tells_of = |address: &str| {
            let fate = Fate::Told(vec![address.parse().unwrap()]);
            case.pages[0].rows = vec![Row { table: 1, at: Place::line("page", 1), name: "a".to_owned(), fate }];
            told(super::RULE, &case)
        };
        assert_eq!(tells_of("200 a"), [""; 0]);
        assert_eq!(
            tells_of("200 b"),
            [
                "operation: the row `a` is said to tell of `200 b`, which the page does not state",
                "200 a: no row tells of `200 a`, which the page states",
            ]
        );
    }

    #[test]
    fn what_stands_where_no_row_is_is_found() {
        let mut case = case("200 a type string", "200 a type string", "200 a type string");
        let fate = Fate::Told(vec!["200 a".parse().unwrap()]);
        case.pages[0].rows = vec![Row { table: 1, at: Place::line("page", 4), name: "a".to_owned(), fate }];
        assert_eq!(told(super::RULE, &case), ["200 a: `200 a` is stated in line 1, where no row tells of anything"]);
    }

    #[test]
    fn rows_and_types_that_were_not_understood_are_found() {
        let mut case = case("200 a type unknown(some)", "200 a type string", "200 a type string");
        let fate = Fate::Unread("no column names the parameter".to_owned());
        let known = Fate::Told(vec!["200 a".parse().unwrap()]);
        case.pages[0].rows.push(Row { table: 1, at: Place::line("page", 1), name: "a".to_owned(), fate: known });
        case.pages[0].rows.push(Row { table: 1, at: Place::line("page", 4), name: "b".to_owned(), fate });
        assert_eq!(
            told(super::RULE, &case),
            [
                "operation: the row `b` was not understood: no column names the parameter",
                "200 a: the type of `200 a` was not understood: unknown(some)",
            ]
        );
    }
}
