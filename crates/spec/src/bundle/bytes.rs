//! Bodies of bytes whose schema is a reference: the generator takes bytes only where they are said to be bytes.

use document::node::{Content, Node};

const BYTES: &str = "application/octet-stream";

/// The schemas of bytes in an operation, a request body or a response.
pub(super) fn schemas(node: &mut Node) -> Vec<&mut Node> {
    if node.field("content").is_some() {
        return schema(node).into_iter().collect();
    }
    let Content::Map(fields) = &mut node.content else { return Vec::new() };
    let mut found = Vec::new();
    for (key, field) in fields {
        match (key.as_str(), &mut field.value) {
            ("requestBody", body) => found.extend(schema(body)),
            ("responses", Node { content: Content::Map(responses), .. }) => {
                found.extend(responses.values_mut().filter_map(|response| schema(&mut response.value)));
            }
            _ => {}
        }
    }
    found
}

fn schema(body: &mut Node) -> Option<&mut Node> {
    ["content", BYTES, "schema"].into_iter().try_fold(body, |node, key| match &mut node.content {
        Content::Map(fields) => Some(&mut fields.get_mut(key)?.value),
        _ => None,
    })
}

/// Whether a schema says bytes, and needs nothing else to say it.
pub(crate) fn is_bytes(schema: &Node) -> bool {
    schema.text_of("type") == Some("string")
        && schema.text_of("format") == Some("binary")
        && schema.get("allOf").is_none()
}
