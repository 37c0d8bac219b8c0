//! A request that is looked at instead of being sent: it is the one that would have been sent.

use std::process::Stdio;

use huaweicloud_core::{Credentials, ManualClock, SignedRequest};

use crate::support::client::{Client, Jobs, MoveJobs, SECRET, config};
use crate::support::server::{Request, Server, answer};

/// A request with a secret in its path, its query, its headers and its body, and with what a shell or curl may trip over.
fn request(client: &Client) -> MoveJobs<'_> {
    let mut request = client.move_jobs().filled();
    request.task = Some("a'b $c".to_owned());
    request.ids = Some(vec!["[1-3]{x}".to_owned(), "@f\\".to_owned()]);
    request.filter = Some("t".into());
    request.subject = Some("s-SECRET".into());
    let jobs = Some(vec!["it's `date` $HOME \\ \n é".to_owned()]);
    request.body = Some(Jobs { jobs, password: Some("b-SECRET".into()), ..Jobs::default() });
    request
}

/// The lines of a head, in no order: neither HTTP nor a signature knows one.
fn lines(head: &str) -> Vec<String> {
    let mut lines: Vec<_> = head.lines().map(|line| line.trim_end().to_lowercase()).collect();
    lines[1..].sort();
    lines
}

/// A client of a server that hears everything, at a time that stands still.
async fn client(with_key: bool) -> (Client, Server) {
    let server = Server::answering(|_| answer("200 OK", "")).await;
    let mut builder = config(server.address()).project_id("p").clock(ManualClock::new(std::time::UNIX_EPOCH));
    if with_key {
        builder = builder.credentials(Credentials::access_key("AK", "sk-SECRET").with_security_token("st-SECRET"));
    }
    (Client::with(builder), server)
}

/// What a server must hear of this request.
#[track_caller]
fn assert_heard(heard: &Request, signed: &SignedRequest) {
    let url = signed.url();
    let target = format!("{}{}", url.path(), url.query().map(|query| format!("?{query}")).unwrap_or_default());
    let mut expected = format!("{} {target} HTTP/1.1\n", signed.method());
    expected += &format!("host: {}\n", url.authority());
    for (name, value) in signed.headers() {
        expected += &format!("{name}: {}\n", value.to_str().expect("text"));
    }
    if let Some(body) = signed.body() {
        expected += &format!("content-length: {}\n", body.len());
    }
    assert_eq!(lines(&heard.head), lines(&expected));
    assert_eq!(heard.body.as_bytes(), signed.body().unwrap_or_default());
}

#[tokio::test]
async fn a_dry_run_is_what_is_sent_and_sends_nothing() {
    for with_key in [false, true] {
        let (client, server) = client(with_key).await;
        let signed = request(&client).dry_run().await.expect("a request");
        assert_eq!(server.heard().len(), 0);
        assert!(signed.headers().contains_key(if with_key { "authorization" } else { "x-auth-token" }));
        request(&client).send().await.expect("sent");
        assert_heard(&server.heard_one(), &signed);
    }
}

#[tokio::test]
async fn a_dry_run_without_a_body_or_of_a_file_is_what_is_sent() {
    let (client, server) = client(true).await;
    let shown = client.show("k").dry_run().await.expect("a request");
    let uploaded = client.upload("\u{1}bytes").dry_run().await.expect("a request");
    let downloaded = client.report().dry_run().await.expect("a request");
    client.show("k").send().await.expect("sent");
    client.upload("\u{1}bytes").send().await.expect("sent");
    client.report().send().await.expect("sent");
    let [show, upload, download] = &server.heard()[..] else { panic!("three requests") };
    assert_heard(download, &downloaded);
    assert_heard(show, &shown);
    assert_heard(upload, &uploaded);
}

#[tokio::test]
async fn a_dry_run_says_what_would_have_kept_it_from_being_sent() {
    let (client, _) = client(false).await;
    let error = client.move_jobs().dry_run().await.expect_err("nothing is filled in");
    assert!(error.is_invalid_request());
}

#[tokio::test]
async fn neither_debug_nor_the_curl_line_show_a_secret() {
    for with_key in [false, true] {
        let (client, _) = client(with_key).await;
        for signed in [
            request(&client).dry_run().await.expect("a request"),
            client.show("path-SECRET").dry_run().await.expect("a request"),
        ] {
            let shown = format!("{signed:?} {}", signed.curl());
            assert!(!shown.contains("SECRET"), "{shown}");
            assert!(shown.contains("[secret]") && !shown.contains(SECRET), "{shown}");
        }
    }
}

#[tokio::test]
async fn only_the_place_of_a_secret_is_hidden_in_a_url() {
    let (client, _) = client(false).await;
    let signed = client.show("tasks").dry_run().await.expect("a request");
    let address = client.context().endpoint();
    let first = signed.curl().lines().next().expect("a line").to_owned();
    assert_eq!(first, format!("curl --request GET --globoff '{address}/v3/p/tasks/[secret]?verbose=true' \\"));
    let signed = request(&client).dry_run().await.expect("a request");
    assert!(signed.curl().contains("&filter=[secret]'"), "{}", signed.curl());
}

/// Puts the secrets back, in the order of the line, and runs it; the line must be one that a shell takes as it is.
async fn run(line: &str, secrets: &[&str]) {
    let mut parts = line.split("[secret]");
    let mut whole = parts.next().expect("a beginning").to_owned();
    let rest: Vec<_> = parts.collect();
    assert_eq!(rest.len(), secrets.len(), "{line}");
    for (secret, part) in secrets.iter().zip(rest) {
        whole = whole + secret + part;
    }
    let mut shell = tokio::process::Command::new("sh");
    shell.args(["-c", &format!("{whole} \\\n  --silent --noproxy '*'")]).stdout(Stdio::null()).stderr(Stdio::inherit());
    assert!(shell.status().await.expect("a shell").success(), "{line}");
}

/// Whether the machine has the programs that these tests run.
async fn has_curl() -> bool {
    let found = tokio::process::Command::new("sh").args(["-c", "command -v curl"]).stdout(Stdio::null()).status().await;
    let found = found.is_ok_and(|status| status.success());
    if !found {
        println!("no curl here: the line is not run");
    }
    found
}

#[tokio::test]
async fn the_curl_line_sends_the_same_bytes_once_the_secrets_are_put_back() {
    if !has_curl().await {
        return;
    }
    for with_key in [false, true] {
        let (client, server) = client(with_key).await;
        let signed = request(&client).dry_run().await.expect("a request");
        let mut secrets = vec!["t"];
        let sensitive = signed.headers().values().filter(|value| value.is_sensitive());
        secrets.extend(sensitive.map(|value| value.to_str().expect("text")));
        secrets.push("b-SECRET");
        run(&signed.curl(), &secrets).await;
        assert_heard(&server.heard_one(), &signed);
    }
}

#[tokio::test]
async fn the_curl_line_of_a_request_without_a_body_and_of_a_file_send_the_same_bytes() {
    if !has_curl().await {
        return;
    }
    let (client, server) = client(false).await;
    let shown = client.show("k").dry_run().await.expect("a request");
    run(&shown.curl(), &["k", SECRET]).await;
    let uploaded = client.upload("@bytes").dry_run().await.expect("a request");
    run(&uploaded.curl(), &[SECRET]).await;
    let [show, upload] = &server.heard()[..] else { panic!("two requests") };
    assert_heard(show, &shown);
    assert_heard(upload, &uploaded);
}

#[tokio::test]
async fn a_body_that_is_no_text_is_named_in_the_curl_line() {
    let (client, _) = client(false).await;
    for bytes in [[0xff, b'a'], [0, b'a']] {
        let line = client.upload(bytes.to_vec()).dry_run().await.expect("a request").curl();
        assert!(line.ends_with("--data-binary @- # 2 bytes that are no text"), "{line}");
    }
    let stream = client.upload(crate::retry::stream(&["a"])).dry_run().await.expect("a request").curl();
    assert!(stream.ends_with("--data-binary @- # a stream"), "{stream}");
}
