//! References between files, and what each file may say for the whole service.

use insta::assert_snapshot;

use crate::fixture::{LABEL, edited, lamps, messages, told, told_with};
use serde_json::json;
use spec::SourceFile;

#[test]
fn dangling_references_are_told_with_what_was_meant() {
    let edits = [
        (
            "show_lamp.yaml",
            "common.yaml#/components/parameters/ProjectId",
            "common.yaml#/components/parameters/ProjectID",
        ),
        ("show_lamp.yaml", "common.yaml#/components/responses/BadRequest", "#/components/responses/BadRequest"),
        (
            "batch_switch_lamps.yaml",
            "common.yaml#/components/parameters/ProjectId",
            "comon.yaml#/components/parameters/ProjectId",
        ),
        ("batch_switch_lamps.yaml", "#/components/schemas/Language", "#/components/schemas/Colour"),
    ];
    assert_snapshot!(told(&edits), @r"
    error[dangling-ref]: there is no file `comon.yaml` in this folder
      --> specs/lamps/batch_switch_lamps.yaml:17:17
      = help: did you mean `common.yaml`?
    error[dangling-ref]: there is no schema `Colour` in batch_switch_lamps.yaml
      --> specs/lamps/batch_switch_lamps.yaml:22:19
      = help: add it below `components/schemas`
    error[dangling-ref]: there is no parameter `ProjectID` in common.yaml
      --> specs/lamps/show_lamp.yaml:14:17
      = help: did you mean `ProjectId`?
    error[dangling-ref]: there is no response `BadRequest` in show_lamp.yaml
      --> specs/lamps/show_lamp.yaml:33:17
      = help: common.yaml has one: write `common.yaml#/components/responses/BadRequest`
    ");
}

#[test]
fn references_lead_to_components_of_the_right_kind() {
    let edits = [
        ("show_lamp.yaml", "common.yaml#/components/parameters/ProjectId", "common.yaml#/components/schemas/Failure"),
        ("show_lamp.yaml", "common.yaml#/components/responses/BadRequest", "https://example.com/bad.yaml"),
        ("batch_switch_lamps.yaml", "#/components/schemas/Language", "#/components/schemas/LampReq/properties/mode"),
    ];
    assert_snapshot!(told(&edits), @r"
    error[wrong-ref]: `#/components/schemas/LampReq/properties/mode` leads to no component
      --> specs/lamps/batch_switch_lamps.yaml:22:19
      = help: give the part a name, and write `#/components/schemas/Name` or `common.yaml#/components/schemas/Name`
    error[wrong-ref]: `common.yaml#/components/schemas/Failure` leads to one of the schemas, where a parameter is due
      --> specs/lamps/show_lamp.yaml:14:17
      = help: refer to `#/components/parameters/...`
    error[wrong-ref]: `https://example.com/bad.yaml` leads to no component
      --> specs/lamps/show_lamp.yaml:33:17
      = help: give the part a name, and write `#/components/responses/Name` or `common.yaml#/components/responses/Name`
    ");
}

#[test]
fn two_schemas_of_one_name_are_told_with_both_places() {
    let edits = [
        ("show_lamp.yaml", "schema: {}", "schema: {$ref: '#/components/schemas/LampReq'}\n"),
        (
            "show_lamp.yaml",
            "paths:",
            "components:\n  schemas:\n    LampReq: {type: object, properties: {id: {type: string}}}\npaths:",
        ),
    ];
    assert_snapshot!(told(&edits), @r"
    error[name-clash]: `LampReq` is another schema here than elsewhere in the service
      --> specs/lamps/show_lamp.yaml:7:5
      ::: specs/lamps/batch_switch_lamps.yaml:80:5: the other one is here
      = help: rename one of them, or make them equal and move them to common.yaml
    ");
}

#[test]
fn equal_schemas_of_one_name_are_one() {
    let edits = [
        ("show_lamp.yaml", "schema: {}", "schema: {$ref: '#/components/schemas/Language'}\n"),
        (
            "show_lamp.yaml",
            "paths:",
            "components:\n  schemas:\n    Language: {default: en-us, type: string, enum: [en-us, zh-cn]}\npaths:",
        ),
    ];
    assert_eq!(told(&edits), "");
}

#[test]
fn unused_components_are_warned_about_and_left_out() {
    let edits = [("show_lamp.yaml", "paths:", "components:\n  schemas:\n    Ghost: {type: string}\npaths:")];
    assert_snapshot!(told(&edits), @r"
    warning[unused-component]: no operation reaches the schema `Ghost`
      --> specs/lamps/show_lamp.yaml:7:5
      = help: remove it, or refer to it: the bundle leaves it out
    ");
    let service = edited(&edits).service.expect("a warning stops nothing");
    assert!(service.document.pointer("/components/schemas/Ghost").is_none());
}

#[test]
fn a_file_of_one_operation_does_not_speak_for_the_service() {
    assert_snapshot!(told(&[("show_lamp.yaml", "paths:", "servers: [{url: 'https://example.com'}]\nsecurity: []\npaths:")]), @r"
    error[service-wide]: `servers` speaks for the whole service, in the file of one operation
      --> specs/lamps/show_lamp.yaml:5:1
      = help: move it to service.toml, as endpoints
    error[service-wide]: `security` speaks for the whole service, in the file of one operation
      --> specs/lamps/show_lamp.yaml:6:1
      = help: move it to common.yaml
    ");
    // What the service says as well may be repeated, so that other tools can read the file alone.
    assert_eq!(told(&[("show_lamp.yaml", "paths:", "security: [{XAuthToken: []}]\npaths:")]), "");
}

#[test]
fn a_file_holds_one_operation() {
    let edits = [(
        "show_lamp.yaml",
        "    get:",
        "    put: {operationId: PutLamp, responses: {'200': {description: OK}}}\n    get:",
    )];
    assert_snapshot!(told(&edits), @r"
    error[two-operations]: `show_lamp.yaml` holds a second operation
      --> specs/lamps/show_lamp.yaml:7:5
      ::: specs/lamps/show_lamp.yaml:8:5: the first one is here
      = help: one file holds one operation: move it into its own file
    ");
    assert_snapshot!(told_with("drop_lamp.yaml", b"openapi: 3.0.3\ninfo: {title: A, version: v1}\npaths: {}\n"), @r"
    error[no-operation]: `drop_lamp.yaml` holds no operation
      --> specs/lamps/drop_lamp.yaml:3:1
      = help: write one below `paths`, under its path and its method
    ");
}

#[test]
fn two_files_with_one_operation_are_told() {
    let text = include_str!("../fixtures/lamps/show_lamp.yaml").replace("ShowLamp", "ShowLampAgain");
    assert_snapshot!(told_with("show_lamp_again.yaml", text.as_bytes()), @r"
    error[duplicate-operation]: `GET /v1/{project_id}/lamps/{lamp_id}` is described twice
      --> specs/lamps/show_lamp_again.yaml:7:5
      ::: specs/lamps/show_lamp.yaml:7:5: the other one is here
      = help: keep one of the two files, or mend its path; where one path does several things, tell them apart by a word: `/action#dim`
    ");
}

#[test]
fn operations_of_one_method_and_path_are_told_apart_by_a_word() {
    let show = include_str!("../fixtures/lamps/show_lamp.yaml");
    let again = |word: &str| {
        let text = show.replace("ShowLamp", "ShowLampAgain").replace("{lamp_id}:", &format!("{{lamp_id}}#{word}:"));
        let mut files = lamps();
        files.push(SourceFile { name: "show_lamp_again.yaml".to_owned(), bytes: text.into_bytes() });
        files
    };
    let service = spec::load_files(&again("again"), LABEL).service.expect("a sound service");
    let known = |info: &&spec::OperationInfo| info.stem == "show_lamp_again";
    let operation = service.operations.iter().find(known).expect("the operation");
    assert_eq!(operation.path, "/v1/{project_id}/lamps/{lamp_id}");
    assert_eq!(operation.key, "/v1/{project_id}/lamps/{lamp_id}#again");
    assert!(service.document.pointer(&operation.pointer).is_some());
    assert!(service.contracts().iter().any(|contract| contract.operation_id() == Some("ShowLampAgain")
        && contract.line() == "GET /v1/{project_id}/lamps/{lamp_id}"));
}

#[test]
fn a_security_scheme_that_is_not_there_is_told() {
    assert_snapshot!(told(&[("common.yaml", "- XAuthToken: []", "- XAuthTokn: []")]), @r"
    error[dangling-ref]: there is no security scheme `XAuthTokn` in common.yaml
      --> specs/lamps/common.yaml:10:5
      = help: did you mean `XAuthToken`?
    ");
}

#[test]
fn references_in_a_circle_are_told() {
    let edits = [
        (
            "common.yaml",
            "schemas:\n    Failure:",
            "schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n    Failure:",
        ),
        (
            "common.yaml",
            "error_code:\n          description: A code.\n          type: string",
            "error_code: {$ref: '#/components/schemas/A'}",
        ),
    ];
    assert_snapshot!(told(&edits), @r"
    error[circular-ref]: `A` refers to itself
      --> specs/lamps/common.yaml:39:5
      = help: break the circle: one of them has to say something
    error[circular-ref]: `B` refers to itself
      --> specs/lamps/common.yaml:40:5
      = help: break the circle: one of them has to say something
    ");
}

#[test]
fn examples_may_hold_what_looks_like_a_reference() {
    let edits = [("show_lamp.yaml", "schema: {}", "schema: {}\n              example: {$ref: '#/nowhere'}")];
    assert_eq!(told(&edits), "");
}

#[test]
fn bytes_behind_references_are_written_where_they_are_sent_and_received() {
    let bytes = "components:\n  schemas:\n    Chart: {$ref: 'common.yaml#/components/schemas/Bytes'}\n";
    let schema = "{$ref: '#/components/schemas/Chart'}";
    let show = include_str!("../fixtures/lamps/show_lamp.yaml").replace(
        "application/json:\n              schema: {}",
        &format!("application/octet-stream:\n              schema: {schema}"),
    );
    let put = show
        .replace("ShowLamp", "SendLamp")
        .replace("    get:", "    put:")
        .replace("      responses:", &format!("      requestBody:\n        required: true\n        content:\n          application/octet-stream:\n            schema: {schema}\n      responses:"));
    let common = include_str!("../fixtures/lamps/common.yaml")
        .replace("  schemas:\n", "  schemas:\n    Bytes: {type: string, format: binary}\n");
    let mut files = lamps();
    files.retain(|file| !matches!(file.name.as_str(), "show_lamp.yaml" | "common.yaml"));
    for (name, text) in [("common.yaml", common), ("show_lamp.yaml", show + bytes), ("send_lamp.yaml", put + bytes)] {
        files.push(SourceFile { name: name.to_owned(), bytes: text.into_bytes() });
    }
    let loaded = spec::load_files(&files, LABEL);
    assert_eq!(messages(&loaded), "");
    let service = loaded.service.expect("a service");
    let content = "/content/application~1octet-stream/schema";
    let item = "/paths/~1v1~1{project_id}~1lamps~1{lamp_id}";
    for body in ["/get/responses/200", "/put/responses/200", "/put/requestBody"] {
        let pointer = format!("{item}{body}{content}");
        assert_eq!(
            service.document.pointer(&pointer),
            Some(&json!({ "type": "string", "format": "binary" })),
            "{body}"
        );
        let said = service.origins.place(&format!("{pointer}/format"));
        assert_eq!(said.file.as_ref(), "specs/lamps/common.yaml");
    }
    assert_eq!(service.document.pointer("/components/schemas/Chart"), None);
    assert_eq!(service.document.pointer("/components/schemas/Bytes"), None);
}
