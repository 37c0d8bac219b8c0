//! The line from a document to files, on documents made up for it.

mod documents;
mod miscompiles;
mod output;

use contract::{Place, Problem};
use heck::ToSnakeCase;
use serde_json::Value;

use crate::source::{Operation, Source};
use crate::{SourceFile, generate_source};

/// Generates a document; places are the pointers themselves.
fn generate(yaml: &str) -> Result<Vec<SourceFile>, Vec<Problem>> {
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
                    file: format!("specs/made_up/{}.yaml", id.to_snake_case()),
                });
            }
        }
    }
    generate_source(&Source {
        name: "made_up",
        document: &document,
        home: "specs/made_up".to_owned(),
        endpoints: vec![(spec::Cloud::HuaweiCloud, "https://made-up.{region}.example.com")],
        operations,
        place: &|pointer| Place::file(pointer),
    })
}

/// The files of a document that generates.
fn files(yaml: &str) -> Vec<SourceFile> {
    generate(yaml).unwrap_or_else(|problems| panic!("{}", show(&problems)))
}

/// The problems of a document that does not.
fn refused(yaml: &str) -> String {
    match generate(yaml) {
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
