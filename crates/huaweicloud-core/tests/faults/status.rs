//! Statuses that are no plain success.

use std::time::Duration;

use huaweicloud_core::{Backoff, ManualClock, RetryBudget};

use crate::support::client::{Client, Jobs, SECRET, config};
use crate::support::server::{Server, answer, raw};
use crate::{outcome, outcome_of, patient, patient_client};

#[tokio::test]
async fn what_comes_before_the_answer_is_not_the_answer() {
    let hints = "HTTP/1.1 103 Early Hints\nlink: </x>\n\n";
    for before in ["HTTP/1.1 100 Continue\n\n", hints, &hints.repeat(5)] {
        let outcome = outcome(&format!("{before}HTTP/1.1 200 OK\ncontent-length: 11\n\n{{\"count\":1}}")).await;
        assert!(outcome.message.contains("count: Some(1)"), "{}", outcome.message);
        assert_eq!(outcome.requests, [1, 1]);
    }
}

#[tokio::test]
async fn nothing_but_what_comes_before_an_answer_is_no_answer() {
    let outcome = outcome("HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\n\n").await;
    assert!(
        outcome.message.ends_with("after 3 attempts: connection closed before message completed"),
        "{}",
        outcome.message
    );
    assert_eq!(outcome.requests, [3, 1]);
}

#[tokio::test]
async fn another_protocol_is_not_spoken() {
    let outcome = outcome("HTTP/1.1 101 Switching Protocols\nconnection: upgrade\nupgrade: h2c\n\n").await;
    assert!(outcome.error.is_some(), "{}", outcome.message);
    assert_eq!(outcome.requests[1], 1);
}

#[tokio::test]
async fn a_redirect_is_never_followed_and_the_error_says_where_to() {
    let elsewhere = Server::answering(|_| answer("200 OK", "{}")).await;
    for status in
        ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]
    {
        let location = format!("{}/v3/secret-path?token=secret-query#secret", elsewhere.address());
        let outcome = outcome(&format!("HTTP/1.1 {status}\nlocation: {location}\ncontent-length: 0\n\n")).await;
        assert_eq!(
            outcome.message,
            format!(
                "{status} with no body (not documented for this operation; a redirect to {}, which is not followed)",
                elsewhere.address()
            )
        );
        assert_eq!(outcome.requests, [1, 1]);
        assert_eq!(outcome.error().headers().expect("headers")["location"], location.as_str());
    }
    assert!(elsewhere.heard().is_empty(), "neither token nor signature reach the other host");
}

#[tokio::test]
async fn a_redirect_within_the_server_is_not_followed_either() {
    for location in ["/login?next=secret", "//[", "mailto:secret", "../secret"] {
        let outcome = outcome(&format!("HTTP/1.1 302 Found\nlocation: {location}\ncontent-length: 0\n\n")).await;
        assert!(outcome.message.contains("a redirect to another path of the same server"), "{}", outcome.message);
        assert!(!outcome.message.contains("secret"), "{}", outcome.message);
        assert_eq!(outcome.requests, [1, 1]);
    }
}

#[tokio::test]
async fn a_success_without_content_is_an_answer_of_nothing() {
    for status in ["204 No Content", "205 Reset Content"] {
        let server = Server::start([answer(status, "")]).await;
        let value = Client::of(&server).delete(&Jobs::default()).await.expect("a success");
        assert_eq!(*value, Jobs::default());
    }
}

#[tokio::test]
async fn not_modified_is_an_error_without_a_body_and_keeps_its_connection() {
    // No body follows, whatever the length says: it is that of what was not modified.
    let not_modified = "HTTP/1.1 304 Not Modified\r\ncontent-length: 99\r\n\r\n".to_owned();
    let server = Server::start([crate::Answer::Whole(not_modified), answer("200 OK", "{}")]).await;
    let client = Client::of(&server);
    let error = client.list(&[]).await.expect_err("304");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(304));
    client.list(&[]).await.expect("200");
    assert_eq!(server.heard()[1].connection, 0);
}

#[tokio::test]
async fn an_error_of_the_server_itself_is_not_tried_again() {
    for status in
        ["500 Internal Server Error", "501 Not Implemented", "505 HTTP Version Not Supported", "400 Bad Request"]
    {
        let outcome = outcome(&format!("HTTP/1.1 {status}\ncontent-length: 0\n\n")).await;
        assert_eq!(outcome.requests, [1, 1], "{status}");
        assert_eq!(outcome.error().attempts(), 1);
    }
}

#[tokio::test]
async fn an_error_of_what_is_in_front_of_the_server_is_tried_again_by_reads_only() {
    for status in ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"] {
        let outcome = outcome(&format!("HTTP/1.1 {status}\ncontent-length: 0\n\n")).await;
        assert_eq!(outcome.requests, [3, 1], "{status}");
        assert_eq!(
            outcome.message,
            format!("{status} with no body (not documented for this operation; after 3 attempts)")
        );
    }
}

#[tokio::test]
async fn throttled_is_tried_again_by_reads_and_writes_alike() {
    let outcome = outcome("HTTP/1.1 429 Too Many Requests\ncontent-length: 0\n\n").await;
    assert_eq!(outcome.requests, [3, 3]);
    assert!(outcome.error().is_throttled() && outcome.error().attempts() == 3);
}

#[tokio::test]
async fn a_storm_is_over_when_it_is_over() {
    let throttled = answer("429 Too Many Requests\nretry-after: 0", "");
    let server = Server::start([throttled.clone(), throttled, answer("200 OK", "")]).await;
    assert_eq!(patient_client(&server).stop("t").await.expect("stopped").attempts(), 3);
}

#[tokio::test]
async fn a_storm_spends_the_budget_of_all_calls_and_no_more() {
    let server = Server::answering(|_| answer("429 Too Many Requests", "")).await;
    let budget = RetryBudget::new(5);
    let client = Client::with(config(server.address()).retry(patient().budget(budget.clone())));
    for _ in 0..10 {
        client.stop("t").await.expect_err("429");
    }
    assert_eq!(server.heard().len(), 10 + 5);
    assert_eq!(budget.remaining(), 0);
}

#[tokio::test]
async fn a_server_is_left_alone_for_as_long_as_it_asks() {
    // By a clock of ours: the date is fifty milliseconds ahead of it.
    let epoch = std::time::UNIX_EPOCH + Duration::from_secs(784_111_776) + Duration::from_millis(950);
    for after in ["0", "Sun, 06 Nov 1994 08:49:37 GMT"] {
        let head = format!("429 Too Many Requests\nretry-after: {after}");
        let server = Server::start([answer(&head, ""), answer("200 OK", "")]).await;
        let config = config(server.address()).clock(ManualClock::new(epoch)).retry(patient());
        let begun = std::time::Instant::now();
        Client::with(config).stop("t").await.expect("stopped");
        let least = if after == "0" { Duration::ZERO } else { Duration::from_millis(50) };
        assert!(begun.elapsed() >= least, "{after}");
    }
}

#[tokio::test]
async fn a_server_that_asks_for_more_time_than_there_is_gets_no_second_request() {
    for after in ["3600", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let answer = raw(&format!("HTTP/1.1 429 Too Many Requests\nretry-after: {after}\ncontent-length: 0\n\n"));
        let outcome = outcome_of(move |_| answer.clone()).await;
        assert_eq!(outcome.requests, [1, 1], "{after}");
        assert!(outcome.error().is_throttled());
    }
}

#[tokio::test]
async fn the_last_answer_of_a_call_is_the_one_that_is_told() {
    let server =
        Server::start([answer("503 Service Unavailable", ""), answer("404 Not Found", r#"{"error_msg":"gone"}"#)])
            .await;
    let error = patient_client(&server).list(&[]).await.expect_err("404");
    assert_eq!(error.to_string(), "404 Not Found: gone (not documented for this operation; after 2 attempts)");
    assert!(!error.to_string().contains(SECRET));
}

#[tokio::test]
async fn a_pause_has_its_longest() {
    let server = Server::answering(|_| answer("503 Service Unavailable", "")).await;
    let policy = patient().max_attempts(20).backoff(Backoff::new(Duration::from_millis(1), Duration::from_millis(1)));
    let error = Client::with(config(server.address()).retry(policy)).list(&[]).await.expect_err("503");
    assert_eq!((error.attempts(), server.heard().len()), (20, 20));
}
