//! What must hold of every page, however it looks.

use std::collections::HashSet;

use allocation_counter::measure;
use contract::{Address, Edition, Fate};
use docparse::Page;

/// So much memory may be in use at once for each byte of a page: 2 bytes can be a row of a table, which has its place in
/// the ledgers of the page and of its contract.
const MOST: u64 = 500;
/// Objects that share objects unfold into a few thousand fields, however small the page.
const BASE: u64 = 24 << 20;
/// So much may be taken and given back for each byte.
const MOST_IN_ALL: u64 = 4 * MOST;

/// Reads a page as the tools do.
pub(crate) fn read(bytes: &[u8]) -> Page {
    let edition: Edition = "otc".parse().unwrap_or_default();
    docparse::read(bytes, "page", &edition)
}

/// Compiles all patterns, so that no page is charged with them.
pub(crate) fn warm_up(pages: &[Vec<u8>]) {
    pages.iter().for_each(|page| drop(read(page)));
}

/// What is wrong with how a page was read, or with what can be made of it.
pub(crate) fn fault(bytes: &[u8]) -> Option<String> {
    let mut page = Page::default();
    let memory = measure(|| page = read(bytes));
    let size = bytes.len() as u64;
    if memory.bytes_max > BASE + MOST * size || memory.bytes_total > 4 * BASE + MOST_IN_ALL * size {
        let (most, all) = (memory.bytes_max, memory.bytes_total);
        return Some(format!("{size} bytes take {most} bytes at once and {all} in all"));
    }
    ledger(bytes, &page).or_else(|| facts(&page)).or_else(|| {
        // Nothing to compare them with: what counts is that they end.
        std::hint::black_box(docparse::across(&page.contracts));
        page.contracts.iter().for_each(|contract| drop(std::hint::black_box(format!("{contract}{contract:#}"))));
        None
    })
}

/// The ledger adds up, points into the page, and tells of elements that are there.
fn ledger(bytes: &[u8], page: &Page) -> Option<String> {
    let breaks = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u32;
    let tables: HashSet<usize> = page.rows.iter().map(|row| row.table as usize).collect();
    if tables.iter().any(|table| !(1..=page.tables.len()).contains(table)) {
        return Some("a row stands in no table".to_owned());
    }
    let lines = page.rows.iter().map(|row| row.at.line).chain(page.tables.iter().map(|table| table.line));
    let lines = lines.chain(page.problems.iter().map(|problem| problem.at.line).filter(|line| *line > 0));
    if let Some(line) = lines.into_iter().find(|line| !(1..=breaks + 1).contains(line)) {
        return Some(format!("line {line} is none of the page"));
    }
    for contract in &page.contracts {
        if contract.rows.len() != page.rows.len() {
            return Some("the ledger of the contract is not that of the page".to_owned());
        }
        let known: HashSet<Address> = contract.elements.iter().map(|element| element.address.key()).collect();
        if known.len() != contract.elements.len() {
            return Some("two elements have one address".to_owned());
        }
        for row in &contract.rows {
            match &row.fate {
                Fate::Told(told) if told.is_empty() => return Some(format!("row {} tells nothing", row.name)),
                Fate::Told(told) => {
                    if let Some(lost) = told.iter().find(|address| !known.contains(&address.key())) {
                        return Some(format!("a row tells of `{lost}`, which is not there"));
                    }
                }
                _ => {}
            }
        }
        if let Some(element) = contract.elements.iter().find(|element| !(1..=breaks + 1).contains(&element.at.line)) {
            return Some(format!("`{}` stands in line {}, which is none", element.address, element.at.line));
        }
    }
    None
}

/// Facts are read as they were written.
fn facts(page: &Page) -> Option<String> {
    page.contracts.iter().find_map(|contract| {
        let text = docparse::facts::write(contract, "stem", "page");
        match docparse::facts::read(&text, "facts") {
            Ok(read) if read == docparse::facts::without_prose(contract) => None,
            Ok(_) => Some("the facts read back as others".to_owned()),
            Err(problems) => Some(format!("the facts do not read back: {}", problems.first()?)),
        }
    })
}
