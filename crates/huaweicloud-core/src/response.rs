//! An answer as it came off the wire: status, headers, body.

use std::fmt;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};

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
}

/// What became of the body beyond the bytes that were read.
enum Rest {
    /// Nothing: it is all there.
    Complete,
    /// It could not be read to its end.
    Lost(BodyError),
    /// It has not been read: the operation wants it as a stream.
    Unread { response: Box<reqwest::Response>, limit: usize },
}

impl Response {
    /// Takes the head, and reads the body up to `limit` bytes.
    pub(crate) async fn read(mut response: reqwest::Response, limit: usize) -> Self {
        let mut parts = Parts::head(&mut response);
        let (body, failure) = body::read(&mut response, limit).await;
        parts.body = body;
        Self { parts: Box::new(parts), rest: failure.map_or(Rest::Complete, Rest::Lost) }
    }

    /// Takes the head, and leaves the body on the connection. The limit applies if the body is read after all.
    pub(crate) fn unread(mut response: reqwest::Response, limit: usize) -> Self {
        Self { parts: Box::new(Parts::head(&mut response)), rest: Rest::Unread { response: Box::new(response), limit } }
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
            Rest::Unread { response, .. } => ByteStream::new(response.bytes_stream()),
            Rest::Complete | Rest::Lost(_) => ByteStream::of(self.parts.body),
        }
    }

    /// Says which operation is answered.
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.parts.operation = operation;
        self
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

    /// Reads what has not been read, and fails if the body is not all there.
    pub(crate) async fn complete(self) -> Result<Self, (Self, BodyError)> {
        let Self { mut parts, rest } = self;
        let rest = match rest {
            Rest::Unread { mut response, limit } => {
                let (body, failure) = body::read(&mut response, limit).await;
                parts.body = body;
                failure.map_or(Rest::Complete, Rest::Lost)
            }
            rest => rest,
        };
        match rest {
            Rest::Lost(reason) => Err((Self { parts, rest: Rest::Complete }, reason)),
            rest => Ok(Self { parts, rest }),
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
        Self { status, headers, body: Bytes::new(), tolerated: Vec::new(), operation: "" }
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
        if self.body.is_empty() {
            return "no body".to_owned();
        }
        let kind = self.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("unknown type");
        format!("a body of {} bytes of {}", self.body.len(), Shown(kind, shown::NAME))
    }

    /// The beginning of a body that is plain text, as gateways write in place of a documented error.
    pub(crate) fn plain_text(&self) -> Option<String> {
        /// Enough for what a gateway says.
        const MOST: usize = 80;

        let kind = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let beginning = &self.body[..self.body.len().min(4 * MOST + 4)];
        let text = String::from_utf8_lossy(beginning.trim_ascii());
        (kind.starts_with("text/plain") && !text.is_empty()).then(|| Shown(&text, MOST).to_string())
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
