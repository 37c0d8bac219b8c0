//! Parts progenitor's one stream of tokens into files that people can read.

use std::collections::HashMap;

use contract::{Place, Problem};
use proc_macro2::TokenStream;
use syn::Item;

use crate::SourceFile;
use crate::catalogue::{Catalogue, Home};
use crate::docs::Docs;
use crate::files;
use crate::modules;
use crate::names::type_name;
use crate::post::operation::Request;
use crate::post::structure;
use crate::source::Source;
use crate::tidy::Tidy;
use crate::tokens::{self, Kind};

/// The items about one type, not parsed yet.
pub(crate) type Parts = Vec<tokens::Item>;

/// progenitor's output, sorted by what it is about.
#[derive(Default)]
pub(crate) struct Output {
    /// Every type and its implementations.
    pub(crate) types: HashMap<String, Parts>,
    /// The builder of every type.
    pub(crate) builders: HashMap<String, Parts>,
    /// The request builder of every operation.
    operations: HashMap<String, Parts>,
    /// What `types::error` holds.
    error: TokenStream,
}

/// The files of a service.
pub(crate) fn split(
    source: &Source<'_>,
    catalogue: &Catalogue<'_>,
    tokens: TokenStream,
) -> Result<Vec<SourceFile>, Vec<Problem>> {
    let internal = |message: String| vec![Problem::error("codegen", Place::file(source.home.as_str()), message)];
    let mut output = sort(tokens);
    let builders = source.operations.iter().map(|operation| type_name(&operation.id));
    let names: Vec<String> = catalogue.order.iter().cloned().chain(builders).collect();
    let tidy = Tidy::new(names.iter().map(String::as_str));
    let mut files = Vec::new();

    for operation in &source.operations {
        let parts = output.operations.remove(&type_name(&operation.id)).unwrap_or_default();
        let request = Request::read(parts, &tidy).map_err(internal)?;
        let text = request.source(operation, catalogue).map_err(internal)?;
        let path = format!("operations/{}.rs", operation.stem);
        files.push(SourceFile { path, text: files::operation(operation, &text) });
    }

    let mut homes: HashMap<Home, Vec<&str>> = HashMap::new();
    for name in &catalogue.order {
        if let Some(named) = catalogue.get(name) {
            homes.entry(named.home).or_default().push(name);
        }
    }
    let mut types_modules = Vec::new();
    for home in (0..source.operations.len()).map(Home::Operation).chain([Home::Shared]) {
        let Some(names) = homes.remove(&home) else { continue };
        let (stem, origin) = match home {
            Home::Operation(index) => {
                let operation = &source.operations[index];
                (operation.stem.as_str(), operation.file.as_str())
            }
            Home::Shared => ("shared", source.home.as_str()),
        };
        let (module, text) = files::types(stem, origin, names, catalogue, &mut output, &tidy).map_err(internal)?;
        files.push(SourceFile { path: format!("types/{stem}.rs"), text });
        types_modules.push(module);
    }
    let error = error_items(tidy.tidy(output.error)).map_err(internal)?;
    files.extend(modules::files(source, catalogue.document, &types_modules, error));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn sort(tokens: TokenStream) -> Output {
    let mut output = Output::default();
    for item in tokens::items(tokens) {
        match item.kind {
            Kind::Module(name) if name == "types" => {
                let (types, modules) = by_type(tokens::body(item.tokens));
                output.types = types;
                for (name, tokens) in modules {
                    match name.as_str() {
                        "builder" => output.builders = by_type(tokens::body(tokens)).0,
                        "error" => output.error = tokens::body(tokens),
                        _ => {}
                    }
                }
            }
            Kind::Module(name) if name == "builder" => output.operations = by_type(tokens::body(item.tokens)).0,
            _ => {}
        }
    }
    output
}

/// Sorts items by type, and lets modules alone. What follows the declaration of a type, up to the next one, is about it.
fn by_type(tokens: TokenStream) -> (HashMap<String, Parts>, Vec<(String, TokenStream)>) {
    let (mut types, mut modules) = (HashMap::<String, Parts>::new(), Vec::new());
    let mut current = None;
    for item in tokens::items(tokens) {
        match &item.kind {
            Kind::Module(name) => modules.push((name.clone(), item.tokens)),
            Kind::Struct(name) | Kind::Enum(name) => {
                current = Some(name.clone());
                types.insert(name.clone(), vec![item]);
            }
            _ => {
                if let Some(parts) = current.as_ref().and_then(|name| types.get_mut(name)) {
                    parts.push(item);
                }
            }
        }
    }
    (types, modules)
}

/// typify's error of conversions, documented.
fn error_items(tokens: TokenStream) -> Result<Vec<Item>, String> {
    let mut items: Vec<Item> =
        tokens::items(tokens).into_iter().map(|item| parse(item.tokens)).collect::<Result<_, _>>()?;
    for item in &mut items {
        if let Item::Struct(item) = item {
            structure::prepend(&mut item.attrs, &Docs(vec!["Why a value could not be made, in words.".to_owned()]));
        }
    }
    Ok(items)
}

/// Parses an item of progenitor's.
pub(crate) fn parse(tokens: TokenStream) -> Result<Item, String> {
    syn::parse2(tokens).map_err(|error| format!("progenitor wrote what is no item of Rust: {error}"))
}
