//! Answers of which no example is documented are made of their rules.

use http::StatusCode;
use mock::Content;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use crate::support::{api, made, pairs};

/// What is made of a schema as a required member, beside one that anything can be made of; what is wrong with it; and what
/// the mock says of it at start.
fn sample(schema: &str) -> (Value, usize, Vec<String>) {
    let service = made(&[&format!(
        "paths: {{/v1/k: {{get: {{operationId: K, summary: s, description: d, tags: [T], responses: {{'200': {{description: d, content: \
         {{application/json: {{schema: {{type: object, required: [v, w], properties: {{v: {schema}, w: {{type: integer, description: d}}}}}}}}}}}}}}}}}}}}\n"
    )]);
    let api = api(&service);
    let operation = &api.operations()[0];
    let answer = api.answer(operation, StatusCode::OK, "r").expect("it is documented");
    let broken = pairs(&api.fits(operation, &answer)).len();
    let Content::Json(body) = answer.content else { panic!("no JSON") };
    (body, broken, api.warnings())
}

fn made_of(schema: &str) -> Value {
    let (body, broken, warnings) = sample(schema);
    assert_eq!((broken, warnings.as_slice()), (0, &[][..]), "{schema}: {:.200}", body.to_string());
    body["v"].clone()
}

#[test]
fn texts_are_made_of_patterns_and_formats_and_lengths_together() {
    for schema in [
        r"pattern: '^(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{8,16}$'",
        r"pattern: '^(?=.*[A-Z])(?=.*\d)(?=.*[~!@#])[A-Za-z\d~!@#]{8,26}$'",
        r"pattern: '^(?!mock)[A-Z]{3}-\d{4}$'",
        r"pattern: '^([a-z])\1$'",
        r"pattern: '^[a-z]{2}\d{5,}[A-Z]?$', minLength: 12, maxLength: 12",
        r"pattern: '^\p{Lu}\p{Ll}+$'",
        "format: email, minLength: 30",
        "format: email, maxLength: 5",
        "format: hostname, maxLength: 4",
        "format: byte, minLength: 20",
        "format: ipv6, maxLength: 10",
        r"format: date-time, pattern: '\+08:00$'",
        r"format: date-time, pattern: '\.\d{3}Z$'",
        r"format: ipv4, pattern: '^10\.'",
        "format: uuid, pattern: '^[0-9a-f]{8}-0'",
        r"format: uri, pattern: '^https://obs\.'",
        "minLength: 20000",
    ] {
        assert!(made_of(&format!("{{type: string, description: d, {schema}}}")).is_string(), "{schema}");
    }
}

#[test]
fn a_list_has_as_many_items_as_it_must_and_none_where_it_may_have_none() {
    let items = |limits: &str| {
        let list = made_of(&format!("{{type: array, description: d, items: {{type: integer}}, {limits}}}"));
        list.as_array().expect("a list").len()
    };
    assert_eq!((items("maxItems: 0"), items("maxItems: 3"), items("minItems: 20000")), (0, 1, 20_000));
}

#[test]
fn a_value_that_cannot_be_made_is_told_with_its_place_and_costs_no_other() {
    let (body, broken, warnings) = sample("{type: string, description: d, format: uuid, maxLength: 32}");
    assert_eq!((&body["w"], body["v"].is_string()), (&Value::from(1), true), "{body}");
    assert!(broken > 0);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    let rest = warnings[0].strip_prefix("no value for `v` at specs/t/k.yaml:3:").expect("its place");
    assert!(rest.ends_with(": write an example"), "{rest}");
}

#[test]
fn a_list_that_would_be_larger_than_any_answer_is_told_as_well() {
    let schema = "{type: array, description: d, minItems: 100000, items: {type: array, minItems: 100000, items: {type: integer}}}";
    let (body, _, warnings) = sample(schema);
    assert_eq!((&body["w"], body["v"].is_array(), warnings.is_empty()), (&Value::from(1), true, false), "{warnings:?}");
}

/// Rules of texts, in words that can be put together.
fn text() -> impl Strategy<Value = String> {
    let pattern = select(vec![
        "",
        ", pattern: '^[a-z]+$'",
        r", pattern: '^(?=.*\d)[a-z\d]{4,20}$'",
        ", pattern: '^(?!a)[ab]+$'",
        r", pattern: '^(x|yy)+-\d{2,}$'",
        r", pattern: '^([ab])\1+$'",
        ", pattern: '0'",
    ]);
    let formats = ["", "uuid", "date-time", "date", "time", "ipv4", "ipv6", "byte", "hostname", "email", "uri"];
    let format =
        select(formats.map(|name| if name.is_empty() { String::new() } else { format!(", format: {name}") }).to_vec());
    let lengths =
        (0_u32..40, 0_u32..40).prop_map(|(least, more)| format!(", minLength: {least}, maxLength: {}", least + more));
    (pattern, format, prop::option::of(lengths)).prop_map(|(pattern, format, lengths)| {
        format!("{{type: string, description: d{pattern}{format}{}}}", lengths.unwrap_or_default())
    })
}

fn schema() -> impl Strategy<Value = String> {
    let number = (-9_i32..9, 0_i32..9, select(vec!["integer", "number"])).prop_map(|(least, more, kind)| {
        format!("{{type: {kind}, description: d, minimum: {least}, maximum: {}}}", least + more)
    });
    let leaf = prop_oneof![3 => text(), 1 => number, 1 => Just("{type: boolean, description: d}".to_owned())];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let list = (inner.clone(), 0_u32..4, 0_u32..4).prop_map(|(item, least, more)| {
            format!("{{type: array, description: d, minItems: {least}, maxItems: {}, items: {item}}}", least + more)
        });
        let object = (inner.clone(), inner, any::<bool>()).prop_map(|(one, other, is_required)| {
            let required = if is_required { ", required: [a, b]" } else { "" };
            format!("{{type: object, description: d{required}, properties: {{a: {one}, b: {other}}}}}")
        });
        prop_oneof![list, object]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_is_made_fits_or_there_is_a_warning(schema in schema()) {
        let (body, broken, warnings) = sample(&schema);
        prop_assert_eq!(&body["w"], &Value::from(1));
        prop_assert!(body.get("v").is_some());
        prop_assert!(broken == 0 || !warnings.is_empty(), "{schema}: {body}");
    }
}
