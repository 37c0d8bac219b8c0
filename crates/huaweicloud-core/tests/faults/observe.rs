//! What is seen of a call, and what is not.

use std::sync::{Arc, Mutex};

use huaweicloud_core::{Attempt, Cloud, Credentials, Observer, Response, TransportError};

use crate::patient;
use crate::support::capture::Capture;
use crate::support::client::{Client, Jobs, SECRET, config};
use crate::support::server::{Answer, Server, answer};

#[tokio::test]
async fn a_call_and_each_of_its_attempts_are_spans() {
    let answers = [answer("503 Service Unavailable\nX-Request-Id: r-1", ""), answer("200 OK\nX-Request-Id: r-2", "{}")];
    let server = Server::start(answers).await;
    let client = Client::with(config(server.address()).cloud(Cloud::HuaweiCloud).region("cn-north-4").retry(patient()));
    let capture = Capture::start();
    client.list(&[]).await.expect("200");
    let [call] = &capture.spans("call")[..] else { panic!("one call: {}", capture.text()) };
    for (name, value) in [
        ("operation", "list"),
        ("service", "specimen"),
        ("region", "cn-north-4"),
        ("method", "GET"),
        ("route", "/v3/p/jobs"),
        ("status", "200"),
        ("request_id", "r-2"),
        ("attempts", "2"),
    ] {
        assert_eq!(call.field(name), Some(value), "{call:?}");
    }
    assert!(call.field("latency_ms").is_some() && call.field("error").is_none(), "{call:?}");
    let attempts = capture.spans("attempt");
    let seen = |name| attempts.iter().map(|span| span.field(name).unwrap_or("-").to_owned()).collect::<Vec<_>>();
    assert_eq!(seen("number"), ["1", "2"]);
    assert_eq!(seen("status"), ["503", "200"]);
    assert_eq!(seen("request_id"), ["r-1", "r-2"]);
    assert!(attempts.iter().all(|span| span.field("latency_ms").is_some()));
    let again: Vec<_> = capture.events().into_iter().filter(|event| event.contains("trying again")).collect();
    assert!(again[0].contains("attempt=1") && again[0].contains("503 Service Unavailable"), "{again:?}");
}

#[tokio::test]
async fn a_failure_is_told_by_its_spans_too() {
    let server = Server::start([
        Answer::Broken(String::new()),
        Answer::Broken("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n".to_owned()),
    ])
    .await;
    let client = Client::of(&server);
    let capture = Capture::start();
    client.list(&[]).await.expect_err("closed");
    client.list(&[]).await.expect_err("half");
    client.stop("..").await.expect_err("refused before anything begins");
    for spans in [capture.spans("call"), capture.spans("attempt")] {
        let errors: Vec<_> = spans.iter().map(|span| span.field("error").unwrap_or_default()).collect();
        assert!(errors[0].contains("connection closed before message completed"), "{errors:?}");
        assert!(errors[1].starts_with("it was interrupted: "), "{errors:?}");
        assert_eq!(errors.len(), 2);
    }
    let client = Client::with(config(server.address()).cloud(Cloud::HuaweiCloud));
    client.elsewhere().await.expect_err("not offered");
    let call = capture.spans("call").pop().expect("a span");
    assert!(call.field("error").is_some_and(|error| error.starts_with("nothing was sent: Huawei Cloud")), "{call:?}");
    assert_eq!(call.field("attempts"), Some("0"));
}

/// Takes down what it is shown, by `Debug`.
#[derive(Clone, Debug, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    fn note(&self, kind: &str, attempt: &Attempt<'_>, what: &str) {
        let line = format!("{kind} {} {}: {what}", attempt.operation.operation_id, attempt.number);
        self.0.lock().expect("not poisoned").push(line);
    }

    fn taken(&self) -> Vec<String> {
        self.0.lock().expect("not poisoned").clone()
    }
}

impl Observer for Notes {
    fn request(&self, attempt: &Attempt<'_>, request: &reqwest::Request) {
        assert!(attempt.latency.is_zero());
        assert!(request.headers().contains_key("x-auth-token") || request.headers().contains_key("authorization"));
        self.note("request", attempt, request.method().as_str());
    }

    fn response(&self, attempt: &Attempt<'_>, response: &Response) {
        assert!(!attempt.latency.is_zero());
        self.note("response", attempt, response.status().as_str());
    }

    fn failure(&self, attempt: &Attempt<'_>, error: &TransportError) {
        let is_closed = error.to_string().contains("closed");
        self.note("failure", attempt, if is_closed { "closed" } else { "something else" });
    }
}

#[tokio::test]
async fn an_observer_sees_every_attempt_and_there_may_be_several() {
    let answers = [Answer::Broken(String::new()), answer("503 Service Unavailable", ""), answer("200 OK", "{}")];
    let server = Server::start(answers).await;
    let [one, other] = [Notes::default(), Notes::default()];
    let config = config(server.address()).retry(patient()).observer(one.clone()).observer(other.clone());
    Client::with(config).list(&[]).await.expect("200");
    assert_eq!(
        one.taken(),
        [
            "request list 1: GET",
            "failure list 1: closed",
            "request list 2: GET",
            "response list 2: 503",
            "request list 3: GET",
            "response list 3: 200",
        ]
    );
    assert_eq!(one.taken(), other.taken());
}

/// Shows what it is shown.
#[derive(Clone, Debug, Default)]
struct Everything(Arc<Mutex<String>>);

impl Observer for Everything {
    fn request(&self, attempt: &Attempt<'_>, request: &reqwest::Request) {
        let mut seen = self.0.lock().expect("not poisoned");
        seen.push_str(&format!("{attempt:?} {:?}", request.headers()));
    }

    fn response(&self, attempt: &Attempt<'_>, response: &Response) {
        self.0.lock().expect("not poisoned").push_str(&format!("{attempt:?} {response:?}"));
    }

    fn failure(&self, attempt: &Attempt<'_>, error: &TransportError) {
        self.0.lock().expect("not poisoned").push_str(&format!("{attempt:?} {error:?} {error}"));
    }
}

/// What no log may have: of credentials, of arguments, of bodies that are sent and of bodies that arrive.
const PLANTED: [&str; 7] =
    [SECRET, "sk-SECRET", "st-SECRET", "path-SECRET", "query-SECRET", "head-SECRET", "body-SECRET"];

#[tokio::test]
async fn no_secret_shows_anywhere() {
    let key = Credentials::access_key("AKEXAMPLE", "sk-SECRET").with_security_token("st-SECRET");
    let answers = || {
        [
            Answer::Broken(String::new()),
            answer("200 OK\nX-Subject-Token: head-SECRET", r#"{"password":["body-SECRET"]}"#),
            answer("302 Found\nLocation: http://elsewhere.example/path-SECRET?q=query-SECRET", ""),
            answer("401 Unauthorized\nContent-Type: application/json", r#"{"password":"body-SECRET"}"#),
            answer("200 OK\nContent-Encoding: gzip", "body-SECRET"),
            answer("200 OK\nContent-Type: text/plain", "body-SECRET"),
            Answer::Broken("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nbody-SECRET".to_owned()),
        ]
    };
    for with_key in [false, true] {
        let everything = Everything::default();
        let capture = Capture::start();
        let mut shown = String::new();
        for fault in answers() {
            let server = Server::answering(move |_| fault.clone()).await;
            let mut builder = config(server.address()).project_id("p").retry(patient()).observer(everything.clone());
            if with_key {
                builder = builder.credentials(key.clone());
            }
            shown += &format!("{builder:?}");
            let client = Client::with(builder);
            shown += &format!("{client:?}");
            let call = client.show("path-SECRET");
            shown += &format!("{call:?}");
            match call.send().await {
                Ok(response) => shown += &format!("{response:?}"),
                Err(failure) => shown += &format!("{failure} {failure:?}"),
            }
            if let Err(error) = client.list(&[]).await {
                shown += &format!("{error} {error:?}");
                let mut cause: Option<&dyn std::error::Error> = Some(&error);
                while let Some(error) = cause {
                    shown += &format!("{error} {error:?}");
                    cause = error.source();
                }
            }
            let mut request = client.move_jobs().filled();
            request.filter = Some("query-SECRET".into());
            request.subject = Some("head-SECRET".into());
            request.body = Some(Jobs { password: Some("body-SECRET".into()), jobs: Some(vec![]), ..Jobs::default() });
            request.allowed = vec!["X-Subject-Token".to_owned(), "body.password".to_owned()];
            match request.send().await {
                Ok(value) => shown += &format!("{value:?}"),
                Err(error) => shown += &format!("{error} {error:?} {:?}", std::error::Error::source(&error)),
            }
        }
        shown += &capture.text();
        shown += &everything.0.lock().expect("not poisoned");
        for secret in PLANTED {
            // Around it only: all of it is pages.
            let around = shown.split(secret).next().unwrap_or_default();
            let before: String = around.chars().rev().take(300).collect::<Vec<_>>().into_iter().rev().collect();
            assert!(!shown.contains(secret), "{secret} after {before}");
        }
        assert!(shown.contains("move_jobs") && shown.contains("attempt"), "something was seen at all");
    }
}
