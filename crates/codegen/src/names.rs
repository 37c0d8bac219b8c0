//! How names of a document become names of Rust: the rules of progenitor and typify, which do not export them.

use contract::Status;
use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

/// What the methods of a client are called already.
const METHODS: [&str; 2] = ["context", "new"];

/// What every record has already. The setter of a `default` would hide the trait's function.
const OF_RECORDS: [&str; 4] = ["default", "extra", "new", "with_extra"];

/// What every request builder has already.
const OF_REQUESTS: [&str; 10] =
    ["allow_undocumented", "allowed", "call", "check", "client", "dry_run", "new", "options", "send", "with_options"];

/// The Rust type that typify makes of a component.
pub(crate) fn type_name(key: &str) -> String {
    sanitize(key, |text| text.to_pascal_case())
}

/// A part of the name of a type: what a property adds to the name of what has it.
pub(crate) fn fragment(name: &str) -> String {
    type_name(name).trim_end_matches('_').to_owned()
}

/// The Rust name that progenitor gives to a parameter or an operation.
pub(crate) fn ident(name: &str) -> String {
    sanitize(name, |text| text.to_snake_case())
}

/// The name of a constant.
pub(crate) fn constant(name: &str) -> String {
    sanitize(name, |text| text.to_shouty_snake_case())
}

/// The method of the client that starts an operation.
pub(crate) fn method(operation_id: &str) -> String {
    unless_taken(ident(operation_id), &METHODS)
}

/// A field of a record, from progenitor's name of it.
pub(crate) fn field(ident: String) -> String {
    unless_taken(ident, &OF_RECORDS)
}

/// A field and setter of a request builder, from progenitor's name of the parameter.
pub(crate) fn argument(ident: String) -> String {
    unless_taken(ident, &OF_REQUESTS)
}

/// What a status is called among several: its reason phrase.
pub(crate) fn variant(status: Status) -> String {
    match status {
        Status::Code(code) => http::StatusCode::from_u16(code)
            .ok()
            .and_then(|code| code.canonical_reason())
            .map_or_else(|| format!("Status{code}"), type_name),
        Status::Range(hundred) => format!("Status{hundred}xx"),
        Status::Default => "Other".to_owned(),
    }
}

fn unless_taken(name: String, taken: &[&str]) -> String {
    if taken.contains(&name.as_str()) { name + "_" } else { name }
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

    #[test]
    fn names_of_our_own_code_are_left_to_it() {
        assert_eq!(method("New"), "new_");
        assert_eq!(method("Post"), "post");
        assert_eq!(field("extra".to_owned()), "extra_");
        assert_eq!(argument("send".to_owned()), "send_");
        assert_eq!(argument("client".to_owned()), "client_");
        assert_eq!(argument("extra".to_owned()), "extra");
    }

    #[test]
    fn a_status_is_called_by_its_reason() {
        assert_eq!(variant(Status::Code(200)), "Ok");
        assert_eq!(variant(Status::Code(418)), "ImATeapot");
        assert_eq!(variant(Status::Code(499)), "Status499");
        assert_eq!(variant(Status::Range(4)), "Status4xx");
        assert_eq!(constant("X-Subject-Token"), "X_SUBJECT_TOKEN");
    }
}
