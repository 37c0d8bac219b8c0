//! What is counted of the pages of one service.

use std::collections::BTreeMap;
use std::time::Duration;

use contract::{Address, Aspect, Basis, Contract, Element, Example, Status, fit};
use docparse::{Page, Resolution};

use super::ledger::Gap;
use super::rows::{Became, Rows};

/// Numbers by name.
pub(crate) type Numbers = BTreeMap<String, usize>;

/// What became of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fates {
    pub(crate) understood: usize,
    pub(crate) odd: usize,
    pub(crate) header: usize,
    pub(crate) aside: usize,
}

impl Fates {
    pub(crate) fn all(self) -> usize {
        self.understood + self.odd + self.header + self.aside
    }

    fn add(&mut self, other: Self) {
        self.understood += other.understood;
        self.odd += other.odd;
        self.header += other.header;
        self.aside += other.aside;
    }
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) part: usize,
    pub(crate) all: usize,
}

impl Share {
    fn count(&mut self, holds: bool) {
        self.part += usize::from(holds);
        self.all += 1;
    }

    fn add(&mut self, other: Self) {
        self.part += other.part;
        self.all += other.all;
    }

    /// The share in percent; all of nothing is all.
    pub(crate) fn percent(self) -> f64 {
        if self.all == 0 { 100.0 } else { self.part as f64 * 100.0 / self.all as f64 }
    }
}

/// All that is counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) pages: usize,
    pub(crate) endpoint_pages: usize,
    pub(crate) endpoints: usize,
    /// Tables by what they are about.
    pub(crate) tables: Numbers,
    /// Rows by what they are about.
    pub(crate) rows: BTreeMap<String, Fates>,
    /// Of the rows of parameters, those understood.
    pub(crate) parameters: Share,
    /// Rows that are understood although their table has no column for types.
    pub(crate) untyped: usize,
    /// Rows that the plain count finds and the ledger has not.
    pub(crate) lost: usize,
    /// Tables on which ledger and plain count differ.
    pub(crate) gaps: usize,
    /// What was not understood.
    pub(crate) odd: Numbers,
    /// What rows that are no part of a contract are about.
    pub(crate) aside: Numbers,
    /// Facts by kind, then by basis.
    pub(crate) facts: BTreeMap<&'static str, Numbers>,
    /// Rows with a phrase of that kind, and those of them that have a fact of it.
    pub(crate) phrases: BTreeMap<&'static str, Share>,
    /// References to objects by what became of them.
    pub(crate) references: BTreeMap<Resolution, usize>,
    /// Statuses by code, and those of them whose body is described.
    pub(crate) statuses: BTreeMap<Status, Share>,
    pub(crate) examples: usize,
    /// Examples that contradict the table of their body.
    pub(crate) contradicting: usize,
    pub(crate) defects: Numbers,
    /// What the reader could not use, by the code of the problem.
    pub(crate) problems: Numbers,
    pub(crate) bytes: usize,
    /// How long one core would have taken.
    pub(crate) spent: Duration,
}

impl Counts {
    /// Counts a page.
    pub(crate) fn page(&mut self, bytes: &[u8], page: &Page, gaps: &[Gap]) {
        self.pages += 1;
        self.bytes += bytes.len();
        self.endpoint_pages += usize::from(!page.contracts.is_empty());
        self.endpoints += page.contracts.len();
        self.gaps += gaps.len();
        self.lost += gaps.iter().map(|gap| gap.lost()).sum::<usize>();
        for table in &page.tables {
            *self.tables.entry(table.subject.to_string()).or_default() += 1;
        }
        self.rows(page);
        for reference in &page.references {
            *self.references.entry(reference.resolution).or_default() += 1;
        }
        for problem in &page.problems {
            count(&mut self.problems, problem.code);
        }
        for contract in &page.contracts {
            self.contract(contract);
        }
    }

    fn rows(&mut self, page: &Page) {
        let rows = Rows::of(page);
        for (row, table) in rows.iter() {
            let became = rows.became(row, table);
            if table.subject.has_parameters() && !matches!(became, Became::Header | Became::Aside(_)) {
                self.parameters.count(became == Became::Understood);
                self.untyped += usize::from(became == Became::Understood && !table.typed);
            }
            let fates = self.rows.entry(Rows::role(row, table)).or_default();
            match became {
                Became::Understood => fates.understood += 1,
                Became::Header => fates.header += 1,
                Became::Odd(why) => {
                    fates.odd += 1;
                    count(&mut self.odd, &why);
                }
                Became::Aside(why) => {
                    fates.aside += 1;
                    count(&mut self.aside, &why);
                }
            }
            for (kind, is_fact) in rows.phrases(row) {
                self.phrases.entry(kind).or_default().count(is_fact);
            }
        }
    }

    fn contract(&mut self, contract: &Contract) {
        for element in &contract.elements {
            for (aspect, fact) in element.facts.iter() {
                count(self.facts.entry(kind(aspect)).or_default(), fact.basis.as_str());
            }
            if let Address::Response(status, path) = &element.address
                && path.is_root()
            {
                let described = element.facts.ty().is_some();
                self.statuses.entry(*status).or_default().count(described);
                count(self.facts.entry("status").or_default(), stated(contract, element).as_str());
            }
        }
        self.examples += contract.examples.len();
        if !contract.examples.is_empty() {
            *self.facts.entry("example").or_default().entry(Basis::Example.as_str().to_owned()).or_default() +=
                contract.examples.len();
        }
        self.contradicting += contract.examples.iter().filter(|example| contradicts(contract, example)).count();
        for defect in &contract.defects {
            count(&mut self.defects, &defect.class);
        }
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.endpoint_pages += other.endpoint_pages;
        self.endpoints += other.endpoints;
        self.untyped += other.untyped;
        self.lost += other.lost;
        self.gaps += other.gaps;
        self.examples += other.examples;
        self.contradicting += other.contradicting;
        self.bytes += other.bytes;
        self.spent += other.spent;
        self.parameters.add(other.parameters);
        for (into, from) in [
            (&mut self.tables, &other.tables),
            (&mut self.odd, &other.odd),
            (&mut self.aside, &other.aside),
            (&mut self.defects, &other.defects),
            (&mut self.problems, &other.problems),
        ] {
            add(into, from);
        }
        for (kind, bases) in &other.facts {
            add(self.facts.entry(kind).or_default(), bases);
        }
        for (role, fates) in &other.rows {
            self.rows.entry(role.clone()).or_default().add(*fates);
        }
        for (kind, share) in &other.phrases {
            self.phrases.entry(kind).or_default().add(*share);
        }
        for (status, share) in &other.statuses {
            self.statuses.entry(*status).or_default().add(*share);
        }
        for (resolution, number) in &other.references {
            *self.references.entry(*resolution).or_default() += number;
        }
    }

    /// What became of all rows.
    pub(crate) fn fates(&self) -> Fates {
        self.rows.values().fold(Fates::default(), |mut all, fates| {
            all.add(*fates);
            all
        })
    }

    /// All phrases, whatever their kind.
    pub(crate) fn all_phrases(&self) -> Share {
        self.phrases.values().fold(Share::default(), |mut all, share| {
            all.add(*share);
            all
        })
    }

    /// Of the references to objects, those that are not lost.
    pub(crate) fn followed(&self) -> Share {
        let all = self.references.values().sum();
        Share { part: all - self.references.get(&Resolution::Lost).copied().unwrap_or(0), all }
    }
}

fn count(numbers: &mut Numbers, name: &str) {
    match numbers.get_mut(name) {
        Some(number) => *number += 1,
        None => {
            numbers.insert(name.to_owned(), 1);
        }
    }
}

fn add(into: &mut Numbers, from: &Numbers) {
    for (name, number) in from {
        *into.entry(name.clone()).or_default() += number;
    }
}

/// The name under which facts about an aspect are counted: both ends of a range are one kind.
fn kind(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Values => "enum",
        Aspect::Minimum | Aspect::Maximum => "range",
        Aspect::MinLength | Aspect::MaxLength => "length",
        Aspect::MinItems | Aspect::MaxItems => "items",
        other => other.as_str(),
    }
}

/// How a page states a status: in a row of its own, or above the tables of that status.
fn stated(contract: &Contract, status: &Element) -> Basis {
    if contract.rows.iter().any(|row| row.at == status.at) { Basis::Column } else { Basis::Label }
}

/// Whether an example does not fit the table of its body. A misfit that is no defect is excused by the words of the page.
fn contradicts(contract: &Contract, example: &Example) -> bool {
    let is_defect = |address: &Address| {
        contract.defects.iter().any(|defect| defect.class.starts_with("example-") && defect.address == *address)
    };
    let Some(body) = &example.body else { return false };
    if !contract.defects.iter().any(|defect| defect.class.starts_with("example-")) {
        return false;
    }
    let root = example.role.body(contract);
    root.is_some_and(|root| fit(contract, &root, body).iter().any(|misfit| is_defect(&misfit.address)))
}
