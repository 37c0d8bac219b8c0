//! What an operation answers where its statuses bring different types: an enum with a variant for each.

use contract::{Place, Problem, Status};

use crate::names::is_variant_of;
use crate::reader::{Hole, Reader};
use crate::rust_type::RustType;

/// The successes, or the errors, of an operation.
#[derive(Debug)]
pub(crate) struct Answers<'t>(pub(crate) Vec<Answer<'t>>);

/// A variant.
#[derive(Debug)]
pub(crate) struct Answer<'t> {
    pub(crate) ident: &'t str,
    pub(crate) at: Place,
    /// The status that its documentation names.
    pub(crate) status: Status,
    /// What the body is decoded to, if to anything.
    pub(crate) payload: Option<RustType<'t>>,
}

impl<'t> Answers<'t> {
    /// Reads an enum behind its documentation.
    pub(crate) fn read(reader: &mut Reader<'_, 't>, problems: &mut Vec<Problem>) -> Option<(Hole<'t>, Self)> {
        reader.expect("#[derive(Clone, Debug, PartialEq)] #[non_exhaustive] pub enum")?;
        let name = reader.word()?;
        reader.expect("{")?;
        let variants = reader.list("}", |reader| {
            let docs_at = reader.at();
            let docs = reader.docs();
            let Some(status) = docs.first().and_then(|line| status(line.text)) else {
                return reader.fail_at(docs_at, "the documentation of the status, as in /// `200`: OK");
            };
            let ident = reader.word()?;
            if !is_variant_of(ident.text, status) {
                problems.push(reader.problem_at(ident.at, &format!("the variant of the status {status}")));
            }
            let payload = if reader.eat("(") {
                let payload = RustType::read(reader)?;
                reader.expect(")")?;
                Some(payload)
            } else {
                None
            };
            Some(Answer { ident: ident.text, at: reader.place(ident.at), status, payload })
        })?;
        let is_one = |pair: &[Answer<'_>]| matches!(pair, [one, other] if one.payload == other.payload);
        if variants.windows(2).all(is_one) {
            problems.push(reader.problem_at(name.at, "an enum of different types"));
        }
        Some((name, Self(variants)))
    }
}

/// The status that a line of documentation is about.
pub(crate) fn status(line: &str) -> Option<Status> {
    line.strip_prefix('`')?.split_once('`')?.0.parse().ok().filter(|_| line.contains("`:"))
}
