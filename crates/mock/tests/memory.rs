//! What is sent leaves nothing behind: the memory of the process is the same after much of it as after little.
//!
//! It is a test by itself, because what others do in the same process would be measured with it. The long way is the
//! example `soak`.
#![cfg(target_os = "linux")]

use std::time::Duration;

use mock::{Limits, Mock};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How many bytes of memory this process has.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1_024
}

/// Sends something, and reads whatever comes.
async fn send(mock: &Mock, bytes: &[u8]) {
    let mut stream = TcpStream::connect(mock.address("drs")).await.expect("it listens");
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let _ = stream.read_to_end(&mut Vec::new()).await;
}

/// Much of everything that is too much, each time different.
async fn attack(mock: &Mock, round: usize) {
    let head = "POST /v3/0a1b/jobs/batch-pause-task HTTP/1.1\r\nHost: mock\r\nX-Auth-Token: mock-token\r\n";
    for number in 0..6 {
        let id = round * 1_000 + number;
        let body = |body: &str| {
            format!("{head}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        };
        send(mock, body(&format!("{{\"field_{id}\":[{}]}}", "7,".repeat(200_000))).as_bytes()).await;
        send(mock, body(&format!("{{\"jobs\":[{}]}}", "{\"a\":1},".repeat(50_000))).as_bytes()).await;
        send(mock, body(&"[".repeat(100_000)).as_bytes()).await;
        send(
            mock,
            format!("GET /{} HTTP/1.1\r\nHost: mock\r\nX-A: {}\r\n\r\n", "p".repeat(30_000), "h".repeat(20_000))
                .as_bytes(),
        )
        .await;
        send(mock, format!("{head}X-Mock-Fault: status={id}; {}\r\n\r\n", "x".repeat(30_000)).as_bytes()).await;
        send(mock, format!("{head}Content-Length: 104857600\r\n\r\n{}", " ".repeat(2 << 20)).as_bytes()).await;
        let _ = mock.faults("drs").push("close");
    }
    let mut idle = Vec::new();
    for _ in 0..400 {
        idle.extend(TcpStream::connect(mock.address("drs")).await);
    }
}

#[tokio::test]
async fn hostile_callers_do_not_make_it_grow() {
    let limits = Limits { connections: 128, linger: Duration::from_millis(200), ..Limits::default() };
    let mock = Mock::builder().service("drs").limits(limits).start().await.expect("the specs of this workspace");
    // The first rounds fill what is of a fixed size: the ring of requests, the pools of the allocator.
    for round in 0..3 {
        attack(&mock, round).await;
    }
    let before = resident();
    for round in 3..9 {
        attack(&mock, round).await;
    }
    let grown = resident().saturating_sub(before);
    assert!(grown < 16 << 20, "it grew by {} KiB over {} KiB", grown >> 10, before >> 10);
    let summaries = mock.stop().await;
    assert_eq!(summaries.iter().map(|summary| summary.panics).sum::<u64>(), 0);
}
