//! The command line: a table of contents.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{Exit, Mode, Workspace, docs, generate, mock, verify};

/// Turns the vendor's pages and our specs into client crates, and proves that they agree.
///
/// Exit codes: 0 all is well; 1 findings: page, spec and Rust disagree; 2 the command line was not understood;
/// 3 an input cannot be used as it is; 4 generated files are stale, missing or orphaned; 5 a file could not be read or
/// written.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
pub struct Cli {
    /// The workspace to work on [default: the one around the current folder]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The main job: check the specs, write each service's openapi.yaml and client crate, verify, report
    Generate {
        /// Write nothing: exit with 4 and a diff if anything is stale, missing or orphaned
        #[arg(long)]
        check: bool,
        #[command(flatten)]
        services: Services,
    },
    /// Judge whether page, spec and generated Rust agree, field by field
    Verify {
        /// How to print the findings
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Show the findings that a quirk excuses, too
        #[arg(long)]
        excused: bool,
        #[command(flatten)]
        services: Services,
    },
    /// Read the vendor's pages
    #[command(subcommand)]
    Docs(Docs),
    /// Play the vendor on this machine: `cargo xtask mock --help` shows what it takes
    #[command(disable_help_flag = true)]
    Mock {
        /// What the mock takes
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
        arguments: Vec<OsString>,
    },
}

#[derive(Debug, Args)]
struct Services {
    /// Only this service; may be given several times [default: all]
    #[arg(long = "service", value_name = "SERVICE")]
    names: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Docs {
    /// Show the contract of any page: every fact with its line, every row's fate, the page's own defects
    Read {
        /// Pages in any rendition
        #[arg(required = true, value_name = "PAGE")]
        pages: Vec<PathBuf>,
        /// How to print the contract
        #[arg(long, value_enum, default_value_t)]
        format: ReadFormat,
    },
    /// Write the facts of the pages that service.toml names into specs/<service>/documented/
    Lock {
        /// The folder below which the vendor's pages lie [default: only pages that lie in the workspace are locked]
        #[arg(long, value_name = "DIR")]
        pages: Option<PathBuf>,
        /// Write nothing: exit with 4 and a diff if the facts on file are not those of the pages
        #[arg(long)]
        check: bool,
    },
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Human,
    /// Every finding and count, for programs.
    Json,
    /// SARIF 2.1.0, for code hosts.
    Sarif,
}

/// How a page's contract is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// A table for people.
    #[default]
    Table,
    /// All that was read, for programs.
    Json,
}

impl Cli {
    /// Runs the command and prints what it has to say.
    pub fn run(self) -> Exit {
        if let Command::Docs(Docs::Read { pages, format }) = &self.command {
            return docs::read(pages, *format);
        }
        let workspace = match Workspace::find(self.root.as_deref()) {
            Ok(workspace) => workspace,
            Err(problem) => return crate::render::report(&[problem], None),
        };
        match self.command {
            Command::Generate { check, services } => {
                generate::command(&workspace, &services.names, Mode::checking(check))
            }
            Command::Verify { format, excused, services } => {
                verify::command(&workspace, &services.names, format, excused)
            }
            Command::Docs(Docs::Lock { pages, check }) => {
                docs::lock(&workspace, pages.as_deref(), Mode::checking(check))
            }
            Command::Docs(Docs::Read { pages, format }) => docs::read(&pages, format),
            Command::Mock { arguments } => mock::command(&workspace, &arguments),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
