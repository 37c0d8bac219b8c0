//! What requests can have wrong beside the facts of single values.

use contract::Aspect;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};
use mock::Trouble;
use mock::api::{Checked, Request};

use crate::support::{Parts, api, made, operation, service, told};

const NOTHING: [&str; 0] = [];

/// Checks a request of an operation after something was done to it.
fn check(name: &str, stem: &str, change: impl FnOnce(&mut Parts)) -> Checked {
    let service = service(name);
    let api = api(&service);
    let index = service.operations.iter().position(|info| info.stem == stem).unwrap();
    let contract = service.contracts().swap_remove(index);
    let mut parts = Parts::of(&contract, crate::support::bodies(&contract)[0].as_ref());
    change(&mut parts);
    parts.check(&api, operation(&api, stem))
}

fn with_body(body: &str) -> Checked {
    check("drs", "batch_stop_jobs", |parts| parts.body = body.into())
}

fn messages(checked: &Checked) -> Vec<String> {
    checked.broken.iter().map(|broken| format!("{} {}", broken.address, broken.message)).collect()
}

#[test]
fn messages_say_what_was_found_and_what_is_documented() {
    let body = r#"{"jobs": [{"job_id": 7, "pause_mode": "maybe"}, {"pause_mode": null, "mode": "x"}], "count": 1}"#;
    assert_eq!(
        messages(&with_body(body)),
        [
            "request jobs[0].job_id is the number 7, and is to be a text",
            "request jobs[0].pause_mode is \"maybe\", which is none of `target`, `all`",
            "request jobs[1].pause_mode is null, which is not documented: it is to be a text",
            "request jobs[1].mode is not documented; what is: `job_id`, `pause_mode`",
            "request jobs[1].job_id is required, and missing",
            "request count is not documented; what is: `jobs`",
        ]
    );
}

#[test]
fn the_values_of_secrets_are_never_told() {
    let body = r#"{"keeper": {"name": "Ada", "password": "hunter2", "pin": "hunter3", "old_passwords": [12345], "token": "hunter4"}}"#;
    let checked = check("beacon", "create_keeper", |parts| parts.body = body.into());
    assert_eq!(checked.broken.len(), 4, "{:?}", checked.broken);
    for message in messages(&checked) {
        assert!(!message.contains("hunter") && !message.contains("12345"), "{message}");
    }
    let checked = check("beacon", "light_lamps", |parts| {
        parts.headers.insert("X-Keeper-Token", HeaderValue::from_static("abc"));
    });
    assert_eq!(messages(&checked), ["header X-Keeper-Token has 3 characters, and at least 4 are required"]);
}

#[test]
fn values_are_told_shortened_and_escaped() {
    let body = format!(r#"{{"jobs": [{{"job_id": "a", "pause_mode": "{}\n\u001b"}}]}}"#, "x".repeat(50));
    assert!(messages(&with_body(&body))[0].contains(r"xxx\n\u{1b}"));
    let body = format!(r#"{{"{}": 1, "jobs": []}}"#, "y".repeat(100_000));
    assert!(messages(&with_body(&body))[0].len() < 200);
}

#[test]
fn a_body_that_is_no_json_is_unreadable() {
    for body in ["{", "{} {}", "\u{feff}{}", "jobs=1", &"[".repeat(100_000)] {
        let checked = with_body(body);
        let Some(Trouble::NotJson(broken)) = checked.unreadable else { panic!("{body:.20}") };
        assert!(broken.message.starts_with("cannot be read as JSON: ") && broken.message.len() < 200);
        assert_eq!(&*broken.at.file, "specs/drs/batch_stop_jobs.yaml");
        assert_eq!(checked.body, None);
    }
}

#[test]
fn a_body_that_is_too_much_is_told_with_its_limit_and_its_place() {
    let message = |body: &str| match with_body(body).unreadable {
        Some(Trouble::NotJson(broken)) => broken.message,
        other => panic!("{other:?}"),
    };
    let sent_as = "(it was sent as `application/json`)";
    assert_eq!(
        message(&"[".repeat(200)),
        format!("cannot be read as JSON: nested deeper than 100 levels at line 1 column 101 {sent_as}")
    );
    assert_eq!(
        message("{\n\"jobs\": 1e400}"),
        format!("cannot be read as JSON: number out of range at line 2 column 13 {sent_as}")
    );
}

#[test]
fn a_required_body_that_is_missing_is_told_at_once() {
    let checked = with_body("");
    let Some(Trouble::NoBody(broken)) = checked.unreadable else { panic!() };
    assert_eq!(broken.message, "is required as `application/json`, and missing");
    assert_eq!(told(&check("beacon", "ring_bell", |parts| parts.body.clear())), []);
}

#[test]
fn a_body_that_nobody_documents_is_told() {
    let checked = check("oms", "stop_task", |parts| parts.body = "{}".into());
    assert_eq!(told(&checked), [("request".to_owned(), None)]);
}

#[test]
fn the_media_type_has_to_be_the_documented_one() {
    let with = |value: Option<&'static str>| {
        check("drs", "batch_stop_jobs", |parts| {
            parts.headers.remove(CONTENT_TYPE);
            parts.headers.extend(value.map(|value| (CONTENT_TYPE, HeaderValue::from_static(value))));
        })
    };
    for value in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf8\""] {
        assert_eq!(told(&with(Some(value))), [], "{value}");
    }
    for value in ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=latin-1"] {
        let expected = ("header Content-Type".to_owned(), Some(Aspect::MediaType));
        assert_eq!(told(&with(Some(value))), [expected], "{value}");
    }
    assert_eq!(told(&with(None)), [("header Content-Type".to_owned(), Some(Aspect::Presence))]);
    assert!(with(Some("text/plain")).body.is_some(), "what can be read is read, for whoever is lenient");
}

#[test]
fn a_name_that_is_twice_in_one_object_is_told() {
    let checked = with_body(r#"{"jobs": [{"job_id": "a", "pause_mode": "all", "job_id": "b"}]}"#);
    assert_eq!(messages(&checked), ["request jobs[0].job_id is given twice in one object"]);
}

#[test]
fn bytes_are_taken_as_they_are() {
    let checked = check("beacon", "upload_chart", |parts| parts.body = vec![0, 0xff, b'{']);
    assert_eq!(told(&checked), []);
}

#[test]
fn a_malformed_query_parameter_is_told_once() {
    let service = made(&[
        "paths: {/v1/k: {get: {operationId: K, summary: s, description: d, tags: [T], parameters: [{name: a, in: query, required: true, description: d, schema: {type: string}}], responses: {'204': {description: d}}}}}\n",
    ]);
    let api = api(&service);
    let request = Request { path: "/v1/k", query: "a=%2", headers: &HeaderMap::new(), body: b"" };
    let checked = api.check(&api.operations()[0], request);
    assert_eq!(messages(&checked), ["query a has a `%` without two hexadecimal digits after it"]);
}

#[test]
fn an_undocumented_query_parameter_is_told() {
    let checked = check("beacon", "list_lamps", |parts| parts.query.push(("colour".to_owned(), "red".to_owned())));
    assert_eq!(messages(&checked), ["query colour is not documented; what is: `kinds`, `numbers`, `limit`, `marker`"]);
    let checked = check("drs", "batch_stop_jobs", |parts| parts.query.push(("a".to_owned(), String::new())));
    assert_eq!(messages(&checked), ["query a is not documented: this operation takes no query"]);
}

#[test]
fn a_whole_number_outside_json_is_written_in_digits() {
    for (word, is_taken) in [("7", true), ("7.0", false), ("1e1", false), ("07", false), ("", false), ("0x7", false)] {
        let checked = check("beacon", "list_lamps", |parts| {
            parts.set(contract::ParameterIn::Query, "limit", &[word.to_owned()]);
        });
        assert_eq!(told(&checked).is_empty(), is_taken, "{word:?}: {:?}", checked.broken);
    }
}

/// Checks a request of a field `k` of a schema.
fn check_field(schema: &str, value: &str) -> Vec<String> {
    let service = made(&[&format!(
        "paths: {{/v1/k: {{post: {{operationId: K, summary: s, description: d, tags: [T], requestBody: {{description: d, required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/K'}}}}}}}}, responses: {{'204': {{description: d}}}}}}}}}}\n\
         components: {{schemas: {{K: {{description: d, type: object, properties: {{k: {{description: d, {schema}}}}}}}}}}}\n"
    )]);
    let mut parts = Parts::of(&service.contracts()[0], None);
    parts.body = format!(r#"{{"k": {value}}}"#).into();
    let api = api(&service);
    messages(&parts.check(&api, &api.operations()[0]))
}

#[test]
fn a_float_has_a_range() {
    let message = |value: &str| check_field("type: number, format: float", value);
    assert_eq!(message("3.4e38"), NOTHING);
    assert_eq!(message("-3.5e38"), ["request k is -3.5e+38, which does not fit into a float of 32 bits"]);
    assert_eq!(check_field("type: number, format: double", "-3.5e38"), NOTHING);
}

#[test]
fn a_text_has_the_format_that_is_stated() {
    for (format, good, title) in [
        ("email", "a@b.example", "e-mail address"),
        ("uri", "urn:a", "URI, such as https://example.com/"),
        ("hostname", "a.example", "host name"),
        ("time", "18:40:00+01:00", "time with its offset, such as 18:40:00Z"),
        ("byte", "YQ==", "Base64"),
    ] {
        let message = |value: &str| check_field(&format!("type: string, format: {format}"), &format!("\"{value}\""));
        assert_eq!(message(good), NOTHING);
        assert_eq!(message("a b"), [format!("request k is \"a b\", which is no {title}")]);
    }
    for format in ["password", "no-such-format"] {
        assert_eq!(check_field(&format!("type: string, format: {format}"), "\"a b\""), NOTHING);
    }
}

#[test]
fn a_type_that_holds_itself_is_followed_as_deep_as_it_goes() {
    let mut order = r#"{"lamp_id": "", "then": []}"#.to_owned();
    for _ in 0..40 {
        order = format!(r#"{{"lamp_id": "a", "after": {order}}}"#);
    }
    let body = format!(r#"{{"orders": [{order}], "watch": "first"}}"#);
    let checked = check("beacon", "light_lamps", |parts| parts.body = body.into());
    assert_eq!(checked.broken.len(), 1, "{:?}", checked.broken);
    let address = &checked.broken[0].address;
    assert!(address.ends_with(".after.lamp_id") && address.chars().count() <= 301, "{address}");
}

#[test]
fn of_many_broken_rules_a_hundred_are_kept() {
    let body = format!(r#"{{"jobs": [{}{{}}]}}"#, "1,".repeat(50_000));
    let checked = with_body(&body);
    assert_eq!((checked.broken.len(), checked.more), (100, 49_902));
}

#[test]
fn neither_a_request_nor_what_it_says_shows_a_value_in_debug() {
    let headers = HeaderMap::from_iter([(HeaderName::from_static("x-auth-token"), HeaderValue::from_static("hush"))]);
    let request = Request { path: "/hush", query: "token=hush", headers: &headers, body: br#"{"password":"hush"}"# };
    let told = format!("{request:?}");
    assert!(told.contains("x-auth-token") && !told.contains("hush"), "{told}");
    assert!(!told.contains("104, 117, 115, 104"), "{told}");
    let body = Some(serde_json::json!({"password": "hush"}));
    let arguments = vec![("token".to_owned(), "hush".to_owned())];
    let told = format!("{:?}", Checked { body, arguments, ..Checked::default() });
    assert!(told.contains("token") && !told.contains("hush"), "{told}");
}
