//! What control calls answer, and how they read what is sent.

use axum::body::Body;
use axum::extract::{FromRequestParts, Path};
use axum::response::Response;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::shape::{Member, misfit};
use crate::api::JSON;
use crate::server::{Limits, Unread, read_body};

/// An answer for people who type control calls: JSON over several lines.
pub(super) fn answer(value: &impl Serialize) -> Response {
    with(StatusCode::OK, value)
}

/// A refusal that says what to send.
pub(super) fn refuse(status: StatusCode, message: &str) -> Response {
    with(status, &json!({"error_code": "MOCK.0001", "error_msg": message}))
}

fn with(status: StatusCode, value: &impl Serialize) -> Response {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    response
}

/// What a path names.
pub(super) struct Named<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(named)) => Ok(Self(named)),
            Err(_) => {
                Err(refuse(StatusCode::BAD_REQUEST, "the path names what is no text: write UTF-8, percent-encoded"))
            }
        }
    }
}

/// The longest body of a control call, in bytes. It is not that of the services: whoever has them refuse every body can
/// still steer.
pub(super) const LONGEST: usize = 4 << 20;

/// What a control call takes.
pub(super) struct Takes {
    pub(super) members: &'static [Member],
    /// What to send.
    pub(super) example: &'static str,
}

impl Takes {
    /// Reads a body. An empty one is `{}`.
    pub(super) async fn read<T: DeserializeOwned>(&self, body: Body, limits: &Limits) -> Result<T, Response> {
        let limits = Limits { body: LONGEST, ..limits.clone() };
        let bytes = read_body(body, &limits).await.map_err(|unread| match unread {
            Unread::TooLarge => {
                self.refuse(StatusCode::PAYLOAD_TOO_LARGE, &format!("the body is longer than {LONGEST} bytes"))
            }
            Unread::TooSlow => self.refuse(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time"),
            Unread::Broken => self.wrong("the body breaks off, or its chunks are malformed"),
        })?;
        let bytes: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let value: Value = serde_json::from_slice(bytes).map_err(|err| {
            self.wrong(&format!("the body is no JSON at line {} column {}", err.line(), err.column()))
        })?;
        if let Some(misfit) = misfit(&value, self.members, "") {
            return Err(self.wrong(&misfit));
        }
        // The form is right, so that this only fails where it and the type differ. What serde says may quote a secret.
        serde_json::from_value(value).map_err(|_| self.wrong("the body is not as it should be"))
    }

    /// A refusal of what was sent, which says what to send.
    pub(super) fn wrong(&self, message: &str) -> Response {
        self.refuse(StatusCode::BAD_REQUEST, message)
    }

    fn refuse(&self, status: StatusCode, message: &str) -> Response {
        refuse(status, &format!("{message}: send {}", self.example))
    }
}
