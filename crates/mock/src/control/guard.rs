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

/// Who may make control calls. A page in a browser never may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Control {
    /// Callers on the same machine.
    #[default]
    Local,
    /// Whoever reaches the port: for a mock in a container, or on another machine.
    Anyone,
}

/// What control calls are held against.
#[derive(Clone)]
pub(super) struct Guard {
    service: Arc<Played>,
    control: Control,
    /// The address that the service listens on.
    own: IpAddr,
}

impl Guard {
    pub(super) fn new(service: &Arc<Played>, address: SocketAddr, control: Control) -> Self {
        Self { service: Arc::clone(service), control, own: address.ip() }
    }
}

/// Lets nobody in who may not steer, and stamps the answers.
pub(super) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Arc<Line>>().map(|line| line.peer().ip());
    let mut response = match why_not(guard.control, peer, request.headers(), guard.own) {
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
fn why_not(control: Control, peer: Option<IpAddr>, headers: &HeaderMap, own: IpAddr) -> Option<&'static str> {
    // Whoever calls from the very address that is listened on is on this machine, too.
    let is_here = || peer.is_some_and(|peer| is_loopback(peer) || peer.to_canonical() == own);
    if control == Control::Local && !is_here() {
        return Some(
            "control calls are for callers on the same machine: call it there, or start the mock with `--control anyone`",
        );
    }
    if headers.contains_key(ORIGIN) {
        return Some("control calls are not for pages in a browser: call it without the header Origin");
    }
    let is_named = host(headers).is_some_and(|host| match host_address(&host) {
        Some(address) => control == Control::Anyone || is_loopback(address) || address == own,
        None => host.eq_ignore_ascii_case("localhost") || control == Control::Anyone && is_private(&host),
    });
    match (is_named, control) {
        (true, _) => None,
        (false, Control::Local) => Some(
            "control calls are for callers that name this machine: send a header Host with localhost, 127.0.0.1, [::1] or the address it listens on",
        ),
        (false, Control::Anyone) => Some(
            "control calls are for callers that name this machine by what no page in a browser can be called: send a header Host with its address, localhost, a name without dots, or one that ends in .local, .localhost or .internal",
        ),
    }
}

/// The one host that a request names.
fn host(headers: &HeaderMap) -> Option<String> {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    Some(Authority::try_from(host.as_bytes()).ok()?.host().to_owned())
}

fn host_address(host: &str) -> Option<IpAddr> {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host).parse().ok()
}

/// Whether a name is one that nobody can have in the public name service, where a page would have to be.
fn is_private(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    !host.is_empty()
        && (last == host || ["local", "localhost", "internal"].iter().any(|end| last.eq_ignore_ascii_case(end)))
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
            assert_eq!(why_not(Control::Local, HERE, &host(name), OWN), None, "{name}");
        }
    }

    #[test]
    fn callers_that_name_another_are_not() {
        for name in ["", "mock", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.8"] {
            assert!(why_not(Control::Local, HERE, &host(name), OWN).is_some(), "{name}");
        }
        assert!(why_not(Control::Local, HERE, &HeaderMap::new(), OWN).is_some());
        let mut two = host("localhost");
        two.append(HOST, HeaderValue::from_static("localhost"));
        assert!(why_not(Control::Local, HERE, &two, OWN).is_some());
    }

    #[test]
    fn nobody_is_let_in_from_elsewhere_or_from_nowhere() {
        let elsewhere = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 8));
        assert!(why_not(Control::Local, Some(elsewhere), &host("localhost"), OWN).is_some());
        assert_eq!(why_not(Control::Local, Some(OWN), &host("192.0.2.7:80"), OWN), None, "it calls from this machine");
        assert!(why_not(Control::Local, None, &host("localhost"), OWN).is_some());
    }

    #[test]
    fn others_are_let_in_where_anyone_may_steer_and_pages_are_not() {
        let elsewhere = Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 8)));
        let may = |headers: &HeaderMap| why_not(Control::Anyone, elsewhere, headers, OWN).is_none();
        for name in ["localhost:4000", "mock:4000", "192.0.2.7", "[2001:db8::7]:80", "198.51.100.1", "mock.Internal"] {
            assert!(may(&host(name)), "{name}");
        }
        for name in ["", "evil.example:80", "mock.evil.example", "local.example", "mock."] {
            assert!(!may(&host(name)), "{name}");
        }
        assert!(!may(&HeaderMap::new()));
        let mut page = host("localhost");
        page.insert(ORIGIN, HeaderValue::from_static("http://localhost"));
        assert!(!may(&page));
    }
}
