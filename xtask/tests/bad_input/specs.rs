//! Spoilt specs.

use insta::assert_snapshot;
use xtask::Exit;

use crate::scratch::Scratch;

const LAMPS: &str = "specs/lamps/dim_lamps.yaml";

/// What `generate` says of a house whose spec of `DimLamps` was edited.
fn edited(from: &str, to: &str) -> String {
    let house = Scratch::new();
    house.edit(LAMPS, from, to);
    house.refused(&["generate"], Exit::BadInput)
}

/// What `generate` says of a house whose spec of `DimLamps` holds something else.
fn written(bytes: &[u8]) -> String {
    let house = Scratch::new();
    house.write(LAMPS, bytes);
    house.refused(&["generate"], Exit::BadInput)
}

#[test]
fn a_misspelt_key_is_told_with_the_key_that_was_meant() {
    assert_snapshot!(edited("required: [mode, level]", "requried: [mode, level]"), @"
    error[unknown-keyword]: `requried` is no keyword of a schema object; did you mean `required`?
      --> specs/lamps/dim_lamps.yaml:37:7
       |
    37 |       requried: [mode, level]
       |       ^^^^^^^^
       |
       = help: write `required`

    1 error; nothing was written
    ");
}

#[test]
fn a_duplicate_key_is_told_with_the_place_of_the_first() {
    assert_snapshot!(edited("type: object\n      required", "type: object\n      type: array\n      required"), @"
    error[duplicate-key]: `type` is given twice in one object
      --> specs/lamps/dim_lamps.yaml:37:7
       |
    37 |       type: array
       |       ^^^^
       |
      ::: specs/lamps/dim_lamps.yaml:36:7
       |
    36 |       type: object
       |       ---- the first one is here
       |
       = help: keep one of them: readers differ in which one they take

    1 error; nothing was written
    ");
}

#[test]
fn a_dangling_reference_is_told_with_the_name_that_was_meant() {
    assert_snapshot!(edited("'#/components/schemas/DimLampsRequest'", "'#/components/schemas/DimLampRequest'"), @"
    error[dangling-ref]: there is no schema `DimLampRequest` in dim_lamps.yaml
      --> specs/lamps/dim_lamps.yaml:18:21
       |
    18 |               $ref: '#/components/schemas/DimLampRequest'
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `DimLampsRequest`?

    1 error; nothing was written
    ");
}

#[test]
fn two_schemas_of_one_name_are_told_with_both_places() {
    let house = Scratch::new();
    house.edit(LAMPS, "'#/components/schemas/DimLampsResponse'", "'#/components/schemas/Failure'");
    house.edit(LAMPS, "    DimLampsResponse:", "    Failure:");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[name-clash]: `Failure` is another schema here than elsewhere in the service
      --> specs/lamps/dim_lamps.yaml:47:5
       |
    47 |     Failure:
       |     ^^^^^^^
       |
      ::: specs/lamps/common.yaml:24:5
       |
    24 |     Failure:
       |     ------- the other one is here
       |
       = help: rename one of them, or make them equal and move them to common.yaml

    1 error; nothing was written
    ");
}

#[test]
fn an_operation_without_operation_id_is_told() {
    assert_snapshot!(edited("      operationId: DimLamps\n", ""), @"
    error[operation-id]: `POST /v1/{house_id}/lamps/dim` has no operationId
     --> specs/lamps/dim_lamps.yaml:7:5
      |
    7 |     post:
      |     ^^^^
      |
      = help: add the vendor's own name of the operation, as in `operationId: StopTask`

    1 error; nothing was written
    ");
}

#[test]
fn a_tab_is_told_where_it_stands() {
    assert_snapshot!(edited("      summary", "\tsummary"), @"
    error[tab]: a tab is used for indentation
     --> specs/lamps/dim_lamps.yaml:9:1
      |
    9 |     summary: Dim lamps
      | ^^^^
      |
      = help: indent with spaces

    1 error; nothing was written
    ");
}

#[test]
fn a_truncated_spec_is_told_where_it_ends() {
    let house = Scratch::new();
    house.cut(LAMPS, ", level]");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[truncated]: the file ends in the middle of something (while parsing a flow sequence, expected ',' or ']')
      --> specs/lamps/dim_lamps.yaml:37:22
       |
    37 |       required: [mode
       |                      ^
       |
       = help: finish the last lines

    1 error; nothing was written
    ");
}

#[test]
fn a_spec_cut_off_between_two_lines_lacks_what_it_refers_to() {
    let house = Scratch::new();
    house.cut(LAMPS, "    DimLampsResponse:\n");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[dangling-ref]: there is no schema `DimLampsResponse` in dim_lamps.yaml
      --> specs/lamps/dim_lamps.yaml:25:23
       |
    25 |                 $ref: '#/components/schemas/DimLampsResponse'
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `DimLampsRequest`?

    1 error; nothing was written
    ");
}

#[test]
fn invalid_utf_8_in_a_spec_is_told_where_it_stands() {
    assert_snapshot!(written(b"openapi: 3.0.3\ninfo: {title: \xff}\n"), @"
    error[invalid-utf8]: the file is not UTF-8 from here on
     --> specs/lamps/dim_lamps.yaml:2:15
      |
    2 | info: {title: �}
      |               ^
      |
      = help: save it as UTF-8 (without a byte order mark)

    1 error; nothing was written
    ");
}

#[test]
fn an_empty_spec_is_told() {
    assert_snapshot!(written(b""), @"
    error[empty-file]: the file holds no document
    --> specs/lamps/dim_lamps.yaml
     = help: write it, or remove the file

    1 error; nothing was written
    ");
}

#[test]
fn a_binary_file_in_place_of_a_spec_is_told() {
    assert_snapshot!(written(b"\x7fELF\x02\x01\x01\0\0\0"), @"
    error[control-character]: the file holds the control character U+007F
    --> specs/lamps/dim_lamps.yaml:1:1
     = help: remove it; if the file is no text at all, put the right one in its place

    1 error; nothing was written
    ");
}

#[test]
fn a_folder_in_place_of_a_spec_is_told() {
    let house = Scratch::new();
    house.replace_by_folder(LAMPS);
    assert_snapshot!(house.refused(&["generate"], Exit::Io), @"
    error[io]: it cannot be read: Is a directory (os error 21)
    --> specs/lamps/dim_lamps.yaml
     = help: check that it is a file that may be read

    1 error; nothing was written
    ");
}

#[test]
fn a_megabyte_in_one_value_does_not_bury_the_message() {
    let huge = "x".repeat(1 << 20);
    let told = edited("enum: [slow, fast]", &format!("enum: {huge}"));
    assert_snapshot!(told, @"
    error[wrong-type]: expected a list, but found a text
    --> specs/lamps/dim_lamps.yaml:42:17
     = help: check the indentation and what the keyword takes

    1 error; nothing was written
    ");
}

#[test]
fn a_megabyte_in_one_key_does_not_bury_the_message() {
    let huge = "x".repeat(1 << 20);
    let told = edited("enum: [slow, fast]", &format!("? {huge}\n          : [slow, fast]"));
    assert_snapshot!(told, @"
    error[unknown-keyword]: `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxx` is no keyword of a schema object
    --> specs/lamps/dim_lamps.yaml:42:13
     = help: a schema object takes `type`, `format`, `description`, `nullable`, `deprecated`, `enum`, `default`, `example`, `minLength`, `maxLength`, `pattern`, `minimum`, `maximum`, `minItems`, `maxItems`, `items`, `required`, `properties`, `additionalProperties`, `allOf`, `externalDocs`, `x-secret`, `oneOf`, `anyOf`, `not`, `discriminator`, `title`, `uniqueItems`, `multipleOf`, `exclusiveMinimum`, `exclusiveMaximum`, `minProperties`, `maxProperties`, `readOnly`, `writeOnly` or `xml`

    1 error; nothing was written
    ");
}

#[test]
fn everything_wrong_in_all_files_of_all_services_is_told_at_once() {
    let house = Scratch::new();
    house.edit(LAMPS, "required: [mode, level]", "requried: [mode, level]");
    house.edit(LAMPS, "'#/components/schemas/DimLampsResponse'", "'#/components/schemas/DimLampsRespons'");
    house.edit("specs/lamps/common.yaml", "in: path", "in: paht");
    house.edit("specs/lamps/service.toml", "title", "titel");
    house.edit("specs/doors/open_door.yaml", "required: true", "required: yes");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @r#"
    error[wrong-type]: expected `true` or `false`, but found the text `yes`
      --> specs/doors/open_door.yaml:14:21
       |
    14 |           required: yes
       |                     ^^^
       |
       = help: YAML 1.2 knows only `true` and `false`

    error[unknown-word]: `paht` is no word that can stand here
      --> specs/lamps/common.yaml:18:11
       |
    18 |       in: paht
       |           ^^^^
       |
       = help: did you mean `path`?

    error[dangling-ref]: there is no schema `DimLampsRespons` in dim_lamps.yaml
      --> specs/lamps/dim_lamps.yaml:25:23
       |
    25 |                 $ref: '#/components/schemas/DimLampsRespons'
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `DimLampsResponse`?

    error[unknown-keyword]: `requried` is no keyword of a schema object; did you mean `required`?
      --> specs/lamps/dim_lamps.yaml:37:7
       |
    37 |       requried: [mode, level]
       |       ^^^^^^^^
       |
       = help: write `required`

    error[unknown-keyword]: `titel` is no keyword of service.toml; did you mean `title`?
     --> specs/lamps/service.toml:1:1
      |
    1 | titel = "Lamp Service"
      | ^^^^^
      |
      = help: write `title`

    5 errors; nothing was written
    "#);
    assert_eq!(house.refused(&["verify"], Exit::BadInput), house.refused(&["generate", "--check"], Exit::BadInput));
}

#[test]
fn a_spoilt_service_keeps_the_others_from_being_written() {
    let house = Scratch::new();
    house.remove("specs/doors/openapi.yaml");
    house.edit(LAMPS, "required: [mode, level]", "requried: [mode, level]");
    house.refused(&["generate"], Exit::BadInput);
}
