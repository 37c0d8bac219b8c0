//! What profiles say of a configuration.

use std::sync::Arc;

use super::place::{Given, Source};
pub(super) use crate::credentials::Profile;
use crate::credentials::{CredentialsProvider, ProfileProvider, Sensitive};
use crate::{ConfigError, Environment};

/// What the message about a region that is missing says of profiles.
pub(super) const OR_THEIR_REGION: &str = ", or as `region` in the file of profiles";

/// What the message about credentials that are missing says of profiles.
pub(super) const OR_THEIR_CREDENTIALS: &str = ", or name a profile with `.profile(…)`";

/// The name of a profile that is to be used.
#[derive(Clone, Debug)]
pub(super) struct ProfileName(String);

impl ProfileName {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The profile, which must be there.
    pub(super) fn read(&self, environment: &Environment) -> Result<Profile, ConfigError> {
        Profile::read(environment, Some(&self.0)).map_err(ConfigError::Profile)
    }

    /// What gives its credentials.
    pub(super) fn provider(&self) -> Arc<dyn CredentialsProvider> {
        Arc::new(ProfileProvider::named(&self.0))
    }
}

/// The profile to look at where none is named, if there is one.
pub(super) fn default(environment: &Environment) -> Result<Option<Profile>, ConfigError> {
    match Profile::read(environment, None) {
        Ok(profile) => Ok(Some(profile)),
        Err(reason) if reason.is_not_configured() => Ok(None),
        Err(reason) => Err(ConfigError::Profile(reason)),
    }
}

/// The project and the account of a profile.
pub(super) fn ids(profile: &Profile) -> (Option<String>, Option<String>) {
    (profile.project_id.clone(), profile.domain_id.clone())
}

impl Source {
    pub(super) fn of_profile(profile: Profile) -> Self {
        let name = profile.name;
        let given =
            |key: &str, text: Option<Sensitive>| Some(Given::new(format!("`{key}` of the profile [{name}]"), text?));
        Self {
            cloud: given("cloud", profile.cloud.map(|cloud| cloud.as_str().into())),
            region: given("region", profile.region.map(Sensitive::from)),
            endpoint: given("endpoint", profile.endpoint),
            iam_endpoint: given("iam_endpoint", profile.iam_endpoint),
            belongs_together: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cloud;
    use crate::config::place::Place;

    /// A profile called staging with these lines.
    fn profile(lines: &str) -> Source {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("credentials");
        std::fs::write(&path, format!("[staging]\n{lines}\n")).expect("a file");
        let environment = Environment::empty().with("HUAWEICLOUD_SDK_CREDENTIALS_FILE", path.display().to_string());
        Source::of_profile(Profile::read(&environment, Some("staging")).expect("a profile"))
    }

    fn variables(variables: &[(&str, &str)]) -> Source {
        let add = |environment: Environment, (name, value): &(&str, &str)| environment.with(*name, *value);
        Source::of_environment(&variables.iter().fold(Environment::empty(), add))
    }

    fn place(sources: &[Source]) -> Place {
        Place::of(sources).expect("a place")
    }

    fn program(region: &str) -> Source {
        Source { region: Some(Given::new("`.region(…)`", region)), ..Source::default() }
    }

    #[test]
    fn the_endpoint_of_a_profile_is_for_its_own_region_and_that_of_a_variable_for_any() {
        let staging = profile("region = eu-de\nendpoint = https://staging.example");
        assert_eq!(place(std::slice::from_ref(&staging)).endpoint.as_deref(), Some("https://staging.example"));
        assert_eq!(place(&[program("eu-nl"), staging]).endpoint, None);
        let variable = variables(&[("HUAWEICLOUD_ENDPOINT", "http://127.0.0.1:8080/v3/")]);
        assert_eq!(place(&[program("eu-nl"), variable]).endpoint.as_deref(), Some("http://127.0.0.1:8080"));
    }

    #[test]
    fn a_profile_that_is_named_wins_over_the_environment() {
        let staging = profile("cloud = otc\nregion = eu-nl");
        let place = place(&[staging, variables(&[("HUAWEICLOUD_REGION", "cn-north-4")])]);
        assert_eq!((place.cloud, place.region.as_deref()), (Some(Cloud::OpenTelekomCloud), Some("eu-nl")));
    }

    #[test]
    fn what_is_wrong_in_a_profile_is_told_with_its_key_and_its_name() {
        let wrong = profile("region = EU");
        let message = Place::of(&[wrong]).expect_err("refused").to_string();
        assert!(message.starts_with("`region` of the profile [staging]: \"EU\" cannot"), "{message}");
    }
}
