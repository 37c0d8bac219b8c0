//! Documents written by hand or for people to read: YAML and TOML with a position on every key and value, checked
//! against a grammar, with messages that say where and what to do.
//!
//! Specs, facts files and quirks are read by it. It knows how documents are written, not what they mean, and opens no
//! file.

pub mod checker;
pub mod diagnostics;
pub mod grammar;
pub mod node;
mod scalar;
pub mod suggest;
mod text;
pub mod toml;
pub mod yaml;
