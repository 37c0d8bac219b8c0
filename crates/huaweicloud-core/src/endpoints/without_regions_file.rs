//! What stands for the file of regions in a build without the feature `providers`: it is not read, and so must not be there.

use crate::credentials::LACKS_PROVIDERS;
use crate::{ConfigError, Environment};

/// The variable that names the file.
const VARIABLE: &str = "HUAWEICLOUD_SDK_REGIONS_FILE";

/// No endpoints.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RegionsFile;

impl RegionsFile {
    /// Nothing, unless there is a file that would have to be read: its services would be called at other addresses.
    pub(crate) fn of(environment: &Environment) -> Result<Self, ConfigError> {
        let in_home = environment.home().map(|home| home.join(".huaweicloud").join("regions.yaml"));
        // One that may be there is as good as one that is.
        let in_home = in_home.filter(|path| !matches!(path.try_exists(), Ok(false)));
        let (place, why) = match (environment.get(VARIABLE), in_home) {
            (Some(path), _) => (path.to_owned(), format!("{VARIABLE} names this file")),
            (None, Some(path)) => (path.display().to_string(), "the file is there".to_owned()),
            (None, None) => return Ok(Self),
        };
        let problem = format!(
            "{why}, but {LACKS_PROVIDERS}: turn it on, or give addresses with HUAWEICLOUD_ENDPOINT or \
             HUAWEICLOUD_SDK_REGION_… in its place"
        );
        Err(ConfigError::RegionsFile { place, problem })
    }

    pub(super) fn endpoint(&self, _: &str, _: &str) -> Option<&str> {
        None
    }
}
