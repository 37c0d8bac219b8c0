//! Values that a description names: the default, and the list of all there are.

use contract::{Aspect, Basis, Type, Value};
use serde_json::Value as Json;

use super::{Reading, number};
use crate::lists;
use crate::pattern::pattern;
use crate::phrases::{Label, Part, Phrase};

pattern!(DEFAULT, r"(?i)\bdefault value is (?:set to )?");
pattern!(
    LISTED,
    r"(?i)\b(?:(?:values?|options?) (?:can|may|must|should) (?:only )?be (?:either |one of (?:the following(?: values)?)?:? ?|set to )?|(?:possible|valid|available|supported|allowed|enumeration|enumerated) values? ?(?:are|is|include|:) ?(?:as follows)?:? ?|value options?: ?|value is one of (?:the following)?:? ?|the options are ?)"
);

impl Reading<'_> {
    pub(super) fn default_in_prose(&mut self, phrase: &Phrase<'_>) {
        let text = phrase.inline.text.as_str();
        if text.contains("efault value is") {
            for found in DEFAULT.find_iter(text) {
                self.default(phrase, found.end(), Basis::Prose);
            }
        }
    }

    /// The value that stands at a byte of the phrase.
    pub(super) fn default(&mut self, phrase: &Phrase<'_>, at: usize, basis: Basis) {
        let Some(token) = lists::token_at(&phrase.inline, at) else { return };
        let after = phrase.inline.text[token.end..].trim_start();
        let conditional = ["if ", "when ", "for ", "or "].iter().any(|word| after.starts_with(word));
        // Without bold, a word is a value only where the sentence ends after it.
        let ends = token.bold || after.is_empty() || after.starts_with(['.', ',', ';', '(']);
        let value = match self.ty {
            Some(Type::Integer(_)) => number(&token.word).filter(|number| !number.is_f64()).map(Json::Number),
            Some(Type::Number(_)) => number(&token.word).map(Json::Number),
            Some(Type::Boolean) => token.word.to_ascii_lowercase().parse().ok().map(Json::Bool),
            Some(Type::String) if ends && lists::is_value(&token) => Some(Json::String(token.word.clone())),
            _ => None,
        };
        if let Some(value) = value.filter(|_| !conditional) {
            self.say(Aspect::Default, Value::Json(value), phrase.line, basis);
        }
    }

    /// The list under, or right after, a label that announces values.
    pub(super) fn listed(&mut self, phrase: &Phrase<'_>, label: Label) -> bool {
        if !phrase.items.is_empty() {
            return self.bullets(phrase, Basis::Label, 1);
        }
        let words = lists::words_at(&phrase.inline, 0, self.marked)
            .or_else(|| (label == Label::Values).then(|| lists::bare_words(&phrase.inline.text)).flatten());
        words.is_some_and(|words| self.values(words, phrase.line, Basis::Label))
    }

    pub(super) fn listed_in_prose(&mut self, phrase: &Phrase<'_>) {
        if !phrase.items.is_empty() && phrase.label != Some(Label::Constraints) {
            self.bullets(phrase, Basis::Prose, 2);
        }
        let text = phrase.inline.text.as_str();
        if !(text.contains("alue") || text.contains("ption")) {
            return;
        }
        // "Other values can be …" is only a part of the list.
        for found in LISTED.find_iter(text).filter(|found| !text[..found.start()].trim_end().ends_with("ther")) {
            if let Some(words) = lists::words_at(&phrase.inline, found.end(), self.marked) {
                self.values(words, phrase.line, Basis::Prose);
            }
        }
    }

    fn bullets(&mut self, phrase: &Phrase<'_>, basis: Basis, least: usize) -> bool {
        let lead = phrase.inline.text.to_ascii_lowercase();
        // Such a list is of fields, or of the parts of an example, and not of values.
        let of_parts = ["field", "key", "format of", "example"].iter().any(|word| lead.contains(word));
        if (basis == Basis::Prose && (of_parts || self.exemplified)) || phrase.items.iter().any(tells_by_case) {
            return false;
        }
        let announced = basis == Basis::Label || lead.contains("value");
        let words: Option<Vec<String>> =
            phrase.items.iter().map(|item| lists::leading(&item.inline, announced)).collect();
        let line = phrase.items.first().map_or(phrase.line, |item| item.line);
        match words {
            Some(words) if words.len() >= least => self.values(words, line, basis),
            _ => false,
        }
    }

    fn values(&mut self, mut words: Vec<String>, line: u32, basis: Basis) -> bool {
        let mut seen = Vec::new();
        words.retain(|word| {
            let new = !seen.contains(word);
            seen.push(word.clone());
            new
        });
        // `null` in a list of values says that the field may be null; it is no value of a string.
        let listed = words.len();
        words.retain(|word| word != "null");
        let nullable = words.len() < listed;
        let fits = match self.scalar() {
            // What is said about a map may be about its keys.
            _ if matches!(self.ty, Some(Type::Map(_))) => false,
            Some(Type::String) => !words.iter().any(|word| lists::is_absent(word)),
            Some(Type::Integer(_)) => words.iter().all(|word| word.parse::<i64>().is_ok()),
            _ => false,
        };
        if fits && !words.is_empty() {
            self.say_inner(Aspect::Values, Value::List(words), line, basis);
            if nullable {
                self.say(Aspect::Nullable, Value::Flag(true), line, basis);
            }
        }
        fits
    }
}

/// Whether an item says what the value is in some case, as in `MySQL: **8.0**` or `dim: The value is 3.`,
/// and not what a value means.
fn tells_by_case(item: &Part<'_>) -> bool {
    let Some((case, told)) = item.inline.text.split_once(':') else { return false };
    let value = item.inline.bold.first().filter(|bold| bold.start > case.len());
    let alone = value.is_some_and(|bold| {
        item.inline.text[case.len() + 1..bold.start].trim().is_empty()
            && item.inline.text[bold.end..].trim_matches(['.', ' ']).is_empty()
    });
    alone || told.trim_start().starts_with("The value ")
}
