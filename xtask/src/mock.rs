//! Starts the mock.
//!
//! It is built and run by cargo, and is no part of this program: whoever checks a spec must not wait for a web server to
//! be compiled.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

use contract::{Place, Problem};

use crate::{Exit, Workspace, render};

/// Runs the mock with these arguments, and ends as it ends.
pub(crate) fn command(workspace: &Workspace, arguments: &[OsString]) -> Exit {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let err = become_it(cargo_run(&cargo, workspace.root(), arguments));
    let place = Place::file(cargo.to_string_lossy());
    let problem = Problem::error("cannot-run", place, format!("cannot run the mock: {err}"));
    render::report(&[problem.help("run it by itself: `cargo run --package mock -- --help`")], None)
}

/// Says on stderr what it compiles: the first time that takes a minute, and nobody must think that it hangs. Stdout is the
/// mock's alone.
fn cargo_run(cargo: &OsStr, root: &Path, arguments: &[OsString]) -> Command {
    let mut command = Command::new(cargo);
    command
        .args(["run", "--package", "mock", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .args(arguments);
    command
}

/// Becomes the other program, so that its exit code and every signal are its own. Returns only if that fails.
#[cfg(unix)]
fn become_it(mut command: Command) -> std::io::Error {
    std::os::unix::process::CommandExt::exec(&mut command)
}

/// Waits for the other program, which an interrupt reaches by itself, and ends with its exit code. Returns only if it
/// cannot be started.
#[cfg(not(unix))]
fn become_it(mut command: Command) -> std::io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(err) => err,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_for_the_compiler_is_told_so() {
        let command = cargo_run("cargo".as_ref(), Path::new("root"), &["--quiet".into()]);
        let arguments: Vec<&OsStr> = command.get_args().collect();
        let own = arguments.iter().position(|argument| *argument == "--").unwrap();
        assert!(arguments[..own].iter().all(|argument| *argument != "--quiet" && *argument != "-q"));
        assert_eq!(arguments[own + 1..], ["--quiet"], "what is for the mock reaches it");
    }
}
