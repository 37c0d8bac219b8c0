//! Reads generated Rust back into contracts
