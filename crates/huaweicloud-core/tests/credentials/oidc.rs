//! Id tokens of OpenID Connect, through an identity provider of IAM and through a trust agency of STS.

use huaweicloud_core::credentials::{CredentialsProvider, IdToken, OidcAgencyProvider, OidcProvider};
use serde_json::json;

use crate::server::{answer, token_answer};
use crate::setup::{EXPIRES_AT, context, expires_in_seconds, iam, key_answer, parts, refusal};

fn text(token: &str) -> IdToken {
    IdToken::Text(token.into())
}

#[tokio::test]
async fn an_id_token_becomes_a_token_and_the_token_a_temporary_key() {
    let (server, context) = iam([token_answer("t-1", EXPIRES_AT), key_answer("201 Created")]).await;
    let credentials = OidcProvider::new("my-idp", text("id-1\n")).provide(&context).await.expect("a key");
    assert_eq!(parts(&credentials), ("AKTEMPORARY", "sk-1", Some("st-1")));
    let [first, second] = <[_; 2]>::try_from(server.heard()).expect("two calls");
    assert_eq!(first.line(), "POST /v3.0/OS-AUTH/id-token/tokens HTTP/1.1");
    assert_eq!(first.header("x-idp-id"), Some("my-idp"));
    assert_eq!(first.json(), json!({ "auth": { "id_token": { "id": "id-1" } } }));
    assert_eq!(second.line(), "POST /v3.0/OS-CREDENTIAL/securitytokens HTTP/1.1");
    let token = json!({ "id": "t-1", "duration_seconds": 21600 });
    assert_eq!(second.json(), json!({ "auth": { "identity": { "methods": ["token"], "token": token } } }));
}

#[tokio::test]
async fn the_file_of_the_id_token_is_read_anew_each_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("token");
    let once = || [token_answer("t-1", EXPIRES_AT), key_answer("201 Created")];
    let (server, context) = iam(once().into_iter().chain(once())).await;
    let provider = OidcProvider::new("my-idp", IdToken::File(file.clone()));
    for token in ["id-1", "id-2"] {
        std::fs::write(&file, token).expect("written");
        provider.provide(&context).await.expect("a key");
    }
    assert_eq!(server.heard()[2].json()["auth"]["id_token"]["id"], "id-2");
}

#[tokio::test]
async fn a_file_that_is_not_there_or_empty_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("token");
    let provider = OidcProvider::new("my-idp", IdToken::File(file.clone()));
    let error = refusal(&provider, &context()).await;
    assert!(error.to_string().contains("cannot be read"), "{error}");
    assert!(!error.is_not_configured());
    std::fs::write(&file, " \n").expect("written");
    let error = refusal(&provider, &context()).await;
    assert!(error.to_string().ends_with("the id token is empty"), "{error}");
}

#[tokio::test]
async fn sts_gives_a_key_for_an_id_token_at_once() {
    let key = r#""access_key_id":"AKSTS","secret_access_key":"sk-1","security_token":"st-1""#;
    let body = format!(r#"{{"credentials":{{{key},"expiration":"2026-11-22T06:00:00.123Z"}}}}"#);
    let (server, context) = iam([answer("200 OK", &body)]).await;
    let provider = OidcAgencyProvider::new("urn-p", "urn-a", text("id-1")).endpoint(server.address());
    let provider = provider.session_name("ci").duration_seconds(900).policy("{}").policy_ids(["one", "two"]);
    let credentials = provider.provide(&context).await.expect("a key");
    assert_eq!(parts(&credentials), ("AKSTS", "sk-1", Some("st-1")));
    assert_eq!(expires_in_seconds(&credentials), crate::setup::EXPIRES_AT_SECONDS);
    let request = server.heard_one();
    assert_eq!(request.line(), "POST /v5/agencies/assume-with-oidc HTTP/1.1");
    let expected = json!({
        "provider_urn": "urn-p",
        "agency_urn": "urn-a",
        "agency_session_name": "ci",
        "id_token": "id-1",
        "duration_seconds": 900,
        "policy": "{}",
        "policy_ids": ["one", "two"],
    });
    assert_eq!(request.json(), expected);
    assert_eq!(request.header("authorization"), None);
}

#[tokio::test]
async fn a_cloud_without_sts_is_an_error_that_says_what_to_set() {
    let error = refusal(&OidcAgencyProvider::new("urn-p", "urn-a", text("id-1")), &context()).await;
    assert!(error.to_string().contains("set HUAWEICLOUD_SDK_STS_ENDPOINT"), "{error}");
}
