//! `cargo xtask`: see `cargo xtask --help`.

use clap::Parser;
use xtask::{Cli, Exit};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Exit {
    Cli::parse().run()
}
