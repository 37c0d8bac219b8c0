//! The headers that an operation documents of its answers: one constant of its builder for each.

use contract::{Problem, Status};
use serde_json::Value;

use crate::answers::Answers;
use crate::catalogue::Catalogue;
use crate::docs::Docs;
use crate::names::{constant, type_name};
use crate::prelude::Prelude;
use crate::prose;
use crate::rust_type::RustType;
use crate::schema::object;
use crate::source::{Operation, Source, escape, resolve};

/// A header of responses.
struct Header<'d> {
    name: &'d str,
    ty: RustType,
    header: &'d Value,
    statuses: Vec<Status>,
}

/// The source of the constants. Problems: a header that one line of text cannot hold, or that is of two types.
pub(crate) fn constants(
    source: &Source<'_>,
    operation: &Operation,
    answers: &Answers<'_>,
    catalogue: &Catalogue<'_>,
    prelude: &Prelude,
) -> Result<String, Vec<Problem>> {
    let mut headers: Vec<Header<'_>> = Vec::new();
    let mut problems = Vec::new();
    for answer in &answers.all {
        for (name, header) in object(answer.headers) {
            let pointer = format!("{}/responses/{}/headers/{}", operation.pointer(), answer.status, escape(name));
            let mut refuse = |message: String, help: &str| {
                let at = (source.place)(&pointer);
                problems.push(Problem::error("response-header", at, message).help(help));
            };
            let header = resolve(catalogue.document, header, "headers");
            let type_of = |schema: &str| Some(type_name(schema));
            let Some(ty) = RustType::of_header(&header["schema"], name, type_of) else {
                refuse(format!("`{name}` is no text, number or boolean"), "describe it as a text");
                continue;
            };
            match headers.iter_mut().find(|known| constant(known.name) == constant(name)) {
                None => headers.push(Header { name, ty, header, statuses: vec![answer.status] }),
                Some(known) if known.name.eq_ignore_ascii_case(name) && known.ty == ty => {
                    known.statuses.push(answer.status);
                }
                Some(known) if known.name.eq_ignore_ascii_case(name) => refuse(
                    format!("`{name}` is of another type than with status {}", known.statuses[0]),
                    "give both the same schema",
                ),
                Some(known) => refuse(
                    format!("`{name}` and `{}` would both be called `{}` in Rust", known.name, constant(name)),
                    "check the page, and keep the one that the service knows",
                ),
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let constants = headers.iter().map(|header| {
        let name = prose::code(header.name);
        let schema = &header.header["schema"];
        let mut docs = Docs::of(header.header, schema, catalogue.description(schema).unwrap_or(&name));
        let statuses: Vec<String> = header.statuses.iter().map(|status| format!("`{status}`")).collect();
        docs.fact(format!("Status: {}", statuses.join(", ")));
        format!(
            "{}    pub const {}: ResponseHeader<{}> = ResponseHeader::new({:?});\n\n",
            docs.text("///", 4),
            constant(header.name),
            header.ty.text(prelude),
            header.name,
        )
    });
    Ok(constants.collect())
}
