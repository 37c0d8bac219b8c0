//! Drafts: from a page to a spec that a person goes on with.

mod beside;
mod decisions;
mod draft;
mod examples;
mod fresh;
mod home;
mod name;
mod operation;
mod page;
mod part;
mod path;
mod rules;
mod schemas;
mod shared;
mod survey;

use contract::{Edition, Place, Problem};
use fidelity::Finding;

use crate::cli::NewOperation;
use crate::mode::Made;
use crate::{Exit, Mode, Workspace, io};
use draft::Draft;
use fresh::Fresh;
use home::Home;
use operation::Naming;
use page::Source;
pub(crate) use survey::survey;

/// Drafts an operation from its page, and writes all of it or nothing.
pub(crate) fn operation(workspace: &Workspace, wanted: &NewOperation) -> Exit {
    let (home, draft) = match made(workspace, wanted) {
        Ok(made) => made,
        Err(problems) => return Mode::Write.report(&problems, Some(workspace.root())),
    };
    if !draft.left.is_empty() {
        return refuse(&draft.left);
    }
    match write(&home, &draft) {
        Ok(made) => tell(&home, &draft, &made),
        Err(problems) => Mode::Write.report(&problems, Some(workspace.root())),
    }
}

/// The draft, and the service that it belongs to.
fn made(workspace: &Workspace, wanted: &NewOperation) -> Result<(Home, Draft), Vec<Problem>> {
    let roots = workspace.roots()?;
    let source = source(wanted, &roots)?;
    let home = home(workspace, &roots, wanted, &source)?;
    let naming = naming(&home, &source, wanted)?;
    let draft = draft::draft(&home, &source, &naming)?;
    Ok((home, draft))
}

/// Reads the page, and chooses its operation.
fn source(wanted: &NewOperation, roots: &[Workspace]) -> Result<Source, Vec<Problem>> {
    let label = wanted.page.to_string_lossy();
    let bytes = io::read(&wanted.page).map_err(|err| vec![io::problem(&label, "read", &err)])?;
    let edition: Edition = page::edition(&wanted.page, wanted.edition.clone());
    // A root that brings its pages along names them from there on.
    let own = roots.iter().filter_map(|root| Some(root.root().join(root.pages_folder()?)));
    let canonical = |path: &std::path::Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut own = own.filter(|pages| canonical(&wanted.page).starts_with(canonical(pages)));
    let pages = wanted.pages.clone().or_else(|| own.next());
    let path = page::below(&wanted.page, pages.as_deref(), &edition).map_err(|problem| vec![problem])?;
    let mut read = docparse::read(&bytes, &path, &edition);
    for problem in &mut read.problems {
        problem.at.file = label.as_ref().into();
    }
    let title = read.title.clone();
    let contract = page::choose(read, &label, wanted.operation.as_deref())?;
    Ok(Source { contract, title, edition, path })
}

/// The service that is meant: the named one, or the one that has pages beside the page, or a new one.
fn home(
    workspace: &Workspace,
    roots: &[Workspace],
    wanted: &NewOperation,
    source: &Source,
) -> Result<Home, Vec<Problem>> {
    let homes = workspace.homes(&[])?;
    let has_page_beside = |pages: &spec::Manifest| {
        let mut pages = pages.pages.values().flatten();
        pages.any(|(edition, page)| page::service_folder(&page.path, edition) == source.service_folder())
    };
    let named = |name: &str| homes.iter().find(|home| home.service == *name);
    let name = wanted.service.clone().unwrap_or_else(|| name::service(source.service_folder().unwrap_or("service")));
    let found = match &wanted.service {
        Some(name) => named(name),
        None => homes
            .iter()
            .find(|home| {
                let service = crate::service::load(&home.workspace, &home.service);
                service.is_ok_and(|(service, _)| has_page_beside(&service.manifest))
            })
            .or_else(|| named(&name)),
    };
    if let Some(found) = found {
        return Home::open(&found.workspace, &found.service);
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(fits) {
        let problem = Problem::error("service-name", Place::file("specs"), format!("`{name}` is no name of a service"));
        return Err(vec![problem.help("use lower-case letters, digits and `-`, as in `--service drs`")]);
    }
    let into = wanted.into.as_ref().map_or_else(|| ".".to_owned(), |into| into.to_string_lossy().into_owned());
    let into = into.trim_start_matches("./").trim_end_matches('/');
    let root = roots.iter().find(|root| root.place() == into || (root.is_top() && into.is_empty()));
    let root = root.ok_or_else(|| {
        let listed: Vec<&str> = roots.iter().map(Workspace::place).collect();
        let message = format!("`{into}` is no root of this workspace");
        let problem = Problem::error("no-workspace", Place::file("Cargo.toml"), message);
        vec![problem.help(format!("the roots are: {}", listed.join(", ")))]
    })?;
    Ok(Home::fresh(root, &name, &Fresh::new(root, &name, source)))
}

/// What the draft is called.
fn naming(home: &Home, source: &Source, wanted: &NewOperation) -> Result<Naming, Vec<Problem>> {
    let id = match &wanted.stem {
        Some(stem) => {
            let id = schemas::type_name(stem);
            if spec::stem(&id) != *stem {
                let at = Place::file("--stem");
                let problem = Problem::error("operation-name", at, format!("`{stem}` is no stem of an operation"));
                return Err(vec![problem.help(format!("write the name in snake_case, as in `{}`", spec::stem(&id)))]);
            }
            id
        }
        None => source.operation_id(),
    };
    let key = beside::key(home, source, &spec::stem(&id), wanted.apart.as_deref()).map_err(|problem| vec![problem])?;
    Ok(Naming { id, key, service: home.title.clone(), url: source.url(), tag: home.tag(&source.path) })
}

/// Writes the draft: every file or none, and none over another.
fn write(home: &Home, draft: &Draft) -> Result<Made, Vec<Problem>> {
    let root = home.workspace.root();
    let mut problems = Vec::new();
    for (path, text) in &draft.new {
        match io::read_if_there(&root.join(path)) {
            // The page may be locked already: its facts are the same.
            Ok(Some(bytes)) if bytes != text.as_bytes() => {
                let problem = Problem::error("file-exists", Place::file(path.as_str()), "the file is there already");
                problems.push(problem.help("a draft goes over nothing: remove the file, or name another `--stem`"));
            }
            Ok(_) => {}
            Err(err) => problems.push(io::problem(path, "read", &err)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let (generated, folder) = &draft.generated;
    let files = draft.new.iter().chain(&draft.grown).chain(generated);
    let files = files.map(|(path, text)| (path.clone(), text.clone())).collect();
    let made = Made { files, owned: vec![folder.clone()] };
    let changes = Mode::Write.apply(root, &made)?;
    Mode::Write.tell(&changes, made.files.len(), "files of the draft", "");
    Ok(made)
}

/// Says what is found in a draft that no person could mend by writing words: what would be written is not what the page
/// states, so it is not.
fn refuse(left: &[Finding]) -> Exit {
    for finding in left {
        anstream::println!("{}", fidelity::display::finding(finding));
    }
    let noun = if left.len() == 1 { "finding" } else { "findings" };
    anstream::eprintln!("{} {noun} in the draft; nothing was written", left.len());
    Exit::Findings
}

/// Says what there is to be done.
fn tell(home: &Home, draft: &Draft, made: &Made) -> Exit {
    let is_ours = |path: &String| !draft.generated.0.contains_key(path);
    let ours = made.files.iter().filter(|(path, _)| is_ours(path));
    let count = |text: &str| text.matches(contract::UNWRITTEN).count();
    let before = draft.grown.keys().map(|path| count(&home.before(path))).sum::<usize>();
    let words = ours.map(|(_, text)| count(text)).sum::<usize>().saturating_sub(before);
    anstream::println!(
        "\n`{}` of `{}` is drafted, and its client generated. What is left to do:",
        draft.stem,
        home.service
    );
    anstream::println!("- write our words: `{}` stands in {words} places", contract::UNWRITTEN);
    if draft.quirks > 0 {
        anstream::println!(
            "- look at the quirks: {} drafted, {} of them to be decided, because the page contradicts itself or says what no spec can",
            draft.quirks,
            draft.undecided
        );
    }
    if home.known.is_none() {
        anstream::println!(
            "- hold the endpoints in service.toml against the vendor's list, and name the new crate where CONTRIBUTING.md says"
        );
    }
    anstream::println!("- run `cargo xtask generate`: it finds each word that is missing, and whatever is changed");
    Exit::Ok
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_with_an_open_finding_ends_with_findings() {
        let finding = fidelity::unwritten("lamps", &Place::file("specs/lamps/dim_lamps.yaml"));
        assert_eq!(refuse(&[finding]), Exit::Findings);
    }
}
