//! `[answers.401]` of service.toml: what all operations answer, in openapi.yaml and nowhere else.

use contract::{Address, Contract, Element, Status};
use insta::assert_snapshot;
use serde_json::{Value, json};
use spec::{Documented, Service};

use crate::fixture::{edited, messages, service, told};

/// The last line of the file of the fixture, for what is added below.
const END: &str = "hwc = \"hwc/lamps/BatchSwitchLamps.txt\"\n";
const DOCUMENTED: &str = "description = \"Nobody knows who calls.\"\ndocumented = {edition = \"otc\", page = \"otc/lamps/codes.rst\", line = 9}\n";

/// A schema that operations reach as well.
const SCHEMA: &str = "schema = \"common.yaml#/components/schemas/Failure\"\n";

/// The table of one answer.
fn table(status: &str, lines: &str) -> String {
    format!("{END}\n[answers.{status}]\n{DOCUMENTED}{lines}")
}

/// The service with that table, and other edits.
fn with(table: &str, edits: &[(&str, &str, &str)]) -> Service {
    let loaded = edited(&[&[("service.toml", END, table)], edits].concat());
    assert_eq!(messages(&loaded), "");
    loaded.service.expect("a service")
}

/// What the bundle says of each operation's status.
fn published(service: &Service, status: &str) -> Vec<Option<Value>> {
    let of = |pointer: &str| service.published().pointer(pointer)?["responses"].get(status).cloned();
    service.operations.iter().map(|operation| of(&operation.pointer)).collect()
}

/// Whether a contract has an answer with that status.
fn answers(contract: &Contract, status: u16) -> bool {
    let is_it =
        |element: &Element| matches!(element.address, Address::Response(Status::Code(code), _) if code == status);
    contract.elements.iter().any(is_it)
}

#[test]
fn an_answer_of_all_operations_is_in_the_bundle_with_each() {
    let service = with(&table("401", SCHEMA), &[]);
    let schema = json!({"$ref": "#/components/schemas/Failure"});
    let answer = json!({"description": "Nobody knows who calls.", "content": {"application/json": {"schema": schema}}});
    assert_eq!(published(&service, "401"), vec![Some(answer); service.operations.len()]);
    let text = service.openapi_yaml();
    assert_eq!(text.matches("Nobody knows who calls.").count(), service.operations.len(), "{text}");
}

#[test]
fn one_without_a_schema_has_no_body() {
    let service = with(&table("401", ""), &[]);
    let answer = json!({"description": "Nobody knows who calls."});
    assert_eq!(published(&service, "401"), vec![Some(answer); service.operations.len()]);
}

#[test]
fn it_stands_among_the_others_in_the_order_of_statuses() {
    let service = with(&table("401", ""), &[]);
    let responses = service.published().pointer(&service.operations[0].pointer).expect("an operation");
    let listed: Vec<&String> = responses["responses"].as_object().expect("responses").keys().collect();
    assert!(listed.is_sorted() && listed.iter().any(|status| *status == "401"), "{listed:?}");
}

#[test]
fn an_operation_that_lists_the_status_keeps_its_own() {
    for own in ["400", "4XX"] {
        let line = "        '400':\n";
        let service = with(&table("400", ""), &[("show_lamp.yaml", line, &format!("        '{own}':\n"))]);
        let index =
            service.operations.iter().position(|operation| operation.stem == "show_lamp").expect("an operation");
        let pointer = &service.operations[index].pointer;
        let (before, after) = (service.document.pointer(pointer), service.published().pointer(pointer));
        assert_eq!(before, after, "{own}");
    }
}

#[test]
fn what_clients_are_made_of_and_pages_are_held_against_has_nothing_of_it() {
    let (with, without) = (with(&table("401", SCHEMA), &[]), service());
    assert_eq!(with.document, without.document);
    assert_eq!(with.contracts(), without.contracts());
    assert_eq!(with.operations, without.operations);
}

#[test]
fn a_schema_that_only_it_has_is_a_component_of_the_bundle_alone() {
    let only = "  schemas:\n    Refusal: {description: Why., type: object, properties: {why: {description: Why., type: string}}}\n";
    let common = [("common.yaml", "  schemas:\n", only)];
    let service = with(&table("401", "schema = \"common.yaml#/components/schemas/Refusal\"\n"), &common);
    let pointer = "/components/schemas/Refusal";
    assert!(service.published().pointer(pointer).is_some());
    assert!(service.document.pointer(pointer).is_none());
}

#[test]
fn who_plays_the_service_sees_it_in_the_contracts() {
    let service = with(&table("401", SCHEMA), &[]);
    assert!(service.published_contracts().iter().all(|contract| answers(contract, 401)));
    assert!(!service.contracts().iter().any(|contract| answers(contract, 401)));
}

#[test]
fn it_says_where_the_vendor_has_it() {
    let answers = with(&table("503", ""), &[]).manifest.answers;
    assert_eq!((answers.len(), answers[0].status), (1, 503));
    let page = Documented::Page {
        edition: "otc".parse().expect("an edition"),
        page: "otc/lamps/codes.rst".to_owned(),
        line: 9,
    };
    assert_eq!(answers[0].documented, page);
}

#[test]
fn an_answer_to_head_has_no_body() {
    let body = "          content:\n            application/json:\n              schema: {}\n";
    let refused = "        '400':\n          $ref: 'common.yaml#/components/responses/BadRequest'\n";
    let head =
        [("show_lamp.yaml", "    get:", "    head:"), ("show_lamp.yaml", body, ""), ("show_lamp.yaml", refused, "")];
    let service = with(&table("401", SCHEMA), &head);
    let bodies: Vec<(&str, bool)> = service
        .operations
        .iter()
        .zip(published(&service, "401"))
        .map(|(operation, answer)| {
            (operation.method.as_str(), answer.is_some_and(|answer| answer["content"].is_object()))
        })
        .collect();
    assert_eq!(bodies, [("POST", true), ("HEAD", false)]);
}

#[test]
fn keys_that_nobody_knows_and_statuses_of_no_error_are_told() {
    let lines = "schemas = \"#/components/schemas/Failure\"\n\n[answers.200]\ndescription = \"Done.\"\n\n[answers.4XX]\n\n[answers.0401]\n\n[answers.503]\ndescription = 7\n";
    assert_snapshot!(told(&[("service.toml", END, &table("401", lines))]), @r"
    error[unknown-keyword]: `schemas` is no keyword of an answer of all operations; did you mean `schema`?
      --> specs/lamps/service.toml:20:1
      = help: write `schema`
    error[unknown-keyword]: `200` is no keyword of a table of answers
      --> specs/lamps/service.toml:22:10
      = help: all operations can have the answers that are errors: write a status from 400 to 599
    error[unknown-keyword]: `4XX` is no keyword of a table of answers
      --> specs/lamps/service.toml:25:10
      = help: all operations can have the answers that are errors: write a status from 400 to 599
    error[unknown-keyword]: `0401` is no keyword of a table of answers
      --> specs/lamps/service.toml:27:10
      = help: all operations can have the answers that are errors: write a status from 400 to 599
    error[missing-keyword]: an answer of all operations needs `documented`
      --> specs/lamps/service.toml:29:10
      = help: add `documented:`
    error[wrong-type]: expected a text, but found the number `7`
      --> specs/lamps/service.toml:30:15
      = help: put it in quotes
    ");
}

#[test]
fn a_reference_to_no_schema_is_told() {
    let told = |schema: &str| told(&[("service.toml", END, &table("401", &format!("schema = \"{schema}\"\n")))]);
    let references = [
        "common.yaml#/components/schemas/Failur",
        "#/components/schemas/Failure",
        "comon.yaml#/components/schemas/Failure",
        "common.yaml#/components/responses/BadRequest",
        "Failure",
    ];
    assert_snapshot!(references.map(told).join("\n"), @r"
    error[dangling-ref]: there is no schema `Failur` in common.yaml
      --> specs/lamps/service.toml:20:10
      = help: did you mean `Failure`?
    error[dangling-ref]: there is no schema `Failure` in service.toml
      --> specs/lamps/service.toml:20:10
      = help: common.yaml has one: write `common.yaml#/components/schemas/Failure`
    error[dangling-ref]: there is no file `comon.yaml` in this folder
      --> specs/lamps/service.toml:20:10
      = help: did you mean `common.yaml`?
    error[wrong-ref]: `common.yaml#/components/responses/BadRequest` leads to one of the responses, where a schema is due
      --> specs/lamps/service.toml:20:10
      = help: refer to `#/components/schemas/...`
    error[wrong-ref]: `Failure` leads to no component
      --> specs/lamps/service.toml:20:10
      = help: give the part a name, and write `#/components/schemas/Name` or `common.yaml#/components/schemas/Name`
    ");
}

#[test]
fn a_reference_to_no_page_is_told() {
    let page = "documented = {edition = \"otc\", page = \"otc/lamps/codes.rst\", line = 9}";
    let told = |documented: &str| told(&[("service.toml", END, &table("401", "").replace(page, documented))]);
    let references = ["documented = {page = \"otc/lamps/codes.rst\"}", "documented = {url = \"lamps\"}", ""];
    assert_snapshot!(references.map(told).join("\n"), @r"
    error[documented]: the reference is neither a `url` nor an `edition` with a `page` and a `line`
      --> specs/lamps/service.toml:19:1
      = help: write either `{url: ...}` or `{edition: ..., page: ..., line: ...}`
    error[wrong-type]: expected a link (`https://...`), but found the text `lamps`
      --> specs/lamps/service.toml:19:21
      = help: check the indentation and what the keyword takes
    error[missing-keyword]: an answer of all operations needs `documented`
      --> specs/lamps/service.toml:17:10
      = help: add `documented:`
    ");
}
