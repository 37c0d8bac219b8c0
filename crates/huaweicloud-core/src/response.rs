//! An answer as it came off the wire: status, headers, body.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{StatusCode, Url};

use crate::body::{self, BodyError};
use crate::json::{Deviation, Tolerated};
use crate::shown::{self, Shown};
use crate::stream::ByteStream;

/// An answer, before anything is made of its body.
///
/// `Debug` shows neither headers nor body, since both can hold secrets.
pub struct Response {
    pub(crate) parts: Box<Parts>,
    rest: Rest,
}

/// What is kept of every answer. One box, handed on from [`Response`] to
/// [`ResponseValue`](crate::ResponseValue), keeps results and errors small.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How the answer differed from its documentation.
    pub(crate) tolerated: Vec<Tolerated>,
    /// The operation that it answers.
    operation: &'static str,
    /// How many attempts it took.
    pub(crate) attempts: u32,
}

/// What became of the body beyond the bytes that were read.
enum Rest {
    /// Nothing: it is all there.
    Complete,
    /// It could not be read to its end.
    Lost(BodyError),
    /// It has not been read: the operation wants it as a stream.
    Unread { response: Box<reqwest::Response>, patience: Duration },
}

impl Response {
    /// Takes the head, and reads the body up to `limit` bytes.
    pub(crate) async fn read(mut response: reqwest::Response, limit: usize, patience: Duration) -> Self {
        let mut parts = Parts::head(&mut response);
        let (body, failure) = body::read(&mut response, limit, patience).await;
        parts.body = body;
        Self { parts: Box::new(parts), rest: failure.map_or(Rest::Complete, Rest::Lost) }
    }

    /// A head that no server sent.
    #[cfg(test)]
    pub(crate) fn of_head(status: StatusCode, headers: HeaderMap) -> Self {
        Self { parts: Box::new(Parts::new(status, headers)), rest: Rest::Complete }
    }

    /// Takes the head, and leaves the body on the connection.
    pub(crate) fn unread(mut response: reqwest::Response, patience: Duration) -> Self {
        let parts = Box::new(Parts::head(&mut response));
        Self { parts, rest: Rest::Unread { response: Box::new(response), patience } }
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

    /// How many attempts were made, the one that was answered included.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.parts.attempts
    }

    /// The id under which the vendor's support finds this request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// The bytes of the body, as far as they were read.
    ///
    /// They are all of it unless the body was larger than the limit, was interrupted, or belongs to a successful answer
    /// that the operation wants as a stream.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.parts.body
    }

    /// The body as a stream, whether it has been read already or not.
    #[must_use]
    pub fn into_stream(self) -> ByteStream {
        match self.rest {
            Rest::Unread { response, patience } => ByteStream::arriving(*response, patience),
            Rest::Complete => ByteStream::of(self.parts.body, None),
            Rest::Lost(reason) => ByteStream::of(self.parts.body, Some(reason)),
        }
    }

    /// Tells a span what was answered.
    pub(crate) fn record_in(&self, span: &tracing::Span) {
        span.record("status", self.status().as_u16());
        span.record("request_id", self.request_id());
        if let Rest::Lost(reason) = &self.rest {
            span.record("error", tracing::field::display(reason));
        }
    }

    /// How the attempt ended: its status, and what kept its body from being read.
    pub(crate) fn outcome(&self) -> String {
        match &self.rest {
            Rest::Lost(reason) => format!("{} and a body that is not all there: {reason}", self.status()),
            _ => self.status().to_string(),
        }
    }

    /// Says which operation is answered.
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.parts.operation = operation;
        self
    }

    /// Says how many attempts there were.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.parts.attempts = attempts;
        self
    }

    /// Whether the connection ended, or nothing more came, before the end of the body.
    pub(crate) fn is_interrupted(&self) -> bool {
        matches!(self.rest, Rest::Lost(BodyError::Interrupted(_) | BodyError::OutOfTime(_)))
    }

    /// A success of a status that the API does not document. The work is done: to say that it failed would make callers
    /// do it again.
    #[doc(hidden)]
    #[must_use]
    pub fn undocumented(mut self) -> Self {
        let tolerated = Tolerated { path: String::new(), deviation: Deviation::UnlistedStatus, count: 1 };
        self.parts.tolerate(vec![tolerated]);
        self
    }

    /// Fails if the body is not all there, or is no text that was asked for.
    ///
    /// A body that was left on the connection is none of JSON: what answers with bytes answers with nothing else.
    pub(crate) fn complete(mut self) -> Result<Self, (Self, BodyError)> {
        match std::mem::replace(&mut self.rest, Rest::Complete) {
            Rest::Lost(reason) => Err((self, reason)),
            rest => {
                self.rest = rest;
                match self.parts.encoding().map(str::to_owned) {
                    Some(encoding) => Err((self, BodyError::Encoded { encoding })),
                    None => Ok(self),
                }
            }
        }
    }
}

impl Parts {
    /// The head of an answer. The headers are moved, not copied: nothing reads them from reqwest's side afterwards.
    fn head(response: &mut reqwest::Response) -> Self {
        Self::new(response.status(), std::mem::take(response.headers_mut()))
    }

    /// A head without a body.
    pub(crate) fn new(status: StatusCode, headers: HeaderMap) -> Self {
        Self { status, headers, body: Bytes::new(), tolerated: Vec::new(), operation: "", attempts: 1 }
    }

    /// Takes down what was tolerated, and tells whoever listens.
    pub(crate) fn tolerate(&mut self, tolerated: Vec<Tolerated>) {
        for Tolerated { path, deviation, count } in &tolerated {
            tracing::debug!(
                operation = self.operation,
                status = self.status.as_u16(),
                request_id = self.request_id(),
                path = Shown(path, shown::PATH).to_string(),
                count,
                "the answer differs from its documentation: {deviation}"
            );
        }
        self.tolerated.extend(tolerated);
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        ["x-request-id", "x-openstack-request-id"]
            .iter()
            .filter_map(|name| self.headers.get(*name)?.to_str().ok())
            .find(|id| !id.is_empty())
    }

    /// The kind and size of the body, in place of the body itself.
    pub(crate) fn describe_body(&self) -> String {
        let kind = self.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("unknown type");
        let kind = Shown(kind, shown::NAME);
        let announced = || self.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse::<u64>().ok();
        match (self.body.len(), announced().unwrap_or_default()) {
            (0, 0) => "no body".to_owned(),
            (0, announced) => format!("nothing read of a body of {announced} bytes of {kind}"),
            (read, _) => format!("a body of {read} bytes of {kind}"),
        }
    }

    /// How the body is encoded, if it is. Nobody asked for that: no `Accept-Encoding` is sent.
    pub(crate) fn encoding(&self) -> Option<&str> {
        let encoding = self.headers.get(CONTENT_ENCODING)?.to_str().unwrap_or("an unknown encoding");
        let is_encoded = !self.body.is_empty() && !encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity");
        is_encoded.then_some(encoding)
    }

    /// The server that an answer sends the caller on to. Its path and query are left out: either may repeat a secret
    /// of the request. The header has it whole.
    pub(crate) fn redirected_to(&self) -> Option<String> {
        let location = self.headers.get(LOCATION).filter(|_| self.status.is_redirection())?.to_str().ok()?;
        Some(match Url::parse(location) {
            Ok(url) if url.has_host() => url.origin().ascii_serialization(),
            _ => "another path of the same server".to_owned(),
        })
    }

    /// The beginning of a body that is plain text, as gateways write in place of a documented error.
    pub(crate) fn plain_text(&self) -> Option<String> {
        /// Enough for what a gateway says.
        const MOST: usize = 80;

        let kind = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let beginning = &self.body[..self.body.len().min(4 * MOST + 4)];
        let text = String::from_utf8_lossy(beginning.trim_ascii());
        (kind.starts_with("text/plain") && !text.is_empty() && self.encoding().is_none())
            .then(|| Shown(&text, MOST).to_string())
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("body", &self.parts.describe_body())
            .finish_non_exhaustive()
    }
}
