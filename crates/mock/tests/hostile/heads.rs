//! Heads that are no heads.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::sleep;

use crate::caller::{connect, exchange, head, is_well, mock, request};

#[tokio::test]
async fn what_is_no_http_is_refused() {
    let mock = mock().await;
    for bytes in [
        b"\0\0\0\0\r\n\r\n".as_slice(),
        b"hello\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost mock\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: \0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: y",
    ] {
        let answer = exchange(&mock, bytes).await;
        let is_refused = answer.is_empty() || answer.starts_with("HTTP/1.1 4");
        assert!(is_refused, "{:?}: {answer}", String::from_utf8_lossy(bytes));
    }
    is_well(&mock).await;
}

#[tokio::test]
async fn a_header_that_is_too_long_and_too_many_headers_are_refused() {
    let mock = mock().await;
    let long = head(&format!("X-Long: {}\r\n", "a".repeat(1 << 20)));
    let many = head(&"X-Many: a\r\n".repeat(1_000));
    for (what, bytes) in [("long", long), ("many", many)] {
        let answer = exchange(&mock, bytes.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 431 "), "{what}: {answer}");
    }
    is_well(&mock).await;
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    let (mut reading, mut writing) = stream.split();
    let endless = async {
        let _ = writing.write_all(b"GET / HTTP/1.1\r\n").await;
        while writing.write_all(b"X-Endless: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").await.is_ok() {}
    };
    let mut answer = [0; 13];
    let read = async { reading.read_exact(&mut answer).await };
    tokio::select! {
        // Until the mock hangs up, which it does after a while.
        () = endless => {}
        read = read => assert!(read.is_ok(), "{read:?}"),
    }
    assert_eq!(&answer, b"HTTP/1.1 431 ");
    is_well(&mock).await;
}

#[tokio::test]
async fn a_head_that_comes_byte_by_byte_is_given_up() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    let begun = Instant::now();
    for byte in request().bytes().cycle() {
        if stream.write_all(&[byte]).await.is_err() || begun.elapsed() > Duration::from_secs(10) {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "the mock hung up");
    is_well(&mock).await;
}

#[tokio::test]
async fn bytes_that_are_no_utf_8_are_refused_wherever_they_are() {
    let mock = mock().await;
    let line = |target: &[u8]| {
        [b"POST ".as_slice(), target, b" HTTP/1.1\r\nHost: mock\r\nX-Auth-Token: mock-token\r\n"].concat()
    };
    let json = b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    for (what, bytes) in [
        ("raw in the path", [line(b"/v3/\xff/jobs/batch-pause-task"), json.to_vec()].concat()),
        ("encoded in the path", [line(b"/v3/%ff%00/jobs/batch-pause-task"), json.to_vec()].concat()),
        ("raw in the query", [line(b"/v3/0a/jobs/batch-pause-task?a=\xff"), json.to_vec()].concat()),
        ("encoded in the query", [line(b"/v3/0a/jobs/batch-pause-task?%fe=%ff"), json.to_vec()].concat()),
        (
            "in a header",
            [line(b"/v3/0a/jobs/batch-pause-task"), b"X-Language: \xff\xfe\r\n".to_vec(), json.to_vec()].concat(),
        ),
        (
            "in the token",
            [line(b"/v3/0a/jobs/batch-pause-task"), b"X-Auth-Token: \xff\r\n".to_vec(), json.to_vec()].concat(),
        ),
        (
            "in the signature",
            [line(b"/v3/0a/jobs/batch-pause-task"), b"Authorization: \xff\r\n".to_vec(), json.to_vec()].concat(),
        ),
        (
            "in the fault",
            [line(b"/v3/0a/jobs/batch-pause-task"), b"X-Mock-Fault: \xff\r\n".to_vec(), json.to_vec()].concat(),
        ),
        ("in the method", b"P\xffST / HTTP/1.1\r\n\r\n".to_vec()),
        (
            "in a control call",
            b"PUT /_mock/things/%ff/%fe HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n\xff\xff".to_vec(),
        ),
        (
            "in the body",
            [line(b"/v3/0a/jobs/batch-pause-task"), b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc".to_vec()].concat(),
        ),
    ] {
        let answer = exchange(&mock, &bytes).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{what}: {answer}");
    }
    is_well(&mock).await;
}
