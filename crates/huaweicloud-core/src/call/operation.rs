//! What generated code tells of an operation.

use crate::Cloud;

/// The operation that a request belongs to.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The operation's id in `snake_case`, which is also the name of the client's method.
    pub operation_id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The documented route: `/v3/{project_id}/jobs`.
    pub path: &'static str,
    /// Whether to carry it out twice does what carrying it out once does: it only reads, or its page says so.
    pub is_idempotent: bool,
    /// The clouds that have it; `None` if all have it that offer the service.
    pub clouds: Option<&'static [Cloud]>,
    /// The media type of the body that it sends.
    pub sends: Option<&'static str>,
    /// Whether a success answers with bytes that are handed on as they arrive, instead of with JSON.
    pub answers_bytes: bool,
}

impl OperationInfo {
    /// An operation. One whose method only reads is idempotent, others are not unless it is said of them.
    #[must_use]
    pub const fn new(operation_id: &'static str, method: &'static str, path: &'static str) -> Self {
        let is_idempotent = matches!(method.as_bytes(), b"GET" | b"HEAD" | b"OPTIONS");
        Self { operation_id, method, path, is_idempotent, clouds: None, sends: None, answers_bytes: false }
    }

    /// The same, documented to be idempotent.
    #[must_use]
    pub const fn idempotent(self) -> Self {
        Self { is_idempotent: true, ..self }
    }

    /// The same, which only these clouds have.
    #[must_use]
    pub const fn only_in(self, clouds: &'static [Cloud]) -> Self {
        Self { clouds: Some(clouds), ..self }
    }

    /// The same, which sends a body of this media type.
    #[must_use]
    pub const fn sending(self, media_type: &'static str) -> Self {
        Self { sends: Some(media_type), ..self }
    }

    /// The same, which answers with bytes.
    #[must_use]
    pub const fn answering_bytes(self) -> Self {
        Self { answers_bytes: true, ..self }
    }
}
