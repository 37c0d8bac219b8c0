//! When and how often to try again.

use std::time::Duration;

use crate::{Backoff, RetryBudget};

/// When and how often a call is tried again, and how long it waits before.
///
/// *What* may be tried again is not up to the policy, because it is a question of safety:
///
/// | the attempt ended with | reads and operations documented to be idempotent | others |
/// |---|---|---|
/// | no connection | again | again: nothing has been received |
/// | a server that cannot prove who it is, or that knows no TLS | no | no |
/// | 429 | again | again: nothing has been carried out |
/// | 502, 503, 504 | again | no |
/// | an answer that broke off, or none in time | again | no: it may have been carried out |
/// | anything else | no | no |
///
/// A body that is a stream is sent once. That a refused credential is renewed, or a refused clock corrected, and the
/// request then sent once more, is no attempt that counts here.
///
/// An answer that says `Retry-After` is obeyed, if there is time for it. Four limits hold at once, and the first that
/// is reached ends the call with the last answer: the number of attempts, the time for all of them, the timeout of the
/// call, and the [`RetryBudget`].
///
/// ```
/// use std::time::Duration;
/// use huaweicloud_core::{Backoff, RetryPolicy};
///
/// let patient = RetryPolicy::standard()
///     .max_attempts(8)
///     .total_time(Duration::from_secs(90))
///     .backoff(Backoff::new(Duration::from_secs(1), Duration::from_secs(30)));
/// ```
#[derive(Clone, Debug)]
#[must_use = "a policy does nothing until a configuration or a call has it"]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) total_time: Duration,
    pub(crate) backoff: Backoff,
    pub(crate) budget: RetryBudget,
}

impl RetryPolicy {
    /// Three attempts within a minute, with pauses from 200 milliseconds to 20 seconds.
    pub fn standard() -> Self {
        Self {
            max_attempts: 3,
            total_time: Duration::from_secs(60),
            backoff: Backoff::new(Duration::from_millis(200), Duration::from_secs(20)),
            budget: RetryBudget::default(),
        }
    }

    /// One attempt.
    pub fn never() -> Self {
        Self { max_attempts: 1, ..Self::standard() }
    }

    /// How many attempts there are at most, the first one included. 0 is taken for 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The time after which no further attempt begins, counted from the beginning of the call.
    pub fn total_time(mut self, time: Duration) -> Self {
        self.total_time = time;
        self
    }

    /// How long to wait between attempts.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// What all calls that share it may spend.
    pub fn budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::standard()
    }
}
