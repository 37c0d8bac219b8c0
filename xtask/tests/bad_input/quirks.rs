//! Spoilt quirks.

use insta::assert_snapshot;
use xtask::Exit;

use crate::scratch::Scratch;

const LAMPS: &str = "specs/lamps/quirks.yaml";

#[test]
fn an_unknown_operation_a_bad_address_and_an_unknown_rule_are_told_at_once() {
    let house = Scratch::new();
    house.edit(LAMPS, "dim_lamps", "dim_lamp");
    house.edit(LAMPS, "request level", "reqest level");
    house.edit(LAMPS, "[limits]", "[limit]");
    house.edit(LAMPS, "otc", "o t c");
    house.edit(LAMPS, "until", "untill");
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @r#"
    error[unknown-operation]: there is no operation `dim_lamp`
     --> specs/lamps/quirks.yaml:1:16
      |
    1 | - operations: [dim_lamp]
      |                ^^^^^^^^
      |
      = help: did you mean `dim_lamps`?

    error[address]: `reqest level` is no address of an operation
     --> specs/lamps/quirks.yaml:2:15
      |
    2 |   addresses: ["reqest level"]
      |               ^^^^^^^^^^^^^^
      |
      = help: write it as reports print it: `operation`, `header X-Language`, `202 results[].id`

    error[unknown-rule]: there is no rule `limit`
     --> specs/lamps/quirks.yaml:3:11
      |
    3 |   rules: [limit]
      |           ^^^^^
      |
      = help: did you mean `limits`?

    error[edition]: `o t c` is no edition: use lower-case letters, digits and `-`, as in `otc`
     --> specs/lamps/quirks.yaml:4:12
      |
    4 |   edition: o t c
      |            ^
      |
      = help: write it as service.toml names it

    error[unknown-keyword]: `untill` is no keyword of a quirk; did you mean `until`?
     --> specs/lamps/quirks.yaml:8:3
      |
    8 |   untill: the page states a limit
      |   ^^^^^^
      |
      = help: write `until`

    5 errors
    "#);
}

#[test]
fn a_quirk_that_says_too_little_is_told() {
    let house = Scratch::new();
    house.cut(LAMPS, "  we_do");
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @"
    error[missing-keyword]: a quirk needs `evidence`
     --> specs/lamps/quirks.yaml:1:3
      |
    1 | - operations: [dim_lamps]
      |   ^^^^^^^^^^
      |
      = help: add `evidence:`

    error[missing-keyword]: a quirk needs `until`
     --> specs/lamps/quirks.yaml:1:3
      |
    1 | - operations: [dim_lamps]
      |   ^^^^^^^^^^
      |
      = help: add `until:`

    error[missing-keyword]: a quirk needs `we_do`
     --> specs/lamps/quirks.yaml:1:3
      |
    1 | - operations: [dim_lamps]
      |   ^^^^^^^^^^
      |
      = help: add `we_do:`

    3 errors
    ");
}

#[test]
fn no_yaml_is_told() {
    let house = Scratch::new();
    house.edit(LAMPS, "[limits]", "[limits");
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @"
    error[yaml]: this is no YAML (illegal placement of ':' indicator)
     --> specs/lamps/quirks.yaml:4:10
      |
    4 |   edition: otc
      |          ^
      |
      = help: check the indentation, the colons and the quotes of this line and the one before it

    1 error
    ");
}

#[test]
fn one_quirk_in_place_of_a_list_is_told() {
    let house = Scratch::new();
    let text = house.read(LAMPS).replace("- operations", "operations").replace("\n  ", "\n");
    house.write(LAMPS, text);
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @"
    error[wrong-type]: expected a list, but found an object
     --> specs/lamps/quirks.yaml:1:1
      |
    1 | operations: [dim_lamps]
      | ^^^^^^^^^^
      |
      = help: check the indentation and what the keyword takes

    1 error
    ");
}

#[test]
fn a_quirk_that_no_longer_applies_is_a_finding() {
    let house = Scratch::new();
    house.edit(LAMPS, "request level", "request mode");
    let outcome = house.harmless(&["verify", "--service", "lamps"], Exit::Findings);
    assert_eq!(outcome.stderr, "");
    assert_snapshot!(outcome.stdout, @"
    error[limits]: the spec states maximum 10 of `request level`, no page does
      --> lamps dim_lamps, request level
       | page otc  nothing  otc/lamps/dim_lamps.rst:36
       | spec      10       specs/lamps/dim_lamps.yaml:46:11
       | rust      10       crates/huaweicloud-lamps/src/generated/types/dim_lamps.rs:20:38
       = help: change the spec to what the page states; if the page is wrong, write a quirk with the evidence into quirks.yaml

    error[expired-quirk]: the quirk about `request mode` (rule `limits`) no longer applies: nothing is found there
      --> lamps dim_lamps, request mode
       | spec  it was to last until the page states a limit  specs/lamps/quirks.yaml:1:3
       = help: delete the quirk, or correct its operation, address, rule or edition

    service  operation  rows  matched  excused  differing  unread  findings
    lamps    dim_lamps  7     6        0        1          0       1
    all                 7     6        0        1          0       2

    1 operation: 6 of 7 table rows matched, 0 excused, 1 differing, 0 unread; 2 open findings, 0 excused.
    ");
}
