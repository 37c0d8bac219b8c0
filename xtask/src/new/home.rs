//! The service that a draft belongs to: one that is there, or a new one.

use std::collections::{BTreeMap, BTreeSet};

use contract::Problem;
use document::diagnostics::Diagnostics;
use document::node::Node;
use serde_json::Value as Json;
use spec::{Service, SourceFile};

use super::fresh;
use super::shared::Shared;
use crate::service::has_errors;
use crate::{Workspace, io};

/// A service, as it is before a draft.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    /// The workspace, seen from the root that the service lies below.
    pub(crate) workspace: Workspace,
    /// The folder name of the service.
    pub(crate) service: String,
    /// What the spec of the service is read from.
    pub(crate) files: Vec<SourceFile>,
    /// quirks.yaml, where there is one.
    pub(crate) quirks: Option<String>,
    /// What its operations share.
    pub(crate) shared: Shared,
    /// Its title, and the version of its API.
    pub(crate) title: (String, String),
    /// What is known of it, unless it is new.
    pub(crate) known: Option<Service>,
    /// The files of a new service that are not its spec, by their path from the top folder: its crate.
    pub(crate) beside: BTreeMap<String, String>,
}

impl Home {
    /// The service of a workspace that has it.
    ///
    /// # Errors
    /// Whatever keeps the service from being read: a draft is of no use in a service that is broken.
    pub(crate) fn open(workspace: &Workspace, service: &str) -> Result<Self, Vec<Problem>> {
        let folder = workspace.spec_folder(service);
        let (files, problems) = spec::read_folder(&workspace.root().join(&folder), &folder);
        if !problems.is_empty() {
            return Err(problems);
        }
        // A folder with pages and no operation yet is as good as a service.
        let loaded = spec::load_files(&files, &folder);
        let known = match loaded.service {
            Some(service) if !has_errors(&loaded.problems) => service,
            _ => return Err(loaded.problems),
        };
        let path = format!("{folder}/quirks.yaml");
        let quirks = io::read_if_there(&workspace.root().join(&path));
        let quirks = quirks.map_err(|err| vec![io::problem(&path, "read", &err)])?;
        let quirks = quirks.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(Self {
            workspace: workspace.clone(),
            service: service.to_owned(),
            shared: shared(&files, &known),
            title: (known.manifest.title.clone(), known.manifest.version.clone()),
            files,
            quirks,
            known: Some(known),
            beside: BTreeMap::new(),
        })
    }

    /// A service that is not there yet.
    pub(crate) fn fresh(workspace: &Workspace, service: &str, of: &fresh::Fresh) -> Self {
        let files = of.spec_files();
        let common = files.iter().find(|file| file.name == "common.yaml").and_then(json).unwrap_or_default();
        Self {
            workspace: workspace.clone(),
            service: service.to_owned(),
            files,
            quirks: None,
            shared: Shared { common, taken: BTreeSet::new() },
            title: (of.title.clone(), of.version.clone()),
            known: None,
            beside: of.crate_files(workspace),
        }
    }

    /// The folder of its specs, from the top folder.
    pub(crate) fn folder(&self) -> String {
        self.workspace.spec_folder(&self.service)
    }

    /// Its text of a file of the spec.
    pub(crate) fn text(&self, name: &str) -> String {
        let file = self.files.iter().find(|file| file.name == name);
        file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default()
    }

    /// What a file of it says before the draft, by its path from the top folder.
    pub(crate) fn before(&self, path: &str) -> String {
        match path.rsplit('/').next().unwrap_or(path) {
            "quirks.yaml" => self.quirks.clone().unwrap_or_default(),
            name => self.text(name),
        }
    }

    /// The tag of the operation whose page lies beside a page, or else the first that the service has.
    pub(crate) fn tag(&self, page: &str) -> Option<String> {
        let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let beside = self.known.as_ref().and_then(|known| {
            let pages = known.manifest.pages.iter();
            let mut beside = pages.filter(|(_, of)| of.values().any(|other| folder(&other.path) == folder(page)));
            let operation = beside.find_map(|(stem, _)| known.operations.iter().find(|other| other.stem == *stem))?;
            known.document.pointer(&operation.pointer)?["tags"][0].as_str().map(str::to_owned)
        });
        beside.or_else(|| self.shared.common["tags"][0]["name"].as_str().map(str::to_owned))
    }
}

fn json(file: &SourceFile) -> Option<Json> {
    let mut diagnostics = Diagnostics::default();
    let index = diagnostics.add_file(file.name.clone());
    document::yaml::parse(&file.bytes, index, &mut diagnostics).as_ref().map(Node::to_json)
}

fn shared(files: &[SourceFile], known: &Service) -> Shared {
    let mut shared = Shared::default();
    let names = |document: &Json| -> Vec<String> {
        let schemas = document["components"]["schemas"].as_object();
        schemas.into_iter().flatten().map(|(name, _)| name.clone()).collect()
    };
    shared.taken.extend(names(&known.document));
    for file in files.iter().filter(|file| file.name.ends_with(".yaml")) {
        let Some(document) = json(file) else { continue };
        shared.taken.extend(names(&document));
        if file.name == "common.yaml" {
            shared.common = document;
        }
    }
    shared
}
