//! Listings, of pages that no server sends: when a page is asked for, what ends a listing, and what stops it.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use huaweicloud_core::page::{Cursor, Definition, PageError, Pages, Parts, Start, Style};
use huaweicloud_core::{Error, InvalidRequest, ResponseValue};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

/// A page: its items, and the marker of the next.
type Page = (Vec<u32>, Option<String>);

const OFFSET: Definition = Definition { operation: "list_lamps", style: Style::Offset, is_short_page_last: false };
const NUMBERED: Definition = Definition { style: Style::Page { first: 1 }, ..OFFSET };
const MARKED: Definition = Definition { style: Style::Marker, ..OFFSET };

const PARTS: Parts<Page, u32> =
    Parts { count: |page| page.0.len(), items: |page| page.0, next: |page| page.1.clone(), total: |_| None };

/// What was asked for, request by request.
type Asked = Arc<Mutex<Vec<String>>>;

/// A listing whose pages a function makes of the cursor; an error if it makes none.
fn listing<'a>(
    definition: &'static Definition,
    start: Start,
    page: impl Fn(Option<&Cursor>) -> Option<Page> + Send + 'a,
) -> (Pages<'a, Page, u32, u16>, Asked) {
    let asked = Asked::default();
    let noted = Arc::clone(&asked);
    let fetch = move |cursor: Option<Cursor>| {
        noted.lock().expect("not poisoned").push(match &cursor {
            None => "first".to_owned(),
            Some(Cursor::Number(number)) => number.to_string(),
            Some(Cursor::Marker(marker)) => marker.clone(),
        });
        let page = page(cursor.as_ref());
        async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            match page {
                Some(page) => Ok(ResponseValue::new(page, StatusCode::OK, HeaderMap::new())),
                None => Err(Error::from(InvalidRequest::missing("site_id"))),
            }
        }
    };
    (Pages::new(definition, start, fetch, PARTS), asked)
}

fn asked(asked: &Asked) -> String {
    asked.lock().expect("not poisoned").join(" ")
}

/// Five items, two on a page, by offset.
fn five(cursor: Option<&Cursor>) -> Option<Page> {
    let from = match cursor {
        None => 0,
        Some(Cursor::Number(number)) => usize::try_from(*number).ok()?,
        Some(Cursor::Marker(_)) => return None,
    };
    Some(((1..=5).skip(from).take(2).collect(), None))
}

/// All items, and how it ended.
async fn all(pages: Pages<'_, Page, u32, u16>) -> (Vec<u32>, Option<String>) {
    let (mut items, mut found) = (pages.items(), Vec::new());
    loop {
        match items.next().await {
            Some(Ok(item)) => found.push(item),
            Some(Err(error)) => {
                assert!(items.next().await.is_none(), "it is over after an error");
                return (found, Some(error.to_string()));
            }
            None => return (found, None),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn every_item_of_every_page_comes_once_and_in_order() {
    let (pages, noted) = listing(&OFFSET, Start::default(), five);
    assert_eq!(all(pages).await, (vec![1, 2, 3, 4, 5], None));
    assert_eq!(asked(&noted), "first 2 4 5");
}

#[tokio::test(start_paused = true)]
async fn a_listing_begins_where_the_request_says() {
    let start = Start { cursor: Some("7".to_owned()), limit: None };
    let pages = |cursor: Option<&Cursor>| match cursor {
        None => Some((vec![70], None)),
        Some(Cursor::Number(8)) => Some((vec![80], None)),
        _ => Some((vec![], None)),
    };
    let (pages, noted) = listing(&NUMBERED, start, pages);
    assert_eq!(all(pages).await, (vec![70, 80], None));
    assert_eq!(asked(&noted), "first 8 9");
}

#[tokio::test(start_paused = true)]
async fn no_page_is_asked_for_before_it_is_wanted() {
    let (pages, noted) = listing(&OFFSET, Start::default(), five);
    let mut items = pages.items();
    assert_eq!(asked(&noted), "");
    for _ in 0..2 {
        items.next().await.expect("an item").expect("no error");
    }
    assert_eq!(asked(&noted), "first");
    items.next().await.expect("an item").expect("no error");
    assert_eq!(asked(&noted), "first 2");
}

#[tokio::test(start_paused = true)]
async fn every_answer_is_handed_on_an_empty_one_at_the_end_as_well() {
    let (mut pages, _) = listing(&OFFSET, Start::default(), five);
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.expect("no error").0.len());
    }
    assert_eq!(sizes, [2, 2, 1, 0]);
}

#[tokio::test(start_paused = true)]
async fn the_same_marker_twice_is_an_error_after_the_page_that_has_it() {
    let next = |cursor: Option<&Cursor>| match cursor {
        None => Some((vec![1], Some("b".to_owned()))),
        Some(Cursor::Marker(marker)) if marker == "b" => Some((vec![2], Some("c".to_owned()))),
        _ => Some((vec![3], Some("b".to_owned()))),
    };
    let (pages, noted) = listing(&MARKED, Start::default(), next);
    let error = "`list_lamps` would never end: the service names \"b\" as the next page once more".to_owned();
    assert_eq!(all(pages).await, (vec![1, 2, 3], Some(error)));
    assert_eq!(asked(&noted), "first b c");
}

#[tokio::test(start_paused = true)]
async fn a_service_that_goes_on_for_ever_is_stopped() {
    let endless = |_: Option<&Cursor>| Some((vec![1], None));
    let (pages, noted) = listing(&NUMBERED, Start::default(), endless);
    let error = "`list_lamps` has more than 3 pages: allow more with `max_pages`, if that is right".to_owned();
    assert_eq!(all(pages.max_pages(3)).await, (vec![1, 1, 1], Some(error)));
    assert_eq!(asked(&noted), "first 2 3");
    let (pages, _) = listing(&NUMBERED, Start::default(), endless);
    assert_eq!(all(pages).await.0.len(), 10_000);
    // What ends by itself at the bound is whole.
    let (pages, _) = listing(&OFFSET, Start::default(), five);
    assert_eq!(all(pages.max_pages(4)).await, (vec![1, 2, 3, 4, 5], None));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_fails_ends_the_listing_and_keeps_what_came_before() {
    let fails = |cursor: Option<&Cursor>| if cursor.is_none() { five(None) } else { None };
    let (pages, _) = listing(&OFFSET, Start::default(), fails);
    assert_eq!(all(pages).await, (vec![1, 2], Some("nothing was sent: `site_id` is missing".to_owned())));
    let (mut pages, _) = listing(&OFFSET, Start::default(), |_: Option<&Cursor>| None);
    let error = pages.next().await.expect("an item").expect_err("an error");
    assert!(matches!(&error, PageError::Call(error) if error.is_invalid_request()), "{error}");
    let _: Box<dyn std::error::Error + Send + Sync> = Box::new(error);
}

#[tokio::test(start_paused = true)]
async fn to_stop_asking_and_to_ask_again_loses_nothing() {
    let (pages, noted) = listing(&OFFSET, Start::default(), five);
    let mut items = pages.items();
    tokio::time::timeout(Duration::from_millis(300), items.next()).await.expect_err("the page takes a second");
    assert_eq!(items.next().await.expect("an item").expect("no error"), 1);
    assert_eq!(asked(&noted), "first");
}

#[tokio::test(start_paused = true)]
async fn a_listing_goes_to_any_thread_and_is_a_stream_like_others() {
    fn is_stream<S: futures_core::Stream + Send + Unpin>(_: &S) {}
    let (pages, _) = listing(&OFFSET, Start::default(), five);
    is_stream(&pages);
    let mut items = pages.items();
    is_stream(&items);
    let first = std::future::poll_fn(|context| futures_core::Stream::poll_next(Pin::new(&mut items), context)).await;
    assert_eq!(first.expect("an item").expect("no error"), 1);
    assert_eq!(futures_core::Stream::size_hint(&items), (1, None));
}
