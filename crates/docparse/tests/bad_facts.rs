//! Spoilt facts files: each mistake is told, where it stands, in words that need no other file.

use docparse::facts;

const PAGES: [(&str, &[u8]); 2] = [
    ("pause_robots", include_bytes!("fixtures/pause_robots.rst")),
    ("list_robots", include_bytes!("fixtures/list_robots.rst")),
];

/// The facts file of a page.
fn locked((stem, page): (&str, &[u8])) -> String {
    let contract = docparse::read(page, "page", &"otc".parse().unwrap()).contracts.remove(0);
    facts::write(&contract, stem, "otc/robots/page.rst")
}

fn told(text: &str) -> String {
    match facts::read(text, "facts.yaml") {
        Ok(_) => "read".to_owned(),
        Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn err_each_mistake_is_told_with_its_place_and_all_at_once() {
    let text = locked(PAGES[0])
        .replacen("presence: required", "presense: required", 1)
        .replacen("type: string", "type: strnig", 1)
        .replacen("address: request robots\n", "address: reqest robots\n", 1)
        .replacen("basis: label", "basis: labl", 1)
        .replacen("    line: 70\n", "    line: seventy\n", 1)
        .replacen("\ndefects:\n", "\ndefect:\n", 1);
    insta::assert_snapshot!(told(&text), @"
    error[unknown-keyword]: `presense` is no keyword of an element; did you mean `presence`?
      --> facts.yaml:16:5
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[bad-value]: `strnig` is no type of the contract
      --> facts.yaml:17:11
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[bad-value]: `labl` is no basis of a fact; did you mean `label`?
      --> facts.yaml:29:42
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[bad-value]: `reqest robots` is no address of an operation
      --> facts.yaml:40:14
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[wrong-type]: expected a whole number from 0, but found the text `seventy`
      --> facts.yaml:61:11
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[unknown-keyword]: `defect` is no keyword of a facts file; did you mean `defects`?
      --> facts.yaml:132:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
}

#[test]
fn err_no_page_states_what_is_secret() {
    let text = locked(PAGES[0]).replacen("    type: string\n", "    type: string\n    secret: true\n", 1);
    insta::assert_snapshot!(told(&text), @"
    error[unsupported]: `secret` of an element is not taken here
      --> facts.yaml:18:5
      = help: no page says what is secret: it is the spec's to decide, with `x-secret`
    ");
}

/// A facts file with this edit, and what is told of it.
fn spoilt(from: &str, to: &str) -> String {
    let text = locked(PAGES[1]);
    assert!(text.contains(from), "{from}");
    told(&text.replacen(from, to, 1))
}

#[test]
fn err_what_is_no_yaml_is_told() {
    insta::assert_snapshot!(spoilt("    line: 27\n", "\tline: 27\n"), @"
    error[tab]: a tab is used for indentation
      --> facts.yaml:15:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("[lifter, mover]", "[lifter, mover"), @"
    error[yaml]: this is no YAML (invalid indentation)
      --> facts.yaml:23:3
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("operation: list_robots", "operation: list_robots\noperation: b"), @"
    error[duplicate-key]: `operation` is given twice in one object
      --> facts.yaml:4:1
      ::: facts.yaml:3:1: the first one is here
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("path: /v1", "path: &root /v1"), @"
    error[anchor]: an anchor (`&name`) is not taken here
      --> facts.yaml:12:11
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(told(""), @"
    error[empty-file]: the file holds no document
      --> facts.yaml
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(told("- a\n"), @"
    error[wrong-type]: expected a facts file, but found a list
      --> facts.yaml:1:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
}

#[test]
fn err_a_file_that_breaks_off_is_told_where() {
    let text = locked(PAGES[1]);
    let cut = |at: &str| told(&text[..text.find(at).unwrap()]);
    insta::assert_snapshot!(cut("lifter"), @"
    error[truncated]: the file ends in the middle of something (while parsing a node, did not find expected node content)
      --> facts.yaml:22:19
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(cut("\ndefects:"), @"
    error[missing-keyword]: a facts file needs `defects`
      --> facts.yaml:3:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[missing-keyword]: a facts file needs `rows`
      --> facts.yaml:3:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[missing-keyword]: a facts file needs `tables`
      --> facts.yaml:3:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(cut("\"total\": 1"), @"
    error[truncated]: the file ends in the middle of something (while parsing a node, did not find expected node content)
      --> facts.yaml:69:11
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(cut("ess: path site_id"), @"
    error[missing-keyword]: a facts file needs `defects`
      --> facts.yaml:3:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[missing-keyword]: a facts file needs `examples`
      --> facts.yaml:3:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[missing-keyword]: a facts file needs `rows`
      --> facts.yaml:3:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[missing-keyword]: a facts file needs `tables`
      --> facts.yaml:3:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[wrong-type]: expected an element, but found the text `addr`
      --> facts.yaml:14:5
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
}

#[test]
fn err_a_value_of_another_kind_is_told() {
    insta::assert_snapshot!(spoilt("address: \"200\"", "address: 200"), @"
    error[wrong-type]: expected a text, but found the number `200`
      --> facts.yaml:30:14
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("presence: required", "presence: [required]"), @"
    error[wrong-type]: expected a text, but found a list
      --> facts.yaml:16:15
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("minimum: {is: 1,", "minimum: {is: one,"), @"
    error[wrong-type]: expected a number, but found the text `one`
      --> facts.yaml:28:19
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("deprecated: {is: true", "deprecated: {is: yes"), @"
    error[wrong-type]: expected `true` or `false`, but found the text `yes`
      --> facts.yaml:13:22
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("line: 27\n", "line: 99999999999\n"), @"
    error[bad-value]: no page has 99999999999 lines or tables
      --> facts.yaml:15:11
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("sha256: \"cbae", "sha256:\n#"), @"
    error[wrong-type]: expected a text, but found nothing
      --> facts.yaml:6:1
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
}

#[test]
fn err_a_word_that_is_none_is_told_with_those_that_are() {
    insta::assert_snapshot!(spoilt("presence: required", "presence: maybe"), @"
    error[bad-value]: `maybe` is no presence: it is `required`, `optional` or `unstated`
      --> facts.yaml:16:15
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("role: response", "role: respons"), @"
    error[bad-value]: `respons` is no role of an example: it is `request`, `response` or a status
      --> facts.yaml:58:11
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("edition: otc", "edition: OTC 1"), @"
    error[bad-value]: `OTC 1` is no edition: use lower-case letters, digits and `-`, as in `otc`
      --> facts.yaml:4:10
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("told: [200 total]", "told: [200 total..]"), @"
    error[bad-value]: `total..` is no path of a field
      --> facts.yaml:93:33
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
}

#[test]
fn err_bytes_that_are_no_utf_8_are_told() {
    let mut bytes = locked(PAGES[1]).into_bytes();
    let at = bytes.windows(5).position(|part| part == b"lifte").unwrap();
    bytes[at] = 0xff;
    let problems = facts::read(&bytes, "facts.yaml").unwrap_err();
    insta::assert_snapshot!(problems[0], @"
    error[invalid-utf8]: the file is not UTF-8 from here on
      --> facts.yaml:22:19
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
}

#[test]
fn err_a_file_that_is_named_after_something_else_is_told() {
    let text = locked(PAGES[1]);
    let told = |operation: &str, edition: &str| {
        let read = facts::read_named(&text, "facts.yaml", operation, &edition.parse().unwrap());
        read.err().into_iter().flatten().map(|problem| problem.to_string()).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told("list_robots", "otc"), @"");
    insta::assert_snapshot!(told("list_lifts", "hwc"), @"
    error[facts-name]: the file is named after the operation `list_lifts`, but holds facts of `list_robots`
      --> facts.yaml:3:12
      = help: rename the file, or remove it and run `cargo xtask docs lock` again
    error[facts-name]: the file is named after the edition `hwc`, but holds facts of `otc`
      --> facts.yaml:4:10
      = help: rename the file, or remove it and run `cargo xtask docs lock` again
    ");
}

#[test]
fn err_two_elements_of_one_address_are_told_with_both_places() {
    let element = "  - address: path site_id\n";
    insta::assert_snapshot!(spoilt(element, &format!("{element}    line: 27\n{element}")), @"
    error[duplicate-element]: the element `path site_id` is listed twice
      --> facts.yaml:16:14
      ::: facts.yaml:14:14: the first one is here
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
}

#[test]
fn err_a_row_with_two_fates_or_none_is_told() {
    insta::assert_snapshot!(spoilt("told: [200 total]", "told: [200 total], aside: errors"), @"
    error[row-fate]: a row has one of `told`, `header`, `aside` or `unread`; this one has 2
      --> facts.yaml:93:5
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt(", told: [200 total]", ""), @"
    error[row-fate]: a row has one of `told`, `header`, `aside` or `unread`; this one has 0
      --> facts.yaml:93:5
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("told: [200 total]", "tol: [200 total], x-y: 1"), @"
    error[unknown-keyword]: `tol` is no keyword of a row; did you mean `told`?
      --> facts.yaml:93:26
      = help: facts files are generated: run `cargo xtask docs lock` again
    error[unknown-extension]: `x-y` is an extension that nothing here reads
      --> facts.yaml:93:44
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
}

#[test]
fn err_a_megabyte_in_one_value_is_told_in_one_line() {
    let huge = "x".repeat(1 << 20);
    insta::assert_snapshot!(spoilt("presence: required", &format!("presence: {huge}")), @"
    error[bad-value]: `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` is no presence: it is `required`, `optional` or `unstated`
      --> facts.yaml:16:15
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt("address: path site_id", &format!("address: \"x\\n{huge}\"")), @"
    error[bad-value]: `x�xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` is no address of an operation
      --> facts.yaml:14:14
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    assert!(spoilt("type: string", &format!("type: {}", "array<".repeat(100_000))).starts_with("error[bad-value]"));
}

#[test]
fn err_a_ledger_that_does_not_add_up_is_told_row_by_row() {
    let text = locked(PAGES[1]);
    let row = text.lines().find(|line| line.contains("told")).expect("a row");
    insta::assert_snapshot!(spoilt(&format!("{row}\n"), ""), @"
    error[ledger-row]: the row in line 27 of the page, in its table 1, is missing from `rows`
      --> facts.yaml:81:27
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
    insta::assert_snapshot!(spoilt(row, &format!("{row}\n{row}")), @"
    error[ledger-row]: `tables` has no such row in line 27 of the page, in its table 1
      --> facts.yaml:89:5
      = help: facts files are generated: run `cargo xtask docs lock` again
    ");
}
