//! Puts credentials into a request.

use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::{HeaderName, HeaderValue};

use crate::Token;
use crate::credentials::{Credentials, Kind, Sensitive};
use crate::sign::{self, Scheme, SigningKey};

/// Adds `X-Auth-Token`, or signs with the access key; the error says what is wrong with the credentials.
///
/// Of project and domain only the latter is named: this is for IAM, which belongs to no project.
pub(super) fn authenticate(
    request: &mut Request,
    credentials: &Credentials,
    scheme: &Scheme,
    now: SystemTime,
) -> Result<(), String> {
    let headers = request.headers_mut();
    let key = match credentials.kind() {
        Kind::Token(token) => {
            headers.insert(HeaderName::from_static("x-auth-token"), Token::header(token));
            return Ok(());
        }
        Kind::AccessKey(key) => key,
    };
    if let Some(id) = credentials.domain_id() {
        let header = HeaderValue::from_str(id).map_err(|_| "the id of the domain cannot travel in a header")?;
        headers.insert(HeaderName::from_static("x-domain-id"), header);
    }
    if let Some(token) = key.security_token() {
        let header =
            Sensitive::header(token).ok_or("the security token has a character that cannot travel in a header")?;
        headers.insert(HeaderName::from_static("x-security-token"), header);
    }
    let key = SigningKey::new(key.id(), key.secret().expose().as_bytes());
    sign::sign(request, &key, scheme, now).map_err(|reason| format!("the request cannot be signed: {reason}"))
}
