//! `cargo xtask docs defects` on pages of our own: how defects are grouped, chosen and printed.

use std::fs;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;
use serde_json::Value;
use tempfile::TempDir;

/// A page about a lamp: its table has `level` twice, and its example has what the page is given.
fn lamp(name: &str, uri: &str, example: &str) -> String {
    let line = "=".repeat(name.len());
    format!(
        "\
{name}
{line}

URI
---

{uri}

Request Parameters
------------------

.. table:: **Table 1** Request body parameters

   ========= ========= ======= =====================================
   Parameter Mandatory Type    Description
   ========= ========= ======= =====================================
   level     No        Integer How bright. The value ranges from 1 to 9.
   mood      No        String  The value can be **calm** or **wild**.
   level     No        Integer How bright. The value ranges from 1 to 9.
   ========= ========= ======= =====================================

Example Request
---------------

.. code-block::

   {example}
"
    )
}

/// A page whose only defect is an error that no table describes, which is of low confidence.
const QUIET: &str = "\
Resting
=======

URI
---

GET /v1/rest

Status Codes
------------

=========== ===========
Status Code Description
=========== ===========
200         Fine.
404         Gone.
=========== ===========
";

/// Two services: one with two pages that share a defect, and one that is quiet.
fn pages() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("pages/lamps/index.rst", "Lamps\n=====\n\nAll about lamps.\n");
    write("pages/lamps/api/dim.rst", &lamp("Dimming", "POST /v1/dim", "{\"level\": \"3\", \"mood\": \"a|b\"}"));
    write("pages/lamps/api/glow.rst", &lamp("Glowing", "POST /v1/glow", "{\"level\": 12, \"hue\": 1,}"));
    write("pages/robots/rest.rst", QUIET);
    folder
}

/// Exit code, standard output and standard error.
fn defects(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let command = command.args(["docs", "defects"]).args(args).current_dir(folder).env("NO_COLOR", "1");
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace('\\', "/");
    // A backslash is a path's on some systems, and Markdown's on all.
    let out = if cfg!(windows) { text(output.stdout) } else { String::from_utf8(output.stdout).unwrap() };
    (output.status.code().unwrap(), out, text(output.stderr))
}

/// What it prints; having found defects is no failure.
fn printed(folder: &Path, args: &[&str]) -> String {
    let (exit, stdout, stderr) = defects(folder, args);
    assert_eq!((exit, stderr.as_str()), (0, ""));
    stdout
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&printed(folder, &[args, &["--format", "json"]].concat())).unwrap()
}

#[test]
fn people_see_each_defect_with_its_evidence_and_a_table_of_all() {
    assert_snapshot!(printed(pages().path(), &["pages"]));
}

#[test]
fn the_vendor_gets_text_for_an_issue() {
    assert_snapshot!(printed(pages().path(), &["pages", "--format", "markdown"]));
}

#[test]
fn programs_get_every_place_of_every_defect() {
    let json = json(pages().path(), &["pages/lamps"]);
    assert_snapshot!(format!("{:#}", json["services"][0]["defects"][3]));
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["defects", "hidden", "classes", "services", "problems"]);
    assert_eq!(json["classes"]["example-type"], serde_json::json!({"high": 1, "medium": 0, "low": 0}));
}

#[test]
fn what_several_pages_share_is_one_defect_with_all_of_its_places() {
    let folder = pages();
    let json = json(folder.path(), &["pages"]);
    let all = json["services"][0]["defects"].as_array().unwrap();
    let twice: Vec<&Value> = all.iter().filter(|defect| defect["class"] == "duplicate-row").collect();
    assert_eq!(twice.len(), 1);
    let files: Vec<&Value> = twice[0]["places"].as_array().unwrap().iter().map(|place| &place["file"]).collect();
    assert_eq!(files, ["pages/lamps/api/dim.rst", "pages/lamps/api/glow.rst"]);
}

#[test]
fn what_is_less_sure_is_hidden_and_counted_until_it_is_asked_for() {
    let folder = pages();
    let count = |args: &[&str]| {
        let json = json(folder.path(), args);
        (json["defects"].as_u64().unwrap(), json["hidden"].as_u64().unwrap())
    };
    let all = count(&["pages", "--min-confidence", "low"]);
    assert_eq!(all.1, 0);
    assert_eq!(count(&["pages"]), (all.0 - 1, 1));
    let (high, hidden) = count(&["pages", "--min-confidence", "high"]);
    assert!(high > 0 && hidden > 1 && high + hidden == all.0);
    assert!(printed(folder.path(), &["pages/robots"]).contains("1 defect less sure: show it with"));
}

#[test]
fn a_page_that_is_named_twice_counts_once() {
    let folder = pages();
    assert_eq!(
        json(folder.path(), &["pages/robots/rest.rst", "pages/robots", "--min-confidence", "low"])["defects"],
        Value::from(1)
    );
}

#[test]
fn nothing_found_is_said_so() {
    let folder = pages();
    assert_eq!(
        printed(folder.path(), &["pages/robots", "--format", "markdown"]),
        "# Contradictions in the API reference\n\nNone was found on 1 page.\n"
    );
    assert_eq!(json(folder.path(), &["pages/robots"])["services"][0]["defects"], Value::Array(Vec::new()));
}

#[test]
fn a_defect_on_two_hundred_pages_is_a_short_line_for_people_and_folds_for_the_vendor() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..200 {
        let page = lamp("Dimming", &format!("POST /v1/dim/{number}"), "{\"level\": 3}");
        fs::write(folder.path().join(format!("dim_{number:03}.rst")), page).unwrap();
    }
    let told = printed(folder.path(), &["."]);
    assert!(told.contains("also ./dim_003.rst") && !told.contains("dim_004.rst"), "{told}");
    assert!(told.contains("and in 196 more places"), "{told}");
    let told = printed(folder.path(), &[".", "--format", "markdown"]);
    let row = told.lines().find(|line| line.contains("`dim_000.rst")).unwrap();
    assert!(row.contains("<br>`dim_003.rst:19`<details><summary>and 196 more</summary><br>`dim_004.rst:19`"), "{row}");
    assert!(row.contains("dim_199.rst"), "all are there: {row}");
}

#[test]
fn what_an_example_has_can_neither_break_a_table_nor_fill_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x1".repeat(50_000);
    for (name, value) in [("long", long.as_str()), ("marks", "a|b`c` <d>"), ("lines", "a\\nb\\u001b[31m")] {
        let page = lamp(name, &format!("POST /v1/{name}"), &format!("{{\"mood\": \"{value}\"}}"));
        fs::write(folder.path().join(format!("{name}.rst")), page).unwrap();
    }
    let told = printed(folder.path(), &["."]);
    assert!(told.lines().all(|line| line.len() < 400) && !told.contains('\u{1b}'), "{told}");
    let markdown = printed(folder.path(), &[".", "--format", "markdown"]);
    for row in markdown.lines().filter(|line| line.starts_with("| `")) {
        let bars = row.replace("\\|", "").matches('|').count();
        assert!(bars == 5 && row.len() < 600, "{row}");
    }
}

#[test]
fn text_that_is_longer_than_an_issue_may_be_comes_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..400 {
        let page = lamp("Dimming", &format!("POST /v1/dim/{number}"), &format!("{{\"level\": \"{number}\"}}"))
            .replace("level    ", &format!("level{number:03} "));
        fs::write(folder.path().join(format!("dim_{number:03}.rst")), page).unwrap();
    }
    let (exit, stdout, stderr) = defects(folder.path(), &[".", "--format", "markdown"]);
    assert!(exit == 0 && stdout.chars().count() > 65_536);
    assert!(stderr.contains("warning[long-issue]") && stderr.contains("name one service at a time"), "{stderr}");
}

#[test]
fn pages_that_cannot_be_read_as_they_stand_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let ragged = QUIET.replace("404         Gone.", "404        Gone.");
    for (name, bytes, code) in
        [("zero.rst", &b"Lamps\0"[..], "not-text"), ("ragged.rst", ragged.as_bytes(), "ragged-table")]
    {
        fs::write(folder.path().join(name), bytes).unwrap();
        let (exit, stdout, stderr) = defects(folder.path(), &[name, "--format", "json"]);
        assert_eq!(exit, 3, "{name}: {stderr}");
        assert!(stderr.contains(&format!("error[{code}]")) && stderr.contains(name), "{stderr}");
        let json: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!(json["problems"][0]["code"], code, "{name}");
    }
}

#[test]
fn folders_that_are_not_there_or_have_no_page_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let (exit, stdout, stderr) = defects(folder.path(), &["gone"]);
    assert_eq!((exit, stdout.as_str()), (5, ""), "{stderr}");
    let (exit, stdout, stderr) = defects(folder.path(), &["."]);
    assert_eq!((exit, stdout.as_str()), (2, ""));
    assert!(stderr.contains("no page lies below ."), "{stderr}");
    let (exit, ..) = defects(folder.path(), &[]);
    assert_eq!(exit, 2);
}
