//! Heads that are no heads.

use std::time::Duration;

use axum::Router;
use mock::Limits;
use mock::server::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::caller::{connect, exchange, head, is_well, mock, refused, request, rest};

#[tokio::test]
async fn what_is_no_http_is_told_so() {
    let mock = mock().await;
    for (bytes, reason) in [
        (b"\0\0\0\0\r\n\r\n".as_slice(), "invalid HTTP method"),
        (b"hello\r\n\r\n", "invalid HTTP method"),
        (b"GET\r\n\r\n", "invalid HTTP method"),
        (b"GET /\r\n", "invalid URI"),
        (b"GET / HTTP/9.9\r\n\r\n", "invalid HTTP version"),
        (b"GET / HTTP/1.1\r\nHost mock\r\n\r\n", "invalid HTTP header"),
        (b"GET / HTTP/1.1\r\nHost: mock\r\nA: \0\r\n\r\n", "invalid HTTP header"),
        (b"GET / HTTP/1.1\r\nHost: mock\r\nA: b\r\n c\r\n\r\n", "invalid HTTP header"),
        (b"POST / HTTP/1.1\r\nHost: mock\r\nContent-Length: -1\r\n\r\n", "invalid content-length"),
        (
            b"POST / HTTP/1.1\r\nHost: mock\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "invalid content-length",
        ),
        (b"POST / HTTP/1.1\r\nHost: mock\r\nContent-Length: 99999999999999999999999\r\n\r\n", "invalid content-length"),
        (b"POST / HTTP/1.1\r\nHost: mock\r\nTransfer-Encoding: gzip\r\n\r\n", "invalid transfer-encoding"),
        (b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "transfer-encoding"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "call http://, not https://"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "this is HTTP/2"),
        (b"GET / HTTP/1.1\r\nX: y", "the head breaks off"),
    ] {
        let what = String::from_utf8_lossy(bytes).into_owned();
        refused(&exchange(&mock, bytes).await, 400, reason, &what);
    }
    is_well(&mock).await;
}

#[tokio::test]
async fn what_is_no_http_is_recorded_counted_and_has_an_id() {
    let mock = mock().await;
    let answer = exchange(&mock, b"hello\r\n\r\n").await;
    let seen = &mock.seen("drs")[0];
    assert!(!seen.is_heard() && seen.status == 400, "{seen:?}");
    assert_eq!(seen.broken[0].message, "this is no HTTP/1.1: invalid HTTP method parsed");
    assert!(answer.contains(&format!("x-request-id: {}\r\n", seen.request_id)), "{answer}");
    let summary = &mock.summaries()[0];
    assert_eq!((summary.requests, summary.unheard), (1, 1));
}

#[tokio::test]
async fn a_bare_router_leaves_it_to_hyper() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let (stop, stopped) = watch::channel(false);
    let served = tokio::spawn(serve(listener, Router::new(), Limits::default(), stopped));
    stream.write_all(b"hello\r\n\r\n").await.unwrap();
    stream.shutdown().await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 400 Bad Request\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
    drop(stop);
    assert_eq!(served.await.unwrap(), 0, "no panic");
}

#[tokio::test]
async fn answers_from_before_are_whole_when_no_http_follows() {
    let mock = mock().await;
    let answers = exchange(&mock, format!("{}hello\r\n\r\n", request()).as_bytes()).await;
    let (first, last) = answers.split_once("}HTTP/1.1 ").expect("two answers");
    assert!(first.starts_with("HTTP/1.1 200 OK\r\n"), "{answers}");
    refused(&format!("HTTP/1.1 {last}"), 400, "invalid HTTP method", "the second");
}

#[tokio::test]
async fn who_says_nothing_is_told_nothing() {
    let mock = mock().await;
    for silence in ["", "\r\n\r\n"] {
        assert_eq!(exchange(&mock, silence.as_bytes()).await, "");
    }
    let mut silent = connect(&mock).await;
    assert_eq!(rest(&mut silent).await, "", "nor after a while");
    assert_eq!(mock.summaries()[0].requests, 0);
}

#[tokio::test]
async fn a_head_of_exactly_the_limit_is_read_and_one_byte_more_is_not() {
    let mock = mock().await;
    let most = Limits::default().head;
    let body = request().split_once("\r\n\r\n").expect("a head").1.to_owned();
    let length = format!("Content-Length: {}\r\n", body.len());
    let of = |bytes: usize| {
        let empty = head(&format!("{length}X-Long: \r\n")).len();
        let head = head(&format!("{length}X-Long: {}\r\n", "a".repeat(bytes - empty)));
        assert_eq!(head.len(), bytes);
        head + &body
    };
    let answer = exchange(&mock, of(most).as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    refused(&exchange(&mock, of(most + 1).as_bytes()).await, 431, "at most 65536 bytes", "one byte more");
    refused(&exchange(&mock, of(1 << 20).as_bytes()).await, 431, "at most 65536 bytes", "very many more");
}

#[tokio::test]
async fn as_many_headers_as_the_limit_are_read_and_one_more_is_not() {
    let mock = mock().await;
    let with = |headers: usize| {
        let others = request().split_once("\r\n\r\n").expect("a head").0.lines().count() - 1;
        request().replace("Host: mock\r\n", &format!("Host: mock\r\n{}", "X-Many: a\r\n".repeat(headers - others)))
    };
    let most = Limits::default().headers;
    let answer = exchange(&mock, with(most).as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    refused(&exchange(&mock, with(most + 1).as_bytes()).await, 431, "100 headers", "one more");
    refused(&exchange(&mock, with(1_000).as_bytes()).await, 431, "100 headers", "very many");
}

#[tokio::test]
async fn there_is_one_host_but_in_the_older_http() {
    let mock = mock().await;
    for (host, reason) in [
        ("", "there is no header Host"),
        ("Host: mock\r\nHost: mock\r\n", "there are two headers Host"),
        ("Host: a b\r\n", "the header Host is no host"),
    ] {
        refused(&exchange(&mock, request().replace("Host: mock\r\n", host).as_bytes()).await, 400, reason, host);
    }
    let older = request().replace("Host: mock\r\n", "").replace("HTTP/1.1", "HTTP/1.0");
    let answer = exchange(&mock, older.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.0 200 OK\r\n"), "{answer}");
}

#[tokio::test]
async fn a_body_in_a_coding_is_refused_with_the_one_that_is_taken() {
    let mock = mock().await;
    let with = |header: &str| request().replace("Host: mock", &format!("Host: mock\r\n{header}"));
    let answer = exchange(&mock, with("Content-Encoding: gzip").as_bytes()).await;
    refused(&answer, 415, "bodies are taken as they are", "gzip");
    assert!(answer.contains("accept-encoding: identity\r\n"), "{answer}");
    let plain = exchange(&mock, with("Content-Encoding: identity").as_bytes()).await;
    assert!(plain.starts_with("HTTP/1.1 200 OK\r\n"), "{plain}");
    let coded = format!("{}2\r\n{{}}\r\n0\r\n\r\n", head("Transfer-Encoding: gzip, chunked\r\n"));
    refused(&exchange(&mock, coded.as_bytes()).await, 400, "`chunked` alone", "gzip, chunked");
}

#[tokio::test]
async fn chunks_count_where_a_length_is_said_as_well() {
    let mock = mock().await;
    // hyper goes by the chunks, as HTTP has it, and hides the length from us.
    let both =
        format!("{}b\r\n{{\"jobs\":[]}}\r\n0\r\n\r\n", head("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"));
    let answer = exchange(&mock, both.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.matches("HTTP/1.1").count() == 1, "{answer}");
}

#[tokio::test]
async fn what_servers_are_asked_besides_is_answered_like_any_request() {
    let mock = mock().await;
    let post = |with: &str, by: &str| request().replace(with, by);
    for (what, bytes, status) in [
        ("a tunnel", "CONNECT mock:80 HTTP/1.1\r\nHost: mock:80\r\n\r\n".to_owned(), 404),
        ("the server itself", "OPTIONS * HTTP/1.1\r\nHost: mock\r\n\r\n".to_owned(), 404),
        ("the head alone", "HEAD /v3/0a/jobs/batch-pause-task HTTP/1.1\r\nHost: mock\r\n\r\n".to_owned(), 405),
        ("as a proxy is asked", post("POST /", "POST http://mock/"), 200),
        ("an upgrade", post("Host: mock", "Host: mock\r\nConnection: Upgrade\r\nUpgrade: h2c"), 200),
        ("an expectation that nobody knows", post("Host: mock", "Host: mock\r\nExpect: wonders"), 200),
        ("the method in small letters", post("POST", "post"), 405),
    ] {
        let answer = exchange(&mock, bytes.as_bytes()).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{what}: {answer}");
    }
    is_well(&mock).await;
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    let (mut reading, mut writing) = stream.split();
    let endless = async {
        let _ = writing.write_all(b"GET / HTTP/1.1\r\n").await;
        while writing.write_all(b"X-Endless: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").await.is_ok() {}
    };
    let mut answer = [0; 13];
    let read = async { reading.read_exact(&mut answer).await };
    tokio::select! {
        // Until the mock hangs up, which it does after a while.
        () = endless => {}
        read = read => assert!(read.is_ok(), "{read:?}"),
    }
    assert_eq!(&answer, b"HTTP/1.1 431 ");
    is_well(&mock).await;
}

#[tokio::test]
async fn a_head_that_comes_byte_by_byte_is_given_up() {
    let mock = mock().await;
    let mut stream = connect(&mock).await;
    let (mut reading, mut writing) = stream.split();
    let slowly = async {
        for byte in request().bytes().cycle() {
            let _ = writing.write_all(&[byte]).await;
            sleep(Duration::from_millis(50)).await;
        }
    };
    let mut answer = String::new();
    tokio::select! {
        () = slowly => {}
        read = timeout(Duration::from_secs(10), reading.read_to_string(&mut answer)) => drop(read.expect("an answer")),
    }
    refused(&answer, 408, "the head did not arrive in time", "byte by byte");
    is_well(&mock).await;
}

#[tokio::test]
async fn bytes_that_are_no_utf_8_are_refused_wherever_they_are() {
    let mock = mock().await;
    let line = |target: &[u8]| {
        [b"POST ".as_slice(), target, b" HTTP/1.1\r\nHost: mock\r\nX-Auth-Token: mock-token\r\n"].concat()
    };
    let json = b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    for (what, status, bytes) in [
        ("raw in the path", 400, [line(b"/v3/\xff/jobs/batch-pause-task"), json.to_vec()].concat()),
        ("encoded in the path", 400, [line(b"/v3/%ff%00/jobs/batch-pause-task"), json.to_vec()].concat()),
        ("raw in the query", 400, [line(b"/v3/0a/jobs/batch-pause-task?a=\xff"), json.to_vec()].concat()),
        ("encoded in the query", 400, [line(b"/v3/0a/jobs/batch-pause-task?%fe=%ff"), json.to_vec()].concat()),
        (
            "in a header",
            400,
            [line(b"/v3/0a/jobs/batch-pause-task"), b"X-Language: \xff\xfe\r\n".to_vec(), json.to_vec()].concat(),
        ),
        (
            "in the token",
            401,
            [line(b"/v3/0a/jobs/batch-pause-task"), b"X-Auth-Token: \xff\r\n".to_vec(), json.to_vec()].concat(),
        ),
        (
            "in the signature",
            401,
            [line(b"/v3/0a/jobs/batch-pause-task"), b"Authorization: \xff\r\n".to_vec(), json.to_vec()].concat(),
        ),
        (
            "in the fault",
            400,
            [line(b"/v3/0a/jobs/batch-pause-task"), b"X-Mock-Fault: \xff\r\n".to_vec(), json.to_vec()].concat(),
        ),
        ("in the method", 400, b"P\xffST / HTTP/1.1\r\n\r\n".to_vec()),
        (
            "in a control call",
            400,
            b"PUT /_mock/things/%ff/%fe HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n\xff\xff".to_vec(),
        ),
        (
            "in the body",
            400,
            [line(b"/v3/0a/jobs/batch-pause-task"), b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc".to_vec()].concat(),
        ),
    ] {
        let answer = exchange(&mock, &bytes).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{what}: {answer}");
    }
    is_well(&mock).await;
}
