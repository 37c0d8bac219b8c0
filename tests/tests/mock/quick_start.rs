//! The README's quick start works as it is written: its commands, its variables, its program.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Output};

use mock::Mock;

/// The README.
fn readme() -> String {
    let path = evidence::root().join("README.md");
    std::fs::read_to_string(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()))
}

/// The lines that begin with this, in the blocks of shell of the README.
fn shell(begin: &str) -> Vec<String> {
    let text = readme();
    let blocks = text.split("\n```sh\n").skip(1).filter_map(|block| Some(block.split_once("\n```")?.0));
    let lines = blocks.flat_map(|block| block.lines().map(str::trim));
    lines.filter(|line| line.starts_with(begin)).map(str::to_owned).collect()
}

/// What the README gives the mock for an option: `--port`.
fn option(name: &str) -> String {
    let lines = shell("cargo xtask mock ");
    let words: Vec<&str> = lines.first().expect("the README starts the mock").split_whitespace().collect();
    let value = words.iter().position(|word| *word == name).and_then(|index| words.get(index + 1));
    (*value.unwrap_or_else(|| panic!("the README gives the mock no {name}"))).to_owned()
}

/// The program, with the variables that the README exports and no others; `address` is where the mock really is.
fn run(address: &str) -> Output {
    let home = tempfile::tempdir().expect("a home without files");
    let documented = format!("http://127.0.0.1:{}", option("--port"));
    let exports = shell("export ");
    let variables = exports.iter().flat_map(|line| line.trim_start_matches("export ").split_whitespace());
    let variables = variables.map(|variable| {
        let (name, value) = variable.split_once('=').unwrap_or_else(|| panic!("`{variable}` is no variable"));
        (name.to_owned(), value.replace(&documented, address))
    });
    let variables: Vec<_> = variables.collect();
    assert!(variables.iter().any(|(_, value)| value == address), "{variables:?} leads nowhere");
    let mut program = Command::new(env!("CARGO_BIN_EXE_quick_start"));
    program.env_clear().env("HOME", home.path()).envs(variables).output().expect("the program runs")
}

/// The words of a line for a shell: between blanks, or between quotes.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('\'').enumerate();
    let words = parts.map(|(index, part)| if index % 2 == 1 { vec![part] } else { part.split_whitespace().collect() });
    words.flatten().collect()
}

/// What `curl` of the README is answered; `address` is where the mock really is.
fn curl(address: &str) -> String {
    let lines = shell("curl ");
    let words = words(lines.first().expect("the README calls the mock"));
    let documented = format!("http://127.0.0.1:{}", option("--port"));
    let path = words.iter().find_map(|word| word.strip_prefix(&documented)).expect("it calls the mock that it starts");
    let given = |option: &'static str| {
        let after = words.iter().zip(words.iter().skip(1)).filter(move |(word, _)| **word == option);
        after.map(|(_, value)| *value)
    };
    let body = given("-d").next().expect("it sends a body");
    // With a body, curl posts.
    let mut request = format!("POST {path} HTTP/1.0\r\nHost: localhost\r\nContent-Length: {}\r\n", body.len());
    given("-H").for_each(|header| request += &format!("{header}\r\n"));
    request += &format!("\r\n{body}");
    let address = address.strip_prefix("http://").expect("a URL");
    let mut stream = TcpStream::connect(address).expect("the mock listens");
    stream.write_all(request.as_bytes()).expect("it is heard");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

async fn play() -> Mock {
    // As the README starts it, but for the port.
    let mock = Mock::builder().specs(evidence::root().join("specs")).service(option("--service")).start().await;
    mock.unwrap_or_else(|err| panic!("{err}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_of_the_readme_pauses_its_task_once() {
    let mock = play().await;
    for expected in ["success", "failed"] {
        let output = run(mock.url("drs"));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}");
        let line = format!("Some(\"8d0e8e36-a618-490d-8a46-8c61ac9jb502\"): Some(\"{expected}\")\n");
        assert_eq!(String::from_utf8_lossy(&output.stdout), line, "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_call_of_the_readme_pauses_its_task_once() {
    let mock = play().await;
    for expected in ["success", "failed"] {
        let answer = curl(mock.url("drs"));
        assert!(answer.starts_with("HTTP/1.0 200 OK\r\n"), "{answer}");
        assert!(answer.contains(&format!(r#""status":"{expected}""#)), "{answer}");
    }
}
