//! How IAM is asked in these tests.

use std::time::{Duration, SystemTime};

use http::request::Parts;
use http::{HeaderMap, Method, Request, StatusCode};
use mock::Content;
use mock::auth::{FIRST_TOKEN, Keyring};
use mock::iam::{Iam, Outcome};
use serde_json::Value;

/// An IAM, its keyring, and a time that stands still.
pub(crate) struct Room {
    pub(crate) keyring: Keyring,
    pub(crate) iam: Iam,
    pub(crate) now: SystemTime,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
    pub(crate) text: String,
    pub(crate) outcome: Outcome,
}

impl Room {
    pub(crate) fn new() -> Self {
        let keyring = Keyring::default();
        // 2024-02-29T10:15:30Z
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_201_730);
        Self { iam: Iam::new(keyring.clone()), keyring, now }
    }

    /// Asks with these headers.
    pub(crate) fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Answered {
        let outcome = self.iam.answer(&parts(method, target, headers), body.as_bytes(), self.now);
        let (json, text) = match outcome.answer.content.clone() {
            Content::Json(json) => (json, String::new()),
            Content::Bytes(_, bytes) => (Value::Null, String::from_utf8_lossy(&bytes).into_owned()),
            Content::Empty => (Value::Null, String::new()),
        };
        Answered { status: outcome.answer.status, headers: outcome.answer.headers.clone(), json, text, outcome }
    }

    /// Asks as the caller of a first try.
    pub(crate) fn ask_known(&self, method: &str, target: &str, body: &Value) -> Answered {
        self.ask(method, target, &[("X-Auth-Token", FIRST_TOKEN)], &body.to_string())
    }

    pub(crate) fn post(&self, target: &str, body: &Value) -> Answered {
        self.ask("POST", target, &[], &body.to_string())
    }

    /// Who a service takes the holder of a token for, so long after now.
    pub(crate) fn caller(&self, token: &str, later: u64) -> Result<mock::auth::Caller, String> {
        let now = self.now + Duration::from_secs(later);
        let request = parts("GET", "/v2/0a1b/tasks", &[("X-Auth-Token", token)]);
        self.keyring.authenticate(&request, b"", now).map_err(|refusal| refusal.reason)
    }
}

impl Answered {
    pub(crate) fn token(&self) -> &str {
        let token = self.headers.get("x-subject-token").expect("a token");
        token.to_str().expect("text")
    }

    pub(crate) fn at(&self, pointer: &str) -> &str {
        self.json.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer}: {:#}", self.json))
    }

    /// The message of an error in keystone's shape, which must fit the status.
    pub(crate) fn error(&self) -> &str {
        assert_eq!(self.json["error"]["code"], self.status.as_u16(), "{:#}", self.json);
        assert_eq!(self.json["error"]["title"], self.status.canonical_reason().expect("a title"));
        self.at("/error/message")
    }
}

pub(crate) fn parts(method: &str, target: &str, headers: &[(&str, &str)]) -> Parts {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let request = Request::builder().method(method).uri(target);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.body(()).expect("a request").into_parts().0
}
