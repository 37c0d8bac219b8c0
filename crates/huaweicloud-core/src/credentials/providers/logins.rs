//! What the environment says of logging in.

use super::{IdToken, OidcAgencyProvider, OidcProvider, PasswordLogin};
use crate::Environment;
use crate::credentials::environment::{NAME, first, pair};
use crate::credentials::{CredentialsError, CredentialsProvider};

/// What takes an id token of an OpenID Connect provider, if the environment names one.
pub(in crate::credentials) fn federation(
    environment: &Environment,
) -> Result<Option<Box<dyn CredentialsProvider>>, CredentialsError> {
    let urns = ["HUAWEICLOUD_OIDC_PROVIDER_URN", "HUAWEICLOUD_OIDC_AGENCY_URN"];
    if let Some([provider, agency]) = pair(environment, urns, &[])? {
        return Ok(Some(Box::new(oidc_agency(environment, provider, agency)?)));
    }
    let idp = ["HUAWEICLOUD_SDK_IDP_ID", "HUAWEICLOUD_SDK_ID_TOKEN_FILE"];
    let Some([idp_id, file]) = pair(environment, idp, &[])? else { return Ok(None) };
    Ok(Some(Box::new(OidcProvider::new(idp_id, IdToken::File(file.into())))))
}

/// The login of a user with a password, if the environment names one.
pub(in crate::credentials) fn password(
    environment: &Environment,
) -> Result<Option<Box<dyn CredentialsProvider>>, CredentialsError> {
    let Some([user, password]) = pair(environment, ["OS_USERNAME", "OS_PASSWORD"], &[])? else { return Ok(None) };
    Ok(Some(Box::new(password_login(environment, user, password))))
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
