//! Where things lie.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use contract::{Place, Problem};
use document::suggest::nearest;

use crate::{io, roots};

/// The workspace to work on, seen from one of its roots: a folder that holds `specs/` and `crates/`.
///
/// Its own top folder is one, and the only one unless Cargo.toml lists others. Paths are told from the top folder,
/// whichever root they lie below.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Workspace {
    root: PathBuf,
    /// What the paths of this root begin with: nothing, or `tests/specimen/`.
    prefix: String,
}

/// A service, and the root that it lies below.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    /// The workspace, seen from that root.
    pub workspace: Workspace,
    /// The folder name of the service.
    pub service: String,
}

impl Workspace {
    /// The given folder, or the nearest one around the current folder that holds `specs/` and `Cargo.toml`.
    pub fn find(given: Option<&Path>) -> Result<Self, Problem> {
        let is_root = |folder: &Path| folder.join("specs").is_dir() && folder.join("Cargo.toml").is_file();
        let current = std::env::current_dir().unwrap_or_default();
        let found = match given {
            Some(given) => Some(given).filter(|folder| is_root(folder)),
            None => current.ancestors().find(|folder| is_root(folder)),
        };
        found.map(|root| Self { root: root.to_owned(), prefix: String::new() }).ok_or_else(|| {
            let place = Place::file(given.unwrap_or(&current).to_string_lossy());
            Problem::error("no-workspace", place, "there is no workspace here: a folder with `Cargo.toml` and `specs/`")
                .help("run this inside a checkout, or name one with `--root DIR`")
        })
    }

    /// Its top folder: paths are told from there.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The workspace seen from each of its roots, in the order in which Cargo.toml lists them.
    ///
    /// # Errors
    /// A list that cannot be read, or names what is no root.
    pub fn roots(&self) -> Result<Vec<Self>, Vec<Problem>> {
        let prefixes = roots::read(&self.root)?;
        Ok(prefixes.into_iter().map(|prefix| Self { root: self.root.clone(), prefix }).collect())
    }

    /// The services of every root, by root and name; those of `only` where it names any.
    ///
    /// # Errors
    /// Folders that cannot be listed, names that no service has, and a name that two services have.
    pub fn homes(&self, only: &[String]) -> Result<Vec<Home>, Vec<Problem>> {
        let mut homes: Vec<Home> = Vec::new();
        for workspace in self.roots()? {
            let home = |service| Home { workspace: workspace.clone(), service };
            homes.extend(workspace.folders()?.into_iter().map(home));
        }
        let mut seen: BTreeMap<&str, &Home> = BTreeMap::new();
        for home in &homes {
            if let Some(other) = seen.insert(&home.service, home) {
                let message = format!("there are two services `{}`", home.service);
                let problem = Problem::error("duplicate-service", Place::file(home.specs()), message);
                let problem = problem.related(Place::file(other.specs()), "the other one");
                return Err(vec![problem.help("rename one of the folders: `--service` names a service alone")]);
            }
        }
        let names: Vec<String> = homes.iter().map(|home| home.service.clone()).collect();
        chosen(&names, only)?;
        homes.retain(|home| only.is_empty() || only.contains(&home.service));
        Ok(homes)
    }

    /// The services of this root, by the folders below `specs/`, sorted; those of `only` where it names any.
    pub fn services(&self, only: &[String]) -> Result<Vec<String>, Vec<Problem>> {
        let mut names = self.folders()?;
        chosen(&names, only)?;
        names.retain(|name| only.is_empty() || only.contains(name));
        Ok(names)
    }

    fn folders(&self) -> Result<Vec<String>, Vec<Problem>> {
        let specs = self.below("specs");
        let unreadable = |err: std::io::Error| vec![io::problem(&specs, "listed", &err)];
        let mut names = Vec::new();
        for entry in std::fs::read_dir(self.root.join(&specs)).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if entry.path().is_dir() {
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        names.sort();
        if names.is_empty() {
            let problem = Problem::error("no-service", Place::file(specs), "there is no service");
            return Err(vec![problem.help("add a folder with service.toml and one <operation>.yaml per operation")]);
        }
        Ok(names)
    }

    /// The folder of a service's specs, from the top folder.
    pub fn spec_folder(&self, service: &str) -> String {
        self.below(&format!("specs/{service}"))
    }

    /// The folder of a client crate's generated files, from the top folder.
    pub fn generated_folder(&self, crate_name: &str) -> String {
        self.below(&format!("crates/{crate_name}/src/generated"))
    }

    /// The folder of a client crate, from the top folder.
    pub(crate) fn crate_folder(&self, crate_name: &str) -> String {
        self.below(&format!("crates/{crate_name}"))
    }

    /// What the names of client crates of this root begin with: `huaweicloud`, or the name of the root's folder.
    pub(crate) fn crate_prefix(&self) -> &str {
        let folder = self.prefix.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        if folder.is_empty() { "huaweicloud" } else { folder }
    }

    /// Where this root lies below the top folder: `.` for the top folder itself.
    pub(crate) fn place(&self) -> &str {
        if self.is_top() { "." } else { self.prefix.trim_end_matches('/') }
    }

    /// A workspace that is nowhere: for what is made in memory alone.
    pub(crate) fn nowhere() -> Self {
        Self { root: PathBuf::new(), prefix: String::new() }
    }

    /// The folder of a service's facts files, from the top folder.
    pub fn documented_folder(&self, service: &str) -> String {
        self.below(&format!("specs/{service}/documented"))
    }

    /// The folder of the pages that this root brings along, from the top folder; `None` if it brings none.
    pub fn pages_folder(&self) -> Option<String> {
        Some(self.below("pages")).filter(|pages| self.root.join(pages).is_dir())
    }

    /// Whether it is seen from its top folder.
    pub(crate) fn is_top(&self) -> bool {
        self.prefix.is_empty()
    }

    fn below(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }
}

impl Home {
    /// The folder of its specs, from the top folder.
    fn specs(&self) -> String {
        self.workspace.spec_folder(&self.service)
    }
}

/// Tells of each name that no service has.
fn chosen(all: &[String], only: &[String]) -> Result<(), Vec<Problem>> {
    let unknown: Vec<Problem> = only
        .iter()
        .filter(|name| !all.contains(name))
        .map(|name| {
            let help = match nearest(name, all.iter().map(String::as_str)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the services are: {}", all.join(", ")),
            };
            Problem::error("unknown-service", Place::file("specs"), format!("there is no service `{name}`")).help(help)
        })
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(unknown) }
}
