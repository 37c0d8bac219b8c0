//! References whose mark or whose end was lost: what is left of them tells the table.

use contract::Type;
use foldhash::{HashMap, HashMapExt};

use super::Linked;
use crate::params::Param;
use crate::pattern::pattern;
use crate::tables;
use crate::walk::{Walk, caption_number};

impl Linked<'_> {
    /// Rows whose references lead to the same nowhere have the same object: one that found its table has found it for all.
    pub(super) fn share_lost(&mut self) {
        let label = |linked: &Self, (table, row): (usize, usize)| {
            let param: &Param<'_> = linked.tables.get(table)?.params.get(row)?;
            Some(lost(param.refs.first()?)?.0.to_owned())
        };
        let mut found: HashMap<String, Vec<usize>> = HashMap::new();
        for (&at, targets) in &self.links {
            if let Some(label) = label(self, at) {
                let known = found.entry(label).or_insert_with(|| targets.clone());
                if known != targets {
                    known.clear(); // It is not certain which.
                }
            }
        }
        if found.is_empty() {
            return;
        }
        let rows = (0..self.tables.len()).flat_map(|at| (0..self.tables[at].params.len()).map(move |row| (at, row)));
        let rows: Vec<_> = rows.filter(|at| !self.links.contains_key(at)).collect();
        for at in rows {
            let structured = self.tables[at.0].params[at.1].is_structured();
            let targets = label(self, at).filter(|_| structured).and_then(|label| found.get(&label));
            if let Some(targets) = targets.filter(|targets| !targets.is_empty()) {
                self.links.insert(at, targets.clone());
            }
        }
    }
}

/// What a reference that leads nowhere was to lead to, and its words.
pub(super) fn lost(label: &str) -> Option<(&str, &str)> {
    label.strip_prefix('#')?.split_once('|')
}

/// The captions that are one table's alone, in lower case, and that name something.
pub(super) fn captions(walk: &Walk<'_>) -> HashMap<String, usize> {
    let mut captions: HashMap<String, usize> = HashMap::new();
    for (at, found) in walk.tables.iter().enumerate() {
        let caption = found.caption.text.trim();
        captions.entry(caption.to_ascii_lowercase()).and_modify(|known| *known = usize::MAX).or_insert(at);
    }
    captions.retain(|caption, at| *at != usize::MAX && !tables::is_generic(caption));
    captions
}

/// The number of the table that a row says its object is in: as its type, which has lost the other words, or in a sentence.
pub(super) fn meant(param: &Param<'_>) -> Option<usize> {
    match &param.ty {
        Some(Type::Unknown(text)) if number_alone(text).is_some() => number_alone(text),
        _ => param.words.as_deref().and_then(table_number),
    }
}

/// The number of a text that is no more than `Table 3`.
pub(super) fn number_alone(text: &str) -> Option<usize> {
    caption_number(text).filter(|(_, end)| *end == text.len()).and_then(|(number, _)| number)
}

pattern!(TABLE_NUMBER, r"\b(?:[Ss]ee|in|to) Table (\d{1,3})\b|(?:参见|参考|参照|详见|见|如) ?表 ?(\d{1,3})");

/// The number of the table in `see Table 3`.
fn table_number(words: &str) -> Option<usize> {
    let found = TABLE_NUMBER.captures(words)?;
    found.get(1).or_else(|| found.get(2))?.as_str().parse().ok()
}
