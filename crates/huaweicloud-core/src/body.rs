//! Reading a body, up to a limit.

use std::fmt;

use bytes::{Bytes, BytesMut};

use crate::shown::{self, Shown};

/// Why a body is not what the API documents.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyError {
    /// It is not the documented JSON: another document, HTML, or nothing at all.
    Json {
        /// Which part of it, as a JSON path such as `results[3].count`; empty for the document itself.
        path: String,
        /// What is the matter there.
        source: serde_json::Error,
    },
    /// It is longer than [`ConfigBuilder::max_response_bytes`](crate::ConfigBuilder::max_response_bytes) allows.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The connection ended, or time ran out, before the body did.
    Interrupted(reqwest::Error),
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { path, source } if path.is_empty() => write!(f, "it is not the documented JSON: {source}"),
            Self::Json { path, source } => {
                write!(f, "it is not the documented JSON at `{}`: {source}", Shown(path, shown::PATH))
            }
            Self::TooLarge { limit } => {
                write!(f, "it is longer than the limit of {limit} bytes, which `max_response_bytes` raises")
            }
            Self::Interrupted(source) if source.is_timeout() => f.write_str("time ran out before all of it arrived"),
            Self::Interrupted(source) => write!(f, "it was interrupted: {}", crate::chain::innermost(source)),
        }
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json { source, .. } => Some(source),
            Self::Interrupted(source) => Some(source),
            Self::TooLarge { .. } => None,
        }
    }
}

/// Reads at most `limit` bytes. What arrived before a failure is kept: half an error page is better than none.
pub(crate) async fn read(response: &mut reqwest::Response, limit: usize) -> (Bytes, Option<BodyError>) {
    // Most bodies arrive in one chunk, which is then the body, without a copy.
    let mut whole = Bytes::new();
    let mut several = BytesMut::new();
    let failure = loop {
        match response.chunk().await {
            Ok(Some(mut chunk)) => {
                let room = limit - whole.len() - several.len();
                let too_large = chunk.len() > room;
                chunk.truncate(room);
                if whole.is_empty() && several.is_empty() {
                    whole = chunk;
                } else {
                    if several.is_empty() {
                        several.extend_from_slice(&std::mem::take(&mut whole));
                    }
                    several.extend_from_slice(&chunk);
                }
                if too_large {
                    break Some(BodyError::TooLarge { limit });
                }
            }
            Ok(None) => break None,
            Err(source) => break Some(BodyError::Interrupted(source.without_url())),
        }
    };
    if several.is_empty() { (whole, failure) } else { (several.freeze(), failure) }
}
