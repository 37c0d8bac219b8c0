//! Time, by control call.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::answers::{Takes, answer};
use super::shape::{Is, may};
use crate::server::Played;
use spec::duration;

const TAKES: Takes = Takes {
    members: &[may("advance", Is::Text), may("hold", Is::Flag), may("skew", Is::Text)],
    example: r#"{"advance": "30s", "hold": true, "skew": "-20m"}, or any of them"#,
};

#[derive(Deserialize)]
pub(super) struct Change {
    /// How much time passes for things, at once.
    advance: Option<String>,
    /// Whether their time stands still.
    hold: Option<bool>,
    /// How far the calendar is ahead; behind, with `-` before it.
    skew: Option<String>,
}

pub(super) async fn show(State(service): State<Arc<Played>>) -> Response {
    let clock = &service.clock;
    answer(&json!({
        "elapsed_ms": millis(clock.elapsed()),
        "held": clock.is_held(),
        "now": clock.now().duration_since(UNIX_EPOCH).map(millis).unwrap_or_default() / 1_000,
    }))
}

pub(super) async fn set(State(service): State<Arc<Played>>, body: Body) -> Response {
    let change: Change = match TAKES.read(body, &service.limits).await {
        Ok(change) => change,
        Err(refusal) => return refusal,
    };
    // All of it is read before any of it is done.
    let advance = match change.advance.as_deref().map(duration::parse) {
        Some(None) => return wrong("advance"),
        Some(by) => by,
        None => None,
    };
    let skew = match change.skew.as_deref().map(signed) {
        Some(None) => return wrong("skew"),
        Some(skew) => skew,
        None => None,
    };
    if let Some((ahead, behind)) = skew {
        service.clock.skew(ahead, behind);
    }
    if let Some(is_held) = change.hold {
        service.clock.hold(is_held);
    }
    if let Some(by) = advance {
        service.clock.advance(by);
    }
    show(State(service)).await
}

/// A time ahead, and one behind.
fn signed(text: &str) -> Option<(Duration, Duration)> {
    match text.strip_prefix('-') {
        Some(behind) => Some((Duration::ZERO, duration::parse(behind)?)),
        None => Some((duration::parse(text.strip_prefix('+').unwrap_or(text))?, Duration::ZERO)),
    }
}

fn wrong(name: &str) -> Response {
    TAKES.wrong(&format!("{name} is no time: a number and `ms`, `s`, `m` or `h`, as in `30s`"))
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
