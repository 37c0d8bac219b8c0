//! IAM refuses, is not there, is slow, or answers what it should not.

use std::error::Error as _;
use std::time::Duration;

use huaweicloud_core::credentials::{CredentialsErrorKind, PasswordLogin, ProviderContext};

use crate::server::{Server, answer};
use crate::setup::{context, iam, refusal};

fn login() -> PasswordLogin {
    PasswordLogin::new("alice", "hunter2").domain_name("account")
}

#[tokio::test]
async fn a_refusal_tells_status_code_message_and_request_id() {
    let body = r#"{"error_code":"IAM.0011","error_msg":"wrong password"}"#;
    let (server, context) = iam([answer("403 Forbidden\nX-Request-Id: r-1", body)]).await;
    let error = refusal(&login(), &context).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!((error.code(), error.request_id()), (Some("IAM.0011"), Some("r-1")));
    assert!(!error.is_unreachable());
    let expected = format!(
        "no credentials of password login: {} refused: 403 Forbidden, IAM.0011: wrong password (request id r-1); the \
         permission is missing",
        server.address()
    );
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_refused_connection_is_no_refusal() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let error = refusal(&login(), &context().with_iam_endpoint(&address)).await;
    assert!(error.is_unreachable());
    assert_eq!(error.status(), None);
    assert!(error.to_string().contains(&format!("no answer from {address}: Connection refused")), "{error}");
    assert!(error.source().is_some(), "the cause is there for programs");
}

#[tokio::test(start_paused = true)]
async fn an_iam_that_stays_silent_is_given_up_after_ten_seconds() {
    let (_server, context) = iam([None]).await;
    let begun = tokio::time::Instant::now();
    let error = refusal(&login(), &context).await;
    assert!(error.is_unreachable());
    assert!(error.to_string().ends_with(": time ran out"), "{error}");
    assert!(begun.elapsed() <= Duration::from_millis(10_100), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn an_answer_without_an_end_is_cut_off() {
    let (_server, context) = iam([answer("201 Created\nX-Subject-Token: t", &"x".repeat(1024 * 1024 + 1))]).await;
    let error = refusal(&login(), &context).await;
    assert!(matches!(error.kind(), CredentialsErrorKind::Unreadable { .. }));
    assert!(error.to_string().ends_with("is longer than 1048576 bytes"), "{error}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start([]).await;
    let head = format!("307 Temporary Redirect\nLocation: {}/", elsewhere.address());
    let (_server, context) = iam([answer(&head, "")]).await;
    let error = refusal(&login(), &context).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert_eq!(elsewhere.heard().len(), 0);
}

#[tokio::test]
async fn an_answer_that_came_after_a_redirect_is_refused() {
    let elsewhere = Server::start([answer("201 Created\nX-Subject-Token: t", "{}")]).await;
    let head = format!("307 Temporary Redirect\nLocation: {}/", elsewhere.address());
    let server = Server::start([answer(&head, "")]).await;
    let following = reqwest::Client::builder().no_proxy().build().expect("a client");
    let error = refusal(&login(), &ProviderContext::new(following).with_iam_endpoint(server.address())).await;
    assert!(error.to_string().contains("came after a redirect"), "{error}");
}

#[test]
fn an_error_goes_wherever_errors_go_and_is_small() {
    fn goes<T: std::error::Error + Send + Sync + Clone + 'static>() {}
    goes::<huaweicloud_core::CredentialsError>();
    assert_eq!(size_of::<huaweicloud_core::CredentialsError>(), size_of::<usize>());
}
