//! One service with all its inputs at hand, and how to see whether a planted fault is found.

use std::path::Path;
use std::thread;

use contract::{Address, Contract, Place};
use fidelity::{Case, Finding, Quirk, Report, Testimony};
use spec::SourceFile;

use crate::tally::Outcome;

/// A service as it lies in the repository: without a fault.
pub(crate) struct Bench {
    pub(crate) service: String,
    /// How places name the folder of the specs.
    pub(crate) label: String,
    pub(crate) cases: Vec<Case>,
    pub(crate) quirks: Vec<Quirk>,
    /// The hand-written files, by their names in the folder of the service.
    pub(crate) specs: Vec<SourceFile>,
    /// The generated files, as they are labelled.
    pub(crate) rust: Vec<(String, String)>,
}

impl Bench {
    /// The services that we ship, which have few features, and the specimen, which has every one.
    pub(crate) fn all() -> Vec<Bench> {
        evidence::all_services().iter().map(|service| Bench::of(service)).collect()
    }

    fn of(service: &str) -> Bench {
        let workspace = evidence::home(service);
        let (cases, quirks) = evidence::cases(service);
        let rust = evidence::generated(&workspace, &evidence::load(&workspace, service));
        let label = workspace.spec_folder(service);
        let specs = spec_files(&evidence::root().join(&label));
        Bench { service: service.to_owned(), label, cases, quirks, specs, rust }
    }

    /// Whether it is the service that nobody has: it has every feature, so that every operator applies to it many times.
    pub(crate) fn is_specimen(&self) -> bool {
        self.label.starts_with("tests/")
    }

    /// Judges one operation, with the quirks that are about it.
    pub(crate) fn judge(&self, case: &Case) -> Report {
        let quirks = self.quirks.iter().filter(|quirk| quirk.operation == case.operation).cloned();
        fidelity::judge(&self.service, std::slice::from_ref(case), &quirks.collect::<Vec<_>>(), &[])
    }
}

fn spec_files(folder: &Path) -> Vec<SourceFile> {
    let entries = std::fs::read_dir(folder).expect("the folder of a service");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.contains('.')).collect();
    names.sort();
    let read = |name: String| SourceFile { bytes: std::fs::read(folder.join(&name)).expect("a file"), name };
    names.into_iter().map(read).collect()
}

/// What must be found for a fault to count as found.
pub(crate) struct Sought<'s> {
    /// Any of these rules.
    pub(crate) rules: &'s [&'s str],
    /// Any of these addresses; empty where the place alone must be right.
    pub(crate) addresses: &'s [Address],
    /// Whether the finding names the place of the fault.
    pub(crate) place: &'s dyn Fn(&Finding) -> bool,
}

impl Sought<'_> {
    /// Looks for it in what is open; what only a quirk hides is told apart.
    pub(crate) fn in_report(&self, report: &Report) -> Outcome {
        let found: Vec<&Finding> = report.findings().filter(|finding| self.is_it(finding)).collect();
        if found.iter().any(|finding| finding.is_open()) {
            Outcome::Found
        } else if found.is_empty() {
            Outcome::Missed(format!("sought {:?}; {}", self.rules, told(report)))
        } else {
            Outcome::Missed("a quirk hides it".to_owned())
        }
    }

    /// Whether it is found, and a quirk hides every sight of it.
    pub(crate) fn is_excused(&self, report: &Report) -> bool {
        let mut found = report.findings().filter(|finding| self.is_it(finding)).peekable();
        found.peek().is_some() && found.all(|finding| !finding.is_open())
    }

    fn is_it(&self, finding: &Finding) -> bool {
        let address = || self.addresses.iter().any(|address| address.key() == finding.address.key());
        self.rules.contains(&finding.rule.as_str()) && (self.addresses.is_empty() || address()) && (self.place)(finding)
    }
}

/// What was found instead.
fn told(report: &Report) -> String {
    let line = |finding: &Finding| {
        let places: Vec<String> = finding.told.iter().map(|told| told.at.to_string()).collect();
        format!("{} at `{}` ({})", finding.rule, finding.address, places.join(", "))
    };
    let lines: Vec<String> = report.open().map(line).collect();
    if lines.is_empty() { "found nothing".to_owned() } else { format!("found {}", lines.join("; ")) }
}

/// Whether a testimony points at one of the lines of a file; no lines stand for any.
pub(crate) fn points(told: &Testimony, file: &str, lines: &[u32]) -> bool {
    in_file(&told.at, file) && (lines.is_empty() || lines.contains(&told.at.line))
}

/// What is told about the operation of a case.
pub(crate) fn of(case: &Case, all: &[Contract]) -> Option<Contract> {
    let is_it = |contract: &&Contract| contract.operation_id().is_some_and(|id| spec::stem(id) == case.operation);
    all.iter().find(is_it).cloned()
}

/// Whether a place is in a file.
pub(crate) fn in_file(at: &Place, file: &str) -> bool {
    *at.file == *file
}

/// As many of them, evenly, and always the same.
pub(crate) fn sample<T>(all: Vec<T>, bound: usize) -> Vec<T> {
    let count = all.len();
    let is_chosen = |index: usize| count <= bound || index * bound / count != (index + 1) * bound / count;
    all.into_iter().enumerate().filter(|(index, _)| is_chosen(*index)).map(|(_, one)| one).collect()
}

/// Tries every fault, on all cores.
pub(crate) fn try_all<F: Sync, P: Send>(faults: &[F], attempt: impl Fn(&F) -> P + Sync) -> Vec<P> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let attempt = &attempt;
    thread::scope(|scope| {
        let work = |worker: usize| faults.iter().skip(worker).step_by(workers).map(attempt).collect::<Vec<_>>();
        let threads: Vec<_> = (0..workers).map(|worker| scope.spawn(move || work(worker))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a worker")).collect()
    })
}
