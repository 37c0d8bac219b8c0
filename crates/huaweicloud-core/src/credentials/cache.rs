//! One renewal for many callers.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::{Credentials, CredentialsError, CredentialsProvider, ProviderContext};

/// How long a failure is given to everyone who asks, instead of asking again.
pub(super) const PAUSE: Duration = Duration::from_secs(1);

/// The same while credentials are at hand that are still good: nobody waits for better ones.
const PAUSE_WHILE_VALID: Duration = Duration::from_secs(30);

/// How long credentials that were renewed because a server refused them are not renewed again. If it refuses the new ones
/// too, it is not their age that it minds, and a login for every call would only lock the account.
const PAUSE_BETWEEN_RENEWALS: Duration = Duration::from_secs(10);

/// Keeps the credentials of a provider, and renews them before they expire.
///
/// Whoever asks gets what is there, without waiting, as long as it is good. When it is due to be renewed, one caller does
/// so and the others go on; when nothing is good any more, the others wait for that one. If the caller that renews gives
/// up, the next one takes over.
pub(crate) struct CredentialsCache {
    provider: Arc<dyn CredentialsProvider>,
    held: RwLock<Option<Held>>,
    /// Whoever has the turn to ask the provider; and when somebody did so because credentials were refused.
    renewing: tokio::sync::Mutex<Option<Instant>>,
    failed: Pause,
}

#[derive(Clone)]
struct Held {
    credentials: Credentials,
    renew_at: Option<SystemTime>,
    /// When they were obtained, if they were due to be renewed even then: a clock that is ahead makes all credentials look
    /// expired, but not worth a renewal at every call.
    obtained_late: Option<Instant>,
}

impl CredentialsCache {
    pub(crate) fn new(provider: Arc<dyn CredentialsProvider>) -> Self {
        Self { provider, held: RwLock::default(), renewing: tokio::sync::Mutex::default(), failed: Pause::default() }
    }

    /// Credentials that are good now.
    pub(crate) async fn get(&self, context: &ProviderContext) -> Result<Credentials, CredentialsError> {
        let now = context.now();
        let _turn = match self.held() {
            Some(held) if held.is_fresh(now) => return Ok(held.credentials),
            Some(held) if held.is_valid(now) => {
                match (self.failed.check(PAUSE_WHILE_VALID), self.renewing.try_lock()) {
                    (Ok(()), Ok(turn)) => turn,
                    _ => return Ok(held.credentials),
                }
            }
            _ => self.renewing.lock().await,
        };
        // Whoever had the turn before may have renewed them, or failed to.
        let held = self.held();
        if let Some(held) = held.as_ref().filter(|held| held.is_fresh(context.now())) {
            return Ok(held.credentials.clone());
        }
        let result = match self.failed.check(PAUSE) {
            Ok(()) => self.obtain(context).await,
            Err(error) => Err(error),
        };
        match (result, held) {
            (Err(error), Some(held)) if held.is_valid(context.now()) => {
                let source = held.credentials.source();
                tracing::warn!(%error, source, "credentials were not renewed: the old ones are used");
                Ok(held.credentials)
            }
            (result, _) => result,
        }
    }

    /// Other credentials than `stale`, which a server did not accept. `None` if there are none to be had, or if a moment
    /// ago there were none.
    pub(crate) async fn renew(
        &self,
        stale: &Credentials,
        context: &ProviderContext,
    ) -> Result<Option<Credentials>, CredentialsError> {
        let mut turn = self.renewing.lock().await;
        // Of many callers that were refused with the same credentials, the first one renews them.
        if let Some(held) =
            self.held().filter(|held| held.is_valid(context.now()) && !held.credentials.is_same_secret(stale))
        {
            return Ok(Some(held.credentials));
        }
        // It is their age after all where they are due to be renewed.
        let is_fresh = self.held().is_some_and(|held| held.is_fresh(context.now()));
        if is_fresh && turn.is_some_and(|at| at.elapsed() < PAUSE_BETWEEN_RENEWALS) {
            return Ok(None);
        }
        self.failed.check(PAUSE)?;
        let credentials = self.obtain(context).await?;
        *turn = Some(Instant::now());
        Ok((!credentials.is_same_secret(stale)).then_some(credentials))
    }

    /// Asks the provider, and keeps what it says. For whoever has the turn.
    async fn obtain(&self, context: &ProviderContext) -> Result<Credentials, CredentialsError> {
        let credentials = self.provider.provide(context).await.inspect_err(|error| self.failed.begin(error))?;
        let now = context.now();
        let renew_at = credentials.renew_at(now);
        let obtained_late = renew_at.is_some_and(|at| at <= now).then(Instant::now);
        let held = Held { credentials: credentials.clone(), renew_at, obtained_late };
        if !held.is_valid(now) {
            tracing::warn!(
                source = credentials.source(),
                "new credentials have expired already by the clock of this machine: is it wrong?"
            );
        }
        let expires_in = credentials.expires_at().and_then(|at| at.duration_since(now).ok()).map(|left| left.as_secs());
        tracing::debug!(
            source = credentials.source(),
            kind = credentials.kind_name(),
            expires_in,
            "credentials were obtained"
        );
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
        self.failed.end();
        Ok(credentials)
    }

    fn held(&self) -> Option<Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for CredentialsCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.provider.fmt(f)
    }
}

impl Held {
    fn is_fresh(&self, now: SystemTime) -> bool {
        self.renew_at.is_none_or(|at| now < at) || self.obtained_late.is_some_and(|at| at.elapsed() < PAUSE)
    }

    fn is_valid(&self, now: SystemTime) -> bool {
        self.credentials.expires_at().is_none_or(|at| now < at)
    }
}

/// Remembers a failure for a moment, so that many callers do not each repeat it.
#[derive(Debug, Default)]
pub(super) struct Pause(Mutex<Option<(Instant, CredentialsError)>>);

impl Pause {
    /// The failure, if there was one within that time.
    pub(super) fn check(&self, pause: Duration) -> Result<(), CredentialsError> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some((at, error)) if at.elapsed() < pause => Err(error.clone()),
            _ => Ok(()),
        }
    }

    pub(super) fn begin(&self, error: &CredentialsError) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), error.clone()));
    }

    fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests;
