//! What all of these tests need.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use huaweicloud_core::credentials::{Credentials, CredentialsError, CredentialsProvider, Kind, ProviderContext};
use huaweicloud_core::{Cloud, Environment, ManualClock};

use crate::server::{Answer, Server, answer};

/// When the credentials of these tests expire, as IAM writes it, and in seconds since 1970.
pub(crate) const EXPIRES_AT: &str = "2026-11-22T06:00:00.000000Z";
pub(crate) const EXPIRES_AT_SECONDS: u64 = 1_795_327_200;

/// A client that looks at no proxy of the machine and follows no redirect.
pub(crate) fn http() -> reqwest::Client {
    let builder = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    builder.build().expect("an HTTP client")
}

/// A context in `eu-de` of Open Telekom Cloud, a day before the credentials expire.
pub(crate) fn context() -> ProviderContext {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(EXPIRES_AT_SECONDS - 86_400);
    ProviderContext::new(http())
        .with_region(Cloud::OpenTelekomCloud, "eu-de")
        .with_clock(Arc::new(ManualClock::new(now)))
}

/// The same with an IAM that gives these answers.
pub(crate) async fn iam(answers: impl IntoIterator<Item = Answer>) -> (Server, ProviderContext) {
    let server = Server::start(answers).await;
    let context = context().with_iam_endpoint(server.address());
    (server, context)
}

/// An environment of these variables.
pub(crate) fn environment(variables: &[(&str, &str)]) -> Environment {
    variables.iter().fold(Environment::empty(), |environment, (name, value)| environment.with(*name, *value))
}

/// A temporary key as IAM and the metadata service write it.
pub(crate) fn key_answer(head: &str) -> Answer {
    let part = r#""access":"AKTEMPORARY","secret":"sk-1","securitytoken":"st-1""#;
    answer(head, &format!(r#"{{"credential":{{{part},"expires_at":"{EXPIRES_AT}"}}}}"#))
}

/// A refusal that repeats in its header and in its body all that was sent, on one line.
pub(crate) fn echo() -> Answer {
    let body = r#"{"code":"{heard}","message":"{heard}"}"#;
    Some(format!("HTTP/1.1 401 Unauthorized\r\nX-Request-Id: {{heard}}\r\nconnection: close\r\n\r\n{body}"))
}

pub(crate) async fn refusal(provider: &dyn CredentialsProvider, context: &ProviderContext) -> CredentialsError {
    provider.provide(context).await.expect_err("no credentials")
}

/// The id, the secret and the security token of an access key.
pub(crate) fn parts(credentials: &Credentials) -> (&str, &str, Option<&str>) {
    match credentials.kind() {
        Kind::AccessKey(key) => (key.id(), key.secret().expose(), key.security_token().map(|token| token.expose())),
        other => panic!("not an access key: {other:?}"),
    }
}

pub(crate) fn expires_in_seconds(credentials: &Credentials) -> u64 {
    let at = credentials.expires_at().expect("they expire");
    at.duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs()
}
