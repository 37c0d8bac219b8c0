//! A temporary access key for an OpenID Connect id token, through an identity provider of IAM.

use std::path::PathBuf;

use reqwest::header::HeaderValue;
use serde_json::json;
use zeroize::Zeroizing;

use super::iam::{Call, keys};
use crate::credentials::{Credentials, CredentialsError, CredentialsProvider, Provide, ProviderContext, Sensitive};

const NAME: &str = "OIDC federation";

/// How long a temporary key is asked to be good for, in seconds: 6 hours, as the official SDKs do.
const DURATION_SECONDS: u64 = 6 * 60 * 60;

/// An OpenID Connect id token, or the file in which there always is a new one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum IdToken {
    /// The token itself.
    Text(Sensitive),
    /// A file, read anew whenever a token is needed.
    File(PathBuf),
}

impl IdToken {
    /// The token, without the line feed at its end.
    pub(super) fn read(&self, provider: &'static str) -> Result<Sensitive, CredentialsError> {
        let token = match self {
            Self::Text(token) => Sensitive::from(token.expose().trim()),
            Self::File(path) => {
                let text = std::fs::read_to_string(path).map(Zeroizing::new).map_err(|reason| {
                    let problem = format!("the file of the id token, {}, cannot be read: {reason}", path.display());
                    CredentialsError::misconfigured(provider, problem)
                })?;
                Sensitive::from(text.trim())
            }
        };
        if token.expose().is_empty() {
            return Err(CredentialsError::misconfigured(provider, "the id token is empty"));
        }
        Ok(token)
    }
}

/// Exchanges an id token of an OpenID Connect provider, which IAM knows as an identity provider, for a temporary access key.
///
/// ```no_run
/// use huaweicloud_core::credentials::{CredentialsProvider, IdToken, OidcProvider, ProviderContext};
///
/// # async fn run(context: &ProviderContext) -> Result<(), Box<dyn std::error::Error>> {
/// let id_token = IdToken::File("/var/run/secrets/tokens/iam".into());
/// let credentials = OidcProvider::new("my-idp", id_token).provide(context).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct OidcProvider {
    idp_id: String,
    id_token: IdToken,
}

impl OidcProvider {
    /// The identity provider, by its name in IAM, and the id token.
    pub fn new(idp_id: impl Into<String>, id_token: IdToken) -> Self {
        Self { idp_id: idp_id.into(), id_token }
    }

    async fn exchange(&self, context: &ProviderContext) -> Result<Credentials, CredentialsError> {
        let endpoint = context.iam_endpoint(NAME)?;
        let id_token = self.id_token.read(NAME)?;
        let body = json!({ "auth": { "id_token": { "id": null } } });
        let secret = Some(("/auth/id_token/id", &id_token));
        let mut call = Call::post(NAME, &endpoint, "/v3.0/OS-AUTH/id-token/tokens", body, secret)?;
        let idp_id = HeaderValue::from_str(&self.idp_id).map_err(|_| {
            CredentialsError::misconfigured(NAME, "the id of the identity provider cannot travel in a header")
        })?;
        call.request_mut().headers_mut().insert("x-idp-id", idp_id);
        let answer = call.send(context.http()).await?.success()?;
        let token =
            answer.secret_header("x-subject-token").ok_or_else(|| answer.unreadable("has no X-Subject-Token"))?;

        let asked = json!({ "id": null, "duration_seconds": DURATION_SECONDS });
        let body = json!({ "auth": { "identity": { "methods": ["token"], "token": asked } } });
        let secret = Some(("/auth/identity/token/id", &token));
        let call = Call::post(NAME, &endpoint, "/v3.0/OS-CREDENTIAL/securitytokens", body, secret)?;
        let answer = call.send(context.http()).await?.success()?;
        Ok(keys::read(answer, &keys::IAM)?.with_source(NAME))
    }
}

impl CredentialsProvider for OidcProvider {
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a> {
        Box::pin(self.exchange(context))
    }

    fn name(&self) -> &'static str {
        NAME
    }
}
