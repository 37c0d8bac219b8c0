//! Turns a service's OpenAPI document into the source of a client crate.
//!
//! progenitor does the main work and has two sides to guard. It takes documents that it then silently gets wrong, so
//! everything inline is given a name first (`lift`) and it sees only what it should (`view`). And it writes one
//! long file with closed enums and without the documented facts, so its tokens are parted (`split`) and finished
//! (`post`).
//!
//! ```text
//! bundle → lift → view → progenitor → tokens → split → tidy → post → print → files
//! ```
//!
//! This crate reads no file and writes none.

mod catalogue;
mod docs;
mod files;
mod lift;
mod modules;
mod names;
mod post;
mod print;
mod prose;
mod reach;
mod run;
mod source;
mod split;
mod tidy;
mod tokens;
mod view;

use contract::Problem;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// Where it belongs, below `src/generated`, with `/` between folders.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// Generates the files of a service, sorted by path; the same bytes for the same service, always.
///
/// # Errors
///
/// Every problem that keeps the service from becoming Rust: two inline schemas that would have one name, an operation
/// that answers two types, and what progenitor refuses or panics on.
pub fn generate(service: &spec::Service) -> Result<Vec<SourceFile>, Vec<Problem>> {
    let place = |pointer: &str| service.origins.place(pointer);
    let operations = service.operations.iter().map(|operation| source::Operation {
        id: operation.id.clone(),
        stem: operation.stem.clone(),
        method: operation.method.to_lowercase(),
        path: operation.path.clone(),
        file: operation.file.to_string(),
    });
    generate_source(&source::Source {
        name: &service.name,
        document: &service.document,
        home: format!("specs/{}", service.name),
        endpoints: service.manifest.endpoints.iter().map(|(cloud, endpoint)| (*cloud, endpoint.url.as_str())).collect(),
        operations: operations.collect(),
        place: &place,
    })
}

/// Generates the files of a source.
fn generate_source(source: &source::Source<'_>) -> Result<Vec<SourceFile>, Vec<Problem>> {
    let document = lift::lift(source)?;
    let reach = reach::Reach::of(&document, &source.operations);
    let view = view::view(source, &document, &reach)?;
    let tokens = run::run(source, view)?;
    let catalogue = catalogue::Catalogue::new(&document, &source.operations, &reach);
    split::split(source, &catalogue, tokens)
}

#[cfg(test)]
mod tests;
