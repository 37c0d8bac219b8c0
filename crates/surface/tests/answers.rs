//! What shows when the answers of an operation in generated Rust are others: each test is a rule.

mod shelf;

use shelf::shown;

const ADD: &str = "operations/add_books.rs";
const CLOSE: &str = "operations/close_shelf.rs";
const LEND: &str = "operations/lend_books.rs";
const LOANS: &str = "types/lend_books.rs";

#[test]
fn another_status_is_not_the_documented_one() {
    let shown = shown(ADD, "202 =>", "200 =>");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:133:5: unread-rust: expected a status that has an arm below, but found `/// - `202`: Accepted.`
    operations/add_books.rs:139:17: unread-rust: expected a status that the documentation lists, but found `200`
    operations/add_books.rs:139:17: + AddBooks 200
    - AddBooks 202
    ");
}

#[test]
fn a_status_without_an_arm_is_a_problem() {
    let shown = shown(
        CLOSE,
        "                400 => Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),\n",
        "",
    );
    insta::assert_snapshot!(shown, @"
    operations/close_shelf.rs:90:5: unread-rust: expected a status that has an arm below, but found `/// - `400`: Bad.`
    operations/close_shelf.rs:96:17: unread-rust: expected an arm for the error in the signature above this one, but found `_`
    - CloseShelf 400
    ");
}

#[test]
fn another_hundred_of_statuses_is_not_the_documented_one() {
    let shown = shown(ADD, "                500..=599 =>", "                400..=499 =>");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:135:5: unread-rust: expected a status that has an arm below, but found `/// - `5XX`: Broken.`
    operations/add_books.rs:141:17: unread-rust: expected a status that the documentation lists, but found `400`
    operations/add_books.rs:141:17: + AddBooks 4XX
    - AddBooks 5XX
    ");
}

#[test]
fn a_status_behind_its_whole_hundred_is_a_problem() {
    let arm = "                500..=599 => Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),\n";
    let shown = shown(ADD, arm, &format!("{arm}{}", arm.replace("500..=599", "503")));
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:142:17: unread-rust: expected a status that no arm takes yet, but found `503`
    - AddBooks operation
    ");
}

#[test]
fn a_success_that_nobody_documents_is_one_all_the_same() {
    let shown = shown(ADD, "                200..=299 => ResponseValue::from_response(response.undocumented()),\n", "");
    insta::assert_snapshot!(shown, @"operations/add_books.rs:142:17: unread-rust: expected `200..=299 =>`, but found `_`");
}

#[test]
fn a_success_that_nobody_documents_is_told_apart() {
    let shown = shown(ADD, "response.undocumented()", "response");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:142:17: unread-rust: expected a status that the documentation lists, but found `200`
    operations/add_books.rs:142:17: + AddBooks 2XX
    ");
}

#[test]
fn a_success_that_nobody_documents_is_none_where_there_are_several() {
    let shown = shown(
        LEND,
        "                _ => Err(Error::Unexp",
        "                200..=299 => ResponseValue::from_response(response.undocumented()),\n                _ => Err(Error::Unexp",
    );
    insta::assert_snapshot!(shown, @"operations/lend_books.rs:147:17: unread-rust: expected no arm for successes that are not documented, but found `200`");
}

#[test]
fn an_error_that_is_told_as_a_success_is_a_problem() {
    let shown = shown(
        CLOSE,
        "400 => Err(Error::ErrorResponse(ResponseValue::from_response(response)?))",
        "400 => ResponseValue::from_response(response)",
    );
    insta::assert_snapshot!(shown, @"
    operations/close_shelf.rs:95:24: unread-rust: expected `Err(Error::ErrorResponse(`, but found `ResponseValue`
    - CloseShelf operation
    ");
}

#[test]
fn a_body_that_is_thrown_away_is_a_problem() {
    let shown = shown(CLOSE, "ResponseValue::from_response(response)?", "ResponseValue::empty(response)");
    insta::assert_snapshot!(shown, @"
    operations/close_shelf.rs:95:17: unread-rust: expected a status whose body is of the type in the signature, but found `400`
    - CloseShelf 400 code
    - CloseShelf 400 details
    - CloseShelf 400 type object(Refusal)
    ");
}

#[test]
fn what_is_made_of_an_answer_is_what_is_sent_for() {
    let shown = shown(ADD, "Response) -> Result<ResponseValue<types::Shelf>", "Response) -> Result<ResponseValue<()>");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:137:84: unread-rust: expected the type in the signature of `send`, but found `(`
    - AddBooks operation
    ");
}

#[test]
fn another_type_of_body_is_another_fact() {
    let text = shelf::text(ADD).replace("ResponseValue<types::Shelf>", "ResponseValue<types::Refusal>");
    let shown = shelf::shown_with(ADD, text);
    insta::assert_snapshot!(shown, @"
    types/shared.rs:21:15: + AddBooks 202 code
    types/shared.rs:22:18: + AddBooks 202 details
    operations/add_books.rs:136:53: AddBooks 202 type: object(Shelf) -> object(Refusal)
    - AddBooks 202 full
    - AddBooks 202 id
    - AddBooks 202 inner
    - AddBooks 202 width
    ");
}

#[test]
fn a_status_gives_its_own_variant() {
    let shown = shown(LEND, "types::LendBooksFailure::Conflict", "types::LendBooksFailure::BadRequest");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:145:107: unread-rust: expected the variant of 409, but found `BadRequest`
    types/lend_books.rs:44:5: unread-rust: expected one arm of `send` that gives `LendBooksFailure::BadRequest`
    types/lend_books.rs:46:5: unread-rust: expected one arm of `send` that gives `LendBooksFailure::Conflict`
    types/shared.rs:21:15: + LendBooks 409 code
    types/shared.rs:22:18: + LendBooks 409 details
    types/lend_books.rs:44:16: LendBooks 409 type: array<string> -> object(Refusal)
    ");
}

#[test]
fn a_variant_is_documented_with_its_status() {
    let shown = shown(LOANS, "/// `409`: Not there.", "/// `404`: Not there.");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:145:107: unread-rust: expected the variant of 409, but found `Conflict`
    types/lend_books.rs:46:5: unread-rust: expected the variant of the status 404, but found `Conflict`
    ");
}

#[test]
fn a_variant_is_called_by_the_reason_of_its_status() {
    let shown = shown(LOANS, "    BadRequest(Refusal)", "    Badness(Refusal)");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:144:107: unread-rust: expected a variant that is defined here, but found `LendBooksFailure::BadRequest`
    types/lend_books.rs:44:5: unread-rust: expected one arm of `send` that gives `LendBooksFailure::Badness`
    types/lend_books.rs:44:5: unread-rust: expected the variant of the status 400, but found `Badness`
    - LendBooks 400 code
    - LendBooks 400 details
    - LendBooks 400 type object(Refusal)
    ");
}

#[test]
fn another_body_of_a_variant_is_another_fact() {
    let shown = shown(LOANS, "Conflict(Vec<String>)", "Conflict(Vec<i64>)");
    insta::assert_snapshot!(shown, @"types/lend_books.rs:46:14: LendBooks 409 type: array<string> -> array<int64>");
}

#[test]
fn a_variant_without_a_body_takes_none() {
    let shown = shown(LOANS, "    InternalServerError,", "    InternalServerError(String),");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:146:113: unread-rust: expected `InternalServerError` to be given with a body if it has one
    types/lend_books.rs:48:25: + LendBooks 500 type string
    ");
}

#[test]
fn a_variant_that_no_status_gives_is_a_problem() {
    let shown = shown(
        LOANS,
        "    InternalServerError,\n",
        "    InternalServerError,\n    /// `503`: Later.\n    ServiceUnavailable,\n",
    );
    insta::assert_snapshot!(shown, @"types/lend_books.rs:50:5: unread-rust: expected one arm of `send` that gives `LendBooksFailure::ServiceUnavailable`");
}

#[test]
fn answers_of_one_type_need_no_enum() {
    let shown = shown(LOANS, "    Ok(Loan),", "    Ok,");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:142:82: unread-rust: expected `Ok` to be given with a body if it has one
    types/lend_books.rs:32:10: unread-rust: expected an enum of different types, but found `LendBooksSuccess`
    - LendBooks 200 counts
    - LendBooks 200 id
    - LendBooks 200 tokens
    - LendBooks 200 type object(Loan)
    ");
}

#[test]
fn answers_are_those_of_their_operation() {
    let text = shelf::text(LEND).replace("Value<types::LendBooksSuccess>", "Value<types::LendBooksFailure>");
    let shown = shelf::shown_with(LEND, text);
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:139:53: unread-rust: expected `LendBooksSuccess`, but found `LendBooksFailure`
    operations/lend_books.rs:142:17: unread-rust: expected a status whose body is of the type in the signature, but found `200`
    operations/lend_books.rs:143:17: unread-rust: expected a status whose body is of the type in the signature, but found `202`
    ");
}

#[test]
fn another_header_of_a_response_is_not_that_of_its_constant() {
    let shown = shown(LEND, "ResponseHeader::new(\"X-Left\")", "ResponseHeader::new(\"X-Right\")");
    insta::assert_snapshot!(shown, @r#"
    operations/lend_books.rs:61:65: unread-rust: expected the header of `X_LEFT`, but found `"X-Right"`
    operations/lend_books.rs:61:65: + LendBooks 200 header X-Right
    - LendBooks 200 header X-Left
    "#);
}

#[test]
fn another_type_of_a_response_header_is_another_fact() {
    let shown = shown(LEND, "X_LEFT: ResponseHeader<i64>", "X_LEFT: ResponseHeader<String>");
    insta::assert_snapshot!(shown, @"operations/lend_books.rs:61:38: LendBooks 200 header X-Left type: int64 -> string");
}

#[test]
fn a_response_header_is_one_of_documented_statuses() {
    let shown = shown(LEND, "- Status: `200`, `202`", "- Status: `200`, `201`");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:54:5: unread-rust: expected a status that `send` has an arm for, but found `201`
    - LendBooks 202 header X-Subject-Token
    ");
}

#[test]
fn a_response_header_names_its_statuses() {
    let shown = shown(LEND, "    /// - Status: `200`\n", "");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:60:15: unread-rust: expected the documentation of the statuses, as in /// - Status: `200`, but found `X_LEFT`
    - LendBooks 200 header X-Left
    ");
}

/// The fixture, with a `default` in place of a hundred of errors.
fn with_default(of_successes: &str) -> String {
    let decode = "ResponseValue::from_response(response)";
    let arms = shelf::text(ADD).split_once("                500..=599").expect("the last documented arm").0;
    let arms = arms.replace("- `5XX`: Broken.", "- `default`: Broken.");
    let last = format!("                _ => Err(Error::ErrorResponse({decode}?)),");
    format!("{arms}{of_successes}{last}\n}}\n}}\nanswer(self.call()?.send().await?)\n}}\n}}\n")
}

#[test]
fn what_is_not_listed_is_a_success_and_an_error() {
    let shown =
        shelf::shown_with(ADD, with_default("                200..=299 => ResponseValue::from_response(response),\n"));
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:142:17: + AddBooks default
    - AddBooks 5XX
    ");
}

#[test]
fn what_is_not_listed_is_no_error_alone() {
    let shown = shelf::shown_with(ADD, with_default(""));
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:141:17: unread-rust: expected `200..=299 =>`, but found `_`
    operations/add_books.rs:141:17: + AddBooks default
    - AddBooks 5XX
    ");
}
