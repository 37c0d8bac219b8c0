//! The time as a server has told it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap};

use crate::clock::{Clock, http_date};

/// Less cannot be why a signature is refused: the vendor accepts a quarter of an hour.
const TOLERATED: Duration = Duration::from_secs(60);

/// A clock, set right by what servers say the time is.
#[derive(Debug)]
pub(crate) struct CorrectedClock {
    clock: Arc<dyn Clock>,
    /// How many seconds the servers are ahead, once one has told.
    ahead: AtomicI64,
}

impl CorrectedClock {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, ahead: AtomicI64::new(0) }
    }

    /// Takes over the time that an answer tells, if it is another one than that of the request by more than the time
    /// that an answer takes. Of calls that are refused together, each is corrected: what counts is what it was sent with.
    pub(crate) fn correct(&self, headers: &HeaderMap, sent_at: SystemTime) -> bool {
        let told = headers.get(DATE).and_then(|date| http_date::parse(date.to_str().ok()?, sent_at));
        let Some(told) = told else { return false };
        let distance = told.duration_since(sent_at).or_else(|_| sent_at.duration_since(told)).unwrap_or_default();
        if distance <= TOLERATED {
            return false;
        }
        let ahead = match told.duration_since(self.clock.now()) {
            Ok(ahead) => i64::try_from(ahead.as_secs()),
            Err(behind) => i64::try_from(behind.duration().as_secs()).map(|seconds| -seconds),
        };
        let Ok(ahead) = ahead else { return false };
        tracing::warn!(seconds = ahead, "the server's clock is ahead by so much, and its time is used from now on");
        self.ahead.store(ahead, Ordering::Relaxed);
        true
    }
}

impl Clock for CorrectedClock {
    fn now(&self) -> SystemTime {
        let now = self.clock.now();
        let ahead = self.ahead.load(Ordering::Relaxed);
        let distance = Duration::from_secs(ahead.unsigned_abs());
        let corrected = if ahead < 0 { now.checked_sub(distance) } else { now.checked_add(distance) };
        corrected.unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;
    use crate::ManualClock;

    /// 1994-11-06T08:49:37Z
    const TOLD: u64 = 784_111_777;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn headers() -> HeaderMap {
        HeaderMap::from_iter([(DATE, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"))])
    }

    #[test]
    fn a_clock_that_is_wrong_by_hours_is_set_once_and_goes_on() {
        for ours in [TOLD - 7_200, TOLD + 7_200] {
            let manual = ManualClock::new(at(ours));
            let clock = CorrectedClock::new(Arc::new(manual.clone()));
            assert!(clock.correct(&headers(), clock.now()));
            assert_eq!(clock.now(), at(TOLD));
            assert!(!clock.correct(&headers(), clock.now()), "it is right now");
            manual.advance(Duration::from_secs(5));
            assert_eq!(clock.now(), at(TOLD + 5));
        }
    }

    #[test]
    fn a_clock_that_is_right_enough_stays() {
        let clock = CorrectedClock::new(Arc::new(ManualClock::new(at(TOLD - 60))));
        assert!(!clock.correct(&headers(), clock.now()));
        assert_eq!(clock.now(), at(TOLD - 60));
    }

    #[test]
    fn an_answer_that_tells_no_time_corrects_nothing() {
        let clock = CorrectedClock::new(Arc::new(ManualClock::new(at(0))));
        assert!(!clock.correct(&HeaderMap::new(), clock.now()));
        let headers = HeaderMap::from_iter([(DATE, HeaderValue::from_static("now"))]);
        assert!(!clock.correct(&headers, clock.now()));
    }
}
