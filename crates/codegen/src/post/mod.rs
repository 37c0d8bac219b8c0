//! What is made of each item after progenitor.
//!
//! progenitor decides the names, the types, and which status is decoded to what. What follows from that by rote is written
//! here as text: documented, in the order of the document, and without the cost of parsing and printing what is always the
//! same. The code behind all of it stands once, in the macros of the runtime; what is generated are their tables.

pub(crate) mod answer_enum;
mod arm;
pub(crate) mod header;
pub(crate) mod open_enum;
mod operation_info;
pub(crate) mod record;
pub(crate) mod request;
pub(crate) mod send;
mod setter;
