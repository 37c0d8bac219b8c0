//! Connections that are not made, or break.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;

use crate::support::client::{Client, config};
use crate::support::server::{Answer, Server, answer, nobody};
use crate::{Outcome, outcome, outcome_of, patient, patient_client};

#[tokio::test]
async fn refused_is_tried_again_by_reads_and_writes_alike() {
    let address = nobody().await;
    let client = Client::with(config(&address).retry(patient()));
    for error in [client.list(&[]).await.expect_err("refused"), client.stop("t").await.expect_err("refused")] {
        assert!(error.is_connect() && !error.is_timeout(), "{error}");
        assert_eq!(error.attempts(), 3);
        assert!(error.to_string().contains(" after 3 attempts: cannot connect: Connection refused"), "{error}");
    }
}

#[tokio::test]
async fn a_host_that_does_not_exist_is_tried_again_by_reads_and_writes_alike() {
    let client = Client::with(config("http://no-such-host.invalid").retry(patient()));
    for error in [client.list(&[]).await.expect_err("no host"), client.stop("t").await.expect_err("no host")] {
        assert!(error.is_connect(), "{error}");
        assert_eq!(error.attempts(), 3);
        assert!(
            error
                .to_string()
                .contains("http://no-such-host.invalid) after 3 attempts: cannot connect: failed to lookup"),
            "{error}"
        );
    }
}

#[track_caller]
fn assert_unclear(outcome: &Outcome, cause: &str) {
    let error = outcome.error();
    assert!(error.status().is_none() && !error.is_connect() && !error.is_timeout(), "{error}");
    assert!(outcome.message.starts_with("no answer to list (GET SERVER) after 3 attempts: "), "{error}");
    assert!(outcome.message.contains(cause), "{error}");
    assert_eq!(outcome.requests, [3, 1]);
}

#[tokio::test]
async fn closed_before_the_answer_is_tried_again_by_reads_only() {
    assert_unclear(&outcome("").await, "connection closed before message completed");
}

#[tokio::test]
async fn reset_before_the_answer_is_tried_again_by_reads_only() {
    let outcome = outcome_of(|_| Answer::Reset(String::new())).await;
    assert_unclear(&outcome, "Connection reset by peer");
}

#[tokio::test]
async fn closed_in_the_middle_of_the_head_is_tried_again_by_reads_only() {
    assert_unclear(&outcome("HTTP/1.1 200 OK\ncontent-le").await, "connection closed before message completed");
}

#[tokio::test]
async fn reset_in_the_middle_of_the_head_is_tried_again_by_reads_only() {
    let outcome = outcome_of(|_| Answer::Reset("HTTP/1.1 200 OK\r\ncontent-le".to_owned())).await;
    assert_unclear(&outcome, "");
}

#[tokio::test]
async fn what_is_no_http_is_tried_again_by_reads_only() {
    assert_unclear(&outcome("SSH-2.0-OpenSSH_9.6\n").await, "invalid HTTP version parsed");
}

#[tokio::test]
async fn an_answer_of_http_1_0_is_read_to_the_end_of_its_connection() {
    let outcome = outcome("HTTP/1.0 200 OK\n\n{\"count\":1}").await;
    assert!(outcome.message.contains("count: Some(1)"), "{}", outcome.message);
    assert_eq!(outcome.requests, [1, 1]);
}

#[tokio::test]
async fn too_many_headers_are_refused() {
    let head = format!("HTTP/1.1 200 OK\n{}\n", "x: y\n".repeat(1_000));
    assert_unclear(&outcome(&head).await, "message head is too large");
}

#[tokio::test]
async fn headers_that_do_not_end_are_refused_before_much_of_them_is_kept() {
    let server = Server::serving(|mut peer| async move {
        peer.hear().await;
        peer.say("HTTP/1.1 200 OK\r\nx: ").await;
        let filler = vec![b'x'; 64 * 1024];
        // Without end, as long as anybody reads.
        while peer.stream.write_all(&filler).await.is_ok() {}
    })
    .await;
    let error = Client::of(&server).list(&[]).await.expect_err("refused");
    assert!(error.to_string().ends_with("message head is too large"), "{error}");
}

#[tokio::test]
async fn a_connection_that_the_server_closed_between_two_calls_is_replaced_unnoticed() {
    for is_closed_late in [false, true] {
        let closed = Arc::new(Notify::new());
        let closing = Arc::clone(&closed);
        let server = Server::serving(move |mut peer| {
            let closing = Arc::clone(&closing);
            async move {
                peer.hear().await;
                peer.say("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
                if is_closed_late {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                drop(peer);
                closing.notify_one();
            }
        })
        .await;
        let client = Client::of(&server);
        for _ in 0..3 {
            // A write: were it sent over a dead connection, nobody could send it again.
            assert_eq!(client.stop("t").await.expect("stopped").attempts(), 1);
            closed.notified().await;
            // The client's connection is told of it in its turn, on the thread that this test runs on too.
            for _ in 0..20 {
                tokio::time::sleep(Duration::from_millis(1)).await;
                tokio::task::yield_now().await;
            }
        }
        let connections: Vec<_> = server.heard().iter().map(|heard| heard.connection).collect();
        assert_eq!(connections, [0, 1, 2]);
    }
}

#[tokio::test]
async fn a_kept_connection_that_dies_under_a_request_is_an_unclear_end() {
    // The second request is heard, so it may have been carried out.
    let answers = [answer("200 OK", "{}"), Answer::Broken(String::new()), answer("200 OK", "{}")];
    let server = Server::start(answers.clone()).await;
    let client = patient_client(&server);
    client.list(&[]).await.expect("200");
    assert_eq!(client.list(&[]).await.expect("tried again").attempts(), 2);

    let server = Server::start(answers).await;
    let client = patient_client(&server);
    client.list(&[]).await.expect("200");
    assert_eq!(client.stop("t").await.expect_err("not tried again").attempts(), 1);
    assert_eq!(server.heard().len(), 2);
}

#[tokio::test]
async fn an_answer_before_the_end_of_the_request_is_the_answer() {
    let server = Server::serving(|mut peer| async move {
        peer.hear_head().await;
        peer.say("HTTP/1.1 413 Content Too Large\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}").await;
        // Nothing is read any more, and nothing is closed before the caller does.
        tokio::time::sleep(Duration::from_secs(60)).await;
    })
    .await;
    let response = Client::of(&server).upload(vec![0; 64 << 20]).send().await.expect("an answer");
    assert_eq!((response.status().as_u16(), &response.body()[..]), (413, &b"{}"[..]));
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[tokio::test]
async fn https_without_tls_is_not_tried_again() {
    let client = Client::with(config("https://127.0.0.1:1").retry(patient()));
    let error = client.list(&[]).await.expect_err("no TLS");
    assert_eq!(error.attempts(), 1, "{error}");
}
