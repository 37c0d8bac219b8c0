//! Examples against the tables that describe them.

use crate::support::{ROBOT, contracts, defects, request, sent, shown, table};

#[test]
fn an_example_that_is_no_json_is_told_with_the_reason_and_its_very_place() {
    let page = "Title\n=====\n\nURI\n---\n\nPOST /v1/robots\n\nExample Request\n---------------\n\n.. code-block::\n\n   {\n     \"a\": 1,\n   }\n";
    let defect = &contracts(page)[0].defects[0];
    assert_eq!(shown(defect), "example-unparsable request: the example is no JSON: trailing comma (high)");
    assert_eq!(defect.at.to_string(), "page.rst:15:12");
    for (body, reason) in [
        (r#"{"name": "r" "size": 1}"#, "missing comma"),
        (r#"{"name": "r", "size": 1"#, "unbalanced: `{` is never closed"),
        (r#"{"name": "r", "size": 1}}"#, "unbalanced: `}` closes nothing"),
        (r#"{"name": r2}"#, "`r2` without quotes"),
    ] {
        assert_eq!(sent(ROBOT, body), format!("example-unparsable request: the example is no JSON: {reason} (high)"));
    }
    assert_eq!(
        sent(ROBOT, "{\"name\": \"r\" // any\n}"),
        "example-unparsable request: the example is no JSON: comment (medium)"
    );
    assert_eq!(sent(ROBOT, r#"{"name": "r", "size": 1}"#), "");
}

#[test]
fn a_key_twice_in_one_object_is_told_and_in_two_objects_it_is_not() {
    let twice = "example-duplicate-key request: the example has the key `name` twice in one object (high)";
    assert_eq!(sent(ROBOT, r#"{"name": "r", "name": "s"}"#), twice);
    let list = &["robots|Yes|Array of objects|The robots."];
    assert_eq!(sent(list, r#"{"robots": [{"name": "r"}, {"name": "s"}]}"#), "");
}

#[test]
fn an_example_that_does_not_fit_its_table_is_told() {
    let typed = "example-type request size: expected integer, but found a string (high)";
    assert_eq!(sent(ROBOT, r#"{"name": "r", "size": "2"}"#), typed);
    let unknown = "example-unknown-field request sise: `sise` is given, but no row states it; is it the `size` of the table? (high)";
    assert_eq!(sent(ROBOT, r#"{"name": "r", "sise": 2}"#), unknown);
    let missing = "example-missing-field request name: `name` is required, but left out (medium)";
    assert_eq!(sent(ROBOT, r#"{"size": 2}"#), missing);
    let null = "example-null request size: `null` is given where no witness allows it (low)";
    assert_eq!(sent(ROBOT, r#"{"name": "r", "size": null}"#), null);
    assert_eq!(sent(ROBOT, r#"{"name": "r", "size": 2}"#), "");
    let null = &["name|Yes|String|Its name.", "size|No|Integer|Its size. The value can be null."];
    assert_eq!(sent(null, r#"{"name": "r", "size": null}"#), "");
}

#[test]
fn a_map_of_objects_takes_any_value() {
    let map = &["parts|No|Map<String,Object>|Its parts."];
    assert_eq!(sent(map, r#"{"parts": {"arm": "left", "legs": 2}}"#), "");
    assert!(sent(map, r#"{"parts": "arm"}"#).starts_with("example-type request parts: "));
}

#[test]
fn what_an_example_has_is_cut_where_it_gets_long() {
    let long = "x1".repeat(1_000);
    let kind = &["kind|No|String|The value can be **A** or **B**."];
    assert!(sent(kind, &format!("{{\"kind\": \"{long}\"}}")).contains("x1x1…` is none of A, B (medium)"));
    assert!(sent(ROBOT, &format!("{{\"name\": \"r\", \"{long}\": 1}}")).contains("x1x1…` is given, but no row"));
    let quoted = "example-not-allowed request kind: `a'b` is none of A, B (medium)";
    assert_eq!(sent(kind, r#"{"kind": "a`b"}"#), quoted);
}

#[test]
fn a_misfit_is_told_at_the_value_with_what_the_table_says() {
    let lines = "Example Request\n---------------\n\n.. code-block::\n\n   {\n     \"name\": \"r\",\n     \"size\": \"2\"\n   }\n";
    let page = format!("Title\n=====\n\nURI\n---\n\nPOST /v1/robots\n\n{}{lines}", request(ROBOT));
    let defect = &contracts(&page)[0].defects[0];
    assert_eq!(page.lines().nth(defect.at.line as usize - 1), Some("     \"size\": \"2\""));
    assert_eq!(defect.at.column, 14);
    let says: Vec<&str> = defect.evidence.iter().map(|evidence| evidence.says.as_str()).collect();
    assert_eq!(says, ["`\"2\"`", "type integer"]);
}

#[test]
fn fields_of_which_one_is_enough_are_not_missing() {
    let either = &["name|Yes|String|Either **name** or **id** is used.", "id|Yes|String|Its id."];
    assert_eq!(sent(either, r#"{"id": "r"}"#), "");
    let conditional = &["name|Yes|String|It is mandatory when the robot walks.", "id|Yes|String|Its id."];
    assert_eq!(sent(conditional, r#"{"id": "r"}"#), "");
}

#[test]
fn an_example_may_have_keys_that_only_the_words_of_a_page_allow() {
    let free = &["name|Yes|String|Its name.", "tags|No|Object|Free key-value pairs."];
    assert_eq!(sent(free, r#"{"name": "r", "tags": {"site": "north"}}"#), "");
}

#[test]
fn a_value_outside_what_is_allowed_is_told_unless_case_or_emptiness_explains_it() {
    let kind = &["kind|No|String|The value can be **A** or **B**.", "size|No|Integer|Value range: 1 to 9"];
    let value = "example-not-allowed request kind: `C` is none of A, B (medium)";
    assert_eq!(sent(kind, r#"{"kind": "C"}"#), value);
    let limit = "example-out-of-range request size: 10 is more than the greatest value, 9 (high)";
    assert_eq!(sent(kind, r#"{"size": 10}"#), limit);
    assert_eq!(sent(kind, r#"{"kind": "B", "size": 9}"#), "");
    assert!(sent(kind, r#"{"kind": ""}"#).ends_with("(low)"));
    assert!(sent(kind, r#"{"kind": "A, B"}"#).ends_with("(low)"), "several values at once");
    assert!(sent(kind, r#"{"size": 0}"#).ends_with("(low)"));
    let column = &["kind|No|String|Enumeration values: / -  **A** / -  **B**"];
    assert!(sent(column, r#"{"kind": "C"}"#).ends_with("(high)"));
    assert!(sent(column, r#"{"kind": "a"}"#).ends_with("(medium)"), "a service may not tell the two apart");
    let spelling = &["kind|No|String|The value can be **A** or **B**. The value is case-insensitive."];
    assert_eq!(sent(spelling, r#"{"kind": "a"}"#), "");
}

#[test]
fn an_object_around_the_fields_that_is_missing_or_too_many_is_told_once() {
    let extra =
        "example-root request: the example wraps the fields of the table in `robot`, which no row states (medium)";
    assert_eq!(sent(ROBOT, r#"{"robot": {"name": "r", "size": 1}}"#), extra);
    let page = format!(
        "{}.. _robot:\n\n.. table:: **Table 2** Robot\n\n{}\nExample Request\n---------------\n\n.. code-block::\n\n   {{\"name\": \"r\"}}\n",
        request(&["robot|Yes|:ref:`Robot <robot>` object|It."]),
        table(ROBOT),
    );
    let missing =
        "example-root request: the example shows the fields of `robot` without the `robot` around them (medium)";
    assert_eq!(defects(&page), missing);
    assert_eq!(defects(&page.replace(r#"{"name": "r"}"#, r#"{"robot": {"name": "r"}}"#)), "");
}

#[test]
fn an_error_below_the_answer_of_a_success_is_no_misfit() {
    let page = |body: &str| {
        let rows = table(&["kind||String|Its kind."]);
        format!(
            "Response\n--------\n\n**Status code: 200**\n\n{rows}\n**Example response**\n\n.. code-block::\n\n   {body}\n"
        )
    };
    assert_eq!(defects(&page(r#"{"badRequest": {"code": "R.1", "message": "busy"}}"#)), "");
    assert_eq!(defects(&page(r#"{"error_code": "R.1", "error_msg": "busy"}"#)), "");
    assert!(defects(&page(r#"{"bad": 1}"#)).starts_with("example-root 200: "));
}

#[test]
fn a_type_that_is_only_a_link_leaves_open_whether_there_is_one_or_a_list() {
    let page = |ty: &str| {
        let arm = table(&["length|No|Integer|How long."]);
        let body = request(&[&format!("arms|No|{ty}|Its arms.")]);
        defects(&format!(
            "{body}.. _arm:\n\n.. table:: **Table 2** Arm\n\n{arm}\nExample Request\n---------------\n\n\
             .. code-block::\n\n   {{\"arms\": [{{\"length\": 1}}]}}\n"
        ))
    };
    let told = |sure: &str| format!("example-type request arms: expected object, but found an array ({sure})");
    assert_eq!(page(":ref:`Arm <arm>`"), told("low"));
    assert_eq!(page(":ref:`Arm <arm>` object"), told("high"));
}
