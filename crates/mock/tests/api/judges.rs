//! The compiled rules and `contract::fit` read the same contracts, and share no code. Whatever is done to a documented
//! example, they find the same.

use std::collections::BTreeSet;

use contract::{Address, Aspect, Contract, ExampleRole, FieldPath, Segment, Type, fit};
use http::{HeaderMap, StatusCode};
use mock::api::{Api, Operation};
use mock::{Answer, Broken, Content};
use serde_json::{Value, json};

use crate::support::{Parts, api, operation, services};

/// An address without indices, and an aspect.
type Found = BTreeSet<(String, Option<Aspect>)>;

#[test]
fn two_judges_find_the_same_in_every_mangled_example() {
    let mut count = 0;
    for service in services() {
        let api = api(&service);
        for (info, contract) in service.operations.iter().zip(service.contracts()) {
            let operation = operation(&api, &info.stem);
            for example in &contract.examples {
                let Some(body) = &example.body else { continue };
                let root = match example.role {
                    ExampleRole::Request => Address::Request(FieldPath::root()),
                    ExampleRole::Response(status) => Address::Response(status.unwrap(), FieldPath::root()),
                };
                for mangled in every_mangled(body) {
                    let judged = match &root {
                        Address::Response(status, _) => judge_answer(&api, operation, &status.to_string(), &mangled),
                        _ => Parts::of(&contract, Some(&mangled)).check(&api, operation).broken,
                    };
                    let other = fit(&contract, &root, &mangled).into_iter();
                    let other = other.map(|misfit| (misfit.address.to_string(), misfit.aspect));
                    let is_shared =
                        |(address, aspect): &(String, Option<Aspect>)| !is_of_inner_list(&contract, address, *aspect);
                    let other: Found = other.filter(is_shared).collect();
                    let judged = comparable(&contract, &judged);
                    let judged: Found = judged.into_iter().filter(is_shared).collect();
                    assert_eq!(judged, other, "{} {mangled}", info.stem);
                    count += 1;
                }
            }
        }
    }
    assert!(count > 2000, "{count}");
}

fn judge_answer(api: &Api, operation: &Operation, status: &str, body: &Value) -> Vec<Broken> {
    let status: StatusCode = status.parse().unwrap();
    let answer = Answer { status, headers: HeaderMap::new(), content: Content::Json(body.clone()) };
    api.fits(operation, &answer)
}

/// What both judges look at: the other one knows no patterns, no widths and no format but `uuid`. It does not follow a type
/// that holds itself, and tells of items without an element of their own at their list.
fn comparable(contract: &Contract, broken: &[Broken]) -> Found {
    let known = |address: String| {
        let mut address = address.as_str();
        while let Some(outer) = address.strip_suffix("[]").or(address.strip_suffix("{}"))
            && contract.get(&address.parse().unwrap()).is_none()
        {
            address = outer.trim_end();
        }
        address.to_owned()
    };
    let found = broken.iter().map(|broken| (known(without_indices(&broken.address)), broken.aspect));
    let both = |(address, aspect): &(String, Option<Aspect>)| {
        let is_deeper = is_deeper(contract, &address.parse().unwrap());
        let is_ours = *aspect == Some(Aspect::Pattern) || *aspect == Some(Aspect::Format) && !address.ends_with("_id");
        !is_deeper && !is_ours
    };
    found.filter(both).collect()
}

/// Whether nothing is stated below what holds the part: it lies in a type that holds itself.
fn is_deeper(contract: &Contract, address: &Address) -> bool {
    let Some(path) = address.field_path() else { return false };
    let Some(field) = path.0.iter().rposition(|segment| matches!(segment, Segment::Field(_))) else { return false };
    let is_beside = |other: &FieldPath| {
        other.0.len() == field + 1
            && other.0.starts_with(&path.0[..field])
            && matches!(other.0[field], Segment::Field(_))
    };
    let same_body = |other: &Address| other.with_path(path.clone()) == *address;
    !contract
        .elements
        .iter()
        .any(|element| same_body(&element.address) && element.address.field_path().is_some_and(is_beside))
}

/// Of lists in lists, the other judge holds the inner ones against the limits of the outer one, for the sake of pages.
fn is_of_inner_list(contract: &Contract, address: &str, aspect: Option<Aspect>) -> bool {
    let ty = contract.get(&address.parse().unwrap()).and_then(|element| element.facts.ty());
    let is_nested = matches!(ty, Some(Type::Array(inner)) if matches!(**inner, Type::Array(_)));
    is_nested && matches!(aspect, Some(Aspect::MinItems | Aspect::MaxItems))
}

fn without_indices(address: &str) -> String {
    let mut inside = None;
    let mut text = String::new();
    for c in address.chars() {
        match c {
            '[' => inside = Some(']'),
            '{' => inside = Some('}'),
            _ => {}
        }
        if inside.is_none() || "[]{}".contains(c) {
            text.push(c);
        }
        if inside == Some(c) {
            inside = None;
        }
    }
    text
}

/// The value with one part of it replaced, for every part and every replacement.
fn every_mangled(value: &Value) -> Vec<Value> {
    let mut all = vec![
        Value::Null,
        json!(true),
        json!(""),
        json!("x"),
        json!("y".repeat(100)),
        json!(-7),
        json!(0.25),
        json!(40_000),
        json!([]),
        json!([null]),
        json!({}),
        json!({"x": 1}),
    ];
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                all.extend(every_mangled(item).into_iter().map(|mangled| {
                    let mut items = items.clone();
                    items[index] = mangled;
                    Value::Array(items)
                }));
            }
            all.push([items.as_slice(), items, items, items, items, items].concat().into());
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                all.extend(every_mangled(field).into_iter().map(|mangled| {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), mangled);
                    Value::Object(fields)
                }));
                let mut fields = fields.clone();
                fields.shift_remove(name);
                all.push(fields.into());
            }
        }
        _ => {}
    }
    all
}
