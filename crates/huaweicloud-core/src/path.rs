//! Path parameters: how they are encoded, and which ones are refused.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters, which is also what the vendor's request signature encodes.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Values that no encoding can carry: a URL drops `.` and `..` (and `%2E` just the same), and an empty segment
/// is another route. Each stands beside the text that takes its place until [`unencodable`] finds it. The
/// parentheses make that text impossible for any other value, because [`encode_path`] encodes parentheses.
const UNENCODABLE: [(&str, &str); 3] = [("", "()"), (".", "(.)"), ("..", "(..)")];

/// Percent-encodes the value of a path parameter, so that it stays one segment of the documented route.
///
/// A value that cannot be encoded becomes a segment that no documented route has; the request is refused before
/// it is sent (see [`Context::prepare`](crate::Context::prepare)).
///
/// ```
/// use huaweicloud_core::encode_path;
///
/// assert_eq!(encode_path("a/b c"), "a%2Fb%20c");
/// ```
#[must_use]
pub fn encode_path(value: &str) -> String {
    match UNENCODABLE.iter().find(|(unencodable, _)| *unencodable == value) {
        Some((_, placeholder)) => (*placeholder).to_owned(),
        None => utf8_percent_encode(value, ENCODED).to_string(),
    }
}

/// A value in the path that could not be encoded.
pub(crate) fn unencodable(path: &str) -> Option<&'static str> {
    UNENCODABLE.iter().find(|(_, placeholder)| path.contains(placeholder)).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path that is really requested when `value` is the parameter of `/v2/{value}/stop`.
    fn requested(value: &str) -> String {
        let url = format!("https://example.com/v2/{}/stop", encode_path(value));
        reqwest::Url::parse(&url).expect("an encoded value keeps the URL valid").path().to_owned()
    }

    #[test]
    fn an_id_travels_as_it_is() {
        assert_eq!(requested("Az09-._~"), "/v2/Az09-._~/stop");
    }

    #[test]
    fn whatever_separates_or_ends_a_path_is_encoded() {
        assert_eq!(requested("a/b"), "/v2/a%2Fb/stop");
        assert_eq!(requested(r"a\..\b"), "/v2/a%5C..%5Cb/stop");
        assert_eq!(requested("a?b#c;d"), "/v2/a%3Fb%23c%3Bd/stop");
        assert_eq!(requested("%2e%2e"), "/v2/%252e%252e/stop");
        assert_eq!(requested("\t.\n."), "/v2/%09.%0A./stop");
        assert_eq!(requested("你"), "/v2/%E4%BD%A0/stop");
    }

    #[test]
    fn a_value_that_would_change_the_route_is_found() {
        for value in ["", ".", ".."] {
            assert_eq!(unencodable(&requested(value)), Some(value));
        }
    }

    #[test]
    fn a_value_that_only_looks_like_a_placeholder_is_sent() {
        for value in ["()", "(.)", "(..)", "...", ".a"] {
            assert_eq!(unencodable(&requested(value)), None);
        }
    }
}
