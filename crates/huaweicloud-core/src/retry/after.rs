//! `Retry-After`: how long a server asks to be left alone.

use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::clock::http_date;

/// What the header says, as a duration from now: a number of seconds, or a date. `None` if it is not there or says
/// neither.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are more time than anybody has.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = http_date::parse(text, now)?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn read(text: &str) -> Option<Duration> {
        let value = HeaderValue::from_bytes(text.as_bytes()).expect("a value");
        let headers = HeaderMap::from_iter([(RETRY_AFTER, value)]);
        retry_after(&headers, SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_770))
    }

    #[test]
    fn seconds_and_dates_are_understood() {
        assert_eq!(read("120"), Some(Duration::from_secs(120)));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::from_secs(7)));
    }

    #[test]
    fn a_date_in_the_past_is_now() {
        assert_eq!(read("Sun, 06 Nov 1994 08:00:00 GMT"), Some(Duration::ZERO));
    }

    #[test]
    fn what_is_neither_says_nothing() {
        for text in ["", "-1", "1.5", "soon", "٣"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("99999999999999999999999"), Some(Duration::from_secs(u64::MAX)));
    }
}
