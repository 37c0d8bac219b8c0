//! Texts that are no YAML, or YAML that readers take in different ways.

use insta::assert_snapshot;

use crate::fixture::{LABEL, lamps, told, told_with};

#[test]
fn a_tab_is_told_with_its_line() {
    assert_snapshot!(told(&[("show_lamp.yaml", "      summary", "\t    summary")]), @r"
    error[tab]: a tab is used for indentation
      --> specs/lamps/show_lamp.yaml:9:1
      = help: indent with spaces
    ");
}

#[test]
fn a_duplicate_key_is_told_with_both_places() {
    assert_snapshot!(told(&[("show_lamp.yaml", "summary: Show a lamp", "summary: Show a lamp\n      summary: Again")]), @r"
    error[duplicate-key]: `summary` is given twice in one object
      --> specs/lamps/show_lamp.yaml:10:7
      ::: specs/lamps/show_lamp.yaml:9:7: the first one is here
      = help: keep one of them: readers differ in which one they take
    ");
}

#[test]
fn a_truncated_file_is_told() {
    assert_snapshot!(told_with("show_lamp.yaml", b"openapi: 3.0.3\ninfo: {title: A, version: '1"), @r"
    error[truncated]: the file ends in the middle of something (while scanning a quoted scalar, found unexpected end of stream)
      --> specs/lamps/show_lamp.yaml:2:27
      = help: finish the last lines
    ");
}

#[test]
fn a_file_that_ends_early_lacks_its_keywords() {
    assert_snapshot!(told_with("show_lamp.yaml", b"openapi: 3.0.3\ninfo:\n  title: A lamp\n"), @r"
    error[missing-keyword]: an OpenAPI document needs `paths`
      --> specs/lamps/show_lamp.yaml:1:1
      = help: add `paths:`
    error[missing-keyword]: an info object needs `version`
      --> specs/lamps/show_lamp.yaml:2:1
      = help: add `version:`
    ");
}

#[test]
fn bytes_that_are_no_utf_8_are_told_where_they_begin() {
    assert_snapshot!(told_with("show_lamp.yaml", b"openapi: 3.0.3\ninfo: {title: L\xe4mp}\n"), @r"
    error[invalid-utf8]: the file is not UTF-8 from here on
      --> specs/lamps/show_lamp.yaml:2:16
      = help: save it as UTF-8 (without a byte order mark)
    ");
}

#[test]
fn a_byte_order_mark_is_told() {
    assert_snapshot!(told_with("show_lamp.yaml", "\u{feff}openapi: 3.0.3\n".as_bytes()), @r"
    error[byte-order-mark]: the file begins with a byte order mark
      --> specs/lamps/show_lamp.yaml:1:1
      = help: save it as UTF-8 without a byte order mark
    ");
}

#[test]
fn an_empty_file_is_told() {
    assert_snapshot!(told_with("show_lamp.yaml", b""), @r"
    error[empty-file]: the file holds no document
      --> specs/lamps/show_lamp.yaml
      = help: write it, or remove the file
    ");
    assert_snapshot!(told_with("show_lamp.yaml", b"# nothing yet\n"), @r"
    error[empty-file]: the file holds no document
      --> specs/lamps/show_lamp.yaml
      = help: write it, or remove the file
    ");
}

#[test]
fn a_second_document_is_told_where_it_begins() {
    let text = [lamps()[3].bytes.clone(), b"---\nopenapi: 3.0.3\n".to_vec()].concat();
    assert_snapshot!(told_with("show_lamp.yaml", &text), @r"
    error[two-documents]: a second document begins here
      --> specs/lamps/show_lamp.yaml:34:1
      = help: one file holds one document: move it into its own file
    ");
}

#[test]
fn anchors_aliases_and_merge_keys_are_refused_before_they_can_unfold() {
    let text = b"a: &a [x, x]\nb: &b [*a, *a]\nc: {<<: *b}\n";
    assert_snapshot!(told_with("show_lamp.yaml", text), @r"
    error[anchor]: an anchor (`&name`) is not taken here
      --> specs/lamps/show_lamp.yaml:1:4
      = help: share parts with `$ref` instead
    error[anchor]: an anchor (`&name`) is not taken here
      --> specs/lamps/show_lamp.yaml:2:4
      = help: share parts with `$ref` instead
    error[anchor]: an alias (`*name`) is not taken here
      --> specs/lamps/show_lamp.yaml:2:8
      = help: share parts with `$ref` instead
    error[anchor]: an alias (`*name`) is not taken here
      --> specs/lamps/show_lamp.yaml:2:12
      = help: share parts with `$ref` instead
    error[anchor]: a merge key (`<<`) is not taken here
      --> specs/lamps/show_lamp.yaml:3:5
      = help: share parts with `$ref` instead
    error[anchor]: an alias (`*name`) is not taken here
      --> specs/lamps/show_lamp.yaml:3:9
      = help: share parts with `$ref` instead
    ");
}

#[test]
fn a_tag_is_refused() {
    assert_snapshot!(told(&[("show_lamp.yaml", "title: A lamp", "title: !!str 7")]), @r"
    error[tag]: a tag (`!name`) is not taken here
      --> specs/lamps/show_lamp.yaml:3:10
      = help: leave it out; quote a value to make it a text
    ");
}

#[test]
fn a_deep_nest_is_refused_without_a_crash() {
    let deep = format!("a: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    assert_snapshot!(told_with("show_lamp.yaml", deep.as_bytes()), @r"
    error[too-deep]: values lie too deep in each other
      --> specs/lamps/show_lamp.yaml:1:259
      = help: give the inner parts names, and `$ref` them
    ");
}

#[test]
fn a_number_that_readers_take_in_different_ways_is_refused() {
    assert_snapshot!(told(&[("batch_switch_lamps.yaml", "maximum: 10", "maximum: 010")]), @r"
    error[number]: `010` begins with a zero, which some YAML readers take as octal
      --> specs/lamps/batch_switch_lamps.yaml:72:20
      = help: put it in quotes if it is a text, or write it in plain digits
    ");
}

#[test]
fn an_unclosed_quote_is_told() {
    assert_snapshot!(told(&[("show_lamp.yaml", "summary: Show a lamp", "summary: 'Show a lamp")]), @r"
    error[yaml]: this is no YAML (invalid indentation in quoted scalar)
      --> specs/lamps/show_lamp.yaml:9:16
      = help: close the quote that begins here
    ");
}

#[test]
fn a_stray_colon_is_told() {
    assert_snapshot!(told(&[("show_lamp.yaml", "summary: Show a lamp", "summary: Show: a lamp")]), @r"
    error[yaml]: this is no YAML (mapping values are not allowed in this context)
      --> specs/lamps/show_lamp.yaml:9:20
      = help: check the indentation, the colons and the quotes of this line and the one before it
    ");
}

#[test]
fn problems_of_all_files_are_told_at_once() {
    let edits = [("show_lamp.yaml", "      summary", "\t    summary"), ("common.yaml", "in: path", "in: paht")];
    assert_snapshot!(told(&edits), @r"
    error[unknown-word]: `paht` is no word that can stand here
      --> specs/lamps/common.yaml:26:11
      = help: did you mean `path`?
    error[tab]: a tab is used for indentation
      --> specs/lamps/show_lamp.yaml:9:1
      = help: indent with spaces
    ");
}

#[test]
fn integer_keys_are_texts() {
    assert_eq!(told(&[("show_lamp.yaml", "'200':", "200:")]), "");
}

#[test]
fn words_that_yaml_1_1_took_for_booleans_stay_words() {
    assert_eq!(told(&[("batch_switch_lamps.yaml", "enum: ['on', 'off']", "enum: [on, off]")]), "");
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let loaded = spec::load(&folder.path().join("lamps"), LABEL);
    assert!(loaded.service.is_none());
    assert!(loaded.problems[0].to_string().starts_with("error[io]: it cannot be read"));
}
