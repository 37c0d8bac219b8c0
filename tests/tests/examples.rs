//! Every documented example, ours and the page's, goes through the generated types and comes out as it went in.

use evidence::bodies::{BODIES, Body};
use evidence::document::{Shown, contract, examples};
use evidence::position::positions;
use evidence::schema::Schema;
use serde_json::Value;

fn body_of(shown: &Shown) -> Option<&'static Body> {
    BODIES
        .iter()
        .find(|body| (body.service, body.operation, body.role) == (&*shown.service, &*shown.operation, &*shown.role))
}

/// The addresses at which a quirk says that the page's example is not what its table describes.
fn excused(shown: &Shown) -> Vec<String> {
    let (_, quirks) = evidence::cases(&shown.service);
    let about =
        quirks.iter().filter(|quirk| quirk.operation == shown.operation && quirk.rule.starts_with("defect:example-"));
    about.map(|quirk| quirk.address.to_string()).collect()
}

/// The addresses at which two documents differ.
fn differences(body: &Body, one: &Value, other: &Value) -> Vec<String> {
    let schema = Schema::of(contract(body.service, body.operation), body.role);
    let places = positions(&schema, one);
    // Only the innermost places count: what holds a difference differs as well.
    let differ = |steps: &[_]| {
        places.iter().any(|place| {
            place.steps.len() > steps.len() && place.steps.starts_with(steps) && place.find(one) != place.find(other)
        })
    };
    let inner = places.iter().filter(|place| place.find(one) != place.find(other) && !differ(&place.steps));
    inner.map(|place| schema.address(&place.documented).to_string()).collect()
}

#[test]
fn every_documented_example_comes_out_as_it_went_in() {
    let (mut count, mut quirky) = (0, 0);
    let shown = examples();
    for example in &shown {
        let what = format!("{}, {}, {}: {}", example.service, example.operation, example.role, example.from);
        let body = body_of(example).unwrap_or_else(|| panic!("{what}: no generated type is of this body"));
        let bytes = serde_json::to_vec(&example.value).expect("it is JSON");
        let out = (body.round_trip)(&bytes).unwrap_or_else(|err| panic!("{what}: {err}"));
        if out == example.value {
            count += 1;
            continue;
        }
        let differences = differences(body, &example.value, &out);
        let excused = excused(example);
        let open: Vec<&String> = differences.iter().filter(|address| !excused.contains(address)).collect();
        assert!(
            open.is_empty() && !differences.is_empty(),
            "{what}: differs at {differences:?}\n{}\n{out}",
            example.value
        );
        quirky += 1;
    }
    assert!(count > 30, "{count}");
    println!("{count} examples came out as they went in, and {quirky} in the form that their tables document");
}

/// A request example keeps every rule of the page that shows it, or a quirk says which it breaks.
#[test]
fn every_documented_request_example_may_be_sent() {
    let mut count = 0;
    for example in examples().iter().filter(|example| example.role == "request") {
        let body = body_of(example).unwrap_or_else(|| panic!("{}: no generated type", example.from));
        let check = body.check.unwrap_or_else(|| panic!("{}: nothing checks it", example.from));
        check(&example.value).unwrap_or_else(|refused| panic!("{}: {refused}", example.from));
        count += 1;
    }
    println!("{count} request examples may be sent");
}

#[test]
fn a_null_comes_out_as_null_and_an_absent_field_stays_absent() {
    let body =
        BODIES.iter().find(|body| (body.service, body.role) == ("dcs", "400")).expect("DCS describes its errors");
    for json in [r#"{"error_msg":"m","error_code":"DCS.4855","error_ext_msg":null}"#, r#"{"error_code":"c"}"#, "{}"] {
        let out = (body.round_trip)(json.as_bytes()).expect("both are documented");
        assert_eq!(out.to_string(), json);
    }
}

#[test]
fn a_value_that_the_vendor_adds_later_is_kept_as_it_came() {
    let answer = serde_json::json!({"results": [{"id": "1", "status": "queued", "since": 9}], "count": 1});
    let decoded: huaweicloud_drs::types::BatchDeleteJobsResponse =
        serde_json::from_value(answer.clone()).expect("enums are open");
    let result = &decoded.results.as_ref().expect("it is there")[0];
    let status = result.status.as_ref().expect("it is there");
    assert_eq!((status.as_str(), status.is_documented()), ("queued", false));
    assert_eq!(result.extra.get("since"), Some(&9.into()));
    assert_eq!(serde_json::to_value(decoded).expect("it encodes"), answer);
}
