//! What the workspace-level tests share.

pub mod bodies;
pub mod change;
pub mod document;
pub mod oracle;
pub mod position;
pub mod requests;
pub mod schema;
pub mod server;
pub mod synthetic;

use std::path::{Path, PathBuf};

use fidelity::{Case, Quirk};
use xtask::{Home, Workspace};

/// The folder of this workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// This workspace.
pub fn workspace() -> Workspace {
    Workspace::find(Some(root())).unwrap_or_else(|problem| panic!("{problem}"))
}

/// The services that we ship.
pub fn services() -> Vec<String> {
    workspace().services(&[]).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The services that we ship, and those of the specimen.
pub fn all_services() -> Vec<String> {
    homes(&[]).into_iter().map(|home| home.service).collect()
}

/// The workspace as seen from the root that a service lies below.
pub fn home(service: &str) -> Workspace {
    let homes = homes(&[service.to_owned()]).into_iter();
    homes.map(|home| home.workspace).next().unwrap_or_else(|| panic!("there is no service `{service}`"))
}

fn homes(only: &[String]) -> Vec<Home> {
    workspace().homes(only).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The vendor's pages, where this machine has them: they are no part of the repository.
pub fn pages() -> Option<PathBuf> {
    let pages = root().parent()?.join("shared/pages");
    if !pages.is_dir() {
        eprintln!("the vendor's pages are not here: what needs them is not shown");
        return None;
    }
    Some(pages)
}

/// A service's loaded spec.
pub fn load(workspace: &Workspace, service: &str) -> spec::Service {
    let folder = workspace.spec_folder(service);
    let loaded = spec::load(&workspace.root().join(&folder), &folder);
    loaded.service.unwrap_or_else(|| panic!("{:?}", loaded.problems))
}

/// The generated Rust of a service as it lies on disk, as labels and texts.
pub fn generated(workspace: &Workspace, service: &spec::Service) -> Vec<(String, String)> {
    let folder = workspace.generated_folder(&service.manifest.crate_name);
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(workspace.root().join(&folder)).unwrap_or_else(|err| panic!("{folder}: {err}")) {
            let entry = entry.unwrap_or_else(|err| panic!("{folder}: {err}"));
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(entry.path()).unwrap_or_else(|err| panic!("{path}: {err}"));
                files.push((path, text));
            }
        }
    }
    files.sort();
    files
}

/// The cases and quirks of a service, with the Rust that lies on disk.
pub fn cases(service: &str) -> (Vec<Case>, Vec<Quirk>) {
    let workspace = home(service);
    let service = load(&workspace, service);
    let rust = generated(&workspace, &service);
    let testimonies = xtask::testimonies(&workspace, &service, &rust).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(testimonies.unread.is_empty(), "{:?}", testimonies.unread);
    (testimonies.cases, testimonies.quirks)
}

/// A copy of `specs/` and the generated crates in a scratch folder, to be spoilt.
pub fn scratch() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap_or_else(|err| panic!("{err}"));
    let copy = |folder: &str| copy_folder(&root().join(folder), &scratch.path().join(folder));
    copy("specs");
    for service in services() {
        copy(&format!("crates/{}/src", load(&workspace(), &service).manifest.crate_name));
    }
    std::fs::write(scratch.path().join("Cargo.toml"), "[workspace]\n").unwrap_or_else(|err| panic!("{err}"));
    scratch
}

fn copy_folder(from: &Path, to: &Path) {
    let ok = std::fs::create_dir_all(to).and_then(|()| {
        for entry in std::fs::read_dir(from)? {
            let entry = entry?;
            let (from, to) = (entry.path(), to.join(entry.file_name()));
            if from.is_dir() {
                copy_folder(&from, &to);
            } else {
                std::fs::copy(from, to)?;
            }
        }
        Ok(())
    });
    ok.unwrap_or_else(|err| panic!("{}: {err}", from.display()));
}

/// The README's example compiles: its code blocks are tests of this crate.
#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;
