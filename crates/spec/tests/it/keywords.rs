//! Keywords: misspelt, misplaced, of another version, or with the wrong kind of value.

use insta::assert_snapshot;

use crate::fixture::told;

#[test]
fn misspelt_keywords_get_the_right_one() {
    let edits = [
        ("batch_switch_lamps.yaml", "required: [lamps]", "requried: [lamps]"),
        ("batch_switch_lamps.yaml", "maxLength: 43", "maxlength: 43"),
        (
            "batch_switch_lamps.yaml",
            "required: [lamp_id, mode]\n      properties",
            "required: [lamp_id, mode]\n      propertys",
        ),
        ("show_lamp.yaml", "      responses:", "      respones:"),
    ];
    assert_snapshot!(told(&edits), @r"
    error[unknown-keyword]: `requried` is no keyword of a schema object; did you mean `required`?
      --> specs/lamps/batch_switch_lamps.yaml:58:7
      = help: write `required`
    error[unknown-keyword]: `maxlength` is no keyword of a schema object; did you mean `maxLength`?
      --> specs/lamps/batch_switch_lamps.yaml:79:13
      = help: write `maxLength`
    error[unknown-keyword]: `propertys` is no keyword of a schema object; did you mean `properties`?
      --> specs/lamps/batch_switch_lamps.yaml:83:7
      = help: write `properties`
    error[unknown-keyword]: `respones` is no keyword of an operation; did you mean `responses`?
      --> specs/lamps/show_lamp.yaml:26:7
      = help: write `responses`
    ");
}

#[test]
fn misspelt_words_get_the_right_one() {
    let edits = [
        ("show_lamp.yaml", "schema: {type: string", "schema: {type: strnig"),
        ("show_lamp.yaml", "in: query", "in: qury"),
    ];
    assert_snapshot!(told(&edits), @r"
    error[unknown-word]: `strnig` is no word that can stand here
      --> specs/lamps/show_lamp.yaml:19:26
      = help: did you mean `string`?
    error[unknown-word]: `qury` is no word that can stand here
      --> specs/lamps/show_lamp.yaml:21:15
      = help: did you mean `query`?
    ");
}

#[test]
fn a_missing_description_of_a_response_is_told() {
    assert_snapshot!(told(&[("show_lamp.yaml", "          description: The lamp.\n", "")]), @r"
    error[missing-keyword]: a response object needs `description`
      --> specs/lamps/show_lamp.yaml:27:9
      = help: add `description:`
    ");
}

#[test]
fn a_keyword_at_the_wrong_depth_is_told_where_it_belongs() {
    let edits = [("show_lamp.yaml", "          description: What to show.\n          schema:", "      schema:")];
    assert_snapshot!(told(&edits), @r"
    error[missing-keyword]: a parameter object needs `schema`
      --> specs/lamps/show_lamp.yaml:20:11
      = help: add `schema:`
    error[unknown-keyword]: `schema` is no keyword of an operation
      --> specs/lamps/show_lamp.yaml:22:7
      = help: it is one of a parameter object: check the indentation
    ");
    let edits = [(
        "show_lamp.yaml",
        "            items: {type: string, enum: [colour, power]}",
        "          items: {type: string}",
    )];
    assert_snapshot!(told(&edits), @r"
    error[no-items]: a list needs `items`
      --> specs/lamps/show_lamp.yaml:23:11
      = help: say what it is a list of; `items: {}` is anything
    error[unknown-keyword]: `items` is no keyword of a parameter object
      --> specs/lamps/show_lamp.yaml:25:11
      = help: it is one of a schema object: check the indentation
    ");
}

#[test]
fn values_of_the_wrong_kind_are_told() {
    let edits = [
        ("show_lamp.yaml", "version: v1", "version: 2.0"),
        ("show_lamp.yaml", "required: true", "required: yes"),
        ("show_lamp.yaml", "tags: [Lamps]", "tags: Lamps"),
        ("batch_switch_lamps.yaml", "maxItems: 50", "maxItems: 1,024"),
        ("batch_switch_lamps.yaml", "minLength: 1", "minLength: -1"),
        ("batch_switch_lamps.yaml", "description: Which lamp.", "description:"),
    ];
    assert_snapshot!(told(&edits), @r"
    error[wrong-type]: expected a whole number from 0, but found the text `1,024`
      --> specs/lamps/batch_switch_lamps.yaml:64:21
      = help: write plain digits, without quotes and separators
    error[wrong-type]: expected a text, but found nothing
      --> specs/lamps/batch_switch_lamps.yaml:85:11
      = help: write a value, or indent the lines that belong to it
    error[wrong-type]: expected a whole number from 0, but found the number `-1`
      --> specs/lamps/batch_switch_lamps.yaml:87:22
      = help: limits count something: they are whole numbers from 0
    error[wrong-type]: expected a text, but found the number `2.0`
      --> specs/lamps/show_lamp.yaml:4:12
      = help: put it in quotes
    error[wrong-type]: expected a list, but found the text `Lamps`
      --> specs/lamps/show_lamp.yaml:11:13
      = help: check the indentation and what the keyword takes
    error[wrong-type]: expected `true` or `false`, but found the text `yes`
      --> specs/lamps/show_lamp.yaml:17:21
      = help: YAML 1.2 knows only `true` and `false`
    ");
}

#[test]
fn openapi_3_1_is_refused_in_one_message() {
    assert_snapshot!(told(&[("show_lamp.yaml", "openapi: 3.0.3", "openapi: 3.1.0")]), @r"
    error[openapi-version]: OpenAPI 3.1.0 is not taken here
      --> specs/lamps/show_lamp.yaml:1:10
      = help: write `openapi: 3.0.3`: the generator reads 3.0 only
    ");
}

#[test]
fn keywords_of_other_versions_are_refused_with_what_replaces_them() {
    let edits = [
        ("show_lamp.yaml", "schema: {type: string", "schema: {const: a, type: [string, 'null']"),
        ("common.yaml", "  schemas:\n    Failure:", "  definitions: {}\n  schemas:\n    Failure:"),
    ];
    assert_snapshot!(told(&edits), @"
    error[unknown-keyword]: `definitions` is no keyword of a components object
      --> specs/lamps/common.yaml:38:3
      = help: it is Swagger 2.0; write `components/schemas`
    error[unknown-keyword]: `const` is no keyword of a schema object
      --> specs/lamps/show_lamp.yaml:19:20
      = help: it is OpenAPI 3.1; write `enum` with one value
    error[wrong-type]: expected a word, but found a list
      --> specs/lamps/show_lamp.yaml:19:36
      = help: lists of types are OpenAPI 3.1; this line reads 3.0.3: use `nullable: true`
    ");
}

#[test]
fn keywords_that_nothing_would_keep_are_refused() {
    let edits = [
        (
            "show_lamp.yaml",
            "schema: {type: string",
            "schema: {uniqueItems: true, oneOf: [{type: string}], type: string",
        ),
        ("show_lamp.yaml", "    get:", "    parameters: []\n    get:"),
        ("show_lamp.yaml", "      deprecated: true", "      callbacks: {}"),
    ];
    assert_snapshot!(told(&edits), @r"
    error[unsupported]: `parameters` of a path item is not taken here
      --> specs/lamps/show_lamp.yaml:7:5
      = help: write it into the operation
    error[unsupported]: `callbacks` of an operation is not taken here
      --> specs/lamps/show_lamp.yaml:13:7
      = help: nothing in the generated client follows it: remove it
    error[unsupported]: `uniqueItems` of a schema object is not taken here
      --> specs/lamps/show_lamp.yaml:20:20
      = help: the generated Rust cannot keep it and no witness states it: say it in the description
    error[unsupported]: `oneOf` of a schema object is not taken here
      --> specs/lamps/show_lamp.yaml:20:39
      = help: the generator builds wrong types from it: write one object with optional fields, or `{}` for any JSON
    ");
}

#[test]
fn methods_that_the_client_lacks_are_refused() {
    assert_snapshot!(told(&[("show_lamp.yaml", "    get:", "    options:")]), @r"
    error[unsupported]: `options` of a path item is not taken here
      --> specs/lamps/show_lamp.yaml:7:5
      = help: the generated client has no OPTIONS: remove it
    ");
}

#[test]
fn siblings_of_a_reference_are_refused() {
    let edits = [(
        "batch_switch_lamps.yaml",
        "            $ref: '#/components/schemas/Language'",
        "            $ref: '#/components/schemas/Language'\n            nullable: true",
    )];
    assert_snapshot!(told(&edits), @r"
    error[ref-siblings]: `nullable` beside `$ref` is ignored by every reader
      --> specs/lamps/batch_switch_lamps.yaml:23:13
      = help: write `allOf: [{$ref: ...}]`, and the other keywords beside `allOf`
    ");
}

#[test]
fn extensions_of_nobody_are_warned_about() {
    assert_snapshot!(told(&[("batch_switch_lamps.yaml", "x-done-when", "x-done-wen")]), @r"
    warning[unknown-extension]: `x-done-wen` is an extension that nothing here reads
      --> specs/lamps/batch_switch_lamps.yaml:15:7
      = help: did you mean `x-done-when`?
    ");
    assert_snapshot!(told(&[("show_lamp.yaml", "deprecated: true", "x-internal: true")]), @r"
    warning[unknown-extension]: `x-internal` is an extension that nothing here reads
      --> specs/lamps/show_lamp.yaml:12:7
      = help: remove it
    ");
    assert_snapshot!(told(&[("show_lamp.yaml", "deprecated: true", "x-min-length: 1")]), @r"
    warning[unknown-extension]: `x-min-length` is an extension that nothing here reads
      --> specs/lamps/show_lamp.yaml:12:7
      = help: it has a meaning elsewhere: check the indentation
    ");
}

#[test]
fn extensions_that_steer_the_generator_are_refused() {
    assert_snapshot!(told(&[("show_lamp.yaml", "deprecated: true", "x-dropshot-pagination: {}")]), @r"
    error[unknown-extension]: `x-dropshot-pagination` is not taken here
      --> specs/lamps/show_lamp.yaml:12:7
      = help: it would steer the generator behind our back: remove it
    ");
}

#[test]
fn the_states_of_a_task_are_a_list_of_words() {
    assert_snapshot!(told(&[("batch_switch_lamps.yaml", "[PLUGGED, DIMMED]", "PLUGGED")]), @r"
    error[wrong-type]: expected a list, but found the text `PLUGGED`
      --> specs/lamps/batch_switch_lamps.yaml:14:22
      = help: check the indentation and what the keyword takes
    ");
}

#[test]
fn a_path_and_a_status_follow_their_rules() {
    let edits = [
        ("show_lamp.yaml", "  /v1/{project_id}/lamps/{lamp_id}:", "  v1/{project_id}/lamps/{lamp_id}:"),
        ("show_lamp.yaml", "'200':", "'2000':"),
    ];
    assert_snapshot!(told(&edits), @r"
    error[unknown-keyword]: `v1/{project_id}/lamps/{lamp_id}` is no keyword of a paths object
      --> specs/lamps/show_lamp.yaml:6:3
      = help: a path begins with `/`
    error[no-success]: no response announces success
      --> specs/lamps/show_lamp.yaml:26:7
      = help: add the status that the page shows for success, such as `'200'`
    ");
}

#[test]
fn links_are_links() {
    assert_snapshot!(told(&[("batch_switch_lamps.yaml", "https://example.com/lamps/switch.html", "switch.html")]), @r"
    error[wrong-type]: expected a link (`https://...`), but found the text `switch.html`
      --> specs/lamps/batch_switch_lamps.yaml:13:14
      = help: check the indentation and what the keyword takes
    ");
}
