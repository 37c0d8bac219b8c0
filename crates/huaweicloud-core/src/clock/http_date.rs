//! Moments in HTTP headers (`Date`, `Retry-After`), in the three forms that RFC 9110 (5.6.7) makes a recipient read.

use std::time::SystemTime;

use super::civil::{CivilTime, number};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads a moment. `now` is for the form whose years have two digits, which are of the century that keeps them from
/// being more than 50 years ahead.
///
/// The name of the day is passed over: a wrong one does not make the date another.
pub(crate) fn parse(text: &str, now: SystemTime) -> Option<SystemTime> {
    let fields: Vec<&str> = text.split_ascii_whitespace().collect();
    let (date, time) = match fields[..] {
        // Sun, 06 Nov 1994 08:49:37 GMT
        [name, day, month, year, time, "GMT"] if name.ends_with(',') && day.len() == 2 && year.len() == 4 => {
            ((number(year)?, month, day), time)
        }
        // Sunday, 06-Nov-94 08:49:37 GMT
        [name, date, time, "GMT"] if name.ends_with(',') => {
            let mut parts = date.split('-');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            if day.len() != 2 || year.len() != 2 || parts.next().is_some() {
                return None;
            }
            ((full_year(number(year)?, now)?, month, day), time)
        }
        // Sun Nov  6 08:49:37 1994
        [_, month, day, time, year] if day.len() <= 2 && year.len() == 4 => ((number(year)?, month, day), time),
        _ => return None,
    };
    let (year, month, day) = date;
    let month = MONTHS.iter().position(|name| *name == month)?;
    let [hour, minute, second] = clock_time(time)?;
    let month = i64::try_from(month).ok()? + 1;
    CivilTime { year, month, day: number(day)?, hour, minute, second }.system_time()
}

/// The latest year with these last two digits that is at most 50 years ahead.
fn full_year(two_digits: i64, now: SystemTime) -> Option<i64> {
    let latest = CivilTime::at(now)?.year + 50;
    Some(latest - (latest - two_digits).rem_euclid(100))
}

fn clock_time(text: &str) -> Option<[i64; 3]> {
    let mut parts = text.split(':');
    let mut numbers = [0; 3];
    for place in &mut numbers {
        *place = number(parts.next().filter(|part| part.len() == 2)?)?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn in_2026() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_241_473)
    }

    #[test]
    fn the_three_forms_are_the_same_moment() {
        let moment = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777));
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(parse(text, in_2026()), moment, "{text}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_at_most_50_years_ahead() {
        let year = |two_digits| full_year(two_digits, in_2026());
        assert_eq!([year(26), year(76), year(77), year(0)], [Some(2026), Some(2076), Some(1977), Some(2000)]);
    }

    #[test]
    fn another_form_is_not_read() {
        for text in [
            "",
            "120",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Brumaire 1994 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 8:49:37 GMT",
            "1994-11-06T08:49:37Z",
        ] {
            assert_eq!(parse(text, in_2026()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_another_crate_writes_is_read(seconds in -62_135_596_800_i64..=253_402_207_200) {
            let theirs = jiff::Timestamp::from_second(seconds).expect("a timestamp");
            let text = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&theirs);
            // The crate refuses to write years that it could not read.
            let Ok(text) = text else { return Ok(()) };
            prop_assert_eq!(parse(&text, in_2026()), Some(SystemTime::from(theirs)));
        }

        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = parse(&text, in_2026());
        }
    }
}
