//! What a request costs: the mock, which authenticates, checks every documented rule, acts and records, beside a bare axum
//! handler that returns the same bytes, served alike. CPU time, user and system, of the thread that serves.
//!
//! `cargo bench -p mock --bench request`. Linux alone tells the CPU time of a thread.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::response::Response;
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use mock::{Limits, Mock};
use tokio::sync::watch;

/// How many requests are measured at a time.
const REQUESTS: u32 = 20_000;
/// How often each server has its turn.
const ROUNDS: usize = 7;

/// Something that serves, on a thread of its own.
struct Server {
    address: SocketAddr,
    /// The file in which the system keeps its CPU time.
    times: String,
}

impl Server {
    /// Starts one. `serve` tells the address, and goes on for ever.
    fn start<F: Future<Output = ()>>(serve: impl FnOnce(mpsc::Sender<SocketAddr>) -> F + Send + 'static) -> Self {
        let (address, started) = mpsc::channel();
        let (times, known) = mpsc::channel();
        std::thread::spawn(move || {
            let thread = std::fs::read_link("/proc/thread-self").expect("this bench needs Linux");
            times.send(format!("/proc/{}/schedstat", thread.display())).expect("somebody waits for it");
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(serve(address));
        });
        Self { times: known.recv().expect("it has begun"), address: started.recv().expect("it serves") }
    }

    /// The CPU time that it has had so far.
    fn cpu(&self) -> Duration {
        let times = std::fs::read_to_string(&self.times).expect("the thread lives");
        let nanoseconds = times.split(' ').next().and_then(|first| first.parse().ok());
        Duration::from_nanos(nanoseconds.expect("a number of nanoseconds"))
    }

    /// The CPU time of a request, of many over one connection.
    fn cost(&self, request: &[u8]) -> Duration {
        let mut caller = Caller::new(self.address);
        for _ in 0..REQUESTS / 10 {
            caller.call(request);
        }
        let before = self.cpu();
        for _ in 0..REQUESTS {
            caller.call(request);
        }
        (self.cpu() - before) / REQUESTS
    }
}

/// The simplest client.
struct Caller {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Caller {
    fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("it listens");
        stream.set_nodelay(true).expect("a socket");
        Self { stream, buffer: vec![0; 1 << 16] }
    }

    /// Sends a request and reads its answer, which comes in one piece.
    fn call(&mut self, request: &[u8]) -> &[u8] {
        self.stream.write_all(request).expect("it reads");
        let length = self.stream.read(&mut self.buffer).expect("it answers");
        let answer = &self.buffer[..length];
        assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"), "{}", String::from_utf8_lossy(answer));
        answer
    }
}

fn request() -> Vec<u8> {
    let body = r#"{"jobs":[{"job_id":"8d0e8e36-a618-490d-8a46-8c61ac9jb502","pause_mode":"target"}]}"#;
    format!(
        "POST /v3/054ba152d480d55b2f5dc0069e7ddef0/jobs/batch-pause-task HTTP/1.1\r\nHost: 127.0.0.1\r\n\
         User-Agent: bench\r\nAccept: application/json\r\nX-Auth-Token: mock-token\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn main() {
    let request = request();
    let mock = Server::start(|address| async move {
        let mock = Mock::builder().service("drs").start().await.expect("the specs of this workspace");
        address.send(mock.address("drs")).expect("somebody waits for it");
        std::future::pending::<()>().await;
    });
    // The second answer is the one that all have but the first: the task is paused then.
    let mut caller = Caller::new(mock.address);
    caller.call(&request);
    let answer = String::from_utf8_lossy(caller.call(&request)).into_owned();
    let body = Bytes::from(answer.split_once("\r\n\r\n").expect("a head and a body").1.to_owned());

    let bare = Server::start(|address| async move {
        let handler = move |_: Bytes| {
            let body = body.clone();
            async move {
                let mut response = Response::new(Body::from(body));
                response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                response
            }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        address.send(listener.local_addr().expect("its address")).expect("somebody waits for it");
        let (_stop, stopped) = watch::channel(false);
        mock::server::serve(listener, Router::new().fallback(handler), Limits::default(), stopped).await;
    });

    let mut costs: Vec<(Duration, Duration)> = Vec::new();
    for _ in 0..ROUNDS {
        costs.push((bare.cost(&request), mock.cost(&request)));
    }
    let least = |cost: fn(&(Duration, Duration)) -> Duration| costs.iter().map(cost).min().unwrap_or_default();
    let median = |cost: fn(&(Duration, Duration)) -> Duration| {
        let mut all: Vec<Duration> = costs.iter().map(cost).collect();
        all.sort_unstable();
        all[all.len() / 2]
    };
    println!("CPU per request, of {REQUESTS} over one connection, {ROUNDS} rounds   least    median");
    println!("a bare handler  {:>8.2?} {:>8.2?}", least(|cost| cost.0), median(|cost| cost.0));
    println!("the mock        {:>8.2?} {:>8.2?}", least(|cost| cost.1), median(|cost| cost.1));
    // The least is what it takes when nothing else disturbs the machine.
    let ratio = least(|cost| cost.1).as_secs_f64() / least(|cost| cost.0).as_secs_f64();
    println!("the mock takes {ratio:.2} times as much; where the bare one takes 8 µs, {:.1} µs", 8.0 * ratio);
}
