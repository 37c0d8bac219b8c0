//! What a request is authenticated with.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{CredentialsProvider, Provide, ProviderContext, Sensitive};
use crate::Token;

/// What a request is authenticated with: an access key, or an IAM token.
///
/// Cheap to clone. It is a [`CredentialsProvider`] too, the one that always gives itself. `Debug` shows the kind, the
/// id of the access key, where it is from and when it expires, and never a secret.
///
/// ```
/// use huaweicloud_core::Credentials;
///
/// let credentials = Credentials::access_key("AKEXAMPLE", "secret").with_project_id("0a1b2c");
/// assert_eq!(credentials.project_id(), Some("0a1b2c"));
/// assert!(!format!("{credentials:?}").contains("secret"));
/// ```
#[derive(Clone)]
pub struct Credentials {
    shared: Arc<Shared>,
}

#[derive(Clone)]
struct Shared {
    kind: Kind,
    project_id: Option<String>,
    domain_id: Option<String>,
    expires_at: Option<SystemTime>,
    renew_within: Option<Duration>,
    /// Who issued them, and knows more about whom they stand for.
    #[cfg(feature = "providers")]
    iam_endpoint: Option<Sensitive>,
    source: &'static str,
}

/// The kinds of credentials.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// An access key, with which requests are signed.
    AccessKey(AccessKey),
    /// An IAM token, which is sent as `X-Auth-Token`.
    Token(Token),
}

/// An access key: its id (AK), its secret (SK), and for a temporary one the security token that belongs to it.
#[derive(Clone)]
pub struct AccessKey {
    id: String,
    secret: Sensitive,
    security_token: Option<Sensitive>,
}

impl Credentials {
    /// An access key (AK/SK). It is permanent unless a [security token](Self::with_security_token) is added.
    pub fn access_key(id: impl Into<String>, secret: impl Into<Sensitive>) -> Self {
        Self::of(Kind::AccessKey(AccessKey { id: id.into(), secret: secret.into(), security_token: None }))
    }

    /// An IAM token.
    ///
    /// ```
    /// use huaweicloud_core::{Credentials, Token};
    ///
    /// let credentials = Credentials::token(Token::new("MIIEvg")?);
    /// assert_eq!(credentials.source(), "given by the program");
    /// # Ok::<(), huaweicloud_core::InvalidToken>(())
    /// ```
    #[must_use]
    pub fn token(token: Token) -> Self {
        Self::of(Kind::Token(token))
    }

    fn of(kind: Kind) -> Self {
        let source = "given by the program";
        let shared = Shared {
            kind,
            project_id: None,
            domain_id: None,
            expires_at: None,
            renew_within: None,
            #[cfg(feature = "providers")]
            iam_endpoint: None,
            source,
        };
        Self { shared: Arc::new(shared) }
    }

    fn change(mut self, change: impl FnOnce(&mut Shared)) -> Self {
        change(Arc::make_mut(&mut self.shared));
        self
    }

    /// The security token of a temporary access key, sent as `X-Security-Token`. An IAM token has none, and stays as
    /// it is.
    #[must_use]
    pub fn with_security_token(self, token: impl Into<Sensitive>) -> Self {
        let token = token.into();
        self.change(|shared| {
            if let Kind::AccessKey(key) = &mut shared.kind {
                key.security_token = Some(token);
            }
        })
    }

    /// When they stop being accepted. Providers renew them before that; those without a time are never renewed.
    #[must_use]
    pub fn with_expiry(self, at: SystemTime) -> Self {
        self.change(|shared| shared.expires_at = Some(at))
    }

    /// The project that requests are made in.
    #[must_use]
    pub fn with_project_id(self, id: impl Into<String>) -> Self {
        self.change(|shared| shared.project_id = Some(id.into()))
    }

    /// The domain, which is the account, that requests are made for.
    #[must_use]
    pub fn with_domain_id(self, id: impl Into<String>) -> Self {
        self.change(|shared| shared.domain_id = Some(id.into()))
    }

    /// Where they are from, in a word or two, as errors and logs name it: for providers outside of this crate.
    #[must_use]
    pub fn with_source(self, source: &'static str) -> Self {
        self.change(|shared| shared.source = source)
    }

    /// The secret itself, by its kind.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.shared.kind
    }

    /// The project that requests are made in, if it is known.
    #[must_use]
    pub fn project_id(&self) -> Option<&str> {
        self.shared.project_id.as_deref()
    }

    /// The domain, which is the account, that requests are made for, if it is known.
    #[must_use]
    pub fn domain_id(&self) -> Option<&str> {
        self.shared.domain_id.as_deref()
    }

    /// When they stop being accepted, if they ever do.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.shared.expires_at
    }

    /// Where they are from: the [name](CredentialsProvider::name) of the provider.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.shared.source
    }

    /// From when on they should be renewed, counted from `now`, at which they were obtained: 5 minutes before they
    /// expire, or a tenth of their lifetime if that is less. A longer time that the source asks for is at most half of
    /// the lifetime, or they would be renewed without end.
    pub(crate) fn renew_at(&self, now: SystemTime) -> Option<SystemTime> {
        let expires_at = self.shared.expires_at?;
        let lifetime = expires_at.duration_since(now).unwrap_or_default();
        let before = match self.shared.renew_within {
            Some(before) => before.min(lifetime / 2),
            None => Duration::from_secs(300).min(lifetime / 10),
        };
        expires_at.checked_sub(before)
    }

    /// Whether both are the same secret, so that nothing is won by trying the one after the other.
    pub(crate) fn is_same_secret(&self, other: &Self) -> bool {
        if Arc::ptr_eq(&self.shared, &other.shared) {
            return true;
        }
        match (self.kind(), other.kind()) {
            (Kind::AccessKey(one), Kind::AccessKey(other)) => {
                one.id == other.id
                    && one.secret.expose() == other.secret.expose()
                    && one.security_token().map(Sensitive::expose) == other.security_token().map(Sensitive::expose)
            }
            (Kind::Token(one), Kind::Token(other)) => one.header() == other.header(),
            _ => false,
        }
    }

    /// `access key`, `temporary access key` or `token`, for logs.
    pub(crate) fn kind_name(&self) -> &'static str {
        match self.kind() {
            Kind::AccessKey(AccessKey { security_token: None, .. }) => "access key",
            Kind::AccessKey(_) => "temporary access key",
            Kind::Token(_) => "token",
        }
    }
}

/// What providers of this crate know of what they give.
#[cfg(feature = "providers")]
impl Credentials {
    /// The same, of this IAM, which is asked about them where nobody names another.
    pub(crate) fn with_iam_endpoint(self, endpoint: Sensitive) -> Self {
        self.change(|shared| shared.iam_endpoint = Some(endpoint))
    }

    /// Has them renewed this long before they expire, instead of as long as is usual.
    pub(crate) fn renewed_within(self, before: Duration) -> Self {
        self.change(|shared| shared.renew_within = Some(before))
    }

    /// The IAM that they belong to, if their source names one.
    pub(crate) fn iam_endpoint(&self) -> Option<&Sensitive> {
        self.shared.iam_endpoint.as_ref()
    }
}

impl AccessKey {
    /// The id of the key (AK), which is no secret.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The secret of the key (SK).
    #[must_use]
    pub fn secret(&self) -> &Sensitive {
        &self.secret
    }

    /// The security token, which a temporary key has.
    #[must_use]
    pub fn security_token(&self) -> Option<&Sensitive> {
        self.security_token.as_ref()
    }
}

impl CredentialsProvider for Credentials {
    fn provide<'a>(&'a self, _: &'a ProviderContext) -> Provide<'a> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }

    fn name(&self) -> &'static str {
        self.source()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("kind", self.kind())
            .field("source", &self.source())
            .field("project_id", &self.project_id())
            .field("domain_id", &self.domain_id())
            .field("expires_at", &self.expires_at())
            .finish()
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_temporary = self.security_token.is_some();
        f.debug_struct("AccessKey").field("id", &self.id).field("is_temporary", &is_temporary).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    fn key() -> Credentials {
        Credentials::access_key("ak", "sk")
    }

    /// How long before their end credentials of that lifetime are renewed, in seconds.
    fn renewed_before(lifetime: u64, credentials: Credentials) -> u64 {
        let expires_at = NOW + Duration::from_secs(lifetime);
        let renew_at = credentials.with_expiry(expires_at).renew_at(NOW).expect("they expire");
        expires_at.duration_since(renew_at).expect("before").as_secs()
    }

    #[test]
    fn they_are_renewed_five_minutes_before_they_expire_or_a_tenth_of_a_short_life() {
        assert_eq!(renewed_before(24 * 3600, key()), 300);
        assert_eq!(renewed_before(900, key()), 90);
    }

    #[cfg(feature = "providers")]
    #[test]
    fn a_source_may_ask_for_more_but_not_for_a_renewal_without_end() {
        let asking = key().renewed_within(Duration::from_secs(2400));
        assert_eq!(renewed_before(24 * 3600, asking.clone()), 2400);
        assert_eq!(renewed_before(1800, asking), 900);
    }

    #[test]
    fn a_permanent_key_is_never_renewed() {
        assert_eq!(Credentials::access_key("ak", "sk").renew_at(NOW), None);
    }

    #[test]
    fn the_same_secret_is_recognised_however_it_came() {
        let one = Credentials::access_key("ak", "sk").with_security_token("st");
        assert!(one.is_same_secret(&one.clone().with_project_id("p")));
        assert!(one.is_same_secret(&Credentials::access_key("ak", "sk").with_security_token("st")));
        assert!(!one.is_same_secret(&Credentials::access_key("ak", "sk")));
        assert!(!one.is_same_secret(&Credentials::access_key("ak", "other").with_security_token("st")));
        let token = |text| Credentials::token(Token::new(text).expect("a token"));
        assert!(token("t").is_same_secret(&token("t")));
        assert!(!token("t").is_same_secret(&token("u")));
        assert!(!token("t").is_same_secret(&one));
    }

    #[test]
    fn debug_shows_what_helps_and_no_secret() {
        let credentials = Credentials::access_key("AKID", "SECRET").with_security_token("SECRET").with_domain_id("d");
        let shown = format!("{credentials:?}");
        assert!(shown.contains("AKID") && shown.contains("given by the program"), "{shown}");
        assert!(!shown.contains("SECRET"), "{shown}");
    }
}
