//! The temporary access key of the server that the program runs on.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::header::HeaderValue;
use reqwest::{Client, Method, StatusCode};

use super::iam::{Answer, Call, endpoint, keys};
use crate::config::http::plain;
use crate::credentials::{Credentials, CredentialsError, CredentialsProvider, Provide, ProviderContext, Sensitive};

const NAME: &str = "server metadata";

/// Where every server of both clouds finds its metadata service.
const ENDPOINT: &str = "http://169.254.169.254";

/// It is on the same host: whoever does not answer by then is not it.
const TIMEOUT: Duration = Duration::from_secs(3);

/// How long the service's own token is asked to be good for, in seconds.
const TOKEN_TTL: &str = "21600";

/// The service has its next key ready by then, as the official SDKs know.
const RENEW_WITHIN: Duration = Duration::from_secs(40 * 60);

/// Asks the metadata service for the temporary access key of the agency that the server was given.
///
/// It is asked directly, never through a proxy, and has 3 seconds for each of its two answers.
///
/// ```no_run
/// use huaweicloud_core::credentials::{CredentialsProvider, MetadataProvider, ProviderContext};
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let context = ProviderContext::new(reqwest::Client::new());
/// let credentials = MetadataProvider::new().provide(&context).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct MetadataProvider {
    endpoint: Option<Sensitive>,
    /// One without a proxy; the client of the context may have one.
    http: OnceLock<Client>,
}

impl MetadataProvider {
    /// Asks the service where servers find it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks at another address, for a test.
    #[must_use]
    pub fn with_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into().into());
        self
    }

    async fn ask(&self) -> Result<Credentials, CredentialsError> {
        let endpoint = match &self.endpoint {
            Some(endpoint) => endpoint::base(endpoint.expose())
                .map_err(|problem| CredentialsError::misconfigured(NAME, format!("the endpoint {problem}")))?,
            None => ENDPOINT.to_owned(),
        };
        let http = self.http()?;
        let token = token(http, &endpoint).await?;
        let mut answer = security_key(http, &endpoint, token.as_ref()).await?;
        if answer.status == StatusCode::UNAUTHORIZED && !lacks_agency(&answer) {
            // The service forgets its tokens when it is started anew.
            let token = self::token(http, &endpoint).await?;
            answer = security_key(http, &endpoint, token.as_ref()).await?;
        }
        if answer.status == StatusCode::NOT_FOUND || lacks_agency(&answer) {
            return Err(CredentialsError::not_configured(NAME, "this server has no agency: give it one"));
        }
        let credentials = keys::read(answer.success()?, &keys::IAM)?;
        Ok(credentials.with_source(NAME).renewed_within(RENEW_WITHIN))
    }

    fn http(&self) -> Result<&Client, CredentialsError> {
        if let Some(http) = self.http.get() {
            return Ok(http);
        }
        let http = plain().connect_timeout(TIMEOUT).build().map_err(|reason| {
            let reason = crate::chain::innermost(&reason).to_string();
            CredentialsError::misconfigured(NAME, format!("the HTTP client could not be set up: {reason}"))
        })?;
        Ok(self.http.get_or_init(|| http))
    }
}

/// A token of the service, or nothing from one that has none to give.
async fn token(http: &Client, endpoint: &str) -> Result<Option<Sensitive>, CredentialsError> {
    let mut call = Call::new(NAME, Method::PUT, endpoint, "/meta-data/latest/api/token")?.with_timeout(TIMEOUT);
    call.request_mut().headers_mut().insert("x-metadata-token-ttl-seconds", HeaderValue::from_static(TOKEN_TTL));
    let answer =
        call.send(http).await.map_err(|error| if error.is_unreachable() { not_here(&error) } else { error })?;
    if matches!(answer.status.as_u16(), 404 | 405 | 503) {
        return Ok(None);
    }
    if answer.status.is_client_error() || answer.status.is_redirection() {
        // Another cloud has its own service at this address, and the network of a hotel sends everybody to its own.
        return Err(not_here(&answer.refusal()));
    }
    let answer = answer.success()?;
    let token = answer.text().map(str::trim).filter(|token| !token.is_empty()).map(Sensitive::from);
    token.map(Some).ok_or_else(|| answer.unreadable("has no token"))
}

async fn security_key(http: &Client, endpoint: &str, token: Option<&Sensitive>) -> Result<Answer, CredentialsError> {
    let mut call = Call::new(NAME, Method::GET, endpoint, "/openstack/latest/securitykey")?.with_timeout(TIMEOUT);
    if let Some(token) = token {
        call.secret_header("x-metadata-token", token)?;
    }
    call.send(http).await
}

fn not_here(error: &CredentialsError) -> CredentialsError {
    CredentialsError::not_configured(NAME, format!("this is no server of the cloud ({})", error.kind()))
}

/// What the service says to a server without an agency, with the status of a token that it does not know.
fn lacks_agency(answer: &Answer) -> bool {
    !answer.status.is_success() && answer.text().is_some_and(|text| text.contains("Cloud Service Agency"))
}

impl CredentialsProvider for MetadataProvider {
    fn provide<'a>(&'a self, _: &'a ProviderContext) -> Provide<'a> {
        Box::pin(self.ask())
    }

    fn name(&self) -> &'static str {
        NAME
    }
}
