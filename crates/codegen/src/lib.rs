//! Turns a service's OpenAPI document into the source of a client crate.
//!
//! progenitor does the main work and has two sides to guard. It takes documents that it then silently gets wrong, so
//! everything inline is given a name first (`lift`), what is only a name is resolved (`alias`), and it sees only what it
//! should (`view`). And it writes one long file of closed types that know no documented fact, so its tokens are parted
//! (`split`), and finished (`post`) on top of the runtime.
//!
//! ```text
//! bundle → lift → alias → view → progenitor → tokens → split → post → print → files
//! ```
//!
//! This crate reads no file and writes none.

mod alias;
mod answers;
mod catalogue;
mod docs;
mod files;
mod lift;
mod modules;
mod names;
mod post;
mod prelude;
mod print;
mod prose;
mod reach;
mod rules;
mod run;
mod rust_type;
mod schema;
mod service;
mod source;
mod split;
mod tokens;
mod uses;
mod view;

use contract::{Problem, Status};

use crate::service::Service;
use crate::source::Source;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// Where it belongs, below `src/generated`, with `/` between folders.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// A JSON body of an operation, and the Rust type that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The stem of the operation: `batch_delete_jobs`.
    pub operation: String,
    /// Whether it is sent or received.
    pub role: Role,
    /// Its type, as seen from where the module `types` is: `types::BatchDeleteJobsRequest`, `Vec<types::Job>`.
    pub rust_type: String,
}

/// What a body is to its operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What the operation sends.
    Request,
    /// What it answers with this status.
    Response(Status),
}

/// Generates the files of a service, sorted by path; the same bytes for the same service, always.
///
/// # Errors
///
/// Every problem that keeps the service from becoming Rust: two inline schemas that would have one name, what has no
/// Rust type, and what progenitor refuses or panics on.
pub fn generate(service: &spec::Service) -> Result<Vec<SourceFile>, Vec<Problem>> {
    with_source(service, generate_source)
}

/// Every JSON body of a service that a generated type holds: by operation, its request first, then its statuses in the
/// order of the document.
///
/// # Errors
///
/// Those of [`generate`].
pub fn bodies(service: &spec::Service) -> Result<Vec<Body>, Vec<Problem>> {
    with_source(service, bodies_of_source)
}

fn with_source<T>(service: &spec::Service, work: impl FnOnce(&Source<'_>) -> T) -> T {
    let place = |pointer: &str| service.origins.place(pointer);
    let operations = service.operations.iter().map(|operation| source::Operation {
        id: operation.id.clone(),
        stem: operation.stem.clone(),
        method: operation.method.to_lowercase(),
        path: operation.path.clone(),
        file: operation.file.to_string(),
    });
    work(&Source {
        name: &service.name,
        document: &service.document,
        home: format!("specs/{}", service.name),
        endpoints: service.manifest.endpoints.iter().map(|(cloud, endpoint)| (*cloud, endpoint.url.as_str())).collect(),
        operations: operations.collect(),
        place: &place,
    })
}

fn generate_source(source: &Source<'_>) -> Result<Vec<SourceFile>, Vec<Problem>> {
    Service::read(source, &service::prepare(source)?)?.files()
}

fn bodies_of_source(source: &Source<'_>) -> Result<Vec<Body>, Vec<Problem>> {
    Service::read(source, &service::prepare(source)?)?.bodies()
}

#[cfg(test)]
mod tests;
