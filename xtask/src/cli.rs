//! The command line: a table of contents.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use contract::Edition;

use crate::{Exit, Mode, Workspace, docs, generate, mock, new, verify};

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
    /// Draft what a person goes on with
    #[command(subcommand)]
    New(New),
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
    /// Count what became of every table row of every page below some folders, service by service
    ///
    /// A page is a file that ends with .rst, .html, .htm, .md, .markdown or .txt: pages of all kinds, indexes and prose
    /// included. Links to folders are not followed: they may lead in a circle.
    /// A service is the first folder on the way down that holds pages itself. Tables are all tables outside code, those
    /// in cells of others included; rows are all their rows, those that name the columns included. The rows that the
    /// reader accounts for are held against a plain count that shares no code with it; any page on which the two differ
    /// is an error, and the exit code is 1. A page that is empty or no text in UTF-8 is one, too, and the exit code is 3.
    Scan {
        /// Folders of pages
        #[arg(required_unless_present = "explain", value_name = "DIR")]
        folders: Vec<PathBuf>,
        /// How to print the counts
        #[arg(long, value_enum, default_value_t)]
        format: ScanFormat,
        /// Show what became of every row of this page instead: a file, or the end of its path below a DIR
        #[arg(long, value_name = "PAGE")]
        explain: Option<PathBuf>,
    },
    /// List what pages contradict themselves and each other in, with the evidence
    Defects {
        /// Folders of pages, one for each service or with one for each inside; or pages
        #[arg(required = true, value_name = "DIR")]
        folders: Vec<PathBuf>,
        /// How to print the defects
        #[arg(long, value_enum, default_value_t)]
        format: DefectsFormat,
        /// Leave out what is less sure
        #[arg(long, value_enum, default_value_t, value_name = "CONFIDENCE")]
        min_confidence: Confidence,
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

/// How a scan is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScanFormat {
    /// For people.
    #[default]
    Human,
    /// Every count, for programs.
    Json,
}

#[derive(Debug, Subcommand)]
enum New {
    /// Draft an operation from its page: spec, facts, the entry in service.toml, quirks, and its client
    ///
    /// All of it is written, or nothing, and nothing goes over what is there. It passes `verify` but for our words:
    /// where they are to be written, the draft says `TODO(words)`. A draft in which anything else is found is not
    /// written: the findings are printed, and the exit code is 1.
    Operation(NewOperation),
    /// Draft every endpoint page below some folders in memory, and count how many drafts become bundle and client
    Survey {
        /// Folders of pages, one per service, or folders of such
        #[arg(required = true, value_name = "DIR")]
        folders: Vec<PathBuf>,
        /// Write a workspace of client crates into this folder, one per service, of all drafts that went through:
        /// `cargo check` in it compiles them
        #[arg(long, value_name = "DIR")]
        crates: Option<PathBuf>,
        /// How to print what was counted; `json` has what became of the crates under `crates`
        #[arg(long, value_enum, default_value_t)]
        format: ReadFormat,
    },
}

/// What a new operation is drafted from, and how it is to be called.
#[derive(Debug, Args)]
pub(crate) struct NewOperation {
    /// The page, in any rendition
    #[arg(long, value_name = "PAGE")]
    pub(crate) page: PathBuf,
    /// Which operation of the page, if it documents several: `POST /v2/{project_id}/tasks`
    #[arg(long, value_name = "METHOD PATH")]
    pub(crate) operation: Option<String>,
    /// The service [default: the one that has pages in the same folder, or the one of that name, or a new one]
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Option<String>,
    /// The name of the operation: the vendor's operationId in snake_case [default: after the title of the page]
    #[arg(long, value_name = "NAME")]
    pub(crate) stem: Option<String>,
    /// A word that tells the operation from others of the same method and path: what `/action` does [default: what only its
    /// body or its query has to have]
    #[arg(long, value_name = "WORD")]
    pub(crate) apart: Option<String>,
    /// The edition of the page [default: by a folder `otc` or `hwc` above it, or else by its rendition]
    #[arg(long, value_name = "otc|hwc")]
    pub(crate) edition: Option<Edition>,
    /// The folder below which the pages lie [default: the one that holds the folder of the edition]
    #[arg(long, value_name = "DIR")]
    pub(crate) pages: Option<PathBuf>,
    /// The root of the workspace for a new service, as Cargo.toml lists it [default: `.`]
    #[arg(long, value_name = "ROOT")]
    pub(crate) into: Option<PathBuf>,
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

/// How defects are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DefectsFormat {
    /// For people.
    #[default]
    Human,
    /// All of them, with every place, for programs.
    Json,
    /// Ready to paste into an issue for the vendor.
    Markdown,
}

/// How sure defects are, as the command line says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Confidence {
    /// Omissions, too, and what may be our own misunderstanding.
    Low,
    /// Nearly all of them are defects.
    #[default]
    Medium,
    /// Only what contradicts itself as it stands.
    High,
}

impl From<Confidence> for contract::Confidence {
    fn from(confidence: Confidence) -> Self {
        match confidence {
            Confidence::Low => Self::Low,
            Confidence::Medium => Self::Medium,
            Confidence::High => Self::High,
        }
    }
}

impl Cli {
    /// Runs the command and prints what it has to say.
    pub fn run(self) -> Exit {
        let root = self.root;
        // Whoever only reads pages needs no workspace.
        let within = |run: &dyn Fn(&Workspace) -> Exit| match Workspace::find(root.as_deref()) {
            Ok(workspace) => run(&workspace),
            Err(problem) => crate::render::report(&[problem], None),
        };
        match self.command {
            Command::Generate { check, services } => {
                within(&|workspace| generate::command(workspace, &services.names, Mode::checking(check)))
            }
            Command::Verify { format, excused, services } => {
                within(&|workspace| verify::command(workspace, &services.names, format, excused))
            }
            Command::Docs(Docs::Lock { pages, check }) => {
                within(&|workspace| docs::lock(workspace, pages.as_deref(), Mode::checking(check)))
            }
            Command::Docs(Docs::Read { pages, format }) => docs::read(&pages, format),
            Command::Docs(Docs::Scan { folders, format, explain: None }) => docs::scan(&folders, format),
            Command::Docs(Docs::Scan { folders, format, explain: Some(page) }) => {
                docs::explain(&page, &folders, format)
            }
            Command::Docs(Docs::Defects { folders, format, min_confidence }) => {
                docs::defects(&folders, format, min_confidence.into())
            }
            Command::New(New::Operation(wanted)) => within(&|workspace| new::operation(workspace, &wanted)),
            Command::New(New::Survey { folders, crates, format }) => {
                within(&|workspace| new::survey(workspace, &folders, crates.as_deref(), format))
            }
            Command::Mock { arguments } => within(&|workspace| mock::command(workspace, &arguments)),
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
