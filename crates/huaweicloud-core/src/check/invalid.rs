//! Why a request was not sent.

use std::cell::RefCell;
use std::fmt;

use crate::json::At;
use crate::shown::{self, Shown};

/// A documented rule that a request breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The argument or the field: `project_id`, `body.jobs[0].job_id`.
    pub path: String,
    /// What is the matter, as the rest of a sentence that begins with the path: `is missing`.
    pub rule: String,
    /// Whether [`allow_undocumented`](InvalidRequest) can let it pass.
    pub can_be_allowed: bool,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", Shown(&self.path, shown::PATH), Shown(&self.rule, shown::MESSAGE))
    }
}

/// A request that was refused before anything was sent, with everything that is wrong with it.
///
/// A value that the service takes although no page says so yet can be sent all the same: `allow_undocumented` of every
/// request takes its path, as it stands here or without the numbers (`body.jobs[].job_id`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequest(Vec<Violation>);

impl InvalidRequest {
    /// Everything that is wrong, in the order of the documentation.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0
    }

    /// One violation that nothing can allow.
    pub(crate) fn one(path: &str, rule: &str) -> Self {
        Self(vec![Violation { path: path.to_owned(), rule: rule.to_owned(), can_be_allowed: false }])
    }

    /// What generated code says of an argument that its table of arguments should have caught.
    #[doc(hidden)]
    #[must_use]
    pub fn missing(path: &str) -> Self {
        Self::one(path, "is missing")
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// More than a person mends at once.
        const MOST: usize = 20;

        for (index, violation) in self.0.iter().take(MOST).enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            violation.fmt(f)?;
        }
        if let Some(more) = self.0.len().checked_sub(MOST).filter(|more| *more > 0) {
            write!(f, "; and {more} more")?;
        }
        // A path that is cut would allow nothing.
        let is_hint =
            |violation: &&Violation| violation.can_be_allowed && violation.path.chars().count() <= shown::PATH;
        if let Some(violation) = self.0.iter().find(is_hint) {
            let path = &violation.path;
            write!(f, " (if the service takes it all the same, say `.allow_undocumented({path:?})`)")?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidRequest {}

/// Collects violations.
#[derive(Debug)]
pub struct Violations {
    found: RefCell<Vec<Violation>>,
    allowed: Vec<String>,
    /// Which of those excused something.
    used: RefCell<Vec<usize>>,
}

impl Violations {
    /// None yet; those at the paths that callers allow will not count.
    pub fn new(allowed: &[String]) -> Self {
        Self { found: RefCell::default(), allowed: allowed.to_vec(), used: RefCell::default() }
    }

    /// Whether the request may be sent.
    ///
    /// # Errors
    ///
    /// Every violation.
    pub fn finish(self) -> Result<(), InvalidRequest> {
        let (found, used) = (self.found.into_inner(), self.used.into_inner());
        let unused: Vec<&String> =
            self.allowed.iter().enumerate().filter(|(index, _)| !used.contains(index)).map(|(_, path)| path).collect();
        if !unused.is_empty() {
            tracing::debug!(paths = ?unused, "`allow_undocumented` excused nothing");
        }
        if found.is_empty() { Ok(()) } else { Err(InvalidRequest(found)) }
    }
}

impl At<'_, Violations> {
    /// The value at this place breaks a rule that callers may know to be out of date.
    pub(crate) fn refuse(&self, rule: impl fmt::Display) {
        let path = self.path();
        if !self.is_allowed(&path) {
            self.found(path, rule, true);
        }
    }

    /// The value at this place cannot be sent at all.
    pub(crate) fn refuse_always(&self, rule: impl fmt::Display) {
        self.found(self.path(), rule, false);
    }

    fn is_allowed(&self, path: &str) -> bool {
        let mut pattern = String::new();
        self.write_pattern(&mut pattern);
        let excuses = |allowed: &String| *allowed == path || *allowed == pattern;
        let allowed = self.sink.allowed.iter().enumerate();
        let excusing: Vec<usize> = allowed.filter(|(_, path)| excuses(path)).map(|(index, _)| index).collect();
        let is_allowed = !excusing.is_empty();
        self.sink.used.borrow_mut().extend(excusing);
        is_allowed
    }

    fn found(&self, path: String, rule: impl fmt::Display, can_be_allowed: bool) {
        self.sink.found.borrow_mut().push(Violation { path, rule: rule.to_string(), can_be_allowed });
    }
}
