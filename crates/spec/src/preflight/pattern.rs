//! Patterns are ECMA-262, as OpenAPI says, and as the runtime reads them.

use super::Subject;
use crate::schema::Schema;
use document::diagnostics::Diagnostics;
use document::node::Node;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for (node, _) in &subject.schemas {
        if let Some((text, at)) = node.text_of("pattern").zip(node.get("pattern").map(|pattern| pattern.at))
            && let Err(err) = regress::Regex::new(text)
        {
            let problem = diagnostics.error("pattern", at, format!("`{text}` is no regular expression: {}", err.text));
            diagnostics.push(problem.help("patterns are ECMA-262, as JavaScript has them: mend it"));
        }
        let schema = Schema::of(node, subject.components);
        let Some((text, pattern)) = schema.text("pattern") else { continue };
        let Ok(regex) = regress::Regex::new(text) else { continue };
        let own = ["default", "example"].into_iter().filter_map(|keyword| node.get(keyword));
        for value in own.chain(node.items_of("enum")) {
            let Some(word) = Node::text(value).filter(|word| regex.find(word).is_none()) else { continue };
            let problem = diagnostics
                .error("pattern-misfit", value.at, format!("`{word}` does not match the pattern of its schema"))
                .related(diagnostics.place(pattern.value.at), "the pattern is here")
                .help("mend the pattern where the page's own data breaks it, or else the data");
            diagnostics.push(problem);
        }
    }
}
