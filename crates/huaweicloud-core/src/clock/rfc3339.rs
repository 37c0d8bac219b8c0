//! Moments in RFC 3339, as IAM writes when something expires: `2026-11-21T06:11:13.123000Z`.

use std::time::{Duration, SystemTime};

use super::civil::{CivilTime, number};

/// Reads a moment: with a fraction or none, and with `Z`, an offset or, as some services write it, nothing, which is UTC.
pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    let (date, rest) = (text.get(..10)?, text.get(10..)?);
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (time, rest) = (rest.get(..8)?, rest.get(8..)?);
    let (fraction, zone) = match rest.strip_prefix('.') {
        None => (Duration::ZERO, rest),
        Some(rest) => {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (digits, zone) = rest.split_at(end);
            (fraction(digits)?, zone)
        }
    };
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let local = CivilTime { year, month, day, hour, minute, second }.system_time()?;
    let moment = match offset(zone)? {
        Offset::East(ahead) => local.checked_sub(ahead)?,
        Offset::West(behind) => local.checked_add(behind)?,
    };
    moment.checked_add(fraction)
}

enum Offset {
    East(Duration),
    West(Duration),
}

/// `Z`, `+08:00`, `-0330`, or nothing.
fn offset(zone: &str) -> Option<Offset> {
    if matches!(zone, "" | "Z" | "z") {
        return Some(Offset::East(Duration::ZERO));
    }
    let (is_east, digits) = match zone.strip_prefix('+') {
        Some(digits) => (true, digits),
        None => (false, zone.strip_prefix('-')?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None => (digits.get(..2)?, digits.get(2..)?),
    };
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let distance = Duration::from_secs(u64::try_from(hours * 3600 + minutes * 60).ok()?);
    Some(if is_east { Offset::East(distance) } else { Offset::West(distance) })
}

/// What stands behind the point, in nanoseconds; what is smaller is cut off.
fn fraction(digits: &str) -> Option<Duration> {
    if digits.is_empty() {
        return None;
    }
    let kept = digits.get(..digits.len().min(9))?;
    let scale = 10_u64.pow(9 - u32::try_from(kept.len()).ok()?);
    Some(Duration::from_nanos(u64::try_from(number(kept)?).ok()? * scale))
}

/// Three numbers of so many digits each.
fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; 3];
    for (place, width) in numbers.iter_mut().zip(widths) {
        *place = number(parts.next().filter(|part| part.len() == width)?)?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn since_1970(text: &str) -> Option<Duration> {
        parse(text)?.duration_since(SystemTime::UNIX_EPOCH).ok()
    }

    #[test]
    fn a_moment_as_iam_writes_it_is_read_to_the_microsecond() {
        assert_eq!(since_1970("2026-11-21T06:11:13.123000Z"), Some(Duration::from_micros(1_795_241_473_123_000)));
    }

    #[test]
    fn an_offset_is_taken_off_and_no_zone_is_utc() {
        let utc = since_1970("2026-11-21T06:11:13Z");
        assert!(utc.is_some());
        for same in [
            "2026-11-21T06:11:13",
            "2026-11-21 06:11:13z",
            "2026-11-21T14:11:13+08:00",
            "2026-11-21T14:11:13+0800",
            "2026-11-21T02:41:13-03:30",
            "2026-11-21T06:11:13-00:00",
        ] {
            assert_eq!(since_1970(same), utc, "{same}");
        }
    }

    #[test]
    fn another_form_is_not_read() {
        for text in [
            "",
            "2026-11-21",
            "2026-11-21T06:11Z",
            "2026-11-21T06:11:13.Z",
            "2026-11-21T06:11:13+8",
            "2026-11-21T06:11:13+24:00",
            "2026-11-21T06:11:13+08:60",
            "2026-11-21T06:11:13+00800",
            "2026-11-21T06:11:13 UTC",
            "2026-02-29T06:11:13Z",
            "2026-1-021T06:11:13Z",
            "20261121T061113Z",
            "éééééééééééééééééééé",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_another_crate_writes_is_read(
            seconds in -62_135_596_800_i64..=253_402_207_200, nanos in 0_i32..1_000_000_000,
        ) {
            // The crate counts the fraction in the direction of the seconds.
            let nanos = if seconds < 0 { -nanos } else { nanos };
            let Ok(theirs) = jiff::Timestamp::new(seconds, nanos) else { return Ok(()) };
            prop_assert_eq!(parse(&theirs.to_string()), Some(SystemTime::from(theirs)));
        }

        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = parse(&text);
        }
    }
}
