//! Reads hand-written OpenAPI files into one checked document per service.
//!
//! `specs/<service>/` holds service.toml, common.yaml, one file per operation, waiters.yaml, paginators.yaml and behaviour.yaml. [`load`] reads them,
//! puts them together into one OpenAPI 3.0.3 document, and refuses, each with a place and a way out, what a later stage would panic on,
//! misread or ignore. What comes out is a [`Service`]: the document, the way from each of its parts back to the line that
//! a person wrote ([`Origins`]), and the contract of each operation.
//!
//! This crate knows neither the vendor's pages nor Rust, and writes no files.

mod behaviour;
mod bundle;
pub mod duration;
mod lower;
mod manifest;
mod methods;
mod openapi;
mod origins;
mod preflight;
mod schema;
mod source;
mod strangers;
mod unwritten;
mod yaml;

use std::path::Path;
use std::sync::Arc;

use contract::{Contract, Place, Problem};
use document::diagnostics::Diagnostics;
use document::node::At;
use heck::ToSnakeCase;
use serde_json::Value;

use crate::bundle::Part;
use crate::source::Role;
pub use behaviour::{
    Act, Attribute, Behaviour, Change, Choice, Create, Does, Effect, ErrorCode, List, Move, Outcomes, Seeded, Show,
    Shown, Step, Thing,
};
pub use manifest::{Cloud, Endpoint, Manifest, Page, ServiceAnswer};
pub use methods::{Absent, Documented, Paginator, Style, Waiter};
pub use origins::Origins;
pub use source::{SourceFile, read_folder};

/// One service: everything that its folder says, checked.
#[derive(Clone, Debug)]
pub struct Service {
    /// The name of its folder: `drs`.
    pub name: String,
    /// What service.toml says.
    pub manifest: Manifest,
    /// The bundle: one OpenAPI 3.0.3 document whose references all stay inside. It has what the files of the operations
    /// say; see [`published`](Self::published).
    pub document: Value,
    /// Where each part of the document is written by hand.
    pub origins: Origins,
    /// The operations, in the order of the document.
    pub operations: Vec<OperationInfo>,
    /// What can be waited for, in the order of waiters.yaml.
    pub waiters: Vec<Waiter>,
    /// The operations that answer page by page, in the order of paginators.yaml.
    pub paginators: Vec<Paginator>,
    /// What exists there and how it moves, where behaviour.yaml says so. A mock plays it; no client is made of it.
    pub behaviour: Option<Behaviour>,
    /// Where words of ours are still to be written, in the order of the files: see [`contract::UNWRITTEN`].
    pub unwritten: Vec<Place>,
    contracts: Vec<Contract>,
    published: Option<Published>,
    label: String,
}

/// The operations with the answers that service.toml states of all of them.
#[derive(Clone, Debug)]
struct Published {
    document: Value,
    contracts: Vec<Contract>,
}

/// Where an operation is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationInfo {
    /// Its operationId, the vendor's name of it: `BatchDeleteJobs`.
    pub id: String,
    /// Its [`stem`]: `batch_delete_jobs`.
    pub stem: String,
    /// The method in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// Its key among the `paths` of the document: the path template, and behind it, where several operations have one method
    /// and one path, `#` and a word that tells them apart: `/v2/{lamp_id}/action#dim`. No request has that word in it.
    pub key: String,
    /// The file it is written in, as places name it.
    pub file: Arc<str>,
    /// The JSON pointer to it in the document.
    pub pointer: String,
    /// The vendor's page on the public web, from `externalDocs`.
    pub page_url: Option<String>,
}

/// What came of reading a service.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The service; `None` exactly if one of the problems is an error.
    pub service: Option<Service>,
    /// All problems of all files, sorted by place.
    pub problems: Vec<Problem>,
}

impl Service {
    /// Each operation as the spec tells it, in the order of [`operations`](Self::operations). They are what the files
    /// say: a change to [`document`](Self::document) does not show in them.
    pub fn contracts(&self) -> Vec<Contract> {
        self.contracts.clone()
    }

    /// The document as callers read it: with the [answers](Manifest::answers) that service.toml states of all operations,
    /// where an operation does not list them itself. Pages of operations say nothing of them, so neither clients are made of
    /// them nor is anything held against them.
    pub fn published(&self) -> &Value {
        self.published.as_ref().map_or(&self.document, |published| &published.document)
    }

    /// Each operation as [`published`](Self::published) has it, in the same order: what is to be answered to callers.
    pub fn published_contracts(&self) -> Vec<Contract> {
        self.published.as_ref().map_or(&self.contracts, |published| &published.contracts).clone()
    }

    /// How places name its folder, which is where people edit it: `specs/drs`.
    pub fn folder(&self) -> &str {
        &self.label
    }

    /// The text of openapi.yaml: the [published](Self::published) document below a comment that says where to change it.
    /// Readers of YAML 1.1 and of YAML 1.2 read the same document.
    pub fn openapi_yaml(&self) -> String {
        let document = to_yaml(self.published());
        format!(
            "# Generated by cargo xtask generate from {}/. Do not edit; change the source files.\n# @generated\n{document}",
            self.label
        )
    }
}

/// The text of a document in YAML: readers of YAML 1.1 and of YAML 1.2 read the same.
pub fn to_yaml(document: &Value) -> String {
    yaml::write(document).unwrap_or_else(|err| unreachable!("JSON, whose keys are texts, is YAML as it is: {err}"))
}

/// The stem of an operation: its id in snake case. Files, modules and methods are named after it.
pub fn stem(operation_id: &str) -> String {
    operation_id.to_snake_case()
}

/// Reads the service of a folder. `label` is how places name the folder: `specs/drs`.
pub fn load(dir: &Path, label: &str) -> Loaded {
    let (files, problems) = source::read_folder(dir, label);
    let mut loaded = load_files(&files, label);
    if !problems.is_empty() {
        // What could not be read might be what the other messages miss: they would only confuse.
        loaded = Loaded { service: None, problems };
    }
    loaded
}

/// Reads a service from files in memory, as [`load`] does from a folder.
pub fn load_files(files: &[SourceFile], label: &str) -> Loaded {
    let label = label.trim_end_matches('/');
    let mut diagnostics = Diagnostics::default();
    let mut manifest = None;
    let mut parts = Vec::new();
    let mut methods = methods::Files::default();
    let mut behaviour = None;
    let mut unwritten = Vec::new();
    for SourceFile { name, bytes } in files {
        let file = diagnostics.add_file(format!("{label}/{name}"));
        match source::role(name) {
            Role::Elsewhere => {}
            Role::Manifest => {
                let node = document::toml::parse(bytes, file, &mut diagnostics);
                node.iter().for_each(|node| unwritten::find(node, &mut unwritten));
                manifest = Some((file, node));
            }
            Role::Stray => stray(name, file, &mut diagnostics),
            Role::Waiters => methods.waiters = document::yaml::parse(bytes, file, &mut diagnostics),
            Role::Paginators => methods.paginators = document::yaml::parse(bytes, file, &mut diagnostics),
            Role::Behaviour => behaviour = document::yaml::parse(bytes, file, &mut diagnostics),
            role @ (Role::Common | Role::Operation) => {
                let node = document::yaml::parse(bytes, file, &mut diagnostics);
                if let Some(node) = &node {
                    openapi::check(node, &mut diagnostics);
                    unwritten::find(node, &mut unwritten);
                }
                parts.push(Part { name: name.clone(), file, common: role == Role::Common, node });
            }
        }
    }
    let (at, manifest) = match manifest {
        Some((file, node)) => {
            (At { file, line: 1, column: 1 }, node.map(|node| manifest::read(&node, name_of(label), &mut diagnostics)))
        }
        None => {
            let file = diagnostics.add_file(format!("{label}/service.toml"));
            let at = At { file, line: 0, column: 0 };
            let problem = diagnostics.error("no-manifest", at, "the service has no service.toml");
            diagnostics.push(problem.help("add one with title, version, description, crate and [endpoints]"));
            (at, None)
        }
    };
    // An operation in a file of the wrong name is told by the name of the file: that it is missing would be noise.
    let astray = files.iter().any(|file| source::role(&file.name) == Role::Stray);
    if !astray && !parts.iter().any(|part| !part.common) {
        diagnostics.push(
            Problem::error("no-operation", Place::file(label), "the service has no operation")
                .help("add one as <operation>.yaml"),
        );
    }
    let manifest = manifest.unwrap_or_else(Manifest::unknown);
    let bundles = bundle::bundle(&parts, (&manifest, at), &mut diagnostics);
    let bundle = &bundles.documented;
    if !astray {
        bundle::check_pages(&manifest, bundle, &parts, &mut diagnostics);
    }
    let mut contracts = lower::lower(bundle, diagnostics.files());
    let mut published = bundles.published.as_ref().map(|bundle| Published {
        document: bundle.document.to_json(),
        contracts: lower::lower(bundle, diagnostics.files()),
    });
    let lowered = contracts.iter().chain(published.iter().flat_map(|published| &published.contracts));
    lowered.flat_map(|contract| contract.problems.clone()).for_each(|problem| diagnostics.push(problem));
    preflight::check(&bundles, &manifest, &contracts, &mut diagnostics);
    // Where the operations themselves are wrong, what is said about them waits until they are mended: it would be noise.
    let is_sound = !diagnostics.has_errors();
    methods::check(&methods, &mut diagnostics);
    behaviour::check(behaviour.as_ref(), &mut diagnostics);
    let (methods, behaviour) = if is_sound {
        let mut reader = methods::Reader::new(bundle, &contracts, &mut diagnostics);
        let methods = methods::read(&methods, &mut reader);
        let behaviour = behaviour.map(|file| behaviour::read(&file, &methods.paginators, &mut reader));
        (methods, behaviour)
    } else {
        Default::default()
    };
    methods::tell(&methods, &bundle.operations, &mut contracts);
    if let Some(published) = &mut published {
        methods::tell(&methods, &bundle.operations, &mut published.contracts);
    }

    let service = (!diagnostics.has_errors()).then(|| Service {
        name: name_of(label).to_owned(),
        manifest,
        document: bundles.documented.document.to_json(),
        origins: Origins { files: diagnostics.files().into(), document: bundles.documented.document },
        operations: bundles.documented.operations,
        waiters: methods.waiters,
        paginators: methods.paginators,
        behaviour,
        unwritten: unwritten.into_iter().map(|at| diagnostics.place(at)).collect(),
        contracts,
        published,
        label: label.to_owned(),
    });
    Loaded { service, problems: diagnostics.into_problems() }
}

/// The name of a service, by that of its folder.
fn name_of(label: &str) -> &str {
    label.rsplit('/').next().unwrap_or(label)
}

/// A file that nobody reads may hold an operation that somebody misses.
fn stray(name: &str, file: u32, diagnostics: &mut Diagnostics) {
    let at = At { file, line: 0, column: 0 };
    let problem = diagnostics.error("stray-file", at, format!("`{name}` is not read by anything"));
    let help = match name.strip_suffix(".yml") {
        Some(stem) => format!("rename it to `{stem}.yaml`"),
        None => {
            "a service has service.toml, common.yaml, quirks.yaml, waiters.yaml, paginators.yaml, behaviour.yaml, one <operation>.yaml per operation, and documented/"
                .to_owned()
        }
    };
    diagnostics.push(problem.help(help));
}
