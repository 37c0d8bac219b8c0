//! Making a configuration.

use std::sync::Arc;
use std::time::Duration;

use crate::clock::{Clock, SystemClock};
use crate::config::Timeouts;
use crate::config::http::{Http, Proxying};
use crate::config::profiles::ProfileName;
use crate::credentials::{Credentials, CredentialsProvider, Sensitive};
use crate::sign::Scheme;
use crate::{Cloud, Environment, Observer, RetryPolicy, Token};

/// Collects the parts of a [`Config`](crate::Config); [`build`](Self::build) checks them all.
///
/// Needed are credentials, and either a region or an endpoint. All else has a default. Nothing is read of the process
/// unless [`environment`](Self::environment) or [`profile`](Self::profile) says so.
///
/// ```
/// use std::time::Duration;
/// use huaweicloud_core::{Config, Credentials, RetryPolicy};
///
/// let config = Config::builder()
///     .region("cn-north-4")
///     .credentials(Credentials::access_key("AKEXAMPLE", "secret"))
///     .timeout(Duration::from_secs(30))
///     .retry(RetryPolicy::standard().max_attempts(5))
///     .user_agent_suffix("my-app/1.2")
///     .build()?;
/// # Ok::<(), huaweicloud_core::ConfigError>(())
/// ```
///
/// Where several say the same, the first of these columns wins:
///
/// | what | the builder | a [named profile](Self::profile) | the [environment](Self::environment) | its default profile |
/// |---|---|---|---|---|
/// | credentials | `.credentials`, `.token` | those in it | [`ProviderChain::standard`](crate::credentials::ProviderChain::standard) | (part of that) |
/// | region | `.region` | `region` | `HUAWEICLOUD_REGION`, `HUAWEICLOUD_SDK_REGION`, `HW_REGION_NAME`, `OS_REGION_NAME`, `OS_REGION` | `region` |
/// | cloud | `.cloud` | `cloud` | `HUAWEICLOUD_CLOUD`: `huaweicloud`, `open-telekom-cloud` or `otc` | `cloud` |
/// | endpoint | `.endpoint` | `endpoint` | `HUAWEICLOUD_ENDPOINT` | `endpoint` |
/// | IAM's endpoint | `.iam_endpoint` | `iam_endpoint` | `HUAWEICLOUD_SDK_IAM_ENDPOINT`, `OS_AUTH_URL` | `iam_endpoint` |
/// | project | `.project_id` | `project_id` | that of the credentials; `HUAWEICLOUD_SDK_PROJECT_ID`, `OS_PROJECT_ID`, `OS_TENANT_ID` | (with its credentials) |
/// | account | `.domain_id` | `domain_id` | that of the credentials; `HUAWEICLOUD_SDK_DOMAIN_ID`, `OS_DOMAIN_ID` | (with its credentials) |
/// | proxy | `.proxy`, `.no_proxy` | | `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY` | |
///
/// The names with `SDK` are those of the official SDKs, those with `HW` of Huawei Cloud's Terraform provider, those with `OS`
/// of the clients of Open Telekom Cloud. Of several in one cell the first that is set is taken; an empty one is not set.
///
/// A project and an account that the credentials are of (the scope of a token, those of an agency or of a profile) win over
/// the variables, which may speak of another account. A profile that is named is given neither by them.
///
/// A cloud belongs to the region that is said with it: one further right than the region is not looked at, and without
/// one the cloud is [inferred](Cloud::of_region). The same holds for the `endpoint` of a profile. The default profile (`[basic]`,
/// or else `[global]`) is read for a place only where nothing before it names a region or an endpoint.
///
/// Where a service answers is decided at the first call, and told beforehand by
/// [`Config::endpoint_for`](crate::Config::endpoint_for). The first of these that is there is taken:
///
/// 1. [`service_endpoint`](Self::service_endpoint)
/// 2. [`endpoint`](Self::endpoint), or what stands for it above
/// 3. the variable `HUAWEICLOUD_SDK_REGION_{SERVICE}_{REGION}`, such as `HUAWEICLOUD_SDK_REGION_DRS_EU_DE`; of several
///    addresses with commas between them the first is taken (there is no failover)
/// 4. the file that `HUAWEICLOUD_SDK_REGIONS_FILE` names, or else `~/.huaweicloud/regions.yaml`; here too of several addresses
///    the first is taken
/// 5. the service's own table of regions
///
/// Without the feature `providers`, which each TLS feature brings, there are no profiles and no file of regions, and a project is not
/// asked for. What would have to be read or asked all the same is an error that says so.
#[derive(Clone, Debug)]
#[must_use = "nothing happens before `.build()`"]
pub struct ConfigBuilder {
    pub(super) cloud: Option<Cloud>,
    pub(super) region: Option<String>,
    pub(super) endpoint: Option<Sensitive>,
    pub(super) service_endpoints: Vec<(String, Sensitive)>,
    pub(super) iam_endpoint: Option<Sensitive>,
    pub(super) environment: Option<Environment>,
    pub(super) profile: Option<ProfileName>,
    pub(super) credentials: Option<Arc<dyn CredentialsProvider>>,
    pub(super) project_id: Option<String>,
    pub(super) domain_id: Option<String>,
    pub(super) signing: Option<Scheme>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) retry: RetryPolicy,
    pub(super) observers: Vec<Arc<dyn Observer>>,
    pub(super) timeouts: Timeouts,
    pub(super) http: Http,
    pub(super) max_response_bytes: usize,
    pub(super) user_agent_suffix: Option<String>,
}

impl Default for ConfigBuilder {
    fn default() -> Self {
        Self {
            cloud: None,
            region: None,
            endpoint: None,
            service_endpoints: Vec::new(),
            iam_endpoint: None,
            environment: None,
            profile: None,
            credentials: None,
            project_id: None,
            domain_id: None,
            signing: None,
            clock: Arc::new(SystemClock),
            retry: RetryPolicy::standard(),
            observers: Vec::new(),
            timeouts: Timeouts {
                connect: Duration::from_secs(10),
                read: Duration::from_secs(60),
                call: Duration::from_secs(120),
            },
            http: Http::default(),
            max_response_bytes: 16 * 1024 * 1024,
            user_agent_suffix: None,
        }
    }
}

impl ConfigBuilder {
    /// The cloud to call. Needed only where its region has an id that this crate does not know: see
    /// [`Cloud::of_region`].
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = Some(cloud);
        self
    }

    /// The id of the region to call, such as `eu-de` or `cn-north-4`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sends everything to this address, whatever the cloud and the region: for a test server, a gateway, or a region
    /// whose addresses have another form. The token goes there too, so mind who answers, and prefer `https`. A slash or a
    /// version (`/v3`) behind the host is left out.
    ///
    /// ```
    /// # use huaweicloud_core::{Cloud, Config, Service, Token};
    /// # const DRS: Service = Service::new("drs", "", &[(Cloud::HuaweiCloud, "https://drs.{region}.myhuaweicloud.com")]);
    /// let config = Config::builder().endpoint("http://127.0.0.1:8080/").token(Token::new("MIIEvg")?).build()?;
    /// assert_eq!(config.endpoint_for(&DRS)?, "http://127.0.0.1:8080");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into().into());
        self
    }

    /// Sends what is for one service to this address, which wins over [`endpoint`](Self::endpoint) and all else. The
    /// service has its short name, such as `drs`, in any case.
    ///
    /// ```
    /// # use huaweicloud_core::{Cloud, Config, Service, Token};
    /// # const DRS: Service = Service::new("drs", "", &[(Cloud::HuaweiCloud, "https://drs.{region}.myhuaweicloud.com")]);
    /// let config = Config::builder()
    ///     .region("cn-north-4")
    ///     .service_endpoint("drs", "https://drs.internal.example")
    ///     .token(Token::new("MIIEvg")?)
    ///     .build()?;
    /// assert_eq!(config.endpoint_for(&DRS)?, "https://drs.internal.example");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn service_endpoint(mut self, service: impl AsRef<str>, endpoint: impl Into<String>) -> Self {
        let service = service.as_ref().to_lowercase();
        self.service_endpoints.retain(|(other, _)| *other != service);
        self.service_endpoints.push((service, endpoint.into().into()));
        self
    }

    /// What to find in environment variables and below the home folder, for everything that is not said otherwise: the
    /// table above has all names. Usually [`Environment::of_process`], for which [`Config::from_env`](crate::Config::from_env)
    /// is short.
    ///
    /// ```
    /// use huaweicloud_core::{Cloud, Config, Environment};
    ///
    /// let environment = Environment::empty()
    ///     .with("HUAWEICLOUD_REGION", "eu-de")
    ///     .with("OS_ACCESS_KEY", "AKEXAMPLE")
    ///     .with("OS_SECRET_KEY", "secret");
    /// let config = Config::builder().environment(environment).user_agent_suffix("my-app/1.2").build()?;
    /// assert_eq!((config.cloud(), config.region()), (Some(Cloud::OpenTelekomCloud), Some("eu-de")));
    /// # Ok::<(), huaweicloud_core::ConfigError>(())
    /// ```
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// The profile to take credentials and place from: a section of `~/.huaweicloud/credentials`, or of the file that
    /// `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names. Reads the [`environment`](Self::environment), and that of the process if none
    /// is given.
    ///
    /// ```
    /// use huaweicloud_core::{Config, Environment};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("credentials");
    /// std::fs::write(&file, "[staging]\nregion = eu-de\nak = AKEXAMPLE\nsk = secret\n")?;
    ///
    /// let environment = Environment::empty().with("HUAWEICLOUD_SDK_CREDENTIALS_FILE", file.display().to_string());
    /// let config = Config::builder().environment(environment).profile("staging").build()?;
    /// assert_eq!(config.region(), Some("eu-de"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "providers")]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(ProfileName::new(name));
        self
    }

    /// The IAM token to authenticate with, which is not renewed. The same as credentials made of it.
    pub fn token(self, token: Token) -> Self {
        self.credentials(Credentials::token(token))
    }

    /// What to authenticate with: [`Credentials`] as they are, or a [provider](crate::credentials) that obtains and renews
    /// them. A provider is asked by the first call, once for all that wait for it, and again before what it gave expires.
    ///
    /// ```
    /// # #[cfg(feature = "providers")] {
    /// use huaweicloud_core::Config;
    /// use huaweicloud_core::credentials::PasswordLogin;
    ///
    /// # fn read_password() -> String { "secret".to_owned() }
    /// let login = PasswordLogin::new("alice", read_password()).domain_name("OTC-EU-DE-00000000001000000001");
    /// let config = Config::builder().region("eu-de").credentials(login).build()?;
    /// # }
    /// # Ok::<(), huaweicloud_core::ConfigError>(())
    /// ```
    pub fn credentials(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.credentials = Some(Arc::new(provider));
        self
    }

    /// The id of the project, for every operation whose route has one and whose caller gives none.
    ///
    /// Without it, it is the project of the credentials, or else the one that IAM has for the region, asked for once.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.project_id = Some(id.into());
        self
    }

    /// The id of the account, which a signed request without a project names in its place.
    pub fn domain_id(mut self, id: impl Into<String>) -> Self {
        self.domain_id = Some(id.into());
        self
    }

    /// Where IAM answers, if not where it does in this region: for obtaining credentials and projects. With or without
    /// `/v3` at its end.
    #[cfg(feature = "providers")]
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.iam_endpoint = Some(endpoint.into().into());
        self
    }

    /// How requests are signed with an access key.
    ///
    /// By default as the cloud's own clients do: [`Scheme::SdkHmacSha256`] for Huawei Cloud, [`Scheme::ScopedHmacSha256`]
    /// for Open Telekom Cloud. A token is not affected, nor is what is asked of IAM. A scheme that names a service fits the
    /// clients of that service only.
    ///
    /// ```
    /// use huaweicloud_core::sign::Scheme;
    /// use huaweicloud_core::{Config, Credentials};
    ///
    /// let config = Config::builder()
    ///     .region("eu-de")
    ///     .credentials(Credentials::access_key("AKEXAMPLE", "secret"))
    ///     .signing(Scheme::SdkHmacSha256)
    ///     .build()?;
    /// # Ok::<(), huaweicloud_core::ConfigError>(())
    /// ```
    pub fn signing(mut self, scheme: Scheme) -> Self {
        self.signing = Some(scheme);
        self
    }

    /// When and how often calls are tried again. [`RetryPolicy::standard`] by default. A single call has its own with
    /// [`CallOptions`](crate::CallOptions).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Somebody to see every request and every answer. Each call of this method adds one; [`Observer`] has an example.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.observers.push(Arc::new(observer));
        self
    }

    /// Where the time comes from that is signed and by which credentials expire. The machine's clock by default.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How long to wait for a connection, its TLS handshake included. 10 seconds by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = timeout;
        self
    }

    /// How long to wait for the head of an answer, and then for the next bytes of its body. 60 seconds by default.
    ///
    /// The head of the answer to a body of more than 256 KiB, or to a stream, has all the time of the call: sending it may
    /// take longer.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.read = timeout;
        self
    }

    /// How long a call may take from beginning to end: obtaining credentials, all attempts, the pauses between them, and the
    /// body. 120 seconds by default. Of a body that arrives as a [`ByteStream`](crate::ByteStream), only the head counts.
    ///
    /// ```
    /// use std::time::Duration;
    /// use huaweicloud_core::{Config, Token};
    ///
    /// let config = Config::builder()
    ///     .region("eu-de")
    ///     .token(Token::new("MIIEvg")?)
    ///     .connect_timeout(Duration::from_secs(3))
    ///     .read_timeout(Duration::from_secs(20))
    ///     .timeout(Duration::from_secs(45))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.call = timeout;
        self
    }

    /// How many connections to one host are kept open while nothing is sent. All of them by default.
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.http.pool_max_idle_per_host = Some(connections);
        self
    }

    /// How long a connection is kept open while nothing is sent. 90 seconds by default.
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.http.pool_idle_timeout = Some(timeout);
        self
    }

    /// Sends everything through an HTTP proxy (not SOCKS), such as `http://proxy.example:3128`, whose address may hold a user name and a
    /// password. What is asked by `https` is tunnelled, so that the proxy sees the host and nothing else. The metadata
    /// service of a server is always asked directly.
    ///
    /// Without this, the proxy is the one that the [environment](Self::environment) names; without an environment there is
    /// none: a configuration that says everything itself does not change with the shell it is started from.
    ///
    /// ```
    /// use huaweicloud_core::{Config, Token};
    ///
    /// let config = Config::builder()
    ///     .region("eu-de")
    ///     .token(Token::new("MIIEvg")?)
    ///     .proxy("http://user:password@proxy.example:3128")
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.http.proxying = Proxying::Through(address.into().into());
        self
    }

    /// Sends everything directly, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.http.proxying = Proxying::Never;
        self
    }

    /// Trusts these root certificates, beside those that the system trusts: one or several in PEM. For a gateway or proxy
    /// with a certificate of its own.
    ///
    /// ```no_run
    /// use huaweicloud_core::{Config, Token};
    ///
    /// let config = Config::builder()
    ///     .region("eu-de")
    ///     .token(Token::new("MIIEvg")?)
    ///     .add_root_certificate(std::fs::read("gateway.pem")?)
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    #[cfg_attr(docsrs, doc(cfg(any(feature = "rustls", feature = "native-tls"))))]
    pub fn add_root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http.root_certificates.push(pem.into());
        self
    }

    /// The most bytes of a response to keep in memory. 16 MiB by default.
    ///
    /// A longer answer is [`BodyError::TooLarge`](crate::BodyError::TooLarge). Bodies that arrive as a
    /// [`ByteStream`](crate::ByteStream) are not kept, and not limited.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// What to add to the `User-Agent`, such as `my-app/1.2`: `huaweicloud-drs/0.1.0 huaweicloud-core/0.1.0 my-app/1.2`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }
}
