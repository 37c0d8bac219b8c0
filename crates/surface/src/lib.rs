//! Reads generated Rust back into contracts.
//!
//! The generator's output is a template with holes, and this crate is the template's other side: it spells the template
//! out and takes what stands in the holes. Facts come from the code where code carries them (types, the tables of fields
//! and arguments with their rules and places in the request, variants, the constant of an operation, and what `send`
//! makes of each status; the tables of waiters and listings), and from the bullets of the documentation where it does not. Where both tell, they must
//! agree. Whatever differs from the template is a problem at its place: nothing is skipped in silence, because a client
//! that differs in one token may behave differently.
//!
//! ```text
//! tokens → reader → items (records, enums, answers, operations, methods) → lower (values) → Contract
//! ```
//!
//! It reads tokens and builds no syntax trees: a service of 200 operations has tens of thousands of lines, and a tenth of
//! the time is enough for them. It reads no file and runs nothing.

mod answers;
mod boxes;
mod bullets;
mod carried;
mod functions;
mod items;
mod lower;
mod methods;
mod names;
mod open_enum;
mod operation;
mod operation_info;
mod reader;
mod record;
mod response;
mod rules;
mod runtime;
mod rust_type;
mod send;
mod tokens;
mod values;

use contract::{Contract, Problem};

use crate::items::Items;

/// What the generated files of a service say.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// Every operation whose `send` could be read, in the order of the files.
    pub contracts: Vec<Contract>,
    /// Everything that the generator would not have written so, in the order of the files and lines.
    pub problems: Vec<Problem>,
}

/// Reads the generated files of one service crate, each as its label (how places name it) and its text.
///
/// Reading never fails and never panics. What is not understood is a problem `unread-rust`; an enum that refuses values
/// it does not know is a problem `closed-enum`, a struct that has no place for fields it does not know a problem
/// `closed-object`.
pub fn read(files: &[(String, String)]) -> Surface {
    let mut items = Items::read(files);
    let mut problems = std::mem::take(&mut items.problems);
    let contracts = lower::lower(&items, &mut problems);
    let order = |problem: &Problem| files.iter().position(|(label, _)| **label == *problem.at.file);
    problems.sort_by_cached_key(|problem| (order(problem), problem.clone()));
    // One definition may be met on several ways.
    problems.dedup();
    Surface { contracts, problems }
}

/// The code of the problems that are not about a single rule.
pub(crate) const UNREAD: &str = "unread-rust";

/// What to do about text that the generator would not have written.
pub(crate) const REGENERATE: &str = "generated files are never edited: run `cargo xtask generate`";
