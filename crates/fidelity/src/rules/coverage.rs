//! Every operation has all its testimonies: at least one page, a spec, and generated Rust.

use contract::{Address, Place};

use super::{Rule, finding};
use crate::{Case, Finding, Subject, Testimony};

/// The rule.
pub const RULE: Rule =
    Rule { id: ID, summary: "Every operation has the facts of a page, a spec and generated Rust.", check };
const ID: &str = "coverage";

fn check(case: &Case, _: &[Subject<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut lacks = |what: &str, help: &str| {
        let message = format!("`{}` has no {what}", case.operation);
        let mut found = finding(case, ID, &Address::Operation, message, help);
        found.told = case
            .contracts()
            .map(|contract| Testimony {
                witness: contract.source.witness.clone(),
                at: contract.operation().map_or_else(|| Place::file(contract.source.file.clone()), |op| op.at.clone()),
                says: "it exists".to_owned(),
            })
            .collect();
        findings.push(found);
    };
    if case.pages.is_empty() {
        lacks(
            "facts of a vendor page",
            "name its page in service.toml under [pages], and run `cargo xtask docs lock --pages DIR`",
        );
    }
    if case.spec.is_none() {
        lacks("spec", "write specs/<service>/<operation>.yaml, or delete what was locked and generated for it");
    }
    if case.rust.is_none() {
        lacks("generated Rust", "run `cargo xtask generate`");
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, told};

    #[test]
    fn an_operation_with_all_three_is_covered() {
        let case = case("operation method POST", "operation method POST", "operation method POST");
        assert_eq!(told(super::RULE, &case), [""; 0]);
    }

    #[test]
    fn each_missing_testimony_is_named() {
        let mut case = case("operation method POST", "operation method POST", "operation method POST");
        case.pages.clear();
        case.rust = None;
        assert_eq!(
            told(super::RULE, &case),
            ["operation: `op` has no facts of a vendor page", "operation: `op` has no generated Rust"]
        );
    }
}
