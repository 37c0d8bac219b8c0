//! The chain of causes behind an error.
//!
//! reqwest's own message stops at "error sending request"; what a person needs ("Connection refused") is the last link.

use std::error::Error;

/// The cause at the end of the chain, which is the error itself when nothing caused it.
pub(crate) fn innermost<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    std::iter::successors(Some(error), |error| (*error).source()).last().unwrap_or(error)
}

/// The whole chain on one line.
pub(crate) fn joined(error: &(dyn Error + 'static)) -> String {
    let links: Vec<_> =
        std::iter::successors(Some(error), |error| (*error).source()).map(ToString::to_string).collect();
    links.join(": ")
}
