//! Misbehaviour, by control call.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::answers::{Takes, answer, refuse};
use super::shape::{Is, may, must};
use crate::faults::{Fault, Plan};
use crate::server::Played;

const TAKES: Takes = Takes {
    members: &[must("fault", Is::Text), may("times", Is::Count), may("operation", Is::Text)],
    example: r#"{"fault": "status=503; retry-after=2", "times": 3, "operation": null}"#,
};

#[derive(Deserialize)]
pub(super) struct Wanted {
    fault: String,
    times: Option<u32>,
    operation: Option<String>,
}

pub(super) async fn show(State(service): State<Arc<Played>>) -> Response {
    answer(&json!({"waiting": service.faults.waiting_plans()}))
}

pub(super) async fn clear(State(service): State<Arc<Played>>) -> Response {
    service.faults.clear();
    show(State(service)).await
}

pub(super) async fn plan(State(service): State<Arc<Played>>, body: Body) -> Response {
    let wanted: Wanted = match TAKES.read(body, &service.limits).await {
        Ok(wanted) => wanted,
        Err(refusal) => return refusal,
    };
    let wrong = |message: &str| refuse(StatusCode::BAD_REQUEST, message);
    let fault: Fault = match wanted.fault.parse() {
        Ok(fault) => fault,
        Err(err) => return wrong(&err.to_string()),
    };
    let operations = service.operations();
    if let Some(name) = wanted.operation.as_deref().filter(|name| !operations.contains(name)) {
        let name = crate::seen::escaped(name, 60);
        return wrong(&format!("there is no operation `{name}` here. There are: {}", operations.join(", ")));
    }
    let plan = Plan { fault, times: wanted.times.unwrap_or(1), operation: wanted.operation };
    match service.faults.plan(plan) {
        Ok(()) => show(State(service)).await,
        Err(err) => wrong(&err.to_string()),
    }
}
