//! What became of each row of a page, in words that can be counted.

use std::collections::HashMap;

use contract::{Address, Aspect, Basis, Element, Fate, ParameterIn, Row, Type};
use docparse::{Page, Subject, Table};

use super::phrases;

/// The problems of a page that are counted with the rows they are about.
pub(crate) const TROUBLES: [&str; 3] = [DAMAGED, "ragged-table", "truncated-table"];
/// The one that is about all rows of a table, as it is about the frame that they stand in.
const DAMAGED: &str = "damaged-table";

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
    /// By the line in which a row begins, what the reader met there that it could not use.
    troubled: HashMap<u32, &'static str>,
}

impl<'p> Rows<'p> {
    pub(crate) fn of(page: &'p Page) -> Self {
        let mut elements = HashMap::new();
        for element in page.contracts.iter().flat_map(|contract| &contract.elements) {
            elements.entry(&element.address).or_insert(element);
        }
        let mut begins: Vec<u32> = page.rows.iter().map(|row| row.at.line).collect();
        begins.sort_unstable();
        let mut troubled = HashMap::new();
        for problem in page.problems.iter().filter(|problem| TROUBLES.contains(&problem.code)) {
            // A ragged line belongs to the row that begins last before it.
            let after = begins.partition_point(|line| *line <= problem.at.line);
            if problem.code == DAMAGED {
                let at = begins[after.saturating_sub(1)..].iter().find(|line| **line + 1 >= problem.at.line);
                let row = at.and_then(|at| page.rows.iter().find(|row| row.at.line == *at));
                let own = page.rows.iter().filter(|other| row.is_some_and(|row| row.table == other.table));
                troubled.extend(own.map(|row| (row.at.line, problem.code)));
            } else if let Some(line) = begins[..after].last() {
                troubled.entry(*line).or_insert(problem.code);
            }
        }
        Self { page, elements, troubled }
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
        if let Some(code) = self.troubled.get(&row.at.line) {
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
        let is_header =
            matches!(element.address, Address::Parameter(ParameterIn::Header, _) | Address::ResponseHeader(..));
        match element.facts.ty() {
            Some(ty) if !ty.is_understood() => Became::Odd("unknown type".to_owned()),
            // What a header carries is text, whether a page says so or not.
            None if is_header => Became::Understood,
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
        // That a boolean is true or false, its type says: of it, no list states anything.
        let boolean = element.facts.ty() == Some(&Type::Boolean);
        let seen = phrases::seen(words).filter(|(kind, _)| !(boolean && *kind == "enum"));
        seen.map(|(kind, aspects)| (kind, is_fact(aspects))).collect()
    }
}

/// Whether a cell about presence states a condition, which is kept as it is.
fn is_condition(words: &str) -> bool {
    let words = words.to_lowercase();
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let says =
        |word: &&str| ["if", "when", "unless", "only", "must", "either"].contains(word) || word.starts_with("depend");
    words.iter().any(says)
        || words.windows(2).any(|pair| [["one", "of"], ["at", "least"]].iter().any(|two| two == pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ragged_line_troubles_the_row_that_begins_before_it_and_no_other() {
        let text = "\
Waking a Robot
==============

URI
---

POST /v1/robots

Request Parameters
------------------

   +------+-----------+--------+-------------+
   | Name | Mandatory | Type   | Description |
   +======+===========+========+=============+
   | how  | No        | String | Softly      |
   +------+-----------+--------+-------------+
   | song | No        | String | What        |
   |      |      | it      | hums        |
   +------+-----------+--------+-------------+
   | mood | No        | String | Its mood    |
   +------+-----------+--------+-------------+
";
        let page = docparse::read(text.as_bytes(), "robot.rst", &contract::Edition::default());
        let rows = Rows::of(&page);
        let odd: Vec<&str> = rows
            .iter()
            .filter(|(row, table)| rows.became(row, *table) == Became::Odd("ragged-table".to_owned()))
            .map(|(row, _)| row.name.as_str())
            .collect();
        assert_eq!(odd, ["song"], "{:?}", page.problems);
    }

    #[test]
    fn a_condition_is_told_by_whole_words() {
        for words in ["Yes, if a lamp is lit", "When lit", "Depends on `mood`", "One of the two", "Only at night"] {
            assert!(is_condition(words), "{words}");
        }
        for words in ["Notified", "Whenever", "Mustard", "None of them", "Yes/No", ""] {
            assert!(!is_condition(words), "{words}");
        }
    }
}
