//! A disagreement between testimonies, as data.

use contract::{Address, Place, Severity, Witness};
use serde::Serialize;

/// What one witness says about the matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Testimony {
    /// Who.
    pub witness: Witness,
    /// Where.
    pub at: Place,
    /// What, in a few words: `required`, `array<string>`, `nothing`.
    pub says: String,
}

/// Why a finding is no disagreement to mend: we decided about it, and wrote down the evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excuse {
    /// What we do instead.
    pub we_do: String,
    /// Where the quirk is written.
    pub at: Place,
}

/// One disagreement about one part of one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The id of the rule, such as `presence`; for a page's own defects `defect:` and the class.
    pub rule: String,
    /// Whether it fails the check. All do, unless a rule says otherwise.
    pub severity: Severity,
    /// The service's folder name.
    pub service: String,
    /// The operation's stem; empty for what concerns a service.
    pub operation: String,
    /// Which part of the operation.
    pub address: Address,
    /// What disagrees, in a sentence.
    pub message: String,
    /// Who says what, and where. Never empty.
    pub told: Vec<Testimony>,
    /// What to do.
    pub help: String,
    /// Whether a quirk may cover it: a page can be wrong or silent, the Rust that we make of our spec cannot.
    #[serde(skip)]
    pub excusable: bool,
    /// Set when a quirk covers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excused: Option<Excuse>,
}

impl Finding {
    /// Where a reader should go first: the last witness that says something else than the page, which is the place to
    /// mend in most cases; else the first testimony.
    pub fn primary(&self) -> Option<&Testimony> {
        self.told.iter().rev().find(|told| matches!(told.witness, Witness::Spec)).or_else(|| self.told.first())
    }

    /// Whether it fails the check.
    pub fn is_open(&self) -> bool {
        self.excused.is_none() && self.severity == Severity::Error
    }
}
