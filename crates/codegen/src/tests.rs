//! The line from a document to files, on documents made up for it.

mod answers;
mod documents;
mod methods;
mod miscompiles;
mod operations;
mod output;
mod types;

use contract::{Place, Problem};
use heck::ToSnakeCase;
use serde_json::Value;

use crate::source::{Operation, Source};
use crate::{Body, Request, SourceFile, client_of};

/// Does something with a document; places are the pointers themselves.
fn with_document<T>(yaml: &str, work: impl FnOnce(&Source<'_>) -> T) -> T {
    with_methods(yaml, &[], &[], work)
}

/// Does something with a document that has waiters and paginators.
fn with_methods<T>(
    yaml: &str,
    waiters: &[spec::Waiter],
    paginators: &[spec::Paginator],
    work: impl FnOnce(&Source<'_>) -> T,
) -> T {
    let endpoint = spec::Endpoint {
        url: "https://made-up.{region}.example.com".to_owned(),
        region: Some("north-1".to_owned()),
        regions: Vec::new(),
        exceptions: Vec::new(),
        at: Place::file("specs/made_up/service.toml"),
    };
    with_all(yaml, vec![(spec::Cloud::HuaweiCloud, &endpoint)], waiters, paginators, work)
}

/// The same with other endpoints.
fn with_endpoints<T>(
    yaml: &str,
    endpoints: Vec<(spec::Cloud, &spec::Endpoint)>,
    work: impl FnOnce(&Source<'_>) -> T,
) -> T {
    with_all(yaml, endpoints, &[], &[], work)
}

fn with_all<T>(
    yaml: &str,
    endpoints: Vec<(spec::Cloud, &spec::Endpoint)>,
    waiters: &[spec::Waiter],
    paginators: &[spec::Paginator],
    work: impl FnOnce(&Source<'_>) -> T,
) -> T {
    let document: Value = serde_yaml::from_str(yaml).expect("the test's document is YAML");
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if let Some(id) = operation["operationId"].as_str() {
                operations.push(Operation {
                    id: id.to_owned(),
                    stem: id.to_snake_case(),
                    method: method.clone(),
                    path: path.clone(),
                    key: path.clone(),
                    file: format!("specs/made_up/{}.yaml", id.to_snake_case()),
                });
            }
        }
    }
    work(&Source {
        name: "made_up",
        document: &document,
        home: "specs/made_up".to_owned(),
        endpoints,
        operations,
        waiters,
        paginators,
        place: &|pointer| Place::file(pointer),
    })
}

/// The files of a document that generates.
fn files(yaml: &str) -> Vec<SourceFile> {
    with_document(yaml, client_of).unwrap_or_else(|problems| panic!("{}", show(&problems))).files
}

/// The bodies of a document that generates.
fn bodies(yaml: &str) -> Vec<Body> {
    with_document(yaml, client_of).unwrap_or_else(|problems| panic!("{}", show(&problems))).bodies
}

/// The requests of a document that generates.
fn requests(yaml: &str) -> Vec<Request> {
    with_document(yaml, client_of).unwrap_or_else(|problems| panic!("{}", show(&problems))).requests
}

/// The problems of a document that does not.
fn refused(yaml: &str) -> String {
    match with_document(yaml, client_of) {
        Ok(_) => panic!("it was generated"),
        Err(problems) => show(&problems),
    }
}

fn show(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The text of one file.
fn text<'f>(files: &'f [SourceFile], path: &str) -> &'f str {
    &files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}")).text
}

/// The item that starts with `start` (its indent included), up to its end.
fn item<'t>(text: &'t str, start: &str) -> &'t str {
    let from = text.find(start).unwrap_or_else(|| panic!("no `{start}` in\n{text}"));
    let indent = &start[..start.len() - start.trim_start().len()];
    let end = format!("\n{indent}}}\n");
    let length = text[from..].find(&end).map_or(text.len() - from, |at| at + end.len() - 1);
    &text[from..from + length]
}
