//! How many pages become a draft that goes through without an edit: what drafting is measured by.

mod clients;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use contract::{Aspect, Problem, Severity, Witness};
use serde_json::{Value as Json, json};

use super::draft::{self, Draft};
use super::fresh::Fresh;
use super::home::Home;
use super::name;
use super::operation::Naming;
use super::page::{self, Source};
use crate::cli::ReadFormat;
use crate::docs::library::{self, PageFile};
use crate::service::has_errors;
use crate::{Exit, Workspace, render};

/// What became of the draft of an operation.
struct Tried {
    service: String,
    page: String,
    operation: String,
    source: Source,
    result: Result<Draft, Vec<Problem>>,
}

/// Drafts every operation of every page below the folders, each as the first of a service of its own, and tells how many
/// drafts went through, and why the others did not.
pub(crate) fn survey(workspace: &Workspace, folders: &[PathBuf], crates: Option<&Path>, format: ReadFormat) -> Exit {
    let pages = match library::find(folders) {
        Ok(pages) => pages,
        Err(problems) => return render::report(&problems, None),
    };
    let (tried, mut problems) = library::read(&pages, |file, _, page| try_page(file, page));
    let tried: Vec<Tried> = tried.into_iter().flatten().collect();
    let clients = crates.map(|folder| clients::write(workspace, &tried, folder)).transpose();
    let clients = clients.unwrap_or_else(|found| {
        problems.extend(found);
        None
    });
    match format {
        ReadFormat::Table => {
            print(&tried);
            clients.iter().flatten().for_each(|line| anstream::println!("{line}"));
        }
        ReadFormat::Json => anstream::println!("{:#}", summary(&tried, clients.as_deref())),
    }
    render::report(&problems, None)
}

fn try_page(file: &PageFile, page: docparse::Page) -> Vec<Tried> {
    let docparse::Page { title, contracts, problems, .. } = page;
    let edition = page::edition(&file.path, None);
    let path = page::below(&file.path, None, &edition).unwrap_or_else(|_| file.label());
    contracts
        .into_iter()
        .map(|mut contract| {
            let operation = contract.line();
            // No folder may have told of the edition when the page was read.
            contract.source.witness = Witness::Page(edition.clone());
            let source = Source { contract, title: title.clone(), edition: edition.clone(), path: path.clone() };
            let service = name::service(&file.service);
            let home =
                Home::fresh(&Workspace::nowhere(), &service, &Fresh::new(&Workspace::nowhere(), &service, &source));
            let mut result = if has_errors(&problems) {
                Err(problems.clone())
            } else {
                draft::draft(&home, &source, &naming(&home, &source, &BTreeSet::new()))
            };
            if let Ok(draft) = &mut result {
                // Of a thousand drafts, the Rust is too much to be kept.
                draft.generated = Default::default();
            }
            Tried { service, page: file.label(), operation, source, result }
        })
        .collect()
}

/// The name of an operation, another one than those that are taken.
fn naming(home: &Home, source: &Source, taken: &BTreeSet<String>) -> Naming {
    let (first, path) = (source.operation_id(), source.told(Aspect::Path));
    let others = (2..).map(|number| format!("{first}No{number}"));
    let id = std::iter::once(first.clone()).chain(others).find(|id| !taken.contains(&spec::stem(id)));
    let id = id.unwrap_or(first);
    Naming { id, key: path.to_owned(), service: home.title.clone(), url: source.url(), tag: home.tag(&source.path) }
}

/// Whether nothing is found in a draft but words that are missing.
fn is_clean(tried: &Tried) -> bool {
    tried.result.as_ref().is_ok_and(|draft| draft.left.is_empty())
}

/// Why a draft did not go through, in a word.
fn reasons(tried: &Tried) -> BTreeSet<String> {
    match &tried.result {
        Ok(draft) => draft.left.iter().map(|finding| format!("finding {}", finding.rule)).collect(),
        Err(problems) => {
            let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
            errors.map(|problem| format!("error {}", problem.code)).collect()
        }
    }
}

fn print(tried: &[Tried]) {
    let mut rows = vec![
        ["service", "operations", "went through", "share", "with quirks", "some to decide"].map(str::to_owned).to_vec(),
    ];
    let services: BTreeSet<&str> = tried.iter().map(|tried| tried.service.as_str()).collect();
    let row = |label: &str, of: &[&Tried]| {
        let through = of.iter().filter(|tried| is_clean(tried)).count();
        let quirks = of.iter().filter(|tried| tried.result.as_ref().is_ok_and(|draft| draft.quirks > 0)).count();
        let undecided = of.iter().filter(|tried| tried.result.as_ref().is_ok_and(|draft| draft.undecided > 0)).count();
        let share = 100.0 * through as f64 / of.len().max(1) as f64;
        vec![
            label.to_owned(),
            of.len().to_string(),
            through.to_string(),
            format!("{share:.1} %"),
            quirks.to_string(),
            undecided.to_string(),
        ]
    };
    for service in services {
        rows.push(row(service, &tried.iter().filter(|tried| tried.service == service).collect::<Vec<_>>()));
    }
    rows.push(row("all", &tried.iter().collect::<Vec<_>>()));
    anstream::print!("{}", contract::table(&rows));
    let decided = by_decision(tried);
    if !decided.is_empty() {
        anstream::println!("\nwhat quirks are drafted for, by rule:");
    }
    for (rule, (count, example)) in decided {
        anstream::println!("{count:>5}  {rule}, as in: {example}");
    }
    let why = by_reason(tried);
    if !why.is_empty() {
        anstream::println!("\nwhat keeps the others:");
    }
    for (reason, of) in why {
        anstream::println!("{:>5}  {reason}", of.len());
        for tried in of.iter().take(3) {
            anstream::println!("       {} in {}: {}", tried.operation, tried.page, first_message(tried));
        }
    }
}

fn first_message(tried: &Tried) -> String {
    match &tried.result {
        Ok(draft) => draft.left.first().map(|finding| finding.message.clone()).unwrap_or_default(),
        Err(problems) => problems
            .iter()
            .find(|problem| problem.severity == Severity::Error)
            .map(|problem| problem.message.clone())
            .unwrap_or_default(),
    }
}

/// How many operations have a quirk about each rule, the most frequent first, and what one is about.
fn by_decision(tried: &[Tried]) -> Vec<(&str, (usize, String))> {
    let mut counts: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    for (tried, draft) in tried.iter().filter_map(|tried| Some((tried, tried.result.as_ref().ok()?))) {
        let first: BTreeMap<&str, &str> =
            draft.decided.iter().rev().map(|(rule, message)| (rule.as_str(), message.as_str())).collect();
        for (rule, message) in first {
            counts.entry(rule).or_insert_with(|| (0, format!("{message} ({})", tried.page))).0 += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    counts
}

/// The operations whose drafts did not go through, by reason, the most frequent first.
fn by_reason(tried: &[Tried]) -> Vec<(String, Vec<&Tried>)> {
    let mut why: BTreeMap<String, Vec<&Tried>> = BTreeMap::new();
    for tried in tried.iter().filter(|tried| !is_clean(tried)) {
        reasons(tried).into_iter().for_each(|reason| why.entry(reason).or_default().push(tried));
    }
    let mut why: Vec<_> = why.into_iter().collect();
    why.sort_by_key(|(_, of)| std::cmp::Reverse(of.len()));
    why
}

/// All of it for programs; `crates` is there where crates were written, a line for each and one for all.
fn summary(tried: &[Tried], crates: Option<&[String]>) -> Json {
    let through = tried.iter().filter(|tried| is_clean(tried)).count();
    let why: serde_json::Map<String, Json> = by_reason(tried)
        .into_iter()
        .map(|(reason, of)| {
            let pages = of.iter().map(
                |tried| json!({"operation": tried.operation, "page": tried.page, "message": first_message(tried)}),
            );
            (reason, pages.collect())
        })
        .collect();
    let mut summary = json!({"operations": tried.len(), "went_through": through, "reasons": why});
    if let Some(crates) = crates {
        summary["crates"] = json!(crates);
    }
    summary
}
