//! What an operation answers where that depends on the status.

use crate::answers::Answer;
use crate::docs::Docs;
use crate::names;
use crate::prelude::Prelude;
use crate::prose;
use crate::rust_type::RustType;
use crate::source::Operation;

/// The enum of the several types that an operation answers.
pub(crate) struct AnswerEnum<'d> {
    pub(crate) name: &'d str,
    pub(crate) is_success: bool,
    /// Each status, and the type of its body if it has one.
    pub(crate) variants: Vec<(Answer<'d>, Option<RustType>)>,
}

impl AnswerEnum<'_> {
    /// Its source.
    pub(crate) fn source(&self, operation: &Operation, prelude: &Prelude) -> String {
        let (name, method) = (self.name, names::method(&operation.id));
        let link = format!("[`Client::{method}`](crate::Client::{method})");
        let docs = if self.is_success {
            format!("What {link} answers, by status.")
        } else {
            format!("The errors of {link}, by status.")
        };
        let variants: String = (self.variants.iter())
            .map(|(answer, ty)| {
                let docs = Docs(vec![status_line(answer)]).text("///", 4);
                let payload = ty.as_ref().map(|ty| format!("({})", ty.text(prelude))).unwrap_or_default();
                format!("{docs}    {}{payload},\n", answer.variant())
            })
            .collect();
        format!("/// {docs}\n#[derive(Clone, Debug, PartialEq)]\n#[non_exhaustive]\npub enum {name} {{\n{variants}}}\n")
    }
}

/// A status and what it means.
pub(crate) fn status_line(answer: &Answer<'_>) -> String {
    let description = prose::lines(&answer.description.replace('\n', " ")).join(" ");
    format!("`{}`: {description}", answer.status)
}
