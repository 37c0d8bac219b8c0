//! The HTTP client that all clients of a configuration share.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{NoProxy, Proxy, Url};

use crate::config::Timeouts;
use crate::credentials::Sensitive;
use crate::{ConfigError, Environment};

/// The metadata service: a link-local address, which is another machine for a proxy.
const METADATA_SERVICE: &str = "169.254.169.254";

/// Settings of the HTTP client.
#[derive(Clone, Debug, Default)]
pub(super) struct Http {
    pub(super) proxying: Proxying,
    pub(super) pool_max_idle_per_host: Option<usize>,
    pub(super) pool_idle_timeout: Option<Duration>,
    /// In PEM.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(super) root_certificates: Vec<Vec<u8>>,
}

/// Whether to ask through a proxy.
#[derive(Clone, Debug, Default)]
pub(super) enum Proxying {
    /// Through the one that the environment names, if there is an environment.
    #[default]
    OfEnvironment,
    Never,
    /// Through this one.
    Through(Sensitive),
}

impl Http {
    /// Sets the client up. Of the process, it reads the root certificates that the system trusts.
    pub(super) fn client(&self, timeouts: Timeouts, environment: &Environment) -> Result<reqwest::Client, ConfigError> {
        let mut client = plain().connect_timeout(timeouts.connect);
        for proxy in self.proxies(environment)? {
            client = client.proxy(proxy);
        }
        if let Some(connections) = self.pool_max_idle_per_host {
            client = client.pool_max_idle_per_host(connections);
        }
        if let Some(timeout) = self.pool_idle_timeout {
            client = client.pool_idle_timeout(timeout);
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        {
            client = client.tls_certs_merge(self.certificates()?);
        }
        client.build().map_err(ConfigError::HttpClient)
    }

    fn proxies(&self, environment: &Environment) -> Result<Vec<Proxy>, ConfigError> {
        match &self.proxying {
            Proxying::Never => Ok(Vec::new()),
            Proxying::Through(address) => {
                let proxy = proxy(Proxy::all, "`.proxy(…)`", address.expose())?;
                Ok(vec![proxy.no_proxy(NoProxy::from_string(METADATA_SERVICE))])
            }
            Proxying::OfEnvironment => of_environment(environment),
        }
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    fn certificates(&self) -> Result<Vec<reqwest::Certificate>, ConfigError> {
        let invalid = |reason: String| ConfigError::InvalidCertificate { reason };
        let mut all = Vec::new();
        for pem in &self.root_certificates {
            let certificates = reqwest::Certificate::from_pem_bundle(pem)
                .map_err(|error| invalid(crate::chain::innermost(&error).to_string()))?;
            if certificates.is_empty() {
                return Err(invalid("there is none in it".to_owned()));
            }
            all.extend(certificates);
        }
        Ok(all)
    }
}

/// A client that does what it is told and nothing else, whatever features of reqwest the rest of the program enables.
pub(crate) fn plain() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        // A redirect would take the token to wherever the answer says.
        .redirect(Policy::none())
        // What may be tried again, and how often, is decided in one place.
        .retry(reqwest::retry::never())
        // Left alone, reqwest would read the proxy variables of the process, whatever the environment given to us.
        .no_proxy()
        // What is signed is what is sent, and a body is what came: no header that is added later, no bytes that are not
        // counted against the limit.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        // The outcomes of broken connections are those of HTTP/1.1.
        .http1_only()
}

/// The proxies of the variables that curl and others read, in capitals or not.
fn of_environment(environment: &Environment) -> Result<Vec<Proxy>, ConfigError> {
    let either = |names: [&'static str; 2]| names.into_iter().find_map(|name| Some((name, environment.get(name)?)));
    let all = either(["ALL_PROXY", "all_proxy"]);
    let https = either(["HTTPS_PROXY", "https_proxy"]).or(all);
    // To a CGI program, `HTTP_PROXY` is the header `Proxy` of whoever calls it.
    let http = if environment.get("REQUEST_METHOD").is_some() {
        environment.get("http_proxy").map(|address| ("http_proxy", address))
    } else {
        either(["HTTP_PROXY", "http_proxy"])
    };
    let mut exceptions = METADATA_SERVICE.to_owned();
    if let Some((_, list)) = either(["NO_PROXY", "no_proxy"]) {
        exceptions = format!("{exceptions},{list}");
    }
    let mut proxies = Vec::new();
    if let Some((name, address)) = https {
        proxies.push(proxy(Proxy::https, name, address)?.no_proxy(NoProxy::from_string(&exceptions)));
    }
    if let Some((name, address)) = http.or(all) {
        proxies.push(proxy(Proxy::http, name, address)?.no_proxy(NoProxy::from_string(&exceptions)));
    }
    Ok(proxies)
}

/// A proxy of an address, whose scheme may be left out as in the variables.
fn proxy(kind: fn(Url) -> reqwest::Result<Proxy>, origin: &str, address: &str) -> Result<Proxy, ConfigError> {
    let invalid = |reason: &str| ConfigError::InvalidProxy { origin: origin.to_owned(), reason: reason.to_owned() };
    let address = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
    let url = Url::parse(&address).map_err(|reason| invalid(&format!("is no address of a proxy ({reason})")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid("is no HTTP proxy, and others are not supported"));
    }
    kind(url).map_err(|_| invalid("is no address of a proxy"))
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    const TIMEOUTS: Timeouts =
        Timeouts { connect: Duration::from_secs(5), read: Duration::from_secs(5), call: Duration::from_secs(5) };

    /// What the first request line is that a server gets when `url` is asked, `{server}` being its address.
    async fn seen(url: &str, settings: impl FnOnce(&str) -> (Http, Environment)) -> Option<String> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let server = listener.local_addr().expect("an address").to_string();
        let (http, environment) = settings(&server);
        let client = http.client(TIMEOUTS, &environment).expect("a client");
        let url = url.replace("{server}", &server);
        let answer = async {
            let (mut socket, _) = listener.accept().await.expect("a connection");
            let mut text = vec![0; 4096];
            let read = socket.read(&mut text).await.expect("a request");
            socket.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").await.expect("an answer");
            String::from_utf8_lossy(text.get(..read).unwrap_or_default()).into_owned()
        };
        tokio::select! {
            text = answer => Some(text.to_lowercase()),
            _ = client.get(url).send() => None,
        }
    }

    fn first_line(text: Option<String>) -> Option<String> {
        text?.lines().next().map(str::to_owned)
    }

    fn of(variables: &[(&str, &str)]) -> (Http, Environment) {
        let add = |environment: Environment, (name, value): &(&str, &str)| environment.with(*name, *value);
        (Http::default(), variables.iter().fold(Environment::empty(), add))
    }

    fn refusal((http, environment): (Http, Environment)) -> String {
        http.client(TIMEOUTS, &environment).expect_err("refused").to_string()
    }

    #[tokio::test]
    async fn the_proxy_of_the_environment_is_asked_and_gets_its_password() {
        let text = seen("http://drs.invalid/v3", |server| of(&[("HTTP_PROXY", &format!("user:pass@{server}"))])).await;
        let text = text.expect("a request to the proxy");
        assert!(text.starts_with("get http://drs.invalid/v3 http/1.1\r\n"), "{text}");
        assert!(text.contains("proxy-authorization: basic dxnlcjpwyxnz"), "{text}");
    }

    #[tokio::test]
    async fn the_variable_for_all_schemes_holds_where_there_is_none_for_one() {
        let line = first_line(seen("http://drs.invalid/", |server| of(&[("all_proxy", server)])).await);
        assert_eq!(line.as_deref(), Some("get http://drs.invalid/ http/1.1"));
    }

    #[tokio::test]
    async fn hosts_of_no_proxy_are_asked_directly() {
        let line = first_line(
            seen("http://{server}/", |_| of(&[("HTTP_PROXY", "http://127.0.0.1:1"), ("NO_PROXY", "127.0.0.1")])).await,
        );
        assert_eq!(line.as_deref(), Some("get / http/1.1"));
    }

    #[tokio::test]
    async fn no_proxy_wins_over_the_environment() {
        let direct = |_: &str| {
            let (http, environment) = of(&[("HTTP_PROXY", "http://127.0.0.1:1")]);
            (Http { proxying: Proxying::Never, ..http }, environment)
        };
        assert_eq!(first_line(seen("http://{server}/", direct).await).as_deref(), Some("get / http/1.1"));
    }

    #[tokio::test]
    async fn a_proxy_that_is_given_wins_over_the_environment() {
        let given = |server: &str| {
            let (http, environment) = of(&[("HTTP_PROXY", "http://127.0.0.1:1"), ("NO_PROXY", "*")]);
            (Http { proxying: Proxying::Through(format!("http://{server}").into()), ..http }, environment)
        };
        let line = first_line(seen("http://drs.invalid/", given).await);
        assert_eq!(line.as_deref(), Some("get http://drs.invalid/ http/1.1"));
    }

    #[tokio::test]
    async fn the_header_proxy_of_a_cgi_request_names_no_proxy() {
        let cgi = |_: &str| of(&[("HTTP_PROXY", "http://127.0.0.1:1"), ("REQUEST_METHOD", "GET")]);
        assert_eq!(first_line(seen("http://{server}/", cgi).await).as_deref(), Some("get / http/1.1"));
    }

    #[test]
    fn a_broken_proxy_is_told_by_name_without_its_password() {
        for address in ["socks5://u:secret@proxy:1080", "http://u:secret@", "http://u:secret@proxy:port"] {
            let message = refusal(of(&[("https_proxy", address)]));
            assert!(message.starts_with("https_proxy is no ") && !message.contains("secret"), "{message}");
            let (http, environment) = of(&[]);
            let message = refusal((Http { proxying: Proxying::Through(address.into()), ..http }, environment));
            assert!(message.starts_with("`.proxy(…)` is no ") && !message.contains("secret"), "{message}");
        }
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    #[test]
    fn what_is_no_certificate_is_refused() {
        for pem in ["", "nonsense", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
            let (http, environment) = of(&[]);
            let message = refusal((Http { root_certificates: vec![pem.into()], ..http }, environment));
            assert!(message.starts_with("a root certificate cannot be read ("), "{message}");
        }
    }
}
