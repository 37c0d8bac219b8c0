//! Files that are no pages: told with their names, without waiting for them.
#![cfg(unix)]

use std::fs::File;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::scratch::Scratch;

/// Every command that reads pages.
const COMMANDS: [&[&str]; 3] = [&["docs", "read"], &["docs", "scan"], &["docs", "defects"]];

/// What a command says on standard error, and its exit code; it must not wait for anything.
fn run(house: &Scratch, command: &[&str], path: &str) -> (Option<i32>, String) {
    let mut child = house
        .command(&[command, &[path]].concat())
        .stdout(Stdio::null())
        .stderr(File::create(house.path("said")).expect("a file"))
        .spawn()
        .expect("the command runs");
    let start = Instant::now();
    let exit = loop {
        if let Some(status) = child.try_wait().expect("the command runs") {
            break status.code();
        }
        if start.elapsed() > Duration::from_secs(30) {
            child.kill().expect("the command runs");
            panic!("{command:?} waits for {path}");
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    (exit, house.read("said"))
}

/// Each command on a folder that holds a sound page and something else.
fn told(make: impl Fn(&Scratch), path: &str) -> Vec<(Option<i32>, String)> {
    let house = Scratch::new();
    house.write("library/lamps/dim_lamps.rst", house.read("pages/otc/lamps/dim_lamps.rst"));
    make(&house);
    COMMANDS.iter().map(|command| run(&house, command, path)).collect()
}

fn pipe(house: &Scratch) {
    let made = Command::new("mkfifo").arg(house.path("library/lamps/pipe.rst")).status();
    assert!(made.expect("mkfifo is there").success());
}

#[test]
fn a_pipe_is_told_and_not_waited_for() {
    for (exit, said) in told(pipe, "library/lamps/pipe.rst") {
        assert_eq!(exit, Some(5), "{said}");
        assert!(said.contains("library/lamps/pipe.rst"), "{said}");
    }
    for (exit, said) in told(pipe, "library").into_iter().skip(1) {
        assert_eq!(exit, Some(5), "{said}");
        assert!(
            said.contains("`library/lamps/pipe.rst` cannot be read: it is no file, but a pipe or a device"),
            "{said}"
        );
    }
}

#[test]
fn a_link_to_a_device_without_end_is_told() {
    let make = |house: &Scratch| symlink("/dev/zero", house.path("library/lamps/zero.rst")).expect("a link");
    for (exit, said) in told(make, "library/lamps/zero.rst") {
        assert_eq!(exit, Some(5), "{said}");
        assert!(said.contains("library/lamps/zero.rst"), "{said}");
    }
}

#[test]
fn a_link_that_leads_nowhere_is_told() {
    let make = |house: &Scratch| symlink("gone.rst", house.path("library/lamps/link.rst")).expect("a link");
    for (exit, said) in told(make, "library/lamps/link.rst") {
        assert_eq!(exit, Some(5), "{said}");
        assert!(said.contains("library/lamps/link.rst"), "{said}");
    }
    for (exit, said) in told(make, "library").into_iter().skip(1) {
        assert_eq!(exit, Some(5), "{said}");
        assert!(said.contains("`library/lamps/link.rst` cannot be read"), "{said}");
    }
}

#[test]
fn links_in_a_circle_are_not_followed() {
    let make = |house: &Scratch| {
        symlink("..", house.path("library/lamps/up")).expect("a link");
        symlink("loop.rst", house.path("library/lamps/loop.rst")).expect("a link");
    };
    for (exit, said) in told(make, "library").into_iter().skip(1) {
        assert_eq!(exit, Some(5), "{said}");
        assert_eq!(said.matches("error[").count(), 1, "{said}");
        assert!(said.contains("library/lamps/loop.rst"), "{said}");
    }
}

#[test]
fn a_folder_named_like_a_page_is_a_folder() {
    let make = |house: &Scratch| {
        let page = house.read("pages/otc/lamps/dim_lamps.rst");
        house.write("library/lamps/more.rst/dim_lamps.rst", page);
    };
    let told = told(make, "library/lamps/more.rst");
    assert_eq!(told[0].0, Some(5), "{}", told[0].1);
    assert!(told[0].1.contains("a file is wanted here, not a folder"), "{}", told[0].1);
    for (exit, said) in &told[1..] {
        assert_eq!(*exit, Some(0), "{said}");
    }
}

#[test]
fn a_file_of_gigabytes_is_told_and_not_read() {
    // A file that is nothing but a hole takes no room.
    let make = |house: &Scratch| {
        let file = File::create(house.path("library/lamps/huge.rst")).expect("a file");
        file.set_len(40 << 30).expect("a hole");
    };
    for (exit, said) in told(make, "library/lamps/huge.rst") {
        assert_eq!(exit, Some(5), "{said}");
        assert!(said.contains("`library/lamps/huge.rst` cannot be read: it has 42949672960 bytes"), "{said}");
    }
}
