//! The policy without sockets, and with a clock that stands still.

use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

use super::*;
use crate::{Backoff, OperationInfo, RetryBudget};

const SECOND: Duration = Duration::from_secs(1);

/// Pauses of 1, 2, 4 and then 5 seconds.
fn policy() -> RetryPolicy {
    let backoff = Backoff::new(SECOND, 5 * SECOND).without_jitter();
    RetryPolicy::standard().max_attempts(100).total_time(3600 * SECOND).backoff(backoff)
}

fn always(policy: RetryPolicy) -> Retries {
    Retries::new(policy, Repeatable::Always, None)
}

/// The pause after an attempt that ended so.
fn pause(retries: &mut Retries, verdict: Verdict, asked: Option<Duration>) -> Option<Duration> {
    retries.pause_after(verdict, || asked, || 1.0)
}

/// The pauses of a call whose attempts all end so, until it gives up.
async fn pauses(mut retries: Retries, verdict: Verdict) -> Vec<u64> {
    let mut pauses = Vec::new();
    while let Some(pause) = pause(&mut retries, verdict, None) {
        tokio::time::sleep(pause).await;
        pauses.push(pause.as_secs());
    }
    pauses
}

fn answered(status: u16) -> Result<Response, TransportError> {
    Ok(Response::of_head(StatusCode::from_u16(status).expect("a status"), HeaderMap::new()))
}

#[test]
fn every_status_has_its_verdict() {
    for status in 100..600 {
        let expected = match status {
            200..=299 => Verdict::Done,
            429 => Verdict::Untouched,
            502..=504 => Verdict::Unclear,
            _ => Verdict::Final,
        };
        assert_eq!(Verdict::on(&answered(status)), expected, "{status}");
    }
}

#[test]
fn running_out_of_time_is_unclear() {
    const LIST: OperationInfo = OperationInfo::new("list", "GET", "/");
    let late = TransportError::out_of_time(&LIST, "http://127.0.0.1", SECOND);
    assert_eq!(Verdict::on(&Err(late)), Verdict::Unclear);
}

#[tokio::test(start_paused = true)]
async fn what_is_tried_again_is_a_matter_of_safety() {
    use Repeatable::{Always, Never, WhereUntouched};
    for (verdict, repeatable, expected) in [
        (Verdict::Done, Always, false),
        (Verdict::Final, Always, false),
        (Verdict::Untouched, Always, true),
        (Verdict::Unclear, Always, true),
        (Verdict::Done, WhereUntouched, false),
        (Verdict::Final, WhereUntouched, false),
        (Verdict::Untouched, WhereUntouched, true),
        (Verdict::Unclear, WhereUntouched, false),
        (Verdict::Done, Never, false),
        (Verdict::Final, Never, false),
        (Verdict::Untouched, Never, false),
        (Verdict::Unclear, Never, false),
    ] {
        let mut retries = Retries::new(policy(), repeatable, None);
        assert_eq!(pause(&mut retries, verdict, None).is_some(), expected, "{verdict:?} {repeatable:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_number_of_attempts_ends_a_call() {
    assert_eq!(pauses(always(policy().max_attempts(6)), Verdict::Untouched).await, [1, 2, 4, 5, 5]);
    assert_eq!(pauses(always(RetryPolicy::never()), Verdict::Untouched).await, [0; 0]);
}

#[tokio::test(start_paused = true)]
async fn the_time_for_all_attempts_ends_a_call() {
    // They would begin after 1, 3, 7 and 12 seconds.
    assert_eq!(pauses(always(policy().total_time(8 * SECOND)), Verdict::Unclear).await, [1, 2, 4]);
    assert_eq!(pauses(always(policy().total_time(7 * SECOND)), Verdict::Unclear).await, [1, 2]);
    assert_eq!(pauses(always(policy().total_time(Duration::ZERO)), Verdict::Unclear).await, [0; 0]);
}

#[tokio::test(start_paused = true)]
async fn the_time_of_the_call_ends_it_too() {
    let retries = Retries::new(policy(), Repeatable::Always, Instant::now().checked_add(4 * SECOND));
    assert_eq!(pauses(retries, Verdict::Unclear).await, [1, 2]);
}

#[tokio::test(start_paused = true)]
async fn the_budget_ends_a_call() {
    let budget = RetryBudget::new(2);
    assert_eq!(pauses(always(policy().budget(budget.clone())), Verdict::Unclear).await, [1, 2]);
    assert_eq!(pauses(always(policy().budget(budget.clone())), Verdict::Unclear).await, [0; 0]);
    for _ in 0..10 {
        assert_eq!(pause(&mut always(policy().budget(budget.clone())), Verdict::Done, None), None);
    }
    assert_eq!(pauses(always(policy().budget(budget)), Verdict::Unclear).await, [1]);
}

#[tokio::test(start_paused = true)]
async fn what_is_not_tried_again_costs_nothing() {
    let budget = RetryBudget::new(1);
    let policy = policy().budget(budget.clone());
    for (verdict, repeatable) in [
        (Verdict::Final, Repeatable::Always),
        (Verdict::Unclear, Repeatable::WhereUntouched),
        (Verdict::Untouched, Repeatable::Never),
    ] {
        pause(&mut Retries::new(policy.clone(), repeatable, None), verdict, None);
    }
    pause(&mut always(policy.clone().max_attempts(1)), Verdict::Unclear, None);
    pause(&mut always(policy.total_time(Duration::ZERO)), Verdict::Unclear, None);
    assert_eq!(budget.remaining(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_server_gets_the_time_it_asks_for_if_there_is_so_much() {
    let mut retries = always(policy().total_time(60 * SECOND));
    assert_eq!(pause(&mut retries, Verdict::Untouched, Some(30 * SECOND)), Some(30 * SECOND));
    assert_eq!(pause(&mut retries, Verdict::Untouched, Some(Duration::ZERO)), Some(2 * SECOND), "no sooner than that");
    assert_eq!(pause(&mut retries, Verdict::Untouched, Some(61 * SECOND)), None);
    assert_eq!(pause(&mut retries, Verdict::Untouched, Some(Duration::MAX)), None);
}

#[tokio::test(start_paused = true)]
async fn the_header_that_asks_is_read() {
    let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("30"))]);
    let throttled = Ok(Response::of_head(StatusCode::TOO_MANY_REQUESTS, headers));
    assert_eq!(always(policy()).pause(&throttled, SystemTime::UNIX_EPOCH), Some(30 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn a_pause_is_any_part_of_its_limit() {
    let policy = policy().backoff(Backoff::new(SECOND, 5 * SECOND)).budget(RetryBudget::new(2_000));
    let mut halves = [0; 2];
    for _ in 0..1_000 {
        let mut retries = always(policy.clone());
        let pause = retries.pause(&answered(503), SystemTime::UNIX_EPOCH).expect("again");
        assert!(pause <= SECOND);
        halves[usize::from(pause > SECOND / 2)] += 1;
    }
    assert!(halves.iter().all(|half| *half > 350), "{halves:?}");
}
