//! Values, limits and defaults of one row against each other.

use crate::support::{sent, stated};

#[test]
fn a_default_that_is_not_allowed_beyond_its_limits_or_of_another_type_is_told() {
    let row = |ty: &str, words: &str| stated(&[&format!("size|No|{ty}|{words}")]);
    let values = row("String", "The value can be **A** or **B**. The default value is **C**.");
    assert_eq!(values, "default-not-allowed request size: the default `C` is none of the allowed values (medium)");
    let range = row("Integer", "Value range: 1 to 9 / Default value: **12**");
    assert_eq!(range, "default-out-of-range request size: the default `12` is above the greatest, 9 (high)");
    let ty = row("Integer", "Default value: large");
    assert_eq!(ty, "default-type request size: the default `large` of `size` is not of its type (medium)");
    assert_eq!(row("Integer", "Value range: 1 to 9 / Default value: **2**"), "");
    assert_eq!(row("Integer", "Default value: none"), "");
    assert_eq!(row("String", "The value can be **A** or **B**. The default value is **B**."), "");
}

#[test]
fn values_and_limits_that_contradict_each_other_are_told() {
    let row = |ty: &str, words: &str| stated(&[&format!("size|No|{ty}|{words}")]);
    let beyond = row("Integer", "The value can be **2**, **4** or **80**. / Maximum: **9**");
    assert_eq!(beyond, "value-out-of-range request size: allowed values are above the greatest, 9: `80` (medium)");
    assert_eq!(row("Integer", "The value can be **2**, **4** or **8**. / Maximum: **9**"), "");
    let limits = row("Integer", "Minimum: **9** / Maximum: **2**");
    assert_eq!(limits, "limits-contradict request size: the least (9) is above the greatest (2) (high)");
    assert_eq!(row("Integer", "Minimum: **2** / Maximum: **9**"), "");
}

#[test]
fn what_a_row_states_in_two_ways_is_told_and_is_no_fact() {
    let row = |words: &str| stated(&[&format!("size|No|Integer|{words}")]);
    let labelled = row("Maximum: **9** / Maximum: **7**");
    assert_eq!(labelled, "stated-twice request size: the maximum of `size` is stated in two ways: 9 (medium)");
    let sentences = row("The maximum value is 9. / The maximum value is 7.");
    assert_eq!(sentences, "stated-twice request size: the maximum of `size` is stated in two ways: 9 (low)");
    assert_eq!(row("The maximum value is 9. / Maximum: **7**"), "");
}

#[test]
fn a_range_of_networks_is_no_list_of_values() {
    let ranges = &["net|No|String|Range: / -  **10.0.0.0/8-24** / -  **192.168.0.0/16-24**"];
    assert_eq!(sent(ranges, r#"{"net": "10.0.0.0/16"}"#), "");
}

#[test]
fn a_value_that_is_listed_twice_is_told() {
    let row =
        |last: &str| stated(&[&format!("kind|No|String|Enumeration values: / -  **A** / -  **B** / -  **{last}**")]);
    assert_eq!(row("A"), "duplicate-value request kind: `A` is listed twice among the values of `kind` (high)");
    assert_eq!(row("C"), "");
    let explained =
        "kind|No|String|Its kind: / -  **A**: great / -  **B**: small / Enumeration values: / -  **A** / -  **B**";
    assert_eq!(stated(&[explained]), "");
}
