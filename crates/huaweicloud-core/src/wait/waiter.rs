//! A wait before it begins.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use super::run::Run;
use super::{Call, Definition, ProgressStream, WaitError};
use crate::{Backoff, Error, ResponseValue};

/// What makes the next poll.
pub(super) type Poller<'a, T, E> = Box<dyn FnMut() -> Call<'a, T, E> + Send + 'a>;

/// A wait that has not begun. [`wait`](Self::wait) begins it, and so does [`progress`](Self::progress), which also tells
/// how it goes.
///
/// The first poll is made at once. A wait is cancelled by dropping it, at any point: what it waits for is not touched.
///
/// ```no_run
/// use std::time::Duration;
/// use huaweicloud_core::wait::{WaitError, Waiter};
///
/// // As a client's `wait_for_…` gives it.
/// async fn wait<T: Default>(waiter: Waiter<'_, T>) {
///     let result = waiter.interval(Duration::from_secs(5)).timeout(Duration::from_secs(600)).wait().await;
///     match result {
///         Ok(_) => println!("done"),
///         Err(error @ WaitError::TimedOut { .. }) => println!("not yet: {error}"),
///         Err(error) => println!("{error}"),
///     }
/// }
/// ```
#[must_use = "a waiter does nothing until it waits"]
pub struct Waiter<'a, T, E = ()> {
    pub(super) definition: &'static Definition,
    pub(super) poll: Poller<'a, T, E>,
    pub(super) statuses: fn(&T) -> Vec<Option<String>>,
    pub(super) timeout: Duration,
    pub(super) backoff: Backoff,
    pub(super) cancel: Option<Pin<Box<dyn Future<Output = ()> + Send + 'a>>>,
}

impl<'a, T, E> Waiter<'a, T, E> {
    /// A waiter of that definition, which asks by `poll`; `statuses` tells where an answer has the status of each thing
    /// that it is about, as text, and `None` where
    /// it should have one.
    ///
    /// [The module](super) has an example.
    pub fn new<F>(
        definition: &'static Definition,
        mut poll: impl FnMut() -> F + Send + 'a,
        statuses: fn(&T) -> Vec<Option<String>>,
    ) -> Self
    where
        F: Future<Output = Result<ResponseValue<T>, Error<E>>> + Send + 'a,
    {
        Self {
            definition,
            poll: Box::new(move || Box::pin(poll())),
            statuses,
            timeout: definition.timeout,
            backoff: Backoff::new(definition.first, definition.most),
            cancel: None,
        }
    }

    /// How long to wait in all, in place of the time that the definition gives. It ends a poll that is on its way, too.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long to wait between polls, in place of the times that the definition gives.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Polls at that interval, exactly: short for `backoff(Backoff::constant(interval))`.
    pub fn interval(self, interval: Duration) -> Self {
        self.backoff(Backoff::constant(interval))
    }

    /// Ends the wait, with [`WaitError::Cancelled`], as soon as that future is ready: a signal, a channel, a token.
    pub fn cancel_on<F>(mut self, cancelled: F) -> Self
    where
        F: Future + Send + 'a,
    {
        self.cancel = Some(Box::pin(async move {
            cancelled.await;
        }));
        self
    }
}

impl<'a, T: Default, E> Waiter<'a, T, E> {
    /// Waits until it is done, and gives the answer that said so.
    ///
    /// Where it is done because the thing is gone ([`Absent::Success`](super::Absent::Success)), the answer has the
    /// status, headers and body of the 404, and a value with nothing in it.
    ///
    /// # Errors
    ///
    /// It failed, time ran out, the caller ended it, or a poll failed beyond what the retries of the call mend.
    pub async fn wait(self) -> Result<ResponseValue<T>, WaitError<T, E>> {
        Run::of(self).finish().await
    }

    /// Waits as [`wait`](Self::wait) does, and tells of every poll; the last item is how it ended.
    ///
    /// ```no_run
    /// # async fn show<'a, T: Default + Send + 'a, E: Send + 'a>(waiter: huaweicloud_core::wait::Waiter<'a, T, E>) {
    /// use huaweicloud_core::wait::State;
    ///
    /// let mut progress = waiter.progress();
    /// while let Some(step) = progress.next().await {
    ///     println!("poll {} after {:.0?}: {}", step.poll, step.elapsed, step.status.as_deref().unwrap_or("no status"));
    ///     if let State::Done(Err(error)) = step.state {
    ///         eprintln!("{error}");
    ///     }
    /// }
    /// # }
    /// ```
    pub fn progress(self) -> ProgressStream<'a, T, E>
    where
        T: Send + 'a,
        E: Send + 'a,
    {
        ProgressStream::of(Run::of(self))
    }
}

impl<T, E> fmt::Debug for Waiter<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("definition", self.definition)
            .field("timeout", &self.timeout)
            .field("backoff", &self.backoff)
            .finish_non_exhaustive()
    }
}
