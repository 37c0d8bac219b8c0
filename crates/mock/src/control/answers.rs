//! What control calls answer, and how they read what is sent.

use axum::body::Body;
use axum::extract::{FromRequestParts, Path};
use axum::response::Response;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::server::{Limits, read_body};

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
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
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

/// Reads a body. `example` is what to send.
pub(super) async fn read(body: Body, limits: &Limits, example: &str) -> Result<Bytes, Response> {
    read_body(body, limits).await.map_err(|_| {
        let most = limits.body;
        refuse(
            StatusCode::BAD_REQUEST,
            &format!("the body is longer than {most} bytes or did not arrive: send {example}"),
        )
    })
}

/// Reads JSON. An empty body is `{}`.
pub(super) async fn parse<T: DeserializeOwned>(body: Body, limits: &Limits, example: &str) -> Result<T, Response> {
    let bytes = read(body, limits, example).await?;
    let bytes: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
    serde_json::from_slice(bytes).map_err(|err| {
        let message = crate::seen::escaped(&format!("{err}: send {example}"), 500);
        refuse(StatusCode::BAD_REQUEST, &message)
    })
}
