//! [faults]: mod@faults
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
// The texts are one for all builds, and those of docs.rs have every feature; elsewhere what a link names may be missing.
#![cfg_attr(not(feature = "providers"), allow(rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links))]

mod backoff;
mod body;
mod call;
mod chain;
#[doc(hidden)]
pub mod check;
pub mod clock;
mod config;
pub mod credentials;
mod endpoints;
mod environment;
mod error;
mod error_body;
#[doc = include_str!("../FAULTS.md")]
pub mod faults {}
mod header;
mod joined;
#[doc(hidden)]
pub mod json;
mod observe;
pub mod page;
mod path;
mod query;
mod random;
mod response;
mod retry;
mod secret;
mod service;
mod shown;
pub mod sign;
mod stream;
mod token;
mod transport;
mod value;
pub mod wait;

pub use backoff::Backoff;
pub use body::BodyError;
#[doc(hidden)]
pub use call::{Call, Failure};
pub use call::{CallOptions, Context, OperationInfo, SignedRequest};
pub use check::{InvalidRequest, Violation, check};
pub use clock::{Clock, ManualClock, SystemClock};
pub use config::{Config, ConfigBuilder, ConfigError, Missing};
pub use credentials::{Credentials, CredentialsError, CredentialsProvider};
pub use environment::Environment;
pub use error::Error;
pub use header::{InvalidHeader, ResponseHeader};
pub use json::{Deviation, Extra, Tolerated};
pub use observe::{Attempt, Observer};
pub use response::Response;
pub use retry::{RetryBudget, RetryPolicy};
pub use secret::Secret;
pub use service::{Cloud, Service, UnknownCloud};
pub use stream::ByteStream;
pub use token::{InvalidToken, Token};
pub use transport::TransportError;
pub use value::ResponseValue;

#[doc(hidden)]
pub use {serde_core, serde_json};
