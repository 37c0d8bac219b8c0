//! What holds whatever the request is.

use huaweicloud_core::sign::{Payload, Scheme, SignableRequest, canonical_request};
use proptest::collection::vec;
use proptest::prelude::*;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

fn schemes() -> impl Strategy<Value = Scheme> {
    prop_oneof![
        Just(Scheme::SdkHmacSha256),
        (any::<String>(), any::<String>()).prop_map(|(region, service)| Scheme::V11HmacSha256 { region, service }),
        (any::<String>(), any::<String>()).prop_map(|(region, service)| Scheme::ScopedHmacSha256 { region, service }),
    ]
}

fn headers() -> impl Strategy<Value = HeaderMap> {
    let value = vec(any::<u8>(), 0..20).prop_filter_map("a value", |bytes| HeaderValue::from_bytes(&bytes).ok());
    let name = "[a-z_-]{1,12}".prop_map(|name| HeaderName::from_bytes(name.as_bytes()).expect("a name"));
    vec((name, value), 0..40).prop_map(|headers| headers.into_iter().collect())
}

proptest! {
    #[test]
    fn no_request_makes_canonicalisation_panic(
        scheme in schemes(), method in any::<String>(), path in any::<String>(), query in any::<String>(),
        host in any::<String>(), headers in headers(), body in vec(any::<u8>(), 0..50), is_stream in any::<bool>(),
    ) {
        let payload = if is_stream { Payload::Stream } else { Payload::Bytes(&body) };
        let request =
            SignableRequest { method: &method, path: &path, query: &query, headers: &headers, host: &host, payload };
        if let Ok(canonical) = canonical_request(&scheme, &request) {
            prop_assert!(canonical.text().contains(canonical.signed_headers()));
        }
    }

    #[test]
    fn the_order_of_headers_does_not_matter(
        (headers, shuffled) in vec(("[a-z]{1,8}", "[a-z ]{0,8}"), 0..30)
            .prop_flat_map(|headers| (Just(headers.clone()), Just(headers).prop_shuffle())),
    ) {
        let canonical = |headers: Vec<(String, String)>| {
            let headers = crate::case::header_map(&headers);
            let request = SignableRequest {
                method: "GET", path: "/", query: "", headers: &headers, host: "h", payload: Payload::Bytes(b""),
            };
            canonical_request(&Scheme::SdkHmacSha256, &request)
        };
        let (one, other) = (canonical(headers), canonical(shuffled));
        prop_assert_eq!(one.is_ok(), other.is_ok());
        if let (Ok(one), Ok(other)) = (one, other) {
            prop_assert_eq!(one.text(), other.text());
        }
    }
}
