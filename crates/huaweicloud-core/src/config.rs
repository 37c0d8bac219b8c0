//! What all clients of a program share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;

use crate::{Cloud, ConfigBuilder, ConfigError, Context, Service, Token};

/// Which cloud to call, as whom, and with how much patience.
///
/// Made once and lent to every client. It is cheap to clone, and all clients made from it or its clones share one pool
/// of connections. Making it sends nothing.
///
/// ```
/// use huaweicloud_core::{Cloud, Config, Token};
///
/// let config = Config::builder()
///     .cloud(Cloud::OpenTelekomCloud)
///     .region("eu-de")
///     .token(Token::new("MIIEvg")?)
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Config {
    shared: Arc<Shared>,
}

/// What [`ConfigBuilder::build`] has found to be valid.
pub(crate) struct Shared {
    pub(crate) place: Place,
    pub(crate) token: Token,
    pub(crate) http: reqwest::Client,
    pub(crate) max_response_bytes: usize,
    pub(crate) user_agent_suffix: Option<String>,
    pub(crate) timeouts: Timeouts,
}

/// Where requests go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// To the endpoint that each service has in this region.
    Region { cloud: Cloud, region: String },
    /// All to this one.
    Endpoint(String),
}

/// How long to wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    pub(crate) read: Duration,
    pub(crate) call: Duration,
}

impl Config {
    /// Begins a configuration.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
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
    /// # let builder = Config::builder().cloud(Cloud::OpenTelekomCloud).region("eu-nl");
    /// # let config = builder.token(Token::new("t")?).build()?;
    /// assert_eq!(config.endpoint_for(&DCS)?, "https://dcs.eu-nl.otc.t-systems.com");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ConfigError::NotOffered`] if the cloud does not have the service.
    pub fn endpoint_for(&self, service: &Service) -> Result<String, ConfigError> {
        match &self.shared.place {
            Place::Endpoint(endpoint) => Ok(endpoint.clone()),
            Place::Region { cloud, region } => service
                .endpoint_template(*cloud)
                .map(|template| template.replace("{region}", region))
                .ok_or_else(|| ConfigError::NotOffered {
                    service: service.name(),
                    cloud: *cloud,
                    offered_by: service.clouds().collect(),
                }),
        }
    }

    /// What a generated client is made of: the base URL, the HTTP client, and the context. Sends nothing.
    ///
    /// # Errors
    ///
    /// As [`endpoint_for`](Self::endpoint_for).
    pub fn connect(&self, service: &Service) -> Result<(String, reqwest::Client, Context), ConfigError> {
        let baseurl = self.endpoint_for(service)?;
        let user_agent = self.user_agent(service)?;
        let context = Context::new(self.clone(), *service, user_agent);
        Ok((baseurl, self.shared.http.clone(), context))
    }

    /// The most bytes of a response that are kept in memory.
    #[must_use]
    pub fn max_response_bytes(&self) -> usize {
        self.shared.max_response_bytes
    }

    pub(crate) fn token(&self) -> &Token {
        &self.shared.token
    }

    /// `huaweicloud-drs/0.1.0 huaweicloud-core/0.1.0 my-app/1.2`
    fn user_agent(&self, service: &Service) -> Result<HeaderValue, ConfigError> {
        let core = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        let suffix = self.shared.user_agent_suffix.as_deref();
        let products: Vec<_> =
            [service.product(), core].into_iter().chain(suffix).filter(|product| !product.is_empty()).collect();
        HeaderValue::try_from(products.join(" ")).map_err(|_| ConfigError::InvalidUserAgent)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("place", &self.shared.place)
            .field("token", &self.shared.token)
            .field("max_response_bytes", &self.shared.max_response_bytes)
            .field("user_agent_suffix", &self.shared.user_agent_suffix)
            .field("timeouts", &self.shared.timeouts)
            .finish_non_exhaustive()
    }
}
