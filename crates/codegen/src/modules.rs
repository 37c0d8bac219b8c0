//! The files that hold the rest together: the client, and the lists of what is where.

use serde_json::Value;

use crate::SourceFile;
use crate::docs::Docs;
use crate::files::{header, import};
use crate::methods;
use crate::names::type_name;
use crate::service_constant::service_constant;
use crate::source::Source;

/// A file of types.
pub(crate) struct TypesModule<'n> {
    /// The name of the file and the module.
    pub(crate) stem: &'n str,
    /// The types that it declares.
    pub(crate) types: Vec<&'n str>,
}

/// `mod.rs`, `operations/mod.rs` and `types/mod.rs`.
pub(crate) fn files(source: &Source<'_>, document: &Value, modules: &[TypesModule<'_>]) -> Vec<SourceFile> {
    let file = |path: &str, text: String| SourceFile {
        path: path.to_owned(),
        text: format!("{}\n{text}", header(&source.home)),
    };
    vec![
        file("mod.rs", client(source, document)),
        file("operations/mod.rs", operations(source)),
        file("types/mod.rs", types_root(modules)),
    ]
}

fn client(source: &Source<'_>, document: &Value) -> String {
    let info = &document["info"];
    let (title, version) =
        (info["title"].as_str().unwrap_or(source.name), info["version"].as_str().unwrap_or_default());
    let mut docs = Docs::default();
    docs.paragraph(&format!("A client of {title}, {version}."));
    docs.paragraph(info["description"].as_str().unwrap_or_default());
    let docs = docs.text("///", 0);
    let service = service_constant(source);
    let names: Vec<String> = source.operations.iter().map(|operation| type_name(&operation.id)).collect();
    let builders = import("pub use", "super::operations", &names.iter().map(String::as_str).collect::<Vec<_>>(), 4);
    let (pages, waiters) = methods::modules(source);
    format!(
        r#"// Names, nesting, sizes and prose are the vendor's, and a hundred of statuses stands behind those that are listed: these
// are the lints that this can trip, and only these.
#![allow(
    clippy::doc_lazy_continuation,
    clippy::doc_overindented_list_items,
    clippy::just_underscores_and_digits,
    clippy::large_enum_variant,
    clippy::match_overlapping_arm,
    clippy::module_inception,
    clippy::self_named_constructors,
    clippy::should_implement_trait,
    clippy::type_complexity,
)]

pub use progenitor_client::{{ByteStream, Error, ResponseValue}};

mod operations;
{pages}pub mod types;
{waiters}
/// The request builder of every operation.
pub mod builder {{
{builders}}}

/// What most callers import.
pub mod prelude {{
    pub use super::Client;
}}

{service}
{docs}#[derive(Clone, Debug)]
pub struct Client {{
    context: ::progenitor_client::Context,
}}

impl Client {{
    /// A client that calls what the configuration says. Sends nothing: what is wrong with the place is told by the first
    /// call.
    pub fn new(config: &::progenitor_client::Config) -> Self {{
        Self {{ context: config.connect(&SERVICE) }}
    }}

    /// What the client is made of: its configuration, its service, and where that answers.
    pub fn context(&self) -> &::progenitor_client::Context {{
        &self.context
    }}
}}
"#
    )
}

fn operations(source: &Source<'_>) -> String {
    let mut text = "//! The request builder of every operation.\n\n".to_owned();
    for operation in &source.operations {
        text.push_str(&format!("mod {};\n", operation.stem));
    }
    text.push('\n');
    for operation in &source.operations {
        text.push_str(&format!("pub use {}::{};\n", operation.stem, type_name(&operation.id)));
    }
    text
}

fn types_root(modules: &[TypesModule<'_>]) -> String {
    let mut text = "//! What requests and responses are made of.\n".to_owned();
    if !modules.is_empty() {
        text.push('\n');
    }
    for module in modules {
        text.push_str(&format!("mod {};\n", module.stem));
    }
    if !modules.is_empty() {
        text.push('\n');
    }
    for module in modules {
        text.push_str(&import("pub use", module.stem, &module.types, 0));
    }
    text
}
