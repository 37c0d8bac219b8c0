//! Assuming an agency, with an access key and with a token.

use std::sync::Arc;
use std::time::Duration;

use huaweicloud_core::credentials::{Agency, Credentials, CredentialsProvider, PasswordLogin};
use huaweicloud_core::{ManualClock, Token};
use serde_json::json;

use crate::server::{answer, token_answer};
use crate::setup::{EXPIRES_AT, EXPIRES_AT_SECONDS, expires_in_seconds, iam, key_answer, parts, refusal};

fn operator() -> Credentials {
    Credentials::access_key("AKOPERATOR", "sk-0")
}

#[tokio::test]
async fn an_access_key_signs_and_gets_a_temporary_key() {
    let (server, context) = iam([key_answer("201 Created")]).await;
    let agency = Agency::new(operator(), "monitoring").domain_name("other").duration(Duration::from_secs(900));
    let credentials = agency.provide(&context).await.expect("a key");
    assert_eq!(parts(&credentials), ("AKTEMPORARY", "sk-1", Some("st-1")));
    assert_eq!(expires_in_seconds(&credentials), EXPIRES_AT_SECONDS);
    let request = server.heard_one();
    assert_eq!(request.line(), "POST /v3.0/OS-CREDENTIAL/securitytokens HTTP/1.1");
    assert!(request.header("authorization").is_some_and(|value| value.contains("AKOPERATOR")));
    let role = json!({ "agency_name": "monitoring", "domain_name": "other", "duration_seconds": 900 });
    assert_eq!(request.json(), json!({ "auth": { "identity": { "methods": ["assume_role"], "assume_role": role } } }));
}

#[tokio::test]
async fn a_token_is_sent_as_such_and_the_ids_that_were_said_are_kept() {
    let (server, context) = iam([key_answer("201 Created")]).await;
    let source = Credentials::token(Token::new("t-0").expect("a token"));
    let agency = Agency::new(source, "monitoring").domain_id("d-9").project_id("p-9");
    let credentials = agency.provide(&context).await.expect("a key");
    assert_eq!((credentials.domain_id(), credentials.project_id()), (Some("d-9"), Some("p-9")));
    assert_eq!(server.heard_one().header("x-auth-token"), Some("t-0"));
}

#[tokio::test]
async fn a_source_that_is_still_good_is_not_asked_for_each_key() {
    let answers = [token_answer("t-1", EXPIRES_AT), key_answer("201 Created"), key_answer("201 Created")];
    let (server, context) = iam(answers).await;
    let login = PasswordLogin::new("alice", "hunter2").domain_name("account");
    let agency = Agency::new(login, "monitoring").domain_name("other");
    agency.provide(&context).await.expect("a key");
    agency.provide(&context).await.expect("a key");
    assert_eq!(server.heard().len(), 3);
}

#[tokio::test]
async fn a_token_that_was_revoked_is_renewed_once() {
    let answers = [
        token_answer("t-1", EXPIRES_AT),
        answer("401 Unauthorized", ""),
        token_answer("t-2", EXPIRES_AT),
        key_answer("201 Created"),
    ];
    let (server, context) = iam(answers).await;
    let login = PasswordLogin::new("alice", "hunter2").domain_name("account");
    Agency::new(login, "monitoring").domain_name("other").provide(&context).await.expect("a key");
    assert_eq!(server.heard()[3].header("x-auth-token"), Some("t-2"));
}

#[tokio::test]
async fn a_permanent_key_that_is_refused_is_the_error_of_iam() {
    let (server, context) = iam([answer("401 Unauthorized", r#"{"error":{"code":401,"message":"no"}}"#)]).await;
    let error = refusal(&Agency::new(operator(), "monitoring").domain_name("other"), &context).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test]
async fn an_agency_that_cannot_be_asked_for_is_refused_before_it_is() {
    let (server, context) = iam([]).await;
    let error = refusal(&Agency::new(operator(), "monitoring"), &context).await;
    assert!(error.to_string().contains("whose agency it is has not been said"), "{error}");
    let too_short = Agency::new(operator(), "monitoring").domain_name("other").duration(Duration::from_secs(60));
    let error = refusal(&too_short, &context).await;
    assert!(error.to_string().contains("the duration is 60s, and must be 15 minutes to 24 hours"), "{error}");
    assert_eq!(server.heard().len(), 0);
}

#[tokio::test]
async fn a_source_that_cannot_be_renewed_yet_is_used_as_long_as_it_is_good_and_warned_of() {
    crate::log::begin();
    let answers = [
        token_answer("t-1", EXPIRES_AT),
        key_answer("201 Created"),
        answer("503 Service Unavailable", ""),
        key_answer("201 Created"),
    ];
    let (server, context) = iam(answers).await;
    let clock = ManualClock::new(context.now());
    let context = context.with_clock(Arc::new(clock.clone()));
    let login = PasswordLogin::new("alice", "hunter2").domain_name("account");
    let agency = Agency::new(login, "monitoring").domain_name("other");
    agency.provide(&context).await.expect("a key");
    let day_but_a_minute = Duration::from_secs(24 * 60 * 60 - 60);
    clock.advance(day_but_a_minute);
    tokio::time::pause();
    tokio::time::advance(day_but_a_minute).await;
    tokio::time::resume();
    agency.provide(&context).await.expect("a key");
    assert_eq!(server.heard()[3].header("x-auth-token"), Some("t-1"));
    let log = crate::log::take();
    assert!(log.contains("credentials were not renewed: the old ones are used"), "{log}");
}
