//! What every answer has: an id and a date.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use http::HeaderValue;

use crate::auth::hex;

/// Makes ids that no other run makes, and no other request of this one.
#[derive(Debug)]
pub(super) struct RequestIds {
    run: u64,
    count: AtomicU64,
}

impl RequestIds {
    pub(super) fn new() -> Self {
        // Nobody has to be kept from guessing an id. It is enough that runs differ, for which std's seed of maps is made.
        Self { run: RandomState::new().hash_one("request id"), count: AtomicU64::new(1) }
    }

    /// 32 hexadecimal digits, as the vendor's are.
    pub(super) fn next(&self) -> String {
        let number = u128::from(self.run) << 64 | u128::from(self.count.fetch_add(1, Ordering::Relaxed));
        hex(&number.to_be_bytes())
    }
}

/// Writes dates as HTTP does, once a second.
#[derive(Debug, Default)]
pub(super) struct Dates(Mutex<Option<(u64, HeaderValue)>>);

impl Dates {
    /// A time as the header `Date` says it; `None` for years that HTTP cannot write.
    pub(super) fn header(&self, now: SystemTime) -> Option<HeaderValue> {
        let second = now.duration_since(UNIX_EPOCH).ok()?.as_secs();
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, header)) = last.as_ref().filter(|(at, _)| *at == second) {
            return Some(header.clone());
        }
        // Beyond the year 9999 httpdate panics.
        if second >= 253_402_300_800 {
            return None;
        }
        let header = HeaderValue::try_from(httpdate::fmt_http_date(now)).ok()?;
        *last = Some((second, header.clone()));
        Some(header)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn ids_are_32_hexadecimal_digits_and_differ() {
        let ids = RequestIds::new();
        let (one, other) = (ids.next(), ids.next());
        assert_eq!(one.len(), 32);
        assert!(one.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(one, other);
        assert_ne!(one[..16], RequestIds::new().next()[..16], "runs differ");
    }

    #[test]
    fn a_date_is_written_as_http_writes_it() {
        let dates = Dates::default();
        let at = |seconds| dates.header(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(784_111_777).unwrap(), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(at(784_111_777).unwrap(), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(at(784_111_778).unwrap(), "Sun, 06 Nov 1994 08:49:38 GMT");
        assert_eq!(at(253_402_300_800), None);
    }
}
