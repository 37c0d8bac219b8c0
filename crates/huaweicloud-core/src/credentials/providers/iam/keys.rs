//! Temporary access keys, as IAM, STS and the metadata service write them.

use super::{Answer, Json};
use crate::clock::rfc3339;
use crate::credentials::{Credentials, CredentialsError};

/// What the four parts are called: id, secret, security token, expiry.
pub(in crate::credentials) struct Names(&'static str, [&'static str; 4]);

/// IAM and the metadata service.
pub(in crate::credentials) const IAM: Names = Names("/credential", ["access", "secret", "securitytoken", "expires_at"]);

/// STS.
pub(in crate::credentials) const STS: Names =
    Names("/credentials", ["access_key_id", "secret_access_key", "security_token", "expiration"]);

/// Reads the temporary key of an answer, which needs all four parts.
pub(in crate::credentials) fn read(mut answer: Answer, names: &Names) -> Result<Credentials, CredentialsError> {
    let mut json = answer.json()?;
    let Names(object, [id, secret, token, expiry]) = names;
    let part = |json: &mut Json, name: &str| {
        json.take(&format!("{object}/{name}")).ok_or_else(|| answer.unreadable(&format!("has no `{name}`")))
    };
    let id = part(&mut json, id)?;
    let secret = part(&mut json, secret)?;
    let token = part(&mut json, token)?;
    let expiry = part(&mut json, expiry)?;
    let expires_at = rfc3339::parse(expiry.expose())
        .ok_or_else(|| answer.unreadable("says when the key expires in a form that is no time"))?;
    Ok(Credentials::access_key(id.expose(), secret).with_security_token(token).with_expiry(expires_at))
}
