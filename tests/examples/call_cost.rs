//! What a call costs: a generated client beside hand-written, typed reqwest code that makes the same call.
//!
//! ```text
//! cargo run --release -p evidence --example call_cost
//! ```
//!
//! Allocations are counted in the calling thread; instructions by valgrind's callgrind, if the machine has it, as the
//! difference between a run of many calls and a run of few, so that what happens once does not count. The server is
//! another process, and sends the same bytes to both. Also told: the time to the first call, and the memory that one
//! more idle client takes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::Instant;

use huaweicloud_core::{Config, Token};
use huaweicloud_drs::{Client, types};
use serde::{Deserialize, Serialize};

const FEW: u32 = 100;
const MANY: u32 = 600;
const CLIENTS: u64 = 1_000;

const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";
const JOB: &str = "c6f6a5b4-0f1e-4c53-b11c-3d9d2d7ajb01";
const ANSWER: &str = r#"{"count":1,"results":[{"id":"c6f6a5b4-0f1e-4c53-b11c-3d9d2d7ajb01","status":"success"}]}"#;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => compare(),
        ["serve"] => serve(),
        ["first", who, server] => {
            let begun = Instant::now();
            calls(who, server, 1);
            println!("{}", begun.elapsed().as_micros());
        }
        [who, server, calls] => self::calls(who, server, calls.parse().expect("a number")),
        _ => eprintln!("usage: call_cost"),
    }
}

/// Runs both sides, each in processes of its own.
fn compare() {
    let this = std::env::current_exe().expect("a program knows where it is");
    let mut server = Command::new(&this).arg("serve").stdout(Stdio::piped()).spawn().expect("it runs itself");
    let mut address = String::new();
    BufReader::new(server.stdout.take().expect("piped")).read_line(&mut address).expect("it tells its address");
    let address = address.trim();

    println!("{:<14} {:>12} {:>14} {:>16}", "", "allocations", "instructions", "first call, µs");
    let mut rows = Vec::new();
    for who in ["hand-written", "generated"] {
        let allocations = allocations(who, address);
        let instructions = instructions(&this, who, address);
        let first = Command::new(&this).args(["first", who, address]).output().expect("it runs itself");
        let first = String::from_utf8_lossy(&first.stdout).trim().to_owned();
        let shown = instructions.map_or_else(|| "no valgrind".to_owned(), |number| number.to_string());
        println!("{who:<14} {allocations:>12.2} {shown:>14} {first:>16}");
        rows.push((allocations, instructions));
    }
    if let [hand, ours] = rows.as_slice() {
        let instructions = hand.1.zip(ours.1).map(|(hand, ours)| ours as f64 / hand as f64);
        let shown = instructions.map_or_else(String::new, |ratio| format!("{ratio:.3}"));
        println!("{:<14} {:>12.3} {shown:>14}", "ratio", ours.0 / hand.0);
    }
    let config = config(address);
    let held: Vec<Client> = Vec::with_capacity(CLIENTS as usize);
    let mut held = held;
    let memory = allocation_counter::measure(|| held.extend((0..CLIENTS).map(|_| Client::new(&config))));
    println!(
        "one more idle client: {} bytes in {} allocations",
        memory.bytes_current / CLIENTS as i64,
        memory.count_current / CLIENTS as i64
    );
    let memory = allocation_counter::measure(|| drop(std::hint::black_box(self::config(address))));
    println!("one more configuration: at most {} bytes", memory.bytes_max);
    server.kill().expect("it can be ended");
    let _ = server.wait();
}

/// How often a call allocates.
fn allocations(who: &str, server: &str) -> f64 {
    let runtime = runtime();
    let caller = Caller::new(who, server);
    let counted = allocation_counter::measure(|| {
        runtime.block_on(async {
            for _ in 0..3 {
                caller.call().await;
            }
        });
    });
    let warm = counted.count_total;
    let counted = allocation_counter::measure(|| {
        runtime.block_on(async {
            for _ in 0..MANY {
                caller.call().await;
            }
        });
    });
    assert!(warm > 0 && counted.count_total > 0);
    counted.count_total as f64 / f64::from(MANY)
}

/// How many instructions a call takes.
fn instructions(this: &std::path::Path, who: &str, server: &str) -> Option<u64> {
    let run = |calls: u32| {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(this)
            .args([who, server, &calls.to_string()])
            .output()
            .ok()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        text.lines().find_map(|line| line.split("Collected : ").nth(1)?.trim().parse::<u64>().ok())
    };
    Some((run(MANY)? - run(FEW)?) / u64::from(MANY - FEW))
}

fn calls(who: &str, server: &str, calls: u32) {
    let caller = Caller::new(who, server);
    runtime().block_on(async {
        for _ in 0..calls {
            caller.call().await;
        }
    });
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

fn config(server: &str) -> Config {
    let token = Token::new(token()).expect("it is one");
    Config::builder().endpoint(format!("http://{server}")).token(token).build().expect("it says all that is needed")
}

/// As long as some are.
fn token() -> String {
    "MIIEvg".repeat(20)
}

/// Who makes the call.
enum Caller {
    Hand { client: reqwest::Client, base: String, token: String },
    Generated(Client),
}

impl Caller {
    fn new(who: &str, server: &str) -> Self {
        match who {
            "hand-written" => {
                Self::Hand { client: reqwest::Client::new(), base: format!("http://{server}"), token: token() }
            }
            _ => Self::Generated(Client::new(&config(server))),
        }
    }

    async fn call(&self) {
        match self {
            Self::Hand { client, base, token } => {
                let jobs = vec![Job { job_id: JOB.to_owned(), pause_mode: "target" }];
                let response = client
                    .post(format!("{base}/v3/{PROJECT}/jobs/batch-pause-task"))
                    .header("X-Auth-Token", token)
                    .header("X-Language", "en-us")
                    .header("Accept", "application/json")
                    .json(&Jobs { jobs })
                    .send()
                    .await
                    .expect("an answer");
                assert_eq!(response.status(), 200);
                let answer: Answer = response.json().await.expect("what is documented");
                assert_eq!(answer.results.and_then(|results| results.into_iter().next()?.id).as_deref(), Some(JOB));
            }
            Self::Generated(client) => {
                let job = types::PauseInfo::new().job_id(JOB).pause_mode("target");
                let answer = client
                    .batch_stop_jobs()
                    .project_id(PROJECT)
                    .x_language("en-us")
                    .body(types::BatchStopJobsRequest::new().jobs(vec![job]))
                    .send()
                    .await
                    .expect("an answer");
                assert_eq!(answer.status(), 200);
                let result = answer.results.as_ref().and_then(|results| results.first());
                assert_eq!(result.and_then(|result| result.id.as_deref()), Some(JOB));
            }
        }
    }
}

#[derive(Serialize)]
struct Jobs {
    jobs: Vec<Job>,
}

#[derive(Serialize)]
struct Job {
    job_id: String,
    pause_mode: &'static str,
}

#[derive(Deserialize)]
struct Answer {
    #[allow(dead_code, reason = "decoded, as the generated type does")]
    count: Option<i64>,
    results: Option<Vec<Paused>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "decoded, as the generated type does")]
struct Paused {
    id: Option<String>,
    status: Option<String>,
    error_code: Option<String>,
    error_msg: Option<String>,
}

/// Answers every request alike.
fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    println!("{}", listener.local_addr().expect("it has one"));
    std::io::stdout().flush().expect("somebody reads");
    for stream in listener.incoming().flatten() {
        std::thread::spawn(move || answer(stream));
    }
}

fn answer(mut stream: TcpStream) -> Option<()> {
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: 0123456789abcdef\r\n\
         Date: Sat, 21 Nov 2026 06:00:00 GMT\r\nContent-Length: {}\r\n\r\n{ANSWER}",
        ANSWER.len()
    );
    let (mut buffer, mut filled) = (vec![0; 65_536], 0);
    loop {
        let read = stream.read(&mut buffer[filled..]).ok().filter(|read| *read > 0)?;
        filled += read;
        let Some(end) = buffer[..filled].windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&buffer[..end]).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        if filled >= end + 4 + length.unwrap_or(0) {
            filled = 0;
            stream.write_all(answer.as_bytes()).ok()?;
        }
    }
}
