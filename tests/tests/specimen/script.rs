//! A server that gives one answer after the other, as a service does that is asked again and again.

use std::sync::{Arc, Mutex};

use huaweicloud_core::{Config, Token};
use specimen_beacon::Client;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

/// A client, and the server that it asks.
pub(crate) struct Script {
    pub(crate) client: Client,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Script {
    /// A server with those answers, each a status line and a body; the last one is given for ever.
    pub(crate) async fn of(answers: &[(&str, &str)]) -> Self {
        let answers: Vec<String> = answers
            .iter()
            .map(|(status, body)| {
                let length = body.len();
                format!("HTTP/1.1 {status}\r\nX-Request-Id: r-1\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
            })
            .collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = Arc::clone(&heard);
        tokio::spawn(async move {
            let mut answers = answers.iter().peekable();
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut lines = BufReader::new(&mut socket).lines();
                let mut head = Vec::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line.is_empty() {
                        break;
                    }
                    head.push(line);
                }
                let Some(line) = head.into_iter().next() else { continue };
                noted.lock().expect("not poisoned").push(line.replace(" HTTP/1.1", ""));
                let Some(answer) = answers.peek().copied() else { return };
                let _ = socket.write_all(answer.as_bytes()).await;
                if answers.len() > 1 {
                    answers.next();
                }
            }
        });
        let token = Token::new("secret-token").expect("a token");
        let config = Config::builder().endpoint(format!("http://{address}")).token(token).build().expect("a config");
        Self { client: Client::new(&config), heard }
    }

    /// What was asked, request by request.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("not poisoned").clone()
    }
}
