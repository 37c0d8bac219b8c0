//! Faults in our decisions: a quirk that is dropped, or that stands elsewhere, hides nothing, and is found itself.

use contract::Address;
use fidelity::{Finding, Quirk};

use crate::bench::{Bench, Sought, in_file};
use crate::tally::{Planted, settle};

/// What it does to a quirk; nothing where it does not apply.
type Operator = (&'static str, fn(&Bench, &Quirk) -> Option<Option<Quirk>>);

const OPERATORS: &[Operator] = &[
    ("drop quirk", |_, _| Some(None)),
    ("change address", |_, quirk| {
        let address: Address = "request nowhere".parse().expect("an address");
        Some(Some(Quirk { address, ..quirk.clone() }))
    }),
    ("change rule", |_, quirk| Some(Some(Quirk { rule: "presence".to_owned(), ..quirk.clone() }))),
    ("change edition", |_, quirk| {
        let edition = Some("other".parse().expect("an edition"));
        Some(Some(Quirk { edition, ..quirk.clone() }))
    }),
    ("change operation", |bench, quirk| {
        let operation = bench.cases.iter().map(|case| &case.operation).find(|name| **name != quirk.operation)?;
        let moved = Quirk { operation: operation.clone(), ..quirk.clone() };
        // Beside a quirk of the same kind it covers something there.
        let is_twin =
            |other: &Quirk| (&other.operation, &other.address, &other.rule) == (operation, &moved.address, &moved.rule);
        (!bench.quirks.iter().any(is_twin)).then_some(Some(moved))
    }),
];

#[test]
fn every_fault_in_a_quirk_is_found() {
    let mut planted = Vec::new();
    for bench in Bench::all() {
        for (index, quirk) in bench.quirks.iter().enumerate() {
            for (operator, change) in OPERATORS {
                let Some(changed) = change(&bench, quirk) else { continue };
                planted.push(plant(&bench, index, operator, changed));
            }
        }
    }
    let names: Vec<&str> = OPERATORS.iter().map(|(name, _)| *name).collect();
    settle("quirks", &names, &planted);
}

fn plant(bench: &Bench, index: usize, operator: &'static str, changed: Option<Quirk>) -> Planted {
    let mut quirks = bench.quirks.clone();
    let old = quirks.remove(index);
    quirks.extend(changed.clone());
    let report = fidelity::judge(&bench.service, &bench.cases, &quirks, &[]);
    // What it hid is open now; and it is told where the quirk that hides nothing stands.
    let of_the_page = |finding: &Finding| !in_file(&finding.told[0].at, &old.at.file);
    let uncovered = Sought { rules: &[&old.rule], addresses: std::slice::from_ref(&old.address), place: &of_the_page };
    let mut outcome = uncovered.in_report(&report);
    if let Some(changed) = &changed
        && !report.open().any(|finding| finding.rule == "expired-quirk" && finding.told[0].at == changed.at)
    {
        outcome = crate::tally::Outcome::Missed("the quirk that covers nothing is not told of".to_owned());
    }
    Planted { operator, operation: old.operation, what: format!("{} at {}", old.rule, old.address), outcome }
}
