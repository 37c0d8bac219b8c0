//! Who calls, and whether that is true: signatures and tokens, checked as the vendor's gateway does.
//!
//! A caller says in `Authorization` what it has signed, and is taken at its word: its scheme and the headers that it lists
//! decide what is made here, and not what a particular client would have signed. What the four schemes have in
//! common and where they differ:
//!
//! | `Authorization` begins with | key | hash | text to be signed |
//! |---|---|---|---|
//! | `SDK-HMAC-SHA256 Access=ID` | the secret | SHA-256 | algorithm, date, hash of the canonical request |
//! | `SDK-HMAC-SM3 Access=ID` | the secret | SM3 | the same |
//! | `V11-HMAC-SHA256 Credential=ID/DAY/REGION/SERVICE` | HKDF of the secret | SHA-256 | the same, with the scope before the hash |
//! | `SDK-HMAC-SHA256 Credential=ID/DAY/REGION/SERVICE/sdk_request` | a chain of HMACs over the scope | SHA-256 | the same as V11 |
//!
//! # How it is kept independent
//!
//! Whoever checks must not share the signer's mistakes. This module was written from field notes on the vendor's own signers,
//! before its author had read a line of how `huaweicloud-core` signs; it has its own structure; and it is held against
//! signatures that the vendor's signers made. `mock` does not depend on `huaweicloud-core`. Common to both are
//! the primitives alone: SHA-256 and SM3, of crates made for them. (HMAC is a crate's here, and HKDF ten lines on top of it.)

mod authorization;
mod canonical;
pub(crate) mod date;
mod entry;
mod explain;
mod keyring;
mod payload;
mod scheme;
mod verify;

use std::borrow::Cow;
use std::time::SystemTime;

use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderValue};

use crate::Trouble;

pub(crate) use self::entry::Fingerprint;
pub use self::entry::{AccessKey, Token};
pub(crate) use self::keyring::FirstKeys;
pub use self::keyring::{KeyListing, Keyring, KeyringError, Listing, TokenListing};
pub(crate) use self::scheme::hex;

/// The id of the access key that every keyring knows for a first try.
pub const FIRST_ACCESS_KEY: &str = "MOCKACCESSKEYEXAMPLE";

/// The secret of [`FIRST_ACCESS_KEY`]. It opens nothing but a mock, so that it may be printed.
pub const FIRST_SECRET: &str = "mock-secret-that-opens-nothing-else";

/// The token that every keyring knows for a first try. It opens nothing but a mock, so that it may be printed.
pub const FIRST_TOKEN: &str = "mock-token";

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// For the log: `key AKEXAMPLE by SDK-HMAC-SHA256`, `token 1f0c93d2a4b7`. Never a secret.
    pub name: String,
    /// The one project that whoever calls may work in; `None` may work in all.
    pub project: Option<String>,
    /// The domain, which is the account, of whoever calls.
    pub domain: Option<String>,
    /// The service that the signature names, if it names one: whether it is this one is for whoever plays it to say.
    pub service: Option<String>,
}

impl Caller {
    /// Lets the caller into a project: that of the path.
    ///
    /// # Errors
    ///
    /// The caller's key or token is good for another one.
    pub fn enter(&self, project: &str) -> Result<(), Refusal> {
        match &self.project {
            Some(own) if own != project => Err(Refusal {
                kind: RefusalKind::OtherProject,
                reason: "the project of the path is not the one that the key or token is good for".to_owned(),
                explanation: vec![format!("{} is good for the project `{own}`", self.name)],
            }),
            _ => Ok(()),
        }
    }
}

/// Why nobody is let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of refusal it is, as services tell them apart.
    pub kind: RefusalKind,
    /// What does not hold, in words that may travel.
    pub reason: String,
    /// For the log, line by line: what would have held. For a signature: the canonical request and the text to be signed, as
    /// they are made here. Never a secret, and never the signature that would have been right.
    pub explanation: Vec<String>,
}

/// The kinds of refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// There is neither a signature nor a token.
    Absent,
    /// There is one, and it does not hold.
    Wrong,
    /// It did hold, until its time was over.
    Expired,
    /// It holds, and is good for another project.
    OtherProject,
}

impl Refusal {
    /// A refusal of somebody unknown.
    fn unknown(reason: impl Into<String>) -> Self {
        Self::new(RefusalKind::Wrong, reason)
    }

    fn new(kind: RefusalKind, reason: impl Into<String>) -> Self {
        Self { kind, reason: reason.into(), explanation: Vec::new() }
    }

    fn explained(mut self, explanation: Vec<String>) -> Self {
        self.explanation = explanation;
        self
    }
}

impl From<&Refusal> for Trouble {
    fn from(refusal: &Refusal) -> Self {
        let reason = refusal.reason.clone();
        match refusal.kind {
            RefusalKind::Absent => Self::NoCredentials { reason },
            RefusalKind::Wrong => Self::Unauthenticated { reason },
            RefusalKind::Expired => Self::Expired { reason },
            RefusalKind::OtherProject => Self::OtherProject { reason },
        }
    }
}

/// What of a request is secret by what a spec says of it, and not only because it is called so. No explanation shows it.
pub(crate) trait Secrets {
    /// A path, with `[secret]` in place of its secrets.
    fn hide<'p>(&self, path: &'p str) -> Cow<'p, str>;
    /// Whether a header or a query parameter of this name is one.
    fn has(&self, name: &str) -> bool;
}

/// Where no spec says anything, nothing is.
impl Secrets for () {
    fn hide<'p>(&self, path: &'p str) -> Cow<'p, str> {
        Cow::Borrowed(path)
    }

    fn has(&self, _: &str) -> bool {
        false
    }
}

impl Keyring {
    /// Who sent this. A signature counts if there is one, or else a token.
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use mock::auth::{FIRST_TOKEN, Keyring};
    ///
    /// let request = http::Request::get("/v2/0a1b/tasks").header("X-Auth-Token", FIRST_TOKEN);
    /// let (request, ()) = request.body(())?.into_parts();
    /// let keyring = Keyring::default();
    /// let caller = keyring.authenticate(&request, b"", SystemTime::now()).expect("the token of a first try");
    /// assert!(caller.name.starts_with("token "));
    /// # Ok::<(), http::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Neither is there, or it does not hold.
    pub fn authenticate(&self, request: &Parts, body: &[u8], now: SystemTime) -> Result<Caller, Refusal> {
        self.authenticate_hiding(&(), request, body, now)
    }

    /// The same for an operation whose spec says what is secret.
    pub(crate) fn authenticate_hiding(
        &self,
        secrets: &impl Secrets,
        request: &Parts,
        body: &[u8],
        now: SystemTime,
    ) -> Result<Caller, Refusal> {
        if let Some(authorization) = only(&request.headers, AUTHORIZATION.as_str())? {
            return verify::signature(self, secrets, request, body, authorization, now);
        }
        match only(&request.headers, "x-auth-token")? {
            Some(token) => self.caller_of_token(token.as_bytes(), now),
            None => Err(Refusal::new(
                RefusalKind::Absent,
                "neither Authorization nor X-Auth-Token is there: sign the request, or send a token",
            )),
        }
    }

    /// Who has this token.
    ///
    /// # Errors
    ///
    /// Nobody has, or it has expired.
    pub(crate) fn caller_of_token(&self, value: &[u8], now: SystemTime) -> Result<Caller, Refusal> {
        if value.trim_ascii().is_empty() {
            return Err(Refusal::new(RefusalKind::Absent, "the token is empty"));
        }
        let Some(token) = self.token(value) else {
            return Err(Refusal::unknown("the token is not known here"));
        };
        match token.expires_at() {
            Some(end) if end <= now => {
                Err(Refusal::new(RefusalKind::Expired, format!("the token expired at {}", date::rfc3339(end))))
            }
            _ => Ok(Caller {
                name: format!("token {}", token.id()),
                project: token.project().map(str::to_owned),
                domain: token.domain().map(str::to_owned),
                service: None,
            }),
        }
    }
}

/// The value of a header that may be there once.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a HeaderValue>, Refusal> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        (_, Some(_)) => Err(Refusal::unknown(format!("the header `{}` is there more than once", shown(name)))),
    }
}

/// A name that a caller sent, as it may stand in a reason.
fn shown(name: &str) -> String {
    crate::seen::escaped(name, 60)
}
