//! Faults in the hand-written specs: in the text of the file of each operation, and of what they share.
//!
//! What is not refused is judged beside the Rust that is generated from the faulty spec: the Rust follows the fault, so
//! only a page can disagree.

mod answers;
mod decided;
mod structure;
mod text;
mod values;

use std::collections::BTreeSet;

use contract::{Address, Contract, Place, Problem, Segment, Severity, Witness, align};
use fidelity::{Case, Finding};
use spec::{Service, SourceFile};

use crate::bench::{Bench, Sought, in_file, of, sample, try_all};
use crate::tally::{Outcome, Planted, settle};
use text::{Edit, Text};

/// A kind of fault: its name, the rules that may find it, and every way to plant it into a file.
pub(crate) type Operator = (&'static str, &'static [&'static str], fn(&Text) -> Vec<Edit>);

fn operators() -> impl Iterator<Item = &'static Operator> {
    values::OPERATORS.iter().chain(structure::OPERATORS).chain(answers::OPERATORS)
}

struct Fault {
    bench: usize,
    file: usize,
    operator: &'static Operator,
    edit: Edit,
}

/// How many faults of an operator are planted into the specimen, evenly: it has many times as many as the services that
/// we ship, which get all of them.
const BOUND: usize = 5;

/// The hand-written files of a service that say what its operations are.
fn texts(bench: &Bench) -> Vec<(usize, Text)> {
    let is_spec = |name: &str| !["quirks.yaml", "openapi.yaml", "service.toml", "behaviour.yaml"].contains(&name);
    let files = bench.specs.iter().enumerate().filter(|(_, source)| is_spec(&source.name));
    let text = |source: &SourceFile| Text::of(&source.name, std::str::from_utf8(&source.bytes).expect("text"));
    files.map(|(file, source)| (file, text(source))).collect()
}

/// The faults to plant, and how many there are.
fn plant(benches: &[Bench]) -> (Vec<Fault>, usize) {
    let (mut faults, mut count) = (Vec::new(), 0);
    for (bench, inputs) in benches.iter().enumerate() {
        let texts = texts(inputs);
        for operator in operators() {
            let of_file = |(file, text): &(usize, Text)| {
                let edit = |edit| Fault { bench, file: *file, operator, edit };
                operator.2(text).into_iter().map(edit).collect::<Vec<_>>()
            };
            let all: Vec<Fault> = texts.iter().flat_map(of_file).collect();
            count += all.len();
            faults.extend(sample(all, if inputs.is_specimen() { BOUND } else { usize::MAX }));
        }
    }
    (faults, count)
}

fn attempt(benches: &[Bench], fault: &Fault) -> Planted {
    let bench = &benches[fault.bench];
    let mut files = bench.specs.clone();
    let SourceFile { name, bytes } = &mut files[fault.file];
    *bytes = fault.edit.text.clone().into_bytes();
    let file = format!("{}/{name}", bench.label);
    let loaded = spec::load_files(&files, &bench.label);
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
    let rust = match generated(service) {
        Ok(rust) => rust,
        Err(problems) if problems.iter().any(|problem| is_near(&problem.at, file)) => return Outcome::Refused,
        Err(problems) => return Outcome::Missed(format!("refused by the generator or its reader: {problems:?}")),
    };
    let contracts = service.contracts();
    let mut outcome = Outcome::Missed("it changes no contract".to_owned());
    for case in &bench.cases {
        let spec = of(case, &contracts);
        let changed = changed(case.spec.as_ref(), spec.as_ref());
        if changed.is_empty() {
            continue;
        }
        let faulty = Case { spec, rust: of(case, &rust), ..case.clone() };
        let place = |finding: &Finding| {
            let by_spec = |told: &fidelity::Testimony| told.witness == Witness::Spec && is_near(&told.at, file);
            finding.told.iter().any(by_spec) || finding.rule == "expired-quirk" || finding.rule == "coverage"
        };
        let addresses: Vec<Address> = changed.into_iter().collect();
        // What is said about the items of a list or the values of a map has an address of its own, of which no page tells.
        let of_items = |address: &Address| {
            address.field_path().is_some_and(|path| matches!(path.0.last(), Some(Segment::Item | Segment::Value)))
        };
        let rules = match addresses.iter().all(of_items) {
            true => [&["undocumented", "missing"], fault.operator.1].concat(),
            false => fault.operator.1.to_vec(),
        };
        let sought = Sought { rules: &rules, addresses: &addresses, place: &place };
        let report = bench.judge(&faulty);
        // The pages of the specimen leave things out, and its quirks say so: what we do there, no page contradicts.
        if bench.is_specimen() && sought.is_excused(&report) {
            outcome = Outcome::Excused;
            continue;
        }
        outcome = sought.in_report(&report);
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
pub(crate) fn generated(service: &Service) -> Result<Vec<Contract>, Vec<Problem>> {
    let files = codegen::generate(service)?;
    let surface = surface::read(&files.into_iter().map(|file| (file.path, file.text)).collect::<Vec<_>>());
    if surface.problems.is_empty() { Ok(surface.contracts) } else { Err(surface.problems) }
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
    let (faults, count) = plant(&benches);
    let planted = try_all(&faults, |fault| attempt(&benches, fault));
    let names: Vec<&str> = operators().map(|(name, ..)| *name).collect();
    settle(&format!("specs, of {count}: {BOUND} of a kind in the specimen"), &names, &planted);
    assert!(planted.iter().any(|fault| fault.outcome == Outcome::Found));
}
