//! Which headers are signed, and as what.

use reqwest::header::{HOST, HeaderMap, HeaderName, HeaderValue};

use super::SignError;
use super::few::Few;

/// Names and values, sorted by name. A client of ours sends 8; more than 16 cost one allocation.
pub(super) type Signed<'a> = Few<(&'a str, &'a str), 16>;

/// Lists the headers that are signed: all, but for those that change or appear under way.
///
/// `host` is added unless the request brings its own. The list is filled where it is, because moving it costs as much as
/// filling it.
pub(super) fn list<'a>(signed: &mut Signed<'a>, headers: &'a HeaderMap, host: &'a str) -> Result<(), SignError> {
    let mut has_host = false;
    for (name, value) in headers {
        if is_signed(name) {
            has_host |= *name == HOST;
            signed.push((name.as_str(), text(name, value)?.trim()));
        }
    }
    if !has_host {
        signed.push(("host", host));
    }
    signed.sort_unstable();
    match signed.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(SignError::RepeatedHeader { name: pair[0].0.to_owned() }),
        None => Ok(()),
    }
}

/// Takes outer white space off the values that are signed.
///
/// Signed are the values without it. Receivers of HTTP take off spaces and tabs, but not what else Unicode calls white
/// space; so that nothing is left to them, it is not sent at all.
pub(super) fn trim(headers: &mut HeaderMap) -> Result<(), SignError> {
    for (name, value) in headers.iter_mut() {
        let outer = [value.as_bytes().first(), value.as_bytes().last()];
        if outer.into_iter().flatten().all(u8::is_ascii_graphic) || !is_signed(name) {
            continue;
        }
        let is_sensitive = value.is_sensitive();
        let trimmed = text(name, value)?.trim();
        // A part of a valid value is a valid value.
        let Ok(trimmed) = HeaderValue::from_bytes(trimmed.as_bytes()) else { continue };
        *value = trimmed;
        value.set_sensitive(is_sensitive);
    }
    Ok(())
}

fn text<'a>(name: &HeaderName, value: &'a HeaderValue) -> Result<&'a str, SignError> {
    std::str::from_utf8(value.as_bytes()).map_err(|_| SignError::HeaderNotText { name: name.as_str().to_owned() })
}

/// Whether a header is signed.
///
/// Names with `_` are not: proxies drop or rewrite them, and the vendor leaves them out.
fn is_signed(name: &HeaderName) -> bool {
    let name = name.as_str();
    !is_of_one_hop(name) && !name.contains('_')
}

/// The signature itself, and what belongs to one hop of the way or is set where the body is framed.
fn is_of_one_hop(name: &str) -> bool {
    matches!(
        name,
        "authorization"
            | "connection"
            | "content-length"
            | "expect"
            | "keep-alive"
            | "proxy-authenticate"
            | "proxy-authorization"
            | "proxy-connection"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed<'a>(headers: &'a HeaderMap, host: &'a str) -> Result<Vec<(&'a str, &'a str)>, SignError> {
        let mut signed = Signed::new();
        list(&mut signed, headers, host)?;
        Ok(signed.to_vec())
    }

    fn headers(of: &[(&'static str, &[u8])]) -> HeaderMap {
        let value = |value: &[u8]| HeaderValue::from_bytes(value).expect("a value");
        of.iter().map(|(name, bytes)| (HeaderName::from_static(name), value(bytes))).collect()
    }

    #[test]
    fn names_are_sorted_and_the_host_is_among_them() {
        let headers = headers(&[("x-b", b"2"), ("accept", b"1"), ("x-a-b", b"3")]);
        let signed = signed(&headers, "example.com:8443").expect("headers");
        assert_eq!(*signed, [("accept", "1"), ("host", "example.com:8443"), ("x-a-b", "3"), ("x-b", "2")]);
    }

    #[test]
    fn a_host_header_of_the_request_is_the_host() {
        let headers = headers(&[("host", b"other.example")]);
        assert_eq!(signed(&headers, "example.com").expect("headers"), [("host", "other.example")]);
    }

    #[test]
    fn what_changes_under_way_is_not_signed() {
        let headers = headers(&[
            ("authorization", b"old"),
            ("connection", b"close"),
            ("content-length", b"1"),
            ("transfer-encoding", b"chunked"),
            ("x_tenant", b"1"),
        ]);
        assert_eq!(signed(&headers, "h").expect("headers"), [("host", "h")]);
    }

    #[test]
    fn a_repeated_header_is_refused_by_name() {
        let mut headers = headers(&[("x-a", b"1")]);
        headers.append("x-a", HeaderValue::from_static("2"));
        let error = signed(&headers, "h").expect_err("refused");
        assert_eq!(error, SignError::RepeatedHeader { name: "x-a".to_owned() });
    }

    #[test]
    fn a_value_that_is_no_text_is_refused_by_name_and_not_shown() {
        let error = signed(&headers(&[("x-a", b"hunter2\xFF")]), "h").expect_err("refused");
        assert_eq!(error, SignError::HeaderNotText { name: "x-a".to_owned() });
        assert!(!error.to_string().contains("hunter2"));
    }

    #[test]
    fn trimming_keeps_inner_spaces_and_what_is_sensitive() {
        let mut headers = headers(&[("x-a", "\u{3000} a  b\t".as_bytes()), ("x_b", b" c "), ("x-c", b" ")]);
        headers.get_mut("x-a").expect("a header").set_sensitive(true);
        trim(&mut headers).expect("text");
        assert_eq!((headers["x-a"].as_bytes(), headers["x-a"].is_sensitive()), (&b"a  b"[..], true));
        assert_eq!([headers["x_b"].as_bytes(), headers["x-c"].as_bytes()], [&b" c "[..], b""]);
    }

    #[test]
    fn many_headers_are_all_signed() {
        let mut headers = HeaderMap::new();
        for index in 0..40 {
            let name = HeaderName::from_bytes(format!("x-{index:02}").as_bytes()).expect("a name");
            headers.insert(name, HeaderValue::from(index));
        }
        let signed = signed(&headers, "h").expect("headers");
        assert_eq!(signed.len(), 41);
        assert_eq!((signed[0].0, signed[40]), ("host", ("x-39", "39")));
    }
}
