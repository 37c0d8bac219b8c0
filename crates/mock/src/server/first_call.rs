//! A call to try first, as a line for a shell.

use contract::{Address, ParameterIn};
use serde_json::Value;
use spec::{Choice, Does, OperationInfo, Service};

use crate::api::{JSON, url};
use crate::auth::FIRST_TOKEN;

/// The header of a token.
const TOKEN: &str = "X-Auth-Token";

/// The rest of a command line: what follows `curl`, with the base URL left out as `{url}`. It is of the first operation that
/// has a documented example; or else of the first that needs neither body nor query, one that only reads before others.
/// `None` if all need more. `offered` are the stems of the operations that the cloud has.
pub(super) fn of(service: &Service, offered: &[&str]) -> Option<String> {
    let operations = || service.operations.iter().filter(|operation| offered.contains(&operation.stem.as_str()));
    let bodiless = |operation| without_body(service, operation);
    operations()
        .find_map(|operation| with_example(service, operation))
        .or_else(|| operations().filter(|operation| operation.method == "GET").find_map(bodiless))
        .or_else(|| operations().find_map(bodiless))
}

fn with_example(service: &Service, operation: &OperationInfo) -> Option<String> {
    let node = service.document.pointer(&operation.pointer)?;
    let content = followed(service, node.get("requestBody")?)?.get("content")?.get(JSON)?;
    let examples = content.get("examples").and_then(Value::as_object).and_then(|examples| examples.values().next());
    let example = match examples {
        Some(example) => followed(service, example)?.get("value")?,
        None => content.get("example")?,
    };
    let call = call(service, operation)?;
    let body = example.to_string().replace('\'', r"'\''");
    Some(format!("{call} -H 'Content-Type: {JSON}' -d '{body}'"))
}

fn without_body(service: &Service, operation: &OperationInfo) -> Option<String> {
    let body = service.document.pointer(&operation.pointer)?.get("requestBody");
    let is_required = |body| followed(service, body).and_then(|body| body.get("required")) == Some(&Value::Bool(true));
    if body.is_some_and(is_required) { None } else { call(service, operation) }
}

/// A call without its body; `None` if it needs an argument of which nobody knows what it may be.
fn call(service: &Service, operation: &OperationInfo) -> Option<String> {
    let (method, mut path) = (&operation.method, operation.path.clone());
    for parameter in parameters(service, operation) {
        let text = |key: &str| parameter.get(key).and_then(Value::as_str);
        let name = text("name")?;
        if text("in") == Some("path") {
            let argument = seeded(service, operation, name).or_else(|| sample(service, parameter))?;
            path = path.replace(&format!("{{{name}}}"), &url::encode(&argument).to_string());
        } else if parameter.get("required") == Some(&Value::Bool(true)) && !name.eq_ignore_ascii_case(TOKEN) {
            return None;
        }
    }
    Some(format!("-X {method} {{url}}{path} -H '{TOKEN}: {FIRST_TOKEN}'"))
}

/// What a reference leads to.
fn followed<'s>(service: &'s Service, node: &'s Value) -> Option<&'s Value> {
    match node.get("$ref").and_then(Value::as_str) {
        Some(reference) => service.document.pointer(reference.strip_prefix('#')?),
        None => Some(node),
    }
}

/// The parameters of an operation, and of its path.
fn parameters<'s>(service: &'s Service, operation: &OperationInfo) -> impl Iterator<Item = &'s Value> {
    let path = operation.pointer.rsplit_once('/').map_or("", |(path, _)| path);
    let nodes = [path, &operation.pointer].map(|pointer| service.document.pointer(pointer));
    let parameters = nodes.into_iter().flatten().filter_map(|node| node.get("parameters")?.as_array());
    parameters.flatten().filter_map(|parameter| followed(service, parameter))
}

/// A thing that exists at first and with which this can be done, if an argument of the path names one.
fn seeded(service: &Service, operation: &OperationInfo, name: &str) -> Option<String> {
    let behaviour = service.behaviour.as_ref()?;
    let act = behaviour.acts.iter().find(|act| act.operation == operation.stem)?;
    let (id, from) = match &act.does {
        Does::Show(show) => (&show.id, None),
        Does::Change(change) => match &change.choice {
            Choice::Always(step) => (&change.id, Some(&step.from)),
            Choice::By { .. } => (&change.id, None),
        },
        Does::List(_) | Does::Create(_) => return None,
    };
    if *id != Address::Parameter(ParameterIn::Path, name.to_owned()) {
        return None;
    }
    let things = behaviour.things.iter().filter(|thing| thing.name == act.thing).flat_map(|thing| &thing.seed);
    let mut fit = things.filter(|seeded| from.is_none_or(|from| from.contains(&seeded.status)));
    fit.next().map(|seeded| seeded.id.clone())
}

/// Any argument where any will do, or else the documented one.
fn sample(service: &Service, parameter: &Value) -> Option<String> {
    let schema = followed(service, parameter.get("schema")?)?;
    let is_any = schema.get("type").and_then(Value::as_str) == Some("string")
        && ["pattern", "format", "enum", "minLength", "maxLength"].iter().all(|rule| schema.get(rule).is_none());
    match parameter.get("example").or_else(|| schema.get("example")) {
        _ if is_any => Some("mock".to_owned()),
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(folder: &str) -> Service {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        spec::load(&std::path::Path::new(root).join(folder), folder).service.unwrap()
    }

    fn stems(service: &Service) -> Vec<&str> {
        service.operations.iter().map(|operation| operation.stem.as_str()).collect()
    }

    #[test]
    fn it_is_a_documented_example() {
        let service = load("specs/drs");
        let call = of(&service, &stems(&service)).unwrap();
        assert!(call.starts_with("-X DELETE {url}/v3/mock/jobs/batch-jobs -H 'X-Auth-Token: mock-token'"), "{call}");
        assert!(call.contains(r#"-d '{"jobs":[{"#), "{call}");
    }

    #[test]
    fn without_an_example_it_is_one_that_needs_no_body() {
        let service = load("specs/oms");
        let call = of(&service, &stems(&service)).unwrap();
        assert!(call.contains("/tasks/191297407830872/stop -H 'X-Auth-Token: mock-token'"), "{call}");
        assert!(!call.contains(" -d "), "{call}");
    }

    #[test]
    fn it_is_one_that_the_cloud_has() {
        let service = load("tests/specimen/specs/beacon");
        let of = |offered: &[&str]| of(&service, offered);
        assert!(of(&["ring_bell"]).unwrap().starts_with("-X POST {url}/v1/"));
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn an_argument_means_nothing_to_a_shell() {
        let mut service = load("tests/specimen/specs/beacon");
        let things = &mut service.behaviour.as_mut().unwrap().things;
        things.iter_mut().find(|thing| thing.name == "repair").unwrap().seed[0].id = "r 7; ls".to_owned();
        let call = of(&service, &["show_repair"]).unwrap();
        assert!(call.contains("/repairs/r%207%3B%20ls -H "), "{call}");
    }
}
