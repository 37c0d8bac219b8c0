//! Why a listing stops before its end.

use std::fmt;

use crate::Error;
use crate::shown::{self, Shown};

/// Why a listing stopped before its end. What came before it is valid, and the stream ends after it.
///
/// `E` is the error body that the operation documents.
#[non_exhaustive]
pub enum PageError<E = ()> {
    /// A call failed, beyond what its retries mend.
    Call(Error<E>),
    /// The service names a page to go on with that it has named before: it would be asked for the same pages for ever.
    RepeatedMarker {
        /// The operation.
        operation: &'static str,
        /// What it has named twice.
        marker: String,
    },
    /// As many pages came as are allowed; see [`Pages::max_pages`](super::Pages::max_pages).
    TooManyPages {
        /// The operation.
        operation: &'static str,
        /// How many came.
        pages: u32,
    },
}

impl<E> From<Error<E>> for PageError<E> {
    fn from(error: Error<E>) -> Self {
        Self::Call(error)
    }
}

impl<E> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::RepeatedMarker { operation, marker } => {
                let marker = Shown(marker, shown::NAME).to_string();
                write!(f, "`{operation}` would never end: the service names {marker:?} as the next page once more")
            }
            Self::TooManyPages { operation, pages } => {
                write!(f, "`{operation}` has more than {pages} pages: allow more with `max_pages`, if that is right")
            }
        }
    }
}

/// The same as `Display`: `unwrap` and a test that fails print this, and it holds no secret.
impl<E> fmt::Debug for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<E> std::error::Error for PageError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // What it says is said already.
            Self::Call(error) => error.source(),
            _ => None,
        }
    }
}
