//! Answers that take too long. These wait on the wall clock, since a socket does not follow a paused one: tens of
//! milliseconds each.

use std::time::Duration;

use huaweicloud_core::credentials::{Provide, ProviderContext};
use huaweicloud_core::{CallOptions, CredentialsProvider};
use tokio::time::sleep;

use crate::patient;
use crate::support::client::{Client, Jobs, config};
use crate::support::server::{Answer, Server, answer};

/// Long enough for a connection and a head on a machine that is busy with other things.
const SOON: Duration = Duration::from_millis(400);
const LATE: Duration = Duration::from_secs(30);

/// A server that sends a byte of a body every five milliseconds, without end.
async fn dripping(head: &'static str) -> Server {
    Server::serving(move |mut peer| async move {
        peer.hear().await;
        peer.say(head).await;
        loop {
            sleep(Duration::from_millis(5)).await;
            peer.say(" ").await;
        }
    })
    .await
}

const BODY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n";

#[tokio::test]
async fn a_slow_drip_ends_with_the_time_of_the_call() {
    let server = dripping(BODY).await;
    let client = Client::with(config(server.address()).read_timeout(LATE).timeout(SOON).retry(patient()));
    for error in [client.list(&[]).await.expect_err("late"), client.settle().await.expect_err("late")] {
        assert!(error.is_timeout() && !error.is_connect(), "{error}");
        assert!(error.to_string().ends_with(": time ran out after 400ms"), "{error}");
        assert_eq!(error.attempts(), 1, "there is no time for another");
    }
}

#[tokio::test]
async fn a_head_has_to_be_there_within_the_time_for_reading_however_it_drips() {
    let server = dripping("HTTP/1.1 200 OK\r\nx: ").await;
    let client = Client::with(config(server.address()).read_timeout(SOON).timeout(LATE));
    let error = client.list(&[]).await.expect_err("late");
    assert!(error.is_timeout() && error.status().is_none(), "{error}");
    assert!(error.to_string().ends_with(": time ran out after 400ms"), "{error}");
}

#[tokio::test]
async fn silence_before_the_answer_is_tried_again_by_reads_only() {
    let server = Server::start([]).await;
    let client = Client::with(config(server.address()).read_timeout(SOON).timeout(LATE).retry(patient()));
    let error = client.list(&[]).await.expect_err("late");
    assert!(error.is_timeout() && !error.is_connect());
    assert!(error.to_string().ends_with("after 3 attempts: time ran out after 400ms"), "{error}");
    let error = client.stop("t").await.expect_err("late");
    assert!(error.is_timeout() && error.attempts() == 1, "{error}");
}

#[tokio::test]
async fn silence_in_the_middle_of_a_body_is_tried_again_by_reads_only() {
    let server = Server::answering(|_| Answer::Whole(format!("{BODY}{{"))).await;
    let client = Client::with(config(server.address()).read_timeout(SOON).timeout(LATE).retry(patient()));
    let error = client.list(&[]).await.expect_err("late");
    assert!(error.is_timeout() && error.is_unreadable_body(), "{error}");
    assert_eq!((error.attempts(), error.status().map(|status| status.as_u16())), (3, Some(200)));
    assert!(error.to_string().ends_with("time ran out: nothing more of it arrived for 400ms"), "{error}");
    let error = client.delete(&Jobs::default()).await.expect_err("late");
    assert!(error.is_timeout() && error.attempts() == 1, "{error}");
}

#[tokio::test]
async fn a_drip_within_the_time_for_reading_is_read() {
    let server = Server::serving(|mut peer| async move {
        peer.hear().await;
        for part in ["HTTP/1.1 200 OK\r\n", "content-length: 11\r\n\r\n", "{\"coun", "t\":", "1", "}"] {
            sleep(Duration::from_millis(10)).await;
            peer.say(part).await;
        }
        sleep(LATE).await;
    })
    .await;
    let client = Client::with(config(server.address()).read_timeout(Duration::from_secs(5)));
    assert_eq!(client.list(&[]).await.expect("read").count, Some(1));
}

#[tokio::test]
async fn a_call_has_its_own_time_and_says_what_it_saw_before_that_ran_out() {
    let server = Server::start([answer("503 Service Unavailable", ""), Answer::Silence]).await;
    let client = Client::with(config(server.address()).timeout(LATE).retry(patient()));
    let error = client.with_options(CallOptions::new().timeout(SOON)).list(&[]).await.expect_err("late");
    assert!(
        error.to_string().ends_with(
            " after 2 attempts: time ran out after 400ms; the attempt before ended with 503 Service Unavailable"
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_file_may_take_longer_than_a_call_but_not_stall() {
    let server = Server::serving(|mut peer| async move {
        peer.hear().await;
        peer.say("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n").await;
        for _ in 0..12 {
            sleep(SOON / 8).await;
            peer.say("x").await;
        }
        sleep(LATE).await;
    })
    .await;
    let client = Client::with(config(server.address()).timeout(SOON).read_timeout(Duration::from_secs(1)));
    let mut file = client.download().await.expect("200").into_inner();
    let mut length = 0;
    let error = loop {
        match file.chunk().await {
            Ok(chunk) => length += chunk.expect("no end").len(),
            Err(error) => break error,
        }
    };
    assert_eq!(length, 12);
    assert_eq!(error.to_string(), "time ran out: nothing more of it arrived for 1s");
}

#[tokio::test]
async fn time_that_runs_out_before_there_are_credentials_says_that_nothing_was_sent() {
    #[derive(Debug)]
    struct Never;

    impl CredentialsProvider for Never {
        fn provide<'a>(&'a self, _: &'a ProviderContext) -> Provide<'a> {
            Box::pin(std::future::pending())
        }

        fn name(&self) -> &'static str {
            "never"
        }
    }

    let server = Server::start([]).await;
    let error =
        Client::with(config(server.address()).credentials(Never).timeout(SOON)).stop("t").await.expect_err("late");
    assert!(error.is_timeout() && error.is_connect() && error.attempts() == 0, "{error}");
    assert!(
        error
            .to_string()
            .ends_with(": time ran out after 400ms, before credentials and project were known: nothing was sent"),
        "{error}"
    );
}

#[tokio::test]
async fn what_was_seen_before_time_ran_out_may_be_half_a_body() {
    let half = Answer::Broken("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_owned());
    let server = Server::start([half, Answer::Silence]).await;
    let client = Client::with(config(server.address()).timeout(SOON).retry(patient()));
    let error = client.list(&[]).await.expect_err("late").to_string();
    assert!(
        error.contains("; the attempt before ended with 200 OK and a body that is not all there: it was interrupted"),
        "{error}"
    );
}

/// What becomes of an upload of so many bytes whose taker is busy for longer than the time for reading.
async fn upload_to_a_busy_server(bytes: usize) -> Result<huaweicloud_core::Response, huaweicloud_core::Error> {
    let server = Server::serving(|mut peer| async move {
        sleep(3 * SOON).await;
        peer.hear().await;
        peer.say("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    })
    .await;
    let client = Client::with(config(server.address()).read_timeout(SOON).timeout(LATE));
    client.upload(vec![b'a'; bytes]).send().await.map_err(huaweicloud_core::Error::from)
}

#[tokio::test]
async fn a_large_upload_may_take_its_time_and_a_small_one_has_to_be_answered() {
    assert!(upload_to_a_busy_server(1024 * 1024).await.is_ok());
    let error = upload_to_a_busy_server(1024).await.expect_err("late");
    assert!(error.is_timeout(), "{error}");
}
