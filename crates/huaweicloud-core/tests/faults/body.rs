//! Bodies that are not what they say, or not what was asked for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use huaweicloud_core::{BodyError, Error};
use tokio::io::AsyncWriteExt;

use crate::support::client::{Client, config};
use crate::support::server::{Answer, Server, raw};
use crate::{Outcome, outcome, outcome_of};

/// A success whose body could not be read: its status is told, and that it may be told for a write as well.
#[track_caller]
fn assert_unreadable(outcome: &Outcome, reason: &str, requests: [usize; 2]) {
    let error = outcome.error();
    assert!(error.is_unreadable_body() && error.status().is_some_and(|status| status.is_success()), "{error}");
    assert!(outcome.message.starts_with("the body is not as documented: 200 OK with "), "{error}");
    assert!(outcome.message.ends_with(reason), "{error}");
    assert_eq!(outcome.requests, requests);
}

#[tokio::test]
async fn a_reset_in_the_middle_of_a_body_is_tried_again_by_reads_only() {
    let outcome = outcome_of(|_| Answer::Reset("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"c".to_owned())).await;
    assert!(outcome.error().to_string().contains("it was interrupted") || outcome.message.starts_with("no answer"));
    assert_eq!(outcome.requests, [3, 1]);
}

#[tokio::test]
async fn a_body_that_is_shorter_than_its_length_is_tried_again_by_reads_only() {
    let outcome = outcome("HTTP/1.1 200 OK\ncontent-length: 99\n\n{\"count\":1}").await;
    let reason = "(after 3 attempts); it was interrupted: end of file before message length reached";
    assert_unreadable(&outcome, reason, [3, 1]);
    assert_eq!(outcome.error().body().expect("what arrived"), "{\"count\":1}");
}

#[tokio::test]
async fn a_body_that_is_longer_than_its_length_ends_where_it_says() {
    let outcome = outcome("HTTP/1.1 200 OK\ncontent-length: 11\n\n{\"count\":1}HTTP/1.1 500 smuggled").await;
    assert!(outcome.message.contains("count: Some(1)"), "{}", outcome.message);
    assert_eq!(outcome.requests, [1, 1]);
}

#[tokio::test]
async fn what_follows_a_body_is_never_the_answer_to_the_next_request() {
    let smuggled = "HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"count\":1}HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{\"count\":66}";
    let server = Server::answering(move |_| Answer::Whole(smuggled.to_owned())).await;
    let client = Client::of(&server);
    for _ in 0..3 {
        assert_eq!(client.list(&[]).await.expect("200").count, Some(1));
    }
}

#[tokio::test]
async fn two_lengths_are_refused() {
    let outcome = outcome("HTTP/1.1 200 OK\ncontent-length: 1\ncontent-length: 11\n\n{\"count\":1}").await;
    assert!(outcome.message.ends_with("invalid content-length parsed"), "{}", outcome.message);
    assert_eq!(outcome.requests, [3, 1]);
}

#[tokio::test]
async fn half_a_document_that_is_complete_by_its_length_is_not_tried_again() {
    let outcome = outcome("HTTP/1.1 200 OK\ncontent-length: 9\n\n{\"count\":").await;
    assert_unreadable(
        &outcome,
        "it is not the documented JSON at `count`: EOF while parsing a value at line 1 column 9",
        [1, 1],
    );
}

#[tokio::test]
async fn half_a_document_that_ends_with_its_connection_is_not_tried_again() {
    let outcome = outcome("HTTP/1.1 200 OK\n\n{\"count\":").await;
    assert_unreadable(
        &outcome,
        "it is not the documented JSON at `count`: EOF while parsing a value at line 1 column 9",
        [1, 1],
    );
}

#[tokio::test]
async fn html_with_a_success_is_an_error_that_says_so() {
    let outcome = outcome("HTTP/1.1 200 OK\ncontent-type: text/html\ncontent-length: 13\n\n<html></html>").await;
    let reason = "13 bytes of text/html; it is not the documented JSON: expected value at line 1 column 1";
    assert_unreadable(&outcome, reason, [1, 1]);
}

#[tokio::test]
async fn json_is_read_whatever_it_is_called() {
    for kind in ["text/plain", "application/octet-stream", "text/html; charset=gbk", ""] {
        let outcome = outcome(&format!("HTTP/1.1 200 OK\ncontent-type: {kind}\n\n{{\"count\":1}}")).await;
        assert!(outcome.message.contains("count: Some(1)"), "{}", outcome.message);
    }
}

#[tokio::test]
async fn a_compressed_body_that_nobody_asked_for_is_an_error_that_says_so() {
    let head = "HTTP/1.1 200 OK\ncontent-type: application/json\ncontent-encoding: gzip\ncontent-length: 4\n\nGZIP";
    let outcome = outcome(head).await;
    let reason = "4 bytes of application/json (encoded as gzip); it is encoded as \"gzip\", which was not asked for";
    assert_unreadable(&outcome, reason, [1, 1]);
    assert_eq!(outcome.error().body().expect("as it came"), "GZIP");
}

#[tokio::test]
async fn a_compressed_error_says_that_it_is() {
    let head = "HTTP/1.1 403 Forbidden\ncontent-type: text/plain\ncontent-encoding: gzip\ncontent-length: 4\n\nGZIP";
    let message = outcome(head).await.message;
    assert_eq!(
        message,
        "403 Forbidden with a body of 4 bytes of text/plain (not documented for this operation; encoded as gzip)"
    );
}

#[tokio::test]
async fn what_is_announced_gets_no_memory_before_it_is_there_even_without_a_limit() {
    let server = Server::serving(|mut peer| async move {
        peer.hear().await;
        for piece in ["HTTP/1.1 200 OK\r\ncontent-length: 4611686018427387904\r\n\r\n", "{\"co", "unt\":1"] {
            peer.say(piece).await;
            // So that each piece is a chunk of its own.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let client = Client::with(config(server.address()).max_response_bytes(usize::MAX));
    let error = client.list(&[]).await.expect_err("interrupted");
    assert_eq!(error.body().expect("what was there"), "{\"count\":1");
}

#[tokio::test]
async fn an_encoding_that_is_none_is_none() {
    for encoding in ["identity", "Identity", ""] {
        let outcome = outcome(&format!("HTTP/1.1 200 OK\ncontent-encoding: {encoding}\n\n{{\"count\":1}}")).await;
        assert!(outcome.message.contains("count: Some(1)"), "{}", outcome.message);
    }
}

#[tokio::test]
async fn chunks_are_put_together_and_trailers_are_passed_over() {
    let chunks = "5;extension=1\n{\"cou\n6\nnt\":1}\n0\nx-request-id: late\n\n";
    let outcome = outcome(&format!("HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n{chunks}")).await;
    assert!(outcome.message.contains("count: Some(1)"), "{}", outcome.message);
}

#[tokio::test]
async fn broken_chunks_are_tried_again_by_reads_only() {
    for (chunks, cause) in [
        ("xyz\n{}\n0\n\n", "Invalid chunk size line: missing size digit"),
        ("fffffffffffffffff\n{}\n0\n\n", "invalid chunk size: overflow"),
        ("2\n{}", "unexpected EOF during chunk size line"),
        ("9\n{}", "end of file before message length reached"),
        ("2\n{}0\n\n", "Invalid chunk body CR"),
    ] {
        let outcome = outcome(&format!("HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n{chunks}")).await;
        assert!(outcome.message.contains("it was interrupted: "), "{}", outcome.message);
        assert!(outcome.message.ends_with(cause), "{}", outcome.message);
        assert_eq!(outcome.requests, [3, 1], "{chunks:?}");
    }
}

/// A server that writes 100 MB after this head, in pieces that an envelope makes chunks of; and how much it could write.
async fn huge(head: &'static str, piece: &'static [u8]) -> (Server, Arc<AtomicUsize>) {
    let written = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&written);
    let server = Server::serving(move |mut peer| {
        let written = Arc::clone(&count);
        async move {
            peer.hear().await;
            peer.say(head).await;
            for _ in 0..HUGE / CHUNK {
                if peer.stream.write_all(piece).await.is_err() {
                    return;
                }
                written.fetch_add(CHUNK, Ordering::Relaxed);
            }
        }
    })
    .await;
    (server, written)
}

const HUGE: usize = 100 << 20;
const CHUNK: usize = 64 << 10;
const LIMIT: usize = 1 << 20;

/// 64 KiB as they are.
static PIECE: [u8; CHUNK] = [b' '; CHUNK];

/// 64 KiB as a chunk.
fn chunk() -> &'static [u8] {
    static CHUNKED: std::sync::LazyLock<Vec<u8>> =
        std::sync::LazyLock::new(|| [b"10000\r\n", &PIECE[..], b"\r\n"].concat());
    &CHUNKED
}

/// What the sockets of both sides may hold beyond what was read.
const SOCKETS: usize = 12 << 20;

#[tokio::test]
async fn a_hundred_megabytes_that_are_announced_are_refused_unread() {
    let (server, written) = huge("HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n", &PIECE).await;
    let client = Client::with(config(server.address()).max_response_bytes(LIMIT).retry(crate::patient()));
    let error = client.list(&[]).await.expect_err("too large");
    assert_eq!(
        error.to_string(),
        "the body is not as documented: 200 OK with nothing read of a body of 104857600 bytes of unknown type; \
         it is longer than the limit of 1048576 bytes, which `max_response_bytes` raises"
    );
    assert_eq!((error.attempts(), server.heard().len()), (1, 1), "it would be as large again");
    assert!(written.load(Ordering::Relaxed) < SOCKETS, "{written:?}");
}

#[tokio::test]
async fn a_hundred_megabytes_in_chunks_are_refused_at_the_limit() {
    let (server, written) = huge("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", chunk()).await;
    let client = Client::with(config(server.address()).max_response_bytes(LIMIT));
    let error = client.list(&[]).await.expect_err("too large");
    assert!(matches!(error, Error::UnreadableBody { reason: BodyError::TooLarge { limit: LIMIT }, .. }), "{error}");
    assert_eq!(error.body().map(|body| body.len()), Some(LIMIT));
    assert!(written.load(Ordering::Relaxed) < LIMIT + SOCKETS, "{written:?}");
}

#[tokio::test]
async fn the_connection_of_a_refused_body_is_not_used_again() {
    let (server, _) = huge("HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n", &PIECE).await;
    let client = Client::with(config(server.address()).max_response_bytes(LIMIT));
    for _ in 0..2 {
        client.list(&[]).await.expect_err("too large");
    }
    let connections: Vec<_> = server.heard().iter().map(|heard| heard.connection).collect();
    assert_eq!(connections, [0, 1]);
}

#[tokio::test]
async fn what_is_read_of_half_a_body_ends_with_the_reason_as_a_stream() {
    let server = Server::start([raw("HTTP/1.1 404 Not Found\ncontent-length: 9\n\nhalf")]).await;
    let mut body = Client::of(&server).report().send().await.expect("an answer").into_stream();
    assert_eq!(body.chunk().await.expect("what was there").expect("bytes"), "half");
    assert!(matches!(body.chunk().await, Err(BodyError::Interrupted(_))));
    assert!(matches!(body.chunk().await, Ok(None)));
}

#[tokio::test]
async fn a_hundred_megabytes_as_a_stream_are_there_a_piece_at_a_time() {
    for (head, piece) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n", &PIECE[..]),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", chunk()),
    ] {
        let (server, written) = huge(head, piece).await;
        let mut file = Client::of(&server).download().await.expect("200").into_inner();
        let (mut length, mut longest) = (0, 0);
        loop {
            // What the server could write and we have not read is what somebody keeps in memory.
            let ahead = written.load(Ordering::Relaxed).saturating_sub(length);
            assert!(ahead < SOCKETS, "{ahead} bytes are kept somewhere");
            match file.chunk().await {
                Ok(Some(chunk)) => {
                    length += chunk.len();
                    longest = longest.max(chunk.len());
                }
                // The end of the connection is the end of chunks that have none.
                Ok(None) => break,
                Err(_) if length == HUGE => break,
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(length, HUGE);
        assert!(longest <= 1 << 20, "{longest}");
    }
}
