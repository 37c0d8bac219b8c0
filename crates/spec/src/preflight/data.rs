//! Data in a spec is data that its schema takes: defaults and examples.

use contract::{Address, Aspect, Contract, ExampleRole, FieldPath, Misfit, Place, fit};

use super::Subject;
use crate::lower::lower_schema;
use document::diagnostics::Diagnostics;
use document::node::{At, Content, Node};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    let common = diagnostics.files().iter().position(|file| file.ends_with("/common.yaml"));
    for (contract, operation) in subject.contracts.iter().zip(subject.bundle.operations()) {
        let mut files = common.map(|file| file as u32).into_iter().chain([operation.field.key_at.file]);
        if files.any(|file| diagnostics.is_damaged_in(file)) {
            continue; // The schema may not say what its author meant.
        }
        for example in &contract.examples {
            let (root, Some(body)) = (root(&example.role), &example.body) else { continue };
            let what = match &example.name {
                Some(name) => format!("the example `{name}`"),
                None => "the example".to_owned(),
            };
            for misfit in fit(contract, &root, body) {
                tell("example-misfit", &what, &example.at, contract, misfit, diagnostics);
            }
        }
    }
    for (schema, _) in &subject.schemas {
        for item in schema.items_of("enum").iter().filter(|item| !matches!(item.content, Content::Null)) {
            value(subject, schema, item.at, item, ("enum-misfit", "the value"), diagnostics);
        }
        for (keyword, code) in [("default", "default-misfit"), ("example", "example-misfit")] {
            if let Some(field) = schema.field(keyword) {
                value(subject, schema, field.key_at, &field.value, (code, &format!("the {keyword}")), diagnostics);
            }
        }
    }
    for (holder, at) in &subject.examples {
        if holder.get("example").is_some() && holder.get("examples").is_some() {
            let problem = diagnostics.error("two-examples", *at, "`example` and `examples` exclude each other");
            diagnostics.push(problem.help("move the one below `examples`"));
        }
    }
    for (parameter, _) in &subject.parameters {
        let Some(schema) = parameter.get("schema") else { continue };
        if let Some(field) = parameter.field("example") {
            value(subject, schema, field.key_at, &field.value, ("example-misfit", "the example"), diagnostics);
        }
        for (name, field) in parameter.get("examples").into_iter().flat_map(Node::entries) {
            if let Some(example) = subject.components.follow(&field.value).get("value") {
                value(
                    subject,
                    schema,
                    field.key_at,
                    example,
                    ("example-misfit", &format!("the example `{name}`")),
                    diagnostics,
                );
            }
        }
    }
}

fn root(role: &ExampleRole) -> Address {
    match role {
        ExampleRole::Request => Address::Request(FieldPath::root()),
        ExampleRole::Response(status) => {
            Address::Response(status.unwrap_or(contract::Status::Default), FieldPath::root())
        }
    }
}

/// Checks a value against a schema that stands alone.
fn value(
    subject: &Subject<'_>,
    schema: &Node,
    at: At,
    value: &Node,
    (code, what): (&'static str, &str),
    diagnostics: &mut Diagnostics,
) {
    let contract = lower_schema(schema, subject.components, diagnostics.files());
    let at = diagnostics.place(at);
    for misfit in fit(&contract, &Address::Request(FieldPath::root()), &value.to_json()) {
        // A value of another type than its enumeration is told with the enumeration.
        if code == "enum-misfit" && misfit.aspect == Some(Aspect::Type) {
            continue;
        }
        tell(code, what, &at, &contract, misfit, diagnostics);
    }
}

fn tell(
    code: &'static str,
    what: &str,
    at: &Place,
    contract: &Contract,
    misfit: Misfit,
    diagnostics: &mut Diagnostics,
) {
    let part = misfit.address.field_path().filter(|path| !path.is_root());
    let part = part.map(|path| format!(", at `{path}`")).unwrap_or_default();
    let message = format!("{what} does not fit its schema{part}: {}", misfit.message);
    let mut problem = contract::Problem::error(code, at.clone(), message);
    let fact = misfit.aspect.and_then(|aspect| contract.get(&misfit.address)?.facts.get(aspect));
    if let Some(fact) = fact {
        problem = problem.related(fact.at.clone(), "the schema says so here");
    }
    diagnostics.push(problem.help("mend the schema where the page's own data breaks it, or else the data"));
}
