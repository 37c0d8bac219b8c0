//! A listing, item by item.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::{PageError, Pages};
use crate::ResponseValue;

/// A [`Stream`] of what is on the pages of a listing. See [`Pages::items`].
///
/// The next page is asked for when all of the one before are taken. After an error the stream is over; the items that
/// came before it are valid.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<'a, P, I, E = ()> {
    pages: Pages<'a, P, I, E>,
    /// What is left of the page that came last.
    page: vec::IntoIter<I>,
}

/// Items are handed on, and never pinned.
impl<P, I, E> Unpin for Items<'_, P, I, E> {}

impl<'a, P, I, E> Items<'a, P, I, E> {
    pub(super) fn of(pages: Pages<'a, P, I, E>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// The next item, for callers that have no stream adapters at hand; `None` at the end. It is cancel-safe: a call that
    /// is dropped loses no item.
    ///
    /// # Errors
    ///
    /// A call failed, or the service pages without end.
    pub async fn next(&mut self) -> Option<Result<I, PageError<E>>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<P, I, E> Stream for Items<'_, P, I, E> {
    type Item = Result<I, PageError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)).transpose() {
                Ok(Some(page)) => self.page = self.pages.items_of(ResponseValue::into_inner(page)).into_iter(),
                Ok(None) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.page.len(), None)
    }
}

impl<P, I, E> fmt::Debug for Items<'_, P, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("left", &self.page.len()).finish_non_exhaustive()
    }
}
