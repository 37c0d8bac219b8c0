//! What stands for the providers of this crate in a build without the feature `providers`: each place that would ask IAM, STS
//! or the metadata service, or read a file, says that it does not, so that nothing is passed over silently.

use super::{
    Credentials, CredentialsCache, CredentialsError, CredentialsProvider, Provide, ProviderContext, environment,
};
use crate::Environment;

/// Goes on from "… is set, but".
pub(crate) const LACKS_PROVIDERS: &str = "this program is built without the feature `providers` of `huaweicloud-core`";

/// What to do where no credentials are found.
pub(super) const WHAT_TO_DO: &str = "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or turn the feature `providers` on";

const PROFILE: &str = "profile";
const CREDENTIALS_FILE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";

/// The error of a file of profiles that is named by a variable, and would have to be read.
pub(crate) fn refuse_profiles(environment: &Environment) -> Result<(), CredentialsError> {
    if environment.get(CREDENTIALS_FILE).is_none() {
        return Ok(());
    }
    let problem = format!(
        "{CREDENTIALS_FILE} is set, but {LACKS_PROVIDERS}: turn it on, or say what the file says with variables: \
         HUAWEICLOUD_REGION, HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"
    );
    Err(CredentialsError::misconfigured(PROFILE, problem))
}

/// Stands where the chain would read the default profile.
#[derive(Debug)]
pub(super) struct ProfileProvider;

/// Stands where the chain would ask the metadata service.
#[derive(Debug)]
pub(super) struct MetadataProvider;

impl ProfileProvider {
    pub(super) fn new() -> Self {
        Self
    }
}

impl MetadataProvider {
    pub(super) fn new() -> Self {
        Self
    }
}

impl CredentialsProvider for ProfileProvider {
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a> {
        Box::pin(async move {
            refuse_profiles(context.environment())?;
            Err(CredentialsError::not_configured(PROFILE, format!("not looked at, since {LACKS_PROVIDERS}")))
        })
    }

    fn name(&self) -> &'static str {
        PROFILE
    }
}

impl CredentialsProvider for MetadataProvider {
    fn provide<'a>(&'a self, _: &'a ProviderContext) -> Provide<'a> {
        Box::pin(async move { Err(CredentialsError::not_configured(self.name(), "not asked, for the same reason")) })
    }

    fn name(&self) -> &'static str {
        "server metadata"
    }
}

/// The project that a region stands for, which only IAM knows.
#[derive(Debug, Default)]
pub(crate) struct ProjectId(());

impl ProjectId {
    /// The project of the credentials. To look one up is refused.
    pub(crate) async fn get(
        &self,
        credentials: &Credentials,
        _: &CredentialsCache,
        _: &ProviderContext,
    ) -> Result<String, CredentialsError> {
        let problem = || {
            format!(
                "no project id is known, and {LACKS_PROVIDERS}, which asks IAM for it: turn it on, or give the id with \
                 `.project_id(…)` or in HUAWEICLOUD_SDK_PROJECT_ID"
            )
        };
        let missing = || CredentialsError::misconfigured("the project lookup", problem());
        credentials.project_id().map(str::to_owned).ok_or_else(missing)
    }
}

/// What the environment says of logging in.
pub(super) mod logins {
    use super::{CredentialsError, CredentialsProvider, Environment, LACKS_PROVIDERS, environment};

    /// Refuses the variables of an OpenID Connect provider.
    pub(in crate::credentials) fn federation(
        environment: &Environment,
    ) -> Result<Option<Box<dyn CredentialsProvider>>, CredentialsError> {
        refuse(
            environment,
            &[
                "HUAWEICLOUD_OIDC_PROVIDER_URN",
                "HUAWEICLOUD_OIDC_AGENCY_URN",
                "HUAWEICLOUD_SDK_IDP_ID",
                "HUAWEICLOUD_SDK_ID_TOKEN_FILE",
            ],
        )
    }

    /// Refuses the variables of a user and a password.
    pub(in crate::credentials) fn password(
        environment: &Environment,
    ) -> Result<Option<Box<dyn CredentialsProvider>>, CredentialsError> {
        refuse(environment, &["OS_USERNAME", "OS_PASSWORD"])
    }

    fn refuse(
        environment: &Environment,
        names: &[&'static str],
    ) -> Result<Option<Box<dyn CredentialsProvider>>, CredentialsError> {
        let Some((name, _)) = environment::first(environment, names) else { return Ok(None) };
        let problem = format!(
            "{name} is set, but {LACKS_PROVIDERS}: turn it on, or give an access key in its place, with HUAWEICLOUD_SDK_AK \
             and HUAWEICLOUD_SDK_SK"
        );
        Err(CredentialsError::misconfigured(environment::NAME, problem))
    }
}
