//! A listing, page by page.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::cursor::{Next, Position};
use super::{Cursor, Definition, Items, PageError, Parts, Start};
use crate::wait::Call;
use crate::{Error, ResponseValue};

/// How many pages a listing has at most, unless the caller allows more.
const MAX_PAGES: u32 = 10_000;

/// What asks for a page: the first, or the one that is told.
type Fetcher<'a, P, E> = Box<dyn FnMut(Option<Cursor>) -> Call<'a, P, E> + Send + 'a>;

/// A [`Stream`] of the pages of a listing, each as the answer that it came in; [`items`](Self::items) has what is on
/// them.
///
/// A page is asked for when somebody wants it, and not before. Every answer is handed on, also an empty one at the end.
/// After an error the stream is over. `P` is what the operation answers, `I` the items, `E` the error body that it
/// documents.
///
/// ```no_run
/// use huaweicloud_core::page::{PageError, Pages};
///
/// // As a client's `list_…_pages` gives it.
/// async fn first_ids(pages: Pages<'_, Vec<String>, String>) -> Result<Vec<String>, PageError> {
///     let mut items = pages.max_pages(100).items();
///     let mut ids = Vec::new();
///     while let Some(id) = items.next().await {
///         ids.push(id?);
///     }
///     Ok(ids)
/// }
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<'a, P, I, E = ()> {
    definition: &'static Definition,
    fetch: Fetcher<'a, P, E>,
    parts: Parts<P, I>,
    position: Position,
    phase: Phase<'a, P, E>,
    pages: u32,
    max_pages: u32,
}

enum Phase<'a, P, E> {
    /// A page is to be asked for.
    Resting(Option<Cursor>),
    /// A page is on its way.
    Fetching(Call<'a, P, E>),
    /// There is one more thing to say.
    Failing(PageError<E>),
    Over,
}

impl<'a, P, I, E> Pages<'a, P, I, E> {
    /// A listing of that definition, which asks for pages by `fetch`: for the first as the caller wants it, then for the
    /// one that it is given. [The module](super) has an example.
    pub fn new<F>(
        definition: &'static Definition,
        start: Start,
        mut fetch: impl FnMut(Option<Cursor>) -> F + Send + 'a,
        parts: Parts<P, I>,
    ) -> Self
    where
        F: Future<Output = Result<ResponseValue<P>, Error<E>>> + Send + 'a,
    {
        Self {
            definition,
            fetch: Box::new(move |cursor| Box::pin(fetch(cursor))),
            parts,
            position: Position::at(definition, start),
            phase: Phase::Resting(None),
            pages: 0,
            max_pages: MAX_PAGES,
        }
    }

    /// How many pages to ask for at most, in place of 10,000: it ends what a service that pages in circles would not.
    pub fn max_pages(mut self, pages: u32) -> Self {
        self.max_pages = pages;
        self
    }

    /// What is on the pages, one by one.
    pub fn items(self) -> Items<'a, P, I, E> {
        Items::of(self)
    }

    /// The items of a page.
    pub(super) fn items_of(&self, page: P) -> Vec<I> {
        (self.parts.items)(page)
    }

    /// The next page, for callers that have no stream adapters at hand; `None` at the end. It is cancel-safe: a call that
    /// is dropped loses no page.
    ///
    /// # Errors
    ///
    /// A call failed, or the service pages without end.
    pub async fn next(&mut self) -> Option<Result<ResponseValue<P>, PageError<E>>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// What to do after a page.
    fn after(&mut self, page: &P) -> Phase<'a, P, E> {
        let operation = self.definition.operation;
        self.pages = self.pages.saturating_add(1);
        match self.position.after(page, &self.parts) {
            Next::End => Phase::Over,
            Next::Repeated(marker) => Phase::Failing(PageError::RepeatedMarker { operation, marker }),
            Next::Page(_) if self.pages >= self.max_pages => {
                Phase::Failing(PageError::TooManyPages { operation, pages: self.pages })
            }
            Next::Page(cursor) => Phase::Resting(Some(cursor)),
        }
    }
}

impl<P, I, E> Stream for Pages<'_, P, I, E> {
    type Item = Result<ResponseValue<P>, PageError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Phase::Fetching(call) = &mut self.phase {
                let result = ready!(call.as_mut().poll(context));
                self.phase = match &result {
                    Ok(page) => self.after(page),
                    Err(_) => Phase::Over,
                };
                return Poll::Ready(Some(result.map_err(PageError::Call)));
            }
            match std::mem::replace(&mut self.phase, Phase::Over) {
                Phase::Resting(cursor) => self.phase = Phase::Fetching((self.fetch)(cursor)),
                Phase::Failing(error) => return Poll::Ready(Some(Err(error))),
                Phase::Fetching(_) | Phase::Over => return Poll::Ready(None),
            }
        }
    }
}

impl<P, I, E> fmt::Debug for Pages<'_, P, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("definition", self.definition).field("pages", &self.pages).finish_non_exhaustive()
    }
}
