//! Text that JSON forbids, and that servers send.

use std::borrow::Cow;

/// Makes JSON of what is JSON but for the text in it, or says that there is nothing to repair.
///
/// Three things are met in answers: bytes of another encoding than UTF-8, half of a surrogate pair where a text was cut
/// (both become U+FFFD), and bare control characters (which become escapes). None of them is worth the whole answer.
pub(super) fn repair(body: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(body);
    let mut is_broken = matches!(text, Cow::Owned(_));
    let mut repaired = Vec::with_capacity(text.len() + 16);
    let mut rest = text.as_bytes();
    let mut is_in_text = false;
    while let [byte, after @ ..] = rest {
        let taken = match byte {
            b'\\' if is_in_text => match surrogate(rest) {
                Some(Surrogate::Pair) => 12,
                Some(Surrogate::Half) => {
                    is_broken = true;
                    repaired.extend_from_slice(br"\ufffd");
                    rest = &rest[6..];
                    continue;
                }
                // The escaped character, if it is a quotation mark, ends nothing.
                None => 1 + after.len().min(1),
            },
            0..0x20 if is_in_text => {
                is_broken = true;
                repaired.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
                rest = after;
                continue;
            }
            b'"' => {
                is_in_text = !is_in_text;
                1
            }
            _ => 1,
        };
        let (whole, next) = rest.split_at(taken);
        repaired.extend_from_slice(whole);
        rest = next;
    }
    is_broken.then_some(repaired)
}

enum Surrogate {
    Pair,
    Half,
}

/// Whether an escape is of a surrogate, and of how many.
fn surrogate(escape: &[u8]) -> Option<Surrogate> {
    match unit(escape)? {
        0xD800..0xDC00 => match unit(&escape[6..]) {
            Some(0xDC00..0xE000) => Some(Surrogate::Pair),
            _ => Some(Surrogate::Half),
        },
        0xDC00..0xE000 => Some(Surrogate::Half),
        _ => None,
    }
}

/// The UTF-16 code unit of an escape like `\ud83d`.
fn unit(escape: &[u8]) -> Option<u16> {
    let digits = escape.strip_prefix(br"\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(body: &[u8]) -> Option<String> {
        repair(body).map(|body| String::from_utf8(body).expect("UTF-8"))
    }

    #[test]
    fn what_is_json_needs_no_repair() {
        for body in [r#"{"a": "\ud83d\ude00 \" \\", "b": [1, "é"]}"#, "{\n\t\"a\": 1\n}", "", "<html>", r#"""#, r#""\"#]
        {
            assert_eq!(repaired(body.as_bytes()), None, "{body}");
        }
    }

    #[test]
    fn bytes_of_another_encoding_become_replacement_characters() {
        assert_eq!(repaired(b"\"a\xFFb\"").as_deref(), Some("\"a\u{fffd}b\""));
    }

    #[test]
    fn half_a_surrogate_pair_becomes_a_replacement_character() {
        assert_eq!(repaired(br#""\ud83d""#).as_deref(), Some(r#""\ufffd""#));
        assert_eq!(repaired(br#""\ude00x""#).as_deref(), Some(r#""\ufffdx""#));
        assert_eq!(repaired(br#""\ud83d\n\ud83d\ude00""#).as_deref(), Some(r#""\ufffd\n\ud83d\ude00""#));
    }

    #[test]
    fn an_escaped_backslash_before_a_u_is_no_escape_of_a_surrogate() {
        assert_eq!(repaired(br#""\\ud83d""#), None);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_repaired_needs_no_second_repair(body in r#"["\\\\ud8D\n\x01é ]{0,24}"#) {
            if let Some(once) = repair(body.as_bytes()) {
                assert_eq!(repair(&once), None);
            }
        }
    }

    #[test]
    fn bare_control_characters_in_text_become_escapes_and_white_space_outside_stays() {
        assert_eq!(repaired(b"{\n\"a\":\t\"x\n\ty\"}").as_deref(), Some("{\n\"a\":\t\"x\\u000a\\u0009y\"}"));
    }
}
