//! A request to IAM, and how its parts are read.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::request::Parts;
use serde_json::Value;

use crate::api::url;
use crate::auth::Refusal;

/// A request.
pub(super) struct Asked<'a> {
    pub(super) request: &'a Parts,
    pub(super) body: &'a [u8],
    pub(super) now: SystemTime,
}

/// Why nothing is given.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: StatusCode,
    pub(super) message: String,
    /// Why whoever asks is not let in, if that is it.
    pub(super) refusal: Option<Refusal>,
}

impl Refused {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), refusal: None }
    }

    /// The request cannot be understood.
    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// Who asks is not who they say they are.
    pub(super) fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, message)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { refusal: Some(refusal.clone()), ..Self::unauthorized(refusal.reason) }
    }
}

impl Asked<'_> {
    /// The body, which must be JSON.
    pub(super) fn json(&self) -> Result<Body, Refused> {
        // What the parser says may repeat what it read, which may be a password.
        serde_json::from_slice(self.body).map(Body).map_err(|_| Refused::bad("the body is no JSON"))
    }

    /// The value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.request.headers.get(name)?.to_str().ok().map(str::trim).filter(|value| !value.is_empty())
    }

    /// The value of a query parameter, decoded.
    pub(super) fn query(&self, name: &str) -> Result<Option<Cow<'_, str>>, Refused> {
        let mut pairs = url::pairs(self.request.uri.query().unwrap_or_default());
        let Some((_, value)) = pairs.find(|(known, _)| *known == name) else { return Ok(None) };
        url::decode_form(value).map(Some).map_err(|problem| Refused::bad(format!("{name} in the query {problem}")))
    }
}

/// A JSON body, read by JSON pointers.
pub(super) struct Body(Value);

impl Body {
    /// A text that is not empty.
    pub(super) fn text(&self, pointer: &str) -> Option<&str> {
        self.0.pointer(pointer)?.as_str().filter(|text| !text.is_empty())
    }

    /// A text that must be there.
    pub(super) fn needed(&self, pointer: &str) -> Result<&str, Refused> {
        self.text(pointer).ok_or_else(|| Refused::bad(format!("{} is missing or is no text", name(pointer))))
    }

    /// Whether there is anything but `null`.
    pub(super) fn has(&self, pointer: &str) -> bool {
        self.0.pointer(pointer).is_some_and(|value| !value.is_null())
    }

    /// The one method by which somebody identifies themselves.
    pub(super) fn method(&self) -> Result<&str, Refused> {
        let methods = self.0.pointer("/auth/identity/methods").and_then(Value::as_array).map(Vec::as_slice);
        match methods {
            Some([Value::String(method)]) => Ok(method),
            _ => Err(Refused::bad("auth.identity.methods is no list of one method")),
        }
    }

    /// How long something is asked to be good for, in seconds: `usual` unless said, and 15 minutes to `most`.
    pub(super) fn duration(&self, pointer: &str, usual: u64, most: u64) -> Result<Duration, Refused> {
        let seconds = match self.0.pointer(pointer) {
            None | Some(Value::Null) => Some(usual),
            Some(value) => value.as_u64().filter(|seconds| (900..=most).contains(seconds)),
        };
        let wanted = || Refused::bad(format!("{} is no number of 900 to {most} seconds", name(pointer)));
        seconds.map(Duration::from_secs).ok_or_else(wanted)
    }
}

/// A JSON pointer as people write it: `auth.identity.methods`.
fn name(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', ".")
}
