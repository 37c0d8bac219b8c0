//! A server that gives one answer, and tells what it heard.

use huaweicloud_core::{Config, Token};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it came off the wire.
#[derive(Debug)]
pub struct Heard {
    /// `GET /v1/stairs HTTP/1.1`
    pub line: String,
    headers: Vec<(String, String)>,
    /// The bytes after the head.
    pub body: Vec<u8>,
}

impl Heard {
    /// The value of a header.
    ///
    /// # Panics
    /// If there are several of one name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let first = found.next();
        assert!(found.next().is_none(), "`{name}` was sent twice");
        first.map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// If it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|err| panic!("{err}: {:?}", self.body))
    }
}

/// A server on loopback.
#[derive(Debug)]
pub struct Server {
    /// How a client calls it.
    pub config: Config,
    heard: JoinHandle<Heard>,
}

impl Server {
    /// A server whose only answer is this: the status and headers, a line each, and the body.
    ///
    /// # Panics
    /// If there is no port; and, when the call is over, if what came is no request.
    pub async fn answering(head: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut answer = format!("HTTP/1.1 {}\r\nX-Request-Id: r-1\r\n", head.replace('\n', "\r\n")).into_bytes();
        // A 204 has neither a body nor its length.
        if !head.starts_with("204") {
            answer.extend(format!("Content-Length: {}\r\n", body.len()).into_bytes());
        }
        answer.extend(b"\r\n");
        answer.extend(body);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap_or_else(|err| panic!("{err}"));
        let address = listener.local_addr().unwrap_or_else(|err| panic!("{err}"));
        let token = Token::new("secret-token").unwrap_or_else(|err| panic!("{err}"));
        let config = Config::builder().endpoint(format!("http://{address}")).token(token).build();
        let heard = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap_or_else(|err| panic!("{err}"));
            let heard = hear(&mut socket).await;
            socket.write_all(&answer).await.unwrap_or_else(|err| panic!("{err}"));
            heard
        });
        Self { config: config.unwrap_or_else(|err| panic!("{err}")), heard }
    }

    /// What came, once the call is over.
    ///
    /// # Panics
    /// If that was no request.
    pub async fn heard(self) -> Heard {
        self.heard.await.unwrap_or_else(|err| panic!("{err}"))
    }
}

async fn hear(socket: &mut TcpStream) -> Heard {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        assert!(
            socket.read_buf(&mut bytes).await.unwrap_or_else(|err| panic!("{err}")) > 0,
            "the head ends with an empty line"
        );
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap_or_else(|err| panic!("{err}"));
    let mut lines = head.lines();
    let line = lines.next().unwrap_or_default().to_owned();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers: Vec<_> = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let mut heard = Heard { line, headers, body: bytes.split_off(end + 4) };
    let length = heard
        .header("Content-Length")
        .map_or(0, |length| length.parse().unwrap_or_else(|err| panic!("{length}: {err}")));
    while heard.body.len() < length {
        assert!(
            socket.read_buf(&mut heard.body).await.unwrap_or_else(|err| panic!("{err}")) > 0,
            "the body is as long as it says"
        );
    }
    heard
}
