//! Waiting, by a clock that is paused: what ends a wait, when it polls, and what it tells.

use std::future::{pending, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use huaweicloud_core::Backoff;
use huaweicloud_core::wait::{Absent, Definition, Progress, State, WaitError, Waiter};
use huaweicloud_core::{Error, InvalidRequest, ResponseValue};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use tokio::time::{Instant, sleep};

#[path = "support/capture.rs"]
#[allow(dead_code, clippy::allow_attributes, reason = "this program looks at events alone")]
mod capture;

use capture::Capture;

const SECOND: Duration = Duration::from_secs(1);

const JOB_DONE: Definition = Definition {
    name: "job_done",
    success: &["DONE"],
    failure: &["FAILED"],
    pending: &["WAITING", "RUNNING"],
    absent: None,
    first: SECOND,
    most: Duration::from_secs(8),
    timeout: Duration::from_secs(60),
};
const JOB_GONE: Definition = Definition { absent: Some(Absent::Success), ..JOB_DONE };
const JOB_KEPT: Definition = Definition { absent: Some(Absent::Failure), ..JOB_DONE };

/// What the service says, poll by poll; the last of it for ever.
enum Says {
    Status(&'static str),
    NoStatus,
    NotFound,
    Forbidden,
    /// The request is refused before it is sent.
    Refused,
    /// The call hangs.
    Nothing,
}
use Says::{Forbidden, NoStatus, NotFound, Nothing, Refused, Status};

type Answer = Result<ResponseValue<Option<String>>, Error<u16>>;

impl Says {
    async fn answer(&self) -> Answer {
        let error = |status: StatusCode| {
            Err(Error::ErrorResponse(ResponseValue::new(status.as_u16(), status, HeaderMap::new())))
        };
        let status = match self {
            Self::Status(status) => Some((*status).to_owned()),
            Self::NoStatus => None,
            Self::NotFound => return error(StatusCode::NOT_FOUND),
            Self::Forbidden => return error(StatusCode::FORBIDDEN),
            Self::Refused => return Err(InvalidRequest::missing("job_id").into()),
            Self::Nothing => pending().await,
        };
        Ok(ResponseValue::new(status, StatusCode::OK, HeaderMap::new()))
    }
}

fn waiter(definition: &'static Definition, says: &'static [Says]) -> Waiter<'static, Option<String>, u16> {
    let mut next = 0;
    let poll = move || {
        let says = &says[next.min(says.len() - 1)];
        next += 1;
        says.answer()
    };
    Waiter::new(definition, poll, |status: &Option<String>| vec![status.clone()])
}

/// An answer with statuses that are whole numbers, and one with lists of lists of them, as generated types have them.
#[derive(Default)]
struct Tasks {
    state: Option<i64>,
    groups: Option<Vec<Vec<Task>>>,
}

#[derive(Default)]
struct Task {
    state: Option<i64>,
}

/// In place of a generated client and builder.
struct Client;
#[derive(Clone)]
struct ShowTasks<'a>(&'a [i64], Arc<AtomicU32>);

impl ShowTasks<'_> {
    async fn send(self) -> Result<ResponseValue<Tasks>, Error<u16>> {
        let poll = self.1.fetch_add(1, Ordering::Relaxed) as usize;
        let state = self.0.get(poll).copied();
        let tasks = Tasks { state, groups: Some(vec![vec![], vec![Task { state: Some(5) }, Task { state }]]) };
        Ok(ResponseValue::new(tasks, StatusCode::OK, HeaderMap::new()))
    }
}

huaweicloud_core::waiter! {
    Client::wait_for_tasks_done(ShowTasks) -> Tasks, u16 {
        name: "tasks_done",
        status: (state),
        success: ["5"],
        failure: ["-3"],
        pending: ["0", "1"],
        absent: None,
        interval: 1000 to 8000,
        timeout: 60000,
    }
}

huaweicloud_core::waiter! {
    Client::wait_for_groups_done(ShowTasks) -> Tasks, u16 {
        name: "groups_done",
        status: (groups[][].state),
        success: ["5"],
        failure: ["-3"],
        pending: ["0", "1"],
        absent: None,
        interval: 1000 to 8000,
        timeout: 60000,
    }
}

#[tokio::test(start_paused = true)]
async fn a_status_that_is_a_whole_number_is_met_by_its_digits() {
    let done = ShowTasks(&[0, 1, 5], Arc::default());
    assert_eq!(Client.wait_for_tasks_done(done).wait().await.expect("done").state, Some(5));
    let failed = Client.wait_for_tasks_done(ShowTasks(&[1, -3], Arc::default())).wait().await;
    let Err(WaitError::Failed { wait, .. }) = failed else { panic!("it failed") };
    assert_eq!((wait.polls, wait.status.as_deref()), (2, Some("-3")));
}

#[tokio::test(start_paused = true)]
async fn statuses_in_lists_of_lists_are_all_looked_at() {
    let polls = Arc::new(AtomicU32::new(0));
    let done = Client.wait_for_groups_done(ShowTasks(&[0, 1, 5], polls.clone())).wait().await;
    assert_eq!(done.expect("done").groups.as_ref().map(|groups| groups[1].len()), Some(2));
    assert_eq!(polls.load(Ordering::Relaxed), 3);
    let failed = Client.wait_for_groups_done(ShowTasks(&[-3], Arc::default())).wait().await;
    assert!(matches!(failed, Err(WaitError::Failed { .. })));
}

/// How a wait ended and how long it took, in a sentence.
async fn ended(waiter: Waiter<'_, Option<String>, u16>) -> String {
    let started = Instant::now();
    let outcome = waiter.wait().await;
    let took = started.elapsed().as_secs_f64().round();
    match outcome {
        Ok(answer) => format!("{took}s: {} {:?}", answer.status().as_u16(), *answer),
        Err(error) => format!("{took}s: {error}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_status_of_success_ends_it_with_the_answer_at_once() {
    assert_eq!(ended(waiter(&JOB_DONE, &[Status("DONE")])).await, r#"0s: 200 Some("DONE")"#);
}

#[tokio::test(start_paused = true)]
async fn it_polls_as_long_as_the_status_says_that_it_is_going() {
    let says = &[Status("WAITING"), Status("RUNNING"), Status("RUNNING"), Status("DONE")];
    assert_eq!(ended(waiter(&JOB_DONE, says).interval(5 * SECOND)).await, r#"15s: 200 Some("DONE")"#);
}

#[tokio::test(start_paused = true)]
async fn a_status_of_failure_ends_it_with_the_answer_that_says_so() {
    let error = waiter(&JOB_DONE, &[Status("RUNNING"), Status("FAILED")]).interval(SECOND).wait().await;
    let Err(WaitError::Failed { answer, wait }) = error else { panic!("{error:?}") };
    assert_eq!(answer.as_deref(), Some("FAILED"));
    assert_eq!((wait.polls, wait.elapsed, wait.status.as_deref()), (2, SECOND, Some("FAILED")));
    let says = ended(waiter(&JOB_DONE, &[Status("FAILED")])).await;
    assert_eq!(says, r#"0s: `job_done` will not come: the last status is "FAILED" (1 poll in 0.0ns)"#);
}

#[tokio::test(start_paused = true)]
async fn time_that_runs_out_is_told_with_the_last_status() {
    let says = ended(waiter(&JOB_DONE, &[Status("WAITING"), Status("RUNNING")]).interval(25 * SECOND)).await;
    assert_eq!(says, r#"60s: time ran out before `job_done`: the last status is "RUNNING" (3 polls in 60.0s)"#);
}

#[tokio::test(start_paused = true)]
async fn time_runs_out_in_the_middle_of_a_call_as_well() {
    let says = ended(waiter(&JOB_DONE, &[Nothing]).timeout(7 * SECOND)).await;
    assert_eq!(says, "7s: time ran out before `job_done`: no answer had a status (0 polls in 7.0s)");
}

#[tokio::test(start_paused = true)]
async fn a_status_that_nobody_documents_goes_on_and_is_named_in_the_end() {
    let says = &[Status("DOZING"), Status("SNORING"), Status("DOZING")];
    let says = ended(waiter(&JOB_DONE, says).interval(10 * SECOND)).await;
    let end = r#""DOZING" (7 polls in 60.0s); nobody documents "DOZING", "SNORING""#;
    assert_eq!(says, format!("60s: time ran out before `job_done`: the last status is {end}"));
    let says = ended(waiter(&JOB_DONE, &[Status("DOZING"), Status("DONE")]).interval(SECOND)).await;
    assert_eq!(says, r#"1s: 200 Some("DONE")"#);
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_a_status_goes_on() {
    let says = ended(waiter(&JOB_DONE, &[NoStatus, Status("DONE")]).interval(SECOND)).await;
    assert_eq!(says, r#"1s: 200 Some("DONE")"#);
}

#[tokio::test(start_paused = true)]
async fn what_is_gone_is_done_where_that_was_asked_for() {
    assert_eq!(ended(waiter(&JOB_GONE, &[Status("RUNNING"), NotFound]).interval(SECOND)).await, "1s: 404 None");
    let says = ended(waiter(&JOB_KEPT, &[Status("RUNNING"), NotFound]).interval(SECOND)).await;
    let end = "the thing does not exist (404 Not Found); no answer had a status (2 polls in 1.0s)";
    assert_eq!(says, format!("1s: `job_done` will not come: {end}"));
    let says = ended(waiter(&JOB_DONE, &[Status("RUNNING"), NotFound]).interval(SECOND)).await;
    assert!(says.starts_with("1s: cannot wait for `job_done`: 404 Not Found"), "{says}");
}

#[tokio::test(start_paused = true)]
async fn any_other_error_of_a_call_ends_it() {
    for says in [&[Status("RUNNING"), Forbidden], &[Status("RUNNING"), Refused]] {
        let error = waiter(&JOB_GONE, says).interval(SECOND).wait().await.expect_err("no success");
        assert!(matches!(error, WaitError::Call { .. }), "{error}");
        assert_eq!((error.summary().polls, error.summary().status.as_deref()), (2, Some("RUNNING")));
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_cancels_gets_nothing_more() {
    let says = &[Status("RUNNING"), Status("DONE")];
    let slow = || waiter(&JOB_DONE, says).interval(10 * SECOND);
    let cancelled = ended(slow().cancel_on(sleep(3 * SECOND))).await;
    assert_eq!(cancelled, r#"3s: cancelled before `job_done`: the last status is "RUNNING" (1 poll in 3.0s)"#);
    assert!(ended(slow().cancel_on(ready(()))).await.starts_with("0s: cancelled"));
    assert!(ended(waiter(&JOB_DONE, &[Nothing]).cancel_on(sleep(SECOND))).await.starts_with("1s: cancelled"));
    assert_eq!(ended(slow().cancel_on(sleep(11 * SECOND))).await, r#"10s: 200 Some("DONE")"#);
}

#[tokio::test(start_paused = true)]
async fn the_waits_between_polls_grow_to_the_longest_and_are_cut_by_chance() {
    let mut progress = waiter(&JOB_DONE, &[Status("RUNNING")]).timeout(600 * SECOND).progress();
    let mut polls = Vec::new();
    while let Some(Progress { elapsed, state: State::Pending(_), .. }) = progress.next().await {
        polls.push(elapsed.as_secs_f64());
    }
    assert_eq!(polls[0], 0.0);
    let delays: Vec<f64> = polls.windows(2).map(|pair| pair[1] - pair[0]).collect();
    for (earlier, delay) in delays.iter().enumerate() {
        let whole = 2_f64.powi(i32::try_from(earlier).expect("few")).min(8.0);
        // The clock of tests counts in milliseconds.
        assert!((whole / 2.0 - 0.002..=whole + 0.002).contains(delay), "{delay} after {earlier} waits");
    }
    assert!(delays.iter().skip(6).any(|delay| (delay - delays[5]).abs() > 0.01), "{delays:?}");
}

#[tokio::test(start_paused = true)]
async fn the_intervals_of_the_caller_count_more_than_those_of_the_definition() {
    let says = &[Status("RUNNING"), Status("RUNNING"), Status("DONE")];
    let backoff = Backoff::constant(20 * SECOND);
    assert_eq!(ended(waiter(&JOB_DONE, says).backoff(backoff)).await, r#"40s: 200 Some("DONE")"#);
}

#[tokio::test(start_paused = true)]
async fn progress_tells_of_every_poll_and_then_of_the_end() {
    let says = &[Status("WAITING"), Status("RUNNING"), Status("DONE")];
    let mut progress = waiter(&JOB_DONE, says).interval(2 * SECOND).progress();
    let mut told = Vec::new();
    while let Some(Progress { poll, elapsed, status, state, .. }) = progress.next().await {
        let state = match state {
            State::Pending(answer) => format!("pending {}", answer.as_deref().unwrap_or_default()),
            State::Done(outcome) => format!("done {}", outcome.expect("a success").as_deref().unwrap_or_default()),
        };
        told.push(format!("{poll} {elapsed:?} {} {state}", status.unwrap_or_default()));
    }
    assert_eq!(told, ["1 0ns WAITING pending WAITING", "2 2s RUNNING pending RUNNING", "3 4s DONE done DONE"]);
    assert!(progress.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn to_stop_asking_for_progress_and_to_ask_again_loses_nothing() {
    let mut progress = waiter(&JOB_DONE, &[Status("RUNNING"), Status("DONE")]).interval(10 * SECOND).progress();
    progress.next().await.expect("the first poll");
    tokio::time::timeout(4 * SECOND, progress.next()).await.expect_err("nothing yet");
    let started = Instant::now();
    let last = progress.next().await.expect("the end");
    assert_eq!((last.poll, started.elapsed()), (2, 6 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_dropped_polls_no_more() {
    static POLLS: AtomicU32 = AtomicU32::new(0);
    let poll = || {
        POLLS.fetch_add(1, Ordering::Relaxed);
        async { Status("RUNNING").answer().await }
    };
    let waiter = Waiter::new(&JOB_DONE, poll, |status: &Option<String>| vec![status.clone()]);
    tokio::time::timeout(10 * SECOND, waiter.interval(4 * SECOND).wait()).await.expect_err("it goes on");
    sleep(100 * SECOND).await;
    assert_eq!(POLLS.load(Ordering::Relaxed), 3);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_polled_before_somebody_waits() {
    let _idle = waiter(&JOB_DONE, &[]);
    let _unasked = waiter(&JOB_DONE, &[]).progress();
    sleep(SECOND).await;
}

#[tokio::test(start_paused = true)]
async fn a_wait_goes_to_any_thread() {
    let outcome = tokio::spawn(waiter(&JOB_DONE, &[Status("DONE")]).wait()).await.expect("no panic");
    outcome.expect("a success");
    fn is_send<T: Send>(_: &T) {}
    is_send(&waiter(&JOB_DONE, &[Status("DONE")]));
    is_send(&waiter(&JOB_DONE, &[Status("DONE")]).progress());
}

#[tokio::test(start_paused = true)]
async fn an_error_goes_wherever_errors_go() {
    let error = waiter(&JOB_DONE, &[Refused]).wait().await.expect_err("refused");
    let error: Box<dyn std::error::Error + Send + Sync> = Box::new(error);
    assert_eq!(
        error.to_string(),
        "cannot wait for `job_done`: nothing was sent: `job_id` is missing; no answer had a status (1 poll in 0.0ns)"
    );
    assert!(size_of::<WaitError<[u64; 100], [u64; 100]>>() <= 112, "{}", size_of::<WaitError<(), ()>>());
}

#[tokio::test(start_paused = true)]
async fn a_status_that_nobody_documents_is_one_warning_and_cannot_write_lines_into_a_log() {
    let capture = Capture::start();
    let says = &[Status("DOZING\n"), Status("DOZING\n"), Status("RUNNING"), Status("DONE")];
    waiter(&JOB_DONE, says).wait().await.expect("a success");
    let warnings = capture.events();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("WARN message=a status that nobody documents: the wait goes on"), "{warnings:?}");
    assert!(warnings[0].contains("waiter=\"job_done\"") && warnings[0].contains("DOZING"), "{warnings:?}");
    assert!(!warnings[0].contains(char::is_control), "{warnings:?}");
}
