//! A password login: what is sent, and what is made of the answer.

use huaweicloud_core::credentials::{CredentialsProvider, Kind, PasswordLogin};
use serde_json::{Value, json};

use crate::server::{answer, token_answer};
use crate::setup::{EXPIRES_AT, EXPIRES_AT_SECONDS, context, expires_in_seconds, iam, refusal};

/// The body with which this login asks.
async fn sent(login: PasswordLogin) -> Value {
    let (server, context) = iam([token_answer("t-1", EXPIRES_AT)]).await;
    login.provide(&context).await.expect("a token");
    server.heard_one().json()
}

fn alice() -> PasswordLogin {
    PasswordLogin::new("alice", "hunter2").domain_name("account")
}

#[tokio::test]
async fn a_login_is_one_post_without_the_catalog() {
    let (server, context) = iam([token_answer("t-1", EXPIRES_AT)]).await;
    let credentials = alice().provide(&context).await.expect("a token");
    let request = server.heard_one();
    assert_eq!(request.line(), "POST /v3/auth/tokens?nocatalog=true HTTP/1.1");
    assert_eq!(request.header("content-type"), Some("application/json;charset=utf8"));
    assert!(matches!(credentials.kind(), Kind::Token(_)));
    assert_eq!((credentials.project_id(), credentials.domain_id()), (Some("p-1"), Some("d-1")));
    assert_eq!(expires_in_seconds(&credentials), EXPIRES_AT_SECONDS);
    assert_eq!(credentials.source(), "password login");
}

#[tokio::test]
async fn the_token_is_good_for_the_project_of_the_region_unless_said() {
    let user = json!({ "name": "alice", "password": "hunter2", "domain": { "name": "account" } });
    let identity = json!({ "methods": ["password"], "password": { "user": user } });
    let scope = json!({ "project": { "name": "eu-de", "domain": { "name": "account" } } });
    assert_eq!(sent(alice()).await, json!({ "auth": { "identity": identity, "scope": scope } }));
}

#[tokio::test]
async fn a_project_or_the_domain_can_be_asked_for() {
    let scope = async |login| sent(login).await["auth"]["scope"].clone();
    assert_eq!(scope(alice().project_id("p-9")).await, json!({ "project": { "id": "p-9" } }));
    let named = json!({ "project": { "name": "eu-de_test", "domain": { "name": "account" } } });
    assert_eq!(scope(alice().project_name("eu-de_test")).await, named);
    assert_eq!(scope(alice().for_domain()).await, json!({ "domain": { "name": "account" } }));
}

#[tokio::test]
async fn a_user_is_known_by_id_or_by_name_in_a_domain_of_that_id() {
    let user = async |login| sent(login).await["auth"]["identity"]["password"]["user"].clone();
    let by_id = PasswordLogin::of_user_id("u-1", "hunter2");
    assert_eq!(user(by_id).await, json!({ "id": "u-1", "password": "hunter2" }));
    let by_name = PasswordLogin::new("alice", "hunter2").domain_id("d-1");
    assert_eq!(user(by_name).await["domain"], json!({ "id": "d-1" }));
}

#[tokio::test]
async fn a_name_without_a_domain_is_refused_before_anything_is_sent() {
    let (server, context) = iam([]).await;
    let error = refusal(&PasswordLogin::new("alice", "hunter2"), &context).await;
    assert!(error.to_string().contains("OS_USER_DOMAIN_NAME"), "{error}");
    assert_eq!(server.heard().len(), 0);
}

#[tokio::test]
async fn an_answer_that_is_not_as_documented_says_what_it_lacks() {
    for (head, body, expected) in [
        ("201 Created", r#"{"token":{}}"#, "has no X-Subject-Token"),
        ("201 Created\nX-Subject-Token: t", r#"{"token":{}}"#, "does not say when the token expires"),
        ("201 Created\nX-Subject-Token: t", "<html>", "is no JSON"),
        ("201 Created\nX-Subject-Token: a b", r#"{"token":{}}"#, "has no token: character 2 of the token"),
    ] {
        let (_server, context) = iam([answer(head, body)]).await;
        let error = refusal(&alice(), &context).await;
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn where_iam_is_must_be_known_before_a_password_is_sent() {
    let nowhere = huaweicloud_core::credentials::ProviderContext::new(crate::setup::http());
    let error = refusal(&alice(), &nowhere).await;
    assert!(error.to_string().contains("it is not known where IAM is"), "{error}");
    let with_password = context().with_iam_endpoint("https://alice:hunter2@iam.example");
    let error = refusal(&alice(), &with_password).await;
    assert!(error.to_string().contains("has a user name or password in it"), "{error}");
}
