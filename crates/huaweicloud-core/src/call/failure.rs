//! What a call can fail with before its answer is looked at.

use std::fmt;
use std::sync::Arc;

use crate::credentials::CredentialsError;
use crate::{ConfigError, Error, InvalidRequest, TransportError};

/// Why there is no answer: [`Error`] without the type of a documented error.
#[doc(hidden)]
#[derive(Debug)]
pub enum Failure {
    InvalidRequest(InvalidRequest),
    Config(Arc<ConfigError>),
    Credentials(CredentialsError),
    Transport(TransportError),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason: &dyn fmt::Display = match self {
            Self::Transport(error) => return error.fmt(f),
            Self::InvalidRequest(reason) => reason,
            Self::Config(reason) => reason,
            Self::Credentials(reason) => reason,
        };
        write!(f, "nothing was sent: {reason}")
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::InvalidRequest(error) => Self::InvalidRequest(error),
            Failure::Config(error) => Self::Config(error),
            Failure::Credentials(error) => Self::Credentials(error),
            Failure::Transport(error) => Self::Transport(error),
        }
    }
}

impl From<InvalidRequest> for Failure {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(error)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Config(Arc::new(error))
    }
}

impl From<CredentialsError> for Failure {
    fn from(error: CredentialsError) -> Self {
        Self::Credentials(error)
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}
