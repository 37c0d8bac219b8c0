//! Several providers, one after the other.

use huaweicloud_core::Environment;
use huaweicloud_core::credentials::{
    Credentials, CredentialsProvider, EnvironmentProvider, MetadataProvider, PasswordLogin, ProfileProvider,
    ProviderChain,
};

use crate::server::answer;
use crate::setup::{context, environment, iam, key_answer, parts, refusal};

/// The standard chain, with a metadata service of the test's.
fn chain(metadata: &str) -> ProviderChain {
    let metadata = MetadataProvider::new().with_endpoint(metadata);
    ProviderChain::new().then(EnvironmentProvider::new()).then(ProfileProvider::new()).then(metadata)
}

#[tokio::test]
async fn the_first_that_has_something_gives_it() {
    let set = environment(&[("HUAWEICLOUD_SDK_AK", "ak-1"), ("HUAWEICLOUD_SDK_SK", "sk-1")]);
    let context = context().with_environment(set);
    let credentials = ProviderChain::standard().provide(&context).await.expect("a key");
    assert_eq!((parts(&credentials).0, credentials.source()), ("ak-1", "environment"));
}

#[tokio::test]
async fn those_that_have_nothing_are_passed_over() {
    let (server, context) = iam([answer("404 Not Found", ""), key_answer("200 OK")]).await;
    let credentials = chain(server.address()).provide(&context).await.expect("a key");
    assert_eq!(credentials.source(), "server metadata");
}

#[tokio::test]
async fn one_that_is_configured_wrongly_ends_the_search() {
    let half = context().with_environment(environment(&[("HUAWEICLOUD_SDK_AK", "ak-1")]));
    let error = refusal(&chain("http://127.0.0.1:1"), &half).await;
    assert_eq!(
        error.to_string(),
        "no credentials of environment: HUAWEICLOUD_SDK_AK is set, but not HUAWEICLOUD_SDK_SK"
    );
}

#[tokio::test]
async fn one_that_iam_refuses_ends_the_search() {
    let (_server, context) = iam([answer("401 Unauthorized", "")]).await;
    let login = PasswordLogin::new("alice", "wrong").domain_name("account");
    let chain = ProviderChain::new().then(login).then(Credentials::access_key("other", "sk"));
    assert_eq!(refusal(&chain, &context).await.status().map(|status| status.as_u16()), Some(401));
}

#[tokio::test]
async fn when_none_has_anything_one_error_lists_them_all_and_what_to_set() {
    let (server, context) = iam([answer("404 Not Found", ""), answer("404 Not Found", "")]).await;
    let context = context.with_environment(Environment::empty().with_home("/nonexistent"));
    let error = refusal(&chain(server.address()), &context).await;
    assert!(error.is_not_configured());
    assert_eq!(
        error.to_string(),
        "no credentials: environment: none of HUAWEICLOUD_OIDC_PROVIDER_URN, HUAWEICLOUD_SDK_IDP_ID, \
         HUAWEICLOUD_SDK_AK, OS_ACCESS_KEY, OS_TOKEN and OS_USERNAME is set; profile: there is no file \
         /nonexistent/.huaweicloud/credentials; server metadata: this server has no agency: give it one; set \
         HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or OS_USERNAME, OS_PASSWORD and OS_USER_DOMAIN_NAME, or write \
         ~/.huaweicloud/credentials"
    );
}
