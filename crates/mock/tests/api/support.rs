//! The services that there are, and requests that keep every rule.

use std::path::Path;

use contract::{Address, Aspect, Contract, Element, ExampleRole, ParameterIn, Type};
use http::{HeaderMap, HeaderName, HeaderValue};
use mock::Broken;
use mock::api::{Api, Checked, Operation, Request, Route};
use serde_json::{Map, Value, json};
use spec::{Cloud, Service, SourceFile};

/// Every service that has a spec here.
pub(crate) fn services() -> Vec<Service> {
    [("specs", "dcs"), ("specs", "drs"), ("specs", "oms"), ("tests/specimen/specs", "beacon")].map(load).into()
}

/// One of them.
pub(crate) fn service(name: &str) -> Service {
    services().into_iter().find(|service| service.name == name).unwrap()
}

fn load((folder, name): (&str, &str)) -> Service {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let label = format!("{folder}/{name}");
    let loaded = spec::load(&root.join(&label), &label);
    loaded.service.unwrap_or_else(|| panic!("{:?}", loaded.problems))
}

/// A service of operations that are given as YAML, from `paths` on.
pub(crate) fn made(operations: &[&str]) -> Service {
    let manifest = "title = \"T\"\nversion = \"v1\"\ndescription = \"d\"\ncrate = \"t-t\"\n[endpoints]\nhuaweicloud = \"https://t.example\"\n";
    let common = "openapi: 3.0.3\ninfo: {title: T, version: v1}\ntags: [{name: T, description: d}]\npaths: {}\n";
    let mut files =
        vec![("service.toml".to_owned(), manifest.to_owned()), ("common.yaml".to_owned(), common.to_owned())];
    for operation in operations {
        let id = operation.split("operationId: ").nth(1).and_then(|rest| rest.split(',').next()).unwrap();
        let text = format!("openapi: 3.0.3\ninfo: {{title: T, version: v1}}\n{operation}");
        files.push((format!("{}.yaml", spec::stem(id)), text));
    }
    let file = |(name, text): (String, String)| SourceFile { name, bytes: text.into_bytes() };
    let files: Vec<SourceFile> = files.into_iter().map(file).collect();
    let loaded = spec::load_files(&files, "specs/t");
    loaded.service.unwrap_or_else(|| panic!("{:#?}", loaded.problems))
}

/// A service on Huawei Cloud, which has everything.
pub(crate) fn api(service: &Service) -> Api {
    Api::of(service, Cloud::HuaweiCloud).unwrap()
}

pub(crate) fn operation<'a>(api: &'a Api, stem: &str) -> &'a Operation {
    api.operations().iter().find(|operation| operation.stem() == stem).unwrap()
}

/// A request in parts, so that each can be changed.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    template: String,
    pub(crate) arguments: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Parts {
    /// A request of an operation that has everything that is documented, with a body that fits.
    pub(crate) fn of(contract: &Contract, body: Option<&Value>) -> Self {
        let operation = contract.operation().unwrap();
        let mut parts = Self {
            template: operation.facts.text(Aspect::Path).unwrap().to_owned(),
            arguments: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: body.map(|body| body.to_string().into_bytes()).unwrap_or_default(),
        };
        for element in &contract.elements {
            let Address::Parameter(place, name) = &element.address else { continue };
            parts.set(*place, name, &[word(element)]);
        }
        parts
    }

    /// Gives a parameter other words.
    pub(crate) fn set(&mut self, place: ParameterIn, name: &str, words: &[String]) {
        let pairs = words.iter().map(|word| (name.to_owned(), word.clone()));
        match place {
            ParameterIn::Path => {
                self.arguments.retain(|(other, _)| other != name);
                self.arguments.extend(pairs);
            }
            ParameterIn::Query => {
                self.query.retain(|(other, _)| other != name);
                self.query.extend(pairs);
            }
            _ => {
                let header: HeaderName = name.parse().unwrap();
                self.headers.remove(&header);
                for word in words {
                    self.headers.append(&header, HeaderValue::from_str(word).unwrap());
                }
            }
        }
    }

    pub(crate) fn path(&self) -> String {
        let mut path = self.template.clone();
        for (name, argument) in &self.arguments {
            path = path.replace(&format!("{{{name}}}"), &encode(argument));
        }
        path
    }

    /// Routes the request to that operation, and checks it.
    pub(crate) fn check(&self, api: &Api, operation: &Operation) -> Checked {
        let path = self.path();
        match api.route(operation.method(), &path) {
            Route::Operation(found) => assert_eq!(found.stem(), operation.stem()),
            other => panic!("{path}: {other:?}"),
        }
        let pairs: Vec<String> =
            self.query.iter().map(|(name, word)| format!("{}={}", encode(name), encode(word))).collect();
        let request = Request { path: &path, query: &pairs.join("&"), headers: &self.headers, body: &self.body };
        api.check(operation, request)
    }
}

fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The documented bodies of requests; where there is none, one that is made if there is to be a body.
pub(crate) fn bodies(contract: &Contract) -> Vec<Option<Value>> {
    let examples = contract.examples.iter().filter(|example| example.role == ExampleRole::Request);
    let examples: Vec<_> = examples.map(|example| example.body.clone()).collect();
    let root = contract.get(&"request".parse().unwrap());
    match root {
        _ if !examples.is_empty() => examples,
        Some(root) => vec![Some(fitting(contract, root, root.facts.ty().unwrap()))],
        None => vec![None],
    }
}

/// A word that fits a parameter.
pub(crate) fn word(element: &Element) -> String {
    if let Some(media_type) = element.facts.text(Aspect::MediaType) {
        return media_type.to_owned();
    }
    match scalar(element, element.facts.ty().unwrap().innermost()) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// A value that fits an element, with nothing in it that may be left out.
pub(crate) fn fitting(contract: &Contract, element: &Element, ty: &Type) -> Value {
    match ty {
        Type::Array(item) => {
            let path = element.address.field_path().unwrap().item();
            let own = contract.get(&element.address.with_path(path)).unwrap_or(element);
            json!([fitting(contract, own, item)])
        }
        Type::Map(of) => json!({"key": fitting(contract, element, of)}),
        Type::Object(_) | Type::Any => Value::Object(Map::new()),
        _ => scalar(element, ty),
    }
}

fn scalar(element: &Element, ty: &Type) -> Value {
    let facts = &element.facts;
    let value = facts.list(Aspect::Values).and_then(|values| values.first());
    match ty {
        Type::String | Type::Binary if facts.text(Aspect::Format) == Some("uuid") => {
            json!("7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f63")
        }
        Type::String | Type::Binary => {
            let least = facts.number(Aspect::MinLength).and_then(serde_json::Number::as_u64).unwrap_or(1);
            value.map_or_else(|| json!("a".repeat(least as usize)), |value| json!(value))
        }
        Type::Boolean => json!(true),
        _ => match (value, facts.number(Aspect::Minimum)) {
            (Some(value), _) => value.parse().unwrap(),
            (None, least) => least.cloned().map_or(json!(1), Value::Number),
        },
    }
}

/// What is broken, as address and aspect.
pub(crate) fn told(checked: &Checked) -> Vec<(String, Option<Aspect>)> {
    assert_eq!(checked.unreadable, None);
    pairs(&checked.broken)
}

pub(crate) fn pairs(broken: &[Broken]) -> Vec<(String, Option<Aspect>)> {
    broken.iter().map(|broken| (broken.address.clone(), broken.aspect)).collect()
}
