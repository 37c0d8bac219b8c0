#![doc = include_str!("../README.md")]

// Formatted by its generator, so that its bytes do not depend on the rustfmt at hand.
#[rustfmt::skip]
mod generated;

pub use generated::*;
/// The runtime: configuration, credentials, errors. The same as the crate `huaweicloud-core`.
pub use progenitor_client as core;
