//! One connection, from its first byte to its end.
//!
//! hyper speaks HTTP on it. How it ends is ours: in the middle of an answer, if a fault says so; and never before whoever
//! still sends has had time to read why he need not.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use bytes::Bytes;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::{self, Parts};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tower_service::Service;

use super::line::{Cut, Line, Parting};
use super::lines::Held;
use super::service::Played;
use super::wire::Wire;
use super::{Limits, unheard};

/// How long half an answer gets to reach its caller before the connection is reset: a reset overtakes what is on its way.
const BEFORE_A_RESET: Duration = Duration::from_millis(20);

/// How the HTTP on a connection came to its end.
enum Outcome {
    /// As HTTP ends: by either side, or by a request that is none.
    Done(Option<hyper::Error>),
    /// Others need its place, or the server stops.
    Left,
    /// On purpose.
    Cut(Bytes, Cut),
}

/// Serves a connection until it ends. The handlers of the router find the [`Line`] among the extensions of each request;
/// what is no request is answered by the service, if there is one, and by hyper otherwise.
pub(super) async fn serve(stream: TcpStream, line: Held, router: Router, service: Option<&Played>, limits: &Limits) {
    // Answers are small and whole; waiting for more of them only delays them.
    let _ = stream.set_nodelay(true);
    let answer = {
        let line = Arc::clone(&line);
        move |request: Request<Incoming>| answer(request, router.clone(), Arc::clone(&line))
    };
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_headers(limits.headers)
        .max_header_size(limits.head)
        // hyper takes no smaller one.
        .max_buf_size(limits.head.max(8_192))
        // Who has said all and closes his half still wants the answer.
        .half_close(true)
        // The mock's clock says what day it is.
        .auto_date_header(false)
        .serve_connection(TokioIo::new(Wire::new(stream, Arc::clone(&line))), service_fn(answer));

    let outcome = loop {
        tokio::select! {
            biased;
            // It ends by shutting down, because only that waits until all of the last answer is sent.
            ended = &mut connection => break Outcome::Done(ended.err()),
            parting = line.parted() => match parting {
                Parting::Evict if line.gives_way() => break Outcome::Left,
                Parting::Stop if !line.is_busy() => break Outcome::Left,
                // An answer is under way: it is the last one.
                Parting::Evict | Parting::Stop => Pin::new(&mut connection).graceful_shutdown(),
                Parting::Cut(first, cut) => break Outcome::Cut(first, cut),
            },
        }
    };
    let Parts { io, read_buf, .. } = connection.into_parts();
    let (mut stream, bare) = io.into_inner().into_parts();
    let end = async {
        match outcome {
            Outcome::Done(err) => {
                let reason = err.and_then(|err| unheard::reason(&err, &read_buf, limits));
                let last = match (service, reason) {
                    (Some(service), Some((status, reason))) => service.no_request(status, &reason),
                    _ => bare.into(),
                };
                if timeout(limits.body_time, stream.write_all(&last)).await.is_ok_and(|sent| sent.is_ok()) {
                    close(stream, limits.linger).await;
                }
            }
            Outcome::Left => drop(stream),
            Outcome::Cut(first, cut) => break_off(stream, &first, cut, limits).await,
        }
    };
    // Whoever only lingers gives way like one that waits: its place is given to another, so it must not stay.
    tokio::select! {
        () = end => {}
        _ = line.parted() => {}
    }
}

/// An answer of the router.
fn answer(
    mut request: Request<Incoming>,
    mut router: Router,
    line: Arc<Line>,
) -> Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>> {
    Box::pin(async move {
        request.extensions_mut().insert(line);
        router.call(request).await
    })
}

/// Closes a connection so that the last answer arrives: a socket that is closed with unread bytes in it resets the
/// connection, and takes back what the other side has not read yet.
pub(super) async fn close(mut stream: TcpStream, linger: Duration) {
    let rest = async {
        stream.shutdown().await?;
        let mut rest = vec![0; 1 << 14];
        while stream.read(&mut rest).await? > 0 {}
        std::io::Result::Ok(())
    };
    let _ = timeout(linger, rest).await;
}

async fn break_off(mut stream: TcpStream, first: &[u8], cut: Cut, limits: &Limits) {
    let is_sent = timeout(limits.body_time, stream.write_all(first)).await.is_ok_and(|sent| sent.is_ok());
    match cut {
        Cut::Close => close(stream, limits.linger).await,
        Cut::Reset => {
            if is_sent && !first.is_empty() {
                sleep(BEFORE_A_RESET).await;
            }
            let _ = stream.set_zero_linger();
        }
    }
}
