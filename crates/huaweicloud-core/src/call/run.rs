//! A call, from its first attempt to its last.

use std::pin::{Pin, pin};
use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::Instrument as _;

use crate::call::{Call, Failure};
use crate::check::PROJECT_ID;
use crate::credentials::{Credentials, Kind};
use crate::retry::{Repeatable, Retries};
use crate::{InvalidRequest, Response, TransportError};

/// How far a call has come, for what is said when its time runs out.
#[derive(Default)]
struct Progress {
    attempts: u32,
    /// What the attempt before ended with.
    last: Option<String>,
}

impl Call {
    /// Sends the request, as often as it takes and as is safe.
    ///
    /// Dropping the future at any time stops the call; what the server has received by then it may carry out.
    ///
    /// # Errors
    ///
    /// Nothing was sent, or no answer arrived. An answer of any status is an answer.
    pub fn send(self) -> Pin<Box<dyn Future<Output = Result<Response, Failure>> + Send>> {
        // Boxed, so that all of this is compiled here, once, and not in every program that calls an operation.
        Box::pin(self.run())
    }

    async fn run(mut self) -> Result<Response, Failure> {
        let context = self.context.clone();
        let config = context.config();
        let limit = self.time_limit();
        let begun = Instant::now();
        let deadline = begun.checked_add(limit);
        let operation = self.operation;
        let span = tracing::info_span!(
            "call",
            operation = operation.operation_id,
            service = context.service().name(),
            region = config.region(),
            method = operation.method,
            route = operation.path,
            status = tracing::field::Empty,
            request_id = tracing::field::Empty,
            attempts = tracing::field::Empty,
            latency_ms = tracing::field::Empty,
            error = tracing::field::Empty,
        );
        let mut progress = Progress::default();
        let result = {
            // Pinned here, so that it is not moved into what it is wrapped in: it is large.
            let attempting = pin!(self.attempt_until(deadline, &mut progress).instrument(span.clone()));
            match deadline {
                Some(deadline) => timeout_at(deadline, attempting).await,
                None => Ok(attempting.await),
            }
        };
        let result = result.unwrap_or_else(|_| {
            let late = TransportError::out_of_time(operation, context.endpoint(), limit);
            Err(late.after(progress.attempts).having_seen(progress.last.take()).into())
        });
        if !span.is_disabled() {
            span.record("attempts", progress.attempts);
            span.record("latency_ms", millis(begun.elapsed()));
            match &result {
                Ok(response) => response.record_in(&span),
                Err(failure) => {
                    span.record("error", tracing::field::display(failure));
                }
            }
        }
        result
    }

    /// Makes attempts until one is the last.
    async fn attempt_until(&mut self, deadline: Option<Instant>, progress: &mut Progress) -> Result<Response, Failure> {
        let mut credentials = self.begin().await?;
        let config = self.context.config().clone();
        let repeatable = match self.operation.is_idempotent {
            _ if self.content.is_stream() => Repeatable::Never,
            true => Repeatable::Always,
            false => Repeatable::WhereUntouched,
        };
        let policy = self.options.retry.as_ref().unwrap_or(config.retry()).clone();
        let mut retries = Retries::new(policy, repeatable, deadline);
        let (mut is_renewed, mut is_corrected) = (false, false);
        loop {
            progress.attempts += 1;
            let signed_at = config.now();
            let request = self.request(&credentials, signed_at)?;
            let result = self.attempt(request, progress.attempts).await;
            if let Ok(response) = &result {
                // Nothing was carried out and the cause is mended, so these are no retries: no policy counts them.
                let mut is_mended = !is_corrected && self.corrects_clock(&credentials, response, signed_at);
                is_corrected |= is_mended;
                if !is_mended && !is_renewed && response.status() == StatusCode::UNAUTHORIZED {
                    is_renewed = true;
                    if let Some(newer) = config.renew(&credentials).await {
                        credentials = newer;
                        is_mended = true;
                    }
                }
                if is_mended && repeatable != Repeatable::Never {
                    progress.last = Some(response.outcome());
                    continue;
                }
            }
            let Some(pause) = retries.pause(&result, config.now()) else {
                let attempts = progress.attempts;
                return result.map(|response| response.after(attempts)).map_err(|error| error.after(attempts).into());
            };
            let last = result.as_ref().map_or_else(TransportError::cause, Response::outcome);
            tracing::debug!(attempt = progress.attempts, pause_ms = millis(pause), cause = last, "trying again");
            progress.last = Some(last);
            // The answer is let go before the pause, and its connection with it.
            drop(result);
            sleep(pause).await;
        }
    }

    /// How long the call may take.
    pub(super) fn time_limit(&self) -> Duration {
        self.options.timeout.unwrap_or(self.context.config().timeouts().call)
    }

    /// What comes before the first attempt: is there anybody to ask, as whom, and for which project?
    pub(super) async fn begin(&mut self) -> Result<Credentials, Failure> {
        self.context.admit(self.operation).map_err(Failure::Config)?;
        let config = self.context.config().clone();
        let mut credentials = config.credentials().await?;
        if self.target.contains("{project_id}") {
            let project = match config.project_of(&credentials) {
                Some(project) => project.to_owned(),
                None => {
                    let project = config.look_up_project(&credentials).await?;
                    // Which may have found out that they had to be renewed.
                    credentials = config.credentials().await?;
                    project
                }
            };
            if matches!(project.as_str(), "" | "." | "..") {
                return Err(InvalidRequest::one(PROJECT_ID, "would address another route").into());
            }
            self.fill(PROJECT_ID, &project, false);
        }
        Ok(credentials)
    }

    /// Whether the server refused a signature because of its time, and told its own.
    fn corrects_clock(&self, credentials: &Credentials, response: &Response, signed_at: SystemTime) -> bool {
        matches!(credentials.kind(), Kind::AccessKey(_))
            && matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
            && self.context.config().correct_clock(response.headers(), signed_at)
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
