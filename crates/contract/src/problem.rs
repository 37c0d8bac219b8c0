//! What is wrong with an input, said so that a person can mend it.

use std::fmt;

use serde::Serialize;

use crate::Place;

/// How bad a [`Problem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; nothing stops.
    Warning,
    /// The input cannot be used as it is.
    Error,
}

/// One clear message about one place of an input. Readers collect them; the conductor prints all of a run at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Where it is.
    pub at: Place,
    /// Whether it stops the run.
    pub severity: Severity,
    /// A stable kebab-case name, for searching and for machines.
    pub code: &'static str,
    /// What is wrong, with the offending words in backticks.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that belong to it, each with a word on why.
    pub related: Vec<(Place, String)>,
}

impl Problem {
    /// An error at a place.
    pub fn error(code: &'static str, at: Place, message: impl Into<String>) -> Self {
        Self { at, severity: Severity::Error, code, message: message.into(), help: None, related: Vec::new() }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, at: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, at, message) }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at another place that belongs to it.
    #[must_use]
    pub fn related(mut self, at: Place, why: impl Into<String>) -> Self {
        self.related.push((at, why.into()));
        self
    }
}

impl fmt::Display for Problem {
    /// The plain form, one line per statement, which needs no source text to print.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}[{}]: {}\n  --> {}", self.code, self.message, self.at)?;
        for (place, why) in &self.related {
            write!(f, "\n  ::: {place}: {why}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  = help: {help}")?;
        }
        Ok(())
    }
}
