//! One page: every row of every table, and what became of it.

use std::path::{Path, PathBuf};

use contract::{Address, Contract, Element, Fate, ParameterIn, Place, Problem, Row, table};
use docparse::Page;
use serde_json::{Value, json};

use super::ledger::{self, Gap};
use super::rows::{Became, Rows};
use crate::cli::ScanFormat;
use crate::docs::edition;
use crate::docs::library::{self, PageFile};
use crate::{Exit, io, render};

/// A row that an object's table states at more places than these shows only how many more.
const MOST_PLACES: usize = 3;
/// So many pages are named where a path could be that of several.
const MOST_PAGES: usize = 5;

/// Shows what became of every row of a page: of the file of that name, or of the one page below the folders whose path
/// ends so.
pub(crate) fn explain(page: &Path, folders: &[PathBuf], format: ScanFormat) -> Exit {
    let path = match find(page, folders) {
        Ok(path) => path,
        Err(problems) => return render::report(&problems, None),
    };
    let label = path.to_string_lossy().into_owned();
    let bytes = match io::read(&path) {
        Ok(bytes) => bytes,
        Err(err) => return render::report(&[io::problem(&label, "read", &err)], None),
    };
    let page = docparse::read(&bytes, &label, &edition(&path));
    let gaps = ledger::gaps(&bytes, &page);
    match format {
        ScanFormat::Human => anstream::print!("{}", text(&label, &page)),
        ScanFormat::Json => anstream::println!("{:#}", value(&label, &page, &gaps)),
    }
    let mut problems: Vec<_> = gaps.iter().map(|gap| gap.problem(&label)).collect();
    // What the reader met is told by its code among the rows; a page that documents no operation is no error here.
    problems.extend(page.problems.iter().filter(|problem| problem.code != "page-without-uri").cloned());
    render::report(&problems, None)
}

fn find(page: &Path, folders: &[PathBuf]) -> Result<PathBuf, Vec<Problem>> {
    if page.is_file() || folders.is_empty() {
        return Ok(page.to_owned());
    }
    let found: Vec<_> = library::find(folders)?.into_iter().filter(|file| file.path.ends_with(page)).collect();
    match found.as_slice() {
        [only] => Ok(only.path.clone()),
        [] => Ok(page.to_owned()),
        many => {
            let message = format!("{} pages end in `{}`", many.len(), page.display());
            let paths: Vec<String> = many.iter().take(MOST_PAGES).map(PageFile::label).collect();
            let problem = Problem::error("ambiguous-page", Place::file(page.to_string_lossy()), message);
            Err(vec![problem.help(format!("name one of them by more of its path: {}", paths.join(", ")))])
        }
    }
}

fn text(label: &str, page: &Page) -> String {
    let rows = Rows::of(page);
    let mut text = format!("{label}\n");
    let operations = operations(page);
    if operations.len() > 1 {
        text.push_str("\nthe page documents several operations; a row is about all of them unless it has a number:\n");
        operations.iter().zip(1..).for_each(|(line, number)| text.push_str(&format!("  [{number}] {line}\n")));
    }
    let mut lines = Vec::new();
    let mut last = 0;
    for (index, (row, of)) in rows.iter().enumerate() {
        if row.table != last {
            text.push_str(&table(&lines));
            lines.clear();
            last = row.table;
            text.push_str(&format!("\ntable {} at line {}: {}\n", row.table, of.line, of.subject));
        }
        let start = vec![format!("  {}", row.at.line), row.name.clone()];
        let became = match rows.became(row, of) {
            Became::Understood => "understood".to_owned(),
            Became::Odd(why) => format!("not understood: {why}"),
            Became::Header => "header".to_owned(),
            Became::Aside(why) => format!("aside: {why}"),
        };
        let missed: Vec<&str> =
            rows.phrases(row).into_iter().filter(|(_, is_fact)| !is_fact).map(|(kind, _)| kind).collect();
        let missed = if missed.is_empty() { String::new() } else { format!("; in words only: {}", missed.join(", ")) };
        let mut places = match &row.fate {
            Fate::Told(addresses) => addresses.as_slice(),
            _ => &[],
        }
        .iter();
        let about = about(page, index);
        // What a row states of all operations is the rule.
        let about = if about.len() < operations.len() { numbers(&about) } else { String::new() };
        let first = places.next().map(|address| format!("{about}{address}: {}", facts(rows.element(address))));
        lines.push([start, vec![became + &missed], first.into_iter().collect()].concat());
        for address in places.as_slice().iter().take(MOST_PLACES - 1) {
            lines.push(vec![String::new(), String::new(), String::new(), format!("{address}")]);
        }
        if places.len() >= MOST_PLACES {
            let more = format!("and at {} more places", places.len() + 1 - MOST_PLACES);
            lines.push(vec![String::new(), String::new(), String::new(), more]);
        }
    }
    text.push_str(&table(&lines));
    text
}

/// The operations of the page, by method and path.
fn operations(page: &Page) -> Vec<String> {
    page.contracts.iter().map(Contract::line).collect()
}

/// Which operations of the page a row states something of, by their numbers from 1.
fn about(page: &Page, row: usize) -> Vec<usize> {
    let told = |contract: &Contract| {
        // A row about a variable of one URI is none of the others'.
        let line = contract.line();
        let is_its = |address: &Address| match address {
            Address::Parameter(ParameterIn::Path, name) => line.contains(&format!("{{{name}}}")),
            _ => true,
        };
        match contract.rows.get(row) {
            Some(Row { fate: Fate::Told(addresses), .. }) => addresses.iter().any(is_its),
            _ => false,
        }
    };
    page.contracts.iter().zip(1..).filter(|(contract, _)| told(contract)).map(|(_, number)| number).collect()
}

/// `[1] [3] `.
fn numbers(operations: &[usize]) -> String {
    operations.iter().map(|number| format!("[{number}] ")).collect()
}

/// `presence required (column), type string (column)`.
fn facts(element: Option<&Element>) -> String {
    let facts = element.into_iter().flat_map(|element| element.facts.iter());
    let facts: Vec<String> =
        facts.map(|(aspect, fact)| format!("{aspect} {} ({})", fact.value, fact.basis.as_str())).collect();
    if facts.is_empty() { "no facts".to_owned() } else { facts.join(", ") }
}

fn value(label: &str, page: &Page, gaps: &[Gap]) -> Value {
    let rows = Rows::of(page);
    let shown: Vec<Value> = rows
        .iter()
        .enumerate()
        .map(|(index, (row, of))| {
            let (became, why) = match rows.became(row, of) {
                Became::Understood => ("understood", None),
                Became::Odd(why) => ("not_understood", Some(why)),
                Became::Header => ("header", None),
                Became::Aside(why) => ("aside", Some(why)),
            };
            let places: Vec<Value> = match &row.fate {
                Fate::Told(addresses) => addresses
                    .iter()
                    .map(|address| json!({"address": address, "facts": rows.element(address).map(|told| &told.facts)}))
                    .collect(),
                _ => Vec::new(),
            };
            let phrases: Vec<Value> =
                rows.phrases(row).iter().map(|(kind, is_fact)| json!({"kind": kind, "fact": is_fact})).collect();
            json!({
                "table": row.table,
                "line": row.at.line,
                "role": Rows::role(row, of),
                "name": row.name,
                "became": became,
                "because": why,
                "told": places,
                "operations": about(page, index),
                "phrases": phrases,
            })
        })
        .collect();
    let gaps: Vec<Value> =
        gaps.iter().map(|gap| json!({"line": gap.line, "rows": gap.counted, "accounted_for": gap.read})).collect();
    json!({"page": label, "operations": operations(page), "rows": shown, "ledger_gaps": gaps})
}
