//! The parts of a URL, and what they stand for.
//!
//! Who reads a broken escape as text takes it for something that nobody sent: gateways refuse it, or change it.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_decode_str, utf8_percent_encode};

/// All but what stands for itself wherever it is in a URL, and means nothing to a shell.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The names and values of a query, as they came.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// What a name or a value of a query stands for: as in forms, `+` is a blank.
///
/// # Errors
///
/// As [`decode`].
pub(crate) fn decode_form(text: &str) -> Result<Cow<'_, str>, &'static str> {
    if !text.contains('+') {
        return decode(text);
    }
    let text = text.replace('+', " ");
    Ok(Cow::Owned(decode(&text)?.into_owned()))
}

/// What a part of a path stands for.
///
/// # Errors
///
/// It stands for nothing; in words that go on after its name, and have nothing of it in them.
pub(crate) fn decode(text: &str) -> Result<Cow<'_, str>, &'static str> {
    if text.bytes().any(|byte| byte.is_ascii_control()) {
        return Err("has a control character, which is to be percent-encoded");
    }
    if !text.contains('%') {
        return Ok(Cow::Borrowed(text));
    }
    for escape in text.split('%').skip(1) {
        match escape.as_bytes() {
            [b'0', b'0', ..] => return Err("has `%00`, which no text has"),
            [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {}
            _ => return Err("has a `%` without two hexadecimal digits after it"),
        }
    }
    percent_decode_str(text).decode_utf8().map_err(|_| "is no UTF-8, as every text is")
}

/// A text as a part of a path stands for it.
pub(crate) fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, ESCAPED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_stands_for_the_same_text() {
        let text = "a/b ä?'%&";
        assert_eq!(encode(text).to_string(), "a%2Fb%20%C3%A4%3F%27%25%26");
        assert_eq!(decode(&encode(text).to_string()).unwrap(), text);
    }

    #[test]
    fn what_is_escaped_is_what_it_stands_for() {
        assert_eq!(decode("a%20%C3%A4%25+").unwrap(), "a ä%+");
        assert_eq!(decode_form("a+%2b%0A").unwrap(), "a +\n");
    }

    #[test]
    fn what_stands_for_nothing_is_refused() {
        for text in ["%", "%2", "%zz", "a%2g", "%%20", "%+1", "%é1", "%00", "a\u{0}", "\n", "\u{7f}", "%ff", "%c3"] {
            assert!(decode(text).is_err() && decode_form(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_query_is_split_at_its_signs_only() {
        let pairs: Vec<_> = pairs("a=1&&b&c=%26=2").collect();
        assert_eq!(pairs, [("a", "1"), ("b", ""), ("c", "%26=2")]);
    }
}
