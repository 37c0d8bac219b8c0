//! A build without the feature `providers`: what it still does, and that it passes nothing over silently.

#![cfg(not(feature = "providers"))]

use huaweicloud_core::credentials::{
    Credentials, CredentialsError, CredentialsProvider, EnvironmentProvider, Kind, ProviderChain, ProviderContext,
};
use huaweicloud_core::{Cloud, Config, Environment, Failure, Service};

#[path = "support/mod.rs"]
mod support;

const LACKS: &str = "this program is built without the feature `providers` of `huaweicloud-core`";

const AK: (&str, &str) = ("HUAWEICLOUD_SDK_AK", "ak-1");
const SK: (&str, &str) = ("HUAWEICLOUD_SDK_SK", "sk-1");

fn environment(variables: &[(&str, &str)]) -> Environment {
    let add = |environment: Environment, (name, value): &(&str, &str)| environment.with(*name, *value);
    variables.iter().fold(Environment::empty(), add)
}

/// What a provider makes of these variables.
async fn provided(
    provider: impl CredentialsProvider,
    variables: &[(&str, &str)],
) -> Result<Credentials, CredentialsError> {
    let context = ProviderContext::new(reqwest::Client::new()).with_environment(environment(variables));
    provider.provide(&context).await
}

/// Why a configuration of these variables cannot be made.
fn refusal(variables: &[(&str, &str)]) -> String {
    Config::builder().environment(environment(variables)).build().expect_err("refused").to_string()
}

#[tokio::test]
async fn keys_and_tokens_of_the_environment_are_taken() {
    let key = provided(ProviderChain::standard(), &[AK, SK]).await.expect("a key");
    assert!(matches!(key.kind(), Kind::AccessKey(key) if key.id() == "ak-1"));
    // Who has a token needs no login.
    let token = provided(ProviderChain::standard(), &[("OS_TOKEN", "t"), ("OS_USERNAME", "alice")]).await;
    assert!(matches!(token.expect("a token").kind(), Kind::Token(_)));
}

#[tokio::test]
async fn variables_of_a_login_are_refused_by_name() {
    let federation = [
        "HUAWEICLOUD_OIDC_PROVIDER_URN",
        "HUAWEICLOUD_OIDC_AGENCY_URN",
        "HUAWEICLOUD_SDK_IDP_ID",
        "HUAWEICLOUD_SDK_ID_TOKEN_FILE",
    ];
    // An identity provider comes before an access key, so that there is no key to fall back to.
    let of_federation = federation.map(|name| (name, vec![(name, "x"), AK, SK]));
    let of_login = ["OS_USERNAME", "OS_PASSWORD"].map(|name| (name, vec![(name, "x")]));
    for (name, variables) in of_federation.into_iter().chain(of_login) {
        let expected = format!(
            "no credentials of environment: {name} is set, but {LACKS}: turn it on, or give an access key in its place, with \
             HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"
        );
        let error = provided(EnvironmentProvider::new(), &variables).await.expect_err("refused");
        assert_eq!((error.to_string(), error.is_not_configured()), (expected.clone(), false));
        let of_chain = provided(ProviderChain::standard(), &variables).await.expect_err("refused");
        assert_eq!(of_chain.to_string(), expected);
    }
}

#[tokio::test]
async fn a_file_of_profiles_that_would_have_to_be_read_is_refused() {
    let file = ("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "/etc/credentials");
    let expected = format!(
        "no credentials of profile: HUAWEICLOUD_SDK_CREDENTIALS_FILE is set, but {LACKS}: turn it on, or say what the file \
         says with variables: HUAWEICLOUD_REGION, HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"
    );
    // Its credentials are wanted, or its region.
    let error = provided(ProviderChain::standard(), &[file]).await.expect_err("refused");
    assert_eq!((error.to_string(), error.is_not_configured()), (expected.clone(), false));
    assert_eq!(refusal(&[file, AK, SK]), expected);
    // Neither is.
    assert!(provided(ProviderChain::standard(), &[file, AK, SK]).await.is_ok());
    let variables = environment(&[file, AK, SK, ("HUAWEICLOUD_REGION", "eu-de")]);
    assert!(Config::builder().environment(variables).build().is_ok());
}

#[tokio::test]
async fn a_chain_that_finds_nothing_says_what_was_not_looked_at() {
    let error = provided(ProviderChain::standard(), &[]).await.expect_err("nothing");
    assert!(error.is_not_configured());
    assert_eq!(
        error.to_string(),
        format!(
            "no credentials: environment: none of HUAWEICLOUD_OIDC_PROVIDER_URN, HUAWEICLOUD_SDK_IDP_ID, HUAWEICLOUD_SDK_AK, \
             OS_ACCESS_KEY, OS_TOKEN and OS_USERNAME is set; profile: not looked at, since {LACKS}; server metadata: not \
             asked, for the same reason; set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or turn the feature `providers` on"
        )
    );
}

#[test]
fn a_region_that_is_missing_may_be_in_a_file_that_is_not_looked_at() {
    let message = refusal(&[AK, SK]);
    let hint =
        "OS_REGION (the file of profiles is only looked at with the feature `providers` of `huaweicloud-core`), and";
    assert!(message.contains(hint), "{message}");
    assert!(!Config::builder().build().expect_err("nothing").to_string().contains(".profile("));
}

#[test]
fn a_file_of_regions_that_would_have_to_be_read_is_refused() {
    let what_to_do = "turn it on, or give addresses with HUAWEICLOUD_ENDPOINT or HUAWEICLOUD_SDK_REGION_… in its place";
    let place = [AK, SK, ("HUAWEICLOUD_REGION", "eu-de")];
    assert_eq!(
        refusal(&[&place[..], &[("HUAWEICLOUD_SDK_REGIONS_FILE", "/etc/regions.yaml")]].concat()),
        format!("/etc/regions.yaml: HUAWEICLOUD_SDK_REGIONS_FILE names this file, but {LACKS}: {what_to_do}")
    );

    let home = tempfile::tempdir().expect("a folder");
    let builder = || Config::builder().environment(environment(&place).with_home(home.path()));
    assert!(builder().build().is_ok());
    let folder = home.path().join(".huaweicloud");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("regions.yaml"), "").expect("a file");
    let message = builder().build().expect_err("refused").to_string();
    let expected = format!("{}: the file is there, but {LACKS}: {what_to_do}", folder.join("regions.yaml").display());
    assert_eq!(message, expected);
}

#[test]
fn the_variable_of_an_endpoint_is_read() {
    const DRS: Service = Service::new("drs", "", &[(Cloud::OpenTelekomCloud, "https://drs.{region}.example")]);
    let variable = ("HUAWEICLOUD_SDK_REGION_DRS_EU_DE", "http://127.0.0.1:8080");
    let variables = environment(&[AK, SK, ("OS_REGION_NAME", "eu-de"), variable]);
    let config = Config::builder().environment(variables).build().expect("a configuration");
    assert_eq!(config.endpoint_for(&DRS).expect("an endpoint"), "http://127.0.0.1:8080");
}

#[tokio::test]
async fn a_project_that_would_have_to_be_looked_up_is_refused_and_one_of_a_variable_is_taken() {
    let place = [AK, SK, ("HUAWEICLOUD_REGION", "eu-de"), ("HUAWEICLOUD_ENDPOINT", "http://127.0.0.1:9")];
    let dry_run = async |variables: &[(&str, &str)]| {
        let client = support::client::Client::with(Config::builder().environment(environment(variables)));
        client.show("k").dry_run().await
    };
    let Err(Failure::Credentials(error)) = dry_run(&place).await else { panic!("no project") };
    assert_eq!(
        error.to_string(),
        format!(
            "no credentials of the project lookup: no project id is known, and {LACKS}, which asks IAM for it: turn it on, or \
             give the id with `.project_id(…)` or in HUAWEICLOUD_SDK_PROJECT_ID"
        )
    );
    let given = [&place[..], &[("HUAWEICLOUD_SDK_PROJECT_ID", "p-1")]].concat();
    assert_eq!(dry_run(&given).await.expect("a request").url().path(), "/v3/p-1/tasks/k");
}
