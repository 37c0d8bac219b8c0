//! What exists, by control call.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::answers::{Named, Takes, answer, refuse};
use super::shape::{Is, may};
use crate::server::Played;
use crate::world::Unacceptable;

const TAKES: Takes =
    Takes { members: &[may("status", Is::Text)], example: r#"{"status": "…"}, or {} for the first status"# };

#[derive(Deserialize)]
pub(super) struct Wanted {
    status: Option<String>,
}

pub(super) async fn all(State(service): State<Arc<Played>>) -> Response {
    let Some(world) = service.world() else { return none(&service) };
    match world.things(None) {
        Ok(things) => answer(&json!({"kinds": world.kinds(), "things": things})),
        Err(err) => wrong(&err),
    }
}

pub(super) async fn of_kind(State(service): State<Arc<Played>>, Named(kind): Named<String>) -> Response {
    let Some(world) = service.world() else { return none(&service) };
    match world.things(Some(&kind)) {
        Ok(things) => answer(&json!({"things": things})),
        Err(err) => wrong(&err),
    }
}

pub(super) async fn show(State(service): State<Arc<Played>>, Named((kind, id)): Named<(String, String)>) -> Response {
    let Some(world) = service.world() else { return none(&service) };
    match world.get(&kind, &id) {
        Ok(Some(thing)) => answer(&thing),
        Ok(None) => missing(&kind, &id),
        Err(err) => wrong(&err),
    }
}

pub(super) async fn put(
    State(service): State<Arc<Played>>,
    Named((kind, id)): Named<(String, String)>,
    body: Body,
) -> Response {
    let Some(world) = service.world() else { return none(&service) };
    let wanted: Wanted = match TAKES.read(body, &service.limits).await {
        Ok(wanted) => wanted,
        Err(refusal) => return refusal,
    };
    match world.put(&kind, &id, wanted.status.as_deref()) {
        Ok(thing) => answer(&thing),
        Err(err) => wrong(&err),
    }
}

pub(super) async fn remove(State(service): State<Arc<Played>>, Named((kind, id)): Named<(String, String)>) -> Response {
    let Some(world) = service.world() else { return none(&service) };
    match world.remove(&kind, &id) {
        Ok(true) => answer(&json!({"removed": id})),
        Ok(false) => missing(&kind, &id),
        Err(err) => wrong(&err),
    }
}

fn none(service: &Played) -> Response {
    refuse(StatusCode::NOT_FOUND, &format!("{} has no things: ask another service", service.name))
}

fn missing(kind: &str, id: &str) -> Response {
    let (kind, id) = (crate::seen::escaped(kind, 60), crate::seen::escaped(id, 60));
    refuse(StatusCode::NOT_FOUND, &format!("there is no {kind} `{id}`: PUT makes one"))
}

fn wrong(err: &Unacceptable) -> Response {
    let status = match err {
        Unacceptable::UnknownThing { .. } => StatusCode::NOT_FOUND,
        _ => StatusCode::BAD_REQUEST,
    };
    refuse(status, &err.to_string())
}
