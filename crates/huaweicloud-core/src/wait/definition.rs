//! What is waited for, as data.

use std::time::Duration;

/// What is waited for: which statuses end the wait, and how patient it is.
///
/// Statuses are compared as they travel; a status that is a whole number by its digits. A status in no list does not end the wait: it is told as a `tracing` event of
/// level `WARN`, and named by the error if time runs out.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// What it is called in messages: `lamp_lit`.
    pub name: &'static str,
    /// The statuses that show that it is done.
    pub success: &'static [&'static str],
    /// The statuses from which it cannot be done any more.
    pub failure: &'static [&'static str],
    /// The statuses on the way.
    pub pending: &'static [&'static str],
    /// What it means that the thing does not exist (404), or that a list of them is empty; `None`: a 404 is an error
    /// like any other, and an empty list goes on.
    pub absent: Option<Absent>,
    /// How long to wait before the second poll, at most; see [`Backoff`](crate::Backoff).
    pub first: Duration,
    /// How long to wait between two polls, at most.
    pub most: Duration,
    /// How long to wait in all.
    pub timeout: Duration,
}

/// What it means that the thing that is looked at does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It is done: what was to be deleted is gone.
    Success,
    /// It failed: what was to become something is gone.
    Failure,
}

/// What statuses say of the wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Success,
    Failure,
    Pending,
}

impl Definition {
    /// What the statuses of one answer say: any that failed is a failure, and all must have succeeded for a success.
    pub(super) fn judge(&self, statuses: &[Option<&str>]) -> Verdict {
        let is_in = |list: &[&str], status: &Option<&str>| status.is_some_and(|status| list.contains(&status));
        if statuses.is_empty() {
            self.absent.map_or(Verdict::Pending, Verdict::from)
        } else if statuses.iter().any(|status| is_in(self.failure, status)) {
            Verdict::Failure
        } else if statuses.iter().all(|status| is_in(self.success, status)) {
            Verdict::Success
        } else {
            Verdict::Pending
        }
    }

    /// Whether a status is in one of the lists.
    pub(super) fn lists(&self, status: &str) -> bool {
        [self.success, self.failure, self.pending].iter().any(|list| list.contains(&status))
    }
}

impl From<Absent> for Verdict {
    fn from(absent: Absent) -> Self {
        match absent {
            Absent::Success => Self::Success,
            Absent::Failure => Self::Failure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOBS_DONE: Definition = Definition {
        name: "jobs_done",
        success: &["DONE", "SKIPPED"],
        failure: &["FAILED"],
        pending: &["RUNNING"],
        absent: None,
        first: Duration::ZERO,
        most: Duration::ZERO,
        timeout: Duration::ZERO,
    };

    #[test]
    fn all_must_succeed_and_any_fails() {
        let judge =
            |statuses: &[&str]| JOBS_DONE.judge(&statuses.iter().map(|status| Some(*status)).collect::<Vec<_>>());
        assert_eq!(judge(&["DONE", "SKIPPED"]), Verdict::Success);
        assert_eq!(judge(&["DONE", "RUNNING"]), Verdict::Pending);
        assert_eq!(judge(&["DONE", "RUNNING", "FAILED"]), Verdict::Failure);
        assert_eq!(judge(&["DONE", "ODD"]), Verdict::Pending);
        assert_eq!(judge(&["done"]), Verdict::Pending);
    }

    #[test]
    fn a_status_that_is_missing_is_none_of_success() {
        assert_eq!(JOBS_DONE.judge(&[None]), Verdict::Pending);
        assert_eq!(JOBS_DONE.judge(&[Some("DONE"), None]), Verdict::Pending);
    }

    #[test]
    fn an_empty_list_says_what_absence_says() {
        let of = |absent| Definition { absent, ..JOBS_DONE }.judge(&[]);
        assert_eq!(of(None), Verdict::Pending);
        assert_eq!(of(Some(Absent::Success)), Verdict::Success);
        assert_eq!(of(Some(Absent::Failure)), Verdict::Failure);
    }
}
