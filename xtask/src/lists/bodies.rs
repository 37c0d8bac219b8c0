//! The list of every body that a generated type holds.

use codegen::{Body, Role};

use super::Types;

pub(super) const DOCS: &str =
    "Hands every body to a macro: its service, its operation, `request` or its status, and its type.";

pub(super) fn entry(service: &str, types: &Types, body: &Body) -> String {
    let role = match body.role {
        Role::Request => "request".to_owned(),
        Role::Response(status) => status.to_string(),
    };
    format!("\"{service}\", \"{}\", \"{role}\", {};", body.operation, types.outside(&body.rust_type))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_named_as_the_tests_name_it() {
        let entry = |role, rust_type: &str| {
            let body = Body { operation: "show_lamp".to_owned(), role, rust_type: rust_type.to_owned() };
            entry("lamps", &Types::of("huaweicloud-lamps"), &body)
        };
        assert_eq!(
            entry(Role::Request, "types::ShowLampRequest"),
            r#""lamps", "show_lamp", "request", huaweicloud_lamps::types::ShowLampRequest;"#
        );
        assert_eq!(
            entry(Role::Response("200".parse().unwrap()), "Vec<::progenitor_client::Secret<String>>"),
            r#""lamps", "show_lamp", "200", Vec<huaweicloud_core::Secret<String>>;"#
        );
    }
}
