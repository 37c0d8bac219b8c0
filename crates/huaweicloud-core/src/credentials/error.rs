//! Why there are no credentials.

use std::fmt;
use std::sync::Arc;

use reqwest::StatusCode;

use super::providers::WHAT_TO_DO;
use crate::chain;
use crate::shown::{self, Shown};

/// Why a provider gave no credentials, or IAM no project.
///
/// It names the provider, what is wrong, and what to do; the [`kind`](Self::kind) is for programs. It shows no secret, and
/// is cheap to clone, because every caller that waited for the same credentials gets it.
///
/// ```
/// use huaweicloud_core::{Config, CredentialsError};
///
/// async fn can_log_in(config: &Config) -> Result<bool, CredentialsError> {
///     match config.credentials().await {
///         Ok(_) => Ok(true),
///         // 401: a wrong password; 403: a permission that is missing.
///         Err(error) if error.status().is_some_and(|status| status.is_client_error()) => Ok(false),
///         Err(error) => Err(error),
///     }
/// }
/// ```
#[derive(Clone)]
pub struct CredentialsError {
    shared: Arc<(&'static str, CredentialsErrorKind)>,
}

/// The kinds of [`CredentialsError`].
#[derive(Debug)]
#[non_exhaustive]
pub enum CredentialsErrorKind {
    /// The provider has nothing to work with: no variable is set, there is no such file, this is no server of the cloud.
    NotConfigured {
        /// What is not there.
        missing: String,
    },
    /// What the provider was given is incomplete or wrong. Nothing was sent.
    Misconfigured {
        /// What is wrong, where, and what to do.
        problem: String,
    },
    /// No whole answer arrived: a failure of the network, or time ran out.
    Unreachable {
        /// Scheme, host and port that were asked.
        server: String,
        /// What went wrong.
        source: reqwest::Error,
    },
    /// The service answered that it gives nothing: 401 or 403 for a wrong password or a missing permission.
    Refused {
        /// Scheme, host and port that were asked.
        server: String,
        /// The HTTP status.
        status: StatusCode,
        /// The vendor's error code, if the answer has one.
        code: Option<String>,
        /// The vendor's message for people, if the answer has one.
        message: Option<String>,
        /// The id under which the vendor's support finds the request, if the answer has one.
        request_id: Option<String>,
    },
    /// The service answered, but not with what it documents.
    Unreadable {
        /// Scheme, host and port that were asked.
        server: String,
        /// What is wrong with the answer.
        problem: String,
    },
    /// No provider of a chain has anything.
    NoneFound {
        /// What each of them said, in their order.
        tried: Vec<CredentialsError>,
    },
}

impl CredentialsError {
    /// The error of a provider: what it is called, and what kind of error it is.
    #[must_use]
    pub fn new(provider: &'static str, kind: CredentialsErrorKind) -> Self {
        Self { shared: Arc::new((provider, kind)) }
    }

    /// The provider has nothing to work with; a chain goes on to its next provider.
    ///
    /// ```
    /// use huaweicloud_core::CredentialsError;
    ///
    /// let error = CredentialsError::not_configured("vault", "VAULT_ADDR is not set");
    /// assert!(error.is_not_configured());
    /// assert_eq!(error.to_string(), "no credentials of vault: VAULT_ADDR is not set");
    /// ```
    #[must_use]
    pub fn not_configured(provider: &'static str, missing: impl Into<String>) -> Self {
        Self::new(provider, CredentialsErrorKind::NotConfigured { missing: missing.into() })
    }

    /// What the provider was given is incomplete or wrong; a chain stops.
    #[must_use]
    pub fn misconfigured(provider: &'static str, problem: impl Into<String>) -> Self {
        Self::new(provider, CredentialsErrorKind::Misconfigured { problem: problem.into() })
    }

    /// The [name](super::CredentialsProvider::name) of the provider.
    #[must_use]
    pub fn provider(&self) -> &'static str {
        self.shared.0
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> &CredentialsErrorKind {
        &self.shared.1
    }

    /// Whether the provider has nothing to work with, so that another one may be asked.
    #[must_use]
    pub fn is_not_configured(&self) -> bool {
        matches!(self.kind(), CredentialsErrorKind::NotConfigured { .. } | CredentialsErrorKind::NoneFound { .. })
    }

    /// Whether the network failed or time ran out: trying again later may help.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        matches!(self.kind(), CredentialsErrorKind::Unreachable { .. })
    }

    /// The HTTP status with which the service refused.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.kind() {
            CredentialsErrorKind::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The vendor's error code, such as `IAM.0101`, from the answer with which the service refused.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self.kind() {
            CredentialsErrorKind::Refused { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// The id under which the vendor's support finds the request that was refused.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self.kind() {
            CredentialsErrorKind::Refused { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            CredentialsErrorKind::NoneFound { .. } => f.write_str("no credentials: ")?,
            _ => write!(f, "no credentials of {}: ", self.provider())?,
        }
        self.kind().fmt(f)
    }
}

impl fmt::Display for CredentialsErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotConfigured { missing: what } | Self::Misconfigured { problem: what } => f.write_str(what),
            Self::Unreachable { server, source } if source.is_timeout() => {
                write!(f, "no answer from {server}: time ran out")
            }
            Self::Unreachable { server, source } => write!(f, "no answer from {server}: {}", chain::innermost(source)),
            Self::Refused { server, status, code, message, request_id } => {
                write!(f, "{server} refused: {status}")?;
                if let Some(code) = code {
                    write!(f, ", {}", Shown(code, shown::NAME))?;
                }
                if let Some(message) = message {
                    write!(f, ": {}", Shown(message, shown::MESSAGE))?;
                }
                if let Some(id) = request_id {
                    write!(f, " (request id {})", Shown(id, shown::NAME))?;
                }
                match status.as_u16() {
                    401 => f.write_str("; check user, domain, password, key or token, and the clock of this machine"),
                    403 => f.write_str("; the permission is missing"),
                    _ => Ok(()),
                }
            }
            Self::Unreadable { server, problem } => write!(f, "the answer of {server} {problem}"),
            Self::NoneFound { tried } => {
                for (index, error) in tried.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "; " };
                    write!(f, "{separator}{}: {}", error.provider(), error.kind())?;
                }
                write!(f, "; {WHAT_TO_DO}")
            }
        }
    }
}

/// The same as `Display`: `unwrap` and a test that fails print this, and it holds no secret.
impl fmt::Debug for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for CredentialsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            CredentialsErrorKind::Unreachable { source, .. } => Some(source),
            _ => None,
        }
    }
}
