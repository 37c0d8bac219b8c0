//! A body that is handed on as it arrives.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::BodyError;

type Chunks = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send + Sync>>;

/// The body of an operation that answers with a file instead of JSON.
///
/// It is a [`Stream`] of chunks. The limit on the size of responses does not apply to it, since nothing is kept in
/// memory; the timeouts do.
pub struct ByteStream(Chunks);

impl ByteStream {
    /// Wraps a stream of chunks, for tests of code that takes a `ByteStream`.
    pub fn new(chunks: impl Stream<Item = reqwest::Result<Bytes>> + Send + Sync + 'static) -> Self {
        Self(Box::pin(chunks))
    }

    /// A stream of what has been read already.
    pub(crate) fn of(bytes: Bytes) -> Self {
        Self::new(Once(Some(bytes)))
    }

    /// The next chunk, or `None` at the end, for callers that have no stream adapters at hand.
    ///
    /// # Errors
    ///
    /// [`BodyError::Interrupted`] if the connection ends or time runs out before the body does.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, BodyError> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let interrupted = |source: reqwest::Error| BodyError::Interrupted(source.without_url());
        self.0.as_mut().poll_next(context).map(|chunk| chunk.map(|chunk| chunk.map_err(interrupted)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream(..)")
    }
}

/// A stream of at most one chunk.
struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = reqwest::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
