//! What environment variables say.

use super::providers::logins;
use super::{Credentials, CredentialsError, CredentialsProvider, Provide, ProviderContext};
use crate::joined::joined;
use crate::{Environment, Token};

pub(super) const NAME: &str = "environment";

/// Reads the variables of the official SDKs, and those of Open Telekom Cloud's clients.
///
/// The first of these lines of which a variable is set decides; what it has not enough of is an error that names the
/// variable that is missing.
///
/// | variables | credentials |
/// |---|---|
/// | `HUAWEICLOUD_OIDC_PROVIDER_URN`, `…_AGENCY_URN`, `…_ID_TOKEN` or `…_TOKEN_FILE`; perhaps `…_SESSION_NAME`, `…_DURATION_SECONDS`, `…_POLICY`, `…_POLICY_IDS` | as of an [`OidcAgencyProvider`] |
/// | `HUAWEICLOUD_SDK_IDP_ID`, `HUAWEICLOUD_SDK_ID_TOKEN_FILE` | as of an [`OidcProvider`] |
/// | `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`; perhaps `HUAWEICLOUD_SDK_SECURITY_TOKEN` | an access key |
/// | `OS_ACCESS_KEY`, `OS_SECRET_KEY`; perhaps `OS_SECURITY_TOKEN` | an access key |
/// | `OS_TOKEN` or `OS_AUTH_TOKEN` | an IAM token |
/// | `OS_USERNAME`, `OS_PASSWORD`, `OS_USER_DOMAIN_NAME` or `OS_DOMAIN_NAME` or `OS_USER_DOMAIN_ID`; perhaps `OS_PROJECT_ID`, `OS_PROJECT_NAME` or the same with `OS_TENANT_…` | as of a [`PasswordLogin`] |
///
/// Without the feature `providers`, the lines of an [`OidcAgencyProvider`], an [`OidcProvider`] and a [`PasswordLogin`] are errors
/// that say so.
///
/// Project and domain are `HUAWEICLOUD_SDK_PROJECT_ID` and `HUAWEICLOUD_SDK_DOMAIN_ID` for the first three lines,
/// and `OS_PROJECT_ID` or `OS_TENANT_ID` for the others.
///
/// ```
/// use huaweicloud_core::Environment;
/// use huaweicloud_core::credentials::{CredentialsProvider, EnvironmentProvider, ProviderContext};
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// // A program says `Environment::of_process()`.
/// let environment = Environment::empty().with("OS_ACCESS_KEY", "AKEXAMPLE");
/// let context = ProviderContext::new(reqwest::Client::new()).with_environment(environment);
/// let error = EnvironmentProvider::new().provide(&context).await.unwrap_err();
/// assert_eq!(error.to_string(), "no credentials of environment: OS_ACCESS_KEY is set, but not OS_SECRET_KEY");
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`OidcAgencyProvider`]: super::OidcAgencyProvider
/// [`OidcProvider`]: super::OidcProvider
/// [`PasswordLogin`]: super::PasswordLogin
#[derive(Clone, Copy, Debug, Default)]
pub struct EnvironmentProvider;

impl EnvironmentProvider {
    /// Reads the environment of the [`ProviderContext`] that it is asked with, each time.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl CredentialsProvider for EnvironmentProvider {
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a> {
        Box::pin(async move {
            let credentials = match find(context.environment())? {
                Found::Credentials(credentials) => credentials,
                Found::Federation(provider) => with_sdk_scope(provider.provide(context).await?, context.environment()),
                Found::Login(login) => login.provide(context).await?,
            };
            Ok(credentials.with_source(NAME))
        })
    }

    fn name(&self) -> &'static str {
        NAME
    }
}

enum Found {
    Credentials(Credentials),
    Federation(Box<dyn CredentialsProvider>),
    Login(Box<dyn CredentialsProvider>),
}

fn find(environment: &Environment) -> Result<Found, CredentialsError> {
    if let Some(provider) = logins::federation(environment)? {
        return Ok(Found::Federation(provider));
    }
    let token = "HUAWEICLOUD_SDK_SECURITY_TOKEN";
    if let Some(key) = access_key(environment, ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"], token)? {
        return Ok(Found::Credentials(with_sdk_scope(key, environment)));
    }
    if let Some(key) = access_key(environment, ["OS_ACCESS_KEY", "OS_SECRET_KEY"], "OS_SECURITY_TOKEN")? {
        return Ok(Found::Credentials(with_os_project(key, environment)));
    }
    if let Some((name, token)) = first(environment, &["OS_TOKEN", "OS_AUTH_TOKEN"]) {
        let token =
            Token::new(token).map_err(|reason| CredentialsError::misconfigured(NAME, format!("{name}: {reason}")))?;
        return Ok(Found::Credentials(with_os_project(Credentials::token(token), environment)));
    }
    if let Some(login) = logins::password(environment)? {
        return Ok(Found::Login(login));
    }
    let missing = "none of HUAWEICLOUD_OIDC_PROVIDER_URN, HUAWEICLOUD_SDK_IDP_ID, HUAWEICLOUD_SDK_AK, OS_ACCESS_KEY, OS_TOKEN \
                   and OS_USERNAME is set";
    Err(CredentialsError::not_configured(NAME, missing))
}

/// The values of two variables that belong together, and nothing if neither they nor what belongs to them is set.
pub(super) fn pair<'a>(
    environment: &'a Environment,
    names: [&'static str; 2],
    belonging: &[&'static str],
) -> Result<Option<[&'a str; 2]>, CredentialsError> {
    if let [Some(one), Some(other)] = names.map(|name| environment.get(name)) {
        return Ok(Some([one, other]));
    }
    let (set, missing): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| environment.get(name).is_some());
    match set.first().or_else(|| belonging.iter().find(|name| environment.get(name).is_some())) {
        None => Ok(None),
        Some(set) => {
            let problem = format!("{set} is set, but not {}", joined(&missing, " and "));
            Err(CredentialsError::misconfigured(NAME, problem))
        }
    }
}

fn access_key(
    environment: &Environment,
    names: [&'static str; 2],
    security_token: &'static str,
) -> Result<Option<Credentials>, CredentialsError> {
    let Some([id, secret]) = pair(environment, names, &[security_token])? else { return Ok(None) };
    let key = Credentials::access_key(id, secret);
    Ok(Some(match environment.get(security_token) {
        Some(token) => key.with_security_token(token),
        None => key,
    }))
}

/// Adds what the variables of the official SDKs say of project and domain. What IAM said itself stays.
fn with_sdk_scope(mut credentials: Credentials, environment: &Environment) -> Credentials {
    if let (None, Some(id)) = (credentials.project_id(), environment.get("HUAWEICLOUD_SDK_PROJECT_ID")) {
        credentials = credentials.with_project_id(id);
    }
    if let (None, Some(id)) = (credentials.domain_id(), environment.get("HUAWEICLOUD_SDK_DOMAIN_ID")) {
        credentials = credentials.with_domain_id(id);
    }
    credentials
}

fn with_os_project(credentials: Credentials, environment: &Environment) -> Credentials {
    match first(environment, &["OS_PROJECT_ID", "OS_TENANT_ID"]) {
        Some((_, id)) => credentials.with_project_id(id),
        None => credentials,
    }
}

/// The first of these variables that is set, and its value.
pub(super) fn first<'a>(environment: &'a Environment, names: &[&'static str]) -> Option<(&'static str, &'a str)> {
    names.iter().find_map(|name| Some((*name, environment.get(name)?)))
}
