//! What our clients make of answers that are not as documented.

use std::time::{Duration, Instant};

use huaweicloud_core::{CallOptions, Deviation, Error, ResponseValue, RetryPolicy};
use huaweicloud_drs::{Client, types};
use mock::Mock;

use crate::{config, go_wrong, play};

const JOB: &str = "job-1";

/// Deletes a job that does not exist while something goes wrong: two members, one of them a number, one an enumeration.
async fn delete(mock: &Mock, fault: &str) -> Result<ResponseValue<types::BatchDeleteJobsResponse>, Error<()>> {
    go_wrong(mock, "drs", 1, fault);
    let job = types::DeleteJobReq::new().delete_type("terminate").job_id(JOB);
    let client = Client::new(&config(mock, "drs"));
    let request = client.batch_delete_jobs().body(types::BatchDeleteJobsRequest::new().jobs([job]));
    let hasty = CallOptions::new().timeout(Duration::from_millis(600)).retry(RetryPolicy::never());
    request.with_options(hasty).send().await.map_err(Error::into_untyped)
}

/// How an answer differed from its documentation, and where.
fn deviations<T>(answer: &ResponseValue<T>) -> Vec<(&str, Deviation)> {
    answer.tolerated().iter().map(|tolerated| (&*tolerated.path, tolerated.deviation)).collect()
}

#[tokio::test]
async fn numbers_that_come_as_text_are_the_numbers_that_they_mean() {
    let answer = delete(&play().await, "numbers-as-strings").await.expect("understood");
    assert_eq!(answer.count, Some(1));
    assert_eq!(deviations(&answer), [("count", Deviation::NotNumber)]);
}

#[tokio::test]
async fn a_word_that_no_page_lists_is_kept_as_it_came() {
    let answer = delete(&play().await, "unknown-enum").await.expect("understood");
    let status = answer.results.as_ref().and_then(|results| results[0].status.as_ref()).expect("it is there");
    assert!(!status.is_documented(), "{status:?}");
    assert_eq!(deviations(&answer), [("results[].status", Deviation::UnlistedValue)]);
}

#[tokio::test]
async fn a_null_is_nothing_and_not_an_error() {
    let answer = delete(&play().await, "nulls").await.expect("understood");
    assert_eq!(answer.count, None);
    assert!(deviations(&answer).contains(&("count", Deviation::Null)), "{:?}", answer.tolerated());
}

#[tokio::test]
async fn members_that_no_page_has_are_kept_beside_those_that_it_has() {
    let answer = delete(&play().await, "extra-fields").await.expect("understood");
    assert_eq!(answer.count, Some(1));
    assert!(!answer.extra.is_empty());
    let found = deviations(&answer);
    assert!(!found.is_empty() && found.iter().all(|(_, deviation)| *deviation == Deviation::UnknownField), "{found:?}");
}

#[tokio::test]
async fn html_with_a_success_is_an_error_that_keeps_it_and_says_so() {
    let mock = play().await;
    let error = delete(&mock, "body=html").await.expect_err("no JSON");
    assert!(error.is_unreadable_body(), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(202));
    assert!(error.body().is_some_and(|body| body.starts_with(b"<")), "{error}");
    let error = delete(&mock, "status=502; body=html").await.expect_err("a gateway");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(502));
    assert!(matches!(error, Error::UnexpectedResponse(_)), "{error}");
}

#[tokio::test]
async fn a_body_that_is_cut_off_says_that_the_request_has_been_carried_out() {
    let error = delete(&play().await, "truncate=10").await.expect_err("half a body");
    assert!(error.is_unreadable_body(), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(202));
    assert_eq!(error.body().map(|body| body.len()), Some(10));
}

#[tokio::test]
async fn a_connection_that_is_reset_is_no_answer_at_all() {
    for fault in ["reset", "reset=head"] {
        let error = delete(&play().await, fault).await.expect_err("no answer");
        assert!(matches!(error, Error::Transport(_)) && !error.is_timeout(), "{fault}: {error}");
        assert!(!error.is_connect(), "{fault}: the request had been sent");
    }
}

#[tokio::test]
async fn an_answer_that_is_late_or_drips_is_not_waited_for_longer_than_was_said() {
    for fault in ["delay=30s", "drip=200ms"] {
        let begun = Instant::now();
        let error = delete(&play().await, fault).await.expect_err("out of time");
        assert!(error.is_timeout(), "{fault}: {error}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{fault}: {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn a_success_that_is_empty_is_a_value_of_nothing() {
    let answer = delete(&play().await, "body=empty").await.expect("carried out");
    assert_eq!((answer.count, answer.results.as_ref()), (None, None));
}
