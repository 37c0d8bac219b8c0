//! Finding and reading the specs.

use std::path::{Path, PathBuf};

use spec::{Cloud, Service};

use super::StartError;

/// The folder with specs: the given one; or the nearest `specs` around the package that cargo runs, or else around the
/// current folder.
pub(super) fn folder(given: Option<&Path>) -> Result<Folder, StartError> {
    if let Some(given) = given {
        return Ok(Folder { path: given.to_owned(), label: given.display().to_string() });
    }
    let current = std::env::current_dir().unwrap_or_default();
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let around = package.iter().flat_map(|package| package.ancestors()).chain(current.ancestors());
    let found = around.map(|folder| folder.join("specs")).find(|folder| folder.is_dir());
    match found {
        Some(path) => Ok(Folder { path, label: "specs".to_owned() }),
        None => Err(StartError::NoSpecs { folder: current.join("specs"), source: None }),
    }
}

/// A folder with one folder per service.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// How places name it.
    label: String,
}

impl Folder {
    /// The services that are asked for; or those that the cloud has, if none is.
    pub(super) fn services(&self, names: &[String], cloud: Cloud) -> Result<Vec<Service>, StartError> {
        let known = self.names()?;
        if names.is_empty() {
            let all = known.iter().map(|name| self.load(name)).collect::<Result<Vec<_>, _>>()?;
            return Ok(all.into_iter().filter(|service| service.manifest.endpoints.contains_key(&cloud)).collect());
        }
        let mut services: Vec<Service> = Vec::new();
        for name in names {
            if !known.contains(name) {
                return Err(StartError::UnknownService { name: name.clone(), known });
            }
            if services.iter().any(|service| service.name == *name) {
                return Err(StartError::Twice { name: name.clone() });
            }
            let service = self.load(name)?;
            if !service.manifest.endpoints.contains_key(&cloud) {
                let offered = service.manifest.endpoints.keys().copied().collect();
                let title = format!("{} ({name})", service.manifest.title);
                return Err(StartError::NotOffered { title, cloud, offered });
            }
            services.push(service);
        }
        Ok(services)
    }

    /// The names of the services that there are.
    pub(super) fn names(&self) -> Result<Vec<String>, StartError> {
        let none = |source| StartError::NoSpecs { folder: self.path.clone(), source };
        let entries = std::fs::read_dir(&self.path).map_err(|err| none(Some(err)))?;
        let mut names: Vec<String> = entries
            .filter_map(Result::ok)
            .filter(|entry| entry.path().join("service.toml").is_file())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort_unstable();
        if names.is_empty() { Err(none(None)) } else { Ok(names) }
    }

    fn load(&self, name: &str) -> Result<Service, StartError> {
        let label = format!("{}/{name}", self.label.trim_end_matches('/'));
        let loaded = spec::load(&self.path.join(name), &label);
        loaded.service.ok_or_else(|| StartError::BrokenSpecs { service: name.to_owned(), problems: loaded.problems })
    }
}
