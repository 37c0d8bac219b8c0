//! Who is let in, by control call.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;

use super::answers::{answer, read, refuse};
use crate::auth::{AccessKey, Token};
use crate::server::Played;

const EXAMPLE: &str = r#"{"keys": [{"id": "…", "secret": "…"}], "tokens": [{"value": "…"}]}, or one of the lists"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct More {
    #[serde(default)]
    keys: Vec<AccessKey>,
    #[serde(default)]
    tokens: Vec<Token>,
}

pub(super) async fn show(State(service): State<Arc<Played>>) -> Response {
    answer(&service.keyring.list())
}

pub(super) async fn add(State(service): State<Arc<Played>>, body: Body) -> Response {
    let bytes = match read(body, &service.limits, EXAMPLE).await {
        Ok(bytes) => bytes,
        Err(refusal) => return refusal,
    };
    let more: More = match serde_json::from_slice(&bytes) {
        Ok(more) => more,
        // serde's message may quote a value, which may be a secret.
        Err(err) => {
            let message = format!("line {} column {} is not as it should be: send {EXAMPLE}", err.line(), err.column());
            return refuse(StatusCode::BAD_REQUEST, &message);
        }
    };
    match service.keyring.add_all(more.keys, more.tokens) {
        Ok(()) => show(State(service)).await,
        Err(err) => refuse(StatusCode::BAD_REQUEST, &err.to_string()),
    }
}
