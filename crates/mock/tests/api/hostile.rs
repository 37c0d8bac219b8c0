//! Whatever comes, there is an answer, and it is a documented one.

use http::{HeaderMap, HeaderValue, Method, StatusCode};
use mock::Trouble;
use mock::api::{Api, Checked, Operation, Request, Route};
use proptest::prelude::*;
use std::sync::LazyLock;

use crate::support::{api, services};

static APIS: LazyLock<Vec<Api>> = LazyLock::new(|| services().iter().map(api).collect());

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
                prop_assert!(api.is_documented(operation, status) || !has_4xx);
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
    fn whatever_an_argument_is_its_route_is_found_and_it_comes_through(argument in "[^/]{1,20}") {
        let encoded = percent_encoding::utf8_percent_encode(&argument, percent_encoding::NON_ALPHANUMERIC).to_string();
        let api = APIS.iter().find(|api| api.name() == "oms").unwrap();
        let path = format!("/v2/{encoded}/tasks/1/stop");
        let Route::Operation(operation) = api.route(&Method::POST, &path) else { panic!("{path}") };
        let checked = checked(api, operation, &path, "", &HeaderMap::new(), b"");
        prop_assert_eq!(&checked.arguments[0].1, &argument);
    }
}

#[test]
fn an_argument_that_is_no_utf8_breaks_a_rule() {
    let api = APIS.iter().find(|api| api.name() == "oms").unwrap();
    let path = "/v2/p%ff/tasks/1/stop";
    let Route::Operation(operation) = api.route(&Method::POST, path) else { panic!() };
    let checked = checked(api, operation, path, "", &HeaderMap::new(), b"");
    assert_eq!(checked.broken[0].address, "path project_id");
}
