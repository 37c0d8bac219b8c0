//! The part of YAML that the regions file is written in, read strictly.
//!
//! Understood are comments, block mappings and block sequences, and on one line: sequences in brackets, mappings in
//! braces, and texts, which are plain, in `'…'` or in `"…"`. What is understood means what any YAML reader takes it for; everything else is refused with its
//! place. All values are texts: `on` and `7` too. A crate that reads all of YAML would be a tenth of the dependencies of a
//! client.

mod block;
mod inline;
mod lines;

use std::fmt;

/// Deeper than any file of regions, and far from the end of the stack.
const MAX_DEPTH: usize = 16;

/// A value, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) at: At,
    pub(super) value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing is written.
    Nothing,
    Text(String),
    List(Vec<Node>),
    /// Keys with where they stand, in the order of the file. None is there twice.
    Map(Vec<(At, String, Node)>),
}

/// A place in the file, counted in lines and characters from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// What cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: At,
    pub(super) problem: String,
}

impl Fault {
    pub(super) fn new(at: At, problem: impl Into<String>) -> Self {
        Self { at, problem: problem.into() }
    }
}

/// Reads a document.
pub(super) fn read(text: &str) -> Result<Node, Fault> {
    block::Blocks::of(lines::split(text)?).document()
}

#[cfg(test)]
mod tests;
