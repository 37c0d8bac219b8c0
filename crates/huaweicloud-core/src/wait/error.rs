//! How a wait ends that does not end well.

use std::fmt;
use std::time::Duration;

use crate::joined::joined;
use crate::shown::{self, Shown};
use crate::{Error, ResponseValue};

/// Why a wait did not end in what was waited for.
///
/// `T` is what the polled operation answers, `E` the error body that it documents. [`summary`](Self::summary) tells of
/// every wait how it went. `Display` says it on one line, and shows of an answer its status only.
#[non_exhaustive]
pub enum WaitError<T, E = ()> {
    /// The status says that it failed, or that it is gone. To wait on would be in vain.
    Failed {
        /// The answer that said so. Where the thing is gone, it has the status, headers and body of the 404, and a value
        /// with nothing in it.
        answer: ResponseValue<T>,
        /// How the wait went.
        wait: Box<Summary>,
    },
    /// Time ran out. What was started goes on, or hangs.
    TimedOut {
        /// How the wait went.
        wait: Box<Summary>,
    },
    /// The caller did not want to wait any longer. What was started goes on.
    Cancelled {
        /// How the wait went.
        wait: Box<Summary>,
    },
    /// A poll failed, and the retries of the call could not mend it.
    Call {
        /// Why.
        error: Error<E>,
        /// How the wait went.
        wait: Box<Summary>,
    },
}

/// How a wait went.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// What was waited for: `lamp_lit`.
    pub waiter: &'static str,
    /// How many polls were answered.
    pub polls: u32,
    /// From the first poll on.
    pub elapsed: Duration,
    /// The status as the last answer had it; those of several things, each once, are joined by commas.
    pub status: Option<String>,
    /// The statuses that came and that the definition does not list, each once.
    pub unlisted: Vec<String>,
}

impl<T, E> WaitError<T, E> {
    /// How the wait went.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        match self {
            Self::Failed { wait, .. }
            | Self::TimedOut { wait }
            | Self::Cancelled { wait }
            | Self::Call { wait, .. } => wait,
        }
    }

    /// Whether the status says that it failed.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        matches!(self, Self::Failed { .. })
    }

    /// Whether time ran out.
    #[must_use]
    pub fn is_timed_out(&self) -> bool {
        matches!(self, Self::TimedOut { .. })
    }

    /// Whether the caller ended it.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Cancelled { .. })
    }
}

impl fmt::Display for Summary {
    /// `the last status is "dark" (3 polls in 4.5s)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.status {
            Some(status) => write!(f, "the last status is {:?}", Shown(status, shown::NAME).to_string())?,
            None => f.write_str("no answer had a status")?,
        }
        let polls = if self.polls == 1 { "poll" } else { "polls" };
        write!(f, " ({} {polls} in {:.1?})", self.polls, self.elapsed)?;
        if !self.unlisted.is_empty() {
            let unlisted: Vec<String> =
                self.unlisted.iter().map(|status| format!("{:?}", Shown(status, shown::NAME).to_string())).collect();
            write!(f, "; nobody documents {}", joined(&unlisted, ", "))?;
        }
        Ok(())
    }
}

impl<T, E> fmt::Display for WaitError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wait = self.summary();
        let name = wait.waiter;
        match self {
            Self::Failed { answer, .. } if !answer.status().is_success() => {
                write!(f, "`{name}` will not come: the thing does not exist ({}); {wait}", answer.status())
            }
            Self::Failed { .. } => write!(f, "`{name}` will not come: {wait}"),
            Self::TimedOut { .. } => write!(f, "time ran out before `{name}`: {wait}"),
            Self::Cancelled { .. } => write!(f, "cancelled before `{name}`: {wait}"),
            Self::Call { error, .. } => write!(f, "cannot wait for `{name}`: {error}; {wait}"),
        }
    }
}

/// The same as `Display`: `unwrap` and a test that fails print this, and it holds no secret.
impl<T, E> fmt::Debug for WaitError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T, E> std::error::Error for WaitError<T, E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // What it says is said already.
            Self::Call { error, .. } => error.source(),
            _ => None,
        }
    }
}
