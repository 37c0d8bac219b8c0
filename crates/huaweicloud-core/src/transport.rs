//! A request that got no answer.

use std::fmt;

use reqwest::Method;

use crate::OperationInfo;

/// Whether this crate was asked to bring a TLS implementation.
const HAS_TLS: bool = cfg!(any(feature = "rustls", feature = "native-tls"));

/// No answer arrived: the connection could not be made, broke, or time ran out.
///
/// The message names what was asked of whom, and the cause at the end of the chain: `no answer to stop_task (POST
/// https://oms.cn-north-4.myhuaweicloud.com): cannot connect: Connection refused (os error 111)`. It has no path, no query
/// and no header, since each can hold a secret.
#[derive(Debug)]
pub struct TransportError {
    asked: Option<String>,
    source: reqwest::Error,
}

impl TransportError {
    /// The failure of the request of an operation.
    pub(crate) fn answering(operation: &OperationInfo, method: &Method, source: reqwest::Error) -> Self {
        let server = source.url().map(|url| url.origin().ascii_serialization()).unwrap_or_default();
        Self { asked: Some(format!("{} ({method} {server})", operation.operation_id)), ..Self::from(source) }
    }

    /// Whether no connection was made: the server has not seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.source.is_connect()
    }

    /// Whether time ran out. Unless [`is_connect`](Self::is_connect) also holds, the server may have carried the
    /// request out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.source.is_timeout()
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(source: reqwest::Error) -> Self {
        Self { asked: None, source: source.without_url() }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no answer")?;
        if let Some(asked) = &self.asked {
            write!(f, " to {asked}")?;
        }
        let cause = crate::chain::innermost(&self.source).to_string();
        // What is said by the HTTP client that does not know TLS.
        if !HAS_TLS && cause.contains("scheme is not http") {
            return f.write_str(": `https` needs the feature `rustls` or `native-tls`, and neither is enabled");
        }
        match (self.is_connect(), self.is_timeout()) {
            (true, true) => f.write_str(": cannot connect: time ran out"),
            (true, false) => write!(f, ": cannot connect: {cause}"),
            (false, true) => f.write_str(": time ran out"),
            (false, false) => write!(f, ": {cause}"),
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
