//! Keys and tokens that did not exist before.

use std::time::{Duration, SystemTime};

use http::StatusCode;

use super::Iam;
use super::asked::Refused;
use crate::auth::{AccessKey, KeyringError, Token, date, hex};

/// A temporary access key, on its way to whoever asked for it.
pub(super) struct IssuedKey {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) security_token: String,
    pub(super) expires_at: String,
}

impl Iam {
    /// Makes a temporary access key that services let in from now on.
    pub(super) fn issue_key(
        &self,
        domain: Option<&str>,
        project: Option<&str>,
        now: SystemTime,
        duration: Duration,
    ) -> Result<IssuedKey, Refused> {
        let end = end(now, duration)?;
        let id = format!("MOCK{}", random::<8>()?.to_uppercase());
        let (secret, security_token) = (random::<20>()?, random::<64>()?);
        let mut key = AccessKey::new(&id, &secret).with_security_token(&security_token).with_expiry(end);
        if let Some(domain) = domain {
            key = key.with_domain(domain);
        }
        if let Some(project) = project {
            key = key.with_project(project);
        }
        self.keyring.issue_key(key).map_err(full)?;
        Ok(IssuedKey { id, secret, security_token, expires_at: date::rfc3339(end) })
    }

    /// Makes a token that services let in from now on; its value, and when it expires.
    pub(super) fn issue_token(
        &self,
        domain: &str,
        project: Option<&str>,
        now: SystemTime,
        duration: Duration,
    ) -> Result<(String, String), Refused> {
        let end = end(now, duration)?;
        let value = random::<48>()?;
        let mut token = Token::new(&value).with_domain(domain).with_expiry(end);
        if let Some(project) = project {
            token = token.with_project(project);
        }
        self.keyring.issue_token(token).map_err(full)?;
        Ok((value, date::rfc3339(end)))
    }
}

fn full(error: KeyringError) -> Refused {
    Refused::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string())
}

fn end(now: SystemTime, duration: Duration) -> Result<SystemTime, Refused> {
    let beyond = || Refused::new(StatusCode::SERVICE_UNAVAILABLE, "the clock shows the end of time");
    now.checked_add(duration).ok_or_else(beyond)
}

/// So many bytes that nobody can guess, in hexadecimal digits.
pub(super) fn random<const N: usize>() -> Result<String, Refused> {
    let mut bytes = [0; N];
    let problem = |_| Refused::new(StatusCode::SERVICE_UNAVAILABLE, "the system has no random numbers");
    getrandom::fill(&mut bytes).map_err(problem)?;
    Ok(hex(&bytes))
}
