//! The metadata service of a server, in its second version: a token of its own, and the temporary key of the server's agency.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::header::HeaderMap;
use serde_json::json;

use super::Iam;
use super::asked::{Asked, Refused};
use super::directory::Named;
use super::issue::random;
use super::temporary::credential;
use crate::auth::Fingerprint;
use crate::{Answer, Content};

/// How long the key of a server is good for. Clients renew it 40 minutes before its end.
const DURATION: Duration = Duration::from_secs(6 * 60 * 60);

/// The longest that a token of the service can be asked to be good for, in seconds.
const LONGEST: u64 = 21_600;

/// The most tokens; a service that is started anew has forgotten them, too.
const MOST: usize = 1_000;

/// The service's own tokens, the oldest first. They open nothing else.
#[derive(Default)]
pub(super) struct MetadataTokens(Mutex<VecDeque<(Fingerprint, SystemTime)>>);

impl MetadataTokens {
    fn add(&self, value: &str, end: SystemTime) {
        let mut tokens = self.lock();
        if tokens.len() >= MOST {
            tokens.pop_front();
        }
        tokens.push_back((Fingerprint::of(value.as_bytes()), end));
    }

    fn holds(&self, value: &str, now: SystemTime) -> bool {
        let sought = Fingerprint::of(value.as_bytes());
        self.lock().iter().any(|(known, end)| *known == sought && now < *end)
    }

    /// A panic elsewhere leaves the tokens as they were.
    fn lock(&self) -> MutexGuard<'_, VecDeque<(Fingerprint, SystemTime)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for MetadataTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MetadataTokens").field("count", &self.lock().len()).finish()
    }
}

/// A token of the service.
pub(super) fn token(iam: &Iam, asked: &Asked<'_>) -> Result<Answer, Refused> {
    let seconds = asked.header("x-metadata-token-ttl-seconds").and_then(|text| text.parse().ok());
    let wanted = || Refused::bad(format!("X-Metadata-Token-Ttl-Seconds is no number of 1 to {LONGEST}"));
    let seconds = seconds.filter(|seconds| (1..=LONGEST).contains(seconds)).ok_or_else(wanted)?;
    let value = random::<28>()?;
    if let Some(end) = asked.now.checked_add(Duration::from_secs(seconds)) {
        iam.metadata.add(&value, end);
    }
    let content = Content::Bytes("text/plain".to_owned(), value.into());
    Ok(Answer { status: StatusCode::OK, headers: HeaderMap::new(), content })
}

/// The key of the server's agency. Who has no token need not send one, as in the first version of the service.
pub(super) fn security_key(iam: &Iam, asked: &Asked<'_>) -> Result<Answer, Refused> {
    if asked.header("x-metadata-token").is_some_and(|token| !iam.metadata.holds(token, asked.now)) {
        return Err(Refused::unauthorized("X-Metadata-Token is not known here, or has expired: ask for another one"));
    }
    let domain = Named::domain(super::FIRST_DOMAIN);
    let key = iam.issue_key(Some(&domain.id), None, asked.now, DURATION)?;
    let content = Content::Json(json!({ "credential": credential(&key) }));
    Ok(Answer { status: StatusCode::OK, headers: HeaderMap::new(), content })
}
