//! A request that got no answer.

use std::error::Error;
use std::fmt;
use std::io;
use std::time::Duration;

use reqwest::Url;

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
    attempts: u32,
    cause: Cause,
    /// What the attempt before ended with, if time ran out in the middle of a later one.
    seen: Option<Box<str>>,
}

#[derive(Debug)]
enum Cause {
    /// What the HTTP client says.
    Http(reqwest::Error),
    /// Nothing came within this time.
    OutOfTime(Duration),
}

impl TransportError {
    /// The failure of the request of an operation.
    pub(crate) fn answering(operation: &OperationInfo, source: reqwest::Error) -> Self {
        let server = source.url().map(|url| url.origin().ascii_serialization()).unwrap_or_default();
        Self { asked: Some(asked(operation, &server)), ..Self::from(source) }
    }

    /// So much time went by without an answer.
    pub(crate) fn out_of_time(operation: &OperationInfo, endpoint: &str, time: Duration) -> Self {
        let server = Url::parse(endpoint).map(|url| url.origin().ascii_serialization()).unwrap_or_default();
        Self { asked: Some(asked(operation, &server)), attempts: 1, cause: Cause::OutOfTime(time), seen: None }
    }

    /// Says how many attempts there were.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Says what the attempt before ended with.
    pub(crate) fn having_seen(mut self, seen: Option<String>) -> Self {
        self.seen = seen.map(String::into_boxed_str);
        self
    }

    /// How many attempts were made, the last one included; 0 if time ran out before the first.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether no connection was made: the server has not seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        match &self.cause {
            Cause::Http(source) => source.is_connect(),
            // There were no credentials yet, or no project.
            Cause::OutOfTime(_) => self.attempts == 0,
        }
    }

    /// Whether time ran out. Unless [`is_connect`](Self::is_connect) also holds, the server may have carried the
    /// request out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match &self.cause {
            Cause::Http(source) => source.is_timeout(),
            Cause::OutOfTime(_) => true,
        }
    }

    /// The cause alone.
    pub(crate) fn cause(&self) -> String {
        self.cause.to_string()
    }

    /// Whether it would fail the same way again: the server could not prove who it is or does not know TLS, the proxy
    /// wants to know who asks, or the request cannot be made.
    pub(crate) fn is_permanent(&self) -> bool {
        let Cause::Http(source) = &self.cause else { return false };
        if source.is_builder() || chain(source).any(is_refused_by_tls) {
            return true;
        }
        let cause = crate::chain::innermost(source).to_string();
        match cause.strip_prefix(TUNNEL) {
            Some(cause) => cause == NO_AUTHORIZATION,
            // What the network does is an I/O error. What is none was refused while a connection was made: by the
            // other TLS implementation, whose errors have no kinds, or by the HTTP client that has none.
            None => source.is_connect() && !source.is_timeout() && !chain(source).any(|error| error.is::<io::Error>()),
        }
    }
}

/// What is said by the HTTP client that does not know TLS.
const NO_TLS: &str = "scheme is not http";

/// How the HTTP client begins what a proxy would not do.
const TUNNEL: &str = "tunnel error: ";

/// What it says of a proxy that wants to know who asks.
const NO_AUTHORIZATION: &str = "proxy authorization required";

/// An error and what caused it.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

/// Whether this is an I/O error, or one in another, of data that is not what it should be: a certificate, a handshake.
fn is_refused_by_tls(error: &(dyn Error + 'static)) -> bool {
    let Some(error) = error.downcast_ref::<io::Error>() else { return false };
    error.kind() == io::ErrorKind::InvalidData || error.get_ref().is_some_and(|inner| is_refused_by_tls(inner))
}

/// `stop_task (POST https://oms.cn-north-4.myhuaweicloud.com)`
fn asked(operation: &OperationInfo, server: &str) -> String {
    format!("{} ({} {server})", operation.operation_id, operation.method)
}

impl From<reqwest::Error> for TransportError {
    fn from(source: reqwest::Error) -> Self {
        Self { asked: None, attempts: 1, cause: Cause::Http(source.without_url()), seen: None }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no answer")?;
        if let Some(asked) = &self.asked {
            write!(f, " to {asked}")?;
        }
        if self.attempts > 1 {
            write!(f, " after {} attempts", self.attempts)?;
        }
        write!(f, ": {}", self.cause)?;
        if self.attempts == 0 {
            f.write_str(", before credentials and project were known: nothing was sent")?;
        }
        match &self.seen {
            Some(seen) => write!(f, "; the attempt before ended with {seen}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = match self {
            Self::OutOfTime(time) => return write!(f, "time ran out after {time:?}"),
            Self::Http(source) => source,
        };
        let cause = crate::chain::innermost(source).to_string();
        if !HAS_TLS && cause.contains(NO_TLS) {
            return f.write_str("`https` needs the feature `rustls` or `native-tls`, and neither is enabled");
        }
        match (source.is_connect(), source.is_timeout()) {
            (true, true) => f.write_str("cannot connect: time ran out"),
            (true, false) => write!(f, "cannot connect: {cause}"),
            (false, true) => f.write_str("time ran out"),
            (false, false) => f.write_str(&cause),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.cause {
            Cause::Http(source) => Some(source),
            Cause::OutOfTime(_) => None,
        }
    }
}
