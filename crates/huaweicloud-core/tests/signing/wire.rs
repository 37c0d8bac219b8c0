//! What is signed is what is sent: signed requests go over a real socket, and the other side verifies what it receives.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use huaweicloud_core::sign::{Scheme, SigningKey, sign};
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Client, Method, Request, Url};

use crate::verifier::verify;

const ID: &str = "BOOKWORM0001";
const SECRET: &str = "a shelf full of secrets";

fn schemes() -> Vec<Scheme> {
    let (region, service) = (|| "north-1".to_owned(), || "books".to_owned());
    vec![
        Scheme::SdkHmacSha256,
        Scheme::V11HmacSha256 { region: region(), service: service() },
        Scheme::ScopedHmacSha256 { region: region(), service: service() },
        Scheme::ScopedHmacSha256 { region: String::new(), service: String::new() },
        #[cfg(feature = "sm3")]
        Scheme::SdkHmacSm3,
    ]
}

/// A server that takes one request and gives its bytes.
fn server() -> (String, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let received = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut raw = Vec::new();
        while !is_whole(&raw) {
            let mut part = [0; 4096];
            let read = stream.read(&mut part).expect("bytes");
            assert!(read > 0, "hung up after {:?}", String::from_utf8_lossy(&raw));
            raw.extend_from_slice(&part[..read]);
        }
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").expect("an answer");
        raw
    });
    (address, received)
}

fn is_whole(raw: &[u8]) -> bool {
    let Some(end) = raw.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&raw[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    match length {
        Some(length) => raw.len() - end - 4 == length.parse::<usize>().expect("a length"),
        None => !head.contains("transfer-encoding: chunked") || raw.ends_with(b"0\r\n\r\n"),
    }
}

/// Signs and sends a request to `path`, and gives what arrives.
async fn received(scheme: &Scheme, path: &str, change: impl FnOnce(&mut Request)) -> Vec<u8> {
    let (address, received) = server();
    let url = Url::parse(&format!("{address}{path}")).expect("a URL");
    let mut request = Request::new(Method::POST, url);
    // What reqwest would add after the signature otherwise.
    request.headers_mut().insert("accept", HeaderValue::from_static("*/*"));
    change(&mut request);
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_830_729_599);
    sign(&mut request, &SigningKey::new(ID, SECRET.as_bytes()), scheme, now).expect("signed");
    let client = Client::builder().no_proxy().no_gzip().build().expect("a client");
    client.execute(request).await.expect("an answer");
    received.join().expect("a request")
}

fn set(request: &mut Request, name: &'static str, value: &str) {
    let value = HeaderValue::from_bytes(value.as_bytes()).expect("a value");
    request.headers_mut().insert(HeaderName::from_static(name), value);
}

fn json(request: &mut Request) {
    set(request, "content-type", "application/json");
    *request.body_mut() = Some(r#"{"title":"Die Verwandlung"}"#.into());
}

#[tokio::test]
async fn every_path_and_query_verifies() {
    let targets = [
        "/",
        "",
        "/v1/shelves",
        "/v1//shelves//",
        "/v1/a%2Fb/close",
        "/v1/a%2fb%252F",
        "/v1/a b",
        "/v1/a+b%2B",
        "/v1/caf%C3%A9/中",
        "/v1/~tilde/-._",
        "/v1/'(a)*!$&,;=:@|^\"",
        "/v1/100%",
        "/v1/%FF%zz",
        "/v1?",
        "/v1?b=2&a=1&a=&a=10&a=9",
        "/v1?flag&=v&&k=",
        "/v1?k=a+b&k=a%20b&k=a%2Bb&q=~-._*",
        "/v1?%C3%A9=1&z=2&é=0&k=%26%3D%23",
        "/v1?k=a=b&p=/?:@'\"",
        "/v1?k=%FF&bad=%zz",
    ];
    for scheme in schemes() {
        for target in targets {
            for with_body in [false, true] {
                let raw = received(&scheme, target, |request| {
                    if with_body {
                        json(request)
                    }
                })
                .await;
                let verified = verify(&raw, ID, SECRET);
                assert_eq!(verified, Ok(()), "{scheme:?} {target} {}", String::from_utf8_lossy(&raw));
            }
        }
    }
}

#[tokio::test]
async fn every_header_value_verifies() {
    for scheme in schemes() {
        for value in ["", " ", "a  b\tc", "  outer and\t inner  ", "\u{3000}wide\u{3000}", "é中", "a, b;c=\"d\"", "x:y"]
        {
            let raw = received(&scheme, "/v1", |request| {
                json(request);
                set(request, "x-note", value);
                set(request, "x_ignored", value);
                set(request, "user-agent", "bookworm/1.0 (tests)");
            })
            .await;
            assert_eq!(verify(&raw, ID, SECRET), Ok(()), "{scheme:?} {value:?}");
        }
    }
}

#[tokio::test]
async fn a_host_header_of_the_request_verifies() {
    for scheme in schemes() {
        let raw = received(&scheme, "/v1", |request| set(request, "host", "library.example")).await;
        assert!(String::from_utf8_lossy(&raw).contains("host: library.example\r\n"));
        assert_eq!(verify(&raw, ID, SECRET), Ok(()), "{scheme:?}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_json_verifies_though_it_is_not_signed() {
    for scheme in schemes() {
        let raw = received(&scheme, "/v1", |request| {
            set(request, "content-type", "image/png");
            *request.body_mut() = Some("not really a picture".into());
        })
        .await;
        assert_eq!(verify(&raw, ID, SECRET), Ok(()), "{scheme:?}");
    }
}

#[tokio::test]
async fn a_stream_that_is_not_json_verifies() {
    let raw = received(&Scheme::SdkHmacSha256, "/v1", |request| {
        set(request, "content-type", "image/png");
        *request.body_mut() = Some(stream("not really a picture"));
    })
    .await;
    assert!(String::from_utf8_lossy(&raw).contains("transfer-encoding: chunked"));
    assert_eq!(verify(&raw, ID, SECRET), Ok(()));
}

/// A body whose length nobody knows beforehand.
pub(crate) fn stream(text: &'static str) -> reqwest::Body {
    struct Once(Option<&'static str>);
    impl futures_core::Stream for Once {
        type Item = Result<&'static str, std::io::Error>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.take().map(Ok))
        }
    }
    reqwest::Body::wrap_stream(Once(Some(text)))
}

#[tokio::test]
async fn a_request_with_any_byte_changed_is_refused() {
    for scheme in schemes() {
        let raw = received(&scheme, "/v1/a%2Fb?b=2&a=x+y", |request| {
            json(request);
            set(request, "x-note", "two  words");
        })
        .await;
        assert_eq!(verify(&raw, ID, SECRET), Ok(()));
        for index in 0..raw.len() {
            let mut changed = raw.clone();
            changed[index] ^= 1;
            let around = String::from_utf8_lossy(&changed[index.saturating_sub(10)..=index]);
            assert!(verify(&changed, ID, SECRET).is_err(), "{scheme:?}: byte {index}, after {around:?}");
        }
    }
}

#[tokio::test]
async fn another_secret_and_another_id_are_refused() {
    for scheme in schemes() {
        let raw = received(&scheme, "/v1", json).await;
        assert!(verify(&raw, ID, "another secret").is_err(), "{scheme:?}");
        assert!(verify(&raw, "BOOKWORM0002", SECRET).is_err(), "{scheme:?}");
    }
}
