//! What is documented of an answer, for whoever walks it.

use super::rule::{Kind, Rule, RuleId, Rules};

/// What is documented of a JSON value: of an answer, or of a part of it.
///
/// It is a cheap handle. A type that holds itself can be followed without end, as values can.
#[derive(Clone, Copy, Debug)]
pub struct SchemaRef<'a> {
    rules: &'a Rules,
    id: RuleId,
}

impl<'a> SchemaRef<'a> {
    pub(super) fn new(rules: &'a Rules, id: RuleId) -> Self {
        Self { rules, id }
    }

    fn rule(self) -> &'a Rule {
        self.rules.rule(self.id)
    }

    fn at(self, id: RuleId) -> Self {
        Self { id, ..self }
    }

    /// The field of that name of an object, or the value of that key of a map.
    #[must_use]
    pub fn member(self, name: &str) -> Option<SchemaRef<'a>> {
        match &self.rule().kind {
            Kind::Record(record) => Some(self.at(self.rules.record(*record).get(name, 0)?.rule)),
            Kind::Map(of) => Some(self.at(*of)),
            _ => None,
        }
    }

    /// The items of a list.
    #[must_use]
    pub fn item(self) -> Option<SchemaRef<'a>> {
        match &self.rule().kind {
            Kind::List { item, .. } => Some(self.at(*item)),
            _ => None,
        }
    }

    /// The documented values of a text; none if any text is allowed.
    #[must_use]
    pub fn values(self) -> &'a [String] {
        match &self.rule().kind {
            Kind::Text(text) => text.values.as_ref().map(|values| values.value.as_slice()).unwrap_or_default(),
            _ => &[],
        }
    }
}
