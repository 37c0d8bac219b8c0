//! The file of profiles.

use std::path::PathBuf;

use huaweicloud_core::credentials::{
    Credentials, CredentialsError, CredentialsProvider, Kind, Profile, ProfileProvider,
};
use huaweicloud_core::{Cloud, Environment};

use crate::server::{Server, token_answer};
use crate::setup::{EXPIRES_AT, context, parts};

/// A home folder with such a file in it.
struct Home(tempfile::TempDir);

impl Home {
    fn with(text: &str) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(home.path().join(".huaweicloud")).expect("a folder");
        let home = Self(home);
        std::fs::write(home.file(), text).expect("written");
        home
    }

    fn file(&self) -> PathBuf {
        self.0.path().join(".huaweicloud").join("credentials")
    }

    fn environment(&self) -> Environment {
        Environment::empty().with_home(self.0.path())
    }

    async fn provide(&self, provider: ProfileProvider) -> Result<Credentials, CredentialsError> {
        provider.provide(&context().with_environment(self.environment())).await
    }
}

/// What is wrong with such a file, without its path.
async fn problem(text: &str) -> String {
    let home = Home::with(text);
    let error = home.provide(ProfileProvider::new()).await.expect_err("a fault");
    assert!(!error.is_not_configured(), "{error}");
    error.kind().to_string().replace(&home.file().display().to_string(), "FILE")
}

#[tokio::test]
async fn the_section_of_the_official_sdks_is_an_access_key() {
    let home = Home::with("[basic]\nak = ak-1\nsk = sk=1\nsecurity_token = st-1\nproject_id = p-1\n");
    let credentials = home.provide(ProfileProvider::new()).await.expect("a key");
    assert_eq!(parts(&credentials), ("ak-1", "sk=1", Some("st-1")));
    assert_eq!((credentials.project_id(), credentials.source()), (Some("p-1"), "profile"));
}

#[tokio::test]
async fn the_global_section_is_taken_where_there_is_no_basic_one() {
    let home = Home::with("[global]\nak = ak-2\nsk = sk-2\ndomain_id = d-2\n");
    let credentials = home.provide(ProfileProvider::new()).await.expect("a key");
    assert_eq!((parts(&credentials).0, credentials.domain_id()), ("ak-2", Some("d-2")));
}

#[tokio::test]
async fn a_profile_is_taken_by_its_name_with_the_places_that_it_names() {
    let text = "[basic]\nak = a\nsk = b\n[staging]\ntoken = t-1\ncloud = otc\nregion = eu-nl\nendpoint = http://x\n";
    let home = Home::with(text);
    let credentials = home.provide(ProfileProvider::named("staging")).await.expect("a token");
    assert!(matches!(credentials.kind(), Kind::Token(_)));
    let profile = Profile::read(&home.environment(), Some("staging")).expect("a profile");
    assert_eq!((profile.cloud, profile.region.as_deref()), (Some(Cloud::OpenTelekomCloud), Some("eu-nl")));
    assert_eq!(profile.endpoint.expect("an endpoint").expose(), "http://x");
}

#[tokio::test]
async fn a_profile_logs_in_at_the_iam_that_it_names() {
    let server = Server::start([token_answer("t-1", EXPIRES_AT)]).await;
    let text = "[p]\nusername = alice\npassword = hunter2\ndomain_name = account\nregion = eu-nl\niam_endpoint = ";
    let home = Home::with(&format!("{text}{}\n", server.address()));
    let nowhere = huaweicloud_core::credentials::ProviderContext::new(crate::setup::http());
    let context = nowhere.with_environment(home.environment());
    ProfileProvider::named("p").provide(&context).await.expect("a token");
    assert_eq!(server.heard_one().json()["auth"]["scope"]["project"]["name"], "eu-nl");
}

#[tokio::test]
async fn the_file_can_be_another_one() {
    let home = Home::with("[basic]\nak = a\nsk = b\n");
    let named = Environment::empty().with("HUAWEICLOUD_SDK_CREDENTIALS_FILE", home.file().display().to_string());
    let credentials = ProfileProvider::new().provide(&context().with_environment(named)).await.expect("a key");
    assert_eq!(parts(&credentials).0, "a");
}

#[tokio::test]
async fn what_is_wrong_is_told_with_line_and_column_and_never_with_the_value() {
    for (text, expected) in [
        ("[basic]\nak = a\nSECRET", "FILE:3:1: this is no entry: write `key = value`"),
        ("[basic]\nak = SECRET\n", "FILE:2:1: `ak` is there, but not `sk`"),
        ("[basic]\nsecurity_token = SECRET\n", "FILE:2:1: `security_token` is there, but not `ak` and `sk`"),
        ("[basic]\nidp_id = SECRET\n", "FILE:2:1: `idp_id` is there, but not `id_token_file`"),
        ("[basic]\ncloud = SECRET\n", "FILE:2:1: `cloud` is neither `huaweicloud` nor `open-telekom-cloud`"),
        (
            "[basic]\nusername = a\npassword = SECRET\n",
            "FILE:1:1: `username` is there, but neither `domain_name` nor `domain_id`",
        ),
        (
            "[basic]\n\ntoken = SEC RET\n",
            "FILE:3:1: character 4 of the token cannot travel in a header: look for a line feed or a space",
        ),
    ] {
        assert_eq!(problem(text).await, expected);
    }
}

#[tokio::test]
async fn a_file_or_a_section_that_need_not_be_there_is_not_configured() {
    let without_file = Environment::empty().with_home("/nonexistent");
    let error = Profile::read(&without_file, None).expect_err("no file");
    assert!(error.is_not_configured(), "{error}");
    let home = Home::with("[staging]\nak = a\nsk = b\n");
    let error = home.provide(ProfileProvider::new()).await.expect_err("no section");
    assert!(error.is_not_configured() && error.to_string().ends_with("has no section [basic] or [global]"), "{error}");
    let home = Home::with("[basic]\nregion = eu-de\n");
    assert!(home.provide(ProfileProvider::new()).await.expect_err("no key").is_not_configured());
}

#[tokio::test]
async fn what_was_named_must_be_there() {
    let named = Environment::empty().with("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "/nonexistent/credentials");
    let error = Profile::read(&named, None).expect_err("no file");
    assert!(!error.is_not_configured(), "{error}");
    let home = Home::with("[basic]\nak = a\nsk = b\n");
    let error = home.provide(ProfileProvider::named("other")).await.expect_err("no section");
    assert!(!error.is_not_configured() && error.to_string().ends_with("has no section [other]"), "{error}");
}

#[tokio::test]
async fn a_file_that_is_no_text_is_an_error() {
    let home = Home::with("");
    std::fs::write(home.file(), b"[basic]\nak = \xff\n").expect("written");
    let error = home.provide(ProfileProvider::new()).await.expect_err("no text");
    assert!(error.to_string().ends_with("is no UTF-8 text"), "{error}");
}
