//! What can be wrong with a configuration.

use std::fmt;

use crate::config::profiles::{OR_THEIR_CREDENTIALS, OR_THEIR_REGION};
use crate::credentials::CredentialsError;
use crate::joined::joined;
use crate::{Cloud, UnknownCloud};

/// Why a configuration cannot be used. Always found before anything is sent.
///
/// Where a value is wrong, `origin` says who gave it: a method of the builder, a variable, or a profile.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// Something that every configuration needs was not given.
    Incomplete {
        /// All of it.
        missing: Vec<Missing>,
    },
    /// The configuration names endpoints of single services, and neither one of this service nor a region.
    NoRegion {
        /// The short name of the service.
        service: &'static str,
    },
    /// The region's id has a form that no region has.
    InvalidRegion {
        /// Who gave it.
        origin: String,
        /// The id as given.
        region: String,
    },
    /// The cloud's name is that of no cloud.
    InvalidCloud {
        /// Who gave it.
        origin: String,
    },
    /// The cloud does not have the region, as far as the table of the service knows.
    UnknownRegion {
        /// The short name of the service.
        service: &'static str,
        /// The cloud that was asked.
        cloud: Cloud,
        /// The region that was asked for.
        region: String,
        /// The regions in which the cloud offers the service.
        known: &'static [&'static str],
        /// The region that may have been meant, and its cloud.
        near: Option<(&'static str, Cloud)>,
        /// The variable that can give the service's endpoint in that region.
        variable: String,
    },
    /// An endpoint is not a base URL that requests can be sent to.
    InvalidEndpoint {
        /// Who gave it.
        origin: String,
        /// What is wrong with it. The endpoint itself is not repeated: it may hold a password.
        reason: String,
    },
    /// The file of regions cannot be read or understood.
    RegionsFile {
        /// The file, with line and column if it could be read.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// The file of profiles does not have what was asked for, or is wrong somewhere.
    Profile(CredentialsError),
    /// The address of a proxy cannot be used.
    InvalidProxy {
        /// Who gave it.
        origin: String,
        /// What is wrong with it. The address itself is not repeated: it may hold a password.
        reason: String,
    },
    /// A root certificate is none.
    InvalidCertificate {
        /// What is wrong.
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
    /// The cloud offers the service, and does not have the operation.
    OperationNotOffered {
        /// The id of the operation.
        operation: &'static str,
        /// The short name of the service.
        service: &'static str,
        /// The cloud that was asked.
        cloud: Cloud,
        /// The clouds that do have it.
        offered_by: Vec<Cloud>,
    },
    /// The HTTP client could not be set up, for example because the system's root certificates cannot be read.
    HttpClient(reqwest::Error),
}

/// What a configuration does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// A region, or else an endpoint.
    Region,
    /// Credentials.
    Credentials,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Region => write!(
                f,
                "no region: name one with `.region(…)`, such as `eu-de`, or give an address with `.endpoint(…)`; \
                 `Config::from_env()` finds it in HUAWEICLOUD_REGION, HUAWEICLOUD_SDK_REGION, HW_REGION_NAME, OS_REGION_NAME or \
                 OS_REGION{OR_THEIR_REGION}, and the address in HUAWEICLOUD_ENDPOINT"
            ),
            Self::Credentials => write!(
                f,
                "no credentials: give some with `.credentials(…)` or `.token(Token::new(…)?)`{OR_THEIR_CREDENTIALS}; \
                 `Config::from_env()` finds them where the official SDKs do"
            ),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomplete { missing } => {
                let all: Vec<_> = missing.iter().map(Missing::to_string).collect();
                f.write_str(&joined(&all, ". And "))
            }
            Self::NoRegion { service } => write!(
                f,
                "no region for `{service}`: only other services have an endpoint; say `.region(…)`, `.endpoint(…)` or \
                 `.service_endpoint(\"{service}\", …)`"
            ),
            Self::InvalidRegion { origin, region } => write!(
                f,
                "{origin}: {region:?} cannot be a region: an id has lower-case letters, digits and inner hyphens, such as \
                 `eu-de`"
            ),
            Self::InvalidCloud { origin } => write!(f, "{origin} {UnknownCloud}"),
            Self::UnknownRegion { service, cloud, region, known, near, variable } => {
                write!(f, "{cloud} has no region `{region}` for `{service}`")?;
                match near {
                    Some((same, of)) if same == region => write!(f, ": `{same}` is one of {of}.")?,
                    Some((near, of)) if of == cloud => write!(f, ": did you mean `{near}`?")?,
                    Some((near, of)) => write!(f, ": did you mean `{near}` of {of}?")?,
                    None => f.write_str(".")?,
                }
                write!(
                    f,
                    " Known are {}; to call another one, give its address with `.endpoint(…)` or in the variable {variable}",
                    joined(known, ", ")
                )
            }
            Self::InvalidEndpoint { origin, reason } => {
                write!(f, "{origin} {reason}: give scheme and host, such as `https://drs.eu-de.otc.t-systems.com`")
            }
            Self::RegionsFile { place, problem } => write!(f, "{place}: {problem}"),
            Self::Profile(reason) => reason.fmt(f),
            Self::InvalidProxy { origin, reason } => {
                write!(f, "{origin} {reason}: give scheme, host and port, such as `http://proxy.example:3128`")
            }
            Self::InvalidCertificate { reason } => {
                write!(f, "a root certificate cannot be read ({reason}): give it in PEM, `-----BEGIN CERTIFICATE-----`")
            }
            Self::InvalidUserAgent => f.write_str("the user agent suffix must be visible ASCII, such as `my-app/1.2`"),
            Self::NotOffered { service, cloud, offered_by } => {
                write!(f, "{cloud} does not offer the service `{service}`")?;
                match offered_by.as_slice() {
                    [] => f.write_str(": give its address with `.endpoint(…)`"),
                    clouds => write!(f, "; it is offered by {}", names(clouds)),
                }
            }
            Self::OperationNotOffered { operation, service, cloud, offered_by } => {
                write!(f, "{cloud} does not have the operation `{operation}` of `{service}`")?;
                if offered_by.is_empty() { Ok(()) } else { write!(f, "; it is offered by {}", names(offered_by)) }
            }
            Self::HttpClient(source) => {
                write!(f, "the HTTP client could not be set up: {}", crate::chain::innermost(source))
            }
        }
    }
}

fn names(clouds: &[Cloud]) -> String {
    joined(&clouds.iter().map(Cloud::to_string).collect::<Vec<_>>(), ", ")
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::HttpClient(source) => Some(source),
            // The message is the one of the error itself; what stands behind it is its own source.
            Self::Profile(reason) => reason.source(),
            _ => None,
        }
    }
}
