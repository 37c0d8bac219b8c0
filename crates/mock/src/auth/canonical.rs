//! The canonical request: what both sides make of a request, so that they sign the same bytes.

use std::borrow::Cow;

use http::{HeaderMap, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

use super::authorization::Claim;
use super::scheme::Scheme;
use super::{Refusal, only, shown};

/// All that is not left alone in a query. What is left alone are letters, digits and `-._~`.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// All that is not left alone in a path. An encoded `/` is one, too: it has been decoded before.
const IN_PATH: &AsciiSet = &IN_QUERY.remove(b'/');

/// The parts of a canonical request.
#[derive(Clone, Debug)]
pub(super) struct Canonical<'a> {
    pub(super) method: &'a str,
    pub(super) path: Cow<'a, str>,
    pub(super) query: Cow<'a, str>,
    /// Name and value of each signed header, line by line.
    pub(super) headers: String,
    /// The names of the signed headers.
    pub(super) signed: &'a str,
    pub(super) payload: Cow<'a, str>,
}

impl Canonical<'_> {
    /// The canonical request itself.
    pub(super) fn text(&self) -> String {
        let Self { method, path, query, headers, signed, payload } = self;
        let mut text = String::with_capacity(
            method.len() + path.len() + query.len() + headers.len() + signed.len() + payload.len() + 5,
        );
        for part in [*method, path, query, headers, *signed] {
            text.push_str(part);
            text.push('\n');
        }
        text.push_str(payload);
        text
    }
}

/// The path: decoded once, encoded anew, and with a `/` at its end.
pub(super) fn path(sent: &str) -> Cow<'_, str> {
    let mut path = encode(decode(sent, false), IN_PATH);
    if !path.ends_with('/') {
        path.to_mut().push('/');
    }
    path
}

/// The query: its pairs sorted by what they say, name before value, and encoded anew.
pub(super) fn query(sent: &str) -> Cow<'static, str> {
    let mut pairs = pairs(sent);
    pairs.sort_unstable();
    join(pairs)
}

/// The query in the order in which it was sent.
pub(super) fn unsorted_query(sent: &str) -> Cow<'static, str> {
    join(pairs(sent))
}

fn pairs(sent: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    let pairs = sent.split('&').filter(|pair| !pair.is_empty());
    let halves = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    halves.map(|(name, value)| (decode(name, true), decode(value, true))).collect()
}

fn join(pairs: Vec<(Cow<'_, str>, Cow<'_, str>)>) -> Cow<'static, str> {
    let mut joined = String::new();
    for (name, value) in pairs {
        if !joined.is_empty() {
            joined.push('&');
        }
        joined.push_str(&encode(name, IN_QUERY));
        joined.push('=');
        joined.push_str(&encode(value, IN_QUERY));
    }
    joined.into()
}

/// Each signed header, as it was sent.
pub(super) fn headers(sent: &HeaderMap, claim: &Claim<'_>) -> Result<String, Refusal> {
    let mut lines = String::with_capacity(256);
    for name in claim.names() {
        let value = only(sent, name)?.ok_or_else(|| {
            let name = shown(name);
            Refusal::unknown(format!("the header `{name}` is signed, as Authorization says, and was not sent"))
        })?;
        lines.push_str(name);
        lines.push(':');
        push_value(&mut lines, &text(value), claim.scheme == Scheme::Scoped);
        lines.push('\n');
    }
    Ok(lines)
}

/// The scoped form takes any white space within a value for one space; the others leave it as it is.
fn push_value(lines: &mut String, value: &str, is_folded: bool) {
    let value = value.trim();
    // Hardly any value has white space to fold, and looking at each character takes a while.
    let is_plain = value.is_ascii() && !value.contains("  ") && !value.contains('\t');
    if !is_folded || is_plain {
        return lines.push_str(value);
    }
    for (index, word) in value.split_whitespace().enumerate() {
        if index > 0 {
            lines.push(' ');
        }
        lines.push_str(word);
    }
}

/// What a header says: UTF-8, or else Latin-1, which is what Python's HTTP client writes after UTF-8 was signed.
pub(super) fn text(value: &HeaderValue) -> Cow<'_, str> {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.into(),
        Err(_) => value.as_bytes().iter().copied().map(char::from).collect::<String>().into(),
    }
}

/// Decodes percent-encoding once. Bytes that are no UTF-8 become U+FFFD; a `%` before anything else stays.
fn decode(sent: &str, plus_is_space: bool) -> Cow<'_, str> {
    if plus_is_space && sent.contains('+') {
        let spaced = sent.replace('+', "%20");
        return percent_decode(spaced.as_bytes()).decode_utf8_lossy().into_owned().into();
    }
    percent_decode(sent.as_bytes()).decode_utf8_lossy()
}

fn encode<'a>(decoded: Cow<'a, str>, encoded: &'static AsciiSet) -> Cow<'a, str> {
    match decoded {
        Cow::Borrowed(text) => utf8_percent_encode(text, encoded).into(),
        Cow::Owned(text) => Cow::Owned(utf8_percent_encode(&text, encoded).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_once_and_encoded_anew() {
        for (sent, canonical) in [
            ("/", "/"),
            ("/v2/tasks", "/v2/tasks/"),
            ("/v2/tasks/", "/v2/tasks/"),
            ("/v2//x", "/v2//x/"),
            ("/a%20b", "/a%20b/"),
            ("/a%2fb", "/a/b/"),
            ("/a%252Fb", "/a%252Fb/"),
            ("/%41+b~", "/A%2Bb~/"),
            ("/100%", "/100%25/"),
            ("/%ff", "/%EF%BF%BD/"),
            ("*", "%2A/"),
        ] {
            assert_eq!(path(sent), canonical, "{sent}");
        }
    }

    #[test]
    fn a_query_is_sorted_by_what_it_says() {
        for (sent, canonical) in [
            ("", ""),
            ("&&", ""),
            ("flag", "flag="),
            ("b=2&a=1", "a=1&b=2"),
            ("a=10&a=9&a=1", "a=1&a=10&a=9"),
            ("a=1&a=1", "a=1&a=1"),
            ("z=1&%C3%A9=2&e=3", "e=3&z=1&%C3%A9=2"),
            ("k=a+b", "k=a%20b"),
            ("k=a%2Bb", "k=a%2Bb"),
            ("k=a=b", "k=a%3Db"),
            ("%61b=1&a=2", "a=2&ab=1"),
        ] {
            assert_eq!(query(sent), canonical, "{sent}");
        }
    }

    #[test]
    fn white_space_within_a_value_counts_but_for_the_scoped_form() {
        let line = |value, is_folded| {
            let mut line = String::new();
            push_value(&mut line, value, is_folded);
            line
        };
        assert_eq!(line(" a  b\tc ", false), "a  b\tc");
        assert_eq!(line(" a  b\tc ", true), "a b c");
    }

    #[test]
    fn a_value_that_is_not_utf_8_is_latin_1() {
        let latin = HeaderValue::from_bytes(b"caf\xe9").expect("a value");
        let utf_8 = HeaderValue::from_bytes("café".as_bytes()).expect("a value");
        assert_eq!((text(&latin), text(&utf_8)), ("café".into(), "café".into()));
    }
}
