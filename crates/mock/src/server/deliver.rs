//! An answer as bytes: whole, slowly, or broken off.

use std::convert::Infallible;
use std::future::pending;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body::{Frame, SizeHint};
use tokio::time::sleep;

use super::line::{Busy, Cut, Line, Parting};
use crate::api::JSON;
use crate::faults::{self, End, Fault, Reset};
use crate::{Answer, Content};

const HTML: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1>\
                    </center>\r\n<hr><center>mock</center>\r\n</body>\r\n</html>\r\n";

/// An answer whose body has been written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Written {
    /// Writes an answer, with what a fault changes in it.
    pub(super) fn of(answer: Answer, fault: Option<&Fault>) -> Self {
        let Answer { status, mut headers, content } = answer;
        let (media_type, body) = match fault.and_then(|fault| fault.body.as_ref()) {
            None => match content {
                Content::Empty => (None, Bytes::new()),
                Content::Json(value) => (Some(HeaderValue::from_static(JSON)), json(&value)),
                Content::Bytes(media_type, bytes) => (HeaderValue::try_from(media_type).ok(), bytes),
            },
            Some(faults::Body::Empty) => (None, Bytes::new()),
            Some(faults::Body::Html) => {
                (Some(HeaderValue::from_static("text/html")), Bytes::from_static(HTML.as_bytes()))
            }
            Some(faults::Body::Text(text)) => {
                (Some(HeaderValue::from_static("text/plain; charset=utf-8")), Bytes::from(text.clone()))
            }
        };
        if let Some(media_type) = media_type {
            headers.insert(CONTENT_TYPE, media_type);
        }
        if let Some(fault) = fault {
            let changed = [(CONTENT_TYPE, &fault.content_type), (RETRY_AFTER, &fault.retry_after)];
            changed.into_iter().for_each(|(name, value)| {
                value.as_ref().map(|value| headers.insert(name, value.clone()));
            });
        }
        let mut written = Self { status, headers, body };
        // These have no body, whatever anybody asked for: what follows them would be read as the next answer.
        if matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
            written.body = Bytes::new();
            written.headers.remove(CONTENT_TYPE);
        } else {
            written.headers.insert(CONTENT_LENGTH, HeaderValue::from(written.body.len()));
        }
        written
    }

    /// Sends it.
    pub(super) fn whole(self) -> Response {
        self.with_body(Body::from)
    }

    /// Sends it as late, as slowly and as far as a fault says.
    pub(super) async fn send(self, fault: &Fault, line: Option<Arc<Line>>) -> Response {
        if fault.delay > Duration::ZERO {
            pause(line.clone(), fault.delay).await;
        }
        match (fault.end, line) {
            (Some(end), Some(line)) => {
                let (first, cut) = self.cut(end);
                line.part(Parting::Cut(first, cut));
                // Its connection ends now, and this with it.
                pending().await
            }
            (_, line) => match fault.drip {
                Some(pause) => self.with_body(|body| Body::new(Drip::new(body, pause, line))),
                None => self.whole(),
            },
        }
    }

    /// All of it as bytes, for those that hyper does not answer.
    pub(super) fn bytes(self) -> Bytes {
        self.first(self.body.len())
    }

    fn with_body(self, body: impl FnOnce(Bytes) -> Body) -> Response {
        let mut response = Response::new(body(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }

    /// What of it is still sent, and what happens then.
    fn cut(mut self, end: End) -> (Bytes, Cut) {
        match end {
            End::Close => (Bytes::new(), Cut::Close),
            End::Reset(Reset::First) => (Bytes::new(), Cut::Reset),
            End::Reset(Reset::Head) => {
                let head = self.head();
                (Bytes::copy_from_slice(&head[..head.len() / 2]), Cut::Reset)
            }
            End::Reset(Reset::Body) => {
                let half = self.body.len() / 2;
                // One byte is announced even where there is no body: its half is then no byte.
                self.announce(self.body.len().max(1));
                (self.first(half), Cut::Reset)
            }
            End::Truncate(length) => {
                self.announce(self.body.len().max(length + 1));
                (self.first(length), Cut::Close)
            }
        }
    }

    fn announce(&mut self, length: usize) {
        self.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }

    /// The head, and so many bytes of the body.
    fn first(&self, length: usize) -> Bytes {
        let mut bytes = self.head();
        bytes.extend_from_slice(&self.body[..length.min(self.body.len())]);
        bytes.into()
    }

    /// The head as hyper would write it. Only what hyper does not send is written by hand: answers that are broken off, and
    /// those to what is no request.
    fn head(&self) -> Vec<u8> {
        let mut head =
            format!("HTTP/1.1 {} {}\r\n", self.status.as_u16(), self.status.canonical_reason().unwrap_or_default())
                .into_bytes();
        for (name, value) in &self.headers {
            head.extend_from_slice(name.as_str().as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value.as_bytes());
            head.extend_from_slice(b"\r\n");
        }
        head.extend_from_slice(b"\r\n");
        head
    }
}

/// JSON without a space too many.
fn json(value: &serde_json::Value) -> Bytes {
    let mut bytes = Vec::with_capacity(256);
    // Values have texts for keys, and a vector takes every byte.
    if serde_json::to_writer(&mut bytes, value).is_err() {
        bytes.clear();
    }
    bytes.into()
}

/// A body that comes byte by byte. It knows how many there are, so that hyper keeps the Content-Length; and until the last
/// one its line is busy, so that a stop does not cut it: then the rest comes at once.
struct Drip {
    left: Bytes,
    pause: Duration,
    line: Option<Arc<Line>>,
    next: Pin<Box<dyn Future<Output = ()> + Send>>,
    _busy: Option<Busy>,
}

/// Waits because a fault says so.
async fn pause(line: Option<Arc<Line>>, time: Duration) {
    match line {
        Some(line) => line.sleep(time).await,
        None => sleep(time).await,
    }
}

impl Drip {
    fn new(left: Bytes, time: Duration, line: Option<Arc<Line>>) -> Self {
        let busy = line.as_ref().map(Line::busy);
        Self { left, pause: time, next: Box::pin(pause(line.clone(), time)), line, _busy: busy }
    }
}

impl http_body::Body for Drip {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        ready!(self.next.as_mut().poll(context));
        self.next = Box::pin(pause(self.line.clone(), self.pause));
        let byte = self.left.split_to(1);
        Poll::Ready(Some(Ok(Frame::data(byte))))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(fault: &str) -> (Written, Fault) {
        let fault: Fault = fault.parse().unwrap();
        let content = Content::Json(json!({"a": [1, 2, 3]}));
        let answer = Answer { status: StatusCode::OK, headers: HeaderMap::new(), content };
        (Written::of(answer, Some(&fault)), fault)
    }

    fn cut(fault: &str) -> (String, Cut) {
        let (written, fault) = written(fault);
        let (first, cut) = written.cut(fault.end.unwrap());
        (String::from_utf8(first.to_vec()).unwrap(), cut)
    }

    #[test]
    fn json_is_written_without_spaces_and_with_its_length() {
        let (written, _) = written("delay=1ms");
        assert_eq!(written.body, r#"{"a":[1,2,3]}"#);
        assert_eq!(written.headers[CONTENT_LENGTH], "13");
        assert_eq!(written.headers[CONTENT_TYPE], "application/json");
    }

    #[test]
    fn a_truncated_answer_announces_more_than_it_sends() {
        let (first, cut_as) = cut("truncate=4");
        assert!(first.contains("content-length: 13\r\n") && first.ends_with("\r\n\r\n{\"a\""), "{first}");
        assert_eq!(cut_as, Cut::Close);
        let (first, _) = cut("truncate=20");
        assert!(first.contains("content-length: 21\r\n") && first.ends_with("\r\n\r\n{\"a\":[1,2,3]}"), "{first}");
    }

    #[test]
    fn an_answer_is_reset_where_the_fault_says() {
        assert_eq!(cut("reset"), (String::new(), Cut::Reset));
        assert_eq!(cut("close"), (String::new(), Cut::Close));
        let (head, _) = cut("reset=head");
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && !head.contains("\r\n\r\n"), "{head}");
        let (body, _) = cut("reset=body");
        assert!(body.ends_with("\r\n\r\n{\"a\":["), "{body}");
    }

    #[test]
    fn a_body_is_replaced_with_its_type_and_a_type_without_its_body() {
        let (html, _) = written("body=html; status=502");
        assert_eq!(html.headers[CONTENT_TYPE], "text/html");
        assert!(html.body.starts_with(b"<html>"));
        let (text, _) = written("body=text:oops; content-type=application/json");
        assert_eq!((&text.headers[CONTENT_TYPE], &text.body[..]), (&HeaderValue::from_static(JSON), &b"oops"[..]));
        let (none, _) = written("body=empty");
        assert_eq!((none.headers.get(CONTENT_TYPE), none.body.len()), (None, 0));
    }

    #[test]
    fn a_status_that_has_no_body_gets_none() {
        let mut answer =
            Answer { status: StatusCode::OK, headers: HeaderMap::new(), content: Content::Json(json!({})) };
        answer.status = StatusCode::NO_CONTENT;
        let written = Written::of(answer, None);
        assert!(written.body.is_empty() && written.headers.is_empty());
    }
}
