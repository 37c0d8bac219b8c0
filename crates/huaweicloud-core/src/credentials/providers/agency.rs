//! A temporary access key of an agency.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::iam::{Call, keys};
use crate::credentials::cache::CredentialsCache;
use crate::credentials::{Credentials, CredentialsError, CredentialsProvider, Provide, ProviderContext};

const NAME: &str = "agency";
const PATH: &str = "/v3.0/OS-CREDENTIAL/securitytokens";

/// How long a temporary key may be good for, by the vendor's documentation.
const SHORTEST: Duration = Duration::from_secs(15 * 60);
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Assumes an agency: what another account lets this one do there. Gives a temporary access key.
///
/// The provider it is made of says who asks, which needs the permission to do so (*Agent Operator*).
///
/// ```no_run
/// use huaweicloud_core::credentials::{Agency, Credentials, CredentialsProvider, ProviderContext};
///
/// # async fn run(context: &ProviderContext) -> Result<(), Box<dyn std::error::Error>> {
/// let operator = Credentials::access_key("AKEXAMPLE", "secret");
/// let agency = Agency::new(operator, "monitoring").domain_name("the-other-account");
/// let credentials = agency.provide(context).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Agency {
    source: Arc<CredentialsCache>,
    name: String,
    domain: Option<(&'static str, String)>,
    duration: Duration,
    project_id: Option<String>,
}

impl Agency {
    /// The agency of that name, which another account has made for the account of `source`.
    pub fn new(source: impl CredentialsProvider + 'static, name: impl Into<String>) -> Self {
        Self {
            source: Arc::new(CredentialsCache::new(Arc::new(source))),
            name: name.into(),
            domain: None,
            duration: Duration::from_secs(60 * 60),
            project_id: None,
        }
    }

    /// The name of the domain, which is the account, that has made the agency. It or the id must be given.
    #[must_use]
    pub fn domain_name(mut self, name: impl Into<String>) -> Self {
        self.domain = Some(("domain_name", name.into()));
        self
    }

    /// The id of the domain, which is the account, that has made the agency. It or the name must be given.
    #[must_use]
    pub fn domain_id(mut self, id: impl Into<String>) -> Self {
        self.domain = Some(("domain_id", id.into()));
        self
    }

    /// How long each temporary key is good for: 15 minutes to 24 hours, and an hour unless said.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = duration;
        self
    }

    /// The project of the other account that requests are made in. It is looked up from the region unless said.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.project_id = Some(id.into());
        self
    }

    async fn assume(&self, context: &ProviderContext) -> Result<Credentials, CredentialsError> {
        let source = self.source.get(context).await?;
        let refused = match self.assume_as(&source, context).await {
            Err(error) if error.status() == Some(reqwest::StatusCode::UNAUTHORIZED) => error,
            result => return result,
        };
        // A token may have been revoked before its time.
        match self.source.renew(&source, context).await? {
            Some(source) => self.assume_as(&source, context).await,
            None => Err(refused),
        }
    }

    async fn assume_as(
        &self,
        source: &Credentials,
        context: &ProviderContext,
    ) -> Result<Credentials, CredentialsError> {
        let endpoint = context.iam_endpoint_of(source, NAME)?;
        let call = Call::post(NAME, &endpoint, PATH, self.body()?, None)?;
        let answer = call.send_as(source, context).await?;
        let mut credentials = keys::read(answer.success()?, &keys::IAM)?.with_source(NAME);
        if let Some(endpoint) = source.iam_endpoint() {
            credentials = credentials.with_iam_endpoint(endpoint.clone());
        }
        if let Some(("domain_id", id)) = &self.domain {
            credentials = credentials.with_domain_id(id);
        }
        if let Some(id) = &self.project_id {
            credentials = credentials.with_project_id(id);
        }
        Ok(credentials)
    }

    fn body(&self) -> Result<Value, CredentialsError> {
        if !(SHORTEST..=LONGEST).contains(&self.duration) {
            let problem = format!("the duration is {:?}, and must be 15 minutes to 24 hours", self.duration);
            return Err(CredentialsError::misconfigured(NAME, problem));
        }
        let Some((key, domain)) = &self.domain else {
            let problem = "whose agency it is has not been said: give `.domain_name(…)` or `.domain_id(…)`";
            return Err(CredentialsError::misconfigured(NAME, problem));
        };
        let seconds = self.duration.as_secs();
        let role = json!({ "agency_name": self.name, *key: domain, "duration_seconds": seconds });
        Ok(json!({ "auth": { "identity": { "methods": ["assume_role"], "assume_role": role } } }))
    }
}

impl CredentialsProvider for Agency {
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a> {
        Box::pin(self.assume(context))
    }

    fn name(&self) -> &'static str {
        NAME
    }
}
