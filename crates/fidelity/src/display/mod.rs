//! Reports for people and for machines.

mod human;
mod sarif;

pub use human::{finding, summary};
pub use sarif::sarif;
