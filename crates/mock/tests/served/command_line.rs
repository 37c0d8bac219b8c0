//! The program.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

fn mock(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mock"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Ends it as an interrupt does.
#[cfg(unix)]
fn interrupt(child: &Child) {
    let status = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(status.is_ok_and(|status| status.success()));
}

#[cfg(unix)]
#[test]
fn it_prints_urls_serves_and_says_what_it_saw() {
    let mut child = mock(&["--service", "oms", "--service", "drs"]).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = || {
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        line
    };
    assert!(line().starts_with("oms  http://127.0.0.1:"));
    let drs = line();
    let address = drs.trim_end().strip_prefix("drs  http://").expect("a URL").to_owned();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /nothing HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");

    interrupt(&child);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("what it saw:\noms: 0 requests\ndrs: 1 request\n       1  404 no operation\n"), "{rest}");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("try: curl "), "{stderr}");
    assert!(stderr.contains("drs  GET /nothing  404 no operation\n    no operation has this path\n"), "{stderr}");
}

#[test]
fn what_it_cannot_start_it_says_and_ends_with_3() {
    let output = mock(&["--cloud", "otc", "--service", "oms"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("exists on Huawei Cloud only"), "{stderr}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_secret_that_is_mistyped_is_not_printed() {
    let output = mock(&["--service", "drs", "--access-key", ":hush"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("--access-key") && !stderr.contains("hush"), "{stderr}");
}

#[test]
fn a_command_line_that_it_does_not_understand_ends_with_2() {
    let output = mock(&["--servce", "drs"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn it_warns_of_addresses_that_let_others_in() {
    let mut child = mock(&["--service", "drs", "--bind", "0.0.0.0"]).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let mut warning = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut warning).unwrap();
    interrupt(&child);
    child.wait().unwrap();
    assert!(first.starts_with("drs  http://0.0.0.0:"), "{first}");
    assert!(warning.starts_with("warning: whoever reaches 0.0.0.0 can call these services"), "{warning}");
}
