//! Who may make control calls.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{HOST, ORIGIN};
use http::uri::Authority;
use http::{HeaderMap, StatusCode};

use super::answers::refuse;
use crate::server::{Line, Played};

/// What control calls are held against.
#[derive(Clone)]
pub(super) struct Guard {
    service: Arc<Played>,
    /// The address that the service listens on.
    own: IpAddr,
}

impl Guard {
    pub(super) fn new(service: &Arc<Played>, address: SocketAddr) -> Self {
        Self { service: Arc::clone(service), own: address.ip() }
    }
}

/// Lets nobody in from elsewhere, and stamps the answers.
pub(super) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Arc<Line>>().map(|line| line.peer().ip());
    let mut response = match why_not(peer, request.headers(), guard.own) {
        Some(reason) => refuse(StatusCode::FORBIDDEN, reason),
        None => next.run(request).await,
    };
    guard.service.stamp(response.headers_mut(), &guard.service.request_id());
    response
}

/// Why a caller must not steer the mock; `None` if it may.
///
/// A page in a browser calls from the same machine, whoever wrote it. It is known by its `Origin`; or by its `Host`, if its
/// own name has been made to lead here.
fn why_not(peer: Option<IpAddr>, headers: &HeaderMap, own: IpAddr) -> Option<&'static str> {
    // Whoever calls from the very address that is listened on is on this machine, too.
    if !peer.is_some_and(|peer| is_loopback(peer) || peer.to_canonical() == own) {
        return Some("control calls are for callers on the same machine: call it there");
    }
    if headers.contains_key(ORIGIN) {
        return Some("control calls are not for pages in a browser: call it without the header Origin");
    }
    if !names_this_machine(headers, own) {
        return Some(
            "control calls are for callers that name this machine: send a header Host with localhost, 127.0.0.1, [::1] or the address it listens on",
        );
    }
    None
}

fn names_this_machine(headers: &HeaderMap, own: IpAddr) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let Ok(authority) = Authority::try_from(host.as_bytes()) else { return false };
    let name = authority.host();
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    address.parse::<IpAddr>().is_ok_and(|address| is_loopback(address) || address == own)
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use http::HeaderValue;

    use super::*;

    const HERE: Option<IpAddr> = Some(IpAddr::V4(Ipv4Addr::LOCALHOST));
    const OWN: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

    fn host(host: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(HOST, HeaderValue::from_static(host))])
    }

    #[test]
    fn callers_that_name_this_machine_are_let_in() {
        for name in ["localhost", "LocalHost:80", "127.0.0.1:8080", "127.1.2.3", "[::1]:80", "192.0.2.7:80"] {
            assert_eq!(why_not(HERE, &host(name), OWN), None, "{name}");
        }
    }

    #[test]
    fn callers_that_name_another_are_not() {
        for name in ["", "mock", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.8"] {
            assert!(why_not(HERE, &host(name), OWN).is_some(), "{name}");
        }
        assert!(why_not(HERE, &HeaderMap::new(), OWN).is_some());
        let mut two = host("localhost");
        two.append(HOST, HeaderValue::from_static("localhost"));
        assert!(why_not(HERE, &two, OWN).is_some());
    }

    #[test]
    fn nobody_is_let_in_from_elsewhere_or_from_nowhere() {
        let elsewhere = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 8));
        assert!(why_not(Some(elsewhere), &host("localhost"), OWN).is_some());
        assert_eq!(why_not(Some(OWN), &host("192.0.2.7:80"), OWN), None, "it calls from this machine");
        assert!(why_not(None, &host("localhost"), OWN).is_some());
    }
}
