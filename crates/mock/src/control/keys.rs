//! Who is let in, by control call.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::answers::{Named, Takes, answer, refuse};
use super::shape::{Is, Member, may, must};
use crate::auth::{AccessKey, Token};
use crate::server::Played;

const KEY: &[Member] = &[
    must("id", Is::KeyId),
    must("secret", Is::Text),
    may("security_token", Is::Header),
    may("project_id", Is::Text),
    may("domain_id", Is::Text),
    may("expires_at", Is::Time),
];
const TOKEN: &[Member] =
    &[must("value", Is::Header), may("project_id", Is::Text), may("domain_id", Is::Text), may("expires_at", Is::Time)];
const TAKES: Takes = Takes {
    members: &[may("keys", Is::List(KEY)), may("tokens", Is::List(TOKEN))],
    example: r#"{"keys": [{"id": "…", "secret": "…"}], "tokens": [{"value": "…"}]}, or one of the lists"#,
};

#[derive(Deserialize)]
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
    let more: More = match TAKES.read(body, &service.limits).await {
        Ok(more) => more,
        Err(refusal) => return refusal,
    };
    match service.keyring.add_all(more.keys, more.tokens) {
        Ok(replaced) => {
            let all = service.keyring.list();
            answer(&json!({"replaced": replaced, "keys": all.keys, "tokens": all.tokens}))
        }
        Err(err) => refuse(StatusCode::BAD_REQUEST, &err.to_string()),
    }
}

pub(super) async fn remove(State(service): State<Arc<Played>>, Named(id): Named<String>) -> Response {
    match service.keyring.remove_key(&id) || service.keyring.remove_token(&id) {
        true => answer(&json!({ "removed": id })),
        // It may be the secret that is not to be shown, in place of the id.
        false => refuse(StatusCode::NOT_FOUND, "there is no such key or token: GET /_mock/keys has the ids of all"),
    }
}
