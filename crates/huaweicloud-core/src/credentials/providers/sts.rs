//! A temporary access key for an OpenID Connect id token, through a trust agency of STS.

use serde_json::{Value, json};

use super::IdToken;
use super::iam::{Call, endpoint, keys};
use crate::credentials::{Credentials, CredentialsError, CredentialsProvider, Provide, ProviderContext, Sensitive};

const NAME: &str = "OIDC trust agency";

/// Exchanges an id token of an OpenID Connect provider for a temporary access key of a trust agency of Huawei Cloud,
/// which has named that provider as one it trusts.
///
/// STS answers in each region of Huawei Cloud; `HUAWEICLOUD_SDK_STS_ENDPOINT` or [`endpoint`](Self::endpoint) name
/// another address. Open Telekom Cloud has none.
///
/// ```no_run
/// use huaweicloud_core::credentials::{CredentialsProvider, IdToken, OidcAgencyProvider, ProviderContext};
///
/// # async fn run(context: &ProviderContext) -> Result<(), Box<dyn std::error::Error>> {
/// let id_token = IdToken::File("/var/run/secrets/tokens/iam".into());
/// let provider = OidcAgencyProvider::new("iam::0a1b:oidcProvider:github", "iam::0a1b:agency:deploy", id_token);
/// let credentials = provider.provide(context).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct OidcAgencyProvider {
    provider_urn: String,
    agency_urn: String,
    id_token: IdToken,
    session_name: String,
    duration_seconds: u64,
    policy: Option<String>,
    policy_ids: Vec<String>,
    endpoint: Option<Sensitive>,
}

impl OidcAgencyProvider {
    /// The OpenID Connect provider and the trust agency, by their URNs, and the id token.
    pub fn new(provider_urn: impl Into<String>, agency_urn: impl Into<String>, id_token: IdToken) -> Self {
        Self {
            provider_urn: provider_urn.into(),
            agency_urn: agency_urn.into(),
            id_token,
            session_name: env!("CARGO_PKG_NAME").to_owned(),
            duration_seconds: 3600,
            policy: None,
            policy_ids: Vec::new(),
            endpoint: None,
        }
    }

    /// What the audit log calls the session: `huaweicloud-core` unless said.
    #[must_use]
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session_name = name.into();
        self
    }

    /// How long each temporary key is good for, in seconds: 900 to what the agency allows, and 3600 unless said.
    #[must_use]
    pub fn duration_seconds(mut self, seconds: u64) -> Self {
        self.duration_seconds = seconds;
        self
    }

    /// A policy, as JSON text, that the key may do no more than.
    #[must_use]
    pub fn policy(mut self, policy: impl Into<String>) -> Self {
        self.policy = Some(policy.into());
        self
    }

    /// The ids of policies that the key may do no more than.
    #[must_use]
    pub fn policy_ids(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.policy_ids = ids.into_iter().map(Into::into).collect();
        self
    }

    /// The address of STS.
    #[must_use]
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into().into());
        self
    }

    async fn assume(&self, context: &ProviderContext) -> Result<Credentials, CredentialsError> {
        let endpoint = endpoint::sts(context, self.endpoint.as_ref().map(Sensitive::expose))
            .map_err(|problem| CredentialsError::misconfigured(NAME, problem))?;
        let id_token = self.id_token.read(NAME)?;
        let mut body = json!({
            "provider_urn": self.provider_urn,
            "agency_urn": self.agency_urn,
            "agency_session_name": self.session_name,
            "id_token": null,
            "duration_seconds": self.duration_seconds,
        });
        if let Some(body) = body.as_object_mut() {
            body.extend(self.policy.clone().map(|policy| ("policy".to_owned(), Value::from(policy))));
            let ids = Some(self.policy_ids.clone()).filter(|ids| !ids.is_empty());
            body.extend(ids.map(|ids| ("policy_ids".to_owned(), Value::from(ids))));
        }
        let call = Call::post(NAME, &endpoint, "/v5/agencies/assume-with-oidc", body, Some(("/id_token", &id_token)))?;
        let answer = call.send(context.http()).await?.success()?;
        Ok(keys::read(answer, &keys::STS)?.with_source(NAME))
    }
}

impl CredentialsProvider for OidcAgencyProvider {
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a> {
        Box::pin(self.assume(context))
    }

    fn name(&self) -> &'static str {
        NAME
    }
}
