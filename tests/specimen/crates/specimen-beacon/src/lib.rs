//! The client of a service that does not exist: one of everything that the generator can be asked for.

// Formatted by its generator, so that its bytes do not depend on the rustfmt at hand.
#[rustfmt::skip]
mod generated;

pub use generated::*;
