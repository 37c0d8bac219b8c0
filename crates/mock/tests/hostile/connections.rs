//! Connections: too many, too eager, and gone.

use std::time::Duration;

use mock::{Limits, Mock};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpSocket, TcpStream};

use crate::caller::{connect, exchange, is_well, mock, refused, request, rest};

#[tokio::test]
async fn two_thousand_connections_that_say_nothing_keep_nobody_out() {
    let mock = mock().await;
    let mut idle = Vec::new();
    for _ in 0..2_000 {
        // As many as this process may open.
        let Ok(stream) = TcpStream::connect(mock.address("drs")).await else { break };
        idle.push(stream);
    }
    assert!(idle.len() > 256, "more than the mock takes: {}", idle.len());
    // The mock is in this process, too, and needs a few.
    idle.truncate(idle.len() - 64);
    is_well(&mock).await;
    drop(idle);
    is_well(&mock).await;
}

#[tokio::test]
async fn half_requests_from_two_thousand_connections_keep_nobody_out() {
    let mock = mock().await;
    let mut idle = Vec::new();
    for _ in 0..2_000 {
        let Ok(mut stream) = TcpStream::connect(mock.address("drs")).await else { break };
        let _ = stream.write_all(b"POST /v3/0a/jobs/batch-pause-task HTTP/1.1\r\nHost: mo").await;
        idle.push(stream);
    }
    idle.truncate(idle.len().saturating_sub(64));
    is_well(&mock).await;
}

#[tokio::test]
async fn bodies_that_come_slowly_from_many_keep_nobody_out() {
    let mock = mock().await;
    let mut slow = Vec::new();
    for _ in 0..300 {
        let mut stream = connect(&mock).await;
        let request = request();
        let _ = stream.write_all(&request.as_bytes()[..request.len() - 10]).await;
        slow.push(stream);
    }
    is_well(&mock).await;
}

#[tokio::test]
async fn when_all_are_at_work_the_next_one_is_told_to_come_back() {
    let limits = Limits { connections: 2, ..Limits::default() };
    let mock = Mock::builder().service("drs").limits(limits).start().await.unwrap();
    fill(&mock);
    let mut at_work = Vec::new();
    for _ in 0..2 {
        at_work.push(slow_reader(&mock).await);
    }
    let answer = exchange(&mock, request().as_bytes()).await;
    refused(&answer, 503, "try again shortly", "one too many");
    assert!(answer.contains("retry-after: 1\r\n"), "{answer}");
    assert_eq!(mock.summaries()[0].unheard, 1, "and it is counted");
    for mut stream in at_work {
        // Who has said all and closes his half still wants the answer.
        stream.shutdown().await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(is_whole(&rest(&mut stream).await), "none of them is disturbed");
    }
    is_well(&mock).await;
}

#[tokio::test]
async fn an_answer_that_is_being_read_is_not_cut_off_for_others_or_by_a_stop() {
    let limits = Limits { connections: 8, ..Limits::default() };
    let mock = Mock::builder().service("drs").limits(limits).start().await.unwrap();
    fill(&mock);
    let mut slow = slow_reader(&mock).await;
    let mut others = Vec::new();
    for _ in 0..32 {
        others.push(connect(&mock).await);
    }
    is_well(&mock).await;
    mock.request_stop();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(is_whole(&rest(&mut slow).await), "all of it comes");
    mock.stop().await;
}

#[tokio::test]
async fn those_that_a_fault_delays_keep_nobody_out() {
    let limits = Limits { connections: 2, ..Limits::default() };
    let mock = Mock::builder().service("drs").limits(limits).start().await.unwrap();
    let mut given_up = Vec::new();
    for fault in ["delay=10m", "drip=10s"] {
        let mut stream = connect(&mock).await;
        let slow = request().replace("Host: mock", &format!("Host: mock\r\nX-Mock-Fault: {fault}"));
        stream.write_all(slow.as_bytes()).await.unwrap();
        given_up.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    is_well(&mock).await;
}

/// Has so much exist that no buffer on the way holds the list of it.
fn fill(mock: &Mock) {
    for number in 0..60_000 {
        mock.world("drs").put("job", &format!("job-{number}"), None).expect("there is room");
    }
}

/// Whether an answer has as much of a body as it announces.
fn is_whole(answer: &str) -> bool {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    head.starts_with("HTTP/1.1 200 OK") && head.contains(&format!("content-length: {}", body.len()))
}

/// A caller that asks for all that, and reads nothing of it yet.
async fn slow_reader(mock: &Mock) -> TcpStream {
    // Little of an answer gets under way to somebody who has so little room.
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut stream = socket.connect(mock.address("drs")).await.unwrap();
    let ask = b"GET /_mock/things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(ask).await.unwrap();
    // It has been answered as soon as a byte is there; that it may be readable is only a guess.
    stream.peek(&mut [0]).await.unwrap();
    stream
}

#[tokio::test]
async fn requests_that_come_together_are_answered_one_after_the_other() {
    let mock = mock().await;
    let answers = exchange(&mock, request().repeat(200).as_bytes()).await;
    assert_eq!(answers.matches("HTTP/1.1 200 OK\r\n").count(), 200);
    is_well(&mock).await;
}

#[tokio::test]
async fn callers_that_reset_the_connection_in_the_middle_of_a_body_are_forgotten() {
    let mock = mock().await;
    for _ in 0..100 {
        let mut stream = connect(&mock).await;
        let request = request();
        stream.write_all(&request.as_bytes()[..request.len() - 10]).await.unwrap();
        stream.set_zero_linger().unwrap();
    }
    is_well(&mock).await;
}

#[tokio::test]
async fn callers_that_never_read_are_not_waited_for() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    let many = request().repeat(100);
    // What is not read fills every buffer on the way, and then nothing more is taken.
    let full = async { while stream.write_all(many.as_bytes()).await.is_ok() {} };
    let _ = tokio::time::timeout(Duration::from_secs(2), full).await;
    is_well(&mock).await;
}

#[tokio::test]
async fn the_older_http_is_spoken_too() {
    let mock = mock().await;
    let request = request().replace("HTTP/1.1", "HTTP/1.0");
    let mut stream = connect(&mock).await;
    stream.write_all(request.as_bytes()).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.0 200 OK\r\n"), "and its connection ends with the answer: {answer}");
}
