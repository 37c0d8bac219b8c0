//! Judges whether page, spec and generated Rust agree
