//! What the generator calls things, as far as a name in Rust can be held against the name on the wire.

use std::collections::HashSet;

use heck::{ToPascalCase, ToSnakeCase};

/// Whether the generator would give this name to the variable, field or constant of a name on the wire. Underscores at
/// the ends keep keywords and names of its own apart.
pub(crate) fn is_variable_of(variable: &str, name: &str) -> bool {
    let is_plain = || variable == name && !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    is_plain() || variable.trim_matches('_') == identifier(name, |text| text.to_snake_case()).trim_matches('_')
}

/// The names of the variants for these values, all of them: a name that two values would share takes the elided
/// characters in.
pub(crate) fn variants(values: &[&str]) -> Vec<String> {
    let plain: Vec<String> = values.iter().map(|value| variant(value)).collect();
    let all: HashSet<&String> = plain.iter().collect();
    if all.len() == plain.len() {
        return plain;
    }
    let elided = |c: char| c == '_' || !c.is_alphanumeric();
    values.iter().map(|value| variant(&value.replace(elided, "X"))).collect()
}

fn variant(value: &str) -> String {
    match value {
        "+1" => "Plus1".to_owned(),
        "-1" => "Minus1".to_owned(),
        _ => identifier(value, |text| text.to_pascal_case()),
    }
}

/// The variant that is named after a status.
pub(crate) fn is_variant_of(variant: &str, status: contract::Status) -> bool {
    use contract::Status;
    let letters = |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
    match status {
        Status::Default => variant == "Other",
        Status::Range(hundred) => variant == format!("Status{hundred}xx"),
        Status::Code(code) => {
            match http::StatusCode::from_u16(code).ok().and_then(|status| status.canonical_reason()) {
                Some(reason) => {
                    variant.starts_with(|c: char| c.is_ascii_uppercase())
                        && letters(reason).eq_ignore_ascii_case(variant)
                }
                None => variant == format!("Status{code}"),
            }
        }
    }
}

fn identifier(name: &str, case: impl Fn(&str) -> String) -> String {
    let cased = case(&name.replace('\'', "").replace(|c: char| c != '_' && !c.is_alphanumeric(), "-"));
    match cased.chars().next() {
        Some(first) if first.is_alphabetic() => cased,
        _ => case("x") + &cased,
    }
}

#[cfg(test)]
mod tests {
    use contract::Status;

    use super::*;

    #[test]
    fn a_variable_is_the_name_in_snake_case() {
        for (variable, name) in [
            ("job_id", "jobId"),
            ("x_language", "X-Language"),
            ("type_", "type"),
            ("x3des", "3des"),
            ("extra_", "extra"),
        ] {
            assert!(is_variable_of(variable, name), "{variable}");
        }
        assert!(!is_variable_of("job_id", "job"));
    }

    #[test]
    fn variants_are_values_in_pascal_case() {
        assert_eq!(variants(&["by-title", "2", "ON_HOLD"]), ["ByTitle", "X2", "OnHold"]);
        assert_eq!(variants(&["a-b", "aB"]), ["AXb", "AB"]);
    }

    #[test]
    fn a_status_is_called_by_its_reason() {
        for (variant, status) in [
            ("Ok", Status::Code(200)),
            ("NoContent", Status::Code(204)),
            ("InternalServerError", Status::Code(500)),
            ("Status499", Status::Code(499)),
            ("Status4xx", Status::Range(4)),
        ] {
            assert!(is_variant_of(variant, status), "{variant}");
        }
        assert!(!is_variant_of("Ok", Status::Code(202)));
        assert!(!is_variant_of("ok", Status::Code(200)));
    }
}
