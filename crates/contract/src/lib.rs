//! What an operation *is*, whoever tells it.
//!
//! A vendor page, a hand-written spec and a generated Rust crate are three testimonies about one operation. Each is
//! read into a [`Contract`]: a flat table of [`Element`]s (the operation itself, its parameters, every field of every
//! body), each with an [`Address`] and the [`Facts`] that its witness states, each fact with the [`Place`] it stands at.
//! [`align`] lays any number of contracts side by side, address by address. One model and one alignment serve fidelity
//! (three testimonies now), editions (two pages of one operation), and whatever compares operations later.
//!
//! This crate does no I/O and knows no file format.

mod address;
mod align;
mod example;
mod fact;
mod fit;
mod ledger;
mod method;
mod model;
mod place;
mod problem;
mod secret;
mod text;
mod types;
mod unwritten;

pub use address::{Address, FieldPath, ParameterIn, Segment, Status};
pub use align::{Aligned, Alignment, align};
pub use example::{Example, ExampleRole, PROSE, RequestLine, is_prose, redact_prose};
pub use fact::{Aspect, Basis, Fact, Facts, Presence, Value};
pub use fit::{Misfit, fit};
pub use ledger::{Fate, Row};
pub use method::{Method, Saying};
pub use model::{Confidence, Contract, Defect, Edition, Element, Evidence, Source, Witness, shape};
pub use place::Place;
pub use problem::{Problem, Severity};
pub use secret::is_secret_name;
pub use text::table;
pub use types::{Type, Width};
pub use unwritten::{UNWRITTEN, is_unwritten};
