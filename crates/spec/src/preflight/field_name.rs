//! Two fields of one object must not have one name in Rust.

use std::collections::HashMap;

use super::Subject;
use super::rust_name::snake;
use crate::schema::Schema;
use document::diagnostics::Diagnostics;
use document::node::At;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for (node, _) in &subject.schemas {
        if node.get("properties").is_none() && node.get("allOf").is_none() {
            continue;
        }
        let schema = Schema::of(node, subject.components);
        let mut seen: HashMap<String, (&str, At)> = HashMap::new();
        for (name, field) in schema.properties() {
            let Some((other, first)) = seen.insert(snake(name), (name, field.key_at)) else { continue };
            let message = format!("`{name}` and `{other}` would both be called `{}` in Rust", snake(name));
            let problem = diagnostics
                .error("field-name", field.key_at, message)
                .related(diagnostics.place(first), "the other one is here")
                .help("the generated type can have only one of them: check the page, and keep the one that the service knows");
            diagnostics.push(problem);
        }
    }
}
