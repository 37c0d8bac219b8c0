//! The documented rules of a word that several parts of requests and answers have: of an id.

use contract::{Aspect, Element, Place};

use super::compile;
use super::found::Path;
use super::judge::Judge;
use super::rule::{Kind, RuleId, Rules};

/// All that is stated of a word, wherever it stands.
#[derive(Debug, Default)]
pub(crate) struct Words {
    rules: Rules,
    ids: Vec<RuleId>,
    /// Where the first of the rules are stated.
    at: Option<Place>,
}

impl Words {
    /// Adds what is stated of it there.
    pub(crate) fn add(&mut self, element: &Element) {
        self.at.get_or_insert_with(|| element.at.clone());
        let id = compile::parameter(&mut self.rules, element, &[]);
        self.ids.push(id);
    }

    /// Whether a word keeps all of them that the documented one keeps: examples need not have the pattern that is stated.
    pub(crate) fn fits(&self, word: &str, documented: &str) -> bool {
        let keeps = |id: &RuleId, word: &str| {
            let mut judge = Judge::new(&self.rules);
            judge.word(*id, word, &Path::Body(""));
            judge.findings.is_empty()
        };
        self.ids.iter().all(|id| keeps(id, word) || !keeps(id, documented))
    }

    /// The words that are listed, where they are.
    pub(crate) fn listed(&self) -> Vec<String> {
        let listed = self.ids.iter().find_map(|id| match &self.rules.rule(*id).kind {
            Kind::Text(text) => Some(text.values.as_ref()?.value.clone()),
            Kind::Number(number) => {
                let values = number.values.as_ref()?.value.iter();
                Some(values.filter_map(|value| Some(value.json()?.to_string())).collect())
            }
            _ => None,
        });
        listed.unwrap_or_default()
    }

    /// The least number that it may be, where it is stated.
    pub(crate) fn least(&self) -> Option<i64> {
        let least = self.ids.iter().filter_map(|id| match &self.rules.rule(*id).kind {
            Kind::Number(number) => number.least.as_ref()?.value.json()?.as_i64(),
            _ => None,
        });
        least.max()
    }

    /// Where the first of the rules are stated.
    pub(crate) fn at(&self) -> Option<&Place> {
        self.at.as_ref()
    }
}

/// How many things a list of that contract element may have.
pub(crate) fn most_items(element: &Element) -> Option<usize> {
    let most = element.facts.number(Aspect::MaxItems)?.as_u64()?;
    usize::try_from(most).ok()
}
