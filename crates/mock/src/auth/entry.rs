//! What a keyring holds.

use std::fmt;
use std::time::SystemTime;

use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};

use super::{date, hex};

/// An access key: an id that travels, and a secret that does not.
///
/// Read from JSON, it has `id`, `secret`, and perhaps `security_token`, `project_id`, `domain_id`, and `expires_at` in the form
/// `2026-11-22T06:00:00Z`.
///
/// ```
/// use mock::auth::{AccessKey, Keyring};
///
/// let key = AccessKey::new("AKEXAMPLE", "secret").with_project("0a1b2c");
/// Keyring::default().add_key(key)?;
/// # Ok::<(), mock::auth::KeyringError>(())
/// ```
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessKey {
    id: String,
    secret: String,
    #[serde(default)]
    security_token: Option<Fingerprint>,
    #[serde(default, rename = "project_id")]
    project: Option<String>,
    #[serde(default, rename = "domain_id")]
    domain: Option<String>,
    #[serde(default, deserialize_with = "time")]
    expires_at: Option<SystemTime>,
}

/// A token, of which only its hash is kept.
///
/// Read from JSON, it has `value`, and perhaps `project_id`, `domain_id`, and `expires_at` in the form `2026-11-22T06:00:00Z`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    value: Fingerprint,
    #[serde(default, rename = "project_id")]
    project: Option<String>,
    #[serde(default, rename = "domain_id")]
    domain: Option<String>,
    #[serde(default, deserialize_with = "time")]
    expires_at: Option<SystemTime>,
}

impl AccessKey {
    /// A key that is good for everything, for ever.
    #[must_use]
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        let (id, secret) = (id.into(), secret.into());
        Self { id, secret, security_token: None, project: None, domain: None, expires_at: None }
    }

    /// Makes it a temporary key, whose callers have to send this as `X-Security-Token`.
    #[must_use]
    pub fn with_security_token(mut self, token: &str) -> Self {
        self.security_token = Some(Fingerprint::of_header(token.as_bytes()));
        self
    }

    /// Makes it good for one project.
    #[must_use]
    pub fn with_project(mut self, id: impl Into<String>) -> Self {
        self.project = Some(id.into());
        self
    }

    /// Says which domain, which is the account, it belongs to.
    #[must_use]
    pub fn with_domain(mut self, id: impl Into<String>) -> Self {
        self.domain = Some(id.into());
        self
    }

    /// Makes it expire.
    #[must_use]
    pub fn with_expiry(mut self, at: SystemTime) -> Self {
        self.expires_at = Some(at);
        self
    }

    /// Whether a text can stand as an id in every form of `Authorization`, which have commas and slashes around it. Spaces
    /// within it are sent by the vendor's own signers.
    pub(crate) fn is_id(text: &str) -> bool {
        !text.is_empty() && text.trim() == text && !text.contains(|c: char| c.is_control() || matches!(c, ',' | '/'))
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it expires.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// The project it is good for, by its id.
    #[must_use]
    pub fn project(&self) -> Option<&str> {
        self.project.as_deref()
    }

    /// The domain it belongs to, by its id.
    #[must_use]
    pub fn domain(&self) -> Option<&str> {
        self.domain.as_deref()
    }

    pub(super) fn secret(&self) -> &str {
        &self.secret
    }

    pub(super) fn security_token(&self) -> Option<&Fingerprint> {
        self.security_token.as_ref()
    }
}

impl Token {
    /// A token that is good for everything, for ever.
    #[must_use]
    pub fn new(value: &str) -> Self {
        Self { value: Fingerprint::of_header(value.as_bytes()), project: None, domain: None, expires_at: None }
    }

    /// Makes it good for one project.
    #[must_use]
    pub fn with_project(mut self, id: impl Into<String>) -> Self {
        self.project = Some(id.into());
        self
    }

    /// Says which domain, which is the account, it belongs to.
    #[must_use]
    pub fn with_domain(mut self, id: impl Into<String>) -> Self {
        self.domain = Some(id.into());
        self
    }

    /// Makes it expire.
    #[must_use]
    pub fn with_expiry(mut self, at: SystemTime) -> Self {
        self.expires_at = Some(at);
        self
    }

    /// Whether a text can stand in a header: visible ASCII, with spaces within it, and not empty.
    pub(crate) fn is_value(text: &str) -> bool {
        !text.trim_ascii().is_empty() && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
    }

    /// What it is called in logs and listings, where its value must not be: the beginning of its hash.
    #[must_use]
    pub fn id(&self) -> String {
        let Fingerprint([a, b, c, d, e, f, ..]) = self.value;
        hex(&[a, b, c, d, e, f])
    }

    /// When it expires.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// The project it is good for, by its id.
    #[must_use]
    pub fn project(&self) -> Option<&str> {
        self.project.as_deref()
    }

    /// The domain it belongs to, by its id.
    #[must_use]
    pub fn domain(&self) -> Option<&str> {
        self.domain.as_deref()
    }

    pub(super) fn fingerprint(&self) -> Fingerprint {
        self.value
    }
}

/// The SHA-256 of a secret that callers send as it is.
///
/// It is enough to know the secret again. How long it takes to look one up may tell how its hash begins, which is nothing
/// that anybody could send.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint([u8; 32]);

impl Fingerprint {
    pub(crate) fn of(secret: &[u8]) -> Self {
        Self(Sha256::digest(secret).into())
    }

    /// Of a secret that travels in a header, where spaces around it are lost.
    pub(super) fn of_header(secret: &[u8]) -> Self {
        Self::of(secret.trim_ascii())
    }

    /// Whether it is that of no secret at all.
    pub(super) fn is_of_nothing(&self) -> bool {
        *self == Self::of(b"")
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|secret| Self::of_header(secret.as_bytes()))
    }
}

fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SystemTime>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let wanted = || serde::de::Error::custom("`expires_at` is no time: write it like 2026-11-22T06:00:00Z");
    date::parse_rfc3339(&text).map(Some).ok_or_else(wanted)
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, project, domain, expires_at, .. } = self;
        let mut shown = f.debug_struct("AccessKey");
        shown.field("id", id).field("project", project).field("domain", domain).field("expires_at", expires_at);
        shown.finish_non_exhaustive()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { project, domain, expires_at, .. } = self;
        let mut shown = f.debug_struct("Token");
        shown.field("id", &self.id()).field("project", project).field("domain", domain).field("expires_at", expires_at);
        shown.finish_non_exhaustive()
    }
}
