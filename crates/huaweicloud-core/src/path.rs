//! Path parameters and queries: how they are encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters, which is also what the vendor's request signature encodes.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Appends a text in which nothing separates, ends or is decoded twice: it stays one segment of a path, or one half of
/// a pair of a query.
pub(crate) fn encode(text: &str, out: &mut String) {
    for part in utf8_percent_encode(text, ENCODED) {
        out.push_str(part);
    }
}

/// Appends `?name=value` or `&name=value`.
///
/// A space is `%20`, never `+`: that is what is signed, and what the vendor's own clients send.
pub(crate) fn append_pair(name: &str, value: &str, url: &mut String) {
    url.push(if url.contains('?') { '&' } else { '?' });
    encode(name, url);
    url.push('=');
    encode(value, url);
}

/// Puts a value where the route has its name in braces. False if the route has no such place.
pub(crate) fn fill(route: &mut String, name: &str, value: &str) -> bool {
    // No value brings a brace of its own, so each one begins a name.
    let mut begins = 0;
    while let Some(at) = route[begins..].bytes().position(|byte| byte == b'{').map(|at| begins + at) {
        let after = &route[at + 1..];
        if after.strip_prefix(name).is_some_and(|rest| rest.starts_with('}')) {
            let place = at..at + name.len() + 2;
            let mut parts = utf8_percent_encode(value, ENCODED);
            match (parts.next(), parts.next()) {
                // Ids are mostly as they are on the wire.
                (Some(whole), None) => route.replace_range(place, whole),
                _ => {
                    let mut encoded = String::with_capacity(3 * value.len());
                    encode(value, &mut encoded);
                    route.replace_range(place, &encoded);
                }
            }
            return true;
        }
        begins = at + 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path that is really requested when `value` is the parameter of `/v2/{value}/stop`.
    fn requested(value: &str) -> String {
        let mut url = "https://example.com/v2/{value}/stop".to_owned();
        assert!(fill(&mut url, "value", value));
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
    fn a_value_that_looks_like_the_name_of_another_parameter_is_a_value() {
        let mut route = "/{a}/{b}".to_owned();
        assert!(fill(&mut route, "a", "{b}") && fill(&mut route, "b", "2"));
        assert_eq!(route, "/%7Bb%7D/2");
        assert!(!fill(&mut route, "c", "3"));
    }

    #[test]
    fn a_query_has_no_plus() {
        let mut url = "/v2/jobs".to_owned();
        append_pair("a b", "c+d", &mut url);
        append_pair("e", "", &mut url);
        assert_eq!(url, "/v2/jobs?a%20b=c%2Bd&e=");
    }
}
