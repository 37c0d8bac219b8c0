//! Names that clash, in a path, in Rust, or with what is taken.

use insta::assert_snapshot;

use crate::fixture::{LABEL, lamps, messages, told, told_with};
use spec::SourceFile;

const SHOW: &str = "show_lamp.yaml";
const SWITCH: &str = "batch_switch_lamps.yaml";

#[test]
fn an_operation_without_an_id_is_told() {
    assert_snapshot!(told(&[(SHOW, "      operationId: ShowLamp\n", "")]), @r"
    error[operation-id]: `GET /v1/{project_id}/lamps/{lamp_id}` has no operationId
      --> specs/lamps/show_lamp.yaml:7:5
      = help: add the vendor's own name of the operation, as in `operationId: StopTask`
    ");
}

#[test]
fn two_operations_of_one_id_are_told() {
    assert_snapshot!(told(&[(SHOW, "ShowLamp", "BatchSwitchLamps")]), @r"
    error[file-name]: `show_lamp.yaml` holds `BatchSwitchLamps`, whose stem is `batch_switch_lamps`
      --> specs/lamps/show_lamp.yaml:8:20
      = help: rename the file to `batch_switch_lamps.yaml`: one stem names all that belongs to an operation
    error[operation-id]: `BatchSwitchLamps` is the operationId of two operations
      --> specs/lamps/show_lamp.yaml:8:20
      ::: specs/lamps/batch_switch_lamps.yaml:8:20: the other one is here
      = help: give each the vendor's own name
    ");
}

#[test]
fn a_file_is_named_after_its_operation() {
    assert_snapshot!(told(&[(SHOW, "ShowLamp", "ShowLamps")]), @r"
    error[file-name]: `show_lamp.yaml` holds `ShowLamps`, whose stem is `show_lamps`
      --> specs/lamps/show_lamp.yaml:8:20
      = help: rename the file to `show_lamps.yaml`: one stem names all that belongs to an operation
    ");
}

#[test]
fn an_id_that_is_taken_is_told() {
    let text = include_str!("../fixtures/lamps/show_lamp.yaml")
        .replace("ShowLamp", "Builder")
        .replace("{lamp_id}", "{lamp_id}/builder");
    assert_snapshot!(told_with("builder.yaml", text.as_bytes()), @r"
    error[reserved-name]: `Builder` would be called `builder` in Rust, which is taken
      --> specs/lamps/builder.yaml:8:20
      = help: add what it is about, as in `StopTask` for `Stop`
    ");
    let text = text.replace("operationId: Builder", "operationId: build-er");
    assert_snapshot!(told_with("builder.yaml", text.as_bytes()), @r"
    error[operation-id]: `build-er` is no name for an operation
      --> specs/lamps/builder.yaml:8:20
      = help: use letters, digits and `_`, and begin with a letter
    ");
}

#[test]
fn a_parameter_that_one_of_two_operations_of_a_path_lacks_is_told_in_its_file() {
    let text = include_str!("../fixtures/lamps/show_lamp.yaml")
        .replace("ShowLamp", "DropLamp")
        .replace("    get:", "    delete:")
        .replace("paths:\n", "\npaths:\n");
    assert_eq!(told_with("drop_lamp.yaml", text.as_bytes()), "");
    let reference = "        - $ref: 'common.yaml#/components/parameters/ProjectId'\n";
    assert_snapshot!(told_with("drop_lamp.yaml", text.replace(reference, "").as_bytes()), @"
    error[path-parameter]: `{project_id}` is in the path, but no parameter
      --> specs/lamps/drop_lamp.yaml:7:3
      = help: add `{name: project_id, in: path, required: true, ...}` to the parameters
    ");
    let show = include_str!("../fixtures/lamps/show_lamp.yaml").replace(reference, "");
    let mut files = lamps();
    files.retain(|file| file.name != SHOW);
    files.push(SourceFile { name: SHOW.to_owned(), bytes: show.into_bytes() });
    files.push(SourceFile { name: "drop_lamp.yaml".to_owned(), bytes: text.into_bytes() });
    assert_snapshot!(messages(&spec::load_files(&files, LABEL)), @"
    error[path-parameter]: `{project_id}` is in the path, but no parameter
      --> specs/lamps/show_lamp.yaml:6:3
      = help: add `{name: project_id, in: path, required: true, ...}` to the parameters
    ");
}

#[test]
fn parameters_of_the_path_are_declared_and_used() {
    assert_snapshot!(told(&[(SHOW, "- name: lamp_id", "- name: lamp")]), @r"
    error[path-parameter]: `{lamp_id}` is in the path, but no parameter
      --> specs/lamps/show_lamp.yaml:6:3
      = help: add `{name: lamp_id, in: path, required: true, ...}` to the parameters
    error[path-parameter]: `lamp` is a path parameter, but not in the path `/v1/{project_id}/lamps/{lamp_id}`
      --> specs/lamps/show_lamp.yaml:15:17
      ::: specs/lamps/show_lamp.yaml:6:3: the path is here
      = help: write `{lamp}` into the path, or remove the parameter
    ");
    assert_snapshot!(told(&[(SHOW, "          required: true\n", "")]), @r"
    error[path-parameter]: `lamp_id` is in the path, but not required
      --> specs/lamps/show_lamp.yaml:15:17
      = help: add `required: true`: a path has no gaps
    ");
    assert_snapshot!(told(&[(SHOW, "{lamp_id}:", "{lamp_id}/{lamp_id}:")]), @r"
    error[path]: `{lamp_id}` is twice in the path
      --> specs/lamps/show_lamp.yaml:6:3
      = help: give each its own name
    ");
    assert_snapshot!(told(&[(SHOW, "{lamp_id}:", "{lamp_id:")]), @r"
    error[path]: `/v1/{project_id}/lamps/{lamp_id` is no path template
      --> specs/lamps/show_lamp.yaml:6:3
      = help: write each parameter as `{name}`, and leave out `?`, `//` and `..`
    ");
    assert_snapshot!(told(&[(SHOW, "{lamp_id}:", "{lamp_id}#two words:")]), @r"
    error[path]: `two words` behind `#` tells no operation from another
      --> specs/lamps/show_lamp.yaml:6:3
      = help: write one word of letters, digits, `-`, `_` and `.`, as in `/action#dim`
    ");
}

#[test]
fn paths_that_differ_in_names_only_are_one() {
    let text = include_str!("../fixtures/lamps/show_lamp.yaml")
        .replace("ShowLamp", "DropLamp")
        .replace("get:", "delete:")
        .replace("lamp_id", "id");
    assert_snapshot!(told_with("drop_lamp.yaml", text.as_bytes()), @r"
    error[same-path]: `/v1/{project_id}/lamps/{lamp_id}` and `/v1/{project_id}/lamps/{id}` are one path: they differ only in the names of their parameters
      --> specs/lamps/show_lamp.yaml:6:3
      ::: specs/lamps/drop_lamp.yaml:6:3: the other one is here
      = help: use the same names in both
    ");
}

#[test]
fn parameters_of_one_name_are_told_wherever_they_travel() {
    assert_snapshot!(told(&[(SHOW, "- name: fields", "- name: lamp_id")]), @r"
    error[duplicate-parameter]: `lamp_id` is two parameters of one operation
      --> specs/lamps/show_lamp.yaml:20:17
      ::: specs/lamps/show_lamp.yaml:15:17: the other one is here
      = help: the generator knows parameters by name alone, wherever they travel: keep one of them
    ");
    assert_snapshot!(told(&[(SHOW, "- name: fields", "- name: lampId")]), @r"
    error[duplicate-parameter]: `lampId` and `lamp_id` would have the same name in Rust
      --> specs/lamps/show_lamp.yaml:20:17
      ::: specs/lamps/show_lamp.yaml:15:17: the other one is here
      = help: the generator knows parameters by name alone, wherever they travel: keep one of them
    ");
}

#[test]
fn parameters_with_the_names_of_methods_are_told() {
    assert_snapshot!(told(&[(SWITCH, "- name: X-Language", "- name: Body")]), @"
    error[reserved-name]: `Body` would be called `body` in Rust, which is taken
      --> specs/lamps/batch_switch_lamps.yaml:18:17
      = help: the generated client cannot have this parameter: tell the maintainers of the generator
    ");
    for free in ["body", "client", "new", "send", "check", "allowed", "allow_undocumented", "value", "url", "request"] {
        assert_eq!(told(&[(SHOW, "- name: fields", &format!("- name: {free}"))]), "", "{free}");
    }
}

#[test]
fn headers_that_openapi_describes_elsewhere_are_no_parameters() {
    assert_snapshot!(told(&[(SWITCH, "- name: X-Language", "- name: Content-Type")]), @r"
    error[ignored-header]: `Content-Type` as a parameter is ignored by every reader
      --> specs/lamps/batch_switch_lamps.yaml:18:17
      = help: remove it: it is the key below `content` of the requestBody
    ");
    assert_snapshot!(told(&[(SWITCH, "- name: X-Language", "- name: x-auth-token")]), @r"
    error[ignored-header]: `x-auth-token` is a security scheme already
      --> specs/lamps/batch_switch_lamps.yaml:18:17
      = help: remove the parameter: the client signs in by itself
    ");
}

#[test]
fn schemas_are_named_as_their_types() {
    let edits = [(SWITCH, "schemas/Language", "schemas/NC"), (SWITCH, "    Language:", "    NC:")];
    assert_snapshot!(told(&edits), @r"
    error[component-name]: `NC` would be called `Nc` in Rust
      --> specs/lamps/batch_switch_lamps.yaml:52:5
      = help: rename it to `Nc`
    ");
    let edits = [(SWITCH, "schemas/Language", "schemas/x_language"), (SWITCH, "    Language:", "    x_language:")];
    assert_snapshot!(told(&edits), @r"
    error[component-name]: `x_language` would be called `XLanguage` in Rust
      --> specs/lamps/batch_switch_lamps.yaml:52:5
      = help: rename it to `XLanguage`
    ");
}

#[test]
fn fields_that_would_be_one_in_rust_are_told() {
    assert_snapshot!(told(&[(SWITCH, "        dim:", "        Lamps:")]), @r"
    error[example-misfit]: the example `on` does not fit its schema, at `dim`: `dim` is given, but no row states it
      --> specs/lamps/batch_switch_lamps.yaml:31:15
      = help: mend the schema where the page's own data breaks it, or else the data
    error[field-name]: `Lamps` and `lamps` would both be called `lamps` in Rust
      --> specs/lamps/batch_switch_lamps.yaml:67:9
      ::: specs/lamps/batch_switch_lamps.yaml:60:9: the other one is here
      = help: the generated type can have only one of them: check the page, and keep the one that the service knows
    ");
}

#[test]
fn values_that_would_be_one_in_rust_are_told() {
    let edits = |values| [(SWITCH, "enum: [en-us, zh-cn]", values)];
    assert_snapshot!(told(&edits("enum: [en-us, en_us]")), @r"
    error[enum]: `en_us` and `en-us` would both be called `EnUs` in Rust
      --> specs/lamps/batch_switch_lamps.yaml:54:21
      ::: specs/lamps/batch_switch_lamps.yaml:54:14: the other one is here
      = help: keep one of them, or describe the field as a text and list its values in the description
    ");
    assert_snapshot!(told(&edits("enum: [en-us, en-us]")), @r"
    error[enum]: `en-us` is twice in the enumeration
      --> specs/lamps/batch_switch_lamps.yaml:54:21
      ::: specs/lamps/batch_switch_lamps.yaml:54:14: the other one is here
      = help: keep one of them, or describe the field as a text and list its values in the description
    ");
    assert_snapshot!(told(&edits("enum: [en-us, unrecognized]")), @r"
    error[enum]: `unrecognized` would be called `Unrecognized` in Rust, which stands for values nobody knows
      --> specs/lamps/batch_switch_lamps.yaml:54:21
      = help: describe the field as a text, and list its values in the description
    ");
    assert_snapshot!(told(&edits("enum: [en-us, 7, null]")), @"
    error[enum]: the number `7` is no value of type `string`
      --> specs/lamps/batch_switch_lamps.yaml:54:21
      = help: put it in quotes if it is a text, or mend `type`
    error[enum]: `null` is no value of type `string`
      --> specs/lamps/batch_switch_lamps.yaml:54:24
      = help: write `nullable: true` beside `enum`, and leave `null` out
    ");
    assert_snapshot!(told(&[(SWITCH, "enum: ['on', 'off']", "enum: []")]), @r"
    error[example-misfit]: the example `on` does not fit its schema, at `lamps[].mode`: `on` is none of 
      --> specs/lamps/batch_switch_lamps.yaml:31:15
      ::: specs/lamps/batch_switch_lamps.yaml:92:11: the schema says so here
      = help: mend the schema where the page's own data breaks it, or else the data
    error[enum]: the enumeration has no values
      --> specs/lamps/batch_switch_lamps.yaml:92:11
      = help: list them, or remove `enum`
    ");
}

#[test]
fn tags_are_declared_once_for_the_service() {
    assert_snapshot!(told(&[(SHOW, "tags: [Lamps]", "tags: [Lamp, Wire]")]), @r"
    error[unknown-tag]: `Lamp` is no tag of this service
      --> specs/lamps/show_lamp.yaml:11:14
      = help: did you mean `Lamps`?
    error[unknown-tag]: `Wire` is no tag of this service
      --> specs/lamps/show_lamp.yaml:11:20
      = help: add it to `tags` in common.yaml
    ");
}

#[test]
fn a_tag_is_declared_once() {
    assert_snapshot!(told(&[("common.yaml", "tags:", "tags:\n  - name: Lamps")]), @r"
    error[duplicate-tag]: the tag `Lamps` is declared twice
      --> specs/lamps/common.yaml:13:5
      = help: remove one of them
    ");
}
