//! Words that are still to be written.

use contract::is_unwritten;
use document::node::{At, Content, Node};

/// Adds the place of each text below a value that holds the mark of [`contract::UNWRITTEN`].
pub(crate) fn find(node: &Node, found: &mut Vec<At>) {
    match &node.content {
        Content::Text(text) if is_unwritten(text) => found.push(node.at),
        Content::List(items) => items.iter().for_each(|item| find(item, found)),
        Content::Map(_) => node.entries().for_each(|(_, field)| find(&field.value, found)),
        _ => {}
    }
}
