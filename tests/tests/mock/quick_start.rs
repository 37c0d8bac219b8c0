//! The README's quick start works as it is written: its commands, its variables, its program.

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
