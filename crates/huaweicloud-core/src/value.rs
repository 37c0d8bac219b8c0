//! An answer whose body has become a value.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use crate::response::Parts;
use crate::{BodyError, ByteStream, Error, Response};

/// What an operation answered: the value, and the status, headers and raw body it came with.
///
/// It derefs to the value, so that fields are read directly; [`into_inner`](Self::into_inner) takes the value out.
pub struct ResponseValue<T> {
    value: T,
    parts: Box<Parts>,
}

impl<T: DeserializeOwned> ResponseValue<T> {
    /// Decodes the body. An empty body is read as JSON's `null`, so that a type which may be absent is absent.
    #[doc(hidden)]
    pub async fn from_response<E>(response: Response) -> Result<Self, Error<E>> {
        let response =
            response.complete().await.map_err(|(response, reason)| Error::UnreadableBody { response, reason })?;

        let body = response.body();
        let decoded = if body.is_empty() {
            serde_json::from_slice(b"null").or_else(|_| serde_json::from_slice(b""))
        } else {
            serde_json::from_slice(body)
        };
        match decoded {
            Ok(value) => Ok(Self { value, parts: response.parts }),
            Err(source) => Err(Error::UnreadableBody { response, reason: BodyError::Json(source) }),
        }
    }
}

impl ResponseValue<()> {
    /// Takes an answer that is documented to have no body; should it have one, [`body`](Self::body) shows it.
    #[doc(hidden)]
    #[must_use]
    pub fn empty(response: Response) -> Self {
        Self { value: (), parts: response.parts }
    }
}

impl ResponseValue<ByteStream> {
    /// Takes an answer whose body is not JSON.
    #[doc(hidden)]
    #[must_use]
    pub fn stream(response: Response) -> Self {
        Self { parts: response.parts.clone(), value: response.into_stream() }
    }
}

impl<T> ResponseValue<T> {
    /// An answer that no server gave, for tests of code that takes one.
    #[must_use]
    pub fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self { value, parts: Box::new(Parts { status, headers, body: Bytes::new() }) }
    }

    /// The value, without what it came with.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.parts.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The id under which the vendor's support finds this request: the header `X-Request-Id`, or else
    /// `X-Openstack-Request-Id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// The bytes of the body as they were received; none if the value is a stream that has yet to bring them.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.parts.body
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The same answer with another value.
    pub(crate) fn replace<U>(self, value: U) -> ResponseValue<U> {
        ResponseValue { value, parts: self.parts }
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> AsRef<T> for ResponseValue<T> {
    fn as_ref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseValue")
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
