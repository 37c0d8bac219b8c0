//! What is right OpenAPI and would still go wrong further down: one file per idea.
//!
//! The generator panics on some documents, builds wrong types from others without a word, and ignores much. Each check
//! here refuses one such idea where it is written, with a way out. The checks know what the generator makes of names
//! and bodies, and nothing else about Rust.

mod body;
mod calling;
mod component_name;
mod composition;
mod data;
mod enumeration;
mod field_name;
mod operation_id;
mod parameter;
mod path;
mod pattern;
mod required;
mod response_header;
mod rust_name;
mod secret;
mod shape;
mod status;
mod tag;

use contract::Contract;

use crate::bundle::{Bundle, Bundles, Components};
use crate::manifest::{Cloud, Manifest};
use crate::openapi::{DOCUMENT_IS, HEADER, MEDIA_TYPE, PARAMETER, SCHEMA};
use document::diagnostics::Diagnostics;
use document::grammar::{Object, walk};
use document::node::{At, Node};
pub(crate) use enumeration::is_invisible;

/// What the checks look at.
struct Subject<'b> {
    /// The operations as their files have them.
    bundle: &'b Bundle,
    /// Everything that any reader sees of the service.
    document: &'b Node,
    /// The clouds that have the service.
    clouds: Vec<Cloud>,
    components: Components<'b>,
    /// The contracts of the operations, in their order.
    contracts: &'b [Contract],
    /// Every schema, each once, and where it is introduced.
    schemas: Vec<(&'b Node, At)>,
    /// Every parameter and response header, likewise.
    parameters: Vec<(&'b Node, At)>,
    /// Whatever may have examples: those, and media types.
    examples: Vec<(&'b Node, At)>,
}

/// The checks, in no order that matters: the problems are sorted by place.
const CHECKS: [fn(&Subject<'_>, &mut Diagnostics); 17] = [
    operation_id::check,
    calling::check,
    path::check,
    parameter::check,
    tag::check,
    component_name::check,
    field_name::check,
    enumeration::check,
    composition::check,
    shape::check,
    pattern::check,
    secret::check,
    required::check,
    body::check,
    status::check,
    response_header::check,
    data::check,
];

/// Checks the bundles of the service that the manifest describes, and the contracts of its operations.
pub(crate) fn check(bundles: &Bundles, manifest: &Manifest, contracts: &[Contract], diagnostics: &mut Diagnostics) {
    let widest = bundles.widest();
    let mut subject = Subject {
        bundle: &bundles.documented,
        document: &widest.document,
        clouds: manifest.endpoints.keys().copied().collect(),
        components: widest.components(),
        contracts,
        schemas: Vec::new(),
        parameters: Vec::new(),
        examples: Vec::new(),
    };
    walk(&widest.document, &DOCUMENT_IS, widest.document.at, &mut |node, at, kind| {
        if diagnostics.is_damaged(node) {
            return;
        }
        let is = |other: &'static Object| std::ptr::eq(kind, other);
        if is(&SCHEMA) {
            subject.schemas.push((node, at));
        } else if is(&PARAMETER) || is(&HEADER) {
            subject.parameters.push((node, at));
            subject.examples.push((node, at));
        } else if is(&MEDIA_TYPE) {
            subject.examples.push((node, at));
        }
    });
    for check in CHECKS {
        check(&subject, diagnostics);
    }
}
