//! Examples are witnesses: one that contradicts its table is found, and a quirk decides, until the page says otherwise.

#[path = "bad_input/scratch.rs"]
#[allow(dead_code, reason = "it is made for the tests on bad input, which need more of it")]
mod scratch;

use scratch::{Outcome, Scratch};
use xtask::Exit;

const RST: &str = "pages/otc/lamps/dim_lamps.rst";
const TEXT: &str = "pages/hwc/hatches/OpenHatch.txt";

/// A page of which only the text is left.
const HATCH: &str = "\
OpenHatch

Function

This API opens a hatch.

URI

POST /v1/{hatch_id}/open

Path Parameters

|
Parameter |
Mandatory |
Type |
Description |
|---|---|---|---|
|
hatch_id |
Yes |
String |
Which hatch. |

Request Parameters

Request body parameters

|
Parameter |
Mandatory |
Type |
Description |
|---|---|---|---|
|
width |
Yes |
Integer |
How far. |

Example Requests

POST https://{endpoint}/v1/7/open

{
\"width\" : 3
}

Status Codes

|
Status Code |
Description |
|---|---|
|
204 |
It is open. |
";

fn verify(scratch: &Scratch, service: &str) -> Outcome {
    scratch.run(&["verify", "--service", service])
}

fn lock(scratch: &Scratch) {
    let outcome = scratch.run(&["docs", "lock", "--pages", "pages"]);
    assert_eq!(outcome.exit, Some(Exit::Ok as i32), "{}{}", outcome.stdout, outcome.stderr);
}

/// A quirk about a rule.
fn quirk(operation: &str, edition: &str, address: &str, rules: &str) -> String {
    format!(
        "\n- operations: [{operation}]\n  addresses: [\"{address}\"]\n  rules: [{rules}]\n  edition: {edition}\n  \
         page_says: One thing in the table, and another in the example.\n  we_do: What the table says.\n  evidence: A call \
         that was answered.\n  until: the two agree\n"
    )
}

/// The house, whose page shows a request with that level.
fn with_example(level: &str) -> Scratch {
    let scratch = Scratch::new();
    let page = scratch.read(RST);
    let example = format!("{{\"mode\": \"slow\", \"level\": {level}}}");
    let section = "Example Requests\n----------------\n\n.. code-block::\n\n";
    scratch.write(RST, format!("{page}\n{section}   {example}\n"));
    lock(&scratch);
    scratch
}

#[test]
fn verify_reports_an_example_that_contradicts_its_table_with_what_both_say() {
    let scratch = with_example("\"3\"");
    let told = verify(&scratch, "lamps");
    assert_eq!(told.exit, Some(Exit::Findings as i32));
    insta::assert_snapshot!(told.stdout.split("\n\n").find(|part| part.contains("defect:")).unwrap_or_default(), @r#"
    error[defect:example-type]: expected integer, but found a string
      --> lamps dim_lamps, request level
       | page otc  `"3"`         otc/lamps/dim_lamps.rst:67:30
       | page otc  type integer  otc/lamps/dim_lamps.rst:36
       = help: tell the vendor; write into quirks.yaml what we do instead, with the evidence
    "#);
}

#[test]
fn a_quirk_with_its_address_excuses_it_and_one_with_another_does_not() {
    let scratch = with_example("\"3\"");
    let quirks = "specs/lamps/quirks.yaml";
    let sound = scratch.read(quirks);
    let excused = |address: &str| {
        let lacks = quirk("dim_lamps", "otc", "request", "examples");
        let misfit = quirk("dim_lamps", "otc", address, "defect:example-type, examples");
        scratch.write(quirks, format!("{sound}{lacks}{misfit}"));
        verify(&scratch, "lamps")
    };
    let told = excused("request level");
    assert_eq!(told.exit, Some(Exit::Ok as i32), "{}{}", told.stdout, told.stderr);
    let told = excused("request mode");
    assert_eq!(told.exit, Some(Exit::Findings as i32));
    assert!(told.stdout.contains("error[defect:example-type]"), "{}", told.stdout);
}

#[test]
fn a_quirk_is_reported_once_the_page_agrees_with_itself() {
    let scratch = with_example("3");
    let quirks = "specs/lamps/quirks.yaml";
    let sound = scratch.read(quirks);
    let lacks = quirk("dim_lamps", "otc", "request", "examples");
    let unused = quirk("dim_lamps", "otc", "request level", "defect:example-type");
    scratch.write(quirks, format!("{sound}{lacks}{unused}"));
    let told = verify(&scratch, "lamps");
    assert_eq!(told.exit, Some(Exit::Findings as i32));
    insta::assert_snapshot!(told.stdout.split("\n\n").next().unwrap_or_default(), @"
    error[expired-quirk]: the quirk about `request level` (rule `defect:example-type`) no longer applies: nothing is found there
      --> lamps dim_lamps, request level
       | spec  it was to last until the two agree  specs/lamps/quirks.yaml:19:3
       = help: delete the quirk, or correct its operation, address, rule or edition
    ");
    scratch.write(quirks, format!("{sound}{lacks}"));
    assert_eq!(verify(&scratch, "lamps").exit, Some(Exit::Ok as i32));
}

#[test]
fn the_examples_of_text_pages_are_witnesses_too() {
    let scratch = Scratch::new();
    scratch.write(TEXT, HATCH);
    let draft = scratch.run(&["new", "operation", "--page", TEXT, "--stem", "open_hatch"]);
    assert_eq!(draft.exit, Some(Exit::Ok as i32), "{}{}", draft.stdout, draft.stderr);
    let told = verify(&scratch, "hatches").stdout;
    assert!(!told.contains("error[defect"), "{told}");

    scratch.edit(TEXT, "\"width\" : 3", "\"width\" : \"3\"");
    lock(&scratch);
    let told = verify(&scratch, "hatches").stdout;
    assert!(told.contains("error[defect:example-type]: expected integer, but found a string"), "{told}");
    assert!(told.contains("hwc/hatches/OpenHatch.txt:46:11"), "{told}");

    let misfit = quirk("open_hatch", "hwc", "request width", "defect:example-type, examples");
    let shown = quirk("open_hatch", "hwc", "request", "examples");
    scratch.write("specs/hatches/quirks.yaml", format!("{misfit}{shown}"));
    let told = verify(&scratch, "hatches").stdout;
    assert!(!told.contains("error[defect") && !told.contains("error[examples]"), "{told}");

    scratch.edit(TEXT, "\"width\" : \"3\"", "\"width\" : 3");
    lock(&scratch);
    let told = verify(&scratch, "hatches").stdout;
    assert_eq!(told.matches("error[expired-quirk]").count(), 3, "{told}");
}

#[test]
fn a_scan_counts_the_examples_that_contradict_their_tables() {
    let scratch = with_example("\"3\"");
    let told = scratch.run(&["docs", "scan", "pages", "--format", "json"]);
    let counts: serde_json::Value = serde_json::from_str(&told.stdout).expect("JSON");
    assert_eq!(counts["all"]["examples"], serde_json::json!({"all": 1, "contradicting": 1}));
}
