//! Spoilt service.toml, and files that belong to no service.

use insta::assert_snapshot;
use xtask::Exit;

use crate::scratch::Scratch;

const LAMPS: &str = "specs/lamps/service.toml";

fn edited(from: &str, to: &str) -> String {
    let house = Scratch::new();
    house.edit(LAMPS, from, to);
    house.refused(&["generate"], Exit::BadInput)
}

#[test]
fn an_unknown_key_is_told_with_the_key_that_was_meant() {
    assert_snapshot!(edited("crate =", "crat ="), @r#"
    error[unknown-keyword]: `crat` is no keyword of service.toml; did you mean `crate`?
     --> specs/lamps/service.toml:4:1
      |
    4 | crat = "huaweicloud-lamps"
      | ^^^^
      |
      = help: write `crate`

    1 error; nothing was written
    "#);
}

#[test]
fn a_line_that_is_no_toml_is_told() {
    assert_snapshot!(edited("\"v1\"", "v1"), @"
    error[toml]: this is no TOML (string values must be quoted, expected literal string)
     --> specs/lamps/service.toml:2:11
      |
    2 | version = v1
      |           ^^
      |
      = help: check the quotes, the brackets and the `=` of this line

    1 error; nothing was written
    ");
}

#[test]
fn a_key_given_twice_is_told() {
    assert_snapshot!(edited("version", "title = \"Lamps\"\nversion"), @r#"
    error[duplicate-key]: `title` is given twice in one table
     --> specs/lamps/service.toml:2:1
      |
    2 | title = "Lamps"
      | ^^^^^
      |
      = help: keep one of them

    1 error; nothing was written
    "#);
}

#[test]
fn a_truncated_file_is_told() {
    let house = Scratch::new();
    house.cut(LAMPS, ".{region}");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @r#"
    error[toml]: this is no TOML (invalid basic string, expected `"`)
     --> specs/lamps/service.toml:7:36
      |
    7 | open-telekom-cloud = "https://lamps
      |                                    ^
      |
      = help: check the quotes, the brackets and the `=` of this line

    1 error; nothing was written
    "#);
}

#[test]
fn invalid_utf_8_is_told() {
    let house = Scratch::new();
    house.write(LAMPS, b"title = \"Lamps\"\nversion = \"\xff\"\n");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @r#"
    error[invalid-utf8]: the file is not UTF-8 from here on
     --> specs/lamps/service.toml:2:12
      |
    2 | version = "�"
      |            ^
      |
      = help: save it as UTF-8 (without a byte order mark)

    1 error; nothing was written
    "#);
}

#[test]
fn an_edition_that_is_no_word_and_a_page_of_no_operation_are_told() {
    assert_snapshot!(edited("dim_lamps]\notc", "dim_lamp]\n\"o t c\""), @r#"
    warning[page]: `dim_lamp` is no operation of this service yet
      --> specs/lamps/service.toml:12:8
       |
    12 | [pages.dim_lamp]
       |        ^^^^^^^^
       |
       = help: did you mean `dim_lamps`?

    error[edition]: `o t c` is no edition: use lower-case letters, digits and `-`, as in `otc`
      --> specs/lamps/service.toml:13:1
       |
    13 | "o t c" = "otc/lamps/dim_lamps.rst"
       | ^^^^^^^

    1 error; nothing was written
    "#);
}

#[test]
fn a_service_without_service_toml_is_told() {
    let house = Scratch::new();
    house.remove(LAMPS);
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[no-manifest]: the service has no service.toml
    --> specs/lamps/service.toml
     = help: add one with title, version, description, crate and [endpoints]

    1 error; nothing was written
    ");
}

#[test]
fn a_spec_of_the_wrong_name_is_told() {
    let house = Scratch::new();
    let text = house.read("specs/lamps/dim_lamps.yaml");
    house.remove("specs/lamps/dim_lamps.yaml");
    house.write("specs/lamps/dim_lamp.yml", text);
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[stray-file]: `dim_lamp.yml` is not read by anything
    --> specs/lamps/dim_lamp.yml
     = help: rename it to `dim_lamp.yaml`

    1 error; nothing was written
    ");
}

#[test]
fn a_service_with_the_crate_of_another_is_told() {
    let house = Scratch::new();
    house.edit(LAMPS, "huaweicloud-lamps", "huaweicloud-doors");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @r#"
    error[crate-name]: `huaweicloud-doors` is not named after the service `lamps`
     --> specs/lamps/service.toml:4:9
      |
    4 | crate = "huaweicloud-doors"
      |         ^^^^^^^^^^^^^^^^^^^
      |
      = help: write `huaweicloud-lamps`

    1 error; nothing was written
    "#);
}
