//! What a caller learns when no whole answer arrives.

use std::error::Error as _;
use std::time::Duration;

use huaweicloud_core::{BodyError, Error};

use crate::client::{Client, Jobs, config};
use crate::server::{Answer, Server, answer, nobody};

#[tokio::test]
async fn a_refused_connection_says_so() {
    let address = nobody().await;
    let error = Client::with(config(&address)).stop("t").await.expect_err("refused");
    assert!(error.is_connect());
    assert!(!error.is_timeout());
    assert_eq!(error.status(), None);
    let message = error.to_string();
    let expected = format!("no answer to stop (POST {address}): cannot connect: Connection refused");
    assert!(message.starts_with(&expected), "{message}");
    assert!(error.source().is_some(), "the cause is there for programs");
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[tokio::test]
async fn https_without_tls_names_the_features() {
    let error = Client::with(config("https://127.0.0.1:1")).stop("t").await.expect_err("no TLS");
    assert!(error.to_string().ends_with("`https` needs the feature `rustls` or `native-tls`, and neither is enabled"));
}

#[tokio::test]
async fn a_connection_that_closes_before_the_answer_is_no_connect_error() {
    let server = Server::start([Answer::Broken(String::new())]).await;
    let error = Client::of(&server).stop("t").await.expect_err("hung up");
    assert!(matches!(error, Error::Transport(_)));
    assert!(!error.is_connect(), "the server may have acted");
}

#[tokio::test]
async fn a_server_that_stays_silent_is_a_timeout() {
    let server = Server::start([Answer::Silence]).await;
    let config = config(server.address()).read_timeout(Duration::from_millis(50));
    let error = Client::with(config).stop("t").await.expect_err("silence");
    assert!(error.is_timeout());
    assert!(!error.is_connect());
    assert!(error.to_string().ends_with(": time ran out after 50ms"), "{error}");
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_a_timeout() {
    let server = Server::start([Answer::Silence]).await;
    let config = config(server.address()).timeout(Duration::from_millis(50));
    let error = Client::with(config).stop("t").await.expect_err("silence");
    assert!(error.is_timeout());
}

#[tokio::test]
async fn a_body_that_breaks_off_keeps_the_status_and_what_arrived() {
    let head = "HTTP/1.1 202 Accepted\r\nx-request-id: r-1\r\ncontent-length: 99\r\n\r\n";
    let server = Server::start([Answer::Broken(format!("{head}{{\"jobs\""))]).await;
    let error = Client::of(&server).delete(&Jobs::default()).await.expect_err("half a body");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(202));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.body().expect("a part"), "{\"jobs\"");
    assert!(error.to_string().contains("it was interrupted"), "{error}");
}

#[tokio::test]
async fn a_file_that_breaks_off_says_why() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf";
    let server = Server::start([Answer::Broken(head.to_owned())]).await;
    let mut file = Client::of(&server).download().await.expect("200").into_inner();
    let error = loop {
        match file.chunk().await {
            Ok(chunk) => assert!(chunk.is_some(), "half a file has no end"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, BodyError::Interrupted(_)) && error.source().is_some());
    assert!(error.to_string().starts_with("it was interrupted: "), "{error}");
}

#[tokio::test]
async fn a_body_that_stalls_is_a_timeout_with_a_status() {
    let head = "HTTP/1.1 202 Accepted\r\ncontent-length: 99\r\n\r\n{";
    let server = Server::start([Answer::Whole(head.to_owned())]).await;
    let config = config(server.address()).read_timeout(Duration::from_millis(500));
    let error = Client::with(config).delete(&Jobs::default()).await.expect_err("a stalled body");
    assert!(error.is_timeout());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(202));
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_an_error_that_keeps_what_fits() {
    let head = "HTTP/1.1 202 Accepted\r\ntransfer-encoding: chunked\r\n\r\n2000\r\n";
    let server = Server::start([Answer::Whole(format!("{head}{}\r\n0\r\n\r\n", "1".repeat(0x2000)))]).await;
    let config = config(server.address()).max_response_bytes(1000);
    let error = Client::with(config).delete(&Jobs::default()).await.expect_err("too large");
    assert_eq!(error.body().map(|body| body.len()), Some(1000));
    assert!(matches!(error, Error::UnreadableBody { reason: BodyError::TooLarge { limit: 1000 }, .. }));
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_taken() {
    let body = r#"{"jobs":[]}"#;
    let server = Server::start([answer("202 Accepted", body)]).await;
    let config = config(server.address()).max_response_bytes(body.len());
    Client::with(config).delete(&Jobs::default()).await.expect("it fits");
}

#[tokio::test]
async fn an_undocumented_status_with_a_body_beyond_the_limit_keeps_what_fits() {
    let server = Server::start([answer("502 Bad Gateway", &"x".repeat(5000))]).await;
    let config = config(server.address()).max_response_bytes(1000);
    let error = Client::with(config).stop("t").await.expect_err("502");
    assert_eq!(error.body().map(|body| body.len()), Some(1000));
}
