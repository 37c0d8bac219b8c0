//! Reports for people and for machines.

mod beside;
mod human;
mod sarif;

pub use beside::beside;
pub use human::{finding, summary};
pub use sarif::sarif;
