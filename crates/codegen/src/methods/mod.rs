//! What clients can do beyond single calls: the tables of waiters and of paginators.

mod pages;
mod waiters;

use contract::{FieldPath, Segment};
use spec::Documented;

use crate::SourceFile;
use crate::files::header;
use crate::prose;
use crate::rust_type::RustType;
use crate::source::Source;

/// What the tables take from the operations.
pub(crate) trait Surroundings {
    /// What an operation answers when it succeeds, and when it fails.
    fn answers(&self, operation: usize) -> (RustType, RustType);

    /// A field of a record: its name and type in Rust.
    fn field(&self, record: &str, wire_name: &str) -> Result<(String, RustType), String>;

    /// The setter of a parameter in the query.
    fn setter(&self, operation: usize, wire_name: &str) -> Option<String>;

    /// A type as the generated code writes it.
    fn text(&self, ty: RustType) -> String;
}

/// The files of the tables; none for a service that has none.
pub(crate) fn files(source: &Source<'_>, around: &impl Surroundings) -> Result<Vec<SourceFile>, String> {
    let mut files = Vec::new();
    let mut add = |path: &str, origin: &str, docs: &str, tables: Vec<String>| {
        if !tables.is_empty() {
            files.push(file(path, &format!("{}/{origin}", source.home), docs, &tables));
        }
    };
    let waiters = source.waiters.iter().map(|waiter| waiters::source(waiter, source, around));
    add("waiters.rs", "waiters.yaml", "What can be waited for.", waiters.collect::<Result<_, _>>()?);
    let pages = source.paginators.iter().map(|paginator| pages::source(paginator, source, around));
    add("pages.rs", "paginators.yaml", "What is listed page by page.", pages.collect::<Result<_, _>>()?);
    Ok(files)
}

/// The modules of the files, as `mod.rs` declares them.
pub(crate) fn modules(source: &Source<'_>) -> (&'static str, &'static str) {
    let pages = if source.paginators.is_empty() { "" } else { "mod pages;\n" };
    let waiters = if source.waiters.is_empty() { "" } else { "mod waiters;\n" };
    (pages, waiters)
}

fn file(path: &str, origin: &str, docs: &str, tables: &[String]) -> SourceFile {
    let tables = tables.join("\n");
    let is_typed = tables.lines().any(|line| !line.trim_start().starts_with("//") && line.contains("types::"));
    let ours = if is_typed { "{Client, builder, types}" } else { "{Client, builder}" };
    let text = format!("{}\n//! {docs}\n\nuse crate::generated::{ours};\n\n{tables}", header(origin));
    SourceFile { path: path.to_owned(), text }
}

/// The index of the operation of that stem.
fn operation(source: &Source<'_>, stem: &str) -> Result<usize, String> {
    source
        .operations
        .iter()
        .position(|operation| operation.stem == stem)
        .ok_or_else(|| format!("`{stem}` is no operation of `{}`", source.name))
}

/// A path into a value of that type as the tables write it, and the type that is there.
fn path(ty: RustType, path: &FieldPath, around: &impl Surroundings) -> Result<(String, RustType), String> {
    let (mut ty, mut text) = (ty, String::new());
    for segment in &path.0 {
        let unknown = || format!("`{path}` leads through a type that has no such part");
        ty = match (segment, ty) {
            (Segment::Item, RustType::List(item)) => {
                text.push_str("[]");
                *item
            }
            (Segment::Field(name), ty) => {
                let (ident, ty) = around.field(ty.named().ok_or_else(unknown)?, name)?;
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(&ident);
                ty
            }
            _ => return Err(unknown()),
        };
    }
    Ok((text, ty))
}

/// The line of the documentation that says where the vendor says it.
fn documented(documented: &Documented) -> String {
    match documented {
        Documented::Url(url) => format!("Documented: <{url}>"),
        Documented::Page { edition, page, line } => {
            format!("Documented: {}, line {line} ({})", prose::code(page), edition.as_str())
        }
    }
}
