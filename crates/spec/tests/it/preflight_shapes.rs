//! Shapes that the generator panics on, misreads or ignores.

use insta::assert_snapshot;

use crate::fixture::told;

const SHOW: &str = "show_lamp.yaml";
const SWITCH: &str = "batch_switch_lamps.yaml";
/// The schema of the answer to ShowLamp, to be replaced.
const ANY: &str = "schema: {}";

#[test]
fn a_request_has_one_media_type() {
    assert_snapshot!(told(&[(SWITCH, "          application/json:\n            schema:", "          text/xml: {schema: {type: string}}\n          application/json:\n            schema:")]), @r"
    error[media-type]: `text/xml` is no media type that is taken here
      --> specs/lamps/batch_switch_lamps.yaml:27:11
      = help: use `application/json` or `application/octet-stream`
    error[media-types]: the body has a second media type
      --> specs/lamps/batch_switch_lamps.yaml:28:11
      = help: the generated client knows one media type per body: keep the one that the page shows
    ");
    assert_snapshot!(told(&[(SWITCH, "          application/json:\n            schema:", "          application/json;charset=UTF-8:\n            schema:")]), @r"
    error[media-type]: `application/json;charset=UTF-8` is no media type that is taken here
      --> specs/lamps/batch_switch_lamps.yaml:27:11
      = help: use `application/json` or `application/octet-stream`
    ");
}

/// The answer to ShowLamp, to be replaced.
const ANSWER: &str = "application/json:\n              schema: {}";

#[test]
fn nothing_is_said_about_bytes_that_only_a_look_into_them_could_check() {
    let with = |schema: &str| {
        told(&[
            (SHOW, ANSWER, &format!("application/octet-stream:\n              schema: {schema}")),
            (SHOW, "        '400':\n          $ref: 'common.yaml#/components/responses/BadRequest'\n", ""),
        ])
    };
    assert_snapshot!(with("{type: string, format: binary, minLength: 1, maxLength: 9}"), @"
    error[idle-keyword]: `minLength` says nothing about bytes: they are streamed, and nothing checks them
      --> specs/lamps/show_lamp.yaml:31:54
      = help: remove it, and say it in the description
    error[idle-keyword]: `maxLength` says nothing about bytes: they are streamed, and nothing checks them
      --> specs/lamps/show_lamp.yaml:31:68
      = help: remove it, and say it in the description
    ");
    assert_snapshot!(with("{type: string, format: binary, pattern: a, default: a, enum: [a]}"), @"
    error[idle-keyword]: `pattern` says nothing about bytes: they are streamed, and nothing checks them
      --> specs/lamps/show_lamp.yaml:31:54
      = help: remove it, and say it in the description
    error[idle-keyword]: `default` says nothing about bytes: they are streamed, and nothing checks them
      --> specs/lamps/show_lamp.yaml:31:66
      = help: remove it, and say it in the description
    error[idle-keyword]: `enum` says nothing about bytes: they are streamed, and nothing checks them
      --> specs/lamps/show_lamp.yaml:31:78
      = help: remove it, and say it in the description
    ");
    assert_snapshot!(
        told(&[(SWITCH, "          application/json:\n            schema:", "          application/octet-stream:\n            schema: {type: string, format: binary, maxLength: 9}\n          application/json:\n            schema:")]),
        @"
        error[idle-keyword]: `maxLength` says nothing about bytes: they are streamed, and nothing checks them
          --> specs/lamps/batch_switch_lamps.yaml:28:52
          = help: remove it, and say it in the description
        error[media-types]: the body has a second media type
          --> specs/lamps/batch_switch_lamps.yaml:29:11
          = help: the generated client knows one media type per body: keep the one that the page shows
        "
    );
}

#[test]
fn a_media_type_has_a_schema() {
    assert_snapshot!(told(&[(SHOW, "            application/json:\n              schema: {}", "            application/json: {}")]), @r"
    error[no-schema]: `application/json` has no schema
      --> specs/lamps/show_lamp.yaml:30:13
      = help: add `schema: {}` where nothing is known of the body
    ");
    assert_snapshot!(told(&[(SHOW, "          content:\n            application/json:\n              schema: {}", "          content: {}")]), @r"
    error[no-content]: `content` has no media type
      --> specs/lamps/show_lamp.yaml:27:9
      = help: add `application/json`, or remove `content` where there is no body
    ");
}

#[test]
fn statuses_may_answer_with_different_types() {
    let with = |answers: &str| told(&[(SHOW, "        '400':", &format!("{answers}        '400':"))]);
    assert_eq!(with("        '204': {description: No lamp.}\n"), "");
    assert_eq!(
        with(
            "        '201':\n          description: B.\n          content: {application/json: {schema: {type: string}}}\n"
        ),
        ""
    );
    assert_eq!(with("        '500': {description: B.}\n        4XX: {description: C.}\n"), "");
    assert_eq!(
        with(
            "        '500':\n          description: B.\n          content: {application/json: {schema: {type: object, properties: {a: {}}}}}\n"
        ),
        ""
    );
}

#[test]
fn a_call_either_downloads_or_decodes() {
    let download = |status: &str| {
        let answer =
            "description: B.\n          content: {application/octet-stream: {schema: {type: string, format: binary}}}";
        told(&[(SHOW, "        '400':", &format!("        '{status}':\n          {answer}\n        '400':"))])
    };
    assert_snapshot!(download("206"), @"
    error[two-types]: status 206 answers with bytes, and status 200 with something else
      --> specs/lamps/show_lamp.yaml:32:9
      ::: specs/lamps/show_lamp.yaml:27:9: the other one is here
      = help: keep the one that the page shows as the answer: a call either downloads or decodes
    ");
    assert_snapshot!(download("500"), @"
    error[two-types]: status 500 answers with bytes, and status 400 with something else
      --> specs/lamps/show_lamp.yaml:32:9
      ::: specs/lamps/show_lamp.yaml:35:9: the other one is here
      = help: keep the one that the page shows as the answer: a call either downloads or decodes
    ");
}

#[test]
fn an_answer_that_has_no_body_describes_none() {
    assert_snapshot!(told(&[(SHOW, "'200':", "'204':")]), @"
    error[no-body]: an answer with status 204 has no body
      --> specs/lamps/show_lamp.yaml:30:13
      = help: remove `content`, and say in quirks.yaml what the page shows
    ");
    assert_snapshot!(told(&[(SHOW, "    get:", "    head:")]), @"
    error[no-body]: an answer to HEAD has no body
      --> specs/lamps/common.yaml:35:9
      = help: remove `content`, and say in quirks.yaml what the page shows
    error[no-body]: an answer to HEAD has no body
      --> specs/lamps/show_lamp.yaml:30:13
      = help: remove `content`, and say in quirks.yaml what the page shows
    ");
}

#[test]
fn response_headers_are_one_constant_for_all_statuses() {
    let with = |ok: &str, bad: &str| {
        let bad = format!("'404': {{description: B., headers: {{{bad}}}}}\n        '400':");
        told(&[
            (SHOW, "description: The lamp.", &format!("description: The lamp.\n          headers: {{{ok}}}")),
            (SHOW, "'400':", &bad),
        ])
    };
    let text = "{schema: {type: string}}";
    assert_eq!(with(&format!("X-Id: {text}"), &format!("x-id: {text}")), "");
    assert_snapshot!(with(&format!("X-Id: {text}"), "X-Id: {schema: {type: integer}}"), @"
    error[response-header]: the header `X-Id` has two types: status 200 and status 404 differ
      --> specs/lamps/show_lamp.yaml:33:44
      ::: specs/lamps/show_lamp.yaml:29:21: the other one is here
      = help: a response header is one constant for all statuses: describe it as a text in all of them, or keep one
    ");
    assert_snapshot!(with(&format!("X-Id: {text}, x_id: {text}"), "'X Id': {schema: {type: array, items: {type: string}}}"), @"
    error[response-header]: the headers `x_id` and `X-Id` would have one name in Rust
      --> specs/lamps/show_lamp.yaml:29:53
      ::: specs/lamps/show_lamp.yaml:29:21: the other one is here
      = help: a response header is one constant for all statuses: describe it as a text in all of them, or keep one
    error[header-name]: `X Id` is no name of a header
      --> specs/lamps/show_lamp.yaml:33:44
      = help: HTTP takes letters, digits and signs such as `-`, without spaces
    error[response-header]: the headers `X Id` and `X-Id` would have one name in Rust
      --> specs/lamps/show_lamp.yaml:33:44
      ::: specs/lamps/show_lamp.yaml:29:21: the other one is here
      = help: a response header is one constant for all statuses: describe it as a text in all of them, or keep one
    error[unsupported]: `X Id` is more than a word, which a header cannot be
      --> specs/lamps/show_lamp.yaml:33:44
      = help: describe it as a text, and say in the description how it is put together
    ");
}

#[test]
fn patterns_are_ecma_262() {
    let with = |schema: &str| told(&[(SHOW, ANY, schema)]);
    assert_eq!(with("schema: {type: string, pattern: '^(?=.*[a-z])[^<>]{8,26}$', default: abcdefgh}"), "");
    assert_snapshot!(with("schema: {type: string, pattern: '^[a-z'}"), @"
    error[pattern]: `^[a-z` is no regular expression: Unbalanced bracket
      --> specs/lamps/show_lamp.yaml:31:47
      = help: patterns are ECMA-262, as JavaScript has them: mend it
    ");
    assert_snapshot!(with("schema: {type: string, pattern: '^[a-z]+$', default: A1}"), @"
    error[pattern-misfit]: `A1` does not match the pattern of its schema
      --> specs/lamps/show_lamp.yaml:31:68
      ::: specs/lamps/show_lamp.yaml:31:47: the pattern is here
      = help: mend the pattern where the page's own data breaks it, or else the data
    ");
}

#[test]
fn a_value_that_nobody_could_read_in_documentation_is_told() {
    for value in ["a\\n", "a\\tb", "a\\u202Eb"] {
        let schema = format!("schema: {{type: string, enum: [b, \"{value}\"]}}");
        let told = told(&[(SHOW, ANY, schema.as_str())]);
        assert!(told.starts_with("error[enum]: `a") && told.contains("has a character that nobody sees"), "{told}");
    }
}

#[test]
fn limits_and_values_do_not_contradict_each_other() {
    let with = |schema: &str| told(&[(SHOW, ANY, schema)]);
    assert_snapshot!(with("schema: {type: array, items: {type: integer, minimum: 3, maximum: 2}, minItems: 2, maxItems: 1}"), @"
    error[range]: `maximum` 2 is less than `minimum` 3
      --> specs/lamps/show_lamp.yaml:31:81
      ::: specs/lamps/show_lamp.yaml:31:69: `minimum` is here
      = help: swap them, or mend one
    error[range]: `maxItems` 1 is less than `minItems` 2
      --> specs/lamps/show_lamp.yaml:31:108
      ::: specs/lamps/show_lamp.yaml:31:95: `minItems` is here
      = help: swap them, or mend one
    ");
    assert_snapshot!(with("schema: {allOf: [{type: string, maxLength: 2}], minLength: 3}"), @"
    error[range]: `maxLength` 2 is less than `minLength` 3
      --> specs/lamps/show_lamp.yaml:31:58
      ::: specs/lamps/show_lamp.yaml:31:74: `minLength` is here
      = help: swap them, or mend one
    ");
    assert_snapshot!(with("schema: {type: string, enum: [a, abc], maxLength: 2}"), @"
    error[enum-misfit]: the value does not fit its schema: 3 characters, but at most 2 are allowed
      --> specs/lamps/show_lamp.yaml:31:48
      ::: specs/lamps/show_lamp.yaml:31:54: the schema says so here
      = help: mend the schema where the page's own data breaks it, or else the data
    ");
    assert_snapshot!(with("schema: {type: integer, minimum: 0.5, maximum: 18446744073709551615}"), @"
    error[whole-number]: `0.5` is no whole number of 64 bits
      --> specs/lamps/show_lamp.yaml:31:48
      = help: write the nearest whole number, or mend `type`
    error[whole-number]: `18446744073709551615` is no whole number of 64 bits
      --> specs/lamps/show_lamp.yaml:31:62
      = help: write the nearest whole number, or mend `type`
    ");
    assert_snapshot!(with("schema: {type: boolean, enum: [true]}"), @"
    error[enum]: a boolean is not enumerated in Rust
      --> specs/lamps/show_lamp.yaml:31:39
      = help: say it in the description; texts and whole numbers can be enumerated
    ");
}

#[test]
fn default_is_success_and_failure() {
    assert_snapshot!(told(&[(SHOW, "        '400':", "        default:")]), @"
    error[two-types]: status 200 and status default answer differently, beside `default`
      --> specs/lamps/show_lamp.yaml:32:9
      ::: specs/lamps/show_lamp.yaml:27:9: the first one is here
      = help: `default` counts as success and as failure: list the failing statuses, or write `4XX` and `5XX`
    ");
}

#[test]
fn an_operation_can_succeed() {
    assert_snapshot!(told(&[(SHOW, "        '200':", "        '302':")]), @r"
    error[no-success]: no response announces success
      --> specs/lamps/show_lamp.yaml:26:7
      = help: add the status that the page shows for success, such as `'200'`
    error[unsupported]: nothing reads a response with status 302
      --> specs/lamps/show_lamp.yaml:27:9
      = help: remove it, and say in quirks.yaml why the page has it
    ");
}

#[test]
fn parameters_travel_as_the_client_sends_them() {
    assert_snapshot!(told(&[(SHOW, "in: query", "in: cookie")]), @r"
    error[unsupported]: the generated client sends no cookies
      --> specs/lamps/show_lamp.yaml:21:15
      = help: remove the parameter
    ");
    assert_snapshot!(told(&[(SHOW, "in: query", "in: header")]), @r"
    error[unsupported]: `fields` is a list, which only a query can carry
      --> specs/lamps/show_lamp.yaml:20:11
      = help: describe it as a text, and say in the description how it is put together
    ");
    assert_snapshot!(told(&[(SHOW, "in: query", "in: query\n          explode: false")]), @r"
    error[unsupported]: `fields` would be sent as `a=1&a=2`, not as `a=1,2`
      --> specs/lamps/show_lamp.yaml:22:11
      = help: describe it as a text, and say in the description how it is put together
    ");
    assert_snapshot!(told(&[(SHOW, "in: query", "in: query\n          style: deepObject")]), @r"
    error[unsupported]: the generated client sends no `deepObject` parameters
      --> specs/lamps/show_lamp.yaml:22:18
      = help: only `form` is taken here; describe others as a text
    ");
    assert_snapshot!(told(&[(SHOW, "schema: {type: string", "schema: {type: string, nullable: true")]), @r"
    error[unsupported]: `lamp_id` cannot be `null` outside a body
      --> specs/lamps/show_lamp.yaml:19:34
      = help: write `required: false` where it may be left out
    ");
    assert_snapshot!(told(&[(SHOW, "schema: {type: string, pattern: '^[a-z0-9]+$'}", "schema: {type: object, properties: {a: {type: string}}}")]), @r"
    error[unsupported]: `lamp_id` is an object, which only a body can carry
      --> specs/lamps/show_lamp.yaml:15:11
      = help: write one parameter per field
    ");
}

#[test]
fn required_names_a_field_once() {
    assert_snapshot!(told(&[(SWITCH, "required: [lamps]", "required: [lamp, lamps, lamps, ghost]")]), @r"
    error[required]: `lamp` is required, but no property
      --> specs/lamps/batch_switch_lamps.yaml:58:18
      = help: did you mean `lamps`?
    error[required]: `lamps` is required twice
      --> specs/lamps/batch_switch_lamps.yaml:58:31
      = help: remove one of them
    error[required]: `ghost` is required, but no property
      --> specs/lamps/batch_switch_lamps.yaml:58:38
      = help: add it to `properties`, or remove it here
    ");
}

#[test]
fn a_part_of_all_of_may_require_a_field_of_another() {
    assert_eq!(
        told(&[(
            SWITCH,
            "- $ref: 'common.yaml#/components/schemas/Failure'",
            "- $ref: 'common.yaml#/components/schemas/Failure'\n                  - {type: object, required: [error_code], properties: {}}"
        )]),
        ""
    );
}

#[test]
fn all_of_is_for_objects_that_agree() {
    let part = |part: &str| {
        let to = format!("- $ref: 'common.yaml#/components/schemas/Failure'\n                  - {part}");
        told(&[(SWITCH, "- $ref: 'common.yaml#/components/schemas/Failure'", &to)])
    };
    assert_snapshot!(part("{type: string}"), @r"
    error[example-misfit]: the example does not fit its schema, at `results[].error`: expected string, but found an object
      --> specs/lamps/batch_switch_lamps.yaml:45:15
      ::: specs/lamps/batch_switch_lamps.yaml:115:22: the schema says so here
      = help: mend the schema where the page's own data breaks it, or else the data
    error[all-of]: `allOf` with several parts is for objects only
      --> specs/lamps/batch_switch_lamps.yaml:115:21
      = help: write the one schema that they amount to
    ");
    assert_snapshot!(part("{type: object, properties: {error_code: {type: integer}}}"), @r"
    error[all-of]: two parts say different things about `error_code`
      --> specs/lamps/batch_switch_lamps.yaml:115:21
      ::: specs/lamps/common.yaml:43:9: the first one is here
      ::: specs/lamps/batch_switch_lamps.yaml:115:49: the second one is here
      = help: keep one of them
    ");
}

#[test]
fn a_schema_is_not_made_of_itself() {
    let with = |schema: &str| {
        let components = format!("components:\n  schemas:\n    Ring: {schema}\npaths:");
        told(&[(SHOW, ANY, "schema: {$ref: '#/components/schemas/Ring'}"), (SHOW, "paths:", &components)])
    };
    assert_snapshot!(with("{allOf: [{$ref: '#/components/schemas/Ring'}]}"), @r"
    error[circular-schema]: the schema is made of itself
      --> specs/lamps/show_lamp.yaml:7:5
      = help: break the circle: a schema may contain itself only in a field, a list or a map
    ");
    assert_snapshot!(with("{type: array, items: {$ref: '#/components/schemas/Ring'}}"), @r"
    error[circular-schema]: the schema is a list or a map of itself
      --> specs/lamps/show_lamp.yaml:7:5
      = help: put an object between
    ");
    assert_eq!(with("{type: object, properties: {next: {$ref: '#/components/schemas/Ring'}}}"), "");
}

#[test]
fn keywords_speak_about_their_types() {
    let with = |schema: &str| told(&[(SHOW, ANY, schema)]);
    assert_snapshot!(with("schema: {type: integer, maxLength: 3, format: uuid}"), @"
    error[idle-keyword]: `maxLength` says nothing about type `integer`
      --> specs/lamps/show_lamp.yaml:31:39
      = help: remove it, or mend `type`: it speaks about string
    error[format]: `uuid` is no format of type `integer`
      --> specs/lamps/show_lamp.yaml:31:61
      = help: use `int32` or `int64`
    ");
    assert_snapshot!(with("schema: {minLength: 3, enum: [a]}"), @r"
    error[no-type]: `minLength` stands in a schema without `type`
      --> specs/lamps/show_lamp.yaml:31:24
      = help: add `type`: without it the schema takes any JSON
    error[no-type]: `enum` stands in a schema without `type`
      --> specs/lamps/show_lamp.yaml:31:38
      = help: add `type`: without it the schema takes any JSON
    error[enum]: the text `a` is no value of type `any`
      --> specs/lamps/show_lamp.yaml:31:45
      = help: put it in quotes if it is a text, or mend `type`
    ");
    assert_snapshot!(with("schema: {type: string, minLength: 3, maxLength: 1}"), @r"
    error[range]: `maxLength` 1 is less than `minLength` 3
      --> specs/lamps/show_lamp.yaml:31:63
      ::: specs/lamps/show_lamp.yaml:31:49: `minLength` is here
      = help: swap them, or mend one
    ");
    assert_snapshot!(with("schema: {type: array}"), @r"
    error[no-items]: a list needs `items`
      --> specs/lamps/show_lamp.yaml:31:15
      = help: say what it is a list of; `items: {}` is anything
    ");
    assert_snapshot!(with("schema: {type: object, additionalProperties: false}"), @r"
    error[closed-object]: `additionalProperties: false` refuses fields that the vendor adds later
      --> specs/lamps/show_lamp.yaml:31:38
      = help: remove it
    ");
    assert_snapshot!(with("schema: {type: object, properties: {a: {}}, additionalProperties: {type: string}}"), @r"
    error[mixed-object]: `additionalProperties` with a schema beside `properties` is neither an object nor a map
      --> specs/lamps/show_lamp.yaml:31:59
      = help: keep one of them, or write `additionalProperties: true`: whatever else is received is kept as any JSON
    ");
    assert_eq!(with("schema: {type: object, properties: {a: {}}, additionalProperties: true}"), "");
}

#[test]
fn defaults_fit_their_schema() {
    assert_snapshot!(told(&[(SWITCH, "default: en-us", "default: de-de")]), @r"
    error[default-misfit]: the default does not fit its schema: `de-de` is none of en-us, zh-cn
      --> specs/lamps/batch_switch_lamps.yaml:55:7
      ::: specs/lamps/batch_switch_lamps.yaml:54:7: the schema says so here
      = help: mend the schema where the page's own data breaks it, or else the data
    ");
    assert_snapshot!(told(&[(SWITCH, "default: 10", "default: '10'")]), @r"
    error[default-misfit]: the default does not fit its schema: expected integer, but found a string
      --> specs/lamps/batch_switch_lamps.yaml:73:11
      ::: specs/lamps/batch_switch_lamps.yaml:69:11: the schema says so here
      = help: mend the schema where the page's own data breaks it, or else the data
    ");
}

#[test]
fn examples_fit_their_schema() {
    assert_snapshot!(told(&[(SWITCH, "mode: 'on'}], dim: 3}", "mode: up}], dimm: 3}")]), @r"
    error[example-misfit]: the example `on` does not fit its schema, at `dimm`: `dimm` is given, but no row states it
      --> specs/lamps/batch_switch_lamps.yaml:31:15
      = help: mend the schema where the page's own data breaks it, or else the data
    error[example-misfit]: the example `on` does not fit its schema, at `lamps[].mode`: `up` is none of on, off
      --> specs/lamps/batch_switch_lamps.yaml:31:15
      ::: specs/lamps/batch_switch_lamps.yaml:92:11: the schema says so here
      = help: mend the schema where the page's own data breaks it, or else the data
    ");
    assert_snapshot!(told(&[(SHOW, "schema: {type: string,", "example: 7\n          schema: {type: string,")]), @r"
    error[example-misfit]: the example does not fit its schema: expected string, but found an integer
      --> specs/lamps/show_lamp.yaml:19:11
      ::: specs/lamps/show_lamp.yaml:20:20: the schema says so here
      = help: mend the schema where the page's own data breaks it, or else the data
    ");
}

#[test]
fn examples_of_anything_fit() {
    assert_eq!(told(&[(SHOW, ANY, "schema: {}\n              example: [1, null, {a: b}]")]), "");
}

#[test]
fn required_names_something() {
    assert_snapshot!(told(&[(SWITCH, "required: [lamps]", "required: []")]), @r"
    error[required]: `required` names nothing
      --> specs/lamps/batch_switch_lamps.yaml:58:7
      = help: remove it
    ");
}

#[test]
fn one_example_or_several() {
    assert_snapshot!(told(&[(SHOW, ANY, "schema: {}\n              example: 1\n              examples: {a: {value: 2}}")]), @r"
    error[two-examples]: `example` and `examples` exclude each other
      --> specs/lamps/show_lamp.yaml:30:13
      = help: move the one below `examples`
    ");
}
