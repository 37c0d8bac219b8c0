//! What hyper lets pass in the head of a request, and HTTP or this server does not.

use http::header::{CONTENT_ENCODING, HOST, TRANSFER_ENCODING};
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderMap, Version};

/// What makes a request malformed, whatever it asks for.
pub(super) fn fault(parts: &Parts) -> Option<&'static str> {
    let headers = &parts.headers;
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) if parts.version < Version::HTTP_11 => {}
        (None, _) => return Some("there is no header Host: HTTP/1.1 wants one"),
        (Some(_), Some(_)) => return Some("there are two headers Host: HTTP wants one"),
        (Some(host), None) => {
            if !host.is_empty() && Authority::try_from(host.as_bytes()).is_err() {
                return Some("the header Host is no host: write its name or address, and the port");
            }
        }
    }
    let is_chunked = |coding: &[u8]| coding.eq_ignore_ascii_case(b"chunked");
    match headers.get_all(TRANSFER_ENCODING).iter().all(|coding| is_chunked(coding.as_bytes())) {
        true => None,
        false => Some("Transfer-Encoding is not `chunked` alone: no other coding is undone here"),
    }
}

/// Whether the body is not sent as it is, but compressed.
pub(super) fn is_encoded(headers: &HeaderMap) -> bool {
    let codings = headers.get_all(CONTENT_ENCODING).iter();
    codings
        .map(|coding| coding.as_bytes())
        .any(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity"))
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn parts(version: Version, headers: &[(&str, &str)]) -> Parts {
        let request = Request::get("/").version(version);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn there_is_one_host_and_in_the_older_http_there_may_be_none() {
        let told = |headers: &[(&str, &str)]| fault(&parts(Version::HTTP_11, headers)).unwrap_or_default();
        for host in ["mock", "127.0.0.1:80", "[::1]:80", ""] {
            assert_eq!(told(&[("host", host)]), "", "{host}");
        }
        assert!(told(&[]).starts_with("there is no header Host"));
        assert!(told(&[("host", "a"), ("host", "a")]).starts_with("there are two"));
        assert!(told(&[("host", "a b")]).starts_with("the header Host is no host"));
        assert_eq!(fault(&parts(Version::HTTP_10, &[])), None);
    }

    #[test]
    fn chunks_are_the_only_coding_of_a_transfer() {
        let told = |coding| fault(&parts(Version::HTTP_11, &[("host", "mock"), ("transfer-encoding", coding)]));
        assert_eq!(told("Chunked"), None);
        assert!(told("gzip, chunked").is_some_and(|told| told.contains("`chunked` alone")));
    }

    #[test]
    fn a_body_is_encoded_unless_it_says_that_it_is_not() {
        let is_encoded = |coding| is_encoded(&parts(Version::HTTP_11, &[("content-encoding", coding)]).headers);
        assert!(is_encoded("gzip") && is_encoded("identity, br"));
        assert!(!is_encoded("identity") && !is_encoded(""));
    }
}
