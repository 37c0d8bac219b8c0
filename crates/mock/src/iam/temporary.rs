//! Temporary access keys, of IAM and of STS.

use http::StatusCode;
use serde_json::{Value, json};

use super::Iam;
use super::asked::{Asked, Refused};
use super::directory::Named;
use super::issue::IssuedKey;
use crate::Answer;

/// The most seconds that IAM makes a key good for: a day.
const DAY: u64 = 24 * 60 * 60;

/// The most seconds that STS makes a key good for: half a day.
const HALF_DAY: u64 = DAY / 2;

/// A key for a token, or for an agency.
pub(super) fn of_iam(iam: &Iam, asked: &Asked<'_>) -> Result<Answer, Refused> {
    let body = asked.json()?;
    let key = match body.method()? {
        "token" => {
            const TOKEN: &str = "/auth/identity/token";
            let duration = body.duration(&format!("{TOKEN}/duration_seconds"), 900, DAY)?;
            let token = body.text(&format!("{TOKEN}/id")).or_else(|| asked.header("x-auth-token"));
            let token = token.ok_or_else(|| Refused::unauthorized("auth.identity.token.id is missing"))?;
            let caller = iam.keyring.caller_of_token(token.as_bytes(), asked.now)?;
            iam.issue_key(caller.domain.as_deref(), caller.project.as_deref(), asked.now, duration)?
        }
        "assume_role" => {
            iam.keyring.authenticate(asked.request, asked.body, asked.now)?;
            const ROLE: &str = "/auth/identity/assume_role";
            body.needed(&format!("{ROLE}/agency_name"))?;
            let domain = iam.agency_domain(&body, ROLE)?;
            let duration = body.duration(&format!("{ROLE}/duration_seconds"), 900, DAY)?;
            iam.issue_key(Some(&domain.id), None, asked.now, duration)?
        }
        _ => {
            return Err(Refused::bad(
                "auth.identity.methods has another method than those known here: token, assume_role",
            ));
        }
    };
    Ok(Answer::json(StatusCode::CREATED, json!({ "credential": credential(&key) })))
}

/// A key for an OpenID Connect id token.
pub(super) fn of_sts(iam: &Iam, asked: &Asked<'_>) -> Result<Answer, Refused> {
    let body = asked.json()?;
    for needed in ["/provider_urn", "/agency_urn", "/agency_session_name", "/id_token"] {
        body.needed(needed)?;
    }
    let duration = body.duration("/duration_seconds", 3600, HALF_DAY)?;
    let (agency, session) = (body.needed("/agency_urn")?, body.needed("/agency_session_name")?);
    let domain = Named::domain(super::FIRST_DOMAIN);
    let key = iam.issue_key(Some(&domain.id), None, asked.now, duration)?;
    let credentials = json!({
        "access_key_id": key.id,
        "secret_access_key": key.secret,
        "security_token": key.security_token,
        "expiration": key.expires_at,
    });
    let assumed = json!({ "urn": format!("{agency}/{session}"), "id": format!("{}:{session}", domain.id) });
    Ok(Answer::json(StatusCode::OK, json!({ "credentials": credentials, "assumed_agency": assumed })))
}

/// A key as IAM and the metadata service write it.
pub(super) fn credential(key: &IssuedKey) -> Value {
    json!({
        "access": key.id,
        "secret": key.secret,
        "securitytoken": key.security_token,
        "expires_at": key.expires_at,
    })
}
