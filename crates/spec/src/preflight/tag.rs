//! Operations are grouped by the tags that the service declares.

use std::collections::HashSet;

use super::Subject;
use document::diagnostics::Diagnostics;
use document::node::Node;
use document::suggest::nearest;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    let declared: Vec<&str> =
        subject.bundle.document.items_of("tags").iter().filter_map(|tag| tag.text_of("name")).collect();
    let mut seen = HashSet::new();
    for tag in subject.bundle.document.items_of("tags") {
        if let Some(name) = tag.text_of("name").filter(|name| !seen.insert(*name)) {
            let problem = diagnostics.error("duplicate-tag", tag.at, format!("the tag `{name}` is declared twice"));
            diagnostics.push(problem.help("remove one of them"));
        }
    }
    for operation in subject.bundle.operations() {
        for tag in operation.field.value.items_of("tags") {
            let Some(name) = Node::text(tag).filter(|name| !declared.contains(name)) else { continue };
            let help = match nearest(name, declared.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "add it to `tags` in common.yaml".to_owned(),
            };
            let problem = diagnostics.error("unknown-tag", tag.at, format!("`{name}` is no tag of this service"));
            diagnostics.push(problem.help(help));
        }
    }
}
