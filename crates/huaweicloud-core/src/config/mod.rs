//! What all clients of a program share.

mod build;
mod builder;
mod error;
pub(crate) mod http;
mod place;
#[cfg(feature = "providers")]
mod profiles;
#[cfg(not(feature = "providers"))]
#[path = "without_profiles.rs"]
mod profiles;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, HeaderValue};

pub use builder::ConfigBuilder;
pub use error::{ConfigError, Missing};

use crate::clock::{Clock as _, CorrectedClock};
use crate::credentials::{Credentials, CredentialsCache, CredentialsError, ProjectId, ProviderContext};
use crate::endpoints::Endpoints;
use crate::joined::joined;
use crate::sign::Scheme;
use crate::{Cloud, Context, Environment, Observer, RetryPolicy, Service, credentials};

/// Which cloud to call, as whom, and with how much patience.
///
/// Made once and lent to every client. It is cheap to clone, and all clients made from it or its clones share one pool
/// of connections, one set of credentials and one retry budget. Making it sends nothing.
///
/// ```
/// use huaweicloud_core::{Cloud, Config, Token};
///
/// let config = Config::builder()
///     .region("eu-de")
///     .token(Token::new("MIIEvg")?)
///     .build()?;
/// assert_eq!(config.cloud(), Some(Cloud::OpenTelekomCloud));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Config {
    shared: Arc<Shared>,
}

/// What [`ConfigBuilder::build`] has found to be valid.
pub(crate) struct Shared {
    pub(crate) endpoints: Endpoints,
    pub(crate) credentials: CredentialsCache,
    pub(crate) providers: ProviderContext,
    pub(crate) projects: ProjectId,
    pub(crate) project: ScopeId,
    pub(crate) domain: ScopeId,
    pub(crate) signing: Option<Scheme>,
    pub(crate) http: reqwest::Client,
    pub(crate) clock: Arc<CorrectedClock>,
    pub(crate) retry: RetryPolicy,
    pub(crate) observers: Vec<Arc<dyn Observer>>,
    pub(crate) max_response_bytes: usize,
    pub(crate) user_agent_suffix: Option<String>,
    pub(crate) timeouts: Timeouts,
}

/// The id of a project or a domain, by who says it.
pub(crate) struct ScopeId {
    /// The program, or the profile that it names.
    pub(crate) said: Option<String>,
    /// The environment, which may speak of another account than the one that the credentials are of.
    pub(crate) of_environment: Option<String>,
}

impl ScopeId {
    fn or_of<'a>(&'a self, credentials: Option<&'a str>) -> Option<&'a str> {
        self.said.as_deref().or(credentials).or(self.of_environment.as_deref())
    }
}

/// How long to wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    pub(crate) read: Duration,
    pub(crate) call: Duration,
}

impl Config {
    /// Begins a configuration, of which everything is said by the program: nothing is read of the process.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// The configuration that environment variables and the files below the home folder make up.
    ///
    /// A region is needed, or an endpoint; credentials are looked for by the first call. [`ConfigBuilder`] has the table of
    /// all that is read; `Config::builder().environment(Environment::of_process())` is the same with something added. Sends
    /// nothing.
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let config = huaweicloud_core::Config::from_env().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ConfigError`] names the variable or the line of a file that is wrong, or all that is missing.
    pub async fn from_env() -> Result<Self, ConfigError> {
        Self::builder().environment(Environment::of_process()).build()
    }

    /// The configuration that a profile makes up: credentials and place. What it leaves open is found as by
    /// [`from_env`](Self::from_env). Sends nothing.
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// // [staging] in ~/.huaweicloud/credentials
    /// let config = huaweicloud_core::Config::from_profile("staging").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ConfigError::Profile`] if there is no such profile, and those of [`from_env`](Self::from_env).
    #[cfg(feature = "providers")]
    pub async fn from_profile(name: impl Into<String>) -> Result<Self, ConfigError> {
        Self::builder().environment(Environment::of_process()).profile(name).build()
    }

    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared: Arc::new(shared) }
    }

    /// The address at which a service answers, without a slash at its end.
    ///
    /// ```
    /// # use huaweicloud_core::{Cloud, Config, Service, Token};
    /// # const OTC: &str = "https://dcs.{region}.otc.t-systems.com";
    /// # const DCS: Service = Service::new("dcs", "", &[(Cloud::OpenTelekomCloud, OTC)]);
    /// let config = Config::builder().region("eu-nl").token(Token::new("MIIEvg")?).build()?;
    /// assert_eq!(config.endpoint_for(&DCS)?, "https://dcs.eu-nl.otc.t-systems.com");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ConfigError::NotOffered`] if the cloud does not have the service, [`ConfigError::UnknownRegion`] if it does not have
    /// it in this region, [`ConfigError::InvalidEndpoint`] if a variable gives an endpoint that is none, and
    /// [`ConfigError::NoRegion`] if only other services have an endpoint.
    pub fn endpoint_for(&self, service: &Service) -> Result<String, ConfigError> {
        self.shared.endpoints.resolve(service)
    }

    /// What a client of a service is made of. Sends nothing, and never fails: what is wrong with the place is told by
    /// the first call, and by [`endpoint_for`](Self::endpoint_for).
    #[must_use]
    pub fn connect(&self, service: &'static Service) -> Context {
        Context::new(self.clone(), service, self.user_agent(service))
    }

    /// The credentials that calls have now; fetched or renewed if need be.
    ///
    /// # Errors
    ///
    /// There are none, or they could not be obtained.
    pub async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        self.shared.credentials.get(&self.shared.providers).await
    }

    /// The cloud that is called: as was said, or that of the region; `None` if there is an endpoint without either.
    #[must_use]
    pub fn cloud(&self) -> Option<Cloud> {
        self.shared.endpoints.cloud
    }

    /// The region that is called, if the configuration names one.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.shared.endpoints.region.as_deref()
    }

    /// The most bytes of a response that are kept in memory.
    #[must_use]
    pub fn max_response_bytes(&self) -> usize {
        self.shared.max_response_bytes
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.shared.http
    }

    pub(crate) fn retry(&self) -> &RetryPolicy {
        &self.shared.retry
    }

    pub(crate) fn observers(&self) -> &[Arc<dyn Observer>] {
        &self.shared.observers
    }

    pub(crate) fn timeouts(&self) -> Timeouts {
        self.shared.timeouts
    }

    /// How access keys sign: as was said, or as the cloud's own clients do.
    pub(crate) fn signing(&self) -> Scheme {
        self.shared.signing.clone().unwrap_or_else(|| credentials::default_scheme(self.cloud()))
    }

    /// The project that was given, or that the credentials are for, or else that of the environment.
    pub(crate) fn project_of<'a>(&'a self, credentials: &'a Credentials) -> Option<&'a str> {
        self.shared.project.or_of(credentials.project_id())
    }

    /// The domain that was given, or that the credentials are for, or else that of the environment.
    pub(crate) fn domain_of<'a>(&'a self, credentials: &'a Credentials) -> Option<&'a str> {
        self.shared.domain.or_of(credentials.domain_id())
    }

    /// The project that belongs to the region, asked for once.
    pub(crate) async fn look_up_project(&self, credentials: &Credentials) -> Result<String, CredentialsError> {
        self.shared.projects.get(credentials, &self.shared.credentials, &self.shared.providers).await
    }

    /// Newer credentials than those that were refused; `None` if there are none to be had.
    pub(crate) async fn renew(&self, refused: &Credentials) -> Option<Credentials> {
        match self.shared.credentials.renew(refused, &self.shared.providers).await {
            Ok(newer) => newer,
            Err(error) => {
                tracing::warn!(%error, "the credentials were refused, and could not be renewed");
                None
            }
        }
    }

    /// What time it is for the servers, as far as they have told.
    pub(crate) fn now(&self) -> SystemTime {
        self.shared.clock.now()
    }

    /// Takes over the time that an answer tells; whether it is another one than that of the request.
    pub(crate) fn correct_clock(&self, headers: &HeaderMap, sent_at: SystemTime) -> bool {
        self.shared.clock.correct(headers, sent_at)
    }

    /// `huaweicloud-drs/0.1.0 huaweicloud-core/0.1.0 my-app/1.2`
    fn user_agent(&self, service: &Service) -> HeaderValue {
        let core = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        let suffix = self.shared.user_agent_suffix.as_deref();
        let mut products = vec![service.product(), core];
        products.extend(suffix);
        products.retain(|product| !product.is_empty());
        // The suffix has been checked; a product that no header can hold is left out.
        HeaderValue::try_from(joined(&products, " ")).unwrap_or_else(|_| HeaderValue::from_static(core))
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("endpoints", &self.shared.endpoints)
            .field("credentials", &self.shared.credentials)
            .field("retry", &self.shared.retry)
            .field("max_response_bytes", &self.shared.max_response_bytes)
            .field("user_agent_suffix", &self.shared.user_agent_suffix)
            .field("timeouts", &self.shared.timeouts)
            .finish_non_exhaustive()
    }
}
