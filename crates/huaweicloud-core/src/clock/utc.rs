//! The basic form of a moment in UTC, `20240229T101530Z`, which signatures carry.

use std::time::SystemTime;

use super::civil::{CivilTime, number};

/// The moment as 16 ASCII characters; nothing outside the years 1 to 9999.
pub(crate) fn basic(time: SystemTime) -> Option<[u8; 16]> {
    let civil = CivilTime::at(time)?;
    let [[a, b], [c, d]] = [two_digits(civil.year / 100), two_digits(civil.year % 100)];
    let [[e, f], [g, h]] = [two_digits(civil.month), two_digits(civil.day)];
    let [[i, j], [k, l], [m, n]] = [civil.hour, civil.minute, civil.second].map(two_digits);
    Some([a, b, c, d, e, f, g, h, b'T', i, j, k, l, m, n, b'Z'])
}

/// The digits of a number below 100.
fn two_digits(number: i64) -> [u8; 2] {
    let digit = |digit: i64| b"0123456789"[(digit % 10) as usize];
    [digit(number / 10), digit(number)]
}

/// Reads what [`basic`] writes, and nothing else.
pub(crate) fn parse_basic(text: &str) -> Option<SystemTime> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    if date.len() != 8 || time.len() != 6 {
        return None;
    }
    let civil = CivilTime {
        year: number(date.get(..4)?)?,
        month: number(date.get(4..6)?)?,
        day: number(date.get(6..)?)?,
        hour: number(time.get(..2)?)?,
        minute: number(time.get(2..4)?)?,
        second: number(time.get(4..)?)?,
    };
    civil.system_time()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn a_moment_is_written_with_all_its_zeros() {
        assert_eq!(basic(at(0)).as_ref(), Some(b"19700101T000000Z"));
        assert_eq!(basic(at(1_709_201_730)).as_ref(), Some(b"20240229T101530Z"));
    }

    #[test]
    fn another_form_is_not_read() {
        for text in [
            "",
            "20240229T101530",
            "20240229T101530z",
            "20240229 101530Z",
            "2024-02-29T10:15:30Z",
            "20240230T101530Z",
            "20240229T10153Z",
            "+0240229T101530Z",
            "２０２４T101530Z",
            "Thu, 29 Feb 2024 10:15:30 GMT",
        ] {
            assert_eq!(parse_basic(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(seconds in 0_u64..=253_402_300_799) {
            let text = basic(at(seconds)).expect("a year of four digits");
            prop_assert_eq!(parse_basic(std::str::from_utf8(&text).expect("ASCII")), Some(at(seconds)));
        }

        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = parse_basic(&text);
        }
    }
}
