//! One page: every row of every table, and what became of it.

use std::path::{Path, PathBuf};

use contract::{Element, Fate, Place, Problem, table};
use docparse::Page;
use serde_json::{Value, json};

use super::counts::basis;
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
    let mut lines = Vec::new();
    let mut last = 0;
    for (row, of) in rows.iter() {
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
        let first = places.next().map(|address| format!("{address}: {}", facts(rows.element(address))));
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

/// `presence required (column), type string (column)`.
fn facts(element: Option<&Element>) -> String {
    let facts = element.into_iter().flat_map(|element| element.facts.iter());
    let facts: Vec<String> =
        facts.map(|(aspect, fact)| format!("{aspect} {} ({})", fact.value, basis(fact.basis))).collect();
    if facts.is_empty() { "no facts".to_owned() } else { facts.join(", ") }
}

fn value(label: &str, page: &Page, gaps: &[Gap]) -> Value {
    let rows = Rows::of(page);
    let shown: Vec<Value> = rows
        .iter()
        .map(|(row, of)| {
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
                "phrases": phrases,
            })
        })
        .collect();
    let gaps: Vec<Value> =
        gaps.iter().map(|gap| json!({"line": gap.line, "rows": gap.counted, "accounted_for": gap.read})).collect();
    json!({"page": label, "rows": shown, "ledger_gaps": gaps})
}
