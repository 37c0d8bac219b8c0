//! An answer whose body has become a value.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::header::{InvalidHeader, ResponseHeader};
use crate::json::{self, Receive, Tolerated};
use crate::response::Parts;
use crate::{ByteStream, Error, Response};

/// What an operation answered: the value, and the status, headers and raw body it came with.
///
/// It derefs to the value, so that fields are read directly; [`into_inner`](Self::into_inner) takes the value out.
///
/// ```
/// use huaweicloud_core::ResponseValue;
///
/// struct Job {
///     status: Option<String>,
/// }
///
/// fn report(answer: &ResponseValue<Job>) {
///     println!("{}: {:?} (request id {:?})", answer.status(), answer.status, answer.request_id());
/// }
/// ```
pub struct ResponseValue<T> {
    /// Boxed like the rest: a documented error may have many fields, and what carries it stays two words.
    value: Box<T>,
    parts: Box<Parts>,
}

impl<T: Receive> ResponseValue<T> {
    /// Decodes the body of a documented status.
    #[doc(hidden)]
    pub fn from_response<E>(response: Response) -> Result<Self, Error<E>> {
        let response = response.complete().map_err(|(response, reason)| Error::UnreadableBody { response, reason })?;
        match json::decode(response.body()) {
            Ok((value, tolerated)) => {
                let mut value = Self { value: Box::new(value), parts: response.parts };
                value.parts.tolerate(tolerated);
                Ok(value)
            }
            Err(reason) => Err(Error::UnreadableBody { response, reason }),
        }
    }
}

impl ResponseValue<()> {
    /// Takes an answer that is documented to have no body; should it have one, [`body`](Self::body) shows it.
    #[doc(hidden)]
    #[must_use]
    pub fn empty(response: Response) -> Self {
        Self { value: Box::new(()), parts: response.parts }
    }
}

impl ResponseValue<ByteStream> {
    /// Takes an answer whose body is not JSON.
    #[doc(hidden)]
    #[must_use]
    pub fn stream(response: Response) -> Self {
        Self { parts: response.parts.clone(), value: Box::new(response.into_stream()) }
    }
}

impl<T> ResponseValue<T> {
    /// Decodes the body of one of several documented statuses.
    #[doc(hidden)]
    pub fn variant<V: Receive, E>(response: Response, make: impl FnOnce(V) -> T) -> Result<Self, Error<E>> {
        Ok(ResponseValue::<V>::from_response(response)?.map(make))
    }

    /// Takes one of several documented statuses, which has no body.
    #[doc(hidden)]
    #[must_use]
    pub fn empty_variant(response: Response, value: T) -> Self {
        Self { value: Box::new(value), parts: response.parts }
    }
}

impl<T> ResponseValue<T> {
    /// An answer that no server gave, for tests of code that takes one.
    #[must_use]
    pub fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self { value: Box::new(value), parts: Box::new(Parts::new(status, headers)) }
    }

    /// The value, without what it came with.
    #[must_use]
    pub fn into_inner(self) -> T {
        *self.value
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

    /// The value of a header that the operation documents.
    ///
    /// # Errors
    ///
    /// The header is there, and holds something else than what is documented.
    pub fn header<H: Receive>(&self, header: ResponseHeader<H>) -> Result<Option<H>, InvalidHeader> {
        header.read(&self.parts.headers)
    }

    /// How the answer differed from its documentation without losing its meaning.
    #[must_use]
    pub fn tolerated(&self) -> &[Tolerated] {
        &self.parts.tolerated
    }

    /// How many attempts were made, the one that was answered included.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.parts.attempts
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

    /// The same answer with the value that a function makes of its value.
    #[must_use]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue { value: Box::new(make(*self.value)), parts: self.parts }
    }

    /// The same answer with another value.
    pub(crate) fn replace<U>(self, value: U) -> ResponseValue<U> {
        ResponseValue { value: Box::new(value), parts: self.parts }
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
