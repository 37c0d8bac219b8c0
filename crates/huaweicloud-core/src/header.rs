//! Headers, of requests and of responses.

use std::fmt;
use std::marker::PhantomData;

use reqwest::header::HeaderMap;

use crate::json::{self, At, Notes, Receive};
use crate::shown::{self, Shown};

/// A header that an operation documents of its answers. Generated builders have one constant for each.
pub struct ResponseHeader<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> ResponseHeader<T> {
    /// The header of that name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, value: PhantomData }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: Receive> ResponseHeader<T> {
    /// The value in an answer; `None` if the header is not there, or is empty where text is not documented.
    ///
    /// # Errors
    ///
    /// A value that cannot be what is documented.
    pub(crate) fn read(&self, headers: &HeaderMap) -> Result<Option<T>, InvalidHeader> {
        let Some(value) = headers.get(self.name) else { return Ok(None) };
        let invalid = |reason: &dyn fmt::Display| InvalidHeader { name: self.name, reason: reason.to_string() };
        let text = std::str::from_utf8(value.as_bytes()).map_err(|_| invalid(&"it is not text"))?;
        let notes = Notes::default();
        let text: serde_core::de::value::StrDeserializer<'_, serde_core::de::value::Error> =
            serde_core::de::IntoDeserializer::into_deserializer(text);
        T::receive(text, &At::root("", &notes)).map_err(|reason| match notes.is_secret.get() {
            true => invalid(&json::NOT_SHOWN),
            false => invalid(&reason),
        })
    }
}

impl<T> Clone for ResponseHeader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ResponseHeader<T> {}

impl<T> fmt::Debug for ResponseHeader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResponseHeader").field(&self.name).finish()
    }
}

/// A header of an answer that does not hold what is documented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidHeader {
    name: &'static str,
    reason: String,
}

impl fmt::Display for InvalidHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}`: {}", self.name, Shown(&self.reason, shown::MESSAGE))
    }
}

impl std::error::Error for InvalidHeader {}
