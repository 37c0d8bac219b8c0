//! The calendar: days since 1970 as year, month and day, and back.
//!
//! It is ours because a crate for it would be one of a budget that is full; the tests hold it against one, day by day.
//!
//! Years begin in March here, so that the leap day is the last of its year and the lengths of the months
//! follow one formula: the months from March have 31, 30, 31, 30, 31 days, over and over.

use std::time::{Duration, SystemTime};

pub(crate) const SECONDS_PER_DAY: i64 = 86_400;

/// A Gregorian period of 400 years.
const DAYS_PER_ERA: i64 = 146_097;

/// From the 1st of March of the year 0 to the 1st of January 1970.
const EPOCH: i64 = 719_468;

/// A moment in UTC, to the second. The fields are in range if [`CivilTime::at`] made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CivilTime {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
}

impl CivilTime {
    /// The moment as people write it, its fraction of a second cut off; nothing outside the years 1 to 9999.
    pub(crate) fn at(time: SystemTime) -> Option<Self> {
        let seconds = unix_seconds(time)?;
        let (year, month, day) = date(seconds.div_euclid(SECONDS_PER_DAY));
        let of_day = seconds.rem_euclid(SECONDS_PER_DAY);
        let civil = Self { year, month, day, hour: of_day / 3600, minute: of_day / 60 % 60, second: of_day % 60 };
        (1..=9999).contains(&year).then_some(civil)
    }

    /// The moment on the system's scale; nothing if a field is out of range.
    ///
    /// A second of 60 is the first one of the next minute: UTC has leap seconds, the system's scale has none.
    pub(crate) fn system_time(self) -> Option<SystemTime> {
        let Self { year, month, day, hour, minute, second } = self;
        let in_range = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..=60).contains(&second);
        let seconds = days(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
        in_range.then(|| from_unix_seconds(seconds)).flatten()
    }
}

/// Seconds since 1970, rounded down.
fn unix_seconds(time: SystemTime) -> Option<i64> {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).ok(),
        Err(error) => {
            let before = error.duration();
            let seconds = i64::try_from(before.as_secs()).ok()?;
            (-seconds).checked_sub(i64::from(before.subsec_nanos() > 0))
        }
    }
}

/// Nothing if the platform has no such time.
pub(crate) fn from_unix_seconds(seconds: i64) -> Option<SystemTime> {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    if seconds < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    }
}

/// Year, month and day of a day since 1970.
fn date(days: i64) -> (i64, i64, i64) {
    // No time of a platform is that far away; what it would be is out of range either way.
    let days = days.saturating_add(EPOCH);
    let (era, of_era) = (days.div_euclid(DAYS_PER_ERA), days.rem_euclid(DAYS_PER_ERA));
    // Without the leap days of 4 years, 100 years and 400 years, all years have 365 days.
    let of_era_year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * of_era_year + of_era_year / 4 - of_era_year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (of_era_year + era * 400 + i64::from(month <= 2), month, day)
}

/// The day since 1970 of a date.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, of_era_year) = (year.div_euclid(400), year.rem_euclid(400));
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    era * DAYS_PER_ERA + of_era_year * 365 + of_era_year / 4 - of_era_year / 100 + of_year - EPOCH
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number that a text of ASCII digits is, and of nothing else: no sign, no space.
pub(crate) fn number(digits: &str) -> Option<i64> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_day_of_the_years_1_to_9999_is_the_one_that_another_calendar_has() {
        let epoch = jiff::civil::date(1970, 1, 1);
        let mut day = jiff::civil::date(1, 1, 1);
        let first = i64::from(epoch.until(day).expect("a span of days").get_days());
        let mut number = first;
        loop {
            let theirs = (i64::from(day.year()), i64::from(day.month()), i64::from(day.day()));
            assert_eq!(date(number), theirs);
            assert_eq!(days(theirs.0, theirs.1, theirs.2), number);
            assert_eq!(days_in_month(theirs.0, theirs.1), i64::from(day.days_in_month()));
            number += 1;
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        assert_eq!(number - first, 3_652_059);
    }

    proptest! {
        #[test]
        fn every_second_is_the_one_that_another_calendar_has(seconds in -62_135_596_800_i64..=253_402_207_200) {
            let time = from_unix_seconds(seconds).expect("a time");
            let theirs = jiff::Timestamp::from_second(seconds).expect("a timestamp");
            let theirs = jiff::tz::Offset::UTC.to_datetime(theirs);
            let ours = CivilTime::at(time).expect("a year of four digits");
            prop_assert_eq!(
                [ours.year, ours.month, ours.day, ours.hour, ours.minute, ours.second],
                [
                    i64::from(theirs.year()), i64::from(theirs.month()), i64::from(theirs.day()),
                    i64::from(theirs.hour()), i64::from(theirs.minute()), i64::from(theirs.second()),
                ]
            );
            prop_assert_eq!(ours.system_time(), Some(time));
        }
    }

    #[test]
    fn a_fraction_of_a_second_is_cut_off_before_1970_too() {
        let time = SystemTime::UNIX_EPOCH - Duration::from_millis(1);
        let civil = CivilTime::at(time).expect("a civil time");
        assert_eq!((civil.year, civil.month, civil.day, civil.second), (1969, 12, 31, 59));
    }

    #[test]
    fn a_year_of_more_than_four_digits_or_before_the_first_is_none() {
        let last = from_unix_seconds(253_402_300_799).expect("a time");
        assert_eq!(CivilTime::at(last).map(|civil| (civil.year, civil.second)), Some((9999, 59)));
        assert_eq!(CivilTime::at(last + Duration::from_secs(1)), None);
        let first = from_unix_seconds(-62_135_596_800).expect("a time");
        assert_eq!(CivilTime::at(first).map(|civil| civil.year), Some(1));
        assert_eq!(CivilTime::at(first - Duration::from_secs(1)), None);
    }

    #[test]
    fn a_field_out_of_range_is_no_time() {
        let valid = CivilTime { year: 2023, month: 2, day: 28, hour: 23, minute: 59, second: 60 };
        assert!(valid.system_time().is_some());
        for invalid in [
            CivilTime { day: 29, ..valid },
            CivilTime { day: 0, ..valid },
            CivilTime { month: 13, ..valid },
            CivilTime { month: 0, ..valid },
            CivilTime { year: 0, ..valid },
            CivilTime { hour: 24, ..valid },
            CivilTime { minute: 60, ..valid },
            CivilTime { second: 61, ..valid },
        ] {
            assert_eq!(invalid.system_time(), None, "{invalid:?}");
        }
    }
}
