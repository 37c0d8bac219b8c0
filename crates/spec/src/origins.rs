//! From a part of the bundle to the line that a person wrote.

use std::sync::Arc;

use contract::Place;

use document::diagnostics;
use document::node::{At, Content, Node};

/// Where each part of the bundle is written by hand.
#[derive(Clone, Debug)]
pub struct Origins {
    pub(crate) files: Arc<[Arc<str>]>,
    pub(crate) document: Node,
}

impl Origins {
    /// Where the value of a JSON pointer is written: its key, or for an item of a list its first character.
    ///
    /// A pointer that leads nowhere has the place of the last part that is there, so that what was lifted out of the
    /// document or is missing from it can still be shown.
    pub fn place(&self, pointer: &str) -> Place {
        let mut node = &self.document;
        let mut at = At { line: 0, column: 0, ..node.at };
        for segment in pointer.split('/').skip(1) {
            let next = match &node.content {
                Content::Map(fields) => {
                    fields.get(unescape(segment).as_str()).map(|field| (field.key_at, &field.value))
                }
                Content::List(items) => {
                    segment.parse::<usize>().ok().and_then(|index| items.get(index)).map(|item| (item.at, item))
                }
                _ => None,
            };
            let Some((here, inner)) = next else { break };
            node = inner;
            // Parts of the bundle that no file has, such as `components`, stand at their nearest ancestor.
            if here.line > 0 {
                at = here;
            }
        }
        diagnostics::place(&self.files, at)
    }
}

/// A key as a segment of a JSON pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
