//! Decisions about pages that are wrong or silent, with their evidence.

use contract::{Address, Edition, Place, Witness};
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
    /// What the page is to state, as findings print it (`uuid`, `nothing`); with anything else the quirk does not apply.
    pub page_states: Option<String>,
    /// What the spec is to state, likewise.
    pub spec_states: Option<String>,
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
            finding.told.iter().any(|told| matches!(&told.witness, Witness::Page(page) if page == edition))
        });
        finding.excusable
            && self.operation == finding.operation
            && self.rule == finding.rule
            && self.address.key() == finding.address.key()
            && edition
            && stated(finding, &self.page_states, |witness| matches!(witness, Witness::Page(_)))
            && stated(finding, &self.spec_states, |witness| *witness == Witness::Spec)
    }
}

/// Whether the witnesses of a kind state what was to be stated. A page's own defect has no statements to compare.
fn stated(finding: &Finding, expected: &Option<String>, of: impl Fn(&Witness) -> bool) -> bool {
    let Some(expected) = expected else { return true };
    finding.rule.starts_with("defect:")
        || finding.told.iter().filter(|told| of(&told.witness)).all(|told| told.says == *expected)
}
