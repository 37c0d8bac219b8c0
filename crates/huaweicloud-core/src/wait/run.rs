//! A wait on its way.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

use super::definition::Verdict;
use super::{Progress, State, Summary, WaitError, Waiter};
use crate::joined::joined;
use crate::shown::{self, Shown};
use crate::{Error, ResponseValue};

/// A wait and how it went so far.
pub(super) struct Run<'a, T, E> {
    waiter: Waiter<'a, T, E>,
    /// From the first step on: when it began, and when time is up.
    clock: Option<(Instant, Pin<Box<Sleep>>)>,
    polls: u32,
    status: Option<String>,
    unlisted: Vec<String>,
}

/// What keeps a wait from going on.
enum Interruption {
    Cancelled,
    TimedOut,
}

impl<'a, T, E> Run<'a, T, E> {
    pub(super) fn of(waiter: Waiter<'a, T, E>) -> Self {
        Self { waiter, clock: None, polls: 0, status: None, unlisted: Vec::new() }
    }
}

impl<T: Default, E> Run<'_, T, E> {
    /// Steps until the wait is over.
    pub(super) async fn finish(mut self) -> Result<ResponseValue<T>, WaitError<T, E>> {
        loop {
            if let State::Done(outcome) = self.step().await.state {
                return outcome;
            }
        }
    }

    /// Waits for the next poll, makes it, and says what it told.
    pub(super) async fn step(&mut self) -> Progress<T, E> {
        let state = match self.poll().await {
            Ok(result) => self.judge(result),
            Err(Interruption::TimedOut) => State::Done(Err(WaitError::TimedOut { wait: self.summary() })),
            Err(Interruption::Cancelled) => State::Done(Err(WaitError::Cancelled { wait: self.summary() })),
        };
        Progress { poll: self.polls, elapsed: self.elapsed(), status: self.status.clone(), state }
    }

    /// The next answer, when it is time for it.
    async fn poll(&mut self) -> Result<Result<ResponseValue<T>, Error<E>>, Interruption> {
        if let Some(earlier) = self.polls.checked_sub(1) {
            let delay = self.waiter.backoff.long_pause(earlier.saturating_add(1));
            self.unless_over(sleep(delay)).await?;
        }
        let call = (self.waiter.poll)();
        let result = self.unless_over(call).await?;
        self.polls = self.polls.saturating_add(1);
        Ok(result)
    }

    /// What a future gives, unless the wait is over before.
    async fn unless_over<F: Future>(&mut self, future: F) -> Result<F::Output, Interruption> {
        let timeout = self.waiter.timeout;
        let (_, time_is_up) = self.clock.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(timeout))));
        let cancelled = &mut self.waiter.cancel;
        let mut future = pin!(future);
        poll_fn(|context| {
            // Who cancels gets nothing more, not even what has come already.
            if let Some(cancelled) = cancelled
                && cancelled.as_mut().poll(context).is_ready()
            {
                return Poll::Ready(Err(Interruption::Cancelled));
            }
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            time_is_up.as_mut().poll(context).map(|()| Err(Interruption::TimedOut))
        })
        .await
    }

    /// What an answer says of the wait.
    fn judge(&mut self, result: Result<ResponseValue<T>, Error<E>>) -> State<T, E> {
        let definition = self.waiter.definition;
        let (verdict, answer) = match (result, definition.absent) {
            (Ok(answer), _) => (self.read(&answer), answer),
            (Err(error), Some(absent)) if error.is_not_found() => match gone(error) {
                Ok(answer) => {
                    self.status = None;
                    (absent.into(), answer)
                }
                Err(error) => return State::Done(Err(WaitError::Call { error, wait: self.summary() })),
            },
            (Err(error), _) => return State::Done(Err(WaitError::Call { error, wait: self.summary() })),
        };
        match verdict {
            Verdict::Pending => State::Pending(answer),
            Verdict::Success => State::Done(Ok(answer)),
            Verdict::Failure => State::Done(Err(WaitError::Failed { answer, wait: self.summary() })),
        }
    }

    /// Takes down the statuses of an answer, and says what they mean.
    fn read(&mut self, answer: &ResponseValue<T>) -> Verdict {
        let definition = self.waiter.definition;
        let statuses = (self.waiter.statuses)(answer);
        let statuses: Vec<Option<&str>> = statuses.iter().map(Option::as_deref).collect();
        let mut seen: Vec<&str> = Vec::new();
        for status in statuses.iter().flatten() {
            if !seen.contains(status) {
                seen.push(status);
            }
        }
        self.status = (!seen.is_empty()).then(|| joined(&seen, ", "));
        for status in seen {
            if !definition.lists(status) && !self.unlisted.iter().any(|known| known == status) {
                self.unlisted.push(status.to_owned());
                tracing::warn!(
                    waiter = definition.name,
                    request_id = answer.request_id(),
                    status = Shown(status, shown::NAME).to_string(),
                    "a status that nobody documents: the wait goes on"
                );
            }
        }
        definition.judge(&statuses)
    }

    fn elapsed(&self) -> Duration {
        self.clock.as_ref().map_or(Duration::ZERO, |(started, _)| started.elapsed())
    }

    fn summary(&self) -> Box<Summary> {
        Box::new(Summary {
            waiter: self.waiter.definition.name,
            polls: self.polls,
            elapsed: self.elapsed(),
            status: self.status.clone(),
            unlisted: self.unlisted.clone(),
        })
    }
}

/// The answer that says that a thing is not there, with a value that has nothing in it.
fn gone<T: Default, E>(error: Error<E>) -> Result<ResponseValue<T>, Error<E>> {
    match error {
        Error::ErrorResponse(answer) => Ok(answer.replace(T::default())),
        Error::UnexpectedResponse(response) | Error::UnreadableBody { response, .. } => {
            Ok(ResponseValue::empty_variant(response, T::default()))
        }
        other => Err(other),
    }
}
