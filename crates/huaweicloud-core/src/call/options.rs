//! What one call does otherwise than the others of its client.

use std::time::Duration;

use crate::RetryPolicy;

/// What one call does otherwise than the configuration says. Every request takes it with `with_options`.
///
/// ```
/// use std::time::Duration;
/// use huaweicloud_core::{CallOptions, RetryPolicy};
///
/// let hasty = CallOptions::new().timeout(Duration::from_secs(2)).retry(RetryPolicy::never());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "options change nothing until a request has them"]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
}

impl CallOptions {
    /// As the configuration says.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the call may take, all its attempts and the pauses between them together.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// When and how often to try again. What can be tried again at all stays what it is: see [`RetryPolicy`].
    ///
    /// It brings its own [budget](RetryPolicy::budget): give it the one of the configuration to spend that.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }
}
