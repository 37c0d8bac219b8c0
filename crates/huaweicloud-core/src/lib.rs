#![doc = include_str!("../README.md")]

mod body;
mod builder;
mod chain;
mod config;
mod config_error;
mod context;
mod error;
mod error_body;
mod hooks;
mod path;
mod query;
mod response;
mod service;
mod stream;
mod token;
mod transport;
mod value;

pub use body::BodyError;
pub use builder::ConfigBuilder;
pub use config::Config;
pub use config_error::ConfigError;
pub use context::Context;
pub use error::Error;
pub use hooks::{ClientHooks, ClientInfo, OperationInfo};
pub use path::encode_path;
pub use query::{QueryParam, RequestBuilderExt};
pub use response::Response;
pub use service::{Cloud, Service};
pub use stream::ByteStream;
pub use token::{InvalidToken, Token};
pub use transport::TransportError;
pub use value::ResponseValue;
