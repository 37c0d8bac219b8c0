//! What tests tell the mock, below `/_mock/` on every port.
//!
//! It is not recorded among the requests, needs no authentication, and is for callers on the same machine alone, whatever
//! address the services listen on, unless [others](Control::Anyone) may; and never for the pages that a browser shows.

mod answers;
mod clock;
mod faults;
mod guard;
mod keys;
mod shape;
mod things;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware;
use axum::response::Response;
use axum::routing::{any, delete, get, post};
use http::header::ALLOW;
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::faults::WORDS;
use crate::seen;
use crate::server::Played;
use answers::{LONGEST, answer, refuse};
use guard::{Guard, guard};

pub use guard::Control;

/// Every call, and what it is for: the answer of `GET /_mock`, and the help of the command line.
pub(crate) const CALLS: [(&str, &str); 17] = [
    ("GET /_mock", "this"),
    ("GET /_mock/clock", "the time of things and the calendar"),
    (
        "POST /_mock/clock {\"advance\": \"30s\", \"hold\": true, \"skew\": \"-20m\"}",
        "lets time pass for things; holds their time or lets it run; sets the calendar wrong. Any of them; the clock is that of all services",
    ),
    ("GET /_mock/things", "everything that exists here, by kind"),
    ("GET /_mock/things/{kind}", "everything of a kind"),
    ("GET /_mock/things/{kind}/{id}", "one of them"),
    ("PUT /_mock/things/{kind}/{id} {\"status\": \"…\"}", "makes it exist in this status; {} takes the first one"),
    ("DELETE /_mock/things/{kind}/{id}", "makes it exist no longer"),
    ("GET /_mock/faults", "the faults that wait"),
    (
        "POST /_mock/faults {\"fault\": \"status=503; retry-after=2\", \"times\": 3, \"operation\": \"…\"}",
        "what goes wrong with the next accepted requests; `times` is 1 and `operation` any if they are left out",
    ),
    ("DELETE /_mock/faults", "forgets them"),
    ("GET /_mock/seen", "counts of all requests, and the last thousand"),
    ("DELETE /_mock/seen", "forgets the last thousand"),
    ("GET /_mock/keys", "who is let in, without any secret"),
    (
        "PUT /_mock/keys {\"keys\": [{\"id\": \"…\", \"secret\": \"…\"}], \"tokens\": [{\"value\": \"…\"}]}",
        "lets more in, and says whom of them it has `replaced`; both may have project_id, domain_id and expires_at (like 2026-11-22T06:00:00Z), keys a security_token",
    ),
    ("DELETE /_mock/keys/{id}", "lets this key, or the token of this id, in no longer"),
    (
        "POST /_mock/reset",
        "this service's things as they were at first, no faults, nothing seen; for all services, the keys as they were at first and what IAM issued; the clock, which is that of all services, stays as it is",
    ),
];

/// The control calls of a service that listens on this address.
pub(crate) fn router(service: &Arc<Played>, address: SocketAddr, control: Control) -> Router<Arc<Played>> {
    Router::new()
        .route("/_mock", get(describe))
        .route("/_mock/clock", get(clock::show).post(clock::set))
        .route("/_mock/things", get(things::all))
        .route("/_mock/things/{kind}", get(things::of_kind))
        .route("/_mock/things/{kind}/{id}", get(things::show).put(things::put).delete(things::remove))
        .route("/_mock/faults", get(faults::show).post(faults::plan).delete(faults::clear))
        .route("/_mock/seen", get(show_seen).delete(forget))
        .route("/_mock/keys", get(keys::show).put(keys::add))
        .route("/_mock/keys/{id}", delete(keys::remove))
        .route("/_mock/reset", post(reset))
        .route("/_mock/", any(unknown))
        .route("/_mock/{*rest}", any(unknown))
        .method_not_allowed_fallback(unknown)
        .route_layer(middleware::from_fn_with_state(Guard::new(service, address, control), guard))
}

async fn describe(State(service): State<Arc<Played>>) -> Response {
    let pairs = |pairs: &[(&str, &str)]| -> Value {
        pairs.iter().map(|(what, why)| ((*what).to_owned(), Value::from(*why))).collect()
    };
    let limits = &service.limits;
    answer(&json!({
        "service": service.name,
        "title": service.title,
        "operations": service.operations(),
        "lenient": service.is_lenient,
        "limits": {"connections": limits.connections, "body_bytes": limits.body, "head_bytes": limits.head, "control_body_bytes": LONGEST},
        "calls": pairs(&CALLS),
        "faults": pairs(&WORDS),
        "fault_of_one_request": "send one as the header X-Mock-Fault: status=429; retry-after=2",
    }))
}

async fn show_seen(State(service): State<Arc<Played>>) -> Response {
    answer(&json!({"summary": service.seen.summary(), "last": service.seen.last()}))
}

async fn forget(State(service): State<Arc<Played>>) -> Response {
    service.seen.clear();
    answer(&json!({"last": []}))
}

async fn reset(State(service): State<Arc<Played>>) -> Response {
    service.reset();
    answer(&json!({"reset": service.name}))
}

/// A path that there is not, or a method that it does not take.
async fn unknown(request: Request) -> Response {
    let path = request.uri().path();
    let (method, asked) = (seen::escaped(request.method().as_str(), 20), seen::escaped(path, 100));
    let list = |calls: Vec<&str>| calls.join("; ");
    let of_path: Vec<&str> = calls().filter(|call| is_of(call, path)).collect();
    if of_path.is_empty() {
        let all = list(calls().collect());
        return refuse(StatusCode::NOT_FOUND, &format!("there is no control call {method} {asked}. There are: {all}"));
    }
    let allowed: Vec<&str> = of_path.iter().filter_map(|call| call.split(' ').next()).collect();
    let allowed = allowed.join(", ");
    let told = format!("{asked} has another method than {method}. There are: {}", list(of_path));
    let mut response = refuse(StatusCode::METHOD_NOT_ALLOWED, &told);
    response.headers_mut().extend(HeaderValue::try_from(allowed).ok().map(|allowed| (ALLOW, allowed)));
    response
}

fn calls() -> impl Iterator<Item = &'static str> {
    CALLS.iter().map(|(call, _)| *call)
}

/// Whether a call is one of this path, whatever its method.
fn is_of(call: &str, path: &str) -> bool {
    let template = call.split(' ').nth(1).unwrap_or_default();
    let is_alike = |(part, given): (&str, &str)| part == given || part.starts_with('{') && !given.is_empty();
    template.split('/').count() == path.split('/').count() && template.split('/').zip(path.split('/')).all(is_alike)
}
