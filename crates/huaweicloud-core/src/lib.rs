#![doc = include_str!("../README.md")]

mod body;
mod builder;
mod chain;
#[doc(hidden)]
pub mod check;
mod config;
mod config_error;
mod context;
mod error;
mod error_body;
mod header;
mod hooks;
#[doc(hidden)]
pub mod json;
mod path;
mod query;
mod response;
mod secret;
mod service;
mod shown;
mod stream;
mod token;
mod transport;
mod value;

pub use body::BodyError;
pub use builder::ConfigBuilder;
pub use check::{InvalidRequest, Violation, check};
pub use config::Config;
pub use config_error::ConfigError;
pub use context::Context;
pub use error::Error;
pub use header::{InvalidHeader, ResponseHeader, sensitive};
pub use hooks::{ClientHooks, ClientInfo, OperationInfo};
pub use json::{Deviation, Extra, Tolerated};
pub use path::encode_path;
pub use query::{QueryParam, RequestBuilderExt};
pub use response::Response;
pub use secret::Secret;
pub use service::{Cloud, Service};
pub use stream::ByteStream;
pub use token::{InvalidToken, Token};
pub use transport::TransportError;
pub use value::ResponseValue;

#[doc(hidden)]
pub use {serde, serde_json};
