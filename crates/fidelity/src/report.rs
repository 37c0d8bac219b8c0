//! What came out of judging.

use std::ops::AddAssign;

use serde::Serialize;

use crate::Finding;

/// The account of the table rows of the vendor's pages. The four fates add up to all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Page, spec and Rust agree.
    pub matched: usize,
    /// They do not, or the row is about something else, and it is written down why.
    pub excused: usize,
    /// They do not agree.
    pub differing: usize,
    /// We did not understand the row.
    pub unread: usize,
    /// All rows.
    pub all: usize,
}

impl Tally {
    /// Whether nothing was lost.
    pub fn adds_up(&self) -> bool {
        self.matched + self.excused + self.differing + self.unread == self.all
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.matched += other.matched;
        self.excused += other.excused;
        self.differing += other.differing;
        self.unread += other.unread;
        self.all += other.all;
    }
}

/// What came out for one operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// The service's folder name.
    pub service: String,
    /// The operation's stem.
    pub operation: String,
    /// The account of its pages' rows.
    pub tally: Tally,
    /// Every finding, the excused ones too.
    pub findings: Vec<Finding>,
}

/// What came out for one service.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The service's folder name.
    pub service: String,
    /// A verdict for each operation.
    pub verdicts: Vec<Verdict>,
    /// What belongs to no operation: quirks that no longer apply, and what could not be read.
    pub loose: Vec<Finding>,
}

impl Report {
    /// Every finding, the excused ones too.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.verdicts.iter().flat_map(|verdict| &verdict.findings).chain(&self.loose)
    }

    /// The findings that fail the check.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings().filter(|finding| finding.is_open())
    }

    /// The account of all rows of the service.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for verdict in &self.verdicts {
            tally += verdict.tally;
        }
        tally
    }
}
