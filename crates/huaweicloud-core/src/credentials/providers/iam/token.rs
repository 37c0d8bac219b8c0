//! IAM tokens: `X-Subject-Token`, and what the body says about it.

use super::Answer;
use crate::clock::rfc3339;
use crate::credentials::{Credentials, CredentialsError};
use crate::{InvalidToken, Token};

/// Reads the token of an answer, with its expiry and with the project and the domain that it is good for.
pub(in crate::credentials) fn read(mut answer: Answer) -> Result<Credentials, CredentialsError> {
    let token = answer.secret_header("x-subject-token").ok_or_else(|| answer.unreadable("has no X-Subject-Token"))?;
    let token = Token::new(token.expose())
        .map_err(|reason: InvalidToken| answer.unreadable(&format!("has no token: {reason}")))?;
    let json = answer.json()?;
    let expires_at = json
        .get("/token/expires_at")
        .and_then(rfc3339::parse)
        .ok_or_else(|| answer.unreadable("does not say when the token expires"))?;
    let mut credentials = Credentials::token(token).with_expiry(expires_at);
    if let Some(id) = json.get("/token/project/id") {
        credentials = credentials.with_project_id(id);
    }
    let domains = ["/token/domain/id", "/token/project/domain/id", "/token/user/domain/id"];
    if let Some(id) = domains.into_iter().find_map(|place| json.get(place)) {
        credentials = credentials.with_domain_id(id);
    }
    Ok(credentials)
}
