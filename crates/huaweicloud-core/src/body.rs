//! Reading a body, up to a limit.

use std::fmt;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::time::timeout;

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
    /// It is compressed, although no request asks for that. The bytes are as they came.
    Encoded {
        /// How: the header `Content-Encoding`, such as `gzip`.
        encoding: String,
    },
    /// The connection ended before the body did.
    Interrupted(reqwest::Error),
    /// For so long, nothing of the body arrived: [`ConfigBuilder::read_timeout`](crate::ConfigBuilder::read_timeout).
    OutOfTime(Duration),
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
            Self::Encoded { encoding } => {
                write!(f, "it is encoded as {:?}, which was not asked for", Shown(encoding, shown::NAME).to_string())
            }
            Self::OutOfTime(time) => write!(f, "time ran out: nothing more of it arrived for {time:?}"),
            Self::Interrupted(source) => write!(f, "it was interrupted: {}", crate::chain::innermost(source)),
        }
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json { source, .. } => Some(source),
            Self::Interrupted(source) => Some(source),
            Self::TooLarge { .. } | Self::Encoded { .. } | Self::OutOfTime(_) => None,
        }
    }
}

/// How many announced bytes get memory before they are there. A server may announce what it never sends.
const BELIEVED: usize = 1024 * 1024;

/// Reads at most `limit` bytes. What arrived before a failure is kept: half an error page is better than none. Of a
/// success that announces more, nothing is read: half of it is of no use.
pub(crate) async fn read(
    response: &mut reqwest::Response,
    limit: usize,
    patience: Duration,
) -> (Bytes, Option<BodyError>) {
    let announced = response.content_length().map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX));
    if announced > limit && response.status().is_success() {
        return (Bytes::new(), Some(BodyError::TooLarge { limit }));
    }
    // Most bodies arrive in one chunk, which is then the body, without a copy.
    let mut whole = Bytes::new();
    let mut several = BytesMut::new();
    let failure = loop {
        match timeout(patience, response.chunk()).await {
            Ok(Ok(Some(mut chunk))) => {
                let room = limit - whole.len() - several.len();
                let too_large = chunk.len() > room;
                chunk.truncate(room);
                if whole.is_empty() && several.is_empty() {
                    whole = chunk;
                } else {
                    if several.is_empty() {
                        several.reserve(announced.min(limit).min(BELIEVED));
                        several.extend_from_slice(&std::mem::take(&mut whole));
                    }
                    several.extend_from_slice(&chunk);
                }
                if too_large {
                    break Some(BodyError::TooLarge { limit });
                }
            }
            Ok(Ok(None)) => break None,
            Ok(Err(source)) => break Some(BodyError::Interrupted(source.without_url())),
            Err(_) => break Some(BodyError::OutOfTime(patience)),
        }
    };
    if several.is_empty() { (whole, failure) } else { (several.freeze(), failure) }
}
