//! What a provider works with.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

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
    pub(super) clock: Arc<CorrectedClock>,
    pub(super) cloud: Option<Cloud>,
    pub(super) region: Option<String>,
    #[cfg(feature = "providers")]
    pub(super) iam_endpoint: Option<super::Sensitive>,
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
            #[cfg(feature = "providers")]
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
