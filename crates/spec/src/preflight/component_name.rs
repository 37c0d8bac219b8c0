//! The name of a schema is the name of a Rust type, letter for letter.

use super::Subject;
use super::rust_name::pascal;
use document::diagnostics::Diagnostics;
use document::node::Node;

/// What generated types are made of: a type of such a name would stand before Rust's own.
const RUSTS_OWN: [&str; 9] = ["Box", "Default", "From", "Into", "IntoIterator", "Iterator", "Option", "String", "Vec"];

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    let components = subject.bundle.document.get("components");
    for (section, named) in components.into_iter().flat_map(Node::entries) {
        for (name, field) in named.value.entries() {
            let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            if name.is_empty() || !name.chars().all(plain) {
                let problem =
                    diagnostics.error("component-name", field.key_at, format!("`{name}` is no name of a component"));
                diagnostics.push(problem.help("OpenAPI takes letters, digits, `.`, `_` and `-`"));
                continue;
            }
            if section == "schemas" && RUSTS_OWN.contains(&name) {
                let problem =
                    diagnostics.error("reserved-name", field.key_at, format!("`{name}` is a type of Rust's own"));
                diagnostics.push(problem.help(format!("add what it is about, as in `{name}Value`")));
            }
            let rust = pascal(name);
            // Where each name is its own Rust name, no two can collide.
            if section == "schemas" && rust != name {
                let message = format!("`{name}` would be called `{rust}` in Rust");
                let problem = diagnostics.error("component-name", field.key_at, message);
                diagnostics.push(problem.help(format!("rename it to `{}`", rust.trim_end_matches('_'))));
            }
        }
    }
}
