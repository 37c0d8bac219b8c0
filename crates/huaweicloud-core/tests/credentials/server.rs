//! A raw server that says what it is told, and remembers what it heard.
//!
//! The unit tests of the cache use it too: what they prove is how often IAM is asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A running server. It gives its answers in order, then none.
pub(crate) struct Server {
    address: String,
    heard: Arc<Mutex<Vec<Request>>>,
}

/// A request as it came off the wire.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The request line and the headers, without the empty line after them.
    pub(crate) head: String,
    pub(crate) body: String,
}

/// What to do once a request has been heard: write these bytes, with what was heard in place of `{heard}`, and hang up if
/// they say so; or stay silent.
pub(crate) type Answer = Option<String>;

/// A well-formed answer. `head` is the status, and headers after it if any, a line each.
pub(crate) fn answer(head: &str, body: &str) -> Answer {
    let head = head.replace('\n', "\r\n");
    Some(format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

/// The answer to a password login: a token that expires then, of the project `p-1` in the domain `d-1`.
pub(crate) fn token_answer(token: &str, expires_at: &str) -> Answer {
    let project = r#"{"id":"p-1","name":"eu-de","domain":{"id":"d-1","name":"d"}}"#;
    let body = format!(r#"{{"token":{{"expires_at":"{expires_at}","methods":["password"],"project":{project}}}}}"#);
    answer(&format!("201 Created\nX-Subject-Token: {token}"), &body)
}

impl Request {
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("a body of JSON")
    }
}

impl Server {
    pub(crate) async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let heard = Arc::default();
        let answers = Arc::new(Mutex::new(answers.into_iter().collect()));
        tokio::spawn(accept(listener, Arc::clone(&heard), answers));
        Self { address, heard }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn heard(&self) -> Vec<Request> {
        self.heard.lock().expect("not poisoned").clone()
    }

    pub(crate) fn heard_one(&self) -> Request {
        let heard = self.heard();
        assert_eq!(heard.len(), 1, "exactly one request was expected");
        heard[0].clone()
    }
}

type Shared<T> = Arc<Mutex<T>>;

async fn accept(listener: TcpListener, heard: Shared<Vec<Request>>, answers: Shared<VecDeque<Answer>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(talk(stream, Arc::clone(&heard), Arc::clone(&answers)));
    }
}

async fn talk(stream: TcpStream, heard: Shared<Vec<Request>>, answers: Shared<VecDeque<Answer>>) {
    let mut stream = BufReader::new(stream);
    while let Some(request) = hear(&mut stream).await {
        let line: String =
            format!("{} {}", request.head, request.body).replace(|c: char| c.is_control() || c == '"', " ");
        heard.lock().expect("not poisoned").push(request);
        let answer = answers.lock().expect("not poisoned").pop_front();
        if let Some(Some(bytes)) = answer {
            let _ = stream.write_all(bytes.replace("{heard}", &line).as_bytes()).await;
            if bytes.contains("connection: close") {
                return;
            }
        }
    }
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if line.trim_end().is_empty() {
            break;
        }
        head.push_str(&line);
    }
    let mut request = Request { head, body: String::new() };
    let length = request.header("content-length").and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    request.body = String::from_utf8(body).ok()?;
    Some(request)
}
