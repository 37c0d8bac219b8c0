//! The program of the README's quick start, word for word: `build.rs` takes it from there.

include!(concat!(env!("OUT_DIR"), "/quick_start.rs"));
