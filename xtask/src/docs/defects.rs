//! What the pages below some folders contradict themselves and each other in, as a list that can be handed to the vendor.

mod human;
mod json;
mod markdown;

use std::collections::BTreeMap;
use std::path::PathBuf;

use contract::{Address, Confidence, Contract, Defect, Evidence, Place, Problem, Status};
use docparse::Class;

use super::library;
use crate::cli::DefectsFormat;
use crate::{Exit, render};

/// One defect, wherever it shows.
#[derive(Debug)]
struct Entry {
    class: Class,
    confidence: Confidence,
    message: String,
    address: Address,
    /// At least one: a table that several pages share shows its defects on each.
    places: Vec<Shown>,
}

/// One place where a defect shows.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shown {
    at: Place,
    evidence: Vec<Evidence>,
}

/// The defects of one service, class by class, the surest first.
#[derive(Debug)]
struct Service {
    name: String,
    pages: usize,
    entries: Vec<Entry>,
}

/// All that a run found.
#[derive(Debug)]
struct Report {
    services: Vec<Service>,
    /// How many defects are less sure than was asked for.
    hidden: usize,
    /// The folders as given: what is below them is named from them on where the vendor reads it.
    folders: Vec<PathBuf>,
}

/// Prints the defects of every page below the folders.
pub(crate) fn defects(folders: &[PathBuf], format: DefectsFormat, least: Confidence) -> Exit {
    let pages = match library::find(folders) {
        Ok(pages) => pages,
        Err(problems) => return render::report(&problems, None),
    };
    let make = |file: &library::PageFile, _: &[u8], page: docparse::Page| {
        let errors: Vec<Problem> = library::errors(&page).cloned().collect();
        (file.service.clone(), page.contracts, errors)
    };
    let (read, mut problems) = library::read(&pages, make);
    let mut services: BTreeMap<String, (usize, Vec<Contract>)> = BTreeMap::new();
    for (service, contracts, errors) in read {
        problems.extend(errors);
        let (pages, known) = services.entry(service).or_default();
        *pages += 1;
        known.extend(contracts);
    }
    let mut hidden = 0;
    let services = services.into_iter().map(|(name, (pages, contracts))| {
        let mut entries = entries(&contracts);
        let before = entries.len();
        entries.retain(|entry| entry.confidence >= least);
        hidden += before - entries.len();
        Service { name, pages, entries }
    });
    let report = Report { services: services.collect(), hidden, folders: folders.to_vec() };
    match format {
        DefectsFormat::Human => anstream::print!("{}", human::print(&report)),
        DefectsFormat::Json => anstream::println!("{:#}", json::print(&report, &problems)),
        DefectsFormat::Markdown => {
            let text = markdown::print(&report);
            problems.extend(markdown::too_long(&text, folders));
            anstream::print!("{text}");
        }
    }
    render::report(&problems, None)
}

/// The defects of the pages of one service; what is the same on several of them is one.
fn entries(contracts: &[Contract]) -> Vec<Entry> {
    let mut entries: BTreeMap<(Class, String, String), Entry> = BTreeMap::new();
    let found = contracts.iter().flat_map(|contract| contract.defects.iter().cloned());
    for defect in found.chain(docparse::across(contracts)) {
        let Some(class) = Class::from_name(&defect.class) else { continue };
        let Defect { address, at, message, confidence, evidence, .. } = defect;
        let key = (class, message.clone(), part(&address));
        let entry =
            entries.entry(key).or_insert_with(|| Entry { class, confidence, message, address, places: Vec::new() });
        // A defect that is sure in one place is one.
        entry.confidence = entry.confidence.max(confidence);
        entry.places.push(Shown { at, evidence });
    }
    let mut entries: Vec<Entry> = entries.into_values().collect();
    for entry in &mut entries {
        entry.places.sort();
        // Two operations of one page share its tables.
        entry.places.dedup_by(|one, other| one.at == other.at);
    }
    entries.sort_by(|a, b| {
        (a.class, std::cmp::Reverse(a.confidence), &a.places).cmp(&(
            b.class,
            std::cmp::Reverse(b.confidence),
            &b.places,
        ))
    });
    entries
}

/// The part of an operation, whatever the status: the tables of errors are the same for all of them.
fn part(address: &Address) -> String {
    match address {
        Address::Response(_, path) => Address::Response(Status::Default, path.clone()).to_string(),
        Address::ResponseHeader(_, name) => Address::ResponseHeader(Status::Default, name.clone()).to_string(),
        other => other.to_string(),
    }
}

impl Report {
    /// How many defects there are of each class and confidence, the surest last.
    fn counts(&self) -> BTreeMap<Class, [usize; 3]> {
        let mut counts: BTreeMap<Class, [usize; 3]> = BTreeMap::new();
        for entry in self.services.iter().flat_map(|service| &service.entries) {
            counts.entry(entry.class).or_default()[entry.confidence as usize] += 1;
        }
        counts
    }

    fn total(&self) -> usize {
        self.services.iter().map(|service| service.entries.len()).sum()
    }
}

/// `1 defect`, `2 defects`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl Service {
    /// The entries of each class.
    fn classes(&self) -> impl Iterator<Item = &[Entry]> {
        self.entries.chunk_by(|a, b| a.class == b.class)
    }

    /// How many pages show a defect.
    fn affected(&self) -> usize {
        let places = self.entries.iter().flat_map(|entry| &entry.places);
        places.map(|shown| &shown.at.file).collect::<std::collections::BTreeSet<_>>().len()
    }
}

impl Entry {
    /// The place that stands for all, and how many more there are.
    fn first(&self) -> (Option<&Shown>, &[Shown]) {
        match self.places.split_first() {
            Some((first, rest)) => (Some(first), rest),
            None => (None, &[]),
        }
    }
}
