//! Those whom no request comes of: what they send is no HTTP, or comes too late, or there are too many of them.
//!
//! hyper answers a head that it cannot read by a status and nothing else, or not at all. [`Wire`](super::wire::Wire) keeps
//! that back, and what is said here takes its place: why, with an id, in the log and in the counts.

use std::time::Instant;

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

use super::service::Played;
use super::verdict::Verdict;
use super::{Limits, refusal};
use crate::Answer;

/// The first byte of a TLS connection.
const TLS: u8 = 0x16;

/// Why a connection ended without a request, if whoever sent it should be told. `unread` is what came and was not
/// understood.
pub(super) fn reason(err: &hyper::Error, unread: &[u8], limits: &Limits) -> Option<(StatusCode, String)> {
    let bad = |reason: &str| Some((StatusCode::BAD_REQUEST, reason.to_owned()));
    if err.is_parse_too_large() {
        let reason = format!("the head is too large: at most {} bytes and {} headers", limits.head, limits.headers);
        return Some((StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, reason));
    }
    match unread.first() {
        Some(&TLS) if err.is_parse() => bad("this is TLS, and plain HTTP is spoken here: call http://, not https://"),
        _ if err.is_parse_version_h2() => bad("this is HTTP/2, and HTTP/1.1 is spoken here"),
        _ if err.is_parse() => bad(&format!("this is no HTTP/1.1: {err}")),
        // Whoever has sent nothing asks nothing.
        None => None,
        _ if err.is_timeout() => Some((StatusCode::REQUEST_TIMEOUT, "the head did not arrive in time".to_owned())),
        _ if err.is_incomplete_message() => bad("the head breaks off"),
        _ => None,
    }
}

impl Played {
    /// The whole answer to something that is no request.
    pub(super) fn no_request(&self, status: StatusCode, reason: &str) -> Bytes {
        self.unheard(|id| refusal::plain(status, reason, id), reason)
    }

    /// The whole answer to one connection too many.
    pub(super) fn no_room(&self) -> Bytes {
        let reason = "all connections are busy: try again shortly";
        let answer = |id: &str| {
            let mut answer = refusal::plain(StatusCode::SERVICE_UNAVAILABLE, reason, id);
            answer.headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
            answer
        };
        self.unheard(answer, reason)
    }

    fn unheard(&self, answer: impl FnOnce(&str) -> Answer, reason: &str) -> Bytes {
        let id = self.request_id();
        let verdict = Verdict { is_last: true, ..Verdict::refused(None, answer(&id), reason) };
        self.conclude(verdict, ("", ""), id, Instant::now()).0.bytes()
    }
}
