//! Judges whether page, spec and generated Rust tell the same operation.
//!
//! Fidelity knows no file format: it is handed [`Contract`](contract::Contract)s. A [`Case`] holds all testimonies of
//! one operation; each [`Rule`] looks at it and states [`Finding`]s; [`Quirk`]s excuse those findings that we decided
//! about, with evidence; a [`Report`] holds what came out, and adds up every table row of every page.
//!
//! Findings stay data until the last moment: [`display`] prints them for people and for machines.

mod case;
pub mod display;
mod finding;
mod judge;
mod quirk;
mod report;
pub mod rules;
#[cfg(test)]
mod testing;

pub use case::{Case, Subject};
pub use finding::{Excuse, Finding, Testimony};
pub use judge::{judge, unwritten};
pub use quirk::Quirk;
pub use report::{Report, Tally, Verdict};
pub use rules::Rule;
