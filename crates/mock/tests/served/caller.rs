//! A caller, and what it gets.

use std::time::Duration;

use mock::Mock;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The task of the documented example of pausing, which is running at first.
pub(crate) const JOB: &str = "8d0e8e36-a618-490d-8a46-8c61ac9jb502";
/// Where tasks are paused.
pub(crate) const PAUSE: &str = "/v3/0a1b2c/jobs/batch-pause-task";

pub(crate) async fn drs() -> Mock {
    Mock::builder().service("drs").held_clock().start().await.expect("the specs of this workspace")
}

/// A request to be sent.
#[derive(Clone)]
pub(crate) struct Request {
    method: &'static str,
    path: String,
    host: &'static str,
    headers: String,
    body: String,
}

/// What came of it, as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) raw: String,
    /// Whether the connection was reset.
    pub(crate) was_reset: bool,
}

/// The request that pauses the task.
pub(crate) fn pause() -> Request {
    let body = format!(r#"{{"jobs":[{{"job_id":"{JOB}","pause_mode":"target"}}]}}"#);
    request("POST", PAUSE).body(&body).header("X-Auth-Token: mock-token")
}

pub(crate) fn request(method: &'static str, path: &str) -> Request {
    Request { method, path: path.to_owned(), host: "localhost", headers: String::new(), body: String::new() }
}

impl Request {
    pub(crate) fn header(mut self, line: &str) -> Self {
        self.headers += &format!("{line}\r\n");
        self
    }

    pub(crate) fn host(mut self, host: &'static str) -> Self {
        self.host = host;
        self
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        self.body = body.to_owned();
        self
    }

    pub(crate) async fn send(self, mock: &Mock) -> Answer {
        self.send_to(mock, "drs").await
    }

    pub(crate) async fn send_to(self, mock: &Mock, service: &str) -> Answer {
        let Self { method, path, host, headers, body } = self;
        let text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n{headers}\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(mock.address(service)).await.expect("it listens");
        stream.write_all(text.as_bytes()).await.expect("it reads");
        let mut raw = Vec::new();
        let read = timeout(Duration::from_secs(20), stream.read_to_end(&mut raw)).await.expect("an end");
        Answer { raw: String::from_utf8_lossy(&raw).into_owned(), was_reset: read.is_err() }
    }
}

impl Answer {
    pub(crate) fn status(&self) -> u16 {
        let status = self.raw.split(' ').nth(1).and_then(|status| status.parse().ok());
        status.unwrap_or_else(|| panic!("no status: {:?}", self.raw))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let head = self.raw.split("\r\n\r\n").next()?;
        let mut headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
        headers.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn body(&self) -> &str {
        self.raw.split_once("\r\n\r\n").map_or("", |(_, body)| body)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(self.body()).unwrap_or_else(|err| panic!("{err}: {:?}", self.raw))
    }
}
