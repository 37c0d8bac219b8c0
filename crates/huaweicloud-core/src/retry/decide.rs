//! Whether an attempt is followed by another one.

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use tokio::time::Instant;

use crate::retry::after::retry_after;
use crate::{Response, RetryPolicy, TransportError, random};

/// The attempts of one call.
#[derive(Debug)]
pub(crate) struct Retries {
    policy: RetryPolicy,
    repeatable: Repeatable,
    /// How many attempts have failed.
    failed: u32,
    /// After this, no attempt begins.
    end: Option<Instant>,
}

/// When a request may be sent once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeatable {
    /// Its body is a stream, which is gone with the first attempt.
    Never,
    /// Where nothing can have been carried out.
    WhereUntouched,
    /// To carry it out twice does what carrying it out once does.
    Always,
}

/// What an attempt says about doing it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It succeeded.
    Done,
    /// It failed, and would fail again, or may have been carried out.
    Final,
    /// It failed, and nothing can have been carried out.
    Untouched,
    /// It failed, and something may have been carried out.
    Unclear,
}

impl Retries {
    /// The attempts of a call that begins now and has to end before `deadline`.
    pub(crate) fn new(policy: RetryPolicy, repeatable: Repeatable, deadline: Option<Instant>) -> Self {
        let end = Instant::now().checked_add(policy.total_time);
        let end = [end, deadline].into_iter().flatten().min();
        Self { policy, repeatable, failed: 0, end }
    }

    /// How long to wait before the next attempt; `None` if there is none.
    pub(crate) fn pause(&mut self, result: &Result<Response, TransportError>, now: SystemTime) -> Option<Duration> {
        let asked = || retry_after(result.as_ref().ok()?.headers(), now);
        self.pause_after(Verdict::on(result), asked, random::unit)
    }

    /// The same, of an attempt that ended so. `asked` is how long the server wants to be left alone.
    fn pause_after(
        &mut self,
        verdict: Verdict,
        asked: impl FnOnce() -> Option<Duration>,
        random: impl FnOnce() -> f64,
    ) -> Option<Duration> {
        if verdict == Verdict::Done {
            self.policy.budget.deposit();
        }
        let again = match (verdict, self.repeatable) {
            (Verdict::Done | Verdict::Final, _) | (_, Repeatable::Never) => false,
            (Verdict::Untouched, _) => true,
            (Verdict::Unclear, repeatable) => repeatable == Repeatable::Always,
        };
        self.failed += 1;
        if !again || self.failed >= self.policy.max_attempts {
            return None;
        }
        let pause = self.policy.backoff.pause(self.failed, random()).max(asked().unwrap_or_default());
        let begins = Instant::now().checked_add(pause)?;
        let is_late = self.end.is_some_and(|end| begins >= end);
        (!is_late && self.policy.budget.withdraw()).then_some(pause)
    }
}

impl Verdict {
    /// The table that [`RetryPolicy`] documents.
    fn on(result: &Result<Response, TransportError>) -> Self {
        match result {
            Err(error) if error.is_permanent() => Self::Final,
            Err(error) if error.is_connect() => Self::Untouched,
            Err(_) => Self::Unclear,
            Ok(response) => match response.status() {
                StatusCode::TOO_MANY_REQUESTS => Self::Untouched,
                StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
                    Self::Unclear
                }
                _ if response.is_interrupted() => Self::Unclear,
                status if status.is_success() => Self::Done,
                _ => Self::Final,
            },
        }
    }
}

#[cfg(test)]
mod tests;
