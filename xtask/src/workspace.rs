//! Where things lie.

use std::path::{Path, PathBuf};

use contract::{Place, Problem};
use document::suggest::nearest;

use crate::io;

/// The workspace to work on.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
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
        found.map(|root| Self { root: root.to_owned() }).ok_or_else(|| {
            let place = Place::file(given.unwrap_or(&current).to_string_lossy());
            Problem::error("no-workspace", place, "there is no workspace here: a folder with `Cargo.toml` and `specs/`")
                .help("run this inside a checkout, or name one with `--root DIR`")
        })
    }

    /// Its top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The services, by the folders below `specs/`, sorted; those of `only` where it names any.
    pub fn services(&self, only: &[String]) -> Result<Vec<String>, Vec<Problem>> {
        let specs = self.root.join("specs");
        let unreadable = |err: std::io::Error| vec![io::problem("specs", "listed", &err)];
        let mut all = Vec::new();
        for entry in std::fs::read_dir(&specs).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if entry.path().is_dir() {
                all.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        all.sort();
        if all.is_empty() {
            let problem = Problem::error("no-service", Place::file("specs"), "there is no service");
            return Err(vec![problem.help("add a folder with service.toml and one <operation>.yaml per operation")]);
        }
        let unknown: Vec<Problem> = only
            .iter()
            .filter(|name| !all.contains(name))
            .map(|name| {
                let help = match nearest(name, all.iter().map(String::as_str)) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("the services are: {}", all.join(", ")),
                };
                Problem::error("unknown-service", Place::file("specs"), format!("there is no service `{name}`"))
                    .help(help)
            })
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        all.retain(|name| only.is_empty() || only.contains(name));
        Ok(all)
    }

    /// The folder of a service's specs, from the root.
    pub fn spec_folder(service: &str) -> String {
        format!("specs/{service}")
    }

    /// The folder of a client crate's generated files, from the root.
    pub fn generated_folder(crate_name: &str) -> String {
        format!("crates/{crate_name}/src/generated")
    }

    /// The folder of a service's facts files, from the root.
    pub fn documented_folder(service: &str) -> String {
        format!("specs/{service}/documented")
    }
}
