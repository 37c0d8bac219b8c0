//! A server that says what it is told, and remembers what it heard.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A running server.
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
    /// Write these bytes and reset the connection.
    Reset(String),
    /// Keep the connection, and quiet.
    Silence,
}

/// A well-formed answer. `head` is the status, and headers after it if any, a line each.
pub(crate) fn answer(head: &str, body: &str) -> Answer {
    let head = head.replace('\n', "\r\n");
    Answer::Whole(format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

/// Bytes as they are, after which the server hangs up. Lines end as HTTP wants.
pub(crate) fn raw(text: &str) -> Answer {
    Answer::Broken(text.replace('\n', "\r\n"))
}

impl Server {
    /// Gives its answers in order, then none.
    pub(crate) async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers = Arc::new(Mutex::new(answers.into_iter().collect::<VecDeque<_>>()));
        Self::answering(move |_| answers.lock().expect("not poisoned").pop_front().unwrap_or(Answer::Silence)).await
    }

    /// Answers each request with what a function says.
    pub(crate) async fn answering(answer: impl Fn(&Request) -> Answer + Clone + Send + Sync + 'static) -> Self {
        Self::serving(move |peer| peer.answer(answer.clone())).await
    }

    /// Gives each connection to a function.
    pub(crate) async fn serving<F: Future<Output = ()> + Send>(
        serve: impl Fn(Peer) -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let heard = Arc::<Mutex<Vec<Request>>>::default();
        let all = Arc::clone(&heard);
        tokio::spawn(async move {
            let mut connection = 0;
            while let Ok((stream, _)) = listener.accept().await {
                let (serve, heard) = (serve.clone(), Arc::clone(&all));
                let peer = Peer { stream: BufReader::new(stream), connection, heard };
                tokio::spawn(async move { serve(peer).await });
                connection += 1;
            }
        });
        Self { address, heard }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn port(&self) -> &str {
        self.address.rsplit(':').next().expect("a port")
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

/// The other end of a connection.
pub(crate) struct Peer {
    pub(crate) stream: BufReader<TcpStream>,
    pub(crate) connection: usize,
    heard: Arc<Mutex<Vec<Request>>>,
}

impl Peer {
    /// Answers requests until one is answered by hanging up.
    pub(crate) async fn answer(mut self, answer: impl Fn(&Request) -> Answer) {
        while let Some(request) = self.hear().await {
            match answer(&request) {
                Answer::Whole(bytes) => self.say(&bytes).await,
                Answer::Broken(bytes) => return self.say(&bytes).await,
                Answer::Reset(bytes) => {
                    self.say(&bytes).await;
                    return self.reset();
                }
                Answer::Silence => {}
            }
        }
    }

    /// Writes bytes, if anybody still listens.
    pub(crate) async fn say(&mut self, bytes: &str) {
        let _ = self.stream.write_all(bytes.as_bytes()).await;
    }

    /// Ends the connection the hard way.
    pub(crate) fn reset(self) {
        let stream = self.stream.into_inner();
        stream.set_zero_linger().expect("a socket");
    }

    /// The head of the next request.
    pub(crate) async fn hear_head(&mut self) -> Option<Request> {
        let mut head = String::new();
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            if line.trim_end().is_empty() {
                break;
            }
            head.push_str(&line);
        }
        Some(Request { head, body: String::new(), connection: self.connection })
    }

    /// The next request, its body included.
    pub(crate) async fn hear(&mut self) -> Option<Request> {
        let mut request = self.hear_head().await?;
        let length = request.header("content-length").and_then(|length| length.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        self.stream.read_exact(&mut body).await.ok()?;
        if request.header("transfer-encoding") == Some("chunked") {
            body = self.hear_chunks().await?;
        }
        request.body = String::from_utf8(body).ok()?;
        self.heard.lock().expect("not poisoned").push(request.clone());
        Some(request)
    }

    async fn hear_chunks(&mut self) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).await.ok()?;
            let size = usize::from_str_radix(line.trim(), 16).ok()?;
            let mut chunk = vec![0; size + 2];
            self.stream.read_exact(&mut chunk).await.ok()?;
            if size == 0 {
                return Some(body);
            }
            body.extend_from_slice(&chunk[..size]);
        }
    }
}
