//! Where the vendor says it.

use contract::Edition;
use document::diagnostics::Diagnostics;
use document::grammar::{Is, Key, Object, key};
use document::node::{Field, Node};

/// Where the vendor says what a waiter, a paginator, a kind of thing or an answer of all operations holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Documented {
    /// On the public web.
    Url(String),
    /// On a page that is locked here.
    Page {
        /// The edition.
        edition: Edition,
        /// The file, below the folder of pages.
        page: String,
        /// The line of the table.
        line: u64,
    },
}

pub(crate) static DOCUMENTED: Object = Object {
    name: "a reference to a page",
    keys: {
        static KEYS: &[Key] =
            &[key("url", Is::Url), key("edition", Is::Text), key("page", Is::Text), key("line", Is::Count)];
        KEYS
    },
    pattern: None,
};

/// The reference under the key of that name, which is there.
pub(crate) fn read(field: &Field, diagnostics: &mut Diagnostics) -> Option<Documented> {
    let node = &field.value;
    let line = node.get("line").and_then(Node::number).and_then(serde_json::Number::as_u64);
    let mut refuse = |code, at, message: String, help: &str| {
        let problem = diagnostics.error(code, at, message);
        diagnostics.push(problem.help(help));
        None
    };
    match (node.text_of("url"), node.get("edition"), node.text_of("page"), line) {
        (Some(url), None, None, None) => Some(Documented::Url(url.to_owned())),
        (None, Some(edition), Some(page), Some(line)) if line > 0 && !page.is_empty() => {
            match edition.text().unwrap_or_default().parse() {
                Ok(edition) => Some(Documented::Page { edition, page: page.to_owned(), line }),
                Err(message) => refuse("edition", edition.at, message, "write `otc` or `hwc`"),
            }
        }
        _ => refuse(
            "documented",
            field.key_at,
            "the reference is neither a `url` nor an `edition` with a `page` and a `line`".to_owned(),
            "write either `{url: ...}` or `{edition: ..., page: ..., line: ...}`",
        ),
    }
}
