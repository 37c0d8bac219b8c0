//! Credentials that have to be asked for: by the IAM that the mock plays, and used at its services.

use std::time::Duration;

use huaweicloud_core::credentials::{
    Agency, IdToken, MetadataProvider, OidcAgencyProvider, OidcProvider, PasswordLogin,
};
use huaweicloud_core::{Config, ConfigBuilder, Credentials, Error, ResponseValue};
use huaweicloud_oms::Client;
use mock::Mock;
use mock::auth::{FIRST_ACCESS_KEY, FIRST_SECRET};
use mock::iam::{FIRST_DOMAIN, FIRST_PASSWORD, FIRST_USER};

use crate::play;

/// A configuration that names no project: whoever is asked for credentials knows it.
fn builder(mock: &Mock) -> ConfigBuilder {
    Config::builder().region("cn-north-4").endpoint(mock.url("oms")).iam_endpoint(mock.url("iam"))
}

/// Stops the task of the documented example, and tells how often it took an attempt.
async fn stop(client: &Client) -> Result<ResponseValue<()>, Error> {
    client
        .stop_task()
        .task_id("191297407830872")
        .send()
        .await
        .map(|answer| answer.map(|_| ()))
        .map_err(Error::into_untyped)
}

async fn attempts(mock: &Mock, config: ConfigBuilder) -> u32 {
    mock.world("oms").put("task", "191297407830872", Some("Migrating")).expect("a known status");
    let client = Client::new(&config.build().expect("a configuration"));
    stop(&client).await.unwrap_or_else(|err| panic!("{err}")).attempts()
}

fn login() -> PasswordLogin {
    PasswordLogin::new(FIRST_USER, FIRST_PASSWORD).domain_name(FIRST_DOMAIN)
}

fn id_token() -> IdToken {
    IdToken::Text("any id token".into())
}

#[tokio::test]
async fn a_password_becomes_a_token_that_holds() {
    let mock = play().await;
    assert_eq!(attempts(&mock, builder(&mock).credentials(login())).await, 1);
}

#[tokio::test]
async fn a_wrong_password_is_the_error_of_iam() {
    let mock = play().await;
    let wrong = PasswordLogin::new(FIRST_USER, "wrong").domain_name(FIRST_DOMAIN);
    let client = Client::new(&builder(&mock).credentials(wrong).build().expect("a configuration"));
    let error = stop(&client).await.expect_err("a refusal");
    assert!(error.is_credentials(), "{error}");
    assert!(error.to_string().contains("401"), "{error}");
    assert_eq!(mock.seen("oms").len(), 0, "nothing was sent");
}

#[tokio::test]
async fn a_key_is_enough_and_its_project_is_looked_up() {
    let mock = play().await;
    let key = Credentials::access_key(FIRST_ACCESS_KEY, FIRST_SECRET);
    assert_eq!(attempts(&mock, builder(&mock).credentials(key)).await, 1);
}

#[tokio::test]
async fn an_agency_is_assumed_with_a_key_and_with_a_password() {
    let mock = play().await;
    let key = Credentials::access_key(FIRST_ACCESS_KEY, FIRST_SECRET);
    let agency = Agency::new(key, "monitoring").domain_name("another-domain");
    assert_eq!(attempts(&mock, builder(&mock).credentials(agency)).await, 1);
    let agency = Agency::new(login(), "monitoring").domain_name("another-domain");
    assert_eq!(attempts(&mock, builder(&mock).credentials(agency)).await, 1);
}

#[tokio::test]
async fn an_id_token_becomes_a_key_by_way_of_an_identity_provider_and_of_a_trust_agency() {
    let mock = play().await;
    let provider = OidcProvider::new("an-idp", id_token());
    assert_eq!(attempts(&mock, builder(&mock).credentials(provider)).await, 1);
    let agency = OidcAgencyProvider::new("urn-p", "urn-a", id_token()).endpoint(mock.url("iam"));
    assert_eq!(attempts(&mock, builder(&mock).credentials(agency)).await, 1);
}

#[tokio::test]
async fn a_server_has_the_key_of_its_agency_from_the_metadata_service() {
    let mock = play().await;
    let metadata = MetadataProvider::new().with_endpoint(mock.url("iam"));
    assert_eq!(attempts(&mock, builder(&mock).credentials(metadata)).await, 1);
}

#[tokio::test]
async fn a_token_that_has_expired_is_renewed_once_and_the_call_goes_through() {
    let mock = play().await;
    let client = Client::new(&builder(&mock).credentials(login()).build().expect("a configuration"));
    for (expected, day) in [(1, 0), (2, 1), (1, 1)] {
        // The server's calendar goes on; the client, whose clock does not, believes in its token.
        mock.clock().skew(Duration::from_secs(day * 25 * 3600), Duration::ZERO);
        mock.world("oms").put("task", "191297407830872", Some("Migrating")).expect("a known status");
        assert_eq!(stop(&client).await.unwrap_or_else(|err| panic!("{err}")).attempts(), expected);
    }
}
