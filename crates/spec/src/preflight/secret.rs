//! `x-secret` stands where something can be kept from being shown.

use super::Subject;
use crate::bundle::Components;
use crate::lower::secret::{Kind, kind};
use crate::schema::Schema;
use document::diagnostics::Diagnostics;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for (node, _) in &subject.schemas {
        let Some(field) = node.field("x-secret") else { continue };
        if let Some(what) = never(Schema::of(node, subject.components), subject.components) {
            let problem = diagnostics.error("x-secret", field.key_at, format!("{what} cannot be a secret"));
            diagnostics.push(problem.help(
                "a text, any JSON and an object without `properties` can be one, and lists and maps of these: remove \
                 `x-secret`, or put it on such a part",
            ));
        }
    }
}

/// What keeps the value of a schema, or what its lists and maps are of, from being a secret.
fn never<'b>(mut schema: Schema<'b>, components: Components<'b>) -> Option<&'static str> {
    // Lists of themselves are told elsewhere.
    const DEEPEST: usize = 32;
    for _ in 0..DEEPEST {
        match kind(&schema) {
            Kind::Never(what) => return Some(what),
            Kind::Plain => return None,
            Kind::Holder => {
                let inner = schema.field("items").or(schema.field("additionalProperties"))?;
                schema = Schema::of(&inner.value, components);
            }
        }
    }
    None
}
