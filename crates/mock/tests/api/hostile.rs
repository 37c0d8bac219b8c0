//! Whatever comes, there is an answer, and it is a documented one.

use http::{HeaderMap, HeaderValue, Method, StatusCode};
use mock::Trouble;
use mock::api::{Api, Checked, Operation, Request, Route};
use proptest::prelude::*;
use std::sync::LazyLock;

use crate::support::{api, service, services};

static APIS: LazyLock<Vec<Api>> = LazyLock::new(|| services().iter().map(api).collect());
static OMS: LazyLock<Api> = LazyLock::new(|| api(&service("oms")));

/// A request and an operation, whatever they have to do with each other.
fn checked(api: &Api, operation: &Operation, path: &str, query: &str, headers: &HeaderMap, body: &[u8]) -> Checked {
    api.check(operation, Request { path, query, headers, body })
}

/// What the server answers, as it is to be put together.
fn answered(api: &Api, operation: &Operation, checked: Checked) -> StatusCode {
    let answer = match checked {
        Checked { unreadable: Some(trouble), .. } => api.error(Some(operation), &trouble, "r"),
        Checked { broken, more, .. } if !broken.is_empty() => {
            api.error(Some(operation), &Trouble::Invalid { broken, more }, "r")
        }
        checked => api.example(operation, &checked),
    };
    assert!(api.fits(operation, &answer).is_empty(), "{answer:?}");
    answer.status
}

fn json_like() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&str; 23] = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"jobs\"",
        "\"orders\"",
        "\"lamp_id\"",
        "\"job_id\"",
        "null",
        "1",
        "1.5",
        "1e999",
        "\"a\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "true",
        " ",
        "\u{e4}",
        "\"keeper\"",
        "\"password\"",
        "\"then\"",
    ];
    let text =
        proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat());
    prop_oneof![text.prop_map(String::into_bytes), proptest::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #[test]
    fn any_request_of_any_operation_has_a_documented_answer(
        body in json_like(),
        path in "(/[a-z0-9%/{}.:\\\\é]{0,12}){0,6}",
        query in "([a-z_%0-9]{0,8}=?[^&]{0,8}&?){0,5}",
        media_type in proptest::collection::vec(any::<u8>(), 0..30),
    ) {
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_bytes(&media_type) {
            headers.insert("content-type", value.clone());
            headers.insert("x-language", value.clone());
            headers.insert("x-watch-number", value);
        }
        for api in APIS.iter() {
            for operation in api.operations() {
                let checked = checked(api, operation, &path, &query, &headers, &body);
                let status = answered(api, operation, checked);
                let has_4xx = operation.statuses().any(|status| matches!(status, contract::Status::Code(400..=499)));
                prop_assert!(api.answer(operation, status, "r").is_some() || !has_4xx);
            }
        }
    }

    #[test]
    fn any_path_has_a_route_or_none(path in ".*", method in "[A-Z]{1,8}") {
        let method: Method = method.parse().unwrap();
        for api in APIS.iter() {
            match api.route(&method, &path) {
                Route::Operation(operation) => prop_assert_eq!(operation.method(), &method),
                Route::OtherMethods(methods) => prop_assert!(!methods.is_empty() && !methods.contains(&method)),
                Route::Nothing => {}
            }
        }
    }

    #[test]
    fn whatever_an_argument_is_its_route_is_found_and_it_comes_through(argument in "[^/\\x00]{1,20}") {
        let encoded = percent_encoding::utf8_percent_encode(&argument, percent_encoding::NON_ALPHANUMERIC).to_string();
        prop_assume!(argument != "." && argument != "..");
        let api = &*OMS;
        let path = format!("/v2/{encoded}/tasks/1/stop");
        let Route::Operation(operation) = api.route(&Method::POST, &path) else { panic!("{path}") };
        let checked = checked(api, operation, &path, "", &HeaderMap::new(), b"");
        prop_assert_eq!(&checked.arguments[0].1, &argument);
    }
}

const NOTHING: [&str; 0] = [];

/// What is told of a call with this project and this query.
fn told(project: &str, query: &str) -> Vec<String> {
    let path = format!("/v2/{project}/tasks/1/stop");
    let Route::Operation(operation) = OMS.route(&Method::POST, &path) else { panic!("{path}") };
    let checked = checked(&OMS, operation, &path, query, &HeaderMap::new(), b"");
    checked.broken.iter().map(|broken| format!("{} {}", broken.address, broken.message)).collect()
}

#[test]
fn what_stands_for_no_text_breaks_a_rule_at_its_place() {
    assert_eq!(told("p%ff", ""), ["path project_id is no UTF-8, as every text is"]);
    for project in ["p%zz", "p%2", "p%"] {
        assert_eq!(told(project, ""), ["path project_id has a `%` without two hexadecimal digits after it"]);
    }
    assert_eq!(told("p%00", ""), ["path project_id has `%00`, which no text has"]);
    assert_eq!(told("p\n", ""), ["path project_id has a control character, which is to be percent-encoded"]);
    assert_eq!(told("p", "%zz=1"), ["query %zz has a `%` without two hexadecimal digits after it"]);
    assert_eq!(told("p%0A%2e%2E", ""), NOTHING);
}

#[test]
fn a_step_within_the_path_is_no_argument() {
    for project in [".", "..", "%2e%2E", ".%2e", "%2e"] {
        assert_eq!(
            told(project, ""),
            ["path project_id is a dot segment, which gateways take out of a path: it names nothing"],
            "{project}"
        );
    }
}
