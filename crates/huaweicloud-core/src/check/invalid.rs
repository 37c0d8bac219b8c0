//! Why a request was not sent.

use std::cell::RefCell;
use std::fmt;

use crate::json::At;

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
        write!(f, "`{}` {}", self.path, self.rule)
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
        for (index, violation) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            violation.fmt(f)?;
        }
        if let Some(violation) = self.0.iter().find(|violation| violation.can_be_allowed) {
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
}

impl Violations {
    /// None yet; those at the paths that callers allow will not count.
    pub fn new(allowed: &[String]) -> Self {
        Self { found: RefCell::default(), allowed: allowed.to_vec() }
    }

    /// Whether the request may be sent.
    ///
    /// # Errors
    ///
    /// Every violation.
    pub fn finish(self) -> Result<(), InvalidRequest> {
        let found = self.found.into_inner();
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
        self.sink.allowed.iter().any(|allowed| *allowed == path || *allowed == pattern)
    }

    fn found(&self, path: String, rule: impl fmt::Display, can_be_allowed: bool) {
        self.sink.found.borrow_mut().push(Violation { path, rule: rule.to_string(), can_be_allowed });
    }
}
