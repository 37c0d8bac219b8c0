//! The account of every table row of a page.

use serde::Serialize;

use crate::{Address, Place};

/// What became of a table row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It states these elements: several where an object's table is referred to from several places.
    Told(Vec<Address>),
    /// It names the columns of its table.
    Header,
    /// It is about something other than the operation's contract; the word says what (`permissions`, `error codes`).
    Aside(String),
    /// We did not understand it, and why: a fact about us.
    Unread(String),
}

/// One row of one table of a page. The rows of a page add up to the table rows that a plain count finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The ordinal of the table on its page, from 1.
    pub table: u32,
    /// Where the row begins.
    pub at: Place,
    /// The text of its first cell.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
}
