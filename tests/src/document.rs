//! The documents that are documented.

use std::collections::HashMap;
use std::sync::LazyLock;

use contract::{Contract, ExampleRole};
use serde_json::Value;

use crate::bodies::{BODIES, Body};
use crate::position::{Position, positions};
use crate::schema::Schema;

/// What every spec says of every operation, by service and stem.
static CONTRACTS: LazyLock<HashMap<(String, String), Contract>> = LazyLock::new(|| {
    let mut contracts = HashMap::new();
    for service in crate::all_services() {
        let loaded = crate::load(&crate::home(&service), &service);
        for (operation, contract) in loaded.operations.iter().zip(loaded.contracts()) {
            contracts.insert((service.clone(), operation.stem.clone()), contract);
        }
    }
    contracts
});

/// What its spec says of an operation.
pub fn contract(service: &str, operation: &str) -> &'static Contract {
    let key = (service.to_owned(), operation.to_owned());
    CONTRACTS.get(&key).unwrap_or_else(|| panic!("no spec has `{operation}` of `{service}`"))
}

/// A document that keeps to its documentation.
#[derive(Clone, Debug)]
pub struct Document {
    /// Whose it is.
    pub body: &'static Body,
    /// Who shows it.
    pub from: String,
    /// What is documented of it.
    pub schema: Schema<'static>,
    /// What it is.
    pub value: Value,
    /// Every place in it.
    pub positions: Vec<Position>,
}

impl Document {
    fn new(body: &'static Body, from: &str, schema: &Schema<'static>, value: Value) -> Self {
        let from = format!("{}, {}, {} ({from})", body.service, body.operation, body.role);
        let positions = positions(schema, &value);
        Self { body, from, schema: schema.clone(), value, positions }
    }
}

/// Each example of a page or a spec, and for each body one document with every field.
pub fn documents() -> Vec<Document> {
    let mut documents = Vec::new();
    for body in BODIES {
        let schema = Schema::of(contract(body.service, body.operation), body.role);
        documents.push(Document::new(body, "every field", &schema, schema.document()));
    }
    for example in examples() {
        let found = BODIES.iter().find(|body| {
            (body.service, body.operation, body.role) == (&*example.service, &*example.operation, &*example.role)
        });
        // That every example has its type is the matter of a test of its own.
        let Some(body) = found else { continue };
        let schema = Schema::of(contract(body.service, body.operation), body.role);
        documents.push(Document::new(body, &example.from, &schema, example.value));
    }
    documents
}

/// An example body of a page or a spec.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The service.
    pub service: String,
    /// The stem of the operation.
    pub operation: String,
    /// `request`, or the status.
    pub role: String,
    /// Where it stands.
    pub from: String,
    /// It.
    pub value: Value,
}

/// Every example body of every page and every spec.
pub fn examples() -> Vec<Shown> {
    let mut shown = Vec::new();
    for service in crate::all_services() {
        for case in crate::cases(&service).0 {
            for contract in case.contracts() {
                for example in &contract.examples {
                    let Some(value) = &example.body else { continue };
                    let role = match example.role {
                        ExampleRole::Request => "request".to_owned(),
                        ExampleRole::Response(Some(status)) => status.to_string(),
                        // A page that does not name the status shows the success.
                        ExampleRole::Response(None) => success(contract),
                    };
                    shown.push(Shown {
                        service: service.clone(),
                        operation: case.operation.clone(),
                        role,
                        from: example.at.to_string(),
                        value: value.clone(),
                    });
                }
            }
        }
    }
    shown
}

fn success(contract: &Contract) -> String {
    let status = contract.elements.iter().find_map(|element| match &element.address {
        contract::Address::Response(status, path) if status.is_success() && path.is_root() => Some(status),
        _ => None,
    });
    status.map_or_else(|| "200".to_owned(), ToString::to_string)
}
