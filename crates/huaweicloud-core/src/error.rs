//! What a call can fail with.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::credentials::CredentialsError;
use crate::error_body::ErrorBody;
use crate::joined::joined;
use crate::response::Parts;
use crate::shown::{self, Shown};
use crate::{BodyError, ConfigError, InvalidRequest, Response, ResponseValue, TransportError};

/// Why a call did not give what it promises.
///
/// `E` is the error body that the API documents for the operation. Whatever a server answers, documented or not, JSON
/// or not, [`status`](Self::status), [`headers`](Self::headers), [`request_id`](Self::request_id) and the raw
/// [`body`](Self::body) are there, and [`code`](Self::code) and [`message`](Self::message) are read from whichever of
/// the vendor's shapes it has.
///
/// The predicates ask what callers act on. Those that name a status hold for it whether it is documented or not:
///
/// | nothing was sent | nobody answered | the answer |
/// |---|---|---|
/// | [`is_invalid_request`](Self::is_invalid_request), [`is_config`](Self::is_config), [`is_credentials`](Self::is_credentials) | [`is_connect`](Self::is_connect), [`is_timeout`](Self::is_timeout) | [`is_unauthorized`](Self::is_unauthorized), [`is_forbidden`](Self::is_forbidden), [`is_not_found`](Self::is_not_found), [`is_conflict`](Self::is_conflict), [`is_throttled`](Self::is_throttled), [`is_client_error`](Self::is_client_error), [`is_server_error`](Self::is_server_error), [`is_unreadable_body`](Self::is_unreadable_body), [`is_undocumented_success`](Self::is_undocumented_success) |
///
/// `Display` says what happened on one line; it shows no header, no query, and of a body only code and message, or
/// how a plain text begins that a failure has instead. What is long is cut; the methods have it whole.
///
/// ```
/// use huaweicloud_core::Error;
///
/// fn exit_code<E>(error: &Error<E>) -> u8 {
///     eprintln!("{error}");
///     if error.is_invalid_request() || error.is_config() || error.is_credentials() {
///         64 // nothing was sent: the caller has to change something
///     } else if error.is_connect() || error.is_throttled() || error.is_server_error() {
///         75 // later, it may be different
///     } else {
///         70
///     }
/// }
/// ```
#[non_exhaustive]
pub enum Error<E = ()> {
    /// Nothing was sent: arguments are missing, or are not what the API documents.
    InvalidRequest(InvalidRequest),
    /// Nothing was sent: the configuration does not say where, or says something that cannot be.
    Config(Arc<ConfigError>),
    /// Nothing was sent: there are no credentials, or none could be obtained.
    Credentials(CredentialsError),
    /// No answer arrived.
    Transport(TransportError),
    /// An error that the API documents, with its documented body.
    ErrorResponse(ResponseValue<E>),
    /// A status that the API does not document, be it of a failure or of a success.
    UnexpectedResponse(Response),
    /// A documented status, success or failure, whose body is not the documented one.
    UnreadableBody {
        /// The answer, with what was read of its body.
        response: Response,
        /// What is the matter with the body.
        reason: BodyError,
    },
}

impl<E> Error<E> {
    /// The HTTP status, if there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.parts().map(|parts| parts.status)
    }

    /// The headers, if there was an answer.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.parts().map(|parts| &parts.headers)
    }

    /// The id under which the vendor's support finds this request: the header `X-Request-Id`, or else
    /// `X-Openstack-Request-Id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.parts().and_then(Parts::request_id)
    }

    /// The bytes of the body as they were received, if there was an answer; at most
    /// [`max_response_bytes`](crate::ConfigBuilder::max_response_bytes) of them.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.parts().map(|parts| &parts.body)
    }

    /// The vendor's error code, such as `DRS.M00289`, from the body of an answer that is an error.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        self.error_body().code
    }

    /// The vendor's message for people, from the body of an answer that is an error.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        self.error_body().message
    }

    /// Whether the request was refused before anything was sent.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        matches!(self, Self::InvalidRequest(_))
    }

    /// Whether the configuration kept the request from being sent: an unknown region, a service or an operation that the
    /// cloud does not have.
    #[must_use]
    pub fn is_config(&self) -> bool {
        matches!(self, Self::Config(_))
    }

    /// Whether the request was not sent for want of credentials.
    #[must_use]
    pub fn is_credentials(&self) -> bool {
        matches!(self, Self::Credentials(_))
    }

    /// How many attempts were made; 0 if nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Transport(error) => error.attempts(),
            _ => self.parts().map_or(0, |parts| parts.attempts),
        }
    }

    /// Whether no connection was made: the server has not seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }

    /// Whether time ran out, before the answer or in the middle of it. Unless [`is_connect`](Self::is_connect) also
    /// holds, the server may have carried the request out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_timeout(),
            Self::UnreadableBody { reason: BodyError::OutOfTime(_), .. } => true,
            _ => false,
        }
    }

    /// Whether the token was not accepted (401).
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether the caller may not do this (403).
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// Whether the thing asked for does not exist (404).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the state of things does not allow this (409).
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(StatusCode::CONFLICT)
    }

    /// Whether the server says that the fault is on the caller's side (4xx).
    #[must_use]
    pub fn is_client_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_client_error())
    }

    /// Whether the server says that the fault is on its side (5xx).
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// Whether too many requests were made (429).
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether an answer of a documented status came with a body that is not the documented one, or not all of it.
    /// If [`status`](Self::status) is a success, the request has been carried out.
    #[must_use]
    pub fn is_unreadable_body(&self) -> bool {
        matches!(self, Self::UnreadableBody { .. })
    }

    /// Whether the answer is a success (2xx) that the operation does not document, and of which it is not clear what its
    /// body holds, because the operation documents several kinds. The request has been carried out.
    #[must_use]
    pub fn is_undocumented_success(&self) -> bool {
        matches!(self, Self::UnexpectedResponse(response) if response.status().is_success())
    }

    /// The same error without the type of its body, so that errors of several operations have one type.
    /// Only [`ErrorResponse`](Self::ErrorResponse) loses something, its value; the raw body stays.
    #[must_use]
    pub fn into_untyped(self) -> Error {
        match self {
            Self::InvalidRequest(reason) => Error::InvalidRequest(reason),
            Self::Config(reason) => Error::Config(reason),
            Self::Credentials(reason) => Error::Credentials(reason),
            Self::Transport(error) => Error::Transport(error),
            Self::ErrorResponse(response) => Error::ErrorResponse(response.replace(())),
            Self::UnexpectedResponse(response) => Error::UnexpectedResponse(response),
            Self::UnreadableBody { response, reason } => Error::UnreadableBody { response, reason },
        }
    }

    fn parts(&self) -> Option<&Parts> {
        match self {
            Self::InvalidRequest(_) | Self::Config(_) | Self::Credentials(_) | Self::Transport(_) => None,
            Self::ErrorResponse(response) => Some(response.parts()),
            Self::UnexpectedResponse(response) | Self::UnreadableBody { response, .. } => Some(&response.parts),
        }
    }

    fn error_body(&self) -> ErrorBody {
        self.parts().map(Parts::error_body).unwrap_or_default()
    }
}

// Not generic: compiled once, and not for every type of a documented error.
impl Parts {
    fn error_body(&self) -> ErrorBody {
        // A success has no error code, even if a field of its body is called `code`.
        if self.status.is_success() { ErrorBody::default() } else { ErrorBody::read(&self.body) }
    }

    /// `400 Bad Request, DRS.M00289: the task does not exist (request id 4f1c…)`
    fn describe(&self, is_documented: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.status.as_str())?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        let ErrorBody { code, message } = self.error_body();
        // Some services write the status once more where others have a code.
        let code = code.filter(|code| code != self.status.as_str());
        match (&code, &message) {
            (Some(code), Some(message)) => {
                write!(f, ", {}: {}", Shown(code, shown::NAME), Shown(message, shown::MESSAGE))?;
            }
            (Some(code), None) => write!(f, ": {}", Shown(code, shown::NAME))?,
            (None, Some(message)) => write!(f, ": {}", Shown(message, shown::MESSAGE))?,
            // The text of a success may be anything, a secret as well.
            (None, None) => match self.plain_text().filter(|_| !self.status.is_success()) {
                Some(text) => write!(f, ": {text}")?,
                None => write!(f, " with {}", self.describe_body())?,
            },
        }
        let undocumented = (!is_documented).then(|| "not documented for this operation".to_owned());
        let redirect =
            self.redirected_to().map(|to| format!("a redirect to {}, which is not followed", Shown(&to, shown::PATH)));
        let encoding = self.encoding().map(|encoding| format!("encoded as {}", Shown(encoding, shown::NAME)));
        let attempts = (self.attempts > 1).then(|| format!("after {} attempts", self.attempts));
        let id = self.request_id().map(|id| format!("request id {}", Shown(id, shown::NAME)));
        let mut remarks = Vec::new();
        for remark in [undocumented, redirect, encoding, attempts, id] {
            remarks.extend(remark);
        }
        if remarks.is_empty() { Ok(()) } else { write!(f, " ({})", joined(&remarks, "; ")) }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(reason) => write!(f, "nothing was sent: {reason}"),
            Self::Config(reason) => write!(f, "nothing was sent: {reason}"),
            Self::Credentials(reason) => write!(f, "nothing was sent: {reason}"),
            Self::Transport(error) => error.fmt(f),
            Self::ErrorResponse(response) => response.parts().describe(true, f),
            Self::UnexpectedResponse(response) => response.parts.describe(false, f),
            Self::UnreadableBody { response, reason } => {
                f.write_str("the body is not as documented: ")?;
                response.parts.describe(true, f)?;
                write!(f, "; {reason}")
            }
        }
    }
}

/// The same as `Display`: `unwrap` and a test that fails print this, and it holds no secret.
impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::InvalidRequest(reason) => Some(reason),
            Self::Config(reason) => Some(&**reason),
            Self::Credentials(reason) => Some(reason),
            Self::Transport(error) => std::error::Error::source(error),
            Self::UnreadableBody { reason, .. } => Some(reason),
            _ => None,
        }
    }
}

impl<E> From<InvalidRequest> for Error<E> {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(error)
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error of that status, with a documented body of many fields.
    fn of(status: u16) -> Error<[u64; 100]> {
        let status = StatusCode::from_u16(status).expect("a status");
        Error::ErrorResponse(ResponseValue::new([0; 100], status, HeaderMap::new()))
    }

    /// The names of the predicates that hold.
    fn holding<E>(error: &Error<E>) -> Vec<&'static str> {
        let all = [
            ("invalid_request", error.is_invalid_request()),
            ("config", error.is_config()),
            ("credentials", error.is_credentials()),
            ("connect", error.is_connect()),
            ("timeout", error.is_timeout()),
            ("unauthorized", error.is_unauthorized()),
            ("forbidden", error.is_forbidden()),
            ("not_found", error.is_not_found()),
            ("conflict", error.is_conflict()),
            ("throttled", error.is_throttled()),
            ("client_error", error.is_client_error()),
            ("server_error", error.is_server_error()),
            ("unreadable_body", error.is_unreadable_body()),
            ("undocumented_success", error.is_undocumented_success()),
        ];
        all.into_iter().filter_map(|(name, holds)| holds.then_some(name)).collect()
    }

    #[test]
    fn each_status_has_the_predicates_of_its_name_and_of_its_class() {
        assert_eq!(holding(&of(400)), ["client_error"]);
        assert_eq!(holding(&of(401)), ["unauthorized", "client_error"]);
        assert_eq!(holding(&of(403)), ["forbidden", "client_error"]);
        assert_eq!(holding(&of(404)), ["not_found", "client_error"]);
        assert_eq!(holding(&of(409)), ["conflict", "client_error"]);
        assert_eq!(holding(&of(429)), ["throttled", "client_error"]);
        assert_eq!(holding(&of(503)), ["server_error"]);
        assert_eq!(holding(&of(302)), [""; 0]);
    }

    #[test]
    fn a_request_that_was_not_sent_has_no_answer() {
        let error: Error = InvalidRequest::missing("job_id").into();
        assert_eq!(holding(&error), ["invalid_request"]);
        assert_eq!(error.to_string(), "nothing was sent: `job_id` is missing");
        assert!(error.status().is_none() && error.headers().is_none() && error.body().is_none());
        assert!(error.request_id().is_none() && error.code().is_none() && error.message().is_none());
    }

    #[test]
    fn an_error_goes_wherever_errors_go() {
        fn fails() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
            Err(of(404))?
        }
        assert_eq!(fails().expect_err("404").to_string(), "404 Not Found with no body");
        let untyped: Error = of(404).into_untyped();
        assert!(untyped.is_not_found());
    }

    #[test]
    fn an_error_is_small_however_large_its_documented_body_is() {
        assert_eq!(size_of::<Error<[u64; 100]>>(), size_of::<Error>());
        assert!(size_of::<Error>() <= 96, "{}", size_of::<Error>());
        assert_eq!(size_of::<ResponseValue<[u64; 100]>>(), 16);
    }

    #[test]
    fn debug_is_what_a_person_reads() {
        assert_eq!(format!("{:?}", of(502)), "502 Bad Gateway with no body");
    }
}
