//! Contracts: what the spec tells of each operation.

use contract::{Address, Aspect, Contract, ExampleRole};
use insta::assert_snapshot;

use crate::fixture::{edited, service, told};

fn contract(index: usize) -> Contract {
    service().contracts().swap_remove(index)
}

#[test]
fn an_operation_lowers_to_a_table() {
    assert_snapshot!(contract(0), @r"
    POST /v1/{project_id}/lamps/batch-switch BatchSwitchLamps
    callable in PLUGGED, DIMMED; done when SWITCHED
    where    name                        presence  type                              line  rules
    path     project_id                  required  string                            25
    header   X-Language                  optional  string                            18    one of en-us, zh-cn; default en-us
    header   X-Auth-Token                required  string                            16    1 to 16384 characters
    header   Content-Type                required  string                            27    application/json
    request                              required  object(BatchSwitchLampsRequest)   23
    request  lamps                       required  array<object(LampReq)>            60    1 to 50 items
    request  lamps[].lamp_id             required  string                            84    1 to 64 characters
    request  lamps[].mode                required  string                            89    one of on, off
    request  lamps[].nested              optional  array<object(LampReq)>            93
    request  dim                         optional  int32                             67    default 10; 0 to 10
    request  labels                      optional  map<string>                       74
    request  labels{}                    -         -                                 77    at most 43 characters
    202                                  -         object(BatchSwitchLampsResponse)  35
    202      results                     optional  array<object>                     101
    202      results[].lamp_id           optional  string                            107
    202      results[].error             optional  object(Failure)                   110   may be null
    202      results[].error.error_code  optional  string                            43
    202      count                       optional  integer                           115
    202      header X-Request-Id         optional  string                            38
    400                                  -         object(Failure)                   46
    400      error_code                  optional  string                            43
    404                                  -         -                                 48
    ");
    assert_snapshot!(contract(1), @r"
    GET /v1/{project_id}/lamps/{lamp_id} ShowLamp
    deprecated
    where   name          presence  type             line  rules
    path    project_id    required  string           25
    path    lamp_id       required  string           15    matches ^[a-z0-9]+$
    query   fields        optional  array<string>    20    one of colour, power
    header  X-Auth-Token  required  string           16    1 to 16384 characters
    200                   -         any              27
    400                   -         object(Failure)  32
    400     error_code    optional  string           43
    ");
}

#[test]
fn each_fact_has_the_place_of_its_own_keyword() {
    let contract = contract(0);
    let told = |address: &str| {
        let address: Address = address.parse().expect("an address");
        let element = contract.get(&address).expect("an element");
        let facts: Vec<String> = element.facts.iter().map(|(aspect, fact)| format!("{aspect} {}", fact.at)).collect();
        format!("{address} {}\n  {}\n", element.at, facts.join("\n  "))
    };
    let all = [
        "operation",
        "path project_id",
        "header X-Auth-Token",
        "request lamps",
        "request lamps[].lamp_id",
        "202 results[].error",
    ];
    assert_snapshot!(all.map(told).concat(), @r"
    operation specs/lamps/batch_switch_lamps.yaml:7:5
      operation-id specs/lamps/batch_switch_lamps.yaml:8:7
      method specs/lamps/batch_switch_lamps.yaml:7:5
      path specs/lamps/batch_switch_lamps.yaml:6:3
      callable-in specs/lamps/batch_switch_lamps.yaml:14:7
      done-when specs/lamps/batch_switch_lamps.yaml:15:7
    path project_id specs/lamps/common.yaml:25:7
      presence specs/lamps/common.yaml:27:7
      type specs/lamps/common.yaml:30:9
    header X-Auth-Token specs/lamps/common.yaml:16:5
      presence specs/lamps/common.yaml:10:5
      type specs/lamps/common.yaml:17:7
      min-length specs/lamps/common.yaml:21:7
      max-length specs/lamps/common.yaml:22:7
    request lamps specs/lamps/batch_switch_lamps.yaml:60:9
      presence specs/lamps/batch_switch_lamps.yaml:58:18
      type specs/lamps/batch_switch_lamps.yaml:62:11
      min-items specs/lamps/batch_switch_lamps.yaml:63:11
      max-items specs/lamps/batch_switch_lamps.yaml:64:11
    request lamps[].lamp_id specs/lamps/batch_switch_lamps.yaml:84:9
      presence specs/lamps/batch_switch_lamps.yaml:82:18
      type specs/lamps/batch_switch_lamps.yaml:86:11
      min-length specs/lamps/batch_switch_lamps.yaml:87:11
      max-length specs/lamps/batch_switch_lamps.yaml:88:11
    202 results[].error specs/lamps/batch_switch_lamps.yaml:110:15
      presence specs/lamps/batch_switch_lamps.yaml:110:15
      type specs/lamps/common.yaml:41:7
      nullable specs/lamps/batch_switch_lamps.yaml:112:17
    ");
}

#[test]
fn examples_are_kept_with_their_role_and_name() {
    let examples = contract(0).examples;
    let told: Vec<_> =
        examples.iter().map(|example| (example.role, example.name.as_deref(), example.at.to_string())).collect();
    let status = "202".parse().expect("a status");
    let at = |line: &str| format!("specs/lamps/batch_switch_lamps.yaml:{line}");
    assert_eq!(
        told,
        [(ExampleRole::Request, Some("on"), at("31:15")), (ExampleRole::Response(Some(status)), None, at("45:15"))]
    );
}

#[test]
fn an_operation_may_do_without_signing_in() {
    let loaded = edited(&[("show_lamp.yaml", "deprecated: true", "security: [{}, {XAuthToken: []}]")]);
    let contract = loaded.service.expect("a service").contracts().swap_remove(1);
    let token: Address = "header X-Auth-Token".parse().expect("an address");
    let facts = &contract.get(&token).expect("the header").facts;
    assert_eq!(facts.presence(), contract::Presence::Optional);
    assert_eq!(facts.number(Aspect::MaxLength).map(ToString::to_string).as_deref(), Some("16384"));
}

#[test]
fn schemas_that_unfold_without_end_are_refused() {
    let names: Vec<String> = (0..12).map(|index| format!("T{index}")).collect();
    let fields: String = names
        .iter()
        .map(|name| format!("{}: {{$ref: '#/components/schemas/{name}'}}, ", name.to_lowercase()))
        .collect();
    let schemas: String =
        names.iter().map(|name| format!("    {name}: {{type: object, properties: {{{fields}}}}}\n")).collect();
    let edits = [
        ("show_lamp.yaml", "schema: {}", "schema: {$ref: '#/components/schemas/T0'}"),
        ("show_lamp.yaml", "paths:", &format!("components:\n  schemas:\n{schemas}paths:")),
    ];
    let told = told(&edits);
    assert!(told.starts_with("error[too-large]: the operation has more than 10000 elements"), "{told}");
}
