//! Named formats of texts.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::auth::date::length;

/// A format that is checked. Every other one says what a text is about, and forbids nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// `uuid`: hexadecimal digits, 8-4-4-4-12.
    Uuid,
    /// `date-time`: a day, a time and an offset.
    DateTime,
    /// `date`: `2026-11-03`.
    Date,
    /// `time`: a time and an offset.
    Time,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `byte`: Base64.
    Base64,
    /// `hostname`.
    Hostname,
    /// `email`.
    Email,
    /// `uri`: one with a scheme.
    Uri,
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
            "time" => Self::Time,
            "hostname" => Self::Hostname,
            "email" => Self::Email,
            "uri" => Self::Uri,
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
            Self::Time => "time with its offset, such as 18:40:00Z",
            Self::Hostname => "host name",
            Self::Email => "e-mail address",
            Self::Uri => "URI, such as https://example.com/",
        }
    }

    /// Texts that have it: a usual one, one of at least so many characters, short ones, and ones that are written otherwise.
    pub(super) fn samples(self, least: usize) -> Vec<String> {
        let fill = |text: &str, count: usize| text.chars().cycle().take(count).collect::<String>();
        let zeros = |length: usize| fill("0", least.saturating_sub(length));
        let (others, long): (&[&str], String) = match self {
            Self::Uuid => (&["7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f63"], String::new()),
            Self::DateTime => (
                &["2026-11-03T18:40:00Z", "2026-11-03T18:40:00.000Z", "2026-11-03T18:40:00+00:00"],
                format!("2026-11-03T18:40:00.0{}Z", zeros(22)),
            ),
            Self::Date => (&["2026-11-03"], String::new()),
            Self::Ipv4 => (&["192.0.2.7", "1.1.1.1", "203.0.113.1", "198.51.100.7", "198.151.100.107"], String::new()),
            Self::Ipv6 => {
                (&["2001:db8::7", "::1", "2001:db8:0:0:0:0:0:7"], "2001:0db8:0000:0000:0000:0000:0000:0007".to_owned())
            }
            Self::Base64 => (&["bW9jaw==", "bW9j", ""], "bW9j".repeat(least.div_ceil(4))),
            Self::Time => (&["18:40:00Z", "18:40:00.000Z", "18:40:00+00:00"], format!("18:40:00.0{}Z", zeros(11))),
            Self::Hostname => (&["example.com", "a.io", "a"], host(least)),
            // What stands before the `@` has 64 characters at most.
            Self::Email if least > 76 => (&[], format!("mock@{}", host(least - 5))),
            Self::Email => (
                &["mock@example.com", "m@a.io", "a@b"],
                format!("{}@example.com", fill("mock", least.saturating_sub(12).max(1))),
            ),
            Self::Uri => (
                &["https://example.com/", "urn:a", "a:"],
                format!("https://example.com/{}", fill("a", least.saturating_sub(20))),
            ),
        };
        let long = (least > 0 && !long.is_empty()).then_some(long);
        others.iter().map(|text| (*text).to_owned()).chain(long).collect()
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
            Self::Time => is_time(text.as_bytes()),
            Self::Hostname => is_hostname(text),
            Self::Email => is_email(text),
            Self::Uri => is_uri(text),
        }
    }
}

/// A host name of at least so many characters.
fn host(least: usize) -> String {
    let length = least.saturating_sub(4).max(1);
    let label = |index: usize| if index % 10 == 9 && index + 1 < length { '.' } else { 'a' };
    (0..length).map(label).collect::<String>() + ".com"
}

fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// A day and a time as RFC 3339 has them.
fn is_date_time(text: &[u8]) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else { return false };
    let Some((b'T' | b't' | b' ', time)) = rest.split_first() else { return false };
    is_date(date) && is_time(time)
}

/// As RFC 3339 has it, and its offset without a colon: the vendor's pages write `+0100`.
fn is_time(text: &[u8]) -> bool {
    let Some((time, rest)) = text.split_at_checked(8) else { return false };
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
    is_time && is_offset
}

fn is_date(text: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return false };
    let (Some(century), Some(year), Some(month), Some(day)) =
        (pair(*y1, *y2), pair(*y3, *y4), pair(*m1, *m2), pair(*d1, *d2))
    else {
        return false;
    };
    let year = century * 100 + year;
    length(year.into(), month.into()).is_some_and(|days| (1..=days).contains(&day.into()))
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

/// As RFC 1123 has it; with or without the dot of the root.
fn is_hostname(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let name = text.strip_suffix('.').unwrap_or(text);
    name.len() <= 253 && name.split('.').all(is_label)
}

/// As far as it is sure what is none: RFC 5321 lets nearly everything stand before the `@`.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let is_local = is_quoted || !local.is_empty() && !local.contains(|c: char| c.is_whitespace() || c == '@');
    let is_literal = domain.len() > 2 && domain.starts_with('[') && domain.ends_with(']');
    is_local && (is_literal || is_hostname(domain))
}

/// A scheme and the characters that RFC 3986 knows.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let is_escape = |escape: &str| matches!(escape.as_bytes(), [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit());
    is_scheme && rest.bytes().all(is_known) && rest.split('%').skip(1).all(is_escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_of_a_format_have_it() {
        for name in ["uuid", "date-time", "date", "time", "ipv4", "ipv6", "byte", "hostname", "email", "uri"] {
            let format = Format::of(name).unwrap();
            for least in [0, 9, 22, 30, 100, 200] {
                for sample in format.samples(least).iter().filter(|sample| !sample.is_empty()) {
                    assert!(format.fits(sample), "{name} {least}: {sample}");
                }
            }
            assert!(!format.fits("ä"), "{name}");
        }
    }

    #[test]
    fn formats_that_can_be_long_have_a_sample_that_is_as_long_as_it_must_be() {
        for format in [Format::DateTime, Format::Time, Format::Hostname, Format::Email, Format::Uri, Format::Base64] {
            for least in [1, 25, 77, 99, 200] {
                let is_it = |sample: &String| sample.len() >= least && format.fits(sample);
                assert!(format.samples(least).iter().any(is_it), "{format:?} {least}");
            }
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

    #[test]
    fn names_and_addresses_are_refused_only_where_they_are_surely_none() {
        let fitting: [(Format, &[&str]); 4] = [
            (Format::Time, &["18:40:00Z", "23:59:60.5+01:00"]),
            (Format::Hostname, &["localhost", "a-1.b2.example", "example.com.", "xn--nxasmq6b"]),
            (
                Format::Email,
                &["a@b", "a.b+c@example.com", "\"a b@c\"@example.com", "a@[192.0.2.7]", "jürgen@example.com"],
            ),
            (Format::Uri, &["https://[2001:db8::7]:80/a%20b?c=d#e", "urn:ietf:rfc:3986", "mailto:a@b", "obs:"]),
        ];
        for (format, texts) in fitting {
            texts.iter().for_each(|text| assert!(format.fits(text), "{text}"));
        }
        let broken: [(Format, &[&str]); 4] = [
            (Format::Time, &["18:40", "18:40:00", "24:00:00Z"]),
            (Format::Hostname, &["", ".", "a..b", "-a", "a_b", "a b", "https://a"]),
            (Format::Email, &["", "a", "@b", "a@", "a b@c", "a@b c", "a@@b"]),
            (Format::Uri, &["", "example.com/a", "//a", "1a:b", "https://a b", "https://a/%2", "https://ä"]),
        ];
        for (format, texts) in broken {
            texts.iter().for_each(|text| assert!(!format.fits(text), "{text}"));
        }
    }
}
