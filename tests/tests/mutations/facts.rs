//! Faults in what a page states. Each goes through the text of the facts file, so that the format is part of the proof.

mod aspects;
mod structure;

use contract::{Address, Contract, Fate, Witness};
use fidelity::{Case, Finding};

use crate::bench::{Bench, Sought, points, try_all};
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

struct Fault {
    operator: &'static str,
    bench: usize,
    case: Case,
    /// The editions that have the fault.
    pages: Vec<Contract>,
    what: String,
    address: Address,
    rules: &'static [&'static str],
}

fn plant(benches: &[Bench]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (bench, case) in
        benches.iter().enumerate().flat_map(|(index, bench)| bench.cases.iter().map(move |c| (index, c)))
    {
        for (operator, apply) in operators() {
            let editions: Vec<Vec<Mutant>> = case.pages.iter().map(apply).collect();
            let mut fault = |pages: Vec<usize>, of: &[&Mutant]| {
                let mut mutated = case.clone();
                let mut changed = Vec::new();
                for (page, mutant) in pages.iter().zip(of) {
                    assert_ne!(mutant.page, case.pages[*page], "{operator} changes nothing: {}", mutant.what);
                    mutated.pages[*page] = through_the_file(&mutant.page, &case.operation);
                    changed.push(mutated.pages[*page].clone());
                }
                let alone = pages.len() < case.pages.len();
                let names: Vec<String> = changed.iter().map(|page| page.source.witness.to_string()).collect();
                faults.push(Fault {
                    operator,
                    bench,
                    case: mutated,
                    pages: changed,
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

/// What a facts file makes of a page.
fn through_the_file(page: &Contract, operation: &str) -> Contract {
    let text = docparse::facts::write(page, operation, &page.source.file);
    docparse::facts::read(&text, "facts").unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn attempt(benches: &[Bench], fault: &Fault) -> Planted {
    let bench = &benches[fault.bench];
    let place = |finding: &Finding| is_placed(fault, finding);
    let sought = Sought { rules: fault.rules, addresses: std::slice::from_ref(&fault.address), place: &place };
    let outcome = sought.in_report(&bench.judge(&fault.case));
    Planted { operator: fault.operator, operation: fault.case.operation.clone(), what: fault.what.clone(), outcome }
}

/// Whether a finding names the line of the fault on every page that has it; and the places of both editions, where
/// they contradict each other. An expired quirk has no page to point at: it names the line of the quirk.
fn is_placed(fault: &Fault, finding: &Finding) -> bool {
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
    let all = if alone { fault.pages.iter().any(named) } else { fault.pages.iter().all(named) };
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
    let faults = plant(&benches);
    let planted = try_all(&faults, |fault| attempt(&benches, fault));
    let names: Vec<&str> = operators().iter().map(|(name, _)| *name).collect();
    settle("the facts of pages", &names, &planted);
    assert!(planted.iter().any(|fault| fault.outcome == Outcome::Found));
}
