//! Secrets: what is one by its name, what by `x-secret`, and where the fact stands.

use contract::Aspect;
use insta::assert_snapshot;

use crate::fixture::{edited, messages, told};

const SHOW: &str = "show_lamp.yaml";
const ANY: &str = "schema: {}";

/// The elements of ShowLamp that are secret after such edits, and where each fact stands.
fn secrets(edits: &[(&str, &str, &str)]) -> String {
    let loaded = edited(edits);
    let service = loaded.service.as_ref().unwrap_or_else(|| panic!("{}", messages(&loaded)));
    let contract = service.contracts().swap_remove(1);
    let facts = contract.elements.iter().filter_map(|element| {
        let fact = element.facts.get(Aspect::Secret)?;
        Some(format!("{} {} {}\n", element.address, fact.value, fact.at))
    });
    facts.collect()
}

fn of_the_answer(schema: &str) -> String {
    secrets(&[(SHOW, ANY, schema)])
}

#[test]
fn a_name_makes_texts_and_any_json_secret_and_nothing_else() {
    let fields = "password: {type: string}, secret: {}, token: {type: object}, db_pwd: {type: string, enum: [a]}, \
                  max_tokens: {type: integer}, name: {type: string}";
    assert_snapshot!(of_the_answer(&format!("schema: {{type: object, properties: {{{fields}}}}}")), @"
    200 password true specs/lamps/show_lamp.yaml:31:51
    200 secret true specs/lamps/show_lamp.yaml:31:77
    200 token true specs/lamps/show_lamp.yaml:31:89
    ");
}

#[test]
fn lists_and_maps_hand_their_name_on() {
    let fields = "tokens: {type: array, items: {type: string}}, \
                  passwords: {type: object, additionalProperties: {type: array, items: {type: string}}}, \
                  secrets: {type: array, items: {type: object, properties: {name: {type: string}, sk: {type: string}}}}";
    assert_snapshot!(of_the_answer(&format!("schema: {{type: object, properties: {{{fields}}}}}")), @"
    200 tokens[] true specs/lamps/show_lamp.yaml:31:51
    200 passwords{}[] true specs/lamps/show_lamp.yaml:31:97
    200 secrets[].sk true specs/lamps/show_lamp.yaml:31:264
    ");
}

#[test]
fn the_keyword_knows_better_than_the_name() {
    let fields = "plain_text: {type: string, x-secret: true}, token: {type: string, x-secret: false}, \
                  page_tokens: {type: array, items: {type: string}, x-secret: true}, \
                  secrets: {type: array, items: {type: string, x-secret: false}}";
    assert_snapshot!(of_the_answer(&format!("schema: {{type: object, properties: {{{fields}}}}}")), @"
    200 plain_text true specs/lamps/show_lamp.yaml:31:78
    200 page_tokens[] true specs/lamps/show_lamp.yaml:31:185
    ");
    assert_snapshot!(of_the_answer("schema: {type: string, x-secret: true}"), @"200 true specs/lamps/show_lamp.yaml:31:38");
}

#[test]
fn what_a_reference_leads_to_may_say_so_and_what_stands_beside_it_speaks_last() {
    let components = "components:\n  schemas:\n    Key: {type: string, x-secret: true}\npaths:";
    let answer = "schema: {type: object, properties: {a: {$ref: '#/components/schemas/Key'}, \
                  b: {x-secret: false, allOf: [{$ref: '#/components/schemas/Key'}]}}}";
    assert_snapshot!(secrets(&[(SHOW, ANY, answer), (SHOW, "paths:", components)]), @"200 a true specs/lamps/show_lamp.yaml:7:25");
}

#[test]
fn parameters_and_headers_are_secret_by_their_names() {
    let edits = [
        (SHOW, "name: fields", "name: tokens"),
        (SHOW, "items: {type: string, enum: [colour, power]}", "items: {type: string}"),
        (
            SHOW,
            "description: The lamp.",
            "description: The lamp.\n          headers: {X-Subject-Token: {schema: {type: string}}}",
        ),
    ];
    assert_snapshot!(secrets(&edits), @"
    query tokens true specs/lamps/show_lamp.yaml:20:11
    200 header X-Subject-Token true specs/lamps/show_lamp.yaml:29:21
    ");
}

#[test]
fn the_bundle_keeps_the_keyword() {
    let loaded = edited(&[(SHOW, ANY, "schema: {type: string, x-secret: true}")]);
    let text = loaded.service.expect("a service").openapi_yaml();
    assert!(text.contains("x-secret: true"), "{text}");
}

#[test]
fn what_cannot_be_a_secret_is_refused() {
    let with = |schema: &str| told(&[(SHOW, ANY, schema)]);
    assert_snapshot!(with("schema: {type: string, enum: [a], x-secret: true}"), @"
    error[x-secret]: one of a few words cannot be a secret
      --> specs/lamps/show_lamp.yaml:31:49
      = help: a text, any JSON and an object without `properties` can be one, and lists and maps of these: remove `x-secret`, or put it on such a part
    ");
    let never = [
        ("{type: integer, x-secret: true}", "a number"),
        ("{type: boolean, x-secret: false}", "a boolean"),
        ("{type: object, x-secret: true, properties: {a: {}}}", "an object with fields of its own"),
        ("{type: array, x-secret: true, items: {type: array, items: {type: number}}}", "a number"),
    ];
    for (schema, what) in never {
        let told = with(&format!("schema: {schema}"));
        assert!(told.contains(&format!("error[x-secret]: {what} cannot be a secret")), "{told}");
    }
    assert_snapshot!(with("schema: {type: string, x-secret: 'yes'}"), @"
    error[wrong-type]: expected `true` or `false`, but found the text `yes`
      --> specs/lamps/show_lamp.yaml:31:48
      = help: YAML 1.2 knows only `true` and `false`
    ");
}
