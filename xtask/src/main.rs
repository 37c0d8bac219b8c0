//! `cargo xtask`: see `cargo xtask --help`.

use clap::Parser;
use xtask::{Cli, Exit};

fn main() -> Exit {
    Cli::parse().run()
}
