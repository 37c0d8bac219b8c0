//! Which variables make which credentials.

use huaweicloud_core::credentials::{Credentials, CredentialsError, CredentialsProvider, EnvironmentProvider, Kind};

use crate::server::{answer, token_answer};
use crate::setup::{EXPIRES_AT, context, environment, iam, key_answer, parts};

async fn of(variables: &[(&str, &str)]) -> Result<Credentials, CredentialsError> {
    EnvironmentProvider::new().provide(&context().with_environment(environment(variables))).await
}

async fn problem(variables: &[(&str, &str)]) -> String {
    let error = of(variables).await.expect_err("half of something");
    assert!(!error.is_not_configured(), "{error}");
    error.kind().to_string()
}

const AK: (&str, &str) = ("HUAWEICLOUD_SDK_AK", "ak-1");
const SK: (&str, &str) = ("HUAWEICLOUD_SDK_SK", "sk-1");

#[tokio::test]
async fn the_variables_of_the_official_sdks_are_an_access_key() {
    let scope = [("HUAWEICLOUD_SDK_PROJECT_ID", "p-1"), ("HUAWEICLOUD_SDK_DOMAIN_ID", "d-1")];
    let credentials = of(&[AK, SK, scope[0], scope[1]]).await.expect("a key");
    assert_eq!(parts(&credentials), ("ak-1", "sk-1", None));
    assert_eq!((credentials.project_id(), credentials.domain_id()), (Some("p-1"), Some("d-1")));
    assert_eq!(credentials.source(), "environment");
    let temporary = of(&[AK, SK, ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "st-1")]).await.expect("a key");
    assert_eq!(parts(&temporary), ("ak-1", "sk-1", Some("st-1")));
}

#[tokio::test]
async fn the_variables_of_open_telekom_cloud_are_an_access_key_or_a_token() {
    let key = [("OS_ACCESS_KEY", "ak-2"), ("OS_SECRET_KEY", "sk-2"), ("OS_SECURITY_TOKEN", "st-2")];
    assert_eq!(parts(&of(&key).await.expect("a key")), ("ak-2", "sk-2", Some("st-2")));
    for name in ["OS_TOKEN", "OS_AUTH_TOKEN"] {
        let token = of(&[(name, "t-2"), ("OS_TENANT_ID", "p-2")]).await.expect("a token");
        assert!(matches!(token.kind(), Kind::Token(_)));
        assert_eq!(token.project_id(), Some("p-2"));
    }
}

#[tokio::test]
async fn the_variables_of_the_official_sdks_win_over_the_others() {
    let credentials = of(&[("OS_ACCESS_KEY", "ak-2"), ("OS_SECRET_KEY", "sk-2"), AK, SK]).await.expect("a key");
    assert_eq!(parts(&credentials).0, "ak-1");
}

#[tokio::test]
async fn a_user_and_a_password_are_a_login() {
    let (server, context) = iam([token_answer("t-1", EXPIRES_AT)]).await;
    let variables = environment(&[
        ("OS_USERNAME", "alice"),
        ("OS_PASSWORD", "hunter2"),
        ("OS_USER_DOMAIN_NAME", "account"),
        ("OS_PROJECT_NAME", "eu-de_test"),
    ]);
    let credentials = EnvironmentProvider::new().provide(&context.with_environment(variables)).await.expect("a token");
    assert_eq!((credentials.source(), credentials.project_id()), ("environment", Some("p-1")));
    let auth = &server.heard_one().json()["auth"];
    assert_eq!(auth["identity"]["password"]["user"]["domain"]["name"], "account");
    assert_eq!(auth["scope"]["project"]["name"], "eu-de_test");
}

#[tokio::test]
async fn the_login_goes_to_the_address_that_os_auth_url_names() {
    let server = crate::server::Server::start([token_answer("t-1", EXPIRES_AT)]).await;
    let address = format!("{}/v3", server.address());
    let variables = [("OS_USERNAME", "a"), ("OS_PASSWORD", "b"), ("OS_DOMAIN_NAME", "c"), ("OS_AUTH_URL", &address)];
    of(&variables).await.expect("a token");
    assert_eq!(server.heard_one().line(), "POST /v3/auth/tokens?nocatalog=true HTTP/1.1");
}

#[tokio::test]
async fn an_identity_provider_beats_an_access_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("token");
    std::fs::write(&file, "id-1").expect("written");
    let (server, context) = iam([token_answer("t-1", EXPIRES_AT), key_answer("201 Created")]).await;
    let file = file.display().to_string();
    let idp = [("HUAWEICLOUD_SDK_IDP_ID", "my-idp"), ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", file.as_str())];
    let variables = environment(&[AK, SK, idp[0], idp[1], ("HUAWEICLOUD_SDK_PROJECT_ID", "p-9")]);
    let credentials = EnvironmentProvider::new().provide(&context.with_environment(variables)).await.expect("a key");
    assert_eq!(parts(&credentials).0, "AKTEMPORARY");
    assert_eq!(credentials.project_id(), Some("p-9"));
    assert_eq!(server.heard().len(), 2);
}

#[tokio::test]
async fn a_trust_agency_comes_first() {
    let key = r#""access_key_id":"AKSTS","secret_access_key":"sk","security_token":"st""#;
    let body = format!(r#"{{"credentials":{{{key},"expiration":"{EXPIRES_AT}"}}}}"#);
    let server = crate::server::Server::start([answer("200 OK", &body)]).await;
    let variables = [
        AK,
        SK,
        ("HUAWEICLOUD_OIDC_PROVIDER_URN", "urn-p"),
        ("HUAWEICLOUD_OIDC_AGENCY_URN", "urn-a"),
        ("HUAWEICLOUD_OIDC_ID_TOKEN", "id-1"),
        ("HUAWEICLOUD_OIDC_POLICY_IDS", "one, two,"),
        ("HUAWEICLOUD_SDK_STS_ENDPOINT", server.address()),
    ];
    assert_eq!(parts(&of(&variables).await.expect("a key")).0, "AKSTS");
    assert_eq!(server.heard_one().json()["policy_ids"], serde_json::json!(["one", "two"]));
}

#[tokio::test]
async fn half_of_a_pair_names_the_variable_that_is_missing() {
    assert_eq!(problem(&[AK]).await, "HUAWEICLOUD_SDK_AK is set, but not HUAWEICLOUD_SDK_SK");
    assert_eq!(
        problem(&[AK, ("HUAWEICLOUD_SDK_SK", "")]).await,
        "HUAWEICLOUD_SDK_AK is set, but not HUAWEICLOUD_SDK_SK"
    );
    assert_eq!(problem(&[("OS_SECRET_KEY", "s")]).await, "OS_SECRET_KEY is set, but not OS_ACCESS_KEY");
    assert_eq!(problem(&[("OS_USERNAME", "alice")]).await, "OS_USERNAME is set, but not OS_PASSWORD");
    assert_eq!(
        problem(&[("HUAWEICLOUD_SDK_SECURITY_TOKEN", "st")]).await,
        "HUAWEICLOUD_SDK_SECURITY_TOKEN is set, but not HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"
    );
    assert_eq!(
        problem(&[AK, SK, ("HUAWEICLOUD_SDK_IDP_ID", "i")]).await,
        "HUAWEICLOUD_SDK_IDP_ID is set, but not HUAWEICLOUD_SDK_ID_TOKEN_FILE"
    );
    let urns = [("HUAWEICLOUD_OIDC_PROVIDER_URN", "p"), ("HUAWEICLOUD_OIDC_AGENCY_URN", "a")];
    assert!(problem(&urns).await.ends_with("but neither HUAWEICLOUD_OIDC_ID_TOKEN nor HUAWEICLOUD_OIDC_TOKEN_FILE"));
}

#[tokio::test]
async fn a_token_that_cannot_be_one_names_its_variable_and_is_not_repeated() {
    let message = problem(&[("OS_TOKEN", "secret\n")]).await;
    assert!(message.starts_with("OS_TOKEN: character 7 of the token"), "{message}");
    assert!(!message.contains("secret"), "{message}");
}

#[tokio::test]
async fn an_environment_without_any_of_them_is_not_configured() {
    let error = of(&[("OS_AUTH_URL", "https://iam.example")]).await.expect_err("nothing");
    assert!(error.is_not_configured(), "{error}");
}
