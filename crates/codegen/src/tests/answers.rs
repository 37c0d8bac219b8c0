//! What becomes of the statuses of an operation.

use super::documents::{json, one_operation};
use super::{files, item, refused, text};

const SCHEMAS: &str =
    "A: {type: object, properties: {a: {type: string}}}, B: {type: object, properties: {b: {type: string}}}";
const A: &str = "{$ref: '#/components/schemas/A'}";
const B: &str = "{$ref: '#/components/schemas/B'}";
const DONE: &str = "'204': {description: Done}";

fn bytes(status: &str) -> String {
    let schema = "{type: string, format: binary}";
    format!("'{status}': {{description: D, content: {{application/octet-stream: {{schema: {schema}}}}}}}")
}

/// The signature of `send` and its arms.
fn answers(responses: &[String]) -> String {
    let files = files(&one_operation(&responses.join(", "), SCHEMAS));
    let operation = text(&files, "operations/op.rs");
    let signature = operation.lines().find(|line| line.contains("pub async fn send")).unwrap_or_default();
    let signature = signature.split_once("-> ").map_or("", |(_, signature)| signature.trim_end_matches(" {"));
    let arms = operation.lines().skip_while(|line| !line.contains("match response")).skip(1);
    let arms: Vec<&str> = arms.take_while(|line| line.contains("=>")).map(str::trim).collect();
    format!("{signature}\n{}", arms.join("\n"))
}

#[test]
fn an_undocumented_success_is_one() {
    insta::assert_snapshot!(answers(&[json("200", A), json("400", B)]), @"
    Result<ResponseValue<types::A>, Error<types::B>>
    200 => ResponseValue::from_response(response),
    400 => Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),
    200..=299 => ResponseValue::from_response(response.undocumented()),
    _ => Err(Error::UnexpectedResponse(response)),
    ");
    insta::assert_snapshot!(answers(&[DONE.to_owned()]), @"
    Result<ResponseValue<()>, Error<()>>
    204 => Ok(ResponseValue::empty(response)),
    200..=299 => Ok(ResponseValue::empty(response.undocumented())),
    _ => Err(Error::UnexpectedResponse(response)),
    ");
    insta::assert_snapshot!(answers(&[json("2XX", A), json("200", A)]), @"
    Result<ResponseValue<types::A>, Error<()>>
    200 => ResponseValue::from_response(response),
    200..=299 => ResponseValue::from_response(response),
    _ => Err(Error::UnexpectedResponse(response)),
    ");
}

#[test]
fn several_successes_are_told_apart_by_status() {
    let responses =
        [json("200", A), json("202", "{type: array, items: {$ref: '#/components/schemas/B'}}"), DONE.to_owned()];
    insta::assert_snapshot!(answers(&responses), @"
    Result<ResponseValue<types::OpSuccess>, Error<()>>
    200 => ResponseValue::variant(response, types::OpSuccess::Ok),
    202 => ResponseValue::variant(response, types::OpSuccess::Accepted),
    204 => Ok(ResponseValue::empty_variant(response, types::OpSuccess::NoContent)),
    _ => Err(Error::UnexpectedResponse(response)),
    ");
    let files = files(&one_operation(&responses.join(", "), SCHEMAS));
    insta::assert_snapshot!(item(text(&files, "types/op.rs"), "/// What"), @"
    /// What [`Client::op`](crate::Client::op) answers, by status.
    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub enum OpSuccess {
        /// `200`: D
        Ok(A),
        /// `202`: D
        Accepted(Vec<B>),
        /// `204`: Done
        NoContent,
    }
    ");
}

#[test]
fn errors_that_differ_are_told_apart_by_status() {
    let responses =
        [DONE.to_owned(), json("400", A), "'404': {description: None}".to_owned(), json("4XX", B), json("499", "{}")];
    insta::assert_snapshot!(answers(&responses), @"
    Result<ResponseValue<()>, Error<types::OpFailure>>
    204 => Ok(ResponseValue::empty(response)),
    400 => Err(Error::ErrorResponse(ResponseValue::variant(response, types::OpFailure::BadRequest)?)),
    404 => Err(Error::ErrorResponse(ResponseValue::empty_variant(response, types::OpFailure::NotFound))),
    499 => Err(Error::ErrorResponse(ResponseValue::variant(response, types::OpFailure::Status499)?)),
    400..=499 => Err(Error::ErrorResponse(ResponseValue::variant(response, types::OpFailure::Status4xx)?)),
    200..=299 => Ok(ResponseValue::empty(response.undocumented())),
    _ => Err(Error::UnexpectedResponse(response)),
    ");
    let files = files(&one_operation(&responses.join(", "), SCHEMAS));
    insta::assert_snapshot!(item(text(&files, "types/op.rs"), "/// The errors"), @"
    /// The errors of [`Client::op`](crate::Client::op), by status.
    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub enum OpFailure {
        /// `400`: D
        BadRequest(A),
        /// `404`: None
        NotFound,
        /// `4XX`: D
        Status4xx(B),
        /// `499`: D
        Status499(::serde_json::Value),
    }
    ");
}

#[test]
fn an_error_without_a_body_is_of_the_type_of_those_that_have_one() {
    let undescribed = "'404': {description: None}".to_owned();
    insta::assert_snapshot!(answers(&[DONE.to_owned(), json("400", A), undescribed]), @"
    Result<ResponseValue<()>, Error<types::A>>
    204 => Ok(ResponseValue::empty(response)),
    400 => Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),
    404 => Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),
    200..=299 => Ok(ResponseValue::empty(response.undocumented())),
    _ => Err(Error::UnexpectedResponse(response)),
    ");
}

#[test]
fn an_error_that_can_be_any_json_is_of_no_other_type() {
    insta::assert_snapshot!(answers(&[DONE.to_owned(), json("400", A), json("500", "{}")]), @"
    Result<ResponseValue<()>, Error<types::OpFailure>>
    204 => Ok(ResponseValue::empty(response)),
    400 => Err(Error::ErrorResponse(ResponseValue::variant(response, types::OpFailure::BadRequest)?)),
    500 => Err(Error::ErrorResponse(ResponseValue::variant(response, types::OpFailure::InternalServerError)?)),
    200..=299 => Ok(ResponseValue::empty(response.undocumented())),
    _ => Err(Error::UnexpectedResponse(response)),
    ");
}

#[test]
fn errors_that_nobody_describes_have_no_type() {
    insta::assert_snapshot!(answers(&[DONE.to_owned(), "'400': {description: Bad}".to_owned()]), @"
    Result<ResponseValue<()>, Error<()>>
    204 => Ok(ResponseValue::empty(response)),
    400 => Err(Error::ErrorResponse(ResponseValue::empty(response))),
    200..=299 => Ok(ResponseValue::empty(response.undocumented())),
    _ => Err(Error::UnexpectedResponse(response)),
    ");
    insta::assert_snapshot!(answers(&[DONE.to_owned(), json("400", "{}")]), @"
    Result<ResponseValue<()>, Error<::serde_json::Value>>
    204 => Ok(ResponseValue::empty(response)),
    400 => Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),
    200..=299 => Ok(ResponseValue::empty(response.undocumented())),
    _ => Err(Error::UnexpectedResponse(response)),
    ");
}

#[test]
fn a_default_is_of_the_type_of_everything() {
    insta::assert_snapshot!(answers(&[json("200", A), json("default", A)]), @"
    Result<ResponseValue<types::A>, Error<types::A>>
    200 => ResponseValue::from_response(response),
    200..=299 => ResponseValue::from_response(response),
    _ => Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),
    ");
    insta::assert_snapshot!(refused(&one_operation(&[json("200", A), json("default", B)].join(", "), SCHEMAS)), @"
    error[response-types]: `Op` answers `default`, which cannot be told from its success
      --> /paths/~1x/put/responses/default
      = help: list `4XX` and `5XX` instead
    ");
}

#[test]
fn bytes_beside_anything_else_are_refused() {
    insta::assert_snapshot!(refused(&one_operation(&[json("200", A), bytes("202")].join(", "), SCHEMAS)), @"
    error[response-types]: `Op` answers a stream of bytes, or something else
      --> /paths/~1x/put/responses/202
      ::: /paths/~1x/put/responses/200: something else
      = help: keep the one that the page shows as the answer: a stream shares its place with nothing
    ");
}

#[test]
fn the_name_of_several_types_may_not_be_taken() {
    let schemas = format!("{SCHEMAS}, OpSuccess: {{type: object, properties: {{c: {A}}}}}");
    insta::assert_snapshot!(refused(&one_operation(&[json("200", A), DONE.to_owned()].join(", "), &schemas)), @"
    error[type-name-clash]: the several types that `Op` answers would be named `OpSuccess`
      --> /paths/~1x/put/responses/200
      ::: /components/schemas/OpSuccess: a schema has that name
      = help: rename the schema
    ");
}
