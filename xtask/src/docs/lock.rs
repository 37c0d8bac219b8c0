//! The facts of the pages that services name, written into facts files.

use std::path::{Path, PathBuf};

use contract::{Contract, Edition, Place, Problem};
use docparse::facts;
use spec::Service;

use crate::mode::Made;
use crate::{Exit, Home, Mode, Workspace, io, service};

/// Writes the facts of every page that a service names. A root that brings its pages along is locked by those; the
/// pages of the top folder are the vendor's, and lie where `pages` says.
pub(crate) fn lock(workspace: &Workspace, pages: Option<&Path>, mode: Mode) -> Exit {
    if let Some((pages, err)) = pages.and_then(|pages| Some((pages, std::fs::read_dir(pages).err()?))) {
        let problem = io::problem(&pages.to_string_lossy(), "listed", &err);
        return mode.report(&[problem.help("name the folder that holds the pages with `--pages`")], None);
    }
    let homes = match workspace.homes(&[]) {
        Ok(homes) => homes,
        Err(problems) => return mode.report(&problems, Some(workspace.root())),
    };
    let mut problems = Vec::new();
    let mut made = Made::default();
    for Home { workspace, service: name } in &homes {
        let Some(pages) = pages_of(workspace, pages) else { continue };
        match service::load(workspace, name) {
            Ok((service, _)) => {
                let folder = workspace.documented_folder(name);
                lock_service(&service, &pages, &folder, &mut made, &mut problems);
                made.owned.push(folder);
            }
            Err(found) => problems.extend(found),
        }
    }
    if made.owned.is_empty() && problems.is_empty() {
        let problem =
            Problem::error("no-pages", Place::file("pages"), "no root of this workspace has pages of its own");
        problems.push(problem.help("name the folder that holds the pages with `--pages DIR`"));
    }
    let said = mode.report(&problems, Some(workspace.root()));
    if said != Exit::Ok {
        return said;
    }
    match mode.apply(workspace.root(), &made) {
        Ok(changes) => {
            let command = if pages.is_some() { "cargo xtask docs lock --pages DIR" } else { "cargo xtask docs lock" };
            mode.tell(&changes, made.files.len(), "facts files", command)
        }
        Err(problems) => mode.report(&problems, None),
    }
}

/// The pages that a root is locked by: its own, or the given ones. Of the top folder the given ones come first.
fn pages_of(workspace: &Workspace, given: Option<&Path>) -> Option<Pages> {
    let own = workspace.pages_folder().map(|label| Pages { folder: workspace.root().join(&label), label });
    let given = given.map(|pages| Pages { folder: pages.to_owned(), label: pages.to_string_lossy().into_owned() });
    if workspace.is_top() { given.or(own) } else { own.or(given) }
}

/// A folder of pages, and how problems name it.
struct Pages {
    folder: PathBuf,
    label: String,
}

fn lock_service(service: &Service, pages: &Pages, folder: &str, made: &mut Made, problems: &mut Vec<Problem>) {
    for (stem, editions) in &service.manifest.pages {
        for (edition, page) in editions {
            match lock_page(service, pages, stem, edition, page) {
                Ok(text) => {
                    let path = format!("{folder}/{stem}.{edition}.yaml");
                    made.files.insert(path, text);
                }
                Err(found) => problems.extend(found),
            }
        }
    }
}

fn lock_page(
    service: &Service,
    pages: &Pages,
    stem: &str,
    edition: &Edition,
    page: &spec::Page,
) -> Result<String, Vec<Problem>> {
    let path = page.path.as_str();
    let file = pages.folder.join(path);
    let label = Path::new(&pages.label).join(path);
    let label = label.to_string_lossy();
    let bytes = io::read_if_there(&file).map_err(|err| vec![io::problem(&label, "read", &err)])?.ok_or_else(|| {
        let message = format!("`{path}`, the {edition} page of `{stem}`, is not below the pages folder");
        vec![
            Problem::error("page-missing", page.at.clone(), message)
                .help("correct the path here, or the folder given with `--pages`"),
        ]
    })?;
    let read = docparse::read(&bytes, path, edition);
    if service::has_errors(&read.problems) {
        // The facts name a page from the pages folder on; who has to mend it needs all of its path.
        let at = |at: Place| Place { file: label.as_ref().into(), ..at };
        return Err(read
            .problems
            .into_iter()
            .map(|problem| Problem { at: at(problem.at.clone()), ..problem })
            .collect());
    }
    let contract = choose(service, stem, &read.contracts).ok_or_else(|| {
        let message = format!("`{path}` documents no operation that could be `{stem}`");
        vec![Problem::error("page-operation", page.at.clone(), message).help("name the page of this operation here")]
    })?;
    Ok(facts::write(contract, stem, path))
}

/// The operation of a page that a spec is about: the only one, or the one of the same method and path, whatever the
/// variables of the path are called.
fn choose<'p>(service: &Service, stem: &str, contracts: &'p [Contract]) -> Option<&'p Contract> {
    if let [only] = contracts {
        return Some(only);
    }
    let operation = service.operations.iter().find(|operation| operation.stem == stem)?;
    let line = format!("{} {}", operation.method, operation.path);
    let is_like = |contract: &&Contract| contract::shape(&contract.line()) == contract::shape(&line);
    contracts.iter().find(|contract| contract.line() == line).or_else(|| contracts.iter().find(is_like))
}
