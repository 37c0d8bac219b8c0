//! What progenitor by itself gets wrong without a word, or panics on: each comes out right, or is refused.

use super::documents::{json, one_body, one_operation};
use super::{files, item, refused, text};

#[test]
fn an_inline_error_is_not_taken_for_the_inline_success() {
    let inline = |name: &str| format!("{{type: object, properties: {{{name}: {{type: string}}}}}}");
    let responses = format!("{}, {}", json("200", &inline("z")), json("400", &inline("e")));
    let files = files(&one_operation(&responses, ""));
    assert!(item(text(&files, "types/op.rs"), "pub struct OpResponse {").contains("pub z:"));
    assert!(item(text(&files, "types/op.rs"), "pub struct OpError {").contains("pub e:"));
    assert!(
        text(&files, "operations/op.rs").contains("Result<ResponseValue<types::OpResponse>, Error<types::OpError>>")
    );
}

#[test]
fn an_inline_enum_is_not_taken_for_the_component_of_its_name() {
    let schemas = "AStatus: {type: string, enum: [x, y]},
        A: {type: object, properties: {status: {type: string, enum: [a, b]}, other: {$ref: '#/components/schemas/AStatus'}}}";
    insta::assert_snapshot!(refused(&one_body("{$ref: '#/components/schemas/A'}", schemas)), @r"
    error[inline-name-clash]: an inline schema would be named `AStatus`, which another schema of other content already has
      --> /components/schemas/A/properties/status
      ::: /components/schemas/AStatus: `AStatus`
      = help: move it to `components/schemas` under a name of your own and refer to it
    ");
}

#[test]
fn two_ways_to_one_inline_name_are_told_apart() {
    let schemas = "Job: {type: object, properties: {
        a_b: {type: object, properties: {p: {type: string}}},
        a: {type: object, properties: {b: {type: object, properties: {q: {type: string}}}}}}}";
    let message = refused(&one_body("{$ref: '#/components/schemas/Job'}", schemas));
    assert!(message.contains("would be named `JobAB`"), "{message}");
}

#[test]
fn an_inline_body_does_not_become_the_component_of_its_name() {
    let schemas = "OpResponse: {type: object, properties: {a: {type: string}}}";
    let inline = json("200", "{type: object, properties: {b: {type: string}}}");
    let message = refused(&one_operation(&inline, schemas));
    assert!(message.contains("would be named `OpResponse`"), "{message}");
}

#[test]
fn the_same_inline_schema_twice_is_one_type() {
    let error = "{type: object, properties: {e: {type: string}}}";
    let responses = format!("'204': {{description: Done}}, {}, {}", json("400", error), json("500", error));
    let files = files(&one_operation(&responses, ""));
    assert!(text(&files, "operations/op.rs").contains("Error<types::OpError>"));
}

#[test]
fn two_components_of_one_rust_name_are_refused() {
    let schemas = "job_req: {type: object, properties: {a: {type: string}}}, JobReq: {type: object, properties: {b: {type: string}}}";
    let message = refused(&one_body("{$ref: '#/components/schemas/JobReq'}", schemas));
    assert!(message.contains("two schemas would become the Rust type `JobReq`"), "{message}");
}

#[test]
fn what_progenitor_panics_on_is_a_problem_and_not_a_crash() {
    let message = refused(&one_body("{$ref: '#/components/schemas/A'}", "A: {type: string, enum: [SUCCESS, success]}"));
    assert!(message.starts_with("error[not-generatable]: progenitor cannot take `made_up`: "), "{message}");
    assert!(message.contains("unique variant names"), "{message}");
}
