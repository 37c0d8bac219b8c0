//! A wait that tells how it goes.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;

use super::WaitError;
use super::run::Run;
use crate::ResponseValue;

/// What one poll told, or how the wait ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct Progress<T, E = ()> {
    /// The number of the poll, from 1. Where the wait ended without one, that of the last.
    pub poll: u32,
    /// How long it took from the first poll on.
    pub elapsed: Duration,
    /// The status as it came; those of several things, each once, are joined by commas.
    pub status: Option<String>,
    /// What follows from it.
    pub state: State<T, E>,
}

/// What a poll means for the wait.
#[derive(Debug)]
pub enum State<T, E = ()> {
    /// It is still going. The answer may say more, such as how many percent are done.
    Pending(ResponseValue<T>),
    /// The wait is over; nothing comes after this.
    Done(Result<ResponseValue<T>, WaitError<T, E>>),
}

/// A [`Stream`] of every poll of a wait; the last item is its end. See [`Waiter::progress`](super::Waiter::progress).
///
/// Nothing is polled before an item is asked for. Dropping it cancels the wait; to stop asking and to ask again later
/// loses nothing.
#[must_use = "a stream does nothing until it is polled"]
pub struct ProgressStream<'a, T, E = ()>(Phase<'a, T, E>);

type Step<'a, T, E> = Pin<Box<dyn Future<Output = (Box<Run<'a, T, E>>, Progress<T, E>)> + Send + 'a>>;

enum Phase<'a, T, E> {
    Resting(Box<Run<'a, T, E>>),
    Stepping(Step<'a, T, E>),
    Over,
}

impl<'a, T, E> ProgressStream<'a, T, E> {
    pub(super) fn of(run: Run<'a, T, E>) -> Self {
        Self(Phase::Resting(Box::new(run)))
    }
}

impl<'a, T: Default + Send + 'a, E: Send + 'a> ProgressStream<'a, T, E> {
    /// The next item, for callers that have no stream adapters at hand. It is cancel-safe: a call that is dropped loses
    /// nothing.
    pub async fn next(&mut self) -> Option<Progress<T, E>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<'a, T: Default + Send + 'a, E: Send + 'a> Stream for ProgressStream<'a, T, E> {
    type Item = Progress<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.0, Phase::Over) {
                Phase::Over => return Poll::Ready(None),
                Phase::Resting(mut run) => {
                    self.0 = Phase::Stepping(Box::pin(async move {
                        let progress = run.step().await;
                        (run, progress)
                    }));
                }
                Phase::Stepping(mut step) => {
                    let Poll::Ready((run, progress)) = step.as_mut().poll(context) else {
                        self.0 = Phase::Stepping(step);
                        return Poll::Pending;
                    };
                    if matches!(progress.state, State::Pending(_)) {
                        self.0 = Phase::Resting(run);
                    }
                    return Poll::Ready(Some(progress));
                }
            }
        }
    }
}

impl<T, E> fmt::Debug for ProgressStream<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProgressStream(..)")
    }
}
