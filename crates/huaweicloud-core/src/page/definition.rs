//! How an operation pages, as data.

/// How an operation pages.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// The operation, as messages name it: `list_lamps`.
    pub operation: &'static str,
    /// How a request says which page it wants.
    pub style: Style,
    /// Whether the service fills every page but the last, so that one with fewer items than were asked for is the last.
    /// It has to promise that: most services also give fewer when they filter, or cap what they are asked for.
    pub is_short_page_last: bool,
}

/// How a request says which page it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// By how many items come before it.
    Offset,
    /// By its number.
    Page {
        /// The number of the first page: 0 or 1.
        first: i64,
    },
    /// By a marker that the page before it gives.
    Marker,
}

/// Where the first request begins: what the caller gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The offset, the number of the page or the marker; `None` begins with the first item.
    pub cursor: Option<String>,
    /// How many items a page has at most, where the request or the documentation says so.
    pub limit: Option<u64>,
}

/// Where the answer of type `P` has what paging is about; the items are of type `I`.
#[derive(Debug)]
pub struct Parts<P, I> {
    /// How many items are on the page.
    pub count: fn(&P) -> usize,
    /// The items themselves.
    pub items: fn(P) -> Vec<I>,
    /// The marker of the next page, where the service pages by markers.
    pub next: fn(&P) -> Option<String>,
    /// How many items there are on all pages, where the answer says so.
    pub total: fn(&P) -> Option<i64>,
}
