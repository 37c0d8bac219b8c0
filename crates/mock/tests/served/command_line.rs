//! The program.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

fn mock(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mock"));
    command
        .args(arguments)
        .env_remove("MOCK_ACCESS_KEYS")
        .env_remove("MOCK_TOKENS")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
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

/// What it prints at first: on stdout one line per service, and on stderr up to how to steer it.
#[cfg(unix)]
fn begins(mut command: Command) -> (String, String) {
    let mut child = command.spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let mut hints = String::new();
    for line in BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap) {
        hints += &format!("{line}\n");
        if line.starts_with("how to steer it") {
            break;
        }
    }
    interrupt(&child);
    child.wait().unwrap();
    (first, hints)
}

#[cfg(unix)]
#[test]
fn it_warns_of_addresses_that_let_others_in() {
    let (first, hints) = begins(mock(&["--service", "drs", "--bind", "0.0.0.0"]));
    assert!(first.starts_with("drs  http://0.0.0.0:"), "{first}");
    let warning = "warning: whoever reaches 0.0.0.0 can call these services";
    assert!(hints.starts_with(&format!("{warning}; control calls stay local")), "{hints}");
    let (_, hints) = begins(mock(&["--service", "drs", "--bind", "0.0.0.0", "--control", "anyone"]));
    assert!(hints.starts_with(&format!("{warning}, and make control calls\n")), "{hints}");
}

#[cfg(unix)]
#[test]
fn it_says_which_keys_hold_and_never_a_secret_that_it_was_given() {
    let (_, hints) = begins(mock(&["--service", "drs"]));
    assert!(hints.contains("access key MOCKACCESSKEYEXAMPLE, secret mock-secret-that-opens-nothing-else, "), "{hints}");
    let mut given = mock(&["--service", "drs"]);
    given.env("MOCK_ACCESS_KEYS", "AKOTHER:hush MOCKACCESSKEYEXAMPLE:hush");
    let (_, hints) = begins(given);
    assert!(hints.contains("access key MOCKACCESSKEYEXAMPLE, secret the one that you gave it, "), "{hints}");
    assert!(!hints.contains("hush"), "{hints}");
}

#[cfg(unix)]
#[test]
fn a_service_without_examples_has_a_call_to_try_too() {
    let (_, hints) = begins(mock(&["--service", "oms"]));
    assert!(hints.contains("try: curl -i -X POST http://127.0.0.1:"), "{hints}");
}

#[test]
fn whoever_asks_for_iam_as_a_service_is_told_how_to_ask() {
    let output = mock(&["--service", "iam"]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(3) && stderr.contains("`--iam`"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn a_seed_may_be_of_services_that_are_not_played_but_not_of_any_that_there_is_not() {
    let seed = std::env::temp_dir().join(format!("mock-seed-{}.yaml", std::process::id()));
    let with = |text: &str| {
        std::fs::write(&seed, text).unwrap();
        mock(&["--service", "drs", "--seed", seed.to_str().unwrap()])
    };
    let (first, _) = begins(with("drs: {job: {mine: PAUSING}}\ndcs: {migration_task: {t: MIGRATING}}\n"));
    assert!(first.starts_with("drs  http://"), "{first}");
    let output = with("drs: {job: {mine: PAUSING}}\ndsc: {migration_task: {}}\n").output().unwrap();
    std::fs::remove_file(&seed).unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(3) && stderr.contains("did you mean"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn its_log_says_where_the_spec_lacks_the_status_of_a_refusal() {
    let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/specimen/specs");
    let mut child = mock(&["--specs", specs, "--service", "beacon"]).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let mut stream = TcpStream::connect(first.trim_end().strip_prefix("beacon  http://").expect("a URL")).unwrap();
    let head = "GET /v1/s/lamps/north?colour=red HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n";
    stream.write_all(format!("{head}X-Auth-Token: mock-token\r\n\r\n").as_bytes()).unwrap();
    stream.read_to_string(&mut String::new()).unwrap();
    interrupt(&child);
    let stderr = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
    assert!(stderr.contains("| the spec documents no 400 here, for which its 404 stands in: "), "{stderr}");
}
