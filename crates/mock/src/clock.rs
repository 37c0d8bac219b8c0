//! Time, in the hands of whoever tests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// The time of a mock: what its tasks move by, and what it calls now.
///
/// Both go on by themselves until somebody holds them. [`advance`](Self::advance) lets time pass for tasks, at once;
/// [`skew`](Self::skew) is how far the server's calendar is off, which callers see in `Date` and in how it judges
/// signatures. They are apart, because an hour that passes for a task must not make every signature stale. Cheap to clone;
/// clones are one clock.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    /// When the clock was last started or held, and what it showed then.
    since: Instant,
    shown: Duration,
    is_held: bool,
    behind: Duration,
    ahead: Duration,
}

impl State {
    fn elapsed(&self) -> Duration {
        if self.is_held { self.shown } else { self.shown.saturating_add(self.since.elapsed()) }
    }
}

impl Clock {
    /// A clock that runs.
    #[must_use]
    pub fn running() -> Self {
        Self::new(false)
    }

    /// A clock that stands still until it is [advanced](Self::advance).
    #[must_use]
    pub fn held() -> Self {
        Self::new(true)
    }

    fn new(is_held: bool) -> Self {
        let state = State {
            since: Instant::now(),
            shown: Duration::ZERO,
            is_held,
            behind: Duration::ZERO,
            ahead: Duration::ZERO,
        };
        Self(Arc::new(Mutex::new(state)))
    }

    /// How much time has passed for tasks since the clock was made.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.state().elapsed()
    }

    /// Lets time pass for tasks, at once.
    pub fn advance(&self, by: Duration) {
        let mut state = self.state();
        state.shown = state.shown.saturating_add(by);
    }

    /// Holds the time of tasks, or lets it run on.
    pub fn hold(&self, is_held: bool) {
        let mut state = self.state();
        let elapsed = state.elapsed();
        (state.shown, state.since, state.is_held) = (elapsed, Instant::now(), is_held);
    }

    /// Whether the time of tasks is held.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.state().is_held
    }

    /// Sets the server's calendar wrong: `ahead` of the machine's, or `behind` it; the difference of both counts.
    pub fn skew(&self, ahead: Duration, behind: Duration) {
        let mut state = self.state();
        (state.ahead, state.behind) = (ahead, behind);
    }

    /// What the server's calendar says.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        let state = self.state();
        let now = SystemTime::now();
        now.checked_add(state.ahead).and_then(|now| now.checked_sub(state.behind)).unwrap_or(now)
    }

    /// A panic elsewhere leaves the clock as it was.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
