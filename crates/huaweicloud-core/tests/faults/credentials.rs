//! Credentials that a server refuses: renewed once, tried again once. And clocks that differ.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use huaweicloud_core::credentials::{Provide, ProviderContext};
use huaweicloud_core::{Credentials, CredentialsProvider, ManualClock, RetryPolicy, Token};

use crate::support::client::{Client, config};
use crate::support::server::{Answer, Request, Server, answer};

/// Issues the tokens `token-1`, `token-2` and so on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Issuer(Arc<AtomicUsize>);

impl Issuer {
    pub(crate) fn issued(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl CredentialsProvider for Issuer {
    fn provide<'a>(&'a self, _: &'a ProviderContext) -> Provide<'a> {
        Box::pin(async {
            // As long as a login takes, so that callers meet.
            tokio::time::sleep(Duration::from_millis(5)).await;
            let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
            Ok(Credentials::token(Token::new(format!("token-{number}")).expect("a valid token")))
        })
    }

    fn name(&self) -> &'static str {
        "issuer"
    }
}

/// Takes `token-2`, and no other.
pub(crate) fn second_only(request: &Request) -> Answer {
    match request.header("x-auth-token") {
        Some("token-2") => answer("200 OK", ""),
        _ => answer("401 Unauthorized", r#"{"error_msg":"expired"}"#),
    }
}

fn tokens(server: &Server) -> Vec<String> {
    server.heard().iter().map(|heard| heard.header("x-auth-token").unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn an_expired_token_is_renewed_once_and_the_call_tried_again_once_even_a_write_that_is_never_retried() {
    let (server, issuer) = (Server::answering(second_only).await, Issuer::default());
    let client = Client::with(config(server.address()).credentials(issuer.clone()).retry(RetryPolicy::never()));
    assert_eq!(client.stop("t").await.expect("stopped").attempts(), 2);
    assert_eq!(client.stop("t").await.expect("stopped").attempts(), 1, "the new token is kept");
    assert_eq!(tokens(&server), ["token-1", "token-2", "token-2"]);
}

#[tokio::test]
async fn a_second_refusal_is_for_the_caller() {
    let server = Server::answering(|_| answer("401 Unauthorized", r#"{"error_msg":"expired"}"#)).await;
    let client = Client::with(config(server.address()).credentials(Issuer::default()).retry(crate::patient()));
    let error = client.list(&[]).await.expect_err("401");
    assert_eq!(error.to_string(), "401 Unauthorized: expired (not documented for this operation; after 2 attempts)");
    assert_eq!(tokens(&server), ["token-1", "token-2"]);
}

#[tokio::test]
async fn tokens_that_are_all_refused_are_not_a_login_for_every_call() {
    let (server, issuer) = (Server::answering(|_| answer("401 Unauthorized", "")).await, Issuer::default());
    let client = Client::with(config(server.address()).credentials(issuer.clone()));
    for _ in 0..20 {
        client.list(&[]).await.expect_err("401");
    }
    assert_eq!(issuer.issued(), 2, "one to begin with, and one renewal");
}

#[tokio::test]
async fn a_token_that_cannot_be_renewed_is_not_tried_again() {
    let server = Server::answering(second_only).await;
    let client = Client::with(config(server.address()).retry(crate::patient()));
    let error = client.list(&[]).await.expect_err("401");
    assert!(error.is_unauthorized() && error.attempts() == 1);
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test]
async fn a_hundred_refusals_at_once_are_one_renewal() {
    let (server, issuer) = (Server::answering(second_only).await, Issuer::default());
    let client = Client::with(config(server.address()).credentials(issuer.clone()));
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.stop("t").await.map(|value| value.attempts()) })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.expect("not panicked").expect("stopped"), 2);
    }
    assert_eq!(issuer.issued(), 2, "one to begin with, and one renewal");
}

#[tokio::test]
async fn renewing_is_no_attempt_of_the_policy() {
    let answers = [
        answer("401 Unauthorized", ""),
        answer("503 Service Unavailable", ""),
        answer("503 Service Unavailable", ""),
        answer("200 OK", "{}"),
    ];
    let server = Server::start(answers).await;
    let client = Client::with(config(server.address()).credentials(Issuer::default()).retry(crate::patient()));
    assert_eq!(client.list(&[]).await.expect("the third of three").attempts(), 4);
}

#[tokio::test]
async fn a_stream_is_not_sent_again_but_the_next_call_has_the_new_token() {
    let server = Server::answering(second_only).await;
    let client = Client::with(config(server.address()).credentials(Issuer::default()));
    let response = client.upload(crate::retry::stream(&["a"])).send().await.expect("an answer");
    assert_eq!((response.status().as_u16(), response.attempts()), (401, 1));
    assert_eq!(client.upload(crate::retry::stream(&["a"])).send().await.expect("an answer").status().as_u16(), 200);
    assert_eq!(tokens(&server), ["token-1", "token-2"]);
}

/// Sun, 06 Nov 1994 08:49:37 GMT
pub(crate) fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
}

/// A server whose clock is two hours ahead, and which takes no signature of another time.
pub(crate) fn two_hours_ahead(request: &Request) -> Answer {
    match request.header("x-sdk-date") {
        Some("19941106T104937Z") => answer("200 OK", ""),
        _ => answer("401 Unauthorized\nDate: Sun, 06 Nov 1994 10:49:37 GMT", ""),
    }
}

pub(crate) fn key() -> Credentials {
    Credentials::access_key("AKEXAMPLE", "very secret")
}

pub(crate) fn dates(server: &Server) -> Vec<String> {
    server.heard().iter().map(|heard| heard.header("x-sdk-date").unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_clock_that_differs_is_corrected_once_and_the_request_signed_anew() {
    let server = Server::answering(two_hours_ahead).await;
    let config = config(server.address()).credentials(key()).clock(ManualClock::new(now()));
    let client = Client::with(config.retry(RetryPolicy::never()));
    assert_eq!(client.stop("t").await.expect("stopped").attempts(), 2);
    assert_eq!(client.stop("t").await.expect("stopped").attempts(), 1, "the next call has the right time at once");
    assert_eq!(dates(&server), ["19941106T084937Z", "19941106T104937Z", "19941106T104937Z"]);
    let signatures: Vec<_> =
        server.heard().iter().map(|heard| heard.header("authorization").map(str::to_owned)).collect();
    assert!(signatures.iter().all(Option::is_some) && signatures[0] != signatures[1]);
}

#[tokio::test]
async fn calls_that_are_refused_together_are_each_signed_anew() {
    let server = Server::answering(two_hours_ahead).await;
    let client = Client::with(config(server.address()).credentials(key()).clock(ManualClock::new(now())));
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.stop("t").await })
        })
        .collect();
    for call in calls {
        call.await.expect("not panicked").expect("stopped");
    }
}

#[tokio::test]
async fn a_clock_is_corrected_once_in_a_call() {
    let hour = Arc::new(AtomicUsize::new(9));
    let server = Server::answering(move |_| {
        let hour = hour.fetch_add(1, Ordering::Relaxed);
        answer(&format!("403 Forbidden\nDate: Sun, 06 Nov 1994 {hour:02}:49:37 GMT"), "")
    })
    .await;
    let config = config(server.address()).credentials(key()).clock(ManualClock::new(now()));
    let error = Client::with(config.retry(crate::patient())).list(&[]).await.expect_err("403");
    assert!(error.is_forbidden() && error.attempts() == 2, "{error}");
}

#[tokio::test]
async fn a_clock_that_is_right_or_not_told_is_not_corrected() {
    for head in [
        "401 Unauthorized",
        "401 Unauthorized\nDate: soon",
        "401 Unauthorized\nDate: Sun, 06 Nov 1994 08:50:00 GMT",
        "400 Bad Request\nDate: Sun, 06 Nov 1994 10:49:37 GMT",
    ] {
        let server = Server::answering(move |_| answer(head, "")).await;
        let config = config(server.address()).credentials(key()).clock(ManualClock::new(now()));
        let client = Client::with(config.retry(crate::patient()));
        client.list(&[]).await.expect_err(head);
        assert_eq!(dates(&server), ["19941106T084937Z"], "{head}");
    }
}

#[tokio::test]
async fn no_clock_is_corrected_for_a_token() {
    let server = Server::answering(two_hours_ahead).await;
    let config = config(server.address()).clock(ManualClock::new(now())).retry(crate::patient());
    Client::with(config).list(&[]).await.expect_err("401");
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test]
async fn each_retry_is_signed_afresh() {
    let clock = ManualClock::new(now());
    let ticking = clock.clone();
    let server = Server::answering(move |_| {
        ticking.advance(Duration::from_secs(1));
        answer("503 Service Unavailable", "")
    })
    .await;
    let client = Client::with(config(server.address()).credentials(key()).clock(clock).retry(crate::patient()));
    client.list(&[]).await.expect_err("503");
    assert_eq!(dates(&server), ["19941106T084937Z", "19941106T084938Z", "19941106T084939Z"]);
}
