//! Decisions about pages that are wrong or silent, with their evidence.

use contract::{Address, Edition, Place};
use serde::Serialize;

use crate::Finding;

/// A decision: here the page is wrong or silent, and this is what we do instead.
///
/// A quirk covers every finding of its rule at its address that may be [excused](Finding::excusable). One that covers
/// nothing has expired, which is a finding of its own; so has one about all editions that covers nothing in one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quirk {
    /// Where it is written.
    pub at: Place,
    /// The operation's stem.
    pub operation: String,
    /// Which part of it.
    pub address: Address,
    /// The rule whose findings it covers.
    pub rule: String,
    /// The edition it is about; `None` for all.
    pub edition: Option<Edition>,
    /// What the page says, or that it is silent.
    pub page_says: String,
    /// What we do instead.
    pub we_do: String,
    /// How we know better.
    pub evidence: String,
    /// What would end it.
    pub until: String,
}

impl Quirk {
    /// Whether it covers a finding.
    pub fn covers(&self, finding: &Finding) -> bool {
        let edition = self.edition.as_ref().is_none_or(|edition| {
            finding.told.iter().any(|told| matches!(&told.witness, contract::Witness::Page(page) if page == edition))
        });
        finding.excusable
            && self.operation == finding.operation
            && self.rule == finding.rule
            && self.address.key() == finding.address.key()
            && edition
    }
}
