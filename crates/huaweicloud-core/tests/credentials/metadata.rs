//! The metadata service of a server.

use huaweicloud_core::credentials::{Credentials, CredentialsError, CredentialsProvider, MetadataProvider};

use crate::server::{Answer, Request, Server, answer};
use crate::setup::{context, key_answer, parts};

/// What comes of these answers, and what was asked.
async fn ask(answers: impl IntoIterator<Item = Answer>) -> (Result<Credentials, CredentialsError>, Vec<Request>) {
    let server = Server::start(answers).await;
    let result = MetadataProvider::new().with_endpoint(server.address()).provide(&context()).await;
    (result, server.heard())
}

#[tokio::test]
async fn a_token_is_asked_for_and_then_the_key() {
    let (result, heard) = ask([answer("200 OK", "mt-1"), key_answer("200 OK")]).await;
    assert_eq!(parts(&result.expect("a key")), ("AKTEMPORARY", "sk-1", Some("st-1")));
    assert_eq!(heard[0].line(), "PUT /meta-data/latest/api/token HTTP/1.1");
    assert_eq!(heard[0].header("x-metadata-token-ttl-seconds"), Some("21600"));
    assert_eq!(heard[1].line(), "GET /openstack/latest/securitykey HTTP/1.1");
    assert_eq!(heard[1].header("x-metadata-token"), Some("mt-1"));
}

#[tokio::test]
async fn a_service_without_tokens_is_asked_without_one() {
    for status in ["404 Not Found", "405 Method Not Allowed", "503 Service Unavailable"] {
        let (result, heard) = ask([answer(status, ""), key_answer("200 OK")]).await;
        result.expect("a key");
        assert_eq!(heard[1].header("x-metadata-token"), None);
    }
}

#[tokio::test]
async fn a_token_that_the_service_has_forgotten_is_asked_for_anew_once() {
    let forgotten = || answer("401 Unauthorized", "");
    let (result, heard) =
        ask([answer("200 OK", "mt-1"), forgotten(), answer("200 OK", "mt-2"), key_answer("200 OK")]).await;
    result.expect("a key");
    assert_eq!(heard[3].header("x-metadata-token"), Some("mt-2"));

    let (result, heard) = ask([answer("200 OK", "mt-1"), forgotten(), answer("200 OK", "mt-2"), forgotten()]).await;
    assert_eq!(result.expect_err("refused").status().map(|status| status.as_u16()), Some(401));
    assert_eq!(heard.len(), 4);
}

#[tokio::test]
async fn a_server_without_an_agency_has_nothing_to_give() {
    let no_agency = "Please configure Cloud Service Agency first";
    for key in [answer("404 Not Found", ""), answer("401 Unauthorized", no_agency)] {
        let (result, heard) = ask([answer("200 OK", "mt-1"), key]).await;
        let error = result.expect_err("nothing");
        assert!(error.is_not_configured(), "{error}");
        assert!(error.to_string().ends_with("this server has no agency: give it one"), "{error}");
        assert_eq!(heard.len(), 2);
    }
}

#[tokio::test]
async fn where_nobody_answers_is_no_server_of_the_cloud() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let provider = MetadataProvider::new().with_endpoint(address);
    let error = provider.provide(&context()).await.expect_err("nobody");
    assert!(error.is_not_configured());
    assert!(error.to_string().contains("this is no server of the cloud (no answer from http://127.0.0.1:"), "{error}");
}

#[tokio::test]
async fn a_service_of_another_cloud_is_passed_over_and_one_that_is_broken_is_not() {
    for head in ["400 Bad Request", "302 Found\nLocation: http://login.example/"] {
        let (result, _) = ask([answer(head, "")]).await;
        assert!(result.expect_err("another cloud").is_not_configured());
    }
    let (result, _) = ask([answer("500 Internal Server Error", "")]).await;
    assert_eq!(result.expect_err("broken").status().map(|status| status.as_u16()), Some(500));
}

#[tokio::test(start_paused = true)]
async fn who_does_not_answer_within_three_seconds_is_not_waited_for() {
    let begun = tokio::time::Instant::now();
    let (result, _) = ask([None]).await;
    assert!(result.expect_err("silence").is_not_configured());
    assert!(begun.elapsed() <= std::time::Duration::from_millis(3100), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn no_proxy_is_used_even_if_the_client_of_the_context_has_one() {
    let proxy = Server::start([]).await;
    let http = reqwest::Client::builder().proxy(reqwest::Proxy::all(proxy.address()).expect("a proxy"));
    let context = huaweicloud_core::credentials::ProviderContext::new(http.build().expect("a client"));
    let service = Server::start([answer("200 OK", "mt-1"), key_answer("200 OK")]).await;
    MetadataProvider::new().with_endpoint(service.address()).provide(&context).await.expect("a key");
    assert_eq!(proxy.heard().len(), 0);
}

#[tokio::test]
async fn a_key_without_one_of_its_parts_is_an_error_that_names_it() {
    let body = r#"{"credential":{"access":"a","secret":"s","securitytoken":"t"}}"#;
    let (result, _) = ask([answer("200 OK", "mt-1"), answer("200 OK", body)]).await;
    let error = result.expect_err("incomplete");
    assert!(error.to_string().ends_with("has no `expires_at`"), "{error}");
}
