//! Times as people write them: `500ms`, `5s`, `30m`, `2h`.

use std::time::Duration;

use document::node::Field;

use super::Reader;

/// The time under a key.
pub(crate) fn read(field: &Field, reader: &mut Reader<'_, '_>) -> Option<Duration> {
    let text = field.value.text()?;
    parse(text).or_else(|| {
        let message = format!("`{}` is no time to wait", text.escape_debug());
        reader.refuse("duration", field.value.at, message, "write a number and `ms`, `s`, `m` or `h`, as in `5s`")
    })
}

/// A time that is no less than a millisecond and no more than some years.
fn parse(text: &str) -> Option<Duration> {
    const MOST: u64 = 100_000_000;

    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(digits);
    let number = number.parse().ok().filter(|number| (1..=MOST).contains(number))?;
    match unit {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => number.checked_mul(60).map(Duration::from_secs),
        "h" => number.checked_mul(3_600).map(Duration::from_secs),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_number_and_a_unit() {
        assert_eq!(parse("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(parse("5s"), Some(Duration::from_secs(5)));
        assert_eq!(parse("30m"), Some(Duration::from_secs(1_800)));
        assert_eq!(parse("2h"), Some(Duration::from_secs(7_200)));
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["", "5", "s", "5 s", "-5s", "1.5s", "0s", "5d", "5S", "99999999999999999999s", "100000001ms"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
