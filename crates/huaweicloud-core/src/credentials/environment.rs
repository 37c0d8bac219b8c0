//! What environment variables say.

use super::{
    Credentials, CredentialsError, CredentialsProvider, IdToken, OidcAgencyProvider, OidcProvider, PasswordLogin,
    Provide, ProviderContext,
};
use crate::{Environment, Token};

const NAME: &str = "environment";

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
    Login(Box<PasswordLogin>),
}

fn find(environment: &Environment) -> Result<Found, CredentialsError> {
    if let Some([provider, agency]) =
        pair(environment, ["HUAWEICLOUD_OIDC_PROVIDER_URN", "HUAWEICLOUD_OIDC_AGENCY_URN"], &[])?
    {
        return oidc_agency(environment, provider, agency).map(|found| Found::Federation(Box::new(found)));
    }
    if let Some([idp_id, file]) = pair(environment, ["HUAWEICLOUD_SDK_IDP_ID", "HUAWEICLOUD_SDK_ID_TOKEN_FILE"], &[])? {
        return Ok(Found::Federation(Box::new(OidcProvider::new(idp_id, IdToken::File(file.into())))));
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
    if let Some([user, password]) = pair(environment, ["OS_USERNAME", "OS_PASSWORD"], &[])? {
        return Ok(Found::Login(Box::new(password_login(environment, user, password))));
    }
    let missing = "none of HUAWEICLOUD_OIDC_PROVIDER_URN, HUAWEICLOUD_SDK_IDP_ID, HUAWEICLOUD_SDK_AK, OS_ACCESS_KEY, OS_TOKEN \
                   and OS_USERNAME is set";
    Err(CredentialsError::not_configured(NAME, missing))
}

/// The values of two variables that belong together, and nothing if neither they nor what belongs to them is set.
fn pair<'a>(
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
            let problem = format!("{set} is set, but not {}", missing.join(" and "));
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

fn oidc_agency(
    environment: &Environment,
    provider_urn: &str,
    agency_urn: &str,
) -> Result<OidcAgencyProvider, CredentialsError> {
    let misconfigured = |problem: &str| CredentialsError::misconfigured(NAME, problem);
    let get = |name| environment.get(name);
    let id_token = match (get("HUAWEICLOUD_OIDC_ID_TOKEN"), get("HUAWEICLOUD_OIDC_TOKEN_FILE")) {
        (Some(token), _) => IdToken::Text(token.into()),
        (None, Some(file)) => IdToken::File(file.into()),
        (None, None) => {
            let problem = "HUAWEICLOUD_OIDC_PROVIDER_URN is set, but neither HUAWEICLOUD_OIDC_ID_TOKEN nor \
                           HUAWEICLOUD_OIDC_TOKEN_FILE";
            return Err(misconfigured(problem));
        }
    };
    let mut provider = OidcAgencyProvider::new(provider_urn, agency_urn, id_token);
    if let Some(name) = get("HUAWEICLOUD_OIDC_SESSION_NAME") {
        provider = provider.session_name(name);
    }
    if let Some(seconds) = get("HUAWEICLOUD_OIDC_DURATION_SECONDS") {
        let problem = "HUAWEICLOUD_OIDC_DURATION_SECONDS is no whole number of seconds";
        provider = provider.duration_seconds(seconds.trim().parse().map_err(|_| misconfigured(problem))?);
    }
    if let Some(policy) = get("HUAWEICLOUD_OIDC_POLICY") {
        provider = provider.policy(policy);
    }
    if let Some(ids) = get("HUAWEICLOUD_OIDC_POLICY_IDS") {
        provider = provider.policy_ids(ids.split(',').map(str::trim).filter(|id| !id.is_empty()));
    }
    Ok(provider)
}

fn password_login(environment: &Environment, user: &str, password: &str) -> PasswordLogin {
    let get = |names| first(environment, names).map(|(_, value)| value);
    let mut login = PasswordLogin::new(user, password);
    if let Some(name) = get(&["OS_USER_DOMAIN_NAME", "OS_DOMAIN_NAME"]) {
        login = login.domain_name(name);
    } else if let Some(id) = get(&["OS_USER_DOMAIN_ID", "OS_DOMAIN_ID"]) {
        login = login.domain_id(id);
    }
    if let Some(id) = get(&["OS_PROJECT_ID", "OS_TENANT_ID"]) {
        login = login.project_id(id);
    } else if let Some(name) = get(&["OS_PROJECT_NAME", "OS_TENANT_NAME"]) {
        login = login.project_name(name);
    }
    login
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
fn first<'a>(environment: &'a Environment, names: &[&'static str]) -> Option<(&'static str, &'a str)> {
    names.iter().find_map(|name| Some((*name, environment.get(name)?)))
}
