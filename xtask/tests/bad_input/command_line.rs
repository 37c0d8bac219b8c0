//! What is wrong before anything is read.

use std::process::Stdio;

use insta::assert_snapshot;
use xtask::Exit;

use crate::scratch::Scratch;

#[test]
fn unknown_services_are_told_with_those_that_there_are() {
    let house = Scratch::new();
    assert_snapshot!(house.refused(&["verify", "--service", "lamp", "--service", "windows"], Exit::Usage), @"
    error[unknown-service]: there is no service `lamp`
    --> specs
     = help: did you mean `lamps`?

    error[unknown-service]: there is no service `windows`
    --> specs
     = help: the services are: doors, lamps

    2 errors
    ");
}

#[test]
fn a_root_that_is_no_workspace_is_told() {
    let house = Scratch::new();
    assert_snapshot!(house.refused(&["generate", "--root", "specs"], Exit::Usage), @"
    error[no-workspace]: there is no workspace here: a folder with `Cargo.toml` and `specs/`
    --> specs
     = help: run this inside a checkout, or name one with `--root DIR`

    1 error
    ");
}

#[test]
fn a_workspace_is_found_from_inside_and_named_from_elsewhere() {
    let house = Scratch::new();
    let inside = house.command(&["verify"]).current_dir(house.path("specs/lamps")).output().expect("it runs");
    assert_eq!(inside.status.code(), Some(Exit::Ok as i32));
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let root = house.path("");
    let named = house.command(&["verify", "--root"]).arg(root).current_dir(elsewhere.path()).output().expect("it runs");
    assert_eq!(named.stdout, inside.stdout);
}

#[test]
fn what_is_no_command_line_is_told() {
    let house = Scratch::new();
    assert_snapshot!(house.refused(&["verfy"], Exit::Usage), @"
    error: unrecognized subcommand 'verfy'

      tip: a similar subcommand exists: 'verify'

    Usage: cargo xtask [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn a_workspace_without_services_is_told() {
    let house = Scratch::new();
    house.remove("specs");
    std::fs::create_dir(house.path("specs")).expect("a folder");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[no-service]: there is no service
    --> specs
     = help: add a folder with service.toml and one <operation>.yaml per operation

    1 error; nothing was written
    ");
}

#[test]
fn a_reader_that_goes_away_is_no_reason_to_panic() {
    let house = Scratch::new();
    let mut child =
        house.command(&["verify"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
