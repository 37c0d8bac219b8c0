//! What counts as a contradiction of a page, and what does not: each class once where it is, and once where it only looks
//! like it.

use contract::{Contract, Defect};

fn contracts(page: &str) -> Vec<Contract> {
    docparse::read(page.as_bytes(), "page.rst", &"otc".parse().unwrap()).contracts
}

fn shown(defect: &Defect) -> String {
    format!("{} {}: {} ({})", defect.class, defect.address, defect.message, defect.confidence)
}

/// The defects of a page about `GET /v1/robots`, or another URI.
fn of(uri: &str, rest: &str) -> String {
    let page = format!("Title\n=====\n\nURI\n---\n\n{uri}\n\n{rest}");
    contracts(&page)[0].defects.iter().map(shown).collect::<Vec<_>>().join("\n")
}

fn defects(rest: &str) -> String {
    of("POST /v1/robots", rest)
}

/// A table of `name|mandatory|type|description` rows.
fn table(rows: &[&str]) -> String {
    let header = "Parameter|Mandatory|Type|Description";
    let cells: Vec<Vec<&str>> =
        [header].iter().chain(rows).map(|row| row.split('|').map(str::trim).collect()).collect();
    let line = |cells: &[&str]| {
        format!("   | {} |\n", cells.iter().map(|cell| format!("{cell:90}")).collect::<Vec<_>>().join(" | "))
    };
    let rule = |mark: &str| format!("   +{}\n", format!("{}+", mark.repeat(92)).repeat(4));
    let mut text = format!("{}{}{}", rule("-"), line(&cells[0]), rule("="));
    for row in &cells[1..] {
        // A `/` in the description begins a new line of the cell.
        for (index, part) in row[3].split(" / ").enumerate() {
            let head = if index == 0 { [row[0], row[1], row[2]] } else { [""; 3] };
            text.push_str(&line(&[head[0], head[1], head[2], part]));
            text.push_str(&line(&["", "", "", ""]));
        }
        text.push_str(&rule("-"));
    }
    text
}

/// A page with a request table.
fn request(rows: &[&str]) -> String {
    format!("Request\n-------\n\n.. table:: **Table 1** Request body parameters\n\n{}\n", table(rows))
}

fn sent(rows: &[&str], body: &str) -> String {
    let lines: String = body.lines().map(|line| format!("   {line}\n")).collect();
    defects(&format!("{}Example Request\n---------------\n\n.. code-block::\n\n{lines}", request(rows)))
}

fn stated(rows: &[&str]) -> String {
    defects(&request(rows))
}

const ROBOT: &[&str] = &["name|Yes|String|Its name.", "size|No|Integer|Its size."];

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
fn an_example_url_that_misses_the_uri_is_told() {
    let sends = |line: &str| {
        let rows = table(&["id|Yes|String|Its id."]);
        of(
            "PUT /v1/robots/{id}/arms",
            &format!("{rows}\nExample Request\n---------------\n\n.. code-block::\n\n   {line}\n"),
        )
    };
    for (line, message) in [
        ("PUT https://x.y/v1/robots/7", "the example URL lacks `/arms` of the URI"),
        ("PUT https://x.y/v1/robots/7/arms/2", "the example URL has `/2` more than the URI"),
        ("PUT https://x.y/v2/robots/7/arms", "the example URL has `v2` where the URI has `v1`"),
        ("PUT https://x.y/v1/lamps/7/arms", "the example URL has `lamps` where the URI has `robots`"),
        ("POST https://x.y/v1/robots/7/arms", "the example sends POST, but the URI says PUT"),
        ("PUT https://x.y/v1/robots/ 7/arms", "the example URL has a blank in its path"),
    ] {
        assert_eq!(sends(line), format!("example-url operation: {message} (high)"));
    }
    assert_eq!(sends("PUT https://{endpoint}/v1/robots/{id}/arms?deep=true"), "");
    assert_eq!(sends("PUT /v1/robots/7/arms -H 'Accept: text/plain'"), "", "options of a command follow");
}

#[test]
fn a_variable_that_nobody_describes_is_told_with_the_row_that_may_mean_it() {
    let row = |name: &str| of("GET /v1/robots/{robot_id}", &table(&[&format!("{name}|Yes|String|Its id.")]));
    assert_eq!(row("robot_id"), "");
    assert_eq!(
        row("robots_id"),
        "path-variable-undocumented path robot_id: the URI has the variable `robot_id`, but no row describes it; \
         is it the `robots_id` of the table? (high)"
    );
    let said =
        "path-variable-undocumented path robot_id: the URI has the variable `robot_id`, but no row describes it (high)";
    assert_eq!(of("GET /v1/robots/{robot_id}", ""), said);
    assert_eq!(of("GET /v1/robots/{robot_id}", "In it, robot_id is the id of the robot."), "");
}

#[test]
fn a_row_of_the_path_that_the_uri_lacks_or_that_may_be_left_out_is_told() {
    let path = |row: &str| {
        of(
            "GET /v1/robots/{id}",
            &format!(".. table:: **Table 1** Path Parameters\n\n{}", table(&["id|Yes|String|Its id.", row])),
        )
    };
    assert_eq!(
        path("zone|Yes|String|Its zone."),
        "path-parameter-unused path zone: `zone` is among the path parameters, but the URI has no such variable (high)"
    );
    assert!(!path("zone|Yes|String|Its zone.").contains("path id"), "the row of the variable is in its place");
    let optional = of("GET /v1/robots/{id}", &table(&["id|No|String|Its id."]));
    assert_eq!(
        optional,
        "path-parameter-optional path id: `id` is a part of the path, but the page says it may be left out (high)"
    );
}

#[test]
fn two_rows_of_one_name_are_told_with_what_differs() {
    let second = |row: &str| stated(&["size|No|Integer|Its size.", row]);
    assert_eq!(
        second("size|No|Integer|Its size."),
        "duplicate-row request size: `size` has two rows: identical (high)"
    );
    let differs = "duplicate-row request size: `size` has two rows: another type and presence (high)";
    assert_eq!(second("size|Yes|String|Its size."), differs);
    assert_eq!(second("Size|No|Integer|Its size."), "");
}

#[test]
fn swapped_columns_are_told() {
    assert!(stated(&["size|Integer|No|Its size."]).starts_with("columns-swapped request size: "));
    assert_eq!(stated(&["size|Mandatory|Integer|Its size."]), "");
    let page = |cells: &str| {
        let rows = format!(
            "========= ======= ===========\nParameter Type    Description\n========= ======= ===========\n{cells}\n========= ======= ===========\n"
        );
        defects(&format!("Response\n--------\n\n{rows}"))
    };
    let shifted =
        "columns-swapped 2XX size: the row of `size` has a column more than its table: presence, type, words (high)";
    assert_eq!(page("size      No      Integer"), shifted);
    assert_eq!(page("size      Integer No less."), "");
}

#[test]
fn a_description_that_contradicts_the_column_of_presence_is_told() {
    let optional = "presence-contradicted request size: `size` is mandatory by its column, but optional by its description (medium)";
    assert_eq!(stated(&["size|Yes|Integer|Its size. This parameter is optional."]), optional);
    let mandatory = "presence-contradicted request size: `size` is optional by its column, but mandatory by its description (medium)";
    assert_eq!(stated(&["size|No|Integer|Its size. This parameter is mandatory."]), mandatory);
    assert_eq!(stated(&["size|Yes|Integer|Its size. This parameter is not mandatory."]), optional);
    for fine in [
        "This parameter is optional.",
        "If it walks, this parameter is mandatory.",
        "This parameter is mandatory when it walks.",
        "It cannot be left blank.",
    ] {
        assert_eq!(stated(&[&format!("size|No|Integer|Its size. {fine}")]), "", "{fine}");
    }
}

#[test]
fn a_default_that_is_not_allowed_beyond_its_limits_or_of_another_type_is_told() {
    let row = |ty: &str, words: &str| stated(&[&format!("size|No|{ty}|{words}")]);
    let values = row("String", "The value can be **A** or **B**. The default value is **C**.");
    assert_eq!(values, "default-not-allowed request size: the default `C` is none of the allowed values (medium)");
    let range = row("Integer", "Value range: 1 to 9 / Default value: **12**");
    assert_eq!(range, "default-out-of-range request size: the default `12` is above the greatest, 9 (high)");
    let ty = row("Integer", "Default value: large");
    assert_eq!(ty, "default-type request size: the default `large` of `size` is not of its type (medium)");
    assert_eq!(row("Integer", "Value range: 1 to 9 / Default value: **2**"), "");
    assert_eq!(row("Integer", "Default value: none"), "");
    assert_eq!(row("String", "The value can be **A** or **B**. The default value is **B**."), "");
}

#[test]
fn values_and_limits_that_contradict_each_other_are_told() {
    let row = |ty: &str, words: &str| stated(&[&format!("size|No|{ty}|{words}")]);
    let beyond = row("Integer", "The value can be **2**, **4** or **80**. / Maximum: **9**");
    assert_eq!(beyond, "value-out-of-range request size: allowed values are above the greatest, 9: `80` (medium)");
    assert_eq!(row("Integer", "The value can be **2**, **4** or **8**. / Maximum: **9**"), "");
    let limits = row("Integer", "Minimum: **9** / Maximum: **2**");
    assert_eq!(limits, "limits-contradict request size: the least (9) is above the greatest (2) (high)");
    assert_eq!(row("Integer", "Minimum: **2** / Maximum: **9**"), "");
}

#[test]
fn a_range_of_networks_is_no_list_of_values() {
    let ranges = &["net|No|String|Range: / -  **10.0.0.0/8-24** / -  **192.168.0.0/16-24**"];
    assert_eq!(sent(ranges, r#"{"net": "10.0.0.0/16"}"#), "");
}

#[test]
fn a_value_that_is_listed_twice_is_told() {
    let row =
        |last: &str| stated(&[&format!("kind|No|String|Enumeration values: / -  **A** / -  **B** / -  **{last}**")]);
    assert_eq!(row("A"), "duplicate-value request kind: `A` is listed twice among the values of `kind` (high)");
    assert_eq!(row("C"), "");
    let explained =
        "kind|No|String|Its kind: / -  **A**: great / -  **B**: small / Enumeration values: / -  **A** / -  **B**";
    assert_eq!(stated(&[explained]), "");
}

#[test]
fn an_object_without_a_table_and_a_table_without_a_row_are_told() {
    let lone = stated(&["arms|No|Array of Arm objects|Its arms."]);
    assert_eq!(lone, "object-without-table request arms: no table describes the type `Arm` (medium)");
    assert_eq!(
        stated(&["arms|No|Array of :ref:`Arm <other_page__arm>` objects|Its arms."]),
        "",
        "it is on another page"
    );
    let page = |caption: &str| {
        format!("{}.. table:: **Table 2** {caption}\n\n{}", request(ROBOT), table(&["grip|No|String|It."]))
    };
    let unused = "object-table-unused operation: the table describes an object, but no row refers to it (low)";
    assert_eq!(defects(&page("Arm")), unused);
    let used = format!(
        "{}.. table:: **Table 2** **arms** field\n\n{}",
        request(&["arms|No|Array of objects|Its arms."]),
        table(&["grip|No|String|It."])
    );
    assert_eq!(defects(&used), "");
}

/// A page with a table of status codes.
fn statuses(codes: &[&str]) -> String {
    let rows: String = codes.iter().map(|code| format!("{code:11} Words.\n")).collect();
    format!(
        "Status Codes\n------------\n\n=========== =====\nStatus Code Words\n=========== =====\n{rows}=========== =====\n"
    )
}

#[test]
fn a_status_that_the_table_of_status_codes_lacks_is_told() {
    let page = |codes: &[&str]| {
        let rows = table(&["code||String|A code."]);
        defects(&format!("Response\n--------\n\n**Status code: 204**\n\n{rows}\n{}", statuses(codes)))
    };
    let told =
        "status-not-listed 204: status 204 is described, but the table of status codes does not list it (medium)";
    assert_eq!(page(&["200"]), told);
    assert_eq!(page(&["204"]), "");
    assert_eq!(page(&["2XX"]), "");
}

#[test]
fn error_statuses_whose_bodies_no_table_describes_are_told_once() {
    let one = "status-without-body 400: status 400 is listed, but no table describes its body (low)";
    assert_eq!(defects(&statuses(&["200", "400"])), one);
    let two = "status-without-body 400: statuses 400, 404 are listed, but no table describes their bodies (low)";
    assert_eq!(defects(&statuses(&["200", "400", "404"])), two);
    assert_eq!(defects(&statuses(&["200"])), "");
}

#[test]
fn a_field_that_is_always_null_is_told() {
    let row = |words: &str| stated(&[&format!("size|No|String|{words}")]);
    assert!(row("This parameter is reserved, its value is null.").starts_with("always-null request size: "));
    assert_eq!(row("This parameter is reserved."), "");
}

/// Two pages of one service.
fn across(one: &str, other: &str) -> String {
    let edition = "otc".parse().unwrap();
    let read = |text: &str, name: &str| {
        docparse::read(format!("Title\n=====\n\nURI\n---\n\n{text}").as_bytes(), name, &edition).contracts
    };
    let contracts = [read(one, "one.rst"), read(other, "other.rst")].concat();
    docparse::across(&contracts).iter().map(shown).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_endpoint_that_two_pages_describe_differently_is_told_with_what_differs() {
    let page = |rows: &[&str]| format!("POST /v1/robots/{{id}}/moves\n\n{}", request(rows));
    let rows = ["name|Yes|String|It.", "zone|No|String|It.", "arms|No|Integer|It.", "size|No|Integer|It."];
    let other = ["name|Yes|String|It.", "zone|No|String|It.", "arms|No|Integer|It.", "size|No|String|It."];
    assert_eq!(
        across(&page(&rows), &page(&other)),
        "endpoint-described-twice operation: two pages describe `POST /v1/robots/{id}/moves` differently: \
         `request size`: integer or string (medium)"
    );
    assert_eq!(across(&page(&rows), &page(&rows)), "");
    // One page for each action: a field of the body tells them apart.
    assert_eq!(across(&page(&["start|Yes|Object|It."]), &page(&["stop|Yes|Object|It."])), "");
}

#[test]
fn an_object_that_two_pages_describe_differently_is_told() {
    let page = |uri: &str, size: &str| {
        let rows = table(&["name|Yes|String|It.", "zone|No|String|It.", &format!("size|No|{size}|It.")]);
        let object = format!(".. _robot:\n\n.. table:: **Table 2** Robot\n\n{rows}");
        format!("POST /v1/{uri}\n\n{}{object}", request(&["robot|Yes|:ref:`Robot <robot>` object|It."]))
    };
    let told = across(&page("robots", "Integer"), &page("machines", "String"));
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.starts_with("object-described-twice request robot.size: `size` of `Robot` is "), "{told}");
    assert_eq!(across(&page("robots", "Integer"), &page("machines", "Integer")), "");
}

#[test]
fn every_class_is_found_by_its_name() {
    for class in docparse::Class::ALL {
        assert_eq!(docparse::Class::from_name(class.as_str()), Some(*class));
    }
}
