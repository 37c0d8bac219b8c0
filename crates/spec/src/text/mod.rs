//! Text to nodes with positions.

mod scalar;
pub(crate) mod toml;
pub(crate) mod yaml;
