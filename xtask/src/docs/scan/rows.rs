//! What became of each row of a page, in words that can be counted.

use std::collections::HashMap;

use contract::{Address, Aspect, Basis, Element, Fate, ParameterIn, Row};
use docparse::{Page, Subject, Table};

use super::phrases;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Became {
    /// Its name, its place, its presence and its type are known, or the page is silent about them.
    Understood,
    /// It is in the ledger, and something about it was not understood.
    Odd(String),
    /// It names the columns.
    Header,
    /// It is about something else.
    Aside(String),
}

/// A page, made ready for looking its rows up.
pub(crate) struct Rows<'p> {
    page: &'p Page,
    elements: HashMap<&'p Address, &'p Element>,
    /// The lines in which the reader met something that it could not use.
    troubled: Vec<(u32, &'static str)>,
}

impl<'p> Rows<'p> {
    pub(crate) fn of(page: &'p Page) -> Self {
        let mut elements = HashMap::new();
        for element in page.contracts.iter().flat_map(|contract| &contract.elements) {
            elements.entry(&element.address).or_insert(element);
        }
        let tables = ["ragged-table", "truncated-table"];
        let troubled = page.problems.iter().filter(|problem| tables.contains(&problem.code));
        Self { page, elements, troubled: troubled.map(|problem| (problem.at.line, problem.code)).collect() }
    }

    /// Every row with its table.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'p Row, Table)> + '_ {
        self.page.rows.iter().map(|row| {
            let table = (row.table as usize).checked_sub(1).and_then(|index| self.page.tables.get(index)).copied();
            (row, table.unwrap_or(Table { line: row.at.line, subject: Subject::None, typed: false }))
        })
    }

    /// What the row is about: that of its table, or where the table has rows of several kinds, its own.
    pub(crate) fn role(row: &Row, table: Table) -> String {
        match &row.fate {
            Fate::Told(addresses) => match addresses.first() {
                Some(Address::Parameter(place, _)) => Subject::Parameters(*place).to_string(),
                _ => table.subject.to_string(),
            },
            _ => table.subject.to_string(),
        }
    }

    /// What a row states.
    pub(crate) fn element(&self, address: &Address) -> Option<&'p Element> {
        self.elements.get(address).copied().or_else(|| {
            // The names of headers differ in case from row to row.
            let header = matches!(address, Address::Parameter(ParameterIn::Header, _) | Address::ResponseHeader(..));
            header.then(|| self.page.contracts.iter().find_map(|contract| contract.get(address)))?
        })
    }

    pub(crate) fn became(&self, row: &Row, table: Table) -> Became {
        let addresses = match &row.fate {
            Fate::Header => return Became::Header,
            Fate::Aside(why) => return Became::Aside(why.clone()),
            Fate::Unread(why) => return Became::Odd(why.clone()),
            Fate::Told(addresses) => addresses,
        };
        // A ragged line belongs to the row that begins last before it.
        let next = |line: u32| self.page.rows.iter().any(|other| other.at.line > row.at.line && other.at.line <= line);
        if let Some((_, code)) = self.troubled.iter().find(|(line, _)| *line >= row.at.line && !next(*line)) {
            return Became::Odd((*code).to_owned());
        }
        if row.name.trim().is_empty() {
            return Became::Odd("no name".to_owned());
        }
        if !table.subject.has_parameters() {
            return Became::Understood;
        }
        let Some(element) = addresses.first().and_then(|address| self.element(address)) else {
            return Became::Odd("no element of the contract".to_owned());
        };
        if let Some(condition) = element.facts.get(Aspect::Condition).filter(|fact| fact.basis == Basis::Column)
            && !is_condition(&condition.value.to_string())
        {
            return Became::Odd("unclear presence".to_owned());
        }
        match element.facts.ty() {
            Some(ty) if !ty.is_understood() => Became::Odd("unknown type".to_owned()),
            None if table.typed => Became::Odd("no type in the column for types".to_owned()),
            _ => Became::Understood,
        }
    }

    /// The kinds of constraint phrase in a row's words, and whether each became a fact.
    pub(crate) fn phrases(&self, row: &Row) -> Vec<(&'static str, bool)> {
        let Fate::Told(addresses) = &row.fate else { return Vec::new() };
        let Some(address) = addresses.first() else { return Vec::new() };
        let Some(element) = self.element(address) else { return Vec::new() };
        let Some(words) = element.words.as_deref() else { return Vec::new() };
        let is_fact = |aspects: &[Aspect]| {
            // What is said of a list may be said of its items.
            let inside = address.field_path().into_iter().flat_map(|path| {
                [path.item(), path.value(), path.item().item(), path.item().value(), path.value().item()]
            });
            let inside = inside.filter_map(|path| self.element(&address.with_path(path)));
            std::iter::once(element)
                .chain(inside)
                .any(|element| aspects.iter().any(|aspect| element.facts.get(*aspect).is_some()))
        };
        phrases::seen(words).map(|(kind, aspects)| (kind, is_fact(aspects))).collect()
    }
}

/// Whether a cell about presence states a condition, which is kept as it is.
fn is_condition(words: &str) -> bool {
    let words = words.to_lowercase();
    ["if", "when", "unless", "only", "must", "depend", "either", "one of", "at least"]
        .iter()
        .any(|word| words.contains(word))
}
