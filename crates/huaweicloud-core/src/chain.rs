//! The chain of causes behind an error.
//!
//! reqwest's own message stops at "error sending request"; what a person needs ("Connection refused") is the last link.

use std::error::Error;

/// The cause at the end of the chain, which is the error itself when nothing caused it.
pub(crate) fn innermost<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    std::iter::successors(Some(error), |error| (*error).source()).last().unwrap_or(error)
}
