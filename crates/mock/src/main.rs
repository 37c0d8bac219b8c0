//! `cargo run -p mock`: see `cargo run -p mock -- --help`.

use std::process::ExitCode;

use clap::Parser;
use mock::cli::Cli;

fn main() -> ExitCode {
    Cli::parse().run()
}
