//! Trying again: when, how often, after how long.

mod after;
mod budget;
mod decide;
mod policy;

pub use budget::RetryBudget;
pub(crate) use decide::{Repeatable, Retries};
pub use policy::RetryPolicy;
