//! Making a configuration.

use std::time::Duration;

use reqwest::Url;
use reqwest::redirect::Policy;

use crate::config::{Place, Shared, Timeouts};
use crate::{Cloud, Config, ConfigError, Token};

/// Collects the parts of a [`Config`]; [`build`](Self::build) checks them all.
///
/// Needed are a token, and either a cloud with a region or an endpoint. All else has a default.
#[derive(Clone, Debug)]
#[must_use = "nothing happens before `.build()`"]
pub struct ConfigBuilder {
    cloud: Option<Cloud>,
    region: Option<String>,
    endpoint: Option<String>,
    token: Option<Token>,
    timeouts: Timeouts,
    max_response_bytes: usize,
    user_agent_suffix: Option<String>,
}

impl Default for ConfigBuilder {
    fn default() -> Self {
        Self {
            cloud: None,
            region: None,
            endpoint: None,
            token: None,
            timeouts: Timeouts {
                connect: Duration::from_secs(10),
                read: Duration::from_secs(60),
                call: Duration::from_secs(120),
            },
            max_response_bytes: 16 * 1024 * 1024,
            user_agent_suffix: None,
        }
    }
}

impl ConfigBuilder {
    /// The cloud to call.
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = Some(cloud);
        self
    }

    /// The id of the region to call, such as `eu-de` or `cn-north-4`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sends everything to this address, whatever the cloud and the region: for a test server, a proxy, or a region
    /// whose addresses have another form. The token goes there too, so mind who answers, and prefer `https`.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// The token to authenticate with.
    pub fn token(mut self, token: Token) -> Self {
        self.token = Some(token);
        self
    }

    /// How long to wait for a connection. 10 seconds by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = timeout;
        self
    }

    /// How long to wait for the next bytes of an answer. 60 seconds by default.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.read = timeout;
        self
    }

    /// How long a call may take from beginning to end, its body included. 120 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.call = timeout;
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

    /// What to add to the `User-Agent`, such as `my-app/1.2`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Checks everything and sets up the HTTP client. Sends nothing.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] names the first thing that is missing or wrong.
    pub fn build(self) -> Result<Config, ConfigError> {
        let place = place(self.endpoint, self.cloud, self.region)?;
        let token = self.token.ok_or(ConfigError::MissingToken)?;
        if let Some(suffix) = &self.user_agent_suffix
            && !suffix.chars().all(|c| c == ' ' || c.is_ascii_graphic())
        {
            return Err(ConfigError::InvalidUserAgent);
        }
        let http = reqwest::Client::builder()
            // A redirect would take the token to wherever the answer says.
            .redirect(Policy::none())
            .connect_timeout(self.timeouts.connect)
            .read_timeout(self.timeouts.read)
            .timeout(self.timeouts.call)
            .build()
            .map_err(ConfigError::HttpClient)?;

        Ok(Config::new(Shared {
            place,
            token,
            http,
            max_response_bytes: self.max_response_bytes,
            user_agent_suffix: self.user_agent_suffix,
            timeouts: self.timeouts,
        }))
    }
}

/// Decides where requests go. An endpoint wins over cloud and region.
fn place(endpoint: Option<String>, cloud: Option<Cloud>, region: Option<String>) -> Result<Place, ConfigError> {
    if let Some(endpoint) = endpoint {
        return base_url(&endpoint).map(Place::Endpoint).map_err(|reason| ConfigError::InvalidEndpoint { reason });
    }
    let cloud = cloud.ok_or(ConfigError::MissingCloud)?;
    let region = region.ok_or(ConfigError::MissingRegion)?;
    if !is_region_id(&region) {
        return Err(ConfigError::InvalidRegion { region });
    }
    Ok(Place::Region { cloud, region })
}

/// The region becomes a label of a host name, so nothing may pass that could turn it into another host.
fn is_region_id(region: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=63).contains(&region.len()) && region.chars().all(inner) && !region.starts_with('-') && !region.ends_with('-')
}

/// An address to which the path of an operation can be appended.
fn base_url(endpoint: &str) -> Result<String, String> {
    let url = Url::parse(endpoint).map_err(|reason| format!("is no URL ({reason})"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("has the scheme `{}`, not `https`", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("has a user name or password in it, which would show in messages".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("has a `?` or `#`, behind which no path can be appended".to_owned());
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builder() -> ConfigBuilder {
        Config::builder().token(Token::new("secret").expect("a valid token"))
    }

    fn refusal(builder: ConfigBuilder) -> String {
        builder.build().expect_err("refused").to_string()
    }

    #[test]
    fn a_configuration_without_a_place_says_how_to_name_one() {
        assert_eq!(
            refusal(builder()),
            "no cloud: say `.cloud(…)` and `.region(…)`, or give an address with `.endpoint(…)`"
        );
        assert_eq!(
            refusal(builder().cloud(Cloud::HuaweiCloud)),
            "no region: name one with `.region(…)`, such as `eu-de`"
        );
    }

    #[test]
    fn a_configuration_without_a_token_is_refused() {
        let builder = Config::builder().endpoint("https://example.com");
        assert_eq!(refusal(builder), "no token: give one with `.token(Token::new(…)?)`");
    }

    #[test]
    fn a_region_that_would_name_another_host_is_refused() {
        for region in ["", "evil.example/", "eu-de.evil", "EU-DE", "-a", "a@b", "é"] {
            let builder = builder().cloud(Cloud::HuaweiCloud).region(region);
            assert!(matches!(builder.build(), Err(ConfigError::InvalidRegion { .. })));
        }
    }

    #[test]
    fn an_endpoint_loses_the_slash_at_its_end() {
        assert_eq!(base_url("https://example.com/").as_deref(), Ok("https://example.com"));
        assert_eq!(base_url("http://127.0.0.1:8080/drs/").as_deref(), Ok("http://127.0.0.1:8080/drs"));
    }

    #[test]
    fn an_endpoint_that_is_no_base_url_is_refused_without_being_repeated() {
        for endpoint in [
            "example.com",
            "/v2",
            "ftp://example.com",
            "https://u:secret@example.com",
            "https://example.com/?token=secret",
        ] {
            let message = refusal(builder().endpoint(endpoint));
            assert!(message.starts_with("the endpoint "), "{message}");
            assert!(!message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn a_user_agent_suffix_with_a_line_feed_is_refused() {
        let builder = builder().endpoint("https://example.com").user_agent_suffix("a\r\nX-Evil: 1");
        assert!(matches!(builder.build(), Err(ConfigError::InvalidUserAgent)));
    }

    #[test]
    fn neither_the_builder_nor_the_configuration_shows_its_token() {
        let builder = builder().endpoint("https://example.com");
        let shown = format!("{builder:?} {:?}", builder.clone().build());
        assert!(!shown.contains("secret"), "{shown}");
    }
}
