//! How names of a document become names of Rust: the rules of progenitor and typify, which do not export them.

use heck::{ToPascalCase, ToSnakeCase};

/// The Rust type that typify makes of a component.
pub(crate) fn type_name(key: &str) -> String {
    sanitize(key, |text| text.to_pascal_case())
}

/// A part of the name of a type: what a property adds to the name of what has it.
pub(crate) fn fragment(name: &str) -> String {
    type_name(name).trim_end_matches('_').to_owned()
}

/// The Rust name of a parameter or an operation.
pub(crate) fn ident(name: &str) -> String {
    sanitize(name, |text| text.to_snake_case())
}

fn sanitize(name: &str, case: impl Fn(&str) -> String) -> String {
    let cased = case(&name.replace('\'', "").replace(|c: char| c != '_' && !c.is_alphanumeric(), "-"));
    let named = match cased.chars().next() {
        None => case("x"),
        Some(first) if first.is_alphabetic() => cased,
        Some(_) => format!("{}{cased}", case("x")),
    };
    if syn::parse_str::<syn::Ident>(&named).is_ok() && named != "gen" { named } else { format!("{named}_") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_progenitor_gives() {
        assert_eq!(type_name("NC"), "Nc");
        assert_eq!(type_name("job_req"), "JobReq");
        assert_eq!(type_name("self"), "Self_");
        assert_eq!(type_name("3des"), "X3des");
        assert_eq!(ident("X-Language"), "x_language");
        assert_eq!(ident("start.time"), "start_time");
        assert_eq!(ident("type"), "type_");
        assert_eq!(ident("BatchStopJobs"), "batch_stop_jobs");
    }
}
