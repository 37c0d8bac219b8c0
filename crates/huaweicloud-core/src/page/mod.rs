//! Listing what does not fit into one answer.
//!
//! [`Pages`] asks for one page after the other, [`Items`] for what is on them; both are streams, and neither asks for a
//! page before somebody wants it. Client crates have a method for each operation that pages, such as
//! `client.list_lamps_pages(client.list_lamps().site_id("97b0"))`. By hand, they are made of a [`Definition`], of what
//! asks for a page, and of where an answer has its items:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! use huaweicloud_core::page::{Cursor, Definition, Pages, Parts, Start, Style};
//! use huaweicloud_core::{Error, ResponseValue};
//!
//! const LIST_LAMPS: Definition =
//!     Definition { operation: "list_lamps", style: Style::Offset, is_short_page_last: false };
//!
//! // In place of a call: a service that has five lamps, and gives two of them at a time.
//! let lamps: Vec<u32> = (1..=5).collect();
//! let fetch = move |cursor: Option<Cursor>| {
//!     let from = match cursor {
//!         Some(Cursor::Number(offset)) => offset as usize,
//!         _ => 0,
//!     };
//!     let page: Vec<u32> = lamps.iter().skip(from).take(2).copied().collect();
//!     let answer = ResponseValue::new(page, reqwest::StatusCode::OK, Default::default());
//!     async { Ok::<_, Error>(answer) }
//! };
//! let parts = Parts {
//!     count: |page: &Vec<u32>| page.len(),
//!     items: |page| page,
//!     next: |_| None,
//!     total: |_| None,
//! };
//!
//! let mut lamps = Pages::new(&LIST_LAMPS, Start::default(), fetch, parts).items();
//! let mut found = Vec::new();
//! while let Some(lamp) = lamps.next().await {
//!     found.push(lamp.expect("a lamp"));
//! }
//! assert_eq!(found, [1, 2, 3, 4, 5]);
//! # }
//! ```
//!
//! # When a listing ends
//!
//! With an empty page, which an answer without a list is as well; with an answer that names no page to go on with, where
//! the service names them; and as soon as as many items were seen as the answer says that there are, where it says so. A
//! page that is not full ends it only where the definition says that the service fills every page but the last.
//!
//! A service that names a page that it has named before, or whose pages have no end, is stopped with a [`PageError`].
//!
//! # What it keeps in memory
//!
//! One page, and of a service that pages by markers every marker that it has named.

mod cursor;
mod definition;
mod error;
mod items;
mod pages;
mod table;

pub use cursor::Cursor;
pub use definition::{Definition, Parts, Start, Style};
pub use error::PageError;
pub use items::Items;
pub use pages::Pages;
