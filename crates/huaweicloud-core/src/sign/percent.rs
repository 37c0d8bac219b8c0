//! Percent-encoding, once off and once on: what the canonical form of a path and of a query is made by.

use std::borrow::Cow;

/// Which bytes are not encoded, by byte.
pub(super) type Plain = [bool; 256];

/// RFC 3986's unreserved characters: what is not encoded in a query.
pub(super) const UNRESERVED: Plain = plain(b"-._~");

/// The same and the slash: what is not encoded in a path.
pub(super) const UNRESERVED_OR_SLASH: Plain = plain(b"-._~/");

const fn plain(and: &[u8]) -> Plain {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut index = 0;
    while index < and.len() {
        table[and[index] as usize] = true;
        index += 1;
    }
    table
}

/// What a `+` stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Plus {
    /// Itself, as in a path.
    Plus,
    /// A space, as in a query.
    Space,
}

/// Whether [`encode`] and [`decode`] leave a text as it is.
pub(super) fn is_plain(text: &str, plain: &Plain) -> bool {
    text.bytes().all(|byte| plain[usize::from(byte)])
}

/// Appends a text with everything encoded that is not plain.
pub(super) fn encode(out: &mut String, text: &str, plain: &Plain) {
    if is_plain(text, plain) {
        return out.push_str(text);
    }
    for byte in text.bytes() {
        if plain[usize::from(byte)] {
            out.push(char::from(byte));
        } else {
            push_escape(out, byte);
        }
    }
}

/// A text with its escapes taken off, once.
///
/// A `%` that no two digits follow stands for itself, and bytes that are no UTF-8 become U+FFFD.
pub(super) fn decode(text: &str, plus: Plus) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte == b'%' || (byte == b'+' && plus == Plus::Space)) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = match (first, after) {
            (b'%', &[high, low, ..]) => digit(high).zip(digit(low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        bytes.push(match escaped {
            Some(byte) => byte,
            None if first == b'+' && plus == Plus::Space => b' ',
            None => first,
        });
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Cow::Owned(text),
        Err(error) => Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

fn digit(character: u8) -> Option<u8> {
    char::from(character).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn push_escape(out: &mut String, byte: u8) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    out.push('%');
    out.push(DIGITS[usize::from(byte >> 4)]);
    out.push(DIGITS[usize::from(byte & 15)]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn encoded(text: &str, plain: &Plain) -> String {
        let mut out = String::new();
        encode(&mut out, text, plain);
        out
    }

    fn decoded(text: &str, plus: Plus) -> String {
        decode(text, plus).into_owned()
    }

    #[test]
    fn only_unreserved_characters_and_the_one_named_are_left_alone() {
        assert_eq!(encoded("Az09-._~/ +é", &UNRESERVED), "Az09-._~%2F%20%2B%C3%A9");
        assert_eq!(encoded("/a/b c", &UNRESERVED_OR_SLASH), "/a/b%20c");
    }

    #[test]
    fn escapes_are_taken_off_once() {
        assert_eq!(decoded("%252F%2f%c3%A9", Plus::Plus), "%2F/é");
    }

    #[test]
    fn a_plus_is_a_space_only_where_it_is_said_to_be() {
        assert_eq!(decoded("a+b%2B", Plus::Plus), "a+b+");
        assert_eq!(decoded("a+b%2B", Plus::Space), "a b+");
    }

    #[test]
    fn what_is_no_escape_stands_for_itself() {
        assert_eq!(decoded("%", Plus::Plus), "%");
        assert_eq!(decoded("%4", Plus::Plus), "%4");
        assert_eq!(decoded("%zz%%41", Plus::Plus), "%zz%A");
    }

    #[test]
    fn bytes_that_are_no_text_become_the_replacement_character() {
        assert_eq!(decoded("a%FFb", Plus::Plus), "a\u{FFFD}b");
    }

    proptest! {
        #[test]
        fn what_was_encoded_is_decoded_to_itself(text in any::<String>()) {
            prop_assert_eq!(decoded(&encoded(&text, &UNRESERVED), Plus::Space), text);
        }

        #[test]
        fn encoding_what_was_decoded_is_idempotent(text in "([a-z/+é]|%[0-9a-fA-F]{2}|%){0,30}") {
            for plus in [Plus::Plus, Plus::Space] {
                let once = encoded(&decoded(&text, plus), &UNRESERVED);
                prop_assert_eq!(&encoded(&decoded(&once, plus), &UNRESERVED), &once);
            }
        }
    }
}
