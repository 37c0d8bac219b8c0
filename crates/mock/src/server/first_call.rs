//! A call to try first, as a line for a shell.

use serde_json::Value;
use spec::{OperationInfo, Service};

use crate::auth::FIRST_TOKEN;

/// The rest of a command line: what follows `curl`, with the base URL left out as `{url}`. It is of the first operation that
/// has a documented example; `None` if none has.
pub(super) fn of(service: &Service) -> Option<String> {
    service.operations.iter().find_map(|operation| line(service, operation))
}

fn line(service: &Service, operation: &OperationInfo) -> Option<String> {
    let node = service.document.pointer(&operation.pointer)?;
    let content = followed(service, node.get("requestBody")?)?.get("content")?.get("application/json")?;
    let examples = content.get("examples").and_then(Value::as_object).and_then(|examples| examples.values().next());
    let example = match examples {
        Some(example) => followed(service, example)?.get("value")?,
        None => content.get("example")?,
    };
    let (method, path) = (&operation.method, with_arguments(&operation.path));
    let body = example.to_string().replace('\'', r"'\''");
    Some(format!(
        "-X {method} {{url}}{path} -H 'X-Auth-Token: {FIRST_TOKEN}' -H 'Content-Type: application/json' -d '{body}'"
    ))
}

/// What a reference leads to.
fn followed<'s>(service: &'s Service, node: &'s Value) -> Option<&'s Value> {
    match node.get("$ref").and_then(Value::as_str) {
        Some(reference) => service.document.pointer(reference.strip_prefix('#')?),
        None => Some(node),
    }
}

/// A path template with something in each place: the things that examples name are in the body, and the project is any.
fn with_arguments(template: &str) -> String {
    let parts = template.split('/').map(|part| if part.starts_with('{') { "mock" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_documented_example() {
        let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs/drs");
        let service = spec::load(specs.as_ref(), "specs/drs").service.unwrap();
        let call = of(&service).unwrap();
        assert!(call.starts_with("-X DELETE {url}/v3/mock/jobs/batch-jobs -H 'X-Auth-Token: mock-token'"), "{call}");
        assert!(call.contains(r#"-d '{"jobs":[{"#), "{call}");
    }
}
