//! What stands for profiles in a build without the feature `providers`: none can be named, and none is read.

use std::sync::Arc;

use super::place::Source;
use crate::credentials::{CredentialsProvider, refuse_profiles};
use crate::{ConfigError, Environment};

/// What the message about a region that is missing says of profiles.
pub(super) const OR_THEIR_REGION: &str =
    " (the file of profiles is only looked at with the feature `providers` of `huaweicloud-core`)";

/// What the message about credentials that are missing says of profiles.
pub(super) const OR_THEIR_CREDENTIALS: &str = "";

/// The name of a profile that is to be used: there is no way to say one.
#[derive(Clone, Debug)]
pub(super) enum ProfileName {}

/// A profile: there is no way to read one.
#[derive(Clone)]
pub(super) enum Profile {}

impl ProfileName {
    pub(super) fn read(&self, _: &Environment) -> Result<Profile, ConfigError> {
        match *self {}
    }

    pub(super) fn provider(&self) -> Arc<dyn CredentialsProvider> {
        match *self {}
    }
}

/// None, unless a file is named that would have to be read.
pub(super) fn default(environment: &Environment) -> Result<Option<Profile>, ConfigError> {
    refuse_profiles(environment).map_err(ConfigError::Profile)?;
    Ok(None)
}

pub(super) fn ids(profile: &Profile) -> (Option<String>, Option<String>) {
    match *profile {}
}

impl Source {
    pub(super) fn of_profile(profile: Profile) -> Self {
        match profile {}
    }
}
