//! Misbehaviour, as it arrives.

use std::time::{Duration, Instant};

use mock::faults::Plan;

use crate::caller::{Answer, JOB, PAUSE, drs, pause, request};

async fn with(fault: &str) -> Answer {
    pause().header(&format!("X-Mock-Fault: {fault}")).send(&drs().await).await
}

#[tokio::test]
async fn a_status_is_answered_and_nothing_is_done() {
    let mock = drs().await;
    let before = mock.world("drs").get("job", JOB).unwrap();
    let answer = pause().header("X-Mock-Fault: status=503; retry-after=2").send(&mock).await;
    assert_eq!((answer.status(), answer.header("retry-after")), (503, Some("2")));
    assert!(answer.json()["error_code"].is_string(), "{}", answer.raw);
    assert_eq!(mock.world("drs").get("job", JOB).unwrap(), before);
}

#[tokio::test]
async fn every_status_there_can_be_is_answered() {
    let mock = drs().await;
    for status in [200, 204, 206, 301, 304, 400, 401, 404, 418, 429, 500, 502, 504, 599, 799] {
        let answer = pause().header(&format!("X-Mock-Fault: status={status}")).send(&mock).await;
        assert_eq!(answer.status(), status, "{}", answer.raw);
    }
}

#[tokio::test]
async fn an_answer_that_is_broken_off_was_given_all_the_same() {
    for fault in ["reset", "reset=head", "reset=body", "close", "truncate=5"] {
        let mock = drs().await;
        let before = mock.world("drs").get("job", JOB).unwrap();
        pause().header(&format!("X-Mock-Fault: {fault}")).send(&mock).await;
        assert_ne!(mock.world("drs").get("job", JOB).unwrap(), before, "{fault}: the task is paused");
    }
}

#[tokio::test]
async fn a_connection_is_reset_where_the_fault_says() {
    let at_once = with("reset").await;
    assert!(at_once.was_reset && at_once.raw.is_empty(), "{at_once:?}");
    let head = with("reset=head").await;
    assert!(
        head.was_reset && head.raw.starts_with("HTTP/1.1 200 OK\r\n") && !head.raw.contains("\r\n\r\n"),
        "{head:?}"
    );
    let body = with("reset=body").await;
    assert!(body.was_reset && body.body().starts_with(r#"{"results":["#), "{body:?}");
    assert!(serde_json::from_str::<serde_json::Value>(body.body()).is_err(), "{body:?}");
}

#[tokio::test]
async fn a_connection_is_closed_early_in_good_order() {
    let closed = with("close").await;
    assert!(!closed.was_reset && closed.raw.is_empty(), "{closed:?}");
    let truncated = with("truncate=5").await;
    assert!(!truncated.was_reset && truncated.body().len() == 5, "{truncated:?}");
    assert!(truncated.header("content-length").is_some_and(|length| length.parse::<usize>().unwrap() > 5));
}

#[tokio::test]
async fn answers_come_late_and_slowly() {
    let begun = Instant::now();
    assert_eq!(with("delay=300ms").await.status(), 200);
    assert!(begun.elapsed() >= Duration::from_millis(300));
    let begun = Instant::now();
    let dripping = with("drip=3ms").await;
    assert_eq!(dripping.json()["count"], 1, "whole in the end");
    assert!(begun.elapsed() >= Duration::from_millis(3 * dripping.body().len() as u64));
}

#[tokio::test]
async fn bodies_are_replaced_and_mangled() {
    let html = with("status=502; body=html").await;
    assert_eq!((html.status(), html.header("content-type")), (502, Some("text/html")));
    assert!(html.body().starts_with("<html>"));
    assert_eq!(with("body=empty").await.body(), "");
    assert_eq!(with("body=text:what?; content-type=application/json").await.body(), "what?");
    assert_eq!(with("numbers-as-strings").await.json()["count"], "1");
    assert!(with("nulls").await.json()["results"][0]["id"].is_null());
    assert_eq!(with("unknown-enum").await.json()["results"][0]["status"], "MOCK_UNKNOWN_VALUE");
    assert_eq!(with("extra-fields").await.json()["mock_extra_field"], "not documented");
}

#[tokio::test]
async fn a_fault_that_is_not_known_is_refused_with_those_that_are() {
    let answer = with("statsu=503").await;
    assert_eq!(answer.status(), 400);
    let message = answer.json()["error_msg"].as_str().unwrap_or_default().to_owned();
    assert!(message.contains("`statsu` is no fault") && message.contains("retry-after=2"), "{message}");
}

#[tokio::test]
async fn two_faults_in_two_headers_are_refused_rather_than_one_of_them_ignored() {
    let answer = pause().header("X-Mock-Fault: status=503").header("X-Mock-Fault: nulls").send(&drs().await).await;
    assert_eq!(answer.status(), 400);
    let message = answer.json()["error_msg"].as_str().unwrap_or_default().to_owned();
    assert!(message.contains("send one, with the words joined by `;`"), "{message}");
}

#[tokio::test]
async fn a_caller_is_told_when_to_come_back_in_seconds_or_by_a_date() {
    for when in ["2", "Wed, 21 Oct 2026 07:28:00 GMT"] {
        let answer = with(&format!("status=429; retry-after={when}")).await;
        assert_eq!((answer.status(), answer.header("retry-after")), (429, Some(when)));
    }
}

#[tokio::test]
async fn faults_wait_for_requests_that_are_fine() {
    let mock = drs().await;
    mock.faults("drs").push("status=500").unwrap();
    let wrong = request("POST", PAUSE).header("X-Auth-Token: mock-token").body("{}").send(&mock).await;
    assert_eq!(wrong.status(), 400, "it learns what is wrong with it");
    assert_eq!(pause().send(&mock).await.status(), 500);
    assert_eq!(pause().send(&mock).await.status(), 200, "the fault is over");
}

#[tokio::test]
async fn faults_can_be_for_one_operation_and_several_times() {
    let mock = drs().await;
    let plan = Plan::once("status=429".parse().unwrap()).times(2).only("batch_stop_jobs");
    mock.faults("drs").plan(plan).unwrap();
    mock.faults("drs").plan(Plan::once("status=500".parse().unwrap()).only("batch_delete_jobs")).unwrap();
    let statuses =
        [pause().send(&mock).await.status(), pause().send(&mock).await.status(), pause().send(&mock).await.status()];
    assert_eq!(statuses, [429, 429, 200]);
}
