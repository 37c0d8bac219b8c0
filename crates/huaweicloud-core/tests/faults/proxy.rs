//! Proxies: those that the program names, and those of the environment that it hands over.

use huaweicloud_core::Environment;

use crate::patient;
use crate::support::client::{Client, SECRET, config};
use crate::support::server::{Request, Server, answer};

/// What a call says in an environment with this proxy.
async fn call(endpoint: &str, variable: &str, proxy: &str) -> String {
    let environment = Environment::empty().with(variable, proxy);
    let config = config(endpoint).environment(environment).retry(patient());
    let result = Client::with(config).stop("t").await;
    result.map_or_else(|error| error.to_string(), |value| format!("{value:?}"))
}

#[tokio::test]
async fn a_proxy_that_the_program_names_is_used_and_one_of_the_process_is_not() {
    let proxy = Server::start([answer("200 OK", "")]).await;
    let config = config("http://specimen.example:81").proxy(proxy.address());
    let result = Client::with(config.retry(patient())).stop("t").await;
    assert!(result.is_ok(), "{result:?}");
    assert_eq!(proxy.heard_one().header("host"), Some("specimen.example:81"));
}

#[tokio::test]
async fn a_proxy_gets_a_plain_request_in_absolute_form() {
    let proxy = Server::start([answer("200 OK", "")]).await;
    let outcome = call("http://specimen.example:81", "http_proxy", proxy.address()).await;
    assert!(outcome.contains("status: 200"), "{outcome}");
    let heard = proxy.heard_one();
    assert_eq!(heard.line(), "POST http://specimen.example:81/v2/p/tasks/t/stop HTTP/1.1");
    assert_eq!(heard.header("host"), Some("specimen.example:81"));
    assert_eq!(heard.header("x-auth-token"), Some(SECRET));
}

#[tokio::test]
async fn a_proxy_that_wants_to_know_who_asks_is_an_answer() {
    let proxy = Server::answering(|request: &Request| match request.header("proxy-authorization") {
        Some("Basic dTpw") => answer("200 OK", ""),
        _ => answer("407 Proxy Authentication Required\nproxy-authenticate: Basic", ""),
    })
    .await;
    let outcome = call("http://specimen.example", "http_proxy", proxy.address()).await;
    assert!(outcome.starts_with("407 Proxy Authentication Required"), "{outcome}");
    assert_eq!(proxy.heard().len(), 1);
    let outcome = call("http://specimen.example", "http_proxy", &proxy.address().replace("//", "//u:p@")).await;
    assert!(outcome.contains("status: 200"), "{outcome}");
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_tried_again_since_nothing_was_sent() {
    let nobody = crate::support::server::nobody().await;
    let outcome = call("http://specimen.example", "http_proxy", &nobody.replace("//", "//u:hunter2@")).await;
    assert!(outcome.contains("after 3 attempts: cannot connect: Connection refused"), "{outcome}");
    assert!(!outcome.contains("hunter2"), "{outcome}");
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn a_proxy_is_asked_for_a_tunnel_and_sees_no_more() {
    for (answer, cause, requests) in [
        ("HTTP/1.1 403 Forbidden\r\n\r\n", "tunnel error: unsuccessful", 3),
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "tunnel error: proxy authorization required", 1),
    ] {
        let proxy = Server::answering(move |_| crate::Answer::Broken(answer.to_owned())).await;
        let outcome = call("https://specimen.example", "https_proxy", proxy.address()).await;
        assert!(outcome.ends_with(&format!("cannot connect: {cause}")), "{outcome}");
        assert_eq!(proxy.heard().len(), requests, "{outcome}");
        assert!(proxy.heard().iter().all(|heard| heard.line() == "CONNECT specimen.example:443 HTTP/1.1"));
        assert!(!format!("{:?}", proxy.heard()).contains(SECRET));
    }
}
