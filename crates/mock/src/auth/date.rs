//! Times, as callers write them and as IAM does. The calendar is the Gregorian one, in UTC.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: u64 = 24 * 60 * 60;

/// The time in `20240229T101530Z`, the form of `X-Sdk-Date`, and of no other text.
pub(super) fn compact(text: &str) -> Option<SystemTime> {
    let bytes: &[u8; 16] = text.as_bytes().try_into().ok()?;
    let [year @ .., _, _, _, _, _, _, _, _, _, _, _, _] = bytes;
    let [_, _, _, _, a, b, c, d, b'T', e, f, g, h, i, j, b'Z'] = bytes else { return None };
    let two = |tens: &u8, ones: &u8| number(&[*tens, *ones]);
    time(number(year)?, two(a, b)?, two(c, d)?, two(e, f)?, two(g, h)?, two(i, j)?)
}

/// The time in `2024-02-29T10:15:30Z`, with or without a fraction of the second.
pub(crate) fn parse_rfc3339(text: &str) -> Option<SystemTime> {
    let (seconds, fraction) = match text.strip_suffix('Z')?.split_once('.') {
        Some((seconds, fraction)) => (seconds, fraction),
        None => (text.strip_suffix('Z')?, "0"),
    };
    let bytes: &[u8; 19] = seconds.as_bytes().try_into().ok()?;
    if [bytes[4], bytes[7], bytes[10], bytes[13], bytes[16]] != *b"--T::" || !(1..=9).contains(&fraction.len()) {
        return None;
    }
    let part = |range| bytes.get(range).and_then(number);
    let whole = time(part(0..4)?, part(5..7)?, part(8..10)?, part(11..13)?, part(14..16)?, part(17..19)?)?;
    let nanoseconds = number(format!("{fraction:0<9}").as_bytes())?;
    whole.checked_add(Duration::from_nanos(nanoseconds))
}

/// A time as IAM writes it: `2024-02-29T10:15:30.000000Z`. One before 1970 is written as its beginning.
pub(crate) fn rfc3339(at: SystemTime) -> String {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    let (days, seconds) = (since.as_secs() / DAY, since.as_secs() % DAY);
    let (year, month, day) = date_of(days);
    let (hour, minute, second, micros) = (seconds / 3600, seconds / 60 % 60, seconds % 60, since.subsec_micros());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z")
}

/// A number of decimal digits only: not even a sign.
fn number(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0_u64, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u64::from(digit - b'0')))
}

fn time(year: u64, month: u64, day: u64, hour: u64, minute: u64, second: u64) -> Option<SystemTime> {
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days_to(year, month, day)?;
    UNIX_EPOCH.checked_add(Duration::from_secs(days * DAY + hour * 3600 + minute * 60 + second))
}

/// How many days a day is after 1970-01-01, if there is such a day from then on.
fn days_to(year: u64, month: u64, day: u64) -> Option<u64> {
    if year < 1970 || day == 0 || day > length(year, month)? {
        return None;
    }
    let years: u64 = (year - 1970) * 365 + leap_days_before(year) - leap_days_before(1970);
    let months: u64 = (1..month).filter_map(|month| length(year, month)).sum();
    Some(years + months + day - 1)
}

/// The day that is so many days after 1970-01-01.
fn date_of(mut days: u64) -> (u64, u64, u64) {
    // 400 years have 146,097 days, whichever they are; so this is at most one year off.
    let mut year = (1970 + days * 400 / 146_097).saturating_sub(1).max(1970);
    while days_to(year + 1, 1, 1).is_some_and(|next| next <= days) {
        year += 1;
    }
    days -= days_to(year, 1, 1).unwrap_or_default();
    let mut month = 1;
    while let Some(length) = length(year, month).filter(|length| *length <= days) {
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}

fn leap_days_before(year: u64) -> u64 {
    let years = year - 1;
    years / 4 - years / 100 + years / 400
}

/// How many days a month has; nothing if there is no such month.
pub(crate) fn length(year: u64, month: u64) -> Option<u64> {
    match month {
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(28 + u64::from(year.is_multiple_of(if year.is_multiple_of(100) { 400 } else { 4 }))),
        1..=12 => Some(31),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seconds(at: Option<SystemTime>) -> Option<u64> {
        at?.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
    }

    #[test]
    fn dates_of_signatures_are_read() {
        assert_eq!(seconds(compact("19700101T000000Z")), Some(0));
        assert_eq!(seconds(compact("20240229T101530Z")), Some(1_709_201_730));
        assert_eq!(seconds(compact("21000301T000000Z")), Some(4_107_542_400));
    }

    #[test]
    fn what_is_no_date_of_a_signature_is_not_guessed() {
        for text in [
            "",
            "20240229T101530",
            "20240229T101530z",
            "2024-02-29T10:15:30Z",
            "20230229T000000Z",
            "21000229T000000Z",
            "20241301T000000Z",
            "20240100T000000Z",
            "20240101T240000Z",
            "20240101T006000Z",
            "2024010+T000000Z",
            "19691231T235959Z",
            "20240229T10153éZ",
        ] {
            assert_eq!(compact(text), None, "{text}");
        }
    }

    #[test]
    fn fractions_are_kept_to_the_microsecond() {
        let at = parse_rfc3339("2024-02-29T10:15:30.0625Z").expect("a time");
        assert_eq!(rfc3339(at), "2024-02-29T10:15:30.062500Z");
        assert_eq!(parse_rfc3339("2024-02-29T10:15:30+01:00"), None);
        assert_eq!(parse_rfc3339("2024-02-29T10:15:30.0123456789Z"), None);
    }

    #[test]
    fn february_is_as_long_as_its_year_says_from_the_year_0_on() {
        let lengths = [0, 1900, 2000, 2023, 2024].map(|year| length(year, 2));
        assert_eq!(lengths, [29, 28, 29, 28, 29].map(Some));
        assert_eq!((length(2024, 0), length(2024, 13)), (None, None));
    }

    proptest! {
        #[test]
        fn every_second_comes_back_as_it_was_written(seconds in 0_u64..253_402_300_800) {
            let at = UNIX_EPOCH + Duration::from_secs(seconds);
            prop_assert_eq!(parse_rfc3339(&rfc3339(at)), Some(at));
        }

        #[test]
        fn no_text_is_too_strange_to_be_looked_at(text in "\\PC{0,40}") {
            let _ = (compact(&text), parse_rfc3339(&text));
        }
    }
}
