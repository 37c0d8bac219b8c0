//! What counts as a contradiction of a page, and what does not.

fn defects(rest: &str) -> String {
    let page = format!("Title\n=====\n\nURI\n---\n\nGET /v1/robots\n\n{rest}");
    let read = docparse::read(page.as_bytes(), "page.rst", &"otc".parse().unwrap());
    let told = read.contracts[0]
        .defects
        .iter()
        .map(|defect| format!("{} {}: {}", defect.class, defect.address, defect.message));
    told.collect::<Vec<_>>().join("\n")
}

const RESPONSE: &str = "\
Response
--------

**Status code: 200**

========= ====== ================================================================
Parameter Type   Description
========= ====== ================================================================
kind      String The value can be **A** or **B**.
engine    String The value can be **A** or **B**. The value is case-insensitive.
tags      Object Free key-value pairs.
========= ====== ================================================================

**Status code: 500**

========= ======
Parameter Type
========= ======
code      String
========= ======

";

fn example(body: &str) -> String {
    defects(&format!("{RESPONSE}**Example response**\n\n.. code-block::\n\n   {body}\n"))
}

#[test]
fn an_example_that_a_table_does_not_allow_is_told() {
    insta::assert_snapshot!(example(r#"{"kind": 7, "more": null}"#), @"
    example-misfit 200 kind: expected string, but found an integer
    example-misfit 200 more: `more` is given, but no row states it
    ");
}

#[test]
fn an_example_is_not_taken_for_that_of_the_last_status() {
    assert_eq!(example(r#"{"kind": "A"}"#), "");
}

#[test]
fn an_error_below_the_answer_of_a_success_is_no_misfit() {
    assert_eq!(example(r#"{"badRequest": {"code": "R.1", "message": "busy"}}"#), "");
}

#[test]
fn what_only_the_words_of_a_page_allow_is_no_misfit() {
    assert_eq!(example(r#"{"engine": "a", "tags": {"site": "north"}}"#), "");
}

#[test]
fn error_statuses_whose_bodies_no_table_describes_are_told_once() {
    let table = |rows: &str| {
        format!(
            "Status Codes\n------------\n\n=========== =====\nStatus Code Words\n=========== =====\n{rows}=========== =====\n"
        )
    };
    insta::assert_snapshot!(defects(&table("200         Done.\n400         Bad.\n")), @"status-without-body 400: status 400 is listed, but no table describes its body");
    insta::assert_snapshot!(defects(&table("200         Done.\n400         Bad.\n404         Gone.\n")), @"status-without-body 400: statuses 400, 404 are listed, but no table describes their bodies");
}
