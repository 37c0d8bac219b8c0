//! A server that says what it is told, and remembers what it heard.

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
    /// Which connection it came over, counting from 0.
    pub(crate) connection: usize,
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
}

/// What to do once a request has been heard.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Write these bytes and keep the connection.
    Whole(String),
    /// Write these bytes and hang up.
    Broken(String),
    /// Keep the connection, and quiet.
    Silence,
}

/// A well-formed answer. `head` is the status, and headers after it if any, a line each.
pub(crate) fn answer(head: &str, body: &str) -> Answer {
    let head = head.replace('\n', "\r\n");
    Answer::Whole(format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

impl Server {
    pub(crate) async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let heard = Arc::default();
        let answers = Arc::new(Mutex::new(answers.into_iter().collect::<VecDeque<_>>()));
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

/// An address at which nothing listens.
pub(crate) async fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

type Shared<T> = Arc<Mutex<T>>;

async fn accept(listener: TcpListener, heard: Shared<Vec<Request>>, answers: Shared<VecDeque<Answer>>) {
    let mut connection = 0;
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(talk(stream, connection, Arc::clone(&heard), Arc::clone(&answers)));
        connection += 1;
    }
}

async fn talk(stream: TcpStream, connection: usize, heard: Shared<Vec<Request>>, answers: Shared<VecDeque<Answer>>) {
    let mut stream = BufReader::new(stream);
    while let Some(request) = hear(&mut stream, connection).await {
        heard.lock().expect("not poisoned").push(request);
        let answer = answers.lock().expect("not poisoned").pop_front();
        match answer {
            Some(Answer::Whole(bytes)) => {
                let _ = stream.write_all(bytes.as_bytes()).await;
            }
            Some(Answer::Broken(bytes)) => {
                let _ = stream.write_all(bytes.as_bytes()).await;
                return;
            }
            Some(Answer::Silence) | None => {}
        }
    }
}

async fn hear(stream: &mut BufReader<TcpStream>, connection: usize) -> Option<Request> {
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
    let mut request = Request { head, body: String::new(), connection };
    let length = request.header("content-length").and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    request.body = String::from_utf8(body).ok()?;
    Some(request)
}
