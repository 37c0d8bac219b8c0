//! Reading a request's body, within limits.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;
use http_body_util::BodyExt;
use tokio::time::sleep;

use super::Limits;

/// Why a body could not be read. Whatever of it is still to come, the connection ends with the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is longer than the server takes.
    TooLarge,
    /// It did not arrive in time.
    TooSlow,
    /// It came to no end, or its chunks are malformed.
    Broken,
}

/// Whether a body is announced to be longer than the server takes: then it need not be read at all.
pub(super) fn is_announced_too_large(headers: &HeaderMap, limits: &Limits) -> bool {
    // hyper refuses what is no number, and does not let two of them differ.
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    announced.is_some_and(|length| length > limits.body as u64)
}

/// Reads a body to its end.
pub(crate) async fn read(body: Body, limits: &Limits) -> Result<Bytes, Unread> {
    tokio::select! {
        biased;
        read = collect(body, limits.body) => read,
        () = patience(limits.body_time) => Err(Unread::TooSlow),
    }
}

/// As long as a body may take. What came together with its head is there at the second look, and most bodies do: only after
/// that is a timer worth its while.
async fn patience(time: Duration) {
    let mut is_second = false;
    poll_fn(|context| {
        if is_second {
            return Poll::Ready(());
        }
        is_second = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
    sleep(time).await;
}

async fn collect(mut body: Body, most: usize) -> Result<Bytes, Unread> {
    let Some(first) = data(&mut body).await? else { return Ok(Bytes::new()) };
    if first.len() > most {
        return Err(Unread::TooLarge);
    }
    let Some(second) = data(&mut body).await? else {
        // As almost all come: in one piece, which is not copied.
        return Ok(first);
    };
    let mut all = BytesMut::from(first);
    let mut next = Some(second);
    while let Some(piece) = next {
        if all.len() + piece.len() > most {
            return Err(Unread::TooLarge);
        }
        all.extend_from_slice(&piece);
        next = data(&mut body).await?;
    }
    Ok(all.freeze())
}

/// The next piece. Trailers say nothing to anybody here.
async fn data(body: &mut Body) -> Result<Option<Bytes>, Unread> {
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() {
            return Ok(Some(data));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read_up_to(most: usize, body: &'static str) -> Result<Bytes, Unread> {
        read(Body::from(body), &Limits { body: most, ..Limits::default() }).await
    }

    #[tokio::test]
    async fn a_body_of_exactly_the_limit_is_read_and_one_byte_more_is_not() {
        assert_eq!(read_up_to(3, "abc").await, Ok(Bytes::from_static(b"abc")));
        assert_eq!(read_up_to(2, "abc").await, Err(Unread::TooLarge));
        assert_eq!(read_up_to(2, "").await, Ok(Bytes::new()));
    }

    #[test]
    fn only_what_is_announced_beyond_the_limit_is_too_large() {
        let limits = Limits { body: 10, ..Limits::default() };
        let headers = |length: &str| HeaderMap::from_iter([(CONTENT_LENGTH, length.parse().unwrap())]);
        assert!(!is_announced_too_large(&HeaderMap::new(), &limits));
        assert!(!is_announced_too_large(&headers("10"), &limits));
        assert!(is_announced_too_large(&headers("11"), &limits));
    }
}
