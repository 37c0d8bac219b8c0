//! From the bytes of an answer to a value.

use serde_core::de::Error as _;

use crate::BodyError;
use crate::json::repair::repair;
use crate::json::{At, Deviation, Notes, Receive, Tolerated};

/// Decodes a body, and tells what was tolerated.
///
/// One reading does for what is documented. A second one is made when the first had to pass a number through an `f64`
/// and may have lost digits, and a third when what is there is no JSON but can be made so without guessing.
///
/// # Errors
///
/// [`BodyError::Json`].
pub fn decode<T: Receive>(body: &[u8]) -> Result<(T, Vec<Tolerated>), BodyError> {
    // Some gateways begin their JSON with a byte order mark, which JSON forbids and everyone can ignore.
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    if body.trim_ascii().is_empty() {
        let tolerated = Tolerated { path: String::new(), deviation: Deviation::NoBody, count: 1 };
        let nothing =
            || BodyError::Json { path: String::new(), source: serde_json::Error::custom("the body is empty") };
        return T::absent().map(|value| (value, vec![tolerated])).ok_or_else(nothing);
    }
    let notes = Notes::default();
    match (read(body, &notes), notes.is_lossy.get()) {
        (Ok(value), false) => Ok((value, notes.into_tolerated())),
        (Err(BodyError::Json { path, source }), false) if source.is_data() => Err(BodyError::Json { path, source }),
        _ => read_verbatim(body).or_else(|error| read_repaired(body, error)),
    }
}

/// A second reading, digit by digit. It can also succeed where the first one failed: no `f64` holds 1e400, which
/// serde_json calls a mistake of syntax, and a text can hold it.
#[cold]
fn read_verbatim<T: Receive>(body: &[u8]) -> Result<(T, Vec<Tolerated>), BodyError> {
    let notes = Notes::verbatim();
    let value = read(body, &notes)?;
    Ok((value, notes.into_tolerated()))
}

/// A third reading, of what could not be read for such an error, if there is something to repair.
#[cold]
fn read_repaired<T: Receive>(body: &[u8], error: BodyError) -> Result<(T, Vec<Tolerated>), BodyError> {
    let repaired = repair(body).ok_or(error)?;
    let (value, mut tolerated) = read_verbatim(&repaired)?;
    tolerated.push(Tolerated { path: String::new(), deviation: Deviation::BrokenText, count: 1 });
    Ok((value, tolerated))
}

fn read<T: Receive>(body: &[u8], notes: &Notes) -> Result<T, BodyError> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    T::receive(&mut deserializer, &At::root("", notes))
        .and_then(|received| deserializer.end().map(|()| received))
        .and_then(|received| received.or_else(T::absent).ok_or_else(|| serde_json::Error::custom(super::NOT_NULL)))
        .map_err(|source| {
            let path = notes.failed_at.take().unwrap_or_default();
            BodyError::Json { path, source: presentable(source, notes) }
        })
}

/// The same error in words that can be shown: serde quotes the value it has found, which may be long, or a secret.
fn presentable(error: serde_json::Error, notes: &Notes) -> serde_json::Error {
    /// Enough for the value and what was expected in its place.
    const MOST: usize = 200;

    let said = error.to_string();
    // Mistakes of syntax quote nothing.
    if !error.is_data() || !(notes.is_secret.get() || said.len() > MOST) {
        return error;
    }
    let said = if notes.is_secret.get() {
        super::NOT_SHOWN.to_owned()
    } else {
        said.chars().take(MOST).chain(['…']).collect()
    };
    serde_json::Error::custom(format_args!("{said} at line {} column {}", error.line(), error.column()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;
    use crate::json::testing::read;

    #[test]
    fn what_is_as_documented_is_read_without_a_note() {
        assert_eq!(read::<Vec<i64>>("[1, 2]"), "[1, 2]");
    }

    #[test]
    fn a_byte_order_mark_is_not_seen() {
        assert_eq!(read::<i64>("\u{feff}1"), "1");
    }

    #[test]
    fn an_empty_body_is_whatever_can_stand_for_nothing() {
        assert_eq!(read::<Vec<i64>>(""), "[] (no body where one is documented)");
        assert_eq!(read::<Value>(" \r\n"), "Null (no body where one is documented)");
        assert_eq!(read::<i64>(""), "error: the body is empty");
    }

    #[test]
    fn a_body_of_null_is_an_absent_value() {
        assert_eq!(read::<Vec<i64>>("null"), "[] (null where a value is documented)");
        let expected = "error: expected a value, but found null";
        assert_eq!(read::<i64>("null"), expected);
    }

    #[test]
    fn what_follows_the_document_is_not_ignored() {
        let expected = "error: trailing characters at line 1 column 3";
        assert_eq!(read::<i64>("1 2"), expected);
    }

    #[test]
    fn half_a_document_is_an_error_at_its_end() {
        let expected = "error: EOF while parsing a value at line 1 column 3";
        assert_eq!(read::<Vec<i64>>("[1,"), expected);
    }

    #[test]
    fn a_number_becomes_text_digit_by_digit() {
        for digits in ["12345678901234567890123", "1.10", "-0", "1E2", "0.1000000000000000055511151231257827", "1e400"]
        {
            let (text, _) = decode::<String>(digits.as_bytes()).expect("text");
            assert_eq!(text, digits);
        }
    }

    #[test]
    fn the_second_reading_notes_what_the_first_did_and_no_more() {
        assert_eq!(
            read::<Vec<String>>(r#"[1.10, null, true, "\u00e9"]"#),
            r#"["1.10", "true", "é"] ([]: not text where text is documented (2 times), []: null where a value is documented)"#
        );
    }

    #[test]
    fn a_whole_number_keeps_its_digits_however_it_is_written() {
        let body = "[9007199254740993.0, 1, 1.5e3, \"9007199254740993.0\", null, \"\"]";
        let (numbers, _) = decode::<Vec<i64>>(body.as_bytes()).expect("whole numbers");
        assert_eq!(numbers, [9_007_199_254_740_993, 1, 1500, 9_007_199_254_740_993]);
    }

    #[test]
    fn text_that_json_forbids_is_made_readable() {
        let body = b"{\"a\": \"half a \\ud83d face\", \"b\": \"\xC4\xE3\", \"c\": \"two\nlines\"}";
        assert_eq!(
            read::<BTreeMap<String, String>>(body),
            r#"{"a": "half a � face", "b": "��", "c": "two\nlines"} (text that JSON forbids)"#
        );
    }

    #[test]
    fn a_document_deeper_than_128_levels_is_an_error_with_its_path() {
        let error = read::<BTreeMap<String, Value>>(format!("{{\"a\": {}1{}}}", "[".repeat(130), "]".repeat(130)));
        let expected = "error at `{\"a\"}`: recursion limit exceeded at line 1 column 133";
        assert_eq!(error, expected);
    }

    #[test]
    fn an_error_quotes_no_more_than_a_person_reads() {
        let error = read::<i64>(format!("\"{}\"", "é".repeat(1000)));
        assert!(error.chars().count() < 300, "{error}");
        assert!(error.ends_with("… at line 1 column 2002"), "{error}");
    }
}
