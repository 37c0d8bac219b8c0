//! Brings all testimonies about a service together.

use std::collections::BTreeMap;
use std::path::Path;

use contract::{Contract, Edition, Place, Problem, Severity, Witness};
use fidelity::{Case, Quirk, Report};
use heck::ToSnakeCase as _;
use spec::{Documented, Service};

use crate::{Workspace, io, quirks};

/// All testimonies about one service, ready to be judged.
#[derive(Debug)]
pub struct Testimonies {
    /// The folder name of the service.
    pub service: String,
    /// Every operation that anybody tells of.
    pub cases: Vec<Case>,
    /// What we decided about its pages.
    pub quirks: Vec<Quirk>,
    /// What could not be read in the generated Rust.
    pub unread: Vec<Problem>,
    /// Where words of ours are still to be written.
    pub unwritten: Vec<Place>,
}

impl Testimonies {
    /// Judges them.
    pub fn judge(&self) -> Report {
        let mut report = fidelity::judge(&self.service, &self.cases, &self.quirks, &self.unread);
        report.loose.extend(self.unwritten.iter().map(|at| fidelity::unwritten(&self.service, at)));
        report
    }
}

/// Loads a service's spec; warnings come beside it, errors in its place.
pub(crate) fn load(workspace: &Workspace, name: &str) -> Result<(Service, Vec<Problem>), Vec<Problem>> {
    let folder = workspace.spec_folder(name);
    let loaded = spec::load(&workspace.root().join(&folder), &folder);
    match loaded.service {
        Some(service) if !has_errors(&loaded.problems) => Ok((service, loaded.problems)),
        _ => Err(loaded.problems),
    }
}

/// Whether any problem is an error.
pub(crate) fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// Reads what pages and quirks say of a loaded service, and lays it beside its spec and the given Rust files.
///
/// # Errors
/// Facts or quirks that cannot be used, all at once.
pub fn testimonies(
    workspace: &Workspace,
    service: &Service,
    rust: &[(String, String)],
) -> Result<Testimonies, Vec<Problem>> {
    let surface = surface::read(rust);
    let mut problems = Vec::new();
    let mut cases: BTreeMap<String, Case> = BTreeMap::new();
    let mut case = |stem: &str, witness: Told| {
        let case = cases.entry(stem.to_owned()).or_insert_with(|| Case {
            service: service.name.clone(),
            operation: stem.to_owned(),
            pages: Vec::new(),
            spec: None,
            rust: None,
        });
        match witness {
            Told::Page(contract) => case.pages.push(contract),
            Told::Spec(contract) => case.spec = Some(contract),
            Told::Rust(contract) => case.rust = Some(contract),
        }
    };
    let facts = facts(workspace, &service.name, &mut problems);
    if problems.is_empty() {
        problems.extend(unlocked(service, &facts));
        problems.extend(astray(service, &facts));
    }
    for (stem, facts) in facts {
        case(&stem, Told::Page(facts));
    }
    for (operation, contract) in service.operations.iter().zip(service.contracts()) {
        case(&operation.stem, Told::Spec(contract));
    }
    for contract in surface.contracts {
        let stem = contract.operation_id().unwrap_or_default().to_snake_case();
        case(&stem, Told::Rust(contract));
    }
    let stems: Vec<&str> = cases.keys().map(String::as_str).collect();
    let quirks = quirks::read(workspace, &service.name, &stems).unwrap_or_else(|found| {
        problems.extend(found);
        Vec::new()
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let cases = cases.into_values().collect();
    let mut unwritten = service.unwritten.clone();
    unwritten.extend(quirks.iter().filter(|quirk| quirks::is_unwritten(quirk)).map(|quirk| quirk.at.clone()));
    unwritten.dedup();
    Ok(Testimonies { service: service.name.clone(), cases, quirks, unread: surface.problems, unwritten })
}

/// The pages that service.toml names, against the facts on file: they are to be the same.
fn unlocked(service: &Service, facts: &[(String, Contract)]) -> Vec<Problem> {
    let help = "lock the pages again: `cargo xtask docs lock --pages DIR`";
    let named =
        || service.manifest.pages.iter().flat_map(|(stem, editions)| editions.iter().map(move |page| (stem, page)));
    let same = |stem: &String, edition: &Edition, told: &(String, Contract)| {
        told.0 == *stem && told.1.source.witness == Witness::Page(edition.clone())
    };
    let unlocked = named().filter_map(|(stem, (edition, page))| {
        let locked = facts.iter().find(|told| same(stem, edition, told));
        if locked.is_some_and(|(_, contract)| *contract.source.file == *page.path) {
            return None;
        }
        let message = match locked {
            Some((_, contract)) => format!("the facts of `{stem}` are those of `{}`", contract.source.file),
            None => format!("no facts of this page of `{stem}` are on file"),
        };
        Some(Problem::error("unlocked-page", page.at.clone(), message).help(help))
    });
    let unnamed = facts.iter().filter(|told| !named().any(|(stem, (edition, _))| same(stem, edition, told)));
    let unnamed = unnamed.map(|(stem, contract)| {
        let manifest = Place::file(format!("{}/service.toml", service.folder()));
        let message = format!("`{stem}` has facts of a page that is not named here: `{}`", contract.source.file);
        Problem::error("unnamed-page", manifest, message).help("name the page under [pages], or lock the pages again")
    });
    unlocked.chain(unnamed).collect()
}

/// The places of pages that waiters, paginators and kinds of things name, against the facts on file: each lies on a locked
/// page.
fn astray(service: &Service, facts: &[(String, Contract)]) -> Vec<Problem> {
    let waiters = service.waiters.iter().map(|waiter| (&waiter.at, Some(&waiter.documented)));
    let paginators = service.paginators.iter().map(|paginator| (&paginator.at, paginator.documented.as_ref()));
    let things = service.behaviour.iter().flat_map(|behaviour| &behaviour.things);
    let things = things.map(|thing| (&thing.at, Some(&thing.documented)));
    let named = waiters.chain(paginators).chain(things).filter_map(|(at, documented)| match documented? {
        Documented::Page { edition, page, line } => Some((at, edition, page, *line)),
        Documented::Url(_) => None,
    });
    let astray = named.filter_map(|(at, edition, page, line)| {
        let is_it = |contract: &&Contract| {
            contract.source.witness == Witness::Page(edition.clone()) && *contract.source.file == **page
        };
        let locked = facts.iter().map(|(_, contract)| contract).filter(is_it);
        let message = match locked.map(last_line).max() {
            None => format!("`{page}` is no locked page of the edition `{edition}`"),
            Some(last) if line > u64::from(last) => {
                format!("line {line} is beyond line {last} of `{page}`, the last one that has a fact")
            }
            Some(_) => return None,
        };
        let help = "name the page and the line of the table as the facts files do, or write `documented: {url: ...}`";
        Some(Problem::error("documented", at.clone(), message).help(help))
    });
    astray.collect()
}

/// The last line of a page that anything is known of.
fn last_line(page: &Contract) -> u32 {
    let elements = page.elements.iter().flat_map(|element| {
        let facts = element.facts.iter().map(|(_, fact)| fact.at.line);
        std::iter::once(element.at.line).chain(facts)
    });
    let rows = page.rows.iter().map(|row| row.at.line);
    let examples = page.examples.iter().map(|example| example.at.line);
    elements.chain(rows).chain(examples).max().unwrap_or_default()
}

enum Told {
    Page(Contract),
    Spec(Contract),
    Rust(Contract),
}

/// The facts files of a service, by stem and edition.
fn facts(workspace: &Workspace, service: &str, problems: &mut Vec<Problem>) -> Vec<(String, Contract)> {
    let (root, folder) = (workspace.root(), workspace.documented_folder(service));
    let files = io::files_below(root, &folder).unwrap_or_else(|err| {
        problems.push(io::problem(&folder, "listed", &err));
        Vec::new()
    });
    let mut facts = Vec::new();
    for path in files {
        match read_facts(root, &folder, &path) {
            Ok(read) => facts.push(read),
            Err(found) => problems.extend(found),
        }
    }
    facts
}

fn read_facts(root: &Path, folder: &str, path: &str) -> Result<(String, Contract), Vec<Problem>> {
    let name = path[folder.len()..].trim_start_matches('/').strip_suffix(".yaml").and_then(|name| name.split_once('.'));
    let Some((stem, edition)) = name.and_then(|(stem, edition)| Some((stem, edition.parse::<Edition>().ok()?))) else {
        let message = format!("`{path}` is no name of a facts file");
        let help =
            "facts files are named OPERATION.EDITION.yaml and written by `cargo xtask docs lock`; remove anything else";
        return Err(vec![Problem::error("facts-name", Place::file(path), message).help(help)]);
    };
    let bytes = std::fs::read(root.join(path)).map_err(|err| vec![io::problem(path, "read", &err)])?;
    let contract = docparse::facts::read_named(&bytes, path, stem, &edition)?;
    Ok((stem.to_owned(), contract))
}
