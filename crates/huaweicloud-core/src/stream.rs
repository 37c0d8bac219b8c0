//! A body that is handed on as it arrives.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;
use tokio::time::{Instant, Sleep};

use crate::BodyError;

/// The body of an operation that answers with a file instead of JSON.
///
/// It is a [`Stream`] of chunks. The limit on the size of responses does not apply to it, since nothing is kept in
/// memory; nor does the timeout of the call, since a file may be of any size. The timeout for reading applies to each
/// chunk.
///
/// The bytes are as they came: compressed, if the header `Content-Encoding` says so.
///
/// ```
/// use huaweicloud_core::{BodyError, ByteStream};
///
/// async fn size(mut file: ByteStream) -> Result<u64, BodyError> {
///     let mut bytes = 0;
///     while let Some(chunk) = file.chunk().await? {
///         bytes += chunk.len() as u64;
///     }
///     Ok(bytes)
/// }
/// ```
pub struct ByteStream(Source);

enum Source {
    /// What has been read already, and why it is not all of it.
    Read(Bytes, Option<BodyError>),
    /// What is still on the connection.
    Arriving(Box<Arriving>),
    /// What a test makes up.
    Given(Pin<Box<dyn Stream<Item = Result<Bytes, BodyError>> + Send + Sync>>),
}

struct Arriving {
    body: reqwest::Body,
    patience: Duration,
    /// Begins when a chunk is asked for; `None` while nobody waits.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl ByteStream {
    /// Wraps a stream of chunks, for tests of code that takes a `ByteStream`.
    pub fn new(chunks: impl Stream<Item = Result<Bytes, BodyError>> + Send + Sync + 'static) -> Self {
        Self(Source::Given(Box::pin(chunks)))
    }

    /// A stream of what has been read already, which ends with the failure that ended the reading.
    pub(crate) fn of(bytes: Bytes, failure: Option<BodyError>) -> Self {
        Self(Source::Read(bytes, failure))
    }

    /// A stream of what is still to come.
    pub(crate) fn arriving(response: reqwest::Response, patience: Duration) -> Self {
        Self(Source::Arriving(Box::new(Arriving { body: response.into(), patience, waiting: None })))
    }

    /// The next chunk, or `None` at the end, for callers that have no stream adapters at hand.
    ///
    /// # Errors
    ///
    /// [`BodyError::Interrupted`] if the connection ends before the body does, [`BodyError::OutOfTime`] if the next
    /// chunk takes longer than the timeout for reading.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, BodyError> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Source::Read(bytes, failure) if bytes.is_empty() => Poll::Ready(failure.take().map(Err)),
            Source::Read(bytes, _) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Source::Given(chunks) => chunks.as_mut().poll_next(context),
            Source::Arriving(arriving) => arriving.poll_next(context),
        }
    }
}

impl Arriving {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Ready(frame) => {
                    self.waiting = None;
                    match frame {
                        None => return Poll::Ready(None),
                        Some(Err(source)) => {
                            return Poll::Ready(Some(Err(BodyError::Interrupted(source.without_url()))));
                        }
                        // Trailers are no part of a file.
                        Some(Ok(frame)) => match frame.into_data() {
                            Ok(chunk) if !chunk.is_empty() => return Poll::Ready(Some(Ok(chunk))),
                            _ => {}
                        },
                    }
                }
                Poll::Pending => {
                    let patience = self.patience;
                    let waiting = self.waiting.get_or_insert_with(|| {
                        let end = Instant::now().checked_add(patience);
                        Box::pin(end.map_or_else(|| tokio::time::sleep(patience), tokio::time::sleep_until))
                    });
                    return waiting.as_mut().poll(context).map(|()| Some(Err(BodyError::OutOfTime(patience))));
                }
            }
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream(..)")
    }
}
