//! How far a long run is, for a person who watches.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// Nothing is shown of a run that ends before.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long what is shown stays.
const PAUSE: Duration = Duration::from_millis(100);

/// A line on standard error that counts; nothing where that is no terminal.
pub(crate) struct Progress {
    watched: bool,
    next: Instant,
    shown: bool,
    all: usize,
}

impl Progress {
    /// Begins to count to `all`.
    pub(crate) fn new(all: usize) -> Self {
        Self { watched: stderr().is_terminal(), next: Instant::now() + PATIENCE, shown: false, all }
    }

    /// So many are done.
    pub(crate) fn tell(&mut self, done: usize) {
        if self.watched && Instant::now() >= self.next {
            self.next = Instant::now() + PAUSE;
            self.shown = true;
            // Nobody misses a line about progress that cannot be written.
            let _ = write!(stderr(), "\r{done} of {} pages", self.all);
        }
    }
}

impl Drop for Progress {
    /// Leaves an empty line behind.
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
