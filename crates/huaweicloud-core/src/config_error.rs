//! What can be wrong with a configuration.

use std::fmt;

use crate::Cloud;

/// Why a configuration cannot be used. Always found before anything is sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// No token was given.
    MissingToken,
    /// Neither a cloud nor an endpoint was given.
    MissingCloud,
    /// A cloud was given, but not which of its regions.
    MissingRegion,
    /// The region's id has a form that no region has.
    InvalidRegion {
        /// The id as given.
        region: String,
    },
    /// The endpoint is not a base URL that requests can be sent to.
    InvalidEndpoint {
        /// What is wrong with it. The endpoint itself is not repeated: it may hold a password.
        reason: String,
    },
    /// The suffix for the `User-Agent` cannot travel in a header.
    InvalidUserAgent,
    /// The cloud does not offer the service.
    NotOffered {
        /// The short name of the service.
        service: &'static str,
        /// The cloud that was asked.
        cloud: Cloud,
        /// The clouds that do offer it.
        offered_by: Vec<Cloud>,
    },
    /// The HTTP client could not be set up, for example because the system's root certificates cannot be read.
    HttpClient(reqwest::Error),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingToken => f.write_str("no token: give one with `.token(Token::new(…)?)`"),
            Self::MissingCloud => {
                f.write_str("no cloud: say `.cloud(…)` and `.region(…)`, or give an address with `.endpoint(…)`")
            }
            Self::MissingRegion => f.write_str("no region: name one with `.region(…)`, such as `eu-de`"),
            Self::InvalidRegion { region } => write!(
                f,
                "{region:?} cannot be a region: an id has lower-case letters, digits and inner hyphens, such as `eu-de`"
            ),
            Self::InvalidEndpoint { reason } => {
                write!(f, "the endpoint {reason}: give scheme and host, such as `https://drs.eu-de.otc.t-systems.com`")
            }
            Self::InvalidUserAgent => f.write_str("the user agent suffix must be visible ASCII, such as `my-app/1.2`"),
            Self::NotOffered { service, cloud, offered_by } => {
                write!(f, "{cloud} does not offer the service `{service}`")?;
                match offered_by.as_slice() {
                    [] => f.write_str(": give its address with `.endpoint(…)`"),
                    clouds => {
                        let names: Vec<_> = clouds.iter().map(Cloud::to_string).collect();
                        write!(f, "; it is offered by {}", names.join(", "))
                    }
                }
            }
            Self::HttpClient(source) => {
                write!(f, "the HTTP client could not be set up: {}", crate::chain::innermost(source))
            }
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::HttpClient(source) => Some(source),
            _ => None,
        }
    }
}
