//! Faults in what a spec decides by itself: what is secret, what can be repeated, which clouds have it. No page says so,
//! and what finds them is that the Rust, which is not generated anew, still does as it did.

use contract::Witness;
use fidelity::Case;
use spec::SourceFile;

use super::text::{Edit, Text};
use super::values::keyed;
use super::{BOUND, changed, generated, texts};
use crate::bench::{Bench, Sought, in_file, of, sample, try_all};
use crate::tally::{Outcome, Planted, settle};

/// A kind of fault: its name, the rule that has to find it, and every way to plant it into a file.
type Operator = (&'static str, &'static str, fn(&Text) -> Vec<Edit>);

const OPERATORS: &[Operator] = &[
    ("drop x-secret", "secret", |text| keyed(text, "x-secret", |line| vec![text.without(line)])),
    ("flip x-secret", "secret", |text| {
        keyed(text, "x-secret", |line| {
            let other = if line.value == "true" { "false" } else { "true" };
            vec![text.with(line, "x-secret", other)]
        })
    }),
    ("call a value secret", "secret", |text| strings(text, "x-secret: true")),
    ("call no value secret", "secret", |text| strings(text, "x-secret: false")),
    ("drop x-idempotent", "calling", |text| keyed(text, "x-idempotent", |line| vec![text.without(line)])),
    ("call an operation idempotent", "calling", |text| operations(text, "x-idempotent: true")),
    ("drop x-clouds", "calling", |text| keyed(text, "x-clouds", |line| vec![text.without(line)])),
    ("name another cloud", "calling", |text| {
        let others = ["[open-telekom-cloud]", "[huawei-cloud]", "[]"];
        keyed(text, "x-clouds", |line| others.iter().map(|other| text.with(line, "x-clouds", other)).collect())
    }),
    ("keep an operation from a cloud", "calling", |text| operations(text, "x-clouds: [open-telekom-cloud]")),
];

/// Every text that says nothing about it, with a word about it.
fn strings(text: &Text, more: &str) -> Vec<Edit> {
    keyed(text, "type", |line| {
        let is_told = text.beside(line).iter().any(|other| other.key == "x-secret" || other.key == "enum");
        let is_value = line.value == "string" && !is_told && !line.is_in("securitySchemes");
        if is_value { vec![text.and(line, &[more])] } else { vec![] }
    })
}

/// Every operation that says nothing about it, with a word about it.
fn operations(text: &Text, more: &str) -> Vec<Edit> {
    keyed(text, "operationId", |line| {
        let is_told = text.beside(line).iter().any(|other| more.starts_with(&other.key));
        if is_told { vec![] } else { vec![text.and(line, &[more])] }
    })
}

struct Fault {
    bench: usize,
    file: usize,
    operator: &'static Operator,
    edit: Edit,
}

/// What the fault leads to; nothing if it changes nothing that any operation says.
fn attempt(benches: &[Bench], fault: &Fault) -> Option<Planted> {
    let bench = &benches[fault.bench];
    let mut files = bench.specs.clone();
    let SourceFile { name, bytes } = &mut files[fault.file];
    *bytes = fault.edit.text.clone().into_bytes();
    let file = format!("{}/{name}", bench.label);
    let Some(service) = spec::load_files(&files, &bench.label).service else {
        return Some(planted(bench, fault, Outcome::Refused));
    };
    let contracts = service.contracts();
    let anew = generated(&service).expect("what is generated is read");
    let mut outcome = None;
    for case in &bench.cases {
        let spec = of(case, &contracts);
        let addresses: Vec<_> = changed(case.spec.as_ref(), spec.as_ref()).into_iter().collect();
        if addresses.is_empty() {
            continue;
        }
        let faulty = Case { spec, ..case.clone() };
        // What was an element only because it was secret is gone with it: then the spec is heard elsewhere.
        let place = |finding: &fidelity::Finding| {
            finding.told.iter().any(|told| {
                told.witness == Witness::Spec && (in_file(&told.at, &file) || told.at.file.starts_with(&*bench.label))
            })
        };
        let found = Sought { rules: &[fault.operator.1], addresses: &addresses, place: &place }
            .in_report(&bench.judge(&faulty));
        let follows = bench.judge(&Case { rust: of(case, &anew), ..faulty });
        outcome = Some(match follows.open().next() {
            _ if found != Outcome::Found => return Some(planted(bench, fault, found)),
            Some(finding) => Outcome::Missed(format!("the Rust does not follow: {}", finding.message)),
            None => Outcome::Found,
        });
    }
    outcome.map(|outcome| planted(bench, fault, outcome))
}

fn planted(bench: &Bench, fault: &Fault, outcome: Outcome) -> Planted {
    Planted { operator: fault.operator.0, operation: bench.service.clone(), what: fault.edit.what.clone(), outcome }
}

#[test]
fn every_fault_in_what_a_spec_decides_by_itself_is_found() {
    let benches = Bench::all();
    let mut faults = Vec::new();
    for (bench, inputs) in benches.iter().enumerate() {
        let texts = texts(inputs);
        for operator in OPERATORS {
            let of_file = |(file, text): &(usize, Text)| {
                operator.2(text)
                    .into_iter()
                    .map(|edit| Fault { bench, file: *file, operator, edit })
                    .collect::<Vec<_>>()
            };
            faults.extend(sample(texts.iter().flat_map(of_file).collect(), BOUND));
        }
    }
    let planted = try_all(&faults, |fault| attempt(&benches, fault));
    let names: Vec<&str> = OPERATORS.iter().map(|(name, ..)| *name).collect();
    settle(
        &format!("what a spec decides, {BOUND} of a kind in a service"),
        &names,
        &planted.into_iter().flatten().collect::<Vec<_>>(),
    );
}
