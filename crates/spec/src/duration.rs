//! Times as people write them: `500ms`, `5s`, `30m`, `2h`.

use std::time::Duration;

use document::node::Field;

use crate::methods::Reader;

/// The time under a key, which is no less than a millisecond.
pub(crate) fn read(field: &Field, reader: &mut Reader<'_, '_>) -> Option<Duration> {
    let text = field.value.text()?;
    parse(text).filter(|time| !time.is_zero()).or_else(|| {
        let message = format!("`{}` is no time to wait", text.escape_debug());
        reader.refuse("duration", field.value.at, message, "write a number and `ms`, `s`, `m` or `h`, as in `5s`")
    })
}

/// Reads a time; at most a hundred million of a unit, so that sums of times cannot overflow.
///
/// ```
/// use std::time::Duration;
///
/// assert_eq!(spec::duration::parse("30m"), Some(Duration::from_secs(1_800)));
/// assert_eq!(spec::duration::parse("soon"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<Duration> {
    const MOST: u64 = 100_000_000;

    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let number: u64 = number.parse().ok().filter(|number| *number <= MOST)?;
    match unit {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_secs(number * 60)),
        "h" => Some(Duration::from_secs(number * 3_600)),
        _ => None,
    }
}

/// Writes a time as [`parse`] reads it, to the millisecond.
#[must_use]
pub fn write(duration: Duration) -> String {
    match duration.subsec_millis() {
        0 => format!("{}s", duration.as_secs()),
        _ => format!("{}ms", duration.as_millis()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_number_and_a_unit() {
        assert_eq!(parse("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(parse("0s"), Some(Duration::ZERO));
        assert_eq!(parse("30m"), Some(Duration::from_secs(1_800)));
        assert_eq!(parse("2h"), Some(Duration::from_secs(7_200)));
        assert_eq!(parse("100000000h"), Some(Duration::from_secs(360_000_000_000)));
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["", "5", "s", "5 s", "-5s", "1.5s", "5d", "5S", "99999999999999999999s", "100000001ms"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_reads_as_the_same() {
        for text in ["500ms", "0s", "2s", "90061ms"] {
            assert_eq!(parse(text).map(write).as_deref(), Some(text));
        }
    }
}
