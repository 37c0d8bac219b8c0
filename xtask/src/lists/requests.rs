//! The list of every request, with everything that it takes.

use codegen::{Argument, Request};

use super::Types;

pub(super) const DOCS: &str =
    "Hands every request to a macro: its service, operation, client and method; each argument's address, setter, type.";

pub(super) fn entry(service: &str, types: &Types, request: &Request) -> String {
    let Request { operation, method, arguments } = request;
    let arguments: String = arguments.iter().map(|given| format!("    {},\n", argument(types, given))).collect();
    format!("\"{service}\", \"{operation}\", {}::Client, {method}, [\n{arguments}];", types.crate_name)
}

/// The address is that of the contract: the body is its `request`.
fn argument(types: &Types, argument: &Argument) -> String {
    let Argument { setter, place, wire_name, rust_type } = argument;
    let address = match place.as_str() {
        "path" | "query" | "header" => format!("{place} {wire_name}"),
        _ => "request".to_owned(),
    };
    // A stream of bytes is made of bytes, and those can be made of JSON, as everything that the tests give.
    let rust_type = if rust_type == "reqwest::Body" { "Vec<u8>".to_owned() } else { types.outside(rust_type) };
    format!("{address:?} {setter} {rust_type}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(arguments: &[[&str; 4]]) -> String {
        let arguments = arguments.iter().map(|argument| {
            let [setter, place, wire_name, rust_type] = argument.map(str::to_owned);
            Argument { setter, place, wire_name, rust_type }
        });
        let request =
            Request { operation: "post".to_owned(), method: "post_".to_owned(), arguments: arguments.collect() };
        entry("lamps", &Types::of("huaweicloud-lamps"), &request)
    }

    #[test]
    fn an_argument_is_known_by_its_address_its_setter_and_its_type() {
        let arguments = [
            ["lamp_token", "path", "lamp_token", "::progenitor_client::Secret<String>"],
            ["send_", "query", "send", "bool"],
            ["x_language", "header", "X-Language", "types::Language"],
            ["body", "json", "body", "Vec<types::Lamp>"],
        ];
        insta::assert_snapshot!(request(&arguments), @r#"
        "lamps", "post", huaweicloud_lamps::Client, post_, [
            "path lamp_token" lamp_token huaweicloud_core::Secret<String>,
            "query send" send_ bool,
            "header X-Language" x_language huaweicloud_lamps::types::Language,
            "request" body Vec<huaweicloud_lamps::types::Lamp>,
        ];
        "#);
    }

    #[test]
    fn bytes_are_given_as_bytes() {
        insta::assert_snapshot!(request(&[["body", "bytes", "body", "reqwest::Body"]]), @r#"
        "lamps", "post", huaweicloud_lamps::Client, post_, [
            "request" body Vec<u8>,
        ];
        "#);
    }

    #[test]
    fn a_request_that_takes_nothing_is_listed_too() {
        insta::assert_snapshot!(request(&[]), @r#"
        "lamps", "post", huaweicloud_lamps::Client, post_, [
        ];
        "#);
    }
}
