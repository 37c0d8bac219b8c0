//! Answers that no vendor documents: they are about the connection or the mock, and no service is asked.

use http::header::ACCEPT_ENCODING;
use http::{HeaderValue, StatusCode};
use serde_json::json;

use crate::api::unstated;
use crate::{Answer, Trouble};

/// A refusal whose code is made of its status: `MOCK.0400`.
pub(super) fn plain(status: StatusCode, reason: &str, id: &str) -> Answer {
    answer(status, &unstated(status), reason, id)
}

/// A body that is sent compressed.
pub(super) fn encoded(reason: &str, id: &str) -> Answer {
    let mut answer = plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, reason, id);
    answer.headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    answer
}

/// A fault that cannot be read.
pub(super) fn unreadable_fault(reason: &str, id: &str) -> Answer {
    answer(StatusCode::BAD_REQUEST, "MOCK.0001", reason, id)
}

/// A status that somebody asked for, and that is not documented.
pub(super) fn asked_for(status: StatusCode, id: &str) -> Answer {
    let reason = format!("The mock was asked to answer with {}.", status.as_u16());
    answer(status, &unstated(status), &reason, id)
}

fn answer(status: StatusCode, code: &str, reason: &str, id: &str) -> Answer {
    Answer::json(status, json!({"error_code": code, "error_msg": reason, "request_id": id}))
}

/// Why it is refused, for the log.
pub(super) fn in_words(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Missing { kind, id } => format!("there is no {kind} `{id}`"),
        Trouble::WrongState { kind, id, status, allowed } => {
            format!("the {kind} `{id}` is {status}, and this is for {}", allowed.join(", "))
        }
        // What stands in the way of a lenient mock: nothing can be made of it.
        Trouble::Invalid { broken, .. } if !broken.is_empty() => {
            let told: Vec<String> =
                broken.iter().map(|broken| format!("{} {}", broken.address, broken.message)).collect();
            told.join("; ")
        }
        Trouble::Unauthenticated { reason }
        | Trouble::NoCredentials { reason }
        | Trouble::Expired { reason }
        | Trouble::OtherProject { reason }
        | Trouble::Forbidden { reason } => reason.clone(),
        other => other.class().replace('_', " "),
    }
}
