//! Bodies that are too much.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use crate::caller::{connect, exchange, head, is_well, mock, refused, rest};

/// 100 MB.
const LENGTH: usize = 100 << 20;

#[tokio::test]
async fn a_body_that_is_announced_too_long_is_refused_before_it_is_sent() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    stream.write_all(head(&format!("Content-Length: {LENGTH}\r\n")).as_bytes()).await.unwrap();
    let mut answer = vec![0; 4_096];
    let length =
        timeout(Duration::from_secs(5), stream.read(&mut answer)).await.expect("no byte of it is awaited").unwrap();
    let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("connection: close"), "{answer}");
    assert!(answer.contains("1048576"), "it says how much is taken: {answer}");
    is_well(&mock).await;
}

#[tokio::test]
async fn whoever_sends_100_mb_all_the_same_gets_to_read_why_that_was_in_vain() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    let (mut reading, mut writing) = stream.split();
    let send = async {
        writing.write_all(head(&format!("Content-Length: {LENGTH}\r\n")).as_bytes()).await?;
        let piece = vec![b' '; 1 << 16];
        for _ in 0..LENGTH / piece.len() {
            writing.write_all(&piece).await?;
        }
        std::io::Result::Ok(())
    };
    // First all is sent, and only then is the answer read, as simple clients do.
    let _ = timeout(Duration::from_secs(30), send).await.expect("somebody reads it");
    let mut answer = String::new();
    let read = timeout(Duration::from_secs(5), reading.read_to_string(&mut answer)).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 413 "), "{read:?} {answer}");
    is_well(&mock).await;
}

#[tokio::test]
async fn a_body_of_unknown_length_is_read_up_to_the_limit() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    stream.write_all(head("Transfer-Encoding: chunked\r\n").as_bytes()).await.unwrap();
    let piece = format!("10000\r\n{}\r\n", " ".repeat(1 << 16));
    for _ in 0..LENGTH >> 16 {
        if stream.write_all(piece.as_bytes()).await.is_err() {
            break;
        }
    }
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    is_well(&mock).await;
}

#[tokio::test]
async fn malformed_chunks_are_refused() {
    let mock = mock().await;
    let (extension, trailers) =
        (format!("2;{}\r\n", "a".repeat(1 << 16)), format!("0\r\n{}", "X-T: y\r\n".repeat(20_000)));
    for chunks in [
        "zz\r\nab\r\n0\r\n\r\n",
        "-1\r\n",
        "2\r\nabc\r\n",
        "ffffffffffffffffffff\r\n",
        "5\r\nab",
        "\r\n\r\n",
        &extension,
        &trailers,
    ] {
        let answer = exchange(&mock, format!("{}{chunks}", head("Transfer-Encoding: chunked\r\n")).as_bytes()).await;
        refused(&answer, 400, "its chunks are malformed", chunks.get(..20).unwrap_or(chunks));
    }
    is_well(&mock).await;
}

#[tokio::test]
async fn json_that_is_ten_thousand_levels_deep_is_refused() {
    let mock = mock().await;
    for (open, close) in [("[", "]"), (r#"{"jobs":"#, "}"), (r#"{"jobs":["#, "]}")] {
        let body = format!("{}{}", open.repeat(10_000), close.repeat(10_000));
        let answer =
            exchange(&mock, format!("{}{body}", head(&format!("Content-Length: {}\r\n", body.len()))).as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{open}: {answer}");
        assert!(answer.len() < 8_192, "and briefly");
    }
    is_well(&mock).await;
}

#[tokio::test]
async fn a_body_full_of_mistakes_gets_a_short_answer() {
    let mock = mock().await;
    let items = r#"{"job_id":7,"pause_mode":"\u0000","x":null},"#.repeat(20_000);
    let body = format!(r#"{{"jobs":[{}]}}"#, items.trim_end_matches(','));
    let answer =
        exchange(&mock, format!("{}{body}", head(&format!("Content-Length: {}\r\n", body.len()))).as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert!(answer.len() < 65_536, "{} bytes", answer.len());
    is_well(&mock).await;
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    stream.write_all(format!("{}{{", head("Content-Length: 100\r\n")).as_bytes()).await.unwrap();
    let answer = rest(&mut stream).await;
    refused(&answer, 408, "the body did not arrive in time", "one byte of a hundred");
    is_well(&mock).await;
}

#[tokio::test]
async fn a_body_that_was_announced_and_broken_off_is_refused() {
    let mock = mock().await;
    let answer = exchange(&mock, format!("{}{{", head("Content-Length: 100\r\n")).as_bytes()).await;
    refused(&answer, 400, "the body breaks off", "one byte of a hundred");
    is_well(&mock).await;
}

#[tokio::test]
async fn whoever_asks_first_whether_to_send_is_told_no_in_time() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    let expect = format!("Expect: 100-continue\r\nContent-Length: {LENGTH}\r\n");
    stream.write_all(head(&expect).as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[tokio::test]
async fn whoever_asks_first_whether_to_send_is_told_yes() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    stream.write_all(head("Expect: 100-continue\r\nContent-Length: 11\r\n").as_bytes()).await.unwrap();
    let mut first = [0; 25];
    stream.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(br#"{"jobs":[]}"#).await.unwrap();
    stream.shutdown().await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
}
