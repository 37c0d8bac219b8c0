//! Long requests, many at a time.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::thread;

/// A batch of so many tasks, none of which exists.
fn batch(tasks: usize) -> String {
    let body = format!(r#"{{"migration_tasks":[{}"1"]}}"#, r#""1","#.repeat(tasks - 1));
    let head = "POST /v2/p/migration-task/batch-stop HTTP/1.1\r\nHost: mock\r\nX-Auth-Token: mock-token\r\n\
                Content-Type: application/json\r\nConnection: close\r\n";
    format!("{head}Content-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn what_is_made_of_many_long_requests_is_in_memory_for_a_few_at_a_time() {
    // In a process of its own, whose memory nobody else uses.
    let mut command = Command::new(env!("CARGO_BIN_EXE_mock"));
    command.args(["--service", "dcs", "--quiet"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut mock = command.spawn().unwrap();
    let mut first = String::new();
    BufReader::new(mock.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let address = first.trim_end().strip_prefix("dcs  http://").expect("a URL");
    let request = batch(30_000);
    thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| {
                let mut stream = TcpStream::connect(address).unwrap();
                stream.write_all(request.as_bytes()).unwrap();
                let mut answer = String::new();
                stream.read_to_string(&mut answer).unwrap();
                assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer:.200}");
            });
        }
    });
    let status = std::fs::read_to_string(format!("/proc/{}/status", mock.id())).unwrap();
    mock.kill().unwrap();
    mock.wait().unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its memory at the most");
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
    assert!(peak < 150 << 10, "{peak} kB");
}
