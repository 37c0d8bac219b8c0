//! Faults in what a page states. Each goes through the text of the facts file, so that the format is part of the proof.

mod aspects;
mod structure;

use std::collections::BTreeMap;

use contract::{Address, Aspect, Basis, Contract, Fate, Value, Witness};
use fidelity::{Case, Finding};

use crate::bench::{Bench, Sought, points, sample, try_all};
use crate::tally::{Outcome, Planted, settle};

/// A page with one fault.
pub(crate) struct Mutant {
    pub(crate) page: Contract,
    /// What was changed, in words that are the same for the same change of another edition.
    pub(crate) what: String,
    /// Where it must be found.
    pub(crate) address: Address,
    /// The rules that may find it, when all editions have it.
    pub(crate) rules: &'static [&'static str],
    /// The rules that may find it, when only one of several editions has it.
    pub(crate) alone: &'static [&'static str],
}

/// A kind of fault: its name, and every way to plant it into a page.
pub(crate) type Operator = (&'static str, fn(&Contract) -> Vec<Mutant>);

fn operators() -> Vec<Operator> {
    aspects::OPERATORS.iter().chain(structure::OPERATORS).copied().collect()
}

/// How many faults of an operator are planted into the specimen, evenly: it has many times as many as the services that
/// we ship, which get all of them.
const BOUND: usize = 15;

struct Fault<'b> {
    operator: &'static str,
    bench: usize,
    case: &'b Case,
    /// The editions that have the fault, by their index.
    pages: Vec<(usize, Contract)>,
    what: String,
    address: Address,
    rules: &'static [&'static str],
}

fn plant(benches: &[Bench]) -> Vec<Fault<'_>> {
    let mut faults = Vec::new();
    for (bench, case) in
        benches.iter().enumerate().flat_map(|(index, bench)| bench.cases.iter().map(move |c| (index, c)))
    {
        for (operator, apply) in operators() {
            let editions: Vec<Vec<Mutant>> = case.pages.iter().map(apply).collect();
            let mut fault = |pages: Vec<usize>, of: &[&Mutant]| {
                for (page, mutant) in pages.iter().zip(of) {
                    assert_ne!(mutant.page, case.pages[*page], "{operator} changes nothing: {}", mutant.what);
                }
                let changed: Vec<Contract> = of.iter().map(|mutant| mutant.page.clone()).collect();
                let alone = pages.len() < case.pages.len();
                let names: Vec<String> = changed.iter().map(|page| page.source.witness.to_string()).collect();
                faults.push(Fault {
                    operator,
                    bench,
                    case,
                    pages: pages.into_iter().zip(changed).collect(),
                    what: format!("{} ({})", of[0].what, names.join(", ")),
                    address: of[0].address.clone(),
                    rules: if alone { of[0].alone } else { of[0].rules },
                });
            };
            for (page, mutants) in editions.iter().enumerate() {
                mutants.iter().for_each(|mutant| fault(vec![page], &[mutant]));
            }
            // The same fault in both editions, so that they agree with each other.
            if let [one, other] = &editions[..] {
                for mutant in one {
                    let twins = other.iter().filter(|twin| twin.what == mutant.what);
                    twins.take(1).for_each(|twin| fault(vec![0, 1], &[mutant, twin]));
                }
            }
        }
    }
    faults
}

fn sampled<'b>(benches: &[Bench], all: Vec<Fault<'b>>) -> Vec<Fault<'b>> {
    let (specimen, mut faults): (Vec<Fault<'b>>, Vec<Fault<'b>>) =
        all.into_iter().partition(|fault| benches[fault.bench].is_specimen());
    let mut kinds: BTreeMap<&str, Vec<Fault<'b>>> = BTreeMap::new();
    specimen.into_iter().for_each(|fault| kinds.entry(fault.operator).or_default().push(fault));
    faults.extend(kinds.into_values().flat_map(|kind| sample(kind, BOUND)));
    faults
}

/// What a facts file makes of a page.
fn through_the_file(page: &Contract, operation: &str) -> Contract {
    let text = docparse::facts::write(page, operation, &page.source.file);
    docparse::facts::read(&text, "facts").unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn attempt(benches: &[Bench], fault: &Fault<'_>) -> Planted {
    let bench = &benches[fault.bench];
    let mut case = fault.case.clone();
    for (index, page) in &fault.pages {
        case.pages[*index] = through_the_file(page, &case.operation);
    }
    let place = |finding: &Finding| is_placed(fault, &case, finding);
    let sought = Sought { rules: fault.rules, addresses: std::slice::from_ref(&fault.address), place: &place };
    let report = bench.judge(&case);
    // The pages of the specimen are wrong on purpose, and its quirks say so.
    let outcome = match bench.is_specimen() && sought.is_excused(&report) {
        true => Outcome::Excused,
        false => sought.in_report(&report),
    };
    Planted { operator: fault.operator, operation: fault.case.operation.clone(), what: fault.what.clone(), outcome }
}

/// Whether a finding names the line of the fault on every page that has it; and the places of both editions, where
/// they contradict each other. An expired quirk has no page to point at: it names the line of the quirk.
fn is_placed(fault: &Fault<'_>, case: &Case, finding: &Finding) -> bool {
    if finding.rule == "expired-quirk" {
        return finding.told.iter().any(|told| told.at.file.ends_with("quirks.yaml") && told.at.line > 0);
    }
    let both = finding.told.iter().filter(|told| matches!(told.witness, Witness::Page(_))).count() == 2;
    let named = |page: &Contract| {
        let told = finding.told.iter().filter(|told| told.witness == page.source.witness);
        let lines = lines(page, &finding.address);
        told.into_iter().any(|told| points(told, &page.source.file, &lines))
    };
    // What a page shows by itself is told of one page at a time.
    let alone = ["examples", "unread"].contains(&finding.rule.as_str()) || finding.rule.starts_with("defect:");
    let mut pages = fault.pages.iter().map(|(index, _)| &case.pages[*index]);
    let all = if alone { pages.any(named) } else { pages.all(named) };
    all && (finding.rule != "editions" || both)
}

/// The lines at which a page tells of an address; none where it tells nothing, so that the file must do.
fn lines(page: &Contract, address: &Address) -> Vec<u32> {
    let elements = page.elements.iter().filter(|element| element.address.key() == address.key());
    let facts = elements
        .flat_map(|element| std::iter::once(element.at.line).chain(element.facts.iter().map(|(_, fact)| fact.at.line)));
    let examples = page.examples.iter().map(|example| example.at.line);
    let unread = page.rows.iter().filter(|row| matches!(row.fate, Fate::Unread(_)) || *address == Address::Operation);
    let defects = page.defects.iter().filter(|defect| defect.address == *address).map(|defect| defect.at.line);
    let mut lines: Vec<u32> = facts.collect();
    if !lines.is_empty() {
        lines.extend(examples.chain(unread.map(|row| row.at.line)).chain(defects));
    }
    lines
}

#[test]
fn every_fault_in_a_page_is_found() {
    let benches = Bench::all();
    let all = plant(&benches);
    let count = all.len();
    let faults = sampled(&benches, all);
    let planted = try_all(&faults, |fault| attempt(&benches, fault));
    let names: Vec<&str> = operators().iter().map(|(name, _)| *name).collect();
    settle(&format!("the facts of pages, of {count}: {BOUND} of a kind in the specimen"), &names, &planted);
    assert!(planted.iter().any(|fault| fault.outcome == Outcome::Found));
}

/// What is secret is our decision: no page states it, and a facts file that says so is refused.
#[test]
fn a_page_cannot_state_that_a_value_is_secret() {
    for bench in Bench::all() {
        for (case, page) in bench.cases.iter().flat_map(|case| case.pages.iter().map(move |page| (case, page))) {
            let mut page = page.clone();
            for element in &mut page.elements {
                element.facts.set(Aspect::Secret, Value::Flag(true), element.at.clone(), Basis::Column);
            }
            let text = docparse::facts::write(&page, &case.operation, &page.source.file);
            let problems = docparse::facts::read(&text, "facts").expect_err("it says what no page says");
            assert!(problems.iter().any(|problem| problem.message.contains("secret")), "{problems:?}");
        }
    }
}

/// A row that nobody has is a row that nobody misses: whoever reads the file has to tell, without the page.
#[test]
fn each_row_that_is_taken_out_of_a_facts_file_is_told_by_its_line() {
    for bench in Bench::all() {
        let cases = bench.cases.iter().filter(|case| case.pages.iter().any(|page| !page.rows.is_empty()));
        for case in cases.take(2) {
            let page = &case.pages[0];
            let text = docparse::facts::write(page, &case.operation, &page.source.file);
            let (before, ledger) = text.split_once("\nrows:\n").expect("a ledger");
            let rows: Vec<&str> = ledger.lines().collect();
            assert_eq!(rows.len(), page.rows.len());
            for (index, row) in page.rows.iter().enumerate() {
                let fewer: Vec<&str> =
                    rows.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, row)| *row).collect();
                let text = format!("{before}\nrows:\n{}\n", fewer.join("\n"));
                let problems = docparse::facts::read(&text, "facts").expect_err("a row is missing");
                let line = format!("the row in line {} of the page", row.at.line);
                assert!(problems.iter().any(|problem| problem.message.contains(&line)), "{line}: {problems:?}");
            }
        }
    }
}
