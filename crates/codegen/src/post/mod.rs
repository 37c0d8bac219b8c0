//! What is done to each generated item after progenitor.
//!
//! What progenitor decides is kept as it wrote it: the fields and attributes of a type, and all of `send`. What follows
//! from that by rote (enums, limited texts, builders, setters) is written here as text: documented, in the order of the
//! document, and without the cost of parsing and printing what is always the same.

pub(crate) mod builder;
pub(crate) mod limited;
pub(crate) mod open_enum;
pub(crate) mod operation;
pub(crate) mod structure;
