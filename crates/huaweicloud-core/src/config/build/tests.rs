use std::path::Path;

use super::*;
use crate::{Cloud, Credentials, Service, Token};

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

/// A home folder with these files below `.huaweicloud`.
fn home(files: &[(&str, &str)]) -> (tempfile::TempDir, Environment) {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join(".huaweicloud");
    std::fs::create_dir(&folder).expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.join(Path::new(name)), text).expect("a file");
    }
    let environment = Environment::empty().with_home(home.path());
    (home, environment)
}

#[test]
fn all_that_is_missing_is_told_at_once_with_each_way_to_give_it() {
    let Err(ConfigError::Incomplete { missing }) = Config::builder().build() else { panic!("incomplete") };
    assert_eq!(missing, [Missing::Region, Missing::Credentials]);
    let message = refusal(Config::builder());
    for way in
        [".region(", ".endpoint(", "HUAWEICLOUD_REGION", "OS_REGION_NAME", ".credentials(", ".token(", ".profile("]
    {
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
        (builder().region("eu-de").iam_endpoint(address), "`.iam_endpoint(…)` has a user name"),
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
fn the_files_of_the_home_folder_are_read() {
    let (_home, environment) = home(&[
        ("credentials", "[basic]\nregion = eu-nl\ncloud = otc\nak = AKEXAMPLE\nsk = secret\n"),
        ("regions.yaml", "DRS:\n  - id: eu-nl\n    endpoint: https://drs.example\n"),
    ]);
    let config = Config::builder().environment(environment).build().expect("a configuration");
    assert_eq!((config.cloud(), config.region()), (Some(Cloud::OpenTelekomCloud), Some("eu-nl")));
    assert_eq!(config.endpoint_for(&DRS).ok().as_deref(), Some("https://drs.example"));
}

#[test]
fn a_builder_without_an_environment_reads_no_file_and_no_variable() {
    let config = builder().region("eu-nl").build().expect("a configuration");
    let shown = format!("{:?}", config.shared.endpoints.environment);
    assert_eq!(shown, format!("{:?}", Environment::empty()));
}

#[test]
fn a_file_of_regions_that_is_broken_is_told_before_anything_is_sent() {
    let (_home, environment) = home(&[("regions.yaml", "DRS: {}\n")]);
    let message = refusal(builder().region("eu-de").environment(environment));
    assert!(message.contains("regions.yaml:1:6: "), "{message}");
}

#[test]
fn a_profile_that_is_named_must_be_there() {
    let (_home, environment) = home(&[("credentials", "[basic]\nregion = eu-de\n")]);
    let message = refusal(Config::builder().environment(environment).profile("staging"));
    assert!(message.contains("[staging]"), "{message}");
}

#[test]
fn a_profile_that_is_named_is_not_given_the_project_of_the_environment() {
    let (_home, environment) = home(&[(
        "credentials",
        "[staging]\nregion = eu-de\nproject_id = of-profile\nak = AKEXAMPLE\nsk = secret\n[bare]\nregion = eu-de\nak = \
         AKEXAMPLE\nsk = secret\n",
    )]);
    let environment = environment.with("OS_PROJECT_ID", "of-environment").with("OS_DOMAIN_ID", "domain");
    let project = |profile: &str| {
        let config = Config::builder().environment(environment.clone()).profile(profile).build();
        config.expect("a configuration").project_of(&key()).map(str::to_owned)
    };
    assert_eq!(project("staging").as_deref(), Some("of-profile"));
    // It may be of another account than the environment speaks of.
    assert_eq!(project("bare"), None);
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
