//! Takes the program of the README's quick start out of its text, so that what is run is what is read.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    println!("cargo::rerun-if-changed={}", readme.display());
    println!("cargo::rerun-if-changed=build.rs");
    let text = fs::read_to_string(&readme).unwrap_or_else(|err| panic!("{}: {err}", readme.display()));
    let program = first_program(&text).unwrap_or_else(|| panic!("{} has no program in Rust", readme.display()));
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default().join("quick_start.rs");
    fs::write(&out, program).unwrap_or_else(|err| panic!("{}: {err}", out.display()));
}

/// The first block of Rust that is a whole program.
fn first_program(text: &str) -> Option<&str> {
    let blocks = text.split("\n```rust").skip(1);
    let bodies = blocks.filter_map(|block| block.split_once('\n')?.1.split_once("\n```").map(|(body, _)| body));
    { bodies }.find(|body| body.contains("fn main()"))
}
