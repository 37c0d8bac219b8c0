//! The waiters of the specimen: what they ask, and what ends them.

use std::time::Duration;

use huaweicloud_core::wait::{State, WaitError};
use specimen_beacon::types::Condition;

use crate::script::Script;

/// Sockets know no paused clock: short, but real.
const SOON: Duration = Duration::from_millis(1);

#[tokio::test]
async fn a_waiter_asks_until_the_enum_says_that_it_is_done() {
    let script = Script::of(&[
        ("200 OK", r#"{"state":{"state":"dark"}}"#),
        ("200 OK", r#"{"state":{}}"#),
        ("200 OK", "{}"),
        ("200 OK", r#"{"state":{"state":"smouldering"}}"#),
        ("200 OK", r#"{"lamp":{"lens":"first"},"state":{"state":"lit"}}"#),
    ])
    .await;
    let request = script.client.show_lamp().site_id("97b0").lamp_id("north").dark(true);
    let answer = script.client.wait_for_lamp_lit(request).interval(SOON).wait().await.expect("it burns");
    assert_eq!(answer.state.as_ref().and_then(|state| state.state.clone()), Some(Condition::Lit));
    assert!(answer.lamp.is_some());
    assert_eq!(script.heard(), ["GET /v1/97b0/lamps/north?dark=true"; 5]);
}

#[tokio::test]
async fn a_waiter_over_text_fails_with_the_answer_that_says_so() {
    let script = Script::of(&[
        ("200 OK", r#"{"status":"RUNNING","progress":40}"#),
        ("200 OK", r#"{"status":"FAILED","progress":60}"#),
    ])
    .await;
    let request = script.client.show_repair().site_id("97b0").repair_id("r-7");
    let error = script.client.wait_for_repair_done(request).interval(SOON).wait().await.expect_err("it failed");
    let shown = error.to_string();
    let WaitError::Failed { answer, wait } = error else { panic!("{shown}") };
    assert_eq!((answer.progress, answer.request_id(), wait.polls), (Some(60), Some("r-1"), 2));
    assert!(shown.starts_with(r#"`repair_done` will not come: the last status is "FAILED" (2 polls in "#), "{shown}");
}

#[tokio::test]
async fn what_is_gone_is_a_success_for_one_and_a_failure_for_another() {
    const GONE: &str = r#"{"error":{"code":404,"message":"gone"}}"#;
    let script = Script::of(&[("200 OK", r#"{"status":"RUNNING"}"#), ("404 Not Found", GONE)]).await;
    let request = script.client.show_repair().site_id("97b0").repair_id("r-7");
    let removed = script.client.wait_for_repair_removed(request.clone()).interval(SOON).wait().await.expect("gone");
    assert_eq!((removed.status().as_u16(), removed.status.as_ref()), (404, None));
    assert_eq!(&removed.body()[..], GONE.as_bytes());
    let error = script.client.wait_for_repair_done(request).wait().await.expect_err("gone");
    assert!(error.is_failed(), "{error}");
}

#[tokio::test]
async fn of_several_things_all_have_to_be_done() {
    let script = Script::of(&[
        ("200 OK", r#"{"repairs":[{"status":"DONE"},{"status":"RUNNING"}]}"#),
        ("200 OK", r#"{"repairs":[{"status":"DONE"},{}]}"#),
        ("200 OK", "{}"),
        ("200 OK", r#"{"repairs":[{"status":"DONE"},{"status":"DONE"}]}"#),
        ("200 OK", r#"{"repairs":[{"status":"DONE"},{"status":"ABANDONED"},{"status":"RUNNING"}]}"#),
        ("200 OK", r#"{"repairs":[]}"#),
    ])
    .await;
    let wait = || {
        let request = script.client.list_repairs().site_id("97b0");
        script.client.wait_for_repairs_done(request).interval(SOON).wait()
    };
    wait().await.expect("all are done");
    assert_eq!(script.heard().len(), 4);
    let error = wait().await.expect_err("one failed");
    assert_eq!(error.summary().status.as_deref(), Some("DONE, ABANDONED, RUNNING"));
    wait().await.expect("there are none");
}

#[tokio::test]
async fn progress_shows_every_answer_on_the_way() {
    let script = Script::of(&[
        ("200 OK", r#"{"status":"WAITING","progress":0}"#),
        ("200 OK", r#"{"status":"RUNNING","progress":50}"#),
        ("200 OK", r#"{"status":"DONE","progress":100}"#),
    ])
    .await;
    let request = script.client.show_repair().site_id("97b0").repair_id("r-7");
    let mut progress = script.client.wait_for_repair_done(request).interval(SOON).progress();
    let mut told = Vec::new();
    while let Some(step) = progress.next().await {
        let percent = match &step.state {
            State::Pending(answer) => answer.progress,
            State::Done(outcome) => outcome.as_ref().expect("it is done").progress,
        };
        told.push((step.poll, step.status.unwrap_or_default(), percent.unwrap_or_default()));
    }
    let expected = [(1, "WAITING", 0), (2, "RUNNING", 50), (3, "DONE", 100)];
    assert_eq!(told, expected.map(|(poll, status, percent)| (poll, status.to_owned(), percent)));
}

#[tokio::test]
async fn an_error_of_a_call_ends_the_wait_with_all_that_the_server_said() {
    let script = Script::of(&[("403 Forbidden", r#"{"error_code":"BCN.0403","error_msg":"denied"}"#)]).await;
    let request = script.client.show_lamp().site_id("97b0").lamp_id("north");
    let error = script.client.wait_for_lamp_lit(request).wait().await.expect_err("denied");
    let shown = error.to_string();
    let WaitError::Call { error, .. } = error else { panic!("{shown}") };
    assert_eq!((error.is_forbidden(), error.code().as_deref()), (true, Some("BCN.0403")));
    // A request that is refused before it is sent is not sent again and again.
    let error = script.client.wait_for_lamp_lit(script.client.show_lamp()).wait().await.expect_err("refused");
    assert!(error.to_string().contains("`site_id` is missing"), "{error}");
    assert_eq!(script.heard().len(), 1);
}

#[tokio::test]
async fn a_wait_ends_when_its_caller_says_so() {
    let script = Script::of(&[("200 OK", r#"{"status":"RUNNING"}"#)]).await;
    let (cancel, cancelled) = tokio::sync::oneshot::channel::<()>();
    let client = script.client.clone();
    let wait = tokio::spawn(async move {
        let request = client.show_repair().site_id("97b0").repair_id("r-7");
        let waiter = client.wait_for_repair_done(request).interval(Duration::from_secs(60)).cancel_on(cancelled);
        waiter.wait().await.map(|_| ()).map_err(|error| error.is_cancelled())
    });
    while script.heard().is_empty() {
        tokio::task::yield_now().await;
    }
    cancel.send(()).expect("it listens");
    assert_eq!(wait.await.expect("no panic"), Err(true));
}
