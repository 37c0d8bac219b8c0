//! Answers that no vendor documents: they are about the connection or the mock, and no service is asked.

use http::{HeaderMap, StatusCode};
use serde_json::json;

use crate::api::unstated;
use crate::{Answer, Content, Trouble};

/// A body that is longer than is read.
pub(super) fn too_large(reason: &str, id: &str) -> Answer {
    answer(StatusCode::PAYLOAD_TOO_LARGE, "MOCK.0413", reason, id)
}

/// A body that did not arrive in time.
pub(super) fn too_slow(reason: &str, id: &str) -> Answer {
    answer(StatusCode::REQUEST_TIMEOUT, "MOCK.0408", reason, id)
}

/// A body that is no HTTP.
pub(super) fn malformed(reason: &str, id: &str) -> Answer {
    answer(StatusCode::BAD_REQUEST, "MOCK.0400", reason, id)
}

/// A fault that cannot be read.
pub(super) fn unreadable_fault(reason: &str, id: &str) -> Answer {
    answer(StatusCode::BAD_REQUEST, "MOCK.0001", reason, id)
}

/// A request at which the mock itself failed.
pub(super) fn failed(reason: &str, id: &str) -> Answer {
    answer(StatusCode::INTERNAL_SERVER_ERROR, "MOCK.0500", reason, id)
}

/// A status that somebody asked for, and that is not documented.
pub(super) fn asked_for(status: StatusCode, id: &str) -> Answer {
    let reason = format!("The mock was asked to answer with {}.", status.as_u16());
    answer(status, &unstated(status), &reason, id)
}

fn answer(status: StatusCode, code: &str, reason: &str, id: &str) -> Answer {
    let content = Content::Json(json!({"error_code": code, "error_msg": reason, "request_id": id}));
    Answer { status, headers: HeaderMap::new(), content }
}

/// Why it is refused, for the log.
pub(super) fn in_words(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Missing { kind, id } => format!("there is no {kind} `{id}`"),
        Trouble::WrongState { kind, id, status, allowed } => {
            format!("the {kind} `{id}` is {status}, and this is for {}", allowed.join(", "))
        }
        Trouble::Unauthenticated { reason } | Trouble::Forbidden { reason } => reason.clone(),
        other => other.class().replace('_', " "),
    }
}
