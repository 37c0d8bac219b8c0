//! The clients of all drafts, to be compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use contract::{Problem, Severity};
use spec::SourceFile;

use super::super::examples;
use super::super::fresh::Fresh;
use super::super::home::Home;
use super::super::operation::document;
use super::{Tried, naming};
use crate::mode::Made;
use crate::service::has_errors;
use crate::{Mode, Workspace, io};

/// Writes crates of all drafts that went through, and a workspace around them. A service has one, and another for what
/// does not fit into one crate, such as names that clash. Says what each has.
///
/// # Errors
/// Files that cannot be read or written.
pub(super) fn write(workspace: &Workspace, tried: &[Tried], folder: &Path) -> Result<Vec<String>, Vec<Problem>> {
    let services: BTreeSet<&str> = tried.iter().map(|tried| tried.service.as_str()).collect();
    let top = std::fs::canonicalize(workspace.root()).unwrap_or_else(|_| workspace.root().to_owned());
    let top = top.to_string_lossy().into_owned();
    let mut told = Vec::new();
    let mut out = Made::default();
    out.files.insert("Cargo.toml".to_owned(), around(workspace, &top)?);
    let (mut placed, mut crates) = (0, 0);
    for service in services {
        let clean = |tried: &&Tried| tried.service == service && super::is_clean(tried);
        let mut waiting: Vec<&Tried> = tried.iter().filter(clean).collect();
        for number in 1.. {
            let name = if number == 1 { service.to_owned() } else { format!("{service}-{number}") };
            let (made, taken, rest) = match client(&name, &waiting, &top) {
                Ok(Some(made)) => made,
                Ok(None) => break,
                Err(problems) => {
                    told.extend(problems.iter().map(|problem| format!("{name}: {problem}")));
                    break;
                }
            };
            told.push(format!("{name}: {taken} operations in a crate"));
            out.files.extend(made);
            (placed, crates, waiting) = (placed + taken, crates + 1, rest);
        }
        told.extend(waiting.iter().map(|left| format!("{service}: left out: {} in {}", left.operation, left.page)));
    }
    Mode::Write.apply(folder, &out)?;
    let (noun, them) = if crates == 1 { ("crate", "it") } else { ("crates", "them") };
    told.push(format!(
        "{placed} of {} operations stand in {crates} {noun} in {}: `cargo check` there compiles {them}",
        tried.len(),
        folder.display()
    ));
    Ok(told)
}

/// The files of a crate, how many operations it has, and those that did not fit into it.
type Client<'t> = (BTreeMap<String, String>, usize, Vec<&'t Tried>);

/// A crate of as many of the drafts as can stand in one; `None` if none can.
fn client<'t>(name: &str, of: &[&'t Tried], top: &str) -> Result<Option<Client<'t>>, Vec<Problem>> {
    let Some(first) = of.first() else { return Ok(None) };
    let here = Workspace::nowhere();
    let mut home = Home::fresh(&here, name, &Fresh::new(&here, name, &first.source));
    let (files, rest) = together(&mut home, of);
    let taken = of.len() - rest.len();
    let loaded = spec::load_files(&files, &home.folder());
    let Some(service) = loaded.service.filter(|_| taken > 0) else { return Ok(None) };
    let made = codegen::client(&service)?;
    let beside = home.beside.iter().map(|(path, text)| {
        let path = path.splitn(3, '/').nth(2).unwrap_or(path);
        (format!("{name}/{path}"), text.replace("path = \"../../", &format!("path = \"{top}/")))
    });
    let generated = made.files.into_iter().map(|file| (format!("{name}/src/generated/{}", file.path), file.text));
    Ok(Some((beside.chain(generated).collect(), taken, rest)))
}

/// The Cargo.toml of the workspace around the crates: ours, of other members, with paths that lead back.
fn around(workspace: &Workspace, top: &str) -> Result<String, Vec<Problem>> {
    const MANIFEST: &str = "Cargo.toml";
    let path = workspace.root().join(MANIFEST);
    let text = std::fs::read_to_string(path).map_err(|err| vec![io::problem(MANIFEST, "read", &err)])?;
    let lines = text.lines().map(|line| match line.split_once(" = ") {
        Some(("members", _)) => "members = [\"*\"]\nexclude = [\"target\"]".to_owned(),
        _ => line.replace("path = \"", &format!("path = \"{top}/")),
    });
    Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
}

/// The files of a service of the drafts, as each is drafted when the others are there; and the drafts that it cannot have
/// beside the others.
fn together<'t>(home: &mut Home, of: &[&'t Tried]) -> (Vec<SourceFile>, Vec<&'t Tried>) {
    let mut stems = BTreeSet::new();
    let mut drafts: BTreeMap<String, (&'t Tried, SourceFile)> = BTreeMap::new();
    let mut paths = BTreeSet::new();
    let mut rest = Vec::new();
    for tried in of.iter().copied() {
        let Ok(alone) = &tried.result else { continue };
        let mut naming = naming(home, &tried.source, &stems);
        let stem = spec::stem(&naming.id);
        if !paths.insert(contract::shape(&tried.operation)) {
            naming.key = format!("{}#{stem}", naming.key);
        }
        let page = docparse::facts::without_prose(&tried.source.contract);
        let mut text = document(&page, &naming, &home.shared);
        examples::add(&mut text, &page, &alone.spec);
        let names = text["components"]["schemas"].as_object().into_iter().flatten().map(|(name, _)| name.clone());
        home.shared.taken.extend(names);
        let name = format!("{stem}.yaml");
        drafts.insert(name.clone(), (tried, SourceFile { name, bytes: spec::to_yaml(&text).into_bytes() }));
        stems.insert(stem);
    }
    let shared = home.files.clone();
    let all = |drafts: &BTreeMap<String, (&'t Tried, SourceFile)>| -> Vec<SourceFile> {
        shared.iter().chain(drafts.values().map(|(_, file)| file)).cloned().collect()
    };
    // What is wrong with one file is left out with it, and may show what is wrong with the next.
    for _ in 0..8 {
        let loaded = spec::load_files(&all(&drafts), &home.folder());
        if !has_errors(&loaded.problems) {
            break;
        }
        for problem in loaded.problems.iter().filter(|problem| problem.severity == Severity::Error) {
            let name = problem.at.file.rsplit('/').next().unwrap_or_default();
            rest.extend(drafts.remove(name).map(|(tried, _)| tried));
        }
    }
    (all(&drafts), rest)
}
