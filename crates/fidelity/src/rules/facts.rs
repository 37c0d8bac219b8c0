//! The facts that a value carries beside its presence, type and allowed values.

use contract::{Address, Aspect, ParameterIn, Value};

use super::values::same_set;
use super::{Rule, agree_on};
use crate::{Case, Finding, Subject};

/// Lengths, ranges, numbers of items, patterns.
pub const LIMITS: Rule = Rule { id: "limits", summary: "Page, spec and Rust state the same limits.", check: limits };
/// Default values.
pub const DEFAULT: Rule =
    Rule { id: "default", summary: "Page, spec and Rust state the same default values.", check: default };
/// Named formats, such as `uuid`.
pub const FORMAT: Rule = Rule { id: "format", summary: "Page, spec and Rust state the same formats.", check: format };
/// Whether a value may be null.
pub const NULLABLE: Rule =
    Rule { id: "nullable", summary: "Page, spec and Rust agree where null is a value.", check: nullable };
/// The media type of a body.
pub const MEDIA_TYPE: Rule =
    Rule { id: "media-type", summary: "Page, spec and Rust send bodies of the same media type.", check: media_type };
/// The states that allow a call, and those that show that it is done.
pub const STATES: Rule =
    Rule { id: "states", summary: "Page, spec and Rust name the same task states.", check: states };
/// Deprecation.
pub const DEPRECATED: Rule =
    Rule { id: "deprecated", summary: "Page, spec and Rust agree on what is deprecated.", check: deprecated };

fn limits(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    use Aspect::{MaxItems, MaxLength, Maximum, MinItems, MinLength, Minimum, Pattern};
    // The token is no argument of a generated method: the runtime takes it, and keeps its limits.
    let subjects: Vec<Subject<'_>> = subjects
        .iter()
        .cloned()
        .map(|subject| match carried_by_the_runtime(&subject.address) {
            true => Subject { rust: None, ..subject },
            false => subject,
        })
        .collect();
    [MinLength, MaxLength, Minimum, Maximum, MinItems, MaxItems, Pattern]
        .into_iter()
        .flat_map(|aspect| agree_on(case, &subjects, LIMITS.id, aspect, same_number))
        .collect()
}

fn carried_by_the_runtime(address: &Address) -> bool {
    matches!(address, Address::Parameter(ParameterIn::Header, name) if name.eq_ignore_ascii_case("x-auth-token"))
}

/// `1` and `1.0` are the same limit.
fn same_number(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}

/// A page writes every default as text.
fn default(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    agree_on(case, subjects, DEFAULT.id, Aspect::Default, |one, other| one.to_string() == other.to_string())
}

fn format(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    agree_on(case, subjects, FORMAT.id, Aspect::Format, Value::eq)
}

fn nullable(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    agree_on(case, subjects, NULLABLE.id, Aspect::Nullable, Value::eq)
}

/// Many pages show a JSON body and do not list its media type; there the spec may state `application/json`.
fn media_type(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    agree_on(case, subjects, MEDIA_TYPE.id, Aspect::MediaType, Value::eq)
}

fn states(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    [Aspect::CallableIn, Aspect::DoneWhen]
        .into_iter()
        .flat_map(|aspect| agree_on(case, subjects, STATES.id, aspect, same_set))
        .collect()
}

fn deprecated(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    agree_on(case, subjects, DEPRECATED.id, Aspect::Deprecated, Value::eq)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, told};

    #[test]
    fn a_changed_limit_is_found_in_the_spec_and_in_the_rust() {
        let (page, other) = ("path id max-length 1024", "path id max-length 1023");
        assert_eq!(told(LIMITS, &case(page, page, page)), [""; 0]);
        assert_eq!(
            told(LIMITS, &case(page, other, other)),
            ["path id: max-length of `path id` is 1024 on the page, but 1023 in the spec",]
        );
        assert_eq!(
            told(LIMITS, &case(page, page, "path id")),
            ["path id: the spec states max-length 1024 of `path id`, the Rust does not",]
        );
    }

    #[test]
    fn an_invented_limit_is_found() {
        assert_eq!(
            told(LIMITS, &case("200 n", "200 n maximum 9", "200 n maximum 9")),
            ["200 n: the spec states maximum 9 of `200 n`, no page does",]
        );
    }

    #[test]
    fn the_runtime_keeps_the_limits_of_the_token() {
        let page = "header X-Auth-Token max-length 16384";
        assert_eq!(told(LIMITS, &case(page, page, "header X-Auth-Token")), [""; 0]);
        assert_eq!(told(LIMITS, &case(page, "header X-Auth-Token", "header X-Auth-Token")).len(), 1);
    }

    #[test]
    fn states_are_compared_as_sets() {
        let one = "operation callable-in A,B";
        assert_eq!(told(STATES, &case(one, "operation callable-in B,A", one)), [""; 0]);
        assert_eq!(told(STATES, &case(one, "operation callable-in A", "operation callable-in A")).len(), 1);
    }

    #[test]
    fn defaults_formats_nulls_media_types_and_deprecation_are_compared() {
        for (rule, fact) in [
            (DEFAULT, "default en-us"),
            (FORMAT, "format uuid"),
            (NULLABLE, "nullable true"),
            (MEDIA_TYPE, "media-type application/json"),
            (DEPRECATED, "deprecated true"),
        ] {
            let with = format!("header A {fact}");
            assert_eq!(told(rule, &case(&with, &with, &with)), [""; 0], "{fact}");
            assert_eq!(told(rule, &case(&with, "header A", "header A")).len(), 1, "{fact} left out by the spec");
            assert_eq!(told(rule, &case("header A", &with, &with)).len(), 1, "{fact} invented by the spec");
            assert_eq!(told(rule, &case(&with, &with, "header A")).len(), 1, "{fact} left out by the Rust");
        }
    }
}
