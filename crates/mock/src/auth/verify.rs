//! Whether a signature holds.

use std::time::{Duration, SystemTime};

use http::request::Parts;
use http::{HeaderMap, HeaderValue};

use super::authorization::{self, Claim};
use super::canonical::{self, Canonical};
use super::entry::Fingerprint;
use super::explain;
use super::payload::{self, Reading};
use super::scheme::VerifyingKey;
use super::{AccessKey, Caller, Keyring, Refusal, RefusalKind, Secrets, date, only};

/// How far the date of a signature may be off, either way. A quarter of an hour is what the vendor's gateways take, and
/// what a machine without a time server loses in months; more would let what was overheard be sent again for longer.
const TOLERANCE: Duration = Duration::from_secs(15 * 60);

/// Who signed this.
pub(super) fn signature(
    keys: &Keyring,
    secrets: &impl Secrets,
    request: &Parts,
    body: &[u8],
    value: &HeaderValue,
    now: SystemTime,
) -> Result<Caller, Refusal> {
    let authorization = canonical::text(value);
    let claim = Claim::read(&authorization)?;
    let key = keys.key(claim.id).ok_or_else(|| explain::unknown_key(keys, claim.id))?;
    let date = check_date(&request.headers, &claim, now)?;
    check_key(&key, &request.headers, now)?;

    let query = request.uri.query().unwrap_or_default();
    let (likeliest, others) = payload::readings(claim.scheme, &request.method, query, &request.headers, body)?;
    let canonical = Canonical {
        method: request.method.as_str(),
        path: canonical::path(request.uri.path()),
        query: likeliest.query,
        headers: canonical::headers(&request.headers, &claim)?,
        signed: claim.signed,
        payload: likeliest.payload,
    };
    let verifying = VerifyingKey::new(&key, &claim);
    let holds = |canonical: &Canonical<'_>| {
        verifying.holds(&claim.scheme.text(date, claim.scope, &canonical.text()), &claim.signature)
    };
    let holds_as = |Reading { query, payload }| holds(&Canonical { query, payload, ..canonical.clone() });
    if !holds(&canonical) && !others.into_iter().any(holds_as) {
        return Err(explain::wrong_signature(secrets, request, body, &claim, date, &canonical, holds));
    }
    Ok(Caller {
        name: format!("key {} by {}", key.id(), claim.scheme.name()),
        project: key.project().map(str::to_owned),
        domain: key.domain().map(str::to_owned),
        service: Some(claim.scope.service).filter(|service| !service.is_empty()).map(str::to_owned),
    })
}

/// The date that was signed, if it is near enough.
fn check_date<'a>(headers: &'a HeaderMap, claim: &Claim<'_>, now: SystemTime) -> Result<&'a str, Refusal> {
    let value = only(headers, "x-sdk-date")?.ok_or_else(|| Refusal::unknown("X-Sdk-Date is missing"))?;
    let text = value.to_str().unwrap_or_default();
    let at = authorization::date(text)?;
    let apart = now.duration_since(at).or_else(|_| at.duration_since(now)).unwrap_or_default();
    if apart > TOLERANCE {
        let now = date::rfc3339(now);
        return Err(Refusal::unknown(format!(
            "X-Sdk-Date is {text}, which is more than 15 minutes away from the time here, {now}: set the clock"
        )));
    }
    let is_of_day = text.strip_prefix(claim.scope.day).is_some_and(|time| time.starts_with('T'));
    if !claim.scope.text.is_empty() && !is_of_day {
        return Err(Refusal::unknown("the day in Credential= is not that of X-Sdk-Date"));
    }
    Ok(text)
}

/// Whether the key is still good, and comes with its security token if it is a temporary one.
fn check_key(key: &AccessKey, headers: &HeaderMap, now: SystemTime) -> Result<(), Refusal> {
    if let Some(end) = key.expires_at().filter(|end| *end <= now) {
        return Err(Refusal::new(RefusalKind::Expired, format!("the access key expired at {}", date::rfc3339(end))));
    }
    let sent = only(headers, "x-security-token")?.map(|value| value.as_bytes()).filter(|value| !value.is_empty());
    match (key.security_token(), sent) {
        (None, None) => Ok(()),
        (Some(_), None) => Err(Refusal::unknown("this access key is a temporary one: send its X-Security-Token")),
        (Some(token), Some(sent)) if *token == Fingerprint::of_header(sent) => Ok(()),
        (Some(_), Some(_)) => Err(Refusal::unknown("X-Security-Token is not the one of this access key")),
        (None, Some(_)) => Err(Refusal::unknown("X-Security-Token was sent with an access key that has none")),
    }
}
