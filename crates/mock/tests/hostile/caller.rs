//! A caller with bare hands: what goes over the wire is what is written here.

use std::time::Duration;

use mock::{Limits, Mock};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A mock that loses its patience soon.
pub(crate) async fn mock() -> Mock {
    let limits = Limits {
        connections: 128,
        head_time: Duration::from_millis(600),
        body_time: Duration::from_millis(600),
        ..Limits::default()
    };
    Mock::builder().service("drs").limits(limits).start().await.expect("the specs of this workspace")
}

/// The head of a request that is fine, but for what else is said of it.
pub(crate) fn head(more: &str) -> String {
    format!(
        "POST /v3/0a1b/jobs/batch-pause-task HTTP/1.1\r\nHost: mock\r\nX-Auth-Token: mock-token\r\n\
         Content-Type: application/json\r\n{more}\r\n"
    )
}

/// A request that is fine.
pub(crate) fn request() -> String {
    let body = r#"{"jobs":[{"job_id":"8d0e8e36-a618-490d-8a46-8c61ac9jb502","pause_mode":"target"}]}"#;
    format!("{}{body}", head(&format!("Content-Length: {}\r\n", body.len())))
}

pub(crate) async fn connect(mock: &Mock) -> TcpStream {
    TcpStream::connect(mock.address("drs")).await.expect("the mock takes connections")
}

/// Sends bytes, as far as they are taken, and reads what comes until the end.
pub(crate) async fn exchange(mock: &Mock, bytes: &[u8]) -> String {
    let mut stream = connect(mock).await;
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    rest(&mut stream).await
}

/// What comes until the end: it must come soon.
pub(crate) async fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let read = timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
    let _ = read.expect("the mock answers or closes");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Makes sure that an answer is this refusal, in full: with an id, and a body that says why.
pub(crate) fn refused(answer: &str, status: u16, reason: &str, what: &str) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{what}: no answer: {answer:?}"));
    assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{what}: {answer}");
    let body: serde_json::Value = serde_json::from_str(body).unwrap_or_else(|err| panic!("{what}: {err}: {answer}"));
    assert_eq!(body["error_code"], format!("MOCK.0{status}"), "{what}");
    assert!(body["error_msg"].as_str().is_some_and(|message| message.contains(reason)), "{what}: {body}");
    let id = body["request_id"].as_str().expect("an id");
    assert!(head.contains(&format!("x-request-id: {id}\r\n")), "{what}: {answer}");
}

/// Makes sure that nothing has happened to the mock: the next caller is served, and nothing failed inside.
pub(crate) async fn is_well(mock: &Mock) {
    let answer = exchange(mock, request().as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "a request that is fine is answered: {answer}");
    let panics: u64 = mock.summaries().iter().map(|summary| summary.panics).sum();
    assert_eq!(panics, 0, "nothing failed inside");
}
