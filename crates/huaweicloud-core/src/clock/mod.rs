//! Where the time comes from, and how it is written.

pub(crate) mod civil;
mod corrected;
pub(crate) mod http_date;
#[cfg(feature = "providers")]
pub(crate) mod rfc3339;
pub(crate) mod utc;

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

pub(crate) use corrected::CorrectedClock;

/// Where the time comes from: [`SystemClock`], unless a test passes another.
///
/// Signatures carry the time, and credentials and tokens expire by it.
pub trait Clock: Send + Sync + Debug {
    /// What time it is.
    fn now(&self) -> SystemTime;
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> SystemTime {
        (**self).now()
    }
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A clock that stands still until it is told otherwise, for tests.
///
/// Its clones show the same time.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use huaweicloud_core::{Clock, ManualClock};
///
/// let clock = ManualClock::new(SystemTime::UNIX_EPOCH);
/// let seen_by_the_client = clock.clone();
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(seen_by_the_client.now(), SystemTime::UNIX_EPOCH + Duration::from_secs(60));
/// ```
#[derive(Clone, Debug)]
pub struct ManualClock {
    time: Arc<Mutex<SystemTime>>,
}

impl ManualClock {
    /// A clock that shows `time`.
    #[must_use]
    pub fn new(time: SystemTime) -> Self {
        Self { time: Arc::new(Mutex::new(time)) }
    }

    /// Moves the time on. It stays where it is if the platform has no time that late.
    pub fn advance(&self, by: Duration) {
        self.change(|time| time.checked_add(by).unwrap_or(time));
    }

    /// Sets the time, which may be an earlier one.
    pub fn set(&self, time: SystemTime) {
        self.change(|_| time);
    }

    /// A time is whole whatever the thread did that panicked while it held the lock.
    fn change(&self, change: impl FnOnce(SystemTime) -> SystemTime) {
        let mut time = self.time.lock().unwrap_or_else(PoisonError::into_inner);
        *time = change(*time);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        *self.time.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_shows_what_it_was_set_to_and_can_go_back() {
        let clock = ManualClock::new(SystemTime::UNIX_EPOCH + Duration::from_secs(9));
        clock.set(SystemTime::UNIX_EPOCH);
        assert_eq!(clock.now(), SystemTime::UNIX_EPOCH);
    }

    #[test]
    fn a_manual_clock_stays_where_no_later_time_exists() {
        let clock = ManualClock::new(SystemTime::UNIX_EPOCH);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), SystemTime::UNIX_EPOCH);
    }

    #[test]
    fn the_system_clock_goes_on() {
        let earlier = SystemClock.now();
        assert!(SystemClock.now() >= earlier);
        assert!(earlier > SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    }
}
