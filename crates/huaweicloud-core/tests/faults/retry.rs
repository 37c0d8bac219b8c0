//! What is tried again, where bytes matter. The policy itself is tested without sockets, beside its code.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use huaweicloud_core::{CallOptions, RetryBudget, RetryPolicy};

use crate::patient;
use crate::support::client::{Client, config};
use crate::support::server::{Answer, Server, answer};

/// A body that has no length and can be sent once.
pub(crate) fn stream(parts: &[&'static str]) -> reqwest::Body {
    struct Parts(Vec<&'static str>);

    impl Body for Parts {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            Poll::Ready(self.0.pop().map(|part| Ok(Frame::data(Bytes::from_static(part.as_bytes())))))
        }
    }

    reqwest::Body::wrap(Parts(parts.iter().rev().copied().collect()))
}

#[tokio::test]
async fn an_operation_that_is_documented_to_be_idempotent_is_tried_again_like_a_read() {
    for fault in [answer("502 Bad Gateway", ""), Answer::Broken(String::new())] {
        let server = Server::start([fault, answer("200 OK", "{}")]).await;
        let client = Client::with(config(server.address()).retry(patient()));
        assert_eq!(client.settle().await.expect("settled").attempts(), 2);
    }
}

#[tokio::test]
async fn the_same_bytes_are_sent_again() {
    let throttled = answer("429 Too Many Requests", "");
    let server = Server::start([throttled.clone(), throttled, answer("200 OK", "")]).await;
    let client = Client::with(config(server.address()).retry(patient()));
    client.move_jobs().filled().send().await.expect("moved");
    let heard = server.heard();
    assert!(heard.iter().all(|request| (&request.head, &request.body) == (&heard[0].head, &heard[0].body)));
    assert_eq!((heard.len(), heard[0].body.as_str()), (3, r#"{"jobs":["j"]}"#));
}

#[tokio::test]
async fn bytes_are_sent_again_and_a_stream_never_is() {
    for (status, reads) in [("429 Too Many Requests", 3), ("503 Service Unavailable", 1)] {
        let server = Server::answering(move |_| answer(status, "")).await;
        let client = Client::with(config(server.address()).retry(patient()));
        client.upload("bytes").send().await.expect("an answer");
        assert_eq!(server.heard().len(), reads);
        let response = client.upload(stream(&["a", "bc"])).send().await.expect("an answer");
        assert_eq!((response.attempts(), server.heard().len()), (1, reads + 1));
        let last = server.heard().pop().expect("heard");
        assert_eq!((last.header("transfer-encoding"), last.body.as_str()), (Some("chunked"), "abc"));
    }
}

#[tokio::test]
async fn a_stream_that_found_no_connection_is_gone_as_well() {
    let address = crate::support::server::nobody().await;
    let client = Client::with(config(&address).retry(patient()));
    let failure = client.upload(stream(&["a"])).send().await.expect_err("refused");
    assert!(!failure.to_string().contains("attempts"), "{failure}");
}

#[tokio::test]
async fn a_call_may_have_its_own_policy() {
    let server = Server::answering(|_| answer("503 Service Unavailable", "")).await;
    let client = Client::with(config(server.address()).retry(patient()));
    for (policy, attempts) in
        [(RetryPolicy::never(), 1), (patient().max_attempts(5), 5), (patient().max_attempts(0), 1)]
    {
        let client = client.with_options(CallOptions::new().retry(policy));
        assert_eq!(client.list(&[]).await.expect_err("503").attempts(), attempts);
        assert_eq!(client.stop("t").await.expect_err("503").attempts(), 1, "what is safe is not up to a policy");
    }
    assert_eq!(client.list(&[]).await.expect_err("503").attempts(), 3, "the others are as they were");
}

#[tokio::test]
async fn all_clients_of_a_configuration_share_its_budget_and_successes_fill_it() {
    let server = Server::answering(|request| match request.line().contains("fine") {
        true => answer("200 OK", "{}"),
        false => answer("503 Service Unavailable", ""),
    })
    .await;
    let budget = RetryBudget::new(1);
    let config = config(server.address()).retry(patient().budget(budget.clone())).build().expect("valid");
    let clients = [Client::new(&config), Client::new(&config.clone())];
    assert_eq!(clients[0].list(&[]).await.expect_err("503").attempts(), 2);
    assert_eq!(clients[1].list(&[]).await.expect_err("503").attempts(), 1, "the budget is spent");
    for _ in 0..10 {
        clients[1].list(&["fine"]).await.expect("200");
    }
    assert_eq!(budget.remaining(), 1);
    assert_eq!(clients[0].list(&[]).await.expect_err("503").attempts(), 2);
}

#[tokio::test]
async fn no_attempt_begins_after_the_time_for_all_of_them() {
    let server = Server::answering(|_| answer("503 Service Unavailable", "")).await;
    let policy = patient().max_attempts(100_000).total_time(Duration::from_millis(500));
    let begun = std::time::Instant::now();
    let error = Client::with(config(server.address()).retry(policy)).list(&[]).await.expect_err("503");
    assert!(error.attempts() > 1 && error.attempts() < 100_000, "{error}");
    assert!(begun.elapsed() < Duration::from_secs(5));
}
