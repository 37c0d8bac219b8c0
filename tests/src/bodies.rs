//! Every body of every operation, and what its generated type makes of JSON.

use huaweicloud_core::json::{Receive, decode};
use huaweicloud_core::{BodyError, InvalidRequest, check::Sent};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A body of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// The service.
    pub service: &'static str,
    /// The stem of the operation.
    pub operation: &'static str,
    /// `request`, or the status that it comes with.
    pub role: &'static str,
    /// Receives it as the client does, and sends it on.
    pub round_trip: fn(&[u8]) -> Result<Value, BodyError>,
    /// Makes its type of it, and checks that; only for what is sent.
    pub check: Option<Check>,
}

/// Holds a body against its documented rules.
pub type Check = fn(&Value) -> Result<(), InvalidRequest>;

fn round_trip<T: Receive + Serialize>(body: &[u8]) -> Result<Value, BodyError> {
    let (value, _): (T, _) = decode(body)?;
    Ok(serde_json::to_value(&value).unwrap_or_else(|err| panic!("what was received cannot be sent: {err}")))
}

fn check<T: DeserializeOwned + Sent>(body: &Value) -> Result<(), InvalidRequest> {
    let body: T = serde_json::from_value(body.clone()).unwrap_or_else(|err| panic!("{err}: {body}"));
    huaweicloud_core::check(&body)
}

macro_rules! list {
    ($($service:tt, $operation:tt, $role:tt, $type:ty;)*) => {
        /// All of them, as the generator lists them.
        pub const BODIES: &[Body] = &[$(Body {
            service: $service,
            operation: $operation,
            role: $role,
            round_trip: round_trip::<$type>,
            check: list!(@check $role $type),
        }),*];
    };
    (@check "request" $type:ty) => { Some(check::<$type>) };
    (@check $role:tt $type:ty) => { None };
}

#[macro_use]
#[path = "generated/bodies.rs"]
mod generated;

bodies!(list);
