//! What a provider works with.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use reqwest::header::HeaderMap;

use super::iam::endpoint;
use super::{Credentials, CredentialsError, Sensitive};
use crate::clock::{CorrectedClock, SystemClock};
use crate::{Clock, Cloud, Environment};

/// What a provider works with: an HTTP client, a clock, and where the cloud is.
///
/// A configuration has one; a provider that is used alone needs one made by hand. Nothing is read of the process unless
/// [`with_environment`](Self::with_environment) says so. Cheap to clone.
///
/// ```
/// use huaweicloud_core::credentials::ProviderContext;
/// use huaweicloud_core::{Cloud, Environment};
///
/// let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
/// let context = ProviderContext::new(http)
///     .with_region(Cloud::OpenTelekomCloud, "eu-de")
///     .with_environment(Environment::of_process());
/// # Ok::<(), reqwest::Error>(())
/// ```
#[derive(Clone)]
pub struct ProviderContext {
    http: reqwest::Client,
    clock: Arc<CorrectedClock>,
    cloud: Option<Cloud>,
    region: Option<String>,
    iam_endpoint: Option<Sensitive>,
    environment: Environment,
}

impl ProviderContext {
    /// A context with the clock of the machine, an empty environment, and no region.
    ///
    /// The client must not follow redirects, since it would take secrets to wherever an answer says. An answer that came
    /// after a redirect is refused, but then it is too late.
    #[must_use]
    pub fn new(http: reqwest::Client) -> Self {
        Self {
            http,
            clock: Arc::new(CorrectedClock::new(Arc::new(SystemClock))),
            cloud: None,
            region: None,
            iam_endpoint: None,
            environment: Environment::empty(),
        }
    }

    /// Tells the time by another clock, such as a [`ManualClock`](crate::ManualClock).
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        self.with_corrected_clock(Arc::new(CorrectedClock::new(clock)))
    }

    /// Tells the time by a clock that others correct, too.
    pub(crate) fn with_corrected_clock(mut self, clock: Arc<CorrectedClock>) -> Self {
        self.clock = clock;
        self
    }

    /// The cloud and the id of its region, which decide where IAM is and which project is meant.
    #[must_use]
    pub fn with_region(mut self, cloud: Cloud, region: impl Into<String>) -> Self {
        self.cloud = Some(cloud);
        self.region = Some(region.into());
        self
    }

    /// The address of IAM, such as `https://iam.eu-de.otc.t-systems.com`, with or without `/v3` at its end. It wins
    /// over `HUAWEICLOUD_SDK_IAM_ENDPOINT` and `OS_AUTH_URL`, and those win over the address that the region has.
    #[must_use]
    pub fn with_iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.iam_endpoint = Some(endpoint.into().into());
        self
    }

    /// The environment that variables, the home folder and with it the file of profiles are read from.
    #[must_use]
    pub fn with_environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// The HTTP client.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// What time it is, by the clock of this context.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// The cloud, if it is known.
    #[must_use]
    pub fn cloud(&self) -> Option<Cloud> {
        self.cloud
    }

    /// The id of the region, if it is known.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The environment.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The address of IAM, without a slash at its end and without `/v3`. `provider` is whom an error names.
    ///
    /// # Errors
    ///
    /// The address that was given is no base URL, or none was given and cloud or region are not known.
    pub fn iam_endpoint(&self, provider: &'static str) -> Result<String, CredentialsError> {
        endpoint::iam(self, self.iam_endpoint.as_ref().map(Sensitive::expose))
            .map_err(|problem| CredentialsError::misconfigured(provider, problem))
    }

    /// The same, to ask about credentials: where nothing was said, it is the IAM that they belong to.
    pub(super) fn iam_endpoint_of(
        &self,
        credentials: &Credentials,
        provider: &'static str,
    ) -> Result<String, CredentialsError> {
        let endpoint = self.iam_endpoint.as_ref().or(credentials.iam_endpoint()).map(Sensitive::expose);
        endpoint::iam(self, endpoint).map_err(|problem| CredentialsError::misconfigured(provider, problem))
    }

    /// Takes over the time that an answer tells; whether it is another one than that of the request.
    pub(super) fn correct_clock(&self, headers: &HeaderMap, sent_at: SystemTime) -> bool {
        self.clock.correct(headers, sent_at)
    }

    /// The same with what a profile says of the places, where nothing was said before.
    pub(super) fn or(mut self, cloud: Option<Cloud>, region: Option<&str>, iam_endpoint: Option<&str>) -> Self {
        self.cloud = self.cloud.or(cloud);
        self.region = self.region.or_else(|| region.map(str::to_owned));
        self.iam_endpoint = self.iam_endpoint.or_else(|| iam_endpoint.map(Sensitive::from));
        self
    }
}

impl fmt::Debug for ProviderContext {
    /// The endpoint is left out: until it is looked at, it may have a password in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderContext")
            .field("clock", &self.clock)
            .field("cloud", &self.cloud)
            .field("region", &self.region)
            .field("environment", &self.environment)
            .finish_non_exhaustive()
    }
}
