//! Sends a million requests, good and bad, and reports the memory of the mock on the way: it must not grow.
//!
//! `cargo run --release -p mock --example soak [-- REQUESTS]`. The mock is a process of its own, so that what is measured is
//! its memory alone. Exits with 1 if it grew by more than a tenth after the first quarter.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

fn main() -> ExitCode {
    let argument = std::env::args().nth(1);
    match argument.as_deref() {
        Some("serve") => serve(),
        other => soak(other.and_then(|count| count.parse().ok()).unwrap_or(1_000_000)),
    }
}

/// The mock: it says where it listens, and serves until its input ends.
fn serve() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mock = mock::Mock::builder().service("drs").start().await.expect("the specs of this workspace");
        println!("{}", mock.address("drs"));
        let _ = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await;
    });
    ExitCode::SUCCESS
}

fn soak(count: u32) -> ExitCode {
    let own = std::env::current_exe().expect("a path");
    let mut mock =
        Command::new(own).arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the mock starts");
    let mut address = String::new();
    BufReader::new(mock.stdout.take().expect("its output")).read_line(&mut address).expect("its address");
    let resident = || -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", mock.id())).expect("this example needs Linux");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    };

    let begun = Instant::now();
    let connect = || TcpStream::connect(address.trim()).expect("it listens");
    let mut stream = connect();
    let mut buffer = vec![0; 1 << 16];
    let mut report = vec![("start", resident())];
    for number in 0..count {
        // Some come on connections of their own.
        if number % 1_000 == 0 {
            stream = connect();
        }
        stream.write_all(request(number).as_bytes()).expect("it reads");
        let length = stream.read(&mut buffer).expect("it answers");
        assert!(length > 0, "it answers every request");
        for (name, part) in [("a quarter", count / 4), ("a half", count / 2), ("the end", count)] {
            if number + 1 == part {
                report.push((name, resident()));
            }
        }
    }
    drop(stream);
    drop(mock.stdin.take());
    let _ = mock.wait();

    println!("{count} requests in {:.0?}", begun.elapsed());
    report.iter().for_each(|(name, memory)| println!("{name:>10}  {memory:>7} kB"));
    let memory = |name: &str| report.iter().find(|(part, _)| *part == name).map_or(0, |(_, memory)| *memory);
    match memory("the end") > memory("a quarter") + memory("a quarter") / 10 {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}

/// One of several kinds of requests, each different from all others.
fn request(number: u32) -> String {
    let (path, token, body) = match number % 8 {
        0 => (format!("/v3/p{number}/nothing/{number}"), "mock-token".to_owned(), "{}".to_owned()),
        1 => (path(number), format!("token-{number}"), "{}".to_owned()),
        2 => (path(number), "mock-token".to_owned(), format!(r#"{{"field_{number}":{number}}}"#)),
        3 => (path(number), "mock-token".to_owned(), format!("no json {number}")),
        _ => {
            let job = format!(r#"{{"jobs":[{{"job_id":"8d0e8e36-a618-490d-8a46-{number:012}","pause_mode":"all"}}]}}"#);
            (path(number), "mock-token".to_owned(), job)
        }
    };
    format!(
        "POST {path} HTTP/1.1\r\nHost: mock\r\nX-Auth-Token: {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn path(number: u32) -> String {
    format!("/v3/p{number}/jobs/batch-pause-task")
}
