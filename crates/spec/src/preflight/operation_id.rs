//! An operation has one name, and everything that belongs to it is named after it.

use std::collections::HashMap;

use super::Subject;
use super::rust_name::is_keyword;
use document::diagnostics::Diagnostics;
use document::node::At;

/// What the client or the files of the generated code have already, and what Rust's prelude lends them.
const TAKEN: [&str; 21] = [
    "client",
    "error",
    "service",
    "default",
    "into",
    "into_iterator",
    "option",
    "result",
    "some",
    "string",
    "vec",
    "shared",
    "builder",
    "response_header",
    "response_value",
    "operation_info",
    "call_options",
    "signed_request",
    "byte_stream",
    "waiters",
    "paginators",
];

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<&str, At> = HashMap::new();
    for operation in subject.bundle.operations() {
        let info = operation.info;
        let Some(field) = operation.field.value.field("operationId") else {
            let message = format!("`{} {}` has no operationId", info.method, info.path);
            let problem = diagnostics.error("operation-id", operation.field.key_at, message);
            diagnostics.push(problem.help("add the vendor's own name of the operation, as in `operationId: StopTask`"));
            continue;
        };
        let at = field.value.at;
        if let Some(first) = seen.insert(&info.id, at) {
            let problem = diagnostics
                .error("operation-id", at, format!("`{}` is the operationId of two operations", info.id))
                .related(diagnostics.place(first), "the other one is here")
                .help("give each the vendor's own name");
            diagnostics.push(problem);
        }
        let plain = info.id.starts_with(|c: char| c.is_ascii_alphabetic())
            && info.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !plain {
            let problem = diagnostics.error("operation-id", at, format!("`{}` is no name for an operation", info.id));
            diagnostics.push(problem.help("use letters, digits and `_`, and begin with a letter"));
            continue;
        }
        let stem = crate::stem(&info.id);
        if TAKEN.contains(&stem.as_str()) || is_keyword(&stem) {
            let message = format!("`{}` would be called `{stem}` in Rust, which is taken", info.id);
            let problem = diagnostics.error("reserved-name", at, message);
            diagnostics.push(problem.help("add what it is about, as in `StopTask` for `Stop`"));
        }
        if stem != info.stem {
            let message = format!("`{}.yaml` holds `{}`, whose stem is `{stem}`", info.stem, info.id);
            let problem = diagnostics.error("file-name", at, message);
            diagnostics
                .push(problem.help(format!(
                    "rename the file to `{stem}.yaml`: one stem names all that belongs to an operation"
                )));
        }
    }
}
