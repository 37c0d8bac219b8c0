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
fn an_error_that_nobody_describes_is_of_the_type_of_those_that_are() {
    let schemas = "E: {type: object, properties: {code: {type: string}}}";
    let responses = format!(
        "'204': {{description: Done}}, {}, '404': {{description: None}}",
        json("400", "{$ref: '#/components/schemas/E'}")
    );
    let files = files(&one_operation(&responses, schemas));
    assert!(text(&files, "operations/op.rs").contains("Error<types::E>"));
}

#[test]
fn errors_that_nobody_describes_are_any_json() {
    let files = files(&one_operation("'204': {description: Done}, '400': {description: Bad}", ""));
    assert!(text(&files, "operations/op.rs").contains("Error<::serde_json::Value>"));
}

#[test]
fn two_types_of_success_or_of_error_are_refused_where_they_stand() {
    let schemas =
        "A: {type: object, properties: {a: {type: string}}}, B: {type: object, properties: {b: {type: string}}}";
    let (a, b) = ("{$ref: '#/components/schemas/A'}", "{$ref: '#/components/schemas/B'}");
    let responses =
        [json("200", a), "'204': {description: None}".to_owned(), json("400", a), json("500", b)].join(", ");
    insta::assert_snapshot!(refused(&one_operation(&responses, schemas)), @r"
    error[response-types]: `Op` has two types of success, and a Rust function returns one
      --> /paths/~1x/put/responses/204
      ::: /paths/~1x/put/responses/200: the type that `200` answers
      = help: give both the same schema
    error[response-types]: `Op` has two types of error, and a Rust function returns one
      --> /paths/~1x/put/responses/500
      ::: /paths/~1x/put/responses/400: the type that `400` answers
      = help: give both the same schema
    ");
}

#[test]
fn a_default_beside_a_typed_success_is_refused() {
    let schemas = "A: {type: object, properties: {a: {type: string}}}";
    let responses = format!("{}, default: {{description: Bad}}", json("200", "{$ref: '#/components/schemas/A'}"));
    let message = refused(&one_operation(&responses, schemas));
    assert!(message.contains("answers `default`"), "{message}");
}

#[test]
fn integers_keep_their_type_whatever_their_limits() {
    let files = files(&one_body(
        "{$ref: '#/components/schemas/A'}",
        "A: {type: object, required: [a, b, c, d], properties: {a: {type: integer, minimum: 0}, b: {type: integer, minimum: 1},
         c: {type: integer, format: int32, minimum: 0, maximum: 255}, d: {type: integer, enum: [1, 2]}}}",
    ));
    insta::assert_snapshot!(item(text(&files, "types/op.rs"), "pub struct A {"), @r"
    pub struct A {
        /// `a`
        ///
        /// - Range: at least 0
        pub a: i64,
        /// `b`
        ///
        /// - Range: at least 1
        pub b: i64,
        /// `c`
        ///
        /// - Range: 0 to 255
        pub c: i32,
        /// `d`
        ///
        /// - Allowed: `1`, `2`
        pub d: i64,
    }
    ");
}

#[test]
fn what_a_response_holds_is_not_checked() {
    let schema = "{type: object, required: [id], properties: {id: {type: string, format: uuid, minLength: 36, pattern: '^x'},
        ids: {type: array, minItems: 2, maxItems: 2, items: {type: string, maxLength: 3}}, n: {type: integer, default: 3}}}";
    let files = files(&one_operation(&json("200", schema), ""));
    insta::assert_snapshot!(item(text(&files, "types/op.rs"), "pub struct OpResponse {"), @r#"
    pub struct OpResponse {
        /// `id`
        ///
        /// - Length: at least 36 characters
        /// - Pattern: `^x`
        /// - Format: `uuid`
        pub id: String,
        /// `ids`
        ///
        /// - Items: 2 to 2
        /// - Each item: Length: at most 3 characters
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub ids: Vec<String>,
        /// `n`
        ///
        /// - Default: `3`
        #[serde(skip_serializing_if = "Option::is_none")]
        pub n: Option<i64>,
    }
    "#);
}

#[test]
fn what_progenitor_panics_on_is_a_problem_and_not_a_crash() {
    let message = refused(&one_body("{$ref: '#/components/schemas/A'}", "A: {type: string, enum: [SUCCESS, success]}"));
    assert!(message.starts_with("error[not-generatable]: progenitor cannot take `made_up`: "), "{message}");
    assert!(message.contains("unique variant names"), "{message}");
}
