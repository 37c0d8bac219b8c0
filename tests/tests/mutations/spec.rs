//! Faults in the hand-written specs: in the text of the file of each operation, and of what they share.
//!
//! What is not refused is judged beside the Rust that is generated from the faulty spec: the Rust follows the fault, so
//! only a page can disagree.

mod structure;
mod text;
mod values;

use std::collections::BTreeSet;

use contract::{Address, Contract, Place, Segment, Severity, Witness, align};
use fidelity::{Case, Finding};
use spec::{Service, SourceFile};

use crate::bench::{Bench, Sought, in_file, try_all};
use crate::tally::{Outcome, Planted, settle};
use text::{Edit, Text};

/// A kind of fault: its name, the rules that may find it, and every way to plant it into a file.
pub(crate) type Operator = (&'static str, &'static [&'static str], fn(&Text) -> Vec<Edit>);

fn operators() -> impl Iterator<Item = &'static Operator> {
    values::OPERATORS.iter().chain(structure::OPERATORS)
}

struct Fault {
    bench: usize,
    file: usize,
    operator: &'static Operator,
    edit: Edit,
}

fn plant(benches: &[Bench]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (bench, inputs) in benches.iter().enumerate() {
        for (file, source) in inputs.specs.iter().enumerate() {
            if ["quirks.yaml", "openapi.yaml", "service.toml"].contains(&source.name.as_str()) {
                continue;
            }
            let text = Text::of(&source.name, std::str::from_utf8(&source.bytes).expect("text"));
            for operator in operators() {
                let edits = operator.2(&text).into_iter();
                faults.extend(edits.map(|edit| Fault { bench, file, operator, edit }));
            }
        }
    }
    faults
}

fn attempt(benches: &[Bench], fault: &Fault) -> Planted {
    let bench = &benches[fault.bench];
    let mut files = bench.specs.clone();
    let SourceFile { name, bytes } = &mut files[fault.file];
    *bytes = fault.edit.text.clone().into_bytes();
    let file = format!("{}/{name}", bench.label());
    let loaded = spec::load_files(&files, &bench.label());
    let outcome = match loaded.service {
        Some(service) => judge(bench, &service, fault, &file),
        None => {
            let errors = loaded.problems.iter().filter(|problem| problem.severity == Severity::Error);
            let mut places = errors
                .flat_map(|problem| std::iter::once(&problem.at).chain(problem.related.iter().map(|(place, _)| place)));
            match places.any(|place| is_near(place, &file)) {
                true => Outcome::Refused,
                false => Outcome::Missed(format!("refused elsewhere: {:?}", loaded.problems)),
            }
        }
    };
    Planted { operator: fault.operator.0, operation: bench.service.clone(), what: fault.edit.what.clone(), outcome }
}

/// Every operation that the fault changes must show it.
fn judge(bench: &Bench, service: &Service, fault: &Fault, file: &str) -> Outcome {
    let rust = generated(service);
    let contracts = service.contracts();
    let stem = |contract: &Contract| spec::stem(contract.operation_id().unwrap_or_default());
    let mut outcome = Outcome::Missed("it changes no contract".to_owned());
    for case in &bench.cases {
        let of_it = |contracts: &[Contract]| contracts.iter().find(|other| stem(other) == case.operation).cloned();
        let spec = of_it(&contracts);
        let changed = changed(case.spec.as_ref(), spec.as_ref());
        if changed.is_empty() {
            continue;
        }
        let faulty = Case { spec, rust: of_it(&rust), ..case.clone() };
        let place = |finding: &Finding| {
            let by_spec = |told: &fidelity::Testimony| told.witness == Witness::Spec && is_near(&told.at, file);
            finding.told.iter().any(by_spec) || finding.rule == "expired-quirk" || finding.rule == "coverage"
        };
        let addresses: Vec<Address> = changed.into_iter().collect();
        // What is said about the items of a list has an address of its own, of which no page tells.
        let of_items =
            |address: &Address| address.field_path().is_some_and(|path| path.0.last() == Some(&Segment::Item));
        let rules = if addresses.iter().all(of_items) { &["undocumented"] } else { fault.operator.1 };
        let sought = Sought { rules, addresses: &addresses, place: &place };
        outcome = sought.in_report(&bench.judge(&faulty));
        if outcome != Outcome::Found {
            break;
        }
    }
    outcome
}

/// Whether a place is in the faulty file. What is gone from common.yaml is missed where an operation refers to it.
fn is_near(place: &Place, file: &str) -> bool {
    let folder = file.strip_suffix("common.yaml");
    in_file(place, file) || folder.is_some_and(|folder| place.file.starts_with(folder))
}

/// What the generator makes of a spec, read back.
pub(crate) fn generated(service: &Service) -> Vec<Contract> {
    let files = codegen::generate(service).unwrap_or_else(|problems| panic!("{problems:?}"));
    let surface = surface::read(&files.into_iter().map(|file| (file.path, file.text)).collect::<Vec<_>>());
    assert_eq!(surface.problems, []);
    surface.contracts
}

/// The addresses about which two contracts tell different things, whatever the lines.
fn changed(before: Option<&Contract>, after: Option<&Contract>) -> BTreeSet<Address> {
    let mut changed = BTreeSet::new();
    for row in align(before.into_iter().chain(after)).rows {
        let values = |index: usize| {
            let element = row.told.get(index).copied().flatten()?;
            Some(element.facts.iter().map(|(aspect, fact)| (aspect, fact.value.clone())).collect::<Vec<_>>())
        };
        if values(0) != values(1) {
            changed.insert(row.address);
        }
    }
    let examples = |contract: Option<&Contract>| -> Vec<_> {
        let all = contract.into_iter().flat_map(|contract| &contract.examples);
        all.map(|example| (example.role, example.name.clone(), example.body.clone())).collect()
    };
    let (before, after) = (examples(before), examples(after));
    for (role, ..) in
        before.iter().filter(|one| !after.contains(one)).chain(after.iter().filter(|one| !before.contains(one)))
    {
        changed.insert(match role {
            contract::ExampleRole::Request => Address::Request(contract::FieldPath::root()),
            contract::ExampleRole::Response(Some(status)) => Address::Response(*status, contract::FieldPath::root()),
            contract::ExampleRole::Response(None) => Address::Operation,
        });
    }
    changed
}

#[test]
fn every_fault_in_a_spec_is_found() {
    let benches = Bench::all();
    let faults = plant(&benches);
    let planted = try_all(&faults, |fault| attempt(&benches, fault));
    let names: Vec<&str> = operators().map(|(name, ..)| *name).collect();
    settle("specs", &names, &planted);
    assert!(planted.iter().any(|fault| fault.outcome == Outcome::Found));
}
