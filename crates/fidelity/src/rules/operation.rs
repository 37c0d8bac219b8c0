//! The operation is the same one: its name, method and path.

use contract::{Address, Aspect, Value};

use super::{Rule, agree_on};
use crate::{Case, Finding, Subject};

/// The rule.
pub const RULE: Rule = Rule { id: ID, summary: "Page, spec and Rust name the same operation, method and path.", check };
const ID: &str = "operation";

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    let Some(operation) = subjects.iter().find(|subject| subject.address == Address::Operation) else {
        return Vec::new();
    };
    let mut findings: Vec<Finding> = [Aspect::Method, Aspect::Path]
        .into_iter()
        .flat_map(|aspect| agree_on(case, std::slice::from_ref(operation), ID, aspect, Value::eq))
        .collect();
    findings.extend(id(case, operation));
    findings
}

/// Many pages do not tell the operation's name; there the spec may.
fn id(case: &Case, operation: &Subject<'_>) -> Vec<Finding> {
    let told = operation.pages.iter().flatten().any(|page| page.facts.get(Aspect::OperationId).is_some());
    let mut operation = operation.clone();
    if !told {
        operation.pages.clear();
        operation.pages.resize(case.pages.len(), None);
    }
    agree_on(case, &[operation], ID, Aspect::OperationId, Value::eq)
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, told};

    const OPERATION: &str =
        "operation operation-id StopTask\noperation method POST\noperation path /v2/tasks/{id}/stop";

    #[test]
    fn the_same_operation_is_faithful() {
        assert_eq!(told(super::RULE, &case(OPERATION, OPERATION, OPERATION)), [""; 0]);
    }

    #[test]
    fn another_method_path_or_name_is_found() {
        let spec = OPERATION.replace("POST", "PUT");
        let rust = spec.replace("/stop", "/halt").replace("StopTask", "HaltTask");
        assert_eq!(
            told(super::RULE, &case(OPERATION, &spec, &rust)),
            [
                "operation: method of `operation` is POST on the page, but PUT in the spec",
                "operation: path of `operation` is /v2/tasks/{id}/stop in the spec, but /v2/tasks/{id}/halt in the Rust",
                "operation: operation-id of `operation` is StopTask in the spec, but HaltTask in the Rust",
            ]
        );
    }

    #[test]
    fn a_page_may_be_silent_about_the_name() {
        let page = OPERATION.replace("operation operation-id StopTask\n", "");
        assert_eq!(told(super::RULE, &case(&page, OPERATION, OPERATION)), [""; 0]);
    }
}
