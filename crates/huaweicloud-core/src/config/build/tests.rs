use super::*;
use crate::{Cloud, Credentials, Service, Token};

#[cfg(feature = "providers")]
mod files;

const DRS: Service = Service::new(
    "drs",
    "",
    &[
        (Cloud::HuaweiCloud, "https://drs.{region}.myhuaweicloud.com"),
        (Cloud::OpenTelekomCloud, "https://drs.{region}.otc.t-systems.com"),
    ],
);

fn builder() -> ConfigBuilder {
    Config::builder().token(Token::new("secret").expect("a valid token"))
}

/// Credentials that are of no project.
fn key() -> Credentials {
    Credentials::access_key("AKEXAMPLE", "secret")
}

fn refusal(builder: ConfigBuilder) -> String {
    builder.build().expect_err("refused").to_string()
}

#[test]
fn all_that_is_missing_is_told_at_once_with_each_way_to_give_it() {
    let Err(ConfigError::Incomplete { missing }) = Config::builder().build() else { panic!("incomplete") };
    assert_eq!(missing, [Missing::Region, Missing::Credentials]);
    let message = refusal(Config::builder());
    for way in [".region(", ".endpoint(", "HUAWEICLOUD_REGION", "OS_REGION_NAME", ".credentials(", ".token("] {
        assert!(message.contains(way), "{way}: {message}");
    }
}

#[test]
fn with_an_environment_only_the_region_can_be_missing() {
    let Err(ConfigError::Incomplete { missing }) = Config::builder().environment(Environment::empty()).build() else {
        panic!("incomplete")
    };
    assert_eq!(missing, [Missing::Region]);
}

#[test]
fn a_region_alone_is_a_place_on_either_cloud() {
    for (region, cloud) in [("eu-de", Cloud::OpenTelekomCloud), ("cn-north-4", Cloud::HuaweiCloud)] {
        let config = builder().region(region).build().expect("a configuration");
        assert_eq!(config.cloud(), Some(cloud));
    }
}

#[test]
fn a_region_that_would_name_another_host_is_refused() {
    for region in ["", "evil.example/", "EU-DE"] {
        assert!(matches!(builder().region(region).build(), Err(ConfigError::InvalidRegion { .. })));
    }
}

#[test]
fn an_endpoint_that_is_no_base_url_is_refused_without_being_repeated() {
    let address = "https://u:secret@example.com";
    for (builder, origin) in [
        (builder().endpoint(address), "`.endpoint(…)` has a user name"),
        (builder().service_endpoint("DRS", address), "`.service_endpoint(\"drs\", …)` has a user name"),
    ] {
        let message = refusal(builder);
        assert!(message.starts_with(origin) && !message.contains("secret"), "{message}");
    }
}

#[test]
fn an_endpoint_for_one_service_is_enough_for_that_service() {
    let config = builder().service_endpoint("Drs", "https://drs.example/v3/").build().expect("a configuration");
    assert_eq!(config.endpoint_for(&DRS).ok().as_deref(), Some("https://drs.example"));
}

#[test]
fn a_builder_without_an_environment_reads_no_file_and_no_variable() {
    let config = builder().region("eu-nl").build().expect("a configuration");
    let shown = format!("{:?}", config.shared.endpoints.environment);
    assert_eq!(shown, format!("{:?}", Environment::empty()));
}

#[test]
fn project_and_account_of_the_environment_yield_to_what_the_program_says() {
    let environment = Environment::empty()
        .with("HUAWEICLOUD_REGION", "eu-de")
        .with("HUAWEICLOUD_SDK_PROJECT_ID", "sdk")
        .with("OS_PROJECT_ID", "os")
        .with("HUAWEICLOUD_SDK_DOMAIN_ID", "domain");
    let config = Config::builder().environment(environment.clone()).build().expect("a configuration");
    assert_eq!((config.project_of(&key()), config.domain_of(&key())), (Some("sdk"), Some("domain")));
    let config = Config::builder().environment(environment).project_id("mine").build().expect("a configuration");
    assert_eq!(config.project_of(&key()), Some("mine"));
}

#[test]
fn project_and_account_of_the_environment_yield_to_those_of_the_credentials() {
    let environment = Environment::empty().with("HUAWEICLOUD_SDK_PROJECT_ID", "ours").with("OS_DOMAIN_ID", "ours");
    let config = builder().region("eu-de").environment(environment).build().expect("a configuration");
    let of_an_agency = key().with_project_id("theirs").with_domain_id("theirs");
    assert_eq!((config.project_of(&key()), config.domain_of(&key())), (Some("ours"), Some("ours")));
    assert_eq!((config.project_of(&of_an_agency), config.domain_of(&of_an_agency)), (Some("theirs"), Some("theirs")));
}

#[test]
fn a_broken_proxy_of_the_environment_is_told() {
    let environment = Environment::empty().with("HTTPS_PROXY", "socks5://proxy:1080");
    assert!(refusal(builder().region("eu-de").environment(environment)).starts_with("HTTPS_PROXY is no HTTP proxy"));
}

#[test]
fn a_user_agent_suffix_with_a_line_feed_is_refused() {
    let builder = builder().endpoint("https://example.com").user_agent_suffix("a\r\nX-Evil: 1");
    assert!(matches!(builder.build(), Err(ConfigError::InvalidUserAgent)));
}

#[test]
fn neither_the_builder_nor_the_configuration_shows_a_secret() {
    let builder = builder().endpoint("https://example.com").proxy("http://u:secret@proxy.example:3128");
    let shown = format!("{builder:?} {:?}", builder.clone().build());
    assert!(!shown.contains("secret@") && !shown.contains("(\"secret\")"), "{shown}");
}
