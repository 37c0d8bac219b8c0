//! Spoilt facts files: whoever edits one by hand is told to lock the page again.

use insta::assert_snapshot;
use xtask::Exit;

use crate::scratch::Scratch;

const LAMPS: &str = "specs/lamps/documented/dim_lamps.otc.yaml";

#[test]
fn a_truncated_facts_file_is_told_where_it_ends() {
    let house = Scratch::new();
    house.cut(LAMPS, "fast]");
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @"
    error[truncated]: the file ends in the middle of something (while parsing a node, did not find expected node content)
      --> specs/lamps/documented/dim_lamps.otc.yaml:33:24
       |
    33 |     values: {is: [slow, 
       |                        ^
       |
       = help: facts files are generated: run `cargo xtask docs lock` again

    1 error
    ");
}

#[test]
fn a_row_that_is_taken_out_of_the_ledger_is_told() {
    let house = Scratch::new();
    let text = house.read(LAMPS);
    let row = text.lines().find(|line| line.contains("told: [request level]")).expect("a row");
    house.edit(LAMPS, &format!("{row}\n"), "");
    let told = house.refused(&["verify"], Exit::BadInput);
    assert!(told.contains("error[ledger-row]: the row in line 36 of the page") && told.contains(LAMPS), "{told}");
}

#[test]
fn a_facts_file_cut_off_between_two_lines_lacks_its_last_parts() {
    let house = Scratch::new();
    house.cut(LAMPS, "  - address: request mode\n");
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @"
    error[missing-keyword]: a facts file needs `defects`
     --> specs/lamps/documented/dim_lamps.otc.yaml:3:1
      |
    3 | operation: dim_lamps
      | ^^^^^^^^^
      |
      = help: facts files are generated: run `cargo xtask docs lock` again

    error[missing-keyword]: a facts file needs `examples`
     --> specs/lamps/documented/dim_lamps.otc.yaml:3:1
      |
    3 | operation: dim_lamps
      | ^^^^^^^^^
      |
      = help: facts files are generated: run `cargo xtask docs lock` again

    error[missing-keyword]: a facts file needs `rows`
     --> specs/lamps/documented/dim_lamps.otc.yaml:3:1
      |
    3 | operation: dim_lamps
      | ^^^^^^^^^
      |
      = help: facts files are generated: run `cargo xtask docs lock` again

    error[missing-keyword]: a facts file needs `tables`
     --> specs/lamps/documented/dim_lamps.otc.yaml:3:1
      |
    3 | operation: dim_lamps
      | ^^^^^^^^^
      |
      = help: facts files are generated: run `cargo xtask docs lock` again

    4 errors
    ");
}

#[test]
fn an_edited_word_a_misspelt_key_and_a_bad_address_are_told_at_once() {
    let house = Scratch::new();
    house.edit(LAMPS, "values: {is: [slow, fast]", "vlaues: {is: [slow, fast]");
    house.edit(LAMPS, "address: \"400\"", "address: \"4000\"");
    house.edit(LAMPS, "method: POST\n", "method: POST\n    presence: maybe\n");
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @r#"
    error[bad-value]: `maybe` is no presence: it is `required`, `optional` or `unstated`
      --> specs/lamps/documented/dim_lamps.otc.yaml:12:15
       |
    12 |     presence: maybe
       |               ^^^^^
       |
       = help: facts files are generated: run `cargo xtask docs lock` again

    error[unknown-keyword]: `vlaues` is no keyword of an element; did you mean `values`?
      --> specs/lamps/documented/dim_lamps.otc.yaml:34:5
       |
    34 |     vlaues: {is: [slow, fast], line: 34, basis: prose}
       |     ^^^^^^
       |
       = help: facts files are generated: run `cargo xtask docs lock` again

    error[bad-value]: `4000` is no address of an operation
      --> specs/lamps/documented/dim_lamps.otc.yaml:45:14
       |
    45 |   - address: "4000"
       |              ^^^^^^
       |
       = help: facts files are generated: run `cargo xtask docs lock` again

    3 errors
    "#);
}

#[test]
fn a_changed_fact_is_a_finding() {
    let house = Scratch::new();
    house.edit(LAMPS, "[slow, fast]", "[slow, quick]");
    let outcome = house.harmless(&["verify", "--service", "lamps"], Exit::Findings);
    assert_eq!(outcome.stderr, "");
    assert_snapshot!(outcome.stdout, @"
    error[values]: the values of `request mode` differ: only the page has quick; only the spec has fast
      --> lamps dim_lamps, request mode
       | page otc  slow, quick  otc/lamps/dim_lamps.rst:34
       | spec      slow, fast   specs/lamps/dim_lamps.yaml:42:11
       | rust      slow, fast   crates/huaweicloud-lamps/src/generated/types/dim_lamps.rs:49:14
       = help: change the spec to what the page states; if the page is wrong, write a quirk with the evidence into quirks.yaml

    service  operation  rows  matched  excused  differing  unread  findings
    lamps    dim_lamps  7     5        1        1          0       1
    all                 7     5        1        1          0       1

    1 operation: 5 of 7 table rows matched, 1 excused, 1 differing, 0 unread; 1 open finding, 1 excused.
    ");
}

#[test]
fn the_wrong_operation_in_the_name_is_told() {
    let house = Scratch::new();
    house.write("specs/lamps/documented/dim_lights.otc.yaml", house.read(LAMPS));
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @"
    error[facts-name]: the file is named after the operation `dim_lights`, but holds facts of `dim_lamps`
     --> specs/lamps/documented/dim_lights.otc.yaml:3:12
      |
    3 | operation: dim_lamps
      |            ^^^^^^^^^
      |
      = help: rename the file, or remove it and run `cargo xtask docs lock` again

    1 error
    ");
}

#[test]
fn the_wrong_edition_in_the_name_is_told() {
    let house = Scratch::new();
    house.write("specs/lamps/documented/dim_lamps.hwc.yaml", house.read(LAMPS));
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[facts-name]: the file is named after the edition `hwc`, but holds facts of `otc`
     --> specs/lamps/documented/dim_lamps.hwc.yaml:4:10
      |
    4 | edition: otc
      |          ^^^
      |
      = help: rename the file, or remove it and run `cargo xtask docs lock` again

    1 error; nothing was written
    ");
}

#[test]
fn facts_of_an_operation_that_nobody_has_are_a_finding() {
    let house = Scratch::new();
    let facts = house.read(LAMPS).replace("operation: dim_lamps", "operation: dim_lights");
    house.write("specs/lamps/documented/dim_lights.otc.yaml", facts);
    let outcome = house.harmless(&["verify", "--service", "lamps"], Exit::BadInput);
    assert_snapshot!(outcome.stderr, @"
    error[unnamed-page]: `dim_lights` has facts of a page that is not named here: `otc/lamps/dim_lamps.rst`
    --> specs/lamps/service.toml
     = help: name the page under [pages], or lock the pages again

    1 error
    ");

    // Named and locked, and its spec still to be written: that is how a new operation begins.
    let manifest = house.read("specs/lamps/service.toml");
    let named = format!("{manifest}\n[pages.dim_lights]\notc = \"otc/lamps/dim_lamps.rst\"\n");
    house.write("specs/lamps/service.toml", named);
    let outcome = house.harmless(&["verify", "--service", "lamps"], Exit::Findings);
    assert_snapshot!(outcome.stderr, @"
    warning[page]: `dim_lights` is no operation of this service yet
      --> specs/lamps/service.toml:15:8
       |
    15 | [pages.dim_lights]
       |        ^^^^^^^^^^
       |
       = help: write `dim_lights.yaml`, or remove the page
    ");
    assert_snapshot!(outcome.stdout, @"
    error[coverage]: `dim_lights` has no spec
      --> lamps dim_lights, operation
       | page otc  it exists  otc/lamps/dim_lamps.rst:7
       = help: write specs/<service>/<operation>.yaml, or delete what was locked and generated for it

    error[coverage]: `dim_lights` has no generated Rust
      --> lamps dim_lights, operation
       | page otc  it exists  otc/lamps/dim_lamps.rst:7
       = help: run `cargo xtask generate`

    service  operation   rows  matched  excused  differing  unread  findings
    lamps    dim_lamps   7     6        1        0          0       0
    lamps    dim_lights  7     0        0        7          0       2
    all                  14    6        1        7          0       2

    2 operations: 6 of 14 table rows matched, 1 excused, 7 differing, 0 unread; 2 open findings, 1 excused.
    ");
}

#[test]
fn a_name_without_an_edition_is_told() {
    let house = Scratch::new();
    house.write("specs/lamps/documented/dim_lamps.yaml", house.read(LAMPS));
    house.write("specs/lamps/documented/notes.txt", "Remember the lamps.\n");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[facts-name]: `specs/lamps/documented/dim_lamps.yaml` is no name of a facts file
    --> specs/lamps/documented/dim_lamps.yaml
     = help: facts files are named OPERATION.EDITION.yaml and written by `cargo xtask docs lock`; remove anything else

    error[facts-name]: `specs/lamps/documented/notes.txt` is no name of a facts file
    --> specs/lamps/documented/notes.txt
     = help: facts files are named OPERATION.EDITION.yaml and written by `cargo xtask docs lock`; remove anything else

    2 errors; nothing was written
    ");
}

#[test]
fn invalid_utf_8_is_told_where_it_stands() {
    let house = Scratch::new();
    let mut bytes = house.read(LAMPS).into_bytes();
    bytes[300] = 0xff;
    house.write(LAMPS, bytes);
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @r#"
    error[invalid-utf8]: the file is not UTF-8 from here on
     --> specs/lamps/documented/dim_lamps.otc.yaml:6:37
      |
    6 | sha256: "810de3627be42c75b046ff87c50�b67a57f4525d7dc01389266017b23cd696c9"
      |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: facts files are generated: run `cargo xtask docs lock` again

    1 error
    "#);
}

#[test]
fn an_empty_file_is_told() {
    let house = Scratch::new();
    house.write(LAMPS, "");
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @"
    error[empty-file]: the file holds no document
    --> specs/lamps/documented/dim_lamps.otc.yaml
     = help: facts files are generated: run `cargo xtask docs lock` again

    1 error
    ");
}

#[test]
fn a_megabyte_in_one_value_does_not_bury_the_message() {
    let huge = "x".repeat(1 << 20);
    let house = Scratch::new();
    house.edit(LAMPS, "method: POST", &format!("presence: {huge}"));
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @"
    error[bad-value]: `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxx` is no presence: it is `required`, `optional` or `unstated`
    --> specs/lamps/documented/dim_lamps.otc.yaml:11:15
     = help: facts files are generated: run `cargo xtask docs lock` again

    1 error
    ");
}
