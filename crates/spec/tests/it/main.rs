//! What the crate says about good and bad input: each message is a snapshot, and each test a sentence.

mod answers;
mod behaviour;
mod bundle;
mod contracts;
mod document;
mod fixture;
mod keywords;
mod mangled;
mod manifest;
mod methods;
mod preflight_names;
mod preflight_shapes;
mod recursion;
mod refused;
mod regions;
mod secrets;
mod yaml;
