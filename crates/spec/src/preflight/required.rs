//! `required` names fields that are there, each once.

use std::collections::HashSet;

use super::Subject;
use crate::schema::Schema;
use document::diagnostics::Diagnostics;
use document::node::Node;
use document::suggest::nearest;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    // A part of `allOf` may require what another part has: it is looked at as part of the whole.
    let parts: HashSet<*const Node> =
        subject.schemas.iter().flat_map(|(node, _)| node.items_of("allOf")).map(std::ptr::from_ref).collect();
    for (node, _) in &subject.schemas {
        if parts.contains(&std::ptr::from_ref(*node)) {
            continue;
        }
        if let Some(field) = node.field("required").filter(|_| node.items_of("required").is_empty()) {
            let problem = diagnostics.error("required", field.key_at, "`required` names nothing");
            diagnostics.push(problem.help("remove it"));
        }
        let inline = node.items_of("allOf").iter().filter(|part| part.get("$ref").is_none());
        let words: Vec<&Node> = inline.chain([*node]).flat_map(|part| part.items_of("required")).collect();
        let dangling = |part: &Node| Schema::of(part, subject.components).parts.is_empty();
        if words.is_empty() || node.items_of("allOf").iter().any(dangling) {
            continue;
        }
        let schema = Schema::of(node, subject.components);
        let names: Vec<&str> = schema.properties().map(|(name, _)| name).collect();
        let mut seen = HashSet::new();
        for word in words {
            let Some(name) = word.text() else { continue };
            if !seen.insert(name) {
                let problem = diagnostics.error("required", word.at, format!("`{name}` is required twice"));
                diagnostics.push(problem.help("remove one of them"));
            } else if !names.contains(&name) {
                let help = match nearest(name, names.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "add it to `properties`, or remove it here".to_owned(),
                };
                let problem = diagnostics.error("required", word.at, format!("`{name}` is required, but no property"));
                diagnostics.push(problem.help(help));
            }
        }
    }
}
