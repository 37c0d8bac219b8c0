//! Pauses that grow.

use std::time::Duration;

use crate::random;

/// Pauses that grow: the first lasts at most `first`, each one up to twice as long as the one before, none longer than
/// `longest`.
///
/// Between attempts, each pause is a random part of that, from nothing to all of it (*full jitter*), so that callers who
/// failed together do not come back together. Between the polls of a [waiter](crate::wait), it is at least half of it.
///
/// ```
/// use std::time::Duration;
/// use huaweicloud_core::Backoff;
///
/// let backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(20));
/// assert_eq!(backoff.limit(1), Duration::from_millis(200));
/// assert_eq!(backoff.limit(3), Duration::from_millis(800));
/// assert_eq!(backoff.limit(60), Duration::from_secs(20));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    first: Duration,
    longest: Duration,
    has_jitter: bool,
}

impl Backoff {
    /// Pauses from `first` on, none longer than `longest`.
    #[must_use]
    pub const fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest, has_jitter: true }
    }

    /// The same pause every time, exactly.
    #[must_use]
    pub const fn constant(pause: Duration) -> Self {
        Self { first: pause, longest: pause, has_jitter: false }
    }

    /// Pauses of exactly their limit, for callers that are alone and for tests.
    #[must_use]
    pub const fn without_jitter(self) -> Self {
        Self { has_jitter: false, ..self }
    }

    /// How long the pause of that number lasts at most. Pauses count from 1.
    #[must_use]
    pub fn limit(&self, number: u32) -> Duration {
        let factor = 1_u32.checked_shl(number.saturating_sub(1)).unwrap_or(u32::MAX);
        self.first.saturating_mul(factor).min(self.longest)
    }

    /// How long the pause of that number lasts, between nothing and its limit.
    /// `random` is from 0 to 1.
    pub(crate) fn pause(&self, number: u32, random: f64) -> Duration {
        self.part(number, random)
    }

    /// How long the pause of that number lasts, between half of its limit and all of it.
    pub(crate) fn long_pause(&self, number: u32) -> Duration {
        self.part(number, f64::midpoint(1.0, random::unit()))
    }

    fn part(&self, number: u32, part: f64) -> Duration {
        let limit = self.limit(number);
        // What is as long as time itself may be rounded to more than that.
        if self.has_jitter { Duration::try_from_secs_f64(limit.as_secs_f64() * part).unwrap_or(limit) } else { limit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn pauses_grow_up_to_the_longest() {
        let backoff = Backoff::new(SECOND, 5 * SECOND);
        for (number, limit) in [(0, 1), (1, 1), (2, 2), (3, 4), (4, 5), (u32::MAX, 5)] {
            let limit = limit * SECOND;
            for _ in 0..100 {
                assert!(backoff.pause(number, random::unit()) < limit);
                assert!((limit / 2..limit).contains(&backoff.long_pause(number)));
            }
            assert_eq!(backoff.without_jitter().pause(number, 0.1), limit);
        }
    }

    #[test]
    fn chance_makes_no_two_pauses_alike() {
        let backoff = Backoff::new(SECOND, SECOND);
        let pauses: std::collections::HashSet<Duration> = (0..100).map(|_| backoff.long_pause(1)).collect();
        assert!(pauses.len() > 90, "{}", pauses.len());
    }

    #[test]
    fn a_constant_pause_is_just_that() {
        assert_eq!([0, 1, 1000].map(|number| Backoff::constant(SECOND).long_pause(number)), [SECOND; 3]);
    }

    #[test]
    fn pauses_without_length_and_without_end_are_pauses_as_well() {
        assert_eq!(Backoff::constant(Duration::ZERO).pause(u32::MAX, 0.5), Duration::ZERO);
        assert_eq!(Backoff::constant(Duration::MAX).pause(3, 0.5), Duration::MAX);
        assert!(Backoff::new(Duration::MAX, Duration::MAX).long_pause(3) >= Duration::MAX / 3);
    }
}
