//! What is answered.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

/// An answer, before anything is done to it on purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The documented headers. Those that every answer has are added where it is sent.
    pub headers: HeaderMap,
    /// The body.
    pub content: Content,
}

impl Answer {
    /// JSON, and no headers of its own.
    pub(crate) fn json(status: StatusCode, value: Value) -> Self {
        Self { status, headers: HeaderMap::new(), content: Content::Json(value) }
    }
}

/// A body.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// None at all, and no Content-Type.
    Empty,
    /// JSON.
    Json(Value),
    /// Bytes of a media type.
    Bytes(String, Bytes),
}
