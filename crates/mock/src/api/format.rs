//! Named formats of texts.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A format that is checked. Every other one says what a text is about, and forbids nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// `uuid`: hexadecimal digits, 8-4-4-4-12.
    Uuid,
    /// `date-time`: a day, a time and an offset.
    DateTime,
    /// `date`: `2026-11-03`.
    Date,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `byte`: Base64.
    Base64,
}

impl Format {
    /// The format of that name, if it is one that is checked.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "uuid" => Self::Uuid,
            "date-time" => Self::DateTime,
            "date" => Self::Date,
            "ipv4" => Self::Ipv4,
            "ipv6" => Self::Ipv6,
            "byte" => Self::Base64,
            _ => return None,
        })
    }

    /// What it is, as the rest of a sentence: "is no …".
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Uuid => "UUID",
            Self::DateTime => "date and time, such as 2026-11-03T18:40:00Z",
            Self::Date => "date, such as 2026-11-03",
            Self::Ipv4 => "IPv4 address",
            Self::Ipv6 => "IPv6 address",
            Self::Base64 => "Base64",
        }
    }

    /// A text that has it.
    pub(super) fn sample(self) -> &'static str {
        match self {
            Self::Uuid => "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f63",
            Self::DateTime => "2026-11-03T18:40:00Z",
            Self::Date => "2026-11-03",
            Self::Ipv4 => "192.0.2.7",
            Self::Ipv6 => "2001:db8::7",
            Self::Base64 => "bW9jaw==",
        }
    }

    /// Whether a text has it.
    pub(super) fn fits(self, text: &str) -> bool {
        match self {
            Self::Uuid => is_uuid(text.as_bytes()),
            Self::DateTime => is_date_time(text.as_bytes()),
            Self::Date => is_date(text.as_bytes()),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Base64 => is_base64(text.as_bytes()),
        }
    }
}

fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// RFC 3339, and its offset without a colon: the vendor's pages write `+0100`.
fn is_date_time(text: &[u8]) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else { return false };
    let Some((b'T' | b't' | b' ', rest)) = rest.split_first() else { return false };
    let Some((time, rest)) = rest.split_at_checked(8) else { return false };
    let [h1, h2, b':', m1, m2, b':', s1, s2] = time else { return false };
    let is_time = pair(*h1, *h2).is_some_and(|hour| hour < 24)
        && pair(*m1, *m2).is_some_and(|minute| minute < 60)
        && pair(*s1, *s2).is_some_and(|second| second <= 60);
    let offset = match rest {
        [b'.', digits @ ..] => {
            let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
            if end == 0 {
                return false;
            }
            digits.get(end..).unwrap_or_default()
        }
        _ => rest,
    };
    let is_offset = match offset {
        [b'Z' | b'z'] => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] | [b'+' | b'-', h1, h2, m1, m2] => {
            pair(*h1, *h2).is_some_and(|hour| hour < 24) && pair(*m1, *m2).is_some_and(|minute| minute < 60)
        }
        _ => false,
    };
    is_date(date) && is_time && is_offset
}

fn is_date(text: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return false };
    let (Some(century), Some(year), Some(month), Some(day)) =
        (pair(*y1, *y2), pair(*y3, *y4), pair(*m1, *m2), pair(*d1, *d2))
    else {
        return false;
    };
    let year = century * 100 + year;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        _ => 31,
    };
    (1..=12).contains(&month) && (1..=days).contains(&day)
}

fn pair(tens: u8, ones: u8) -> Option<u32> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

fn is_base64(text: &[u8]) -> bool {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let data = text.get(..text.len() - padding).unwrap_or_default();
    text.len().is_multiple_of(4)
        && padding <= 2
        && data.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_of_a_format_has_it() {
        for name in ["uuid", "date-time", "date", "ipv4", "ipv6", "byte"] {
            let format = Format::of(name).unwrap();
            assert!(format.fits(format.sample()), "{name}");
            assert!(!format.fits("ä"), "{name}");
        }
    }

    #[test]
    fn a_date_and_time_needs_all_of_its_parts() {
        for text in ["2026-11-03T18:40:00+0100", "2026-11-03 18:40:00.123-05:30", "2024-02-29t23:59:60z"] {
            assert!(Format::DateTime.fits(text), "{text}");
        }
        for text in [
            "2026-11-03",
            "2026-11-03T18:40:00",
            "2026-11-03T18:40Z",
            "2026-11-03T24:00:00Z",
            "2026-11-03T18:40:00.Z",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-03T18:40:00+01:0",
        ] {
            assert!(!Format::DateTime.fits(text), "{text}");
        }
    }

    #[test]
    fn a_uuid_has_its_dashes_where_they_belong() {
        assert!(Format::Uuid.fits("B21989ec-2889-4b8e-99db-19c073425ec2"));
        assert!(!Format::Uuid.fits("b21989ec28894b8e99db19c073425ec2"));
        assert!(!Format::Uuid.fits("b21989ec-2889-4b8e-99db-19c073425ecg"));
    }
}
