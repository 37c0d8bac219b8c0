//! Who calls: keys under every scheme, temporary ones, tokens; and clocks that differ.

use std::time::Duration;

use huaweicloud_core::sign::Scheme;
use huaweicloud_core::{ConfigBuilder, Credentials, Error, Token};
use huaweicloud_drs::types;
use mock::Mock;
use mock::auth::{AccessKey, FIRST_ACCESS_KEY, FIRST_SECRET};

use crate::{PROJECT, at, play};

/// A configuration that signs with this.
fn signing(mock: &Mock, secret: &str, scheme: &Scheme) -> ConfigBuilder {
    at(mock, "drs").credentials(Credentials::access_key(FIRST_ACCESS_KEY, secret)).signing(scheme.clone())
}

fn schemes() -> [Scheme; 5] {
    let (region, service) = ("eu-de".to_owned(), "drs".to_owned());
    [
        Scheme::SdkHmacSha256,
        Scheme::SdkHmacSm3,
        Scheme::V11HmacSha256 { region: region.clone(), service: service.clone() },
        Scheme::ScopedHmacSha256 { region, service },
        Scheme::ScopedHmacSha256 { region: String::new(), service: String::new() },
    ]
}

/// The status of a pause under a configuration, or why there is none.
async fn pause(config: ConfigBuilder) -> Result<u16, Error> {
    let client = huaweicloud_drs::Client::new(&config.build().expect("a configuration"));
    let job = types::PauseInfo::new().job_id("job-1").pause_mode("target");
    let request = client.batch_stop_jobs().x_language("zh-cn").body(types::BatchStopJobsRequest::new().jobs([job]));
    request.send().await.map(|answer| answer.status().as_u16()).map_err(Error::into_untyped)
}

/// The same, where it has to be refused: the status, and the message for people.
async fn refusal(config: ConfigBuilder) -> (u16, String) {
    let error = pause(config).await.expect_err("a refusal");
    assert!(error.code().is_some() && error.request_id().is_some(), "{error}");
    (error.status().expect("an answer").as_u16(), error.message().expect("a message"))
}

#[tokio::test]
async fn a_key_is_let_in_under_every_scheme_that_our_runtime_knows() {
    let mock = play().await;
    for scheme in schemes() {
        assert_eq!(pause(signing(&mock, FIRST_SECRET, &scheme)).await.expect("let in"), 200, "{scheme:?}");
    }
}

#[tokio::test]
async fn a_wrong_secret_is_refused_under_every_scheme_and_no_answer_has_a_secret_in_it() {
    let mock = play().await;
    for scheme in schemes() {
        let (status, message) = refusal(signing(&mock, "another", &scheme)).await;
        assert_eq!(status, 401, "{scheme:?}: {message}");
        assert!(!message.contains(FIRST_SECRET) && !message.contains("another"), "{message}");
    }
}

#[tokio::test]
async fn the_default_scheme_of_each_cloud_is_let_in() {
    let mock = play().await;
    for region in ["cn-north-4", "eu-de"] {
        let key = Credentials::access_key(FIRST_ACCESS_KEY, FIRST_SECRET);
        assert_eq!(pause(at(&mock, "drs").region(region).credentials(key)).await.expect("let in"), 200, "{region}");
    }
}

#[tokio::test]
async fn a_key_and_a_token_that_nobody_knows_are_refused() {
    let mock = play().await;
    let key = Credentials::access_key("NOBODY", FIRST_SECRET);
    assert_eq!(refusal(at(&mock, "drs").credentials(key)).await.0, 401);
    assert_eq!(refusal(at(&mock, "drs").token(Token::new("another").expect("a token"))).await.0, 401);
}

#[tokio::test]
async fn a_key_of_the_wrong_project_is_forbidden_to_act_in_another() {
    let mock = play().await;
    let key = AccessKey::new("AKPROJECT", "secret").with_project(PROJECT);
    mock.keyring().add_key(key).expect("there is room");
    let config = || at(&mock, "drs").credentials(Credentials::access_key("AKPROJECT", "secret"));
    assert_eq!(pause(config()).await.expect("its own project"), 200);
    assert_eq!(refusal(config().project_id("another")).await.0, 403);
}

#[tokio::test]
async fn a_temporary_key_needs_its_security_token() {
    let mock = play().await;
    let key = AccessKey::new("AKTEMPORARY", "secret").with_security_token("a-security-token");
    mock.keyring().add_key(key).expect("there is room");
    let key = Credentials::access_key("AKTEMPORARY", "secret");
    assert_eq!(refusal(at(&mock, "drs").credentials(key.clone())).await.0, 401);
    assert_eq!(refusal(at(&mock, "drs").credentials(key.clone().with_security_token("another"))).await.0, 401);
    let whole = key.with_security_token("a-security-token");
    assert_eq!(pause(at(&mock, "drs").credentials(whole)).await.expect("let in"), 200);
}

#[tokio::test]
async fn a_clock_that_is_an_hour_off_is_corrected_by_the_answer_and_the_call_goes_through() {
    let mock = play().await;
    let hour = Duration::from_secs(3600);
    for (ahead, behind) in [(hour, Duration::ZERO), (Duration::ZERO, hour)] {
        mock.clock().skew(ahead, behind);
        let seen = mock.seen("drs").len();
        let key = Credentials::access_key(FIRST_ACCESS_KEY, FIRST_SECRET);
        assert_eq!(pause(at(&mock, "drs").credentials(key)).await.expect("corrected"), 200);
        assert_eq!(mock.seen("drs").len(), seen + 2, "refused once, and sent once more");
    }
}
