//! What a client is made of.

use std::fmt;
use std::sync::Arc;

use reqwest::Url;
use reqwest::header::HeaderValue;

use crate::{Config, ConfigError, OperationInfo, Service};

/// What every client consists of: the configuration, and where its service answers. Made by [`Config::connect`]; its
/// clones share everything. A client of a client crate lends its own with `context()`.
///
/// ```
/// use huaweicloud_core::{Cloud, Config, Service, Token};
///
/// // Client crates have one each: `huaweicloud_drs::SERVICE`.
/// static DRS: Service = Service::new("drs", "", &[(Cloud::OpenTelekomCloud, "https://drs.{region}.otc.t-systems.com")]);
///
/// let config = Config::builder().region("eu-de").token(Token::new("MIIEvg")?).build()?;
/// let context = config.connect(&DRS);
/// assert_eq!(context.endpoint(), "https://drs.eu-de.otc.t-systems.com");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Context {
    shared: Arc<Shared>,
}

struct Shared {
    config: Config,
    service: &'static Service,
    endpoint: Result<Endpoint, Arc<ConfigError>>,
    user_agent: HeaderValue,
}

/// Where a service answers, taken apart once.
struct Endpoint {
    text: String,
    url: Url,
}

impl Context {
    pub(crate) fn new(config: Config, service: &'static Service, user_agent: HeaderValue) -> Self {
        let endpoint = config.endpoint_for(service).and_then(|text| match Url::parse(&text) {
            Ok(url) => Ok(Endpoint { text, url }),
            Err(reason) => Err(ConfigError::InvalidEndpoint {
                origin: format!("the endpoint of `{}`", service.name()),
                reason: format!("is no URL ({reason})"),
            }),
        });
        let endpoint = endpoint.map_err(Arc::new);
        Self { shared: Arc::new(Shared { config, service, endpoint, user_agent }) }
    }

    /// The configuration that the client was made from.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.shared.config
    }

    /// The service that the client calls.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.shared.service
    }

    /// The address at which the service answers, without a slash at its end; empty if the configuration names none,
    /// which every call then says.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.shared.endpoint.as_ref().map_or("", |endpoint| &endpoint.text)
    }

    /// What stands before every route: the path of the endpoint, if it has one.
    pub(crate) fn base_path(&self) -> &str {
        self.shared.endpoint.as_ref().map_or("", |endpoint| endpoint.url.path().trim_end_matches('/'))
    }

    /// The URL of a path and query at the endpoint.
    pub(crate) fn url(&self, target: &str) -> Option<Url> {
        self.shared.endpoint.as_ref().ok()?.url.join(target).ok()
    }

    /// Whether an operation can be called at all.
    ///
    /// # Errors
    ///
    /// The service has no address, or the cloud does not have the operation.
    pub(crate) fn admit(&self, operation: &OperationInfo) -> Result<(), Arc<ConfigError>> {
        self.shared.endpoint.as_ref().map_err(Arc::clone)?;
        match (self.config().cloud(), operation.clouds) {
            (Some(cloud), Some(clouds)) if !clouds.contains(&cloud) => {
                Err(Arc::new(ConfigError::OperationNotOffered {
                    operation: operation.operation_id,
                    service: self.service().name(),
                    cloud,
                    offered_by: clouds.to_vec(),
                }))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn user_agent(&self) -> HeaderValue {
        self.shared.user_agent.clone()
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("service", &self.service().name())
            .field("endpoint", &self.endpoint())
            .field("config", self.config())
            .finish()
    }
}
