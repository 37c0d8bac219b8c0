//! Turns a service's OpenAPI document into the source of a client crate.
//!
//! progenitor does the main work and has two sides to guard. It takes documents that it then silently gets wrong, so
//! everything inline is given a name first (`lift`), what is only a name is resolved (`alias`), and it sees only what it
//! should (`view`). And it writes one long file of closed types that know no documented fact, so its tokens are parted
//! (`split`), and finished (`post`) on top of the runtime.
//!
//! ```text
//! bundle → lift → alias → view → progenitor → tokens → split → post → files
//! ```
//!
//! This crate reads no file and writes none.

mod alias;
mod answers;
mod catalogue;
mod docs;
mod files;
mod lift;
mod methods;
mod modules;
mod names;
mod post;
mod prelude;
mod prose;
mod reach;
mod rules;
mod run;
mod rust_type;
mod schema;
mod service;
mod service_constant;
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

/// An operation as its callers start it, and what they give to its request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The stem of the operation: `batch_delete_jobs`.
    pub operation: String,
    /// The method of the client that starts it: `batch_delete_jobs`.
    pub method: String,
    /// What its builder takes, in the order of the builder's table.
    pub arguments: Vec<Argument>,
}

/// An argument of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The setter of the builder: `x_language`.
    pub setter: String,
    /// Where it travels, as its row in the table says: `path`, `query`, `header`; `json`, `form` or `bytes` of the body.
    pub place: String,
    /// What it is called there: `X-Language`; `body` for the body.
    pub wire_name: String,
    /// Its type, as seen from where the module `types` is; `reqwest::Body` for bytes.
    pub rust_type: String,
}

/// A client crate: its files, and what tests need to know of what they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The files, sorted by path.
    pub files: Vec<SourceFile>,
    /// Every JSON body that a generated type holds: by operation, its request first, then its statuses in the order of
    /// the document.
    pub bodies: Vec<Body>,
    /// The request of every operation, in the order of the document.
    pub requests: Vec<Request>,
}

/// Generates the client of a service; the same bytes for the same service, always.
///
/// # Errors
///
/// Every problem that keeps the service from becoming Rust: two inline schemas that would have one name, what has no
/// Rust type, and what progenitor refuses or panics on.
pub fn client(service: &spec::Service) -> Result<Client, Vec<Problem>> {
    let place = |pointer: &str| service.origins.place(pointer);
    let operations = service.operations.iter().map(|operation| source::Operation {
        id: operation.id.clone(),
        stem: operation.stem.clone(),
        method: operation.method.to_lowercase(),
        path: operation.path.clone(),
        key: operation.key.clone(),
        file: operation.file.to_string(),
    });
    client_of(&Source {
        name: &service.name,
        document: &service.document,
        home: service.folder().to_owned(),
        endpoints: service.manifest.endpoints.iter().map(|(cloud, endpoint)| (*cloud, endpoint)).collect(),
        operations: operations.collect(),
        waiters: &service.waiters,
        paginators: &service.paginators,
        place: &place,
    })
}

/// The files of [`client`] alone.
///
/// # Errors
///
/// Those of [`client`].
pub fn generate(service: &spec::Service) -> Result<Vec<SourceFile>, Vec<Problem>> {
    client(service).map(|client| client.files)
}

fn client_of(source: &Source<'_>) -> Result<Client, Vec<Problem>> {
    let document = service::prepare(source)?;
    let service = Service::read(source, &document)?;
    let (bodies, requests) = (service.bodies()?, service.requests());
    Ok(Client { files: service.files()?, bodies, requests })
}

#[cfg(test)]
mod tests;
