//! A port, and who comes in.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::lines::Lines;
use super::service::Played;
use super::{Limits, connection};

/// How long answers that are under way get when the server stops.
const FAREWELL: Duration = Duration::from_secs(2);
/// The most connections that are being told that there are too many.
const TURNED_AWAY: usize = 64;

/// Serves an axum router on a port, as every service of a mock is served: within limits, and until `stop` says so or goes.
/// Returns how many connections ended in a panic.
///
/// It is public for whoever holds the mock against something simpler that is served alike. What is no request is answered
/// by hyper here, and one connection too many is only closed.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: watch::Receiver<bool>) -> usize {
    let lines = Lines::new(limits.connections);
    listen(listener, router, None, Arc::new(limits), lines, stop).await
}

pub(super) async fn listen(
    listener: TcpListener,
    router: Router,
    service: Option<Arc<Played>>,
    limits: Arc<Limits>,
    lines: Arc<Lines>,
    mut stop: watch::Receiver<bool>,
) -> usize {
    let away = Arc::new(Semaphore::new(TURNED_AWAY));
    let mut connections = JoinSet::new();
    let mut panics = 0;
    loop {
        tokio::select! {
            () = stopped(&mut stop) => break,
            Some(ended) = connections.join_next() => panics += usize::from(ended.is_err_and(|err| err.is_panic())),
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => match lines.admit(peer) {
                    Some(line) => {
                        let (router, service, limits) = (router.clone(), service.clone(), Arc::clone(&limits));
                        connections.spawn(async move {
                            connection::serve(stream, line, router, service.as_deref(), &limits).await;
                        });
                    }
                    None => {
                        // Those that come while so many are being told are only closed.
                        if let (Some(service), Ok(permit)) = (&service, Arc::clone(&away).try_acquire_owned()) {
                            let answer = service.no_room();
                            connections.spawn(async move {
                                turn_away(stream, &answer).await;
                                drop(permit);
                            });
                        }
                    }
                },
                Err(err) => pause(&err, &lines).await,
            },
        }
    }
    drop(listener);
    lines.stop();
    let farewell = async {
        while let Some(ended) = connections.join_next().await {
            panics += usize::from(ended.is_err_and(|err| err.is_panic()));
        }
    };
    let _ = timeout(FAREWELL, farewell).await;
    panics
}

/// Whoever has the other end says so by `true`, or by letting go of it.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// A connection that could not be taken in: its caller's affair, or that the process may open no more files. Then one
/// that can gives way.
async fn pause(err: &io::Error, lines: &Lines) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(err.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        lines.make_room();
        sleep(Duration::from_millis(10)).await;
    }
}

/// Says that there are too many connections.
async fn turn_away(mut stream: TcpStream, answer: &[u8]) {
    let patience = Duration::from_secs(1);
    if timeout(patience, stream.write_all(answer)).await.is_ok_and(|sent| sent.is_ok()) {
        connection::close(stream, patience).await;
    }
}
