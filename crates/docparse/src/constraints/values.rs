//! Values that a description names: the default, and the list of all there are.

use std::collections::HashSet;

use contract::{Aspect, Basis, Type, Value};
use serde_json::Value as Json;

use super::sentences::{around, depends, is_left_out};
use super::{Reading, number};
use crate::inline::Inline;
use crate::lists;
use crate::pattern::pattern;
use crate::phrases::{Label, Part, Phrase};

pattern!(
    DEFAULT,
    r"(?i)\b(?:default (?:parameter )?(?:value|setting) (?:of (?:this parameter|the parameter) )?is (?:set to )?|defaults to |by default, the value is |(?:the (?:parameter )?value|it|this parameter) (?:is|is set to) (?P<turned>\S+ by default)|and is (?P<number>\d+) by default|(?P<used>\S+) (?:is|will be) used by default|default value (?P<named>\S+) is used)"
);
pattern!(
    LISTED,
    r"(?i)\b(?:(?:values?|options?) (?:is case[- ]sensitive and )?(?:can|may|must|should) (?:only )?be (?:either |one of (?:the following(?: values)?)?:? ?|set to |(?:as follows|the following): ?)?|(?:possible|valid|available|supported|allowed|enumeration|enumerated) (?:values?|options?) ?(?:are|is|include|:) ?(?:as follows)?:? ?|(?:value )?options?(?: include| are)?: ?|value is (?:either|one of) (?:the following)?:? ?|the (?:options|values) (?:are|include) ?(?:as follows: ?)?)"
);
// These tell of values only where what follows is bold.
pattern!(
    MARKED,
    r"(?i)(?:\b(?:which|it|this (?:parameter|field)|the parameter|value of (?:this|the) (?:parameter|field)|(?:the|its) (?:type|status|state|mode|action|method|protocol|level|role|parameter value)) (?:can|may|must) (?:only )?be (?:set to |either )?|\b(?:the|its) value is (?:set to )?(?:either )?)"
);
pattern!(
    FIXED,
    r"(?i)\b(?:value (?:of this parameter )?is fixed (?:to|at|as) |fixed value (?:is|of) |value can only be )"
);
pattern!(
    ANNOUNCES,
    r"(?i)value|option|as follows|following (?:states|statuses|types|modes)|enumerat|can be:|one of|status(?:es)?:|states?:|types?:|modes?:|取值|状态|类型|枚举|如下|方式|模式|选项|级别"
);
// Lists of fields, of the parts of an example, of rules and of cases are no lists of values.
pattern!(
    OF_PARTS,
    r"(?i)field|key|format of|example|such as|default values|(?:follow(?:s|ing)?|these) (?:rules?|requirements?|conditions?|constraints?|parameters?|characters?|formats?|attributes?|items?|scenarios?|steps?|cases?)|consist|contains|var(?:y|ies)|depend|meaning of|字段|格式|例如|规则|要求|条件|场景"
);

impl Reading<'_> {
    pub(super) fn default_in_prose(&mut self, inline: &Inline<'_>, line: u32) {
        if !inline.text.contains("efault") {
            return;
        }
        for found in DEFAULT.captures_iter(&inline.text) {
            let Some(all) = found.get(0) else { continue };
            let sentence = around(&inline.text, all.start());
            let lead = &inline.text[sentence.start..all.start()];
            if depends(lead) && !is_left_out(&inline.text[sentence]) {
                self.doubtful_default = true;
                continue;
            }
            if let Some(used) = found.name("used").or(found.name("named")) {
                // Only what is marked as a value: "the first lamp is used by default".
                if inline.bold_at(used.start()).is_some() {
                    self.state_default(inline, line, used.start(), Basis::Prose);
                }
                continue;
            }
            let at = found.name("turned").or(found.name("number")).map_or(all.end(), |told| told.start());
            self.state_default(inline, line, at, Basis::Prose);
        }
    }

    /// The value that stands at a byte of the text.
    pub(super) fn state_default(&mut self, inline: &Inline<'_>, line: u32, at: usize, basis: Basis) {
        let Some(token) = lists::token_at(inline, at) else { return };
        let after = inline.text[token.end..].trim_start();
        // "15 minutes" is no value of a field that counts seconds.
        let other_unit = ["minute", "hour", "day"].iter().any(|unit| after.starts_with(unit));
        if other_unit && self.seconds {
            return;
        }
        let conditional = ["if ", "when ", "for ", "or ", "and ", "to "].iter().any(|word| after.starts_with(word));
        // Without bold, a word is a value only where the sentence ends after it.
        let ends = token.bold || after.is_empty() || after.starts_with(['.', ',', ';', '(']);
        let ends = ends || after.starts_with("by default");
        let value = match self.ty {
            Some(Type::Integer(_)) => number(&token.word).filter(|number| !number.is_f64()).map(Json::Number),
            Some(Type::Number(_)) => number(&token.word).map(Json::Number),
            Some(Type::Boolean) => token.word.to_ascii_lowercase().parse().ok().map(Json::Bool),
            // A row without a type still tells what is taken; as text, which every value of a URI is.
            Some(Type::String) | None if ends && lists::is_value(&token) => Some(Json::String(token.word.clone())),
            _ => None,
        };
        if let Some(value) = value.filter(|_| !conditional) {
            self.say(Aspect::Default, Value::Json(value), line, basis);
        }
    }

    /// The item of a list of values that is marked: `**a** (default): what it means`.
    pub(super) fn default_in_list(&mut self, phrase: &Phrase<'_>) {
        for item in &phrase.items {
            let Some(token) = lists::token_at(&item.inline, 0) else { continue };
            let after = item.inline.text[token.end..].trim_start().to_ascii_lowercase();
            if ["(default)", "(default value)", "(by default)"].iter().any(|mark| after.starts_with(mark)) {
                self.state_default(&item.inline, item.line, 0, Basis::Label);
            }
        }
    }

    /// The list under, or right after, a label that announces values.
    pub(super) fn listed(&mut self, phrase: &Phrase<'_>, label: Label) -> bool {
        if !phrase.items.is_empty() {
            return self.bullets(phrase, Basis::Label, 1);
        }
        let words = lists::bold_words(&phrase.inline)
            .or_else(|| lists::words_at(&phrase.inline, 0))
            .or_else(|| (label == Label::Values).then(|| lists::bare_words(&phrase.inline.text)).flatten());
        words.is_some_and(|words| self.values(words, phrase.line, Basis::Label))
    }

    /// What a sentence lists: `The value can be **a** or **b**.`
    pub(super) fn listed_in_sentence(&mut self, inline: &Inline<'_>, line: u32) {
        let text = inline.text.as_str();
        if !(text.contains("alue") || text.contains("ption") || text.contains(" be ")) {
            return;
        }
        let marked = MARKED.find_iter(text).filter(|found| inline.bold_at(found.end()).is_some());
        for found in LISTED.find_iter(text).chain(marked) {
            let lead = &text[around(text, found.start()).start..found.start()];
            let Some(words) = lists::words_at(inline, found.end()) else { continue };
            match lead.trim_end() {
                // "Other values can be …" is only a part of the list.
                lead if lead.ends_with("ther") => {}
                lead if depends(lead) => self.doubtful_values = true,
                _ => {
                    self.values(words, line, Basis::Prose);
                }
            }
        }
        let is_list = matches!(self.ty, Some(Type::Array(_)));
        for found in FIXED.find_iter(text).filter(|_| !is_list) {
            let lead = &text[around(text, found.start()).start..found.start()];
            let token = lists::token_at(inline, found.end());
            let Some(token) = token.filter(|token| lists::is_value(token) && !token.word.contains(' ')) else {
                continue;
            };
            let after = text[token.end..].trim_start();
            let ends = after.is_empty() || after.starts_with(['.', ',', ';']);
            if ends && (token.bold || lists::is_code(&token.word)) && !depends(lead) {
                self.values(vec![token.word], line, Basis::Prose);
            }
        }
    }

    /// The list below a sentence.
    pub(super) fn bullets(&mut self, phrase: &Phrase<'_>, basis: Basis, least: usize) -> bool {
        let lead = phrase.inline.text.as_str();
        // What is announced last is what the list is of.
        let last = lead.trim_end_matches([':', ' ']).rfind(". ").map_or(lead, |dot| &lead[dot + 2..]);
        // "If lit, …", but neither "When to light it" nor "For details, …".
        let of_case = ["If ", "When ", "For "].iter().any(|word| last.starts_with(word))
            && last.contains(',')
            && !last.starts_with("For details")
            && !is_left_out(last);
        let of_parts = basis == Basis::Prose && (of_case || OF_PARTS.is_match(last) || self.exemplified);
        if of_parts || phrase.items.iter().any(tells_by_case) {
            return false;
        }
        // A list of numbers, each with its meaning, needs no announcement where the field is a number.
        let numbered = |item: &Part<'_>| {
            let number = item.inline.text.split_once([':', '：']).map(|(number, _)| number.trim());
            number.is_some_and(|number| number.parse::<i64>().is_ok())
        };
        let coded = matches!(self.scalar(), Some(Type::Integer(_))) && phrase.items.iter().all(numbered);
        let announced = basis == Basis::Label || ANNOUNCES.is_match(last) || coded;
        if basis == Basis::Prose && !announced && phrase.within.is_some() {
            return false;
        }
        let words: Option<Vec<Vec<String>>> =
            phrase.items.iter().map(|item| lists::leading(&item.inline, announced)).collect();
        let line = phrase.items.first().map_or(phrase.line, |item| item.line);
        // The last of the paragraphs that work as a list may lack the bold word.
        let rest = lists::leading(&phrase.inline, true).filter(|_| basis == Basis::Label && lead.contains(": "));
        match words.map(|words| words.into_iter().chain(rest).flatten().collect::<Vec<_>>()) {
            Some(words) if words.len() >= least => self.values(words, line, basis),
            _ => false,
        }
    }

    fn values(&mut self, mut words: Vec<String>, line: u32, basis: Basis) -> bool {
        let mut seen = HashSet::new();
        words.retain(|word| seen.insert(word.clone()));
        // `null` in a list of values says that the field may be null; it is no value of a string.
        let listed = words.len();
        words.retain(|word| word != "null");
        let nullable = words.len() < listed;
        let open = words.iter().any(|word| matches!(word.as_str(), "Other" | "Others" | "other" | "others"));
        let fits = match self.scalar() {
            // A list that ends in "others" is not of all there are; nor is one with `lamp:xxx` in it.
            _ if open || words.iter().any(|word| word.contains("xxx")) => false,
            // What is said about a map may be about its keys.
            _ if matches!(self.ty, Some(Type::Map(_))) => false,
            Some(Type::String) => !words.iter().any(|word| lists::is_absent(word)),
            None => !words.iter().any(|word| lists::is_absent(word)),
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
    let told = told.trim_start();
    alone || told.starts_with("The value ") || told.starts_with("The number ") || told.contains(" ranges from ")
}
