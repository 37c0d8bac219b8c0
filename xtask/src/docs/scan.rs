//! Every page below some folders, counted: what became of every table row, and what was made of the words.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use contract::Problem;

use super::library::{self, PageFile, Reading};
use crate::cli::ScanFormat;
use crate::{Exit, render};

mod counts;
mod explain;
mod json;
mod ledger;
mod phrases;
mod rows;
mod show;

use counts::Counts;
pub(crate) use explain::explain;
pub(crate) use ledger::CODE as LEDGER;

/// What a scan found.
struct Scan {
    services: BTreeMap<String, Counts>,
    all: Counts,
    /// How long it took, on all cores.
    elapsed: Duration,
}

/// Counts all pages below the folders, and prints what it counted, service by service and in all.
pub(crate) fn scan(folders: &[PathBuf], format: ScanFormat) -> Exit {
    let start = Instant::now();
    let pages = match library::find(folders) {
        Ok(pages) => pages,
        Err(problems) => return render::report(&problems, None),
    };
    let (folded, mut problems) = library::fold(&pages, Part::default, |part, reading| part.add(&pages, reading));
    let mut whole = Part::default();
    folded.into_iter().for_each(|part| whole.join(part));
    let mut all = Counts::default();
    whole.services.values().for_each(|counts| all.add(counts));
    let services = whole.services.into_iter().map(|(name, counts)| (name.to_owned(), counts)).collect();
    let scan = Scan { services, all, elapsed: start.elapsed() };
    whole.problems.sort();
    problems.append(&mut whole.problems);
    match format {
        ScanFormat::Human => anstream::print!("{}", show::text(&scan)),
        ScanFormat::Json => anstream::println!("{:#}", json::value(&scan, &problems)),
    }
    render::report(&problems, None)
}

/// What one core has counted.
#[derive(Default)]
struct Part<'p> {
    services: BTreeMap<&'p str, Counts>,
    problems: Vec<Problem>,
}

impl<'p> Part<'p> {
    fn add(&mut self, pages: &'p [PageFile], reading: Reading<'_>) {
        let Reading { index, bytes, page, spent } = reading;
        let file = &pages[index];
        let gaps = ledger::gaps(bytes, &page);
        self.problems.extend(gaps.iter().map(|gap| gap.problem(&file.label())));
        let is_counted = |problem: &&Problem| rows::TROUBLES.contains(&problem.code);
        self.problems.extend(library::errors(&page).filter(|problem| !is_counted(problem)).cloned());
        let counts = self.services.entry(&file.service).or_default();
        counts.page(bytes, &page, &gaps);
        counts.spent += spent;
    }

    fn join(&mut self, other: Self) {
        self.problems.extend(other.problems);
        for (service, counts) in other.services {
            self.services.entry(service).or_default().add(&counts);
        }
    }
}
