//! Whatever is changed on the way, the signature no longer holds; and nothing that arrives makes anything panic.

use http::{HeaderValue, Method, Request};
use mock::auth::Keyring;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::case::{Case, time};
use crate::vectors;

/// A text with one bit of one byte flipped, unless that gives no ASCII.
fn flip(text: &str, at: Index, bit: u8) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let index = at.index(bytes.len());
    bytes[index] ^= 1 << bit;
    String::from_utf8(bytes).ok().filter(|text| text.is_ascii() && !text.contains(|c: char| c.is_ascii_control()))
}

/// One of our vectors that signs its body.
fn case() -> impl Strategy<Value = Case> {
    cases(|case| !case.id.contains("not JSON"))
}

fn cases(is_meant: impl Fn(&Case) -> bool) -> impl Strategy<Value = Case> {
    proptest::sample::select(vectors::all().into_iter().filter(is_meant).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn no_bit_of_a_signed_header_may_change(case in case(), which: Index, at: Index, bit in 0_u8..7) {
        let signed: Vec<usize> = (0..case.headers.len())
            .filter(|index| !case.headers[*index].0.contains('_') && !case.headers[*index].1.is_empty())
            .collect();
        let index = signed[which.index(signed.len())];
        let mut changed = case.clone();
        let Some(value) = flip(&case.headers[index].1, at, bit) else { return Ok(()) };
        // White space around a value is lost on the way, and one kind within it is as good as another in the scoped form.
        if value.split_whitespace().eq(case.headers[index].1.split_whitespace()) {
            return Ok(());
        }
        changed.headers[index].1 = value;
        prop_assert!(changed.ask().is_err(), "{:?}", changed.headers[index]);
    }

    #[test]
    fn no_bit_of_the_body_may_change(
        case in cases(|case| !case.id.contains("not JSON") && !case.body.is_empty()),
        at: Index,
        bit in 0_u8..8,
    ) {
        let mut changed = case.clone();
        let index = at.index(changed.body.len());
        changed.body[index] ^= 1 << bit;
        prop_assert!(changed.ask().is_err());
        prop_assert!(case.ask().is_ok());
    }

    #[test]
    fn no_bit_of_path_and_query_may_change(case in case(), at: Index, bit in 0_u8..7) {
        let Some(target) = flip(&case.target, at, bit) else { return Ok(()) };
        let Ok(uri) = target.parse::<http::Uri>() else { return Ok(()) };
        // `%c3` says what `%C3` says, and `+` what `%20` does: those are other texts of the same request.
        let says = |uri: &http::Uri| (decoded(uri.path(), false), pairs(uri.query().unwrap_or_default()));
        if !target.starts_with('/') || says(&uri) == says(&case.target.parse().expect("a target")) {
            return Ok(());
        }
        let changed = Case { target, ..case.clone() };
        prop_assert!(changed.ask().is_err(), "{}", changed.target);
    }

    #[test]
    fn another_method_is_another_request(case in case()) {
        let changed = Case { method: "PATCH".to_owned(), ..case.clone() };
        prop_assert!(changed.ask().is_err());
    }

    #[test]
    fn no_header_is_too_strange_to_be_refused(
        authorization in "(SDK-HMAC-SHA256 |V11-HMAC-SHA256 )?(Access=|Credential=)?\\PC{0,60}",
        date in "(20240229T101530Z|\\PC{0,20})",
        token in proptest::collection::vec(any::<u8>(), 0..20),
        target in "/[ -~é]{0,30}",
        body in proptest::collection::vec(any::<u8>(), 0..20),
    ) {
        let mut request = Request::builder().method(Method::POST);
        for (name, value) in [("authorization", authorization.as_bytes()), ("x-sdk-date", date.as_bytes()), ("x-security-token", &token)] {
            if let Ok(value) = HeaderValue::from_bytes(value) {
                request = request.header(name, value);
            }
        }
        if let Ok(request) = request.uri(target).body(()) {
            let parts = request.into_parts().0;
            prop_assert!(Keyring::default().authenticate(&parts, &body, time("20240229T101530Z")).is_err());
        }
    }

    #[test]
    fn what_is_nearly_well_formed_is_refused_too(
        signed in "[ -~]{0,30}",
        credential in "[A-Za-z/_]{0,40}",
        path in "/[!-~]{0,30}",
    ) {
        let first = mock::auth::FIRST_ACCESS_KEY;
        let signature = "0".repeat(64);
        for start in [
            format!("SDK-HMAC-SHA256 Access={first}"),
            format!("SDK-HMAC-SM3 Access={first}"),
            format!("V11-HMAC-SHA256 Credential={first}/{credential}"),
            format!("V11-HMAC-SHA256 Credential={first}/20240229/{credential}/"),
            format!("SDK-HMAC-SHA256 Credential={first}/20240229/{credential}//sdk_request"),
        ] {
            let authorization = format!("{start}, SignedHeaders={signed};x-sdk-date, Signature={signature}");
            let request = Request::get(&path).header("authorization", authorization).header("x-sdk-date", "20240229T101530Z");
            if let Ok(request) = request.body(()) {
                let parts = request.into_parts().0;
                prop_assert!(Keyring::default().authenticate(&parts, b"", time("20240229T101530Z")).is_err());
            }
        }
    }
}

fn decoded(text: &str, plus_is_space: bool) -> Vec<u8> {
    let text = if plus_is_space { text.replace('+', " ") } else { text.trim_end_matches('/').to_owned() };
    percent_encoding::percent_decode_str(&text).collect()
}

fn pairs(query: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let halves = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let mut pairs: Vec<_> = halves.map(|(name, value)| (decoded(name, true), decoded(value, true))).collect();
    pairs.sort_unstable();
    pairs
}
