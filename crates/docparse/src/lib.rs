//! Reads a vendor's documentation page into contracts.
//!
//! The way of a page: its bytes are taken in (`capture`), read into a tree of blocks by the front end of its rendition
//! (`rst`, `text`, `html`, `markdown`), walked over so that every block knows which section it stands in (`walk`); tables
//! are recognised by their columns, captions and references (`tables`, `links`, `nesting`), and lowered to one [`Contract`]
//! for each METHOD line (`lower`). Reading never fails: what is not understood keeps its words, and is counted in the
//! ledger.
//!
//! This crate touches no network, knows no OpenAPI, and never asks what a spec says.

mod blocks;
mod capture;
mod chinese;
mod constraints;
mod defects;
mod examples;
pub mod facts;
mod html;
mod inline;
mod json;
mod labels;
mod links;
mod lists;
mod lower;
mod markdown;
mod nesting;
mod params;
mod pattern;
mod phrases;
mod rendition;
mod report;
mod rst;
mod sections;
mod tables;
mod tally;
mod text;
mod types;
mod uri;
mod walk;
mod words;

pub use crate::defects::{Class, across};
use contract::{Contract, Edition, Fate, Place, Problem, Row};

use crate::links::Linked;
use crate::lower::{Fates, Lowering};
use crate::rendition::Rendition;
use crate::walk::Walk;

pub use tally::{Reference, Resolution, Subject, Table};

/// Everything read from one page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// One contract for each METHOD line; empty when the page documents no operation.
    pub contracts: Vec<Contract>,
    /// The title of the page.
    pub title: Option<String>,
    /// The whole ledger: one entry for each row of each table, headers included.
    pub rows: Vec<Row>,
    /// The tables that the rows stand in: the first is that of the rows whose `table` is 1.
    pub tables: Vec<Table>,
    /// The rows that refer to the table of an object, and whether it was found.
    pub references: Vec<Reference>,
    /// What was met on the way and could not be used: a page without a URI, a ragged table, bytes that are no text.
    pub problems: Vec<Problem>,
}

/// Reads a page. `label` is how places name it; the rendition is told from the content alone.
pub fn read(bytes: &[u8], label: &str, edition: &Edition) -> Page {
    let capture = capture::capture(bytes, label);
    let lines = capture.lines();
    let mut report = report::Report::new(capture.file.clone(), capture.problems.clone());
    let rendition = Rendition::of(&lines);
    let marked = rendition != Rendition::Text;
    let of_tags = matches!(rendition, Rendition::Html | Rendition::Markdown);
    let room = bumpalo::Bump::new();
    let blocks = match rendition {
        Rendition::Rst => rst::page(&lines, &room, &mut report),
        Rendition::Text => text::blocks(&lines, &mut report),
        Rendition::Html => html::blocks(&capture.text, &room, &mut report),
        Rendition::Markdown => markdown::blocks(&lines, &room, &mut report),
    };
    let walk = Walk::over(blocks, marked);
    let endpoints = uri::endpoints(&walk, &mut report);
    let bodyless = endpoints.iter().all(|endpoint| matches!(endpoint.method.as_str(), "GET" | "HEAD"));
    let linked = links::link(&walk, bodyless && !endpoints.is_empty(), of_tags);
    let names = names(&walk, &linked);

    let mut page = Page { title: walk.title.clone(), problems: report.problems, ..Page::default() };
    let mut fates: Option<Fates> = None;
    // Pages of no operation are many, and their hash is nobody's.
    let sha256 = (!endpoints.is_empty()).then(|| capture::sha256(bytes));
    // On a page of several operations, an example is one of these.
    let mut unread: Option<Vec<u32>> = None;
    for endpoint in &endpoints {
        let mut lowering = Lowering::new(&walk, &linked, endpoint, &endpoints, edition, capture.file.clone());
        lowering.run();
        examples::read(&mut lowering);
        lowering.settle();
        defects::find(&mut lowering);
        let Lowering { mut contract, fates: of_this, unread: of_examples, .. } = lowering;
        unread = Some(match unread {
            Some(known) => known.into_iter().filter(|line| of_examples.binary_search(line).is_ok()).collect(),
            None => of_examples,
        });
        contract.source.sha256.clone_from(&sha256);
        contract.rows = rows(&walk, names.clone(), of_this.clone(), &capture.file);
        let unknown = unknown_types(&contract);
        contract.problems.extend(unknown);
        fates = Some(match fates {
            Some(known) => joined(known, of_this),
            None => of_this,
        });
        page.contracts.push(contract);
    }
    if endpoints.len() > 1 {
        // One name cannot be the name of two operations.
        for contract in &mut page.contracts {
            if let Some(operation) = contract.get_mut(&contract::Address::Operation) {
                operation.facts.remove(contract::Aspect::OperationId);
            }
        }
    }
    // A page that could not be read may well document an operation: what is wrong with it has been told.
    if endpoints.is_empty() && page.problems.is_empty() {
        let help = "an endpoint page has a section `URI` with a line such as `POST /v2/{project_id}/tasks`; \
                    if this is one, its URI is written in a way that the reader does not know";
        let at = Place::file(capture.file.clone());
        page.problems.push(Problem::error("page-without-uri", at, "the page documents no operation").help(help));
    }
    page.tables = tally::tables(&walk, &linked, lower::success(&walk, &linked), !endpoints.is_empty());
    if !endpoints.is_empty() {
        page.problems.extend(elsewhere(&walk, &linked, &capture.file));
        page.problems.extend(crowded(&linked, &capture.file));
        page.problems.extend(examples::unread(&unread.unwrap_or_default(), &capture.file));
        page.references = tally::references(&walk, &linked, &page);
    }
    let none = || walk.tables.iter().map(|found| vec![Some(aside()); found.table.rows.len()]).collect();
    page.rows = rows(&walk, names, fates.unwrap_or_else(none), &capture.file);
    page
}

fn aside() -> Fate {
    Fate::Aside("no operation on this page".into())
}

/// The ledger: every row of every table, in order.
fn rows(walk: &Walk<'_>, names: Vec<String>, fates: Fates, file: &std::sync::Arc<str>) -> Vec<Row> {
    let mut ledger = Vec::with_capacity(names.len());
    let mut names = names.into_iter();
    for ((found, fates), table) in walk.tables.iter().zip(fates).zip(1..) {
        let header = found.table.header.iter().chain(&found.table.more_headers).map(|row| (row, Fate::Header));
        let body = found.table.rows.iter().zip(fates).map(|(row, fate)| (row, fate.unwrap_or_else(aside)));
        for (row, fate) in header.chain(body) {
            let name = names.next().unwrap_or_default();
            ledger.push(Row { table, at: Place::line(file.clone(), row.line), name, fate });
        }
    }
    ledger
}

/// What every row of every table calls itself, in the order of the ledger.
fn names(walk: &Walk<'_>, linked: &Linked<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for (found, read) in walk.tables.iter().zip(&linked.tables) {
        let headers = found.table.header.iter().chain(&found.table.more_headers);
        let before = headers.clone().count();
        for (row, at) in headers.chain(&found.table.rows).zip(0..) {
            let name = row.cells.first().map(|cell| walk.inline_of(cell).text).unwrap_or_default();
            // A row that goes on with the object of the row above has its name in another column.
            let param = usize::checked_sub(at, before).and_then(|at| read.params.get(at));
            names.push(match param.filter(|_| name.trim().is_empty()) {
                Some(param) => param.name.clone(),
                None => name.into_string(),
            });
        }
    }
    names
}

/// What two operations of one page make of its rows, taken together.
fn joined(mut one: Fates, other: Fates) -> Fates {
    for (one, other) in one.iter_mut().flatten().zip(other.into_iter().flatten()) {
        match (one, other) {
            (Some(Fate::Told(known)), Some(Fate::Told(more))) => {
                let new: Vec<_> = more.into_iter().filter(|address| !known.contains(address)).collect();
                known.extend(new);
            }
            (one, Some(told @ Fate::Told(_))) => *one = Some(told),
            _ => {}
        }
    }
    one
}

/// The objects whose tables stand on another page: they are not read here.
fn elsewhere(walk: &Walk<'_>, linked: &Linked<'_>, file: &std::sync::Arc<str>) -> Vec<Problem> {
    let here: std::collections::HashSet<&str> =
        walk.tables.iter().flat_map(|found| found.labels.iter().copied()).collect();
    let mut problems = Vec::new();
    for (table, read) in linked.tables.iter().enumerate() {
        for (row, param) in read.params.iter().enumerate().filter(|(_, param)| param.is_structured()) {
            let unlinked = linked.links(table, row).is_empty() && !param.refs.is_empty();
            if let Some(name) = param.type_name().filter(|_| unlinked && !param.refs.iter().any(|to| here.contains(to)))
            {
                let message = format!("the table of the object `{name}` is on another page, which is not read here");
                problems.push(Problem::warning("object-elsewhere", Place::line(file.clone(), param.line), message));
            }
        }
    }
    problems
}

/// The rows whose descriptions say too much to be about one field.
fn crowded(linked: &Linked<'_>, file: &std::sync::Arc<str>) -> impl Iterator<Item = Problem> {
    let rows = linked.tables.iter().flat_map(|read| &read.params).filter(|param| param.crowded);
    rows.map(|param| {
        let message = format!(
            "the description of `{}` states more than {} facts; none of them is kept",
            param.name,
            constraints::MOST
        );
        Problem::warning("too-many-facts", Place::line(file.clone(), param.line), message)
            .help("split the row: no description of one field says so much")
    })
}

/// The words for types that we could not understand: facts about us, so problems and no defects.
fn unknown_types(contract: &Contract) -> Vec<Problem> {
    let unknown = |element: &contract::Element| {
        let ty = element.facts.ty().filter(|ty| !ty.is_understood())?;
        let message = format!("the type of `{}` was not understood: {ty}", element.address);
        Some(Problem::warning("unknown-type", element.at.clone(), message))
    };
    contract.elements.iter().filter_map(unknown).collect()
}
