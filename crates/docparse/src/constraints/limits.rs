//! Limits that a description names: how long, how large, how many.

use contract::{Aspect, Basis, Type, Value};
use regex::Captures;
use serde_json::Number;

use super::{Reading, number};
use crate::pattern::pattern;
use crate::phrases::{Label, Phrase};

const NUMBER: &str = r"(-?\d[\d,]*(?:\.\d+)?)";
/// What may stand between a number and the end of what is said of it: no unit, which the field may not have.
const END: &str = r"(?:$|[.,;]?\s*$|[,;] | and | but | \()";

pattern!(
    RANGE,
    &format!(
        r"(?i)\b(?:(?:value )?ranges? ?(?:is|of|from|:)? ?(?:from )?|value (?:must be |should be |can be |is )(?:between|from|an integer (?:from|between|ranging from)|in the range of) ?)\[?{NUMBER} ?(GB|Mbit/s)?(?: \(inclusive\))? ?(?:to|-|–|~|and|,) ?{NUMBER} ?(GB|Mbit/s)?"
    )
);
pattern!(BARE_RANGE, &format!(r"^\[?{NUMBER} ?(?:to|-|–|~|,) ?{NUMBER}\]?\.?$"));
pattern!(
    LEAST,
    &format!(
        r"(?i)^(?:the )?(?:min(?:imum)?(?: value)?(?: of this parameter)?(?: is|:)|(?:value (?:must|should) be |value is )?(?:an? )?(?:positive )?(?:integer )?(?:(greater than)|greater than or equal to|no less than|not less than)) {NUMBER}{END}"
    )
);
pattern!(MOST, &format!(r"(?i)^(?:the )?max(?:imum)?(?: value)?(?: of this parameter)?(?: is|:) {NUMBER}{END}"));
pattern!(BOTH, &format!(r"(?i)minimum value is {NUMBER},? and the (maximum) value is {NUMBER}{END}"));
pattern!(BOTH_TURNED, &format!(r"(?i)maximum value is {NUMBER},? and the (minimum) value is {NUMBER}{END}"));
pattern!(LENGTHS, &format!(r"(?i)(?:^|[^\d.-]){NUMBER} ?(?:to|-|–|~) ?{NUMBER} (?:unicode )?characters"));
pattern!(
    LONGEST,
    &format!(
        r"(?i)(?:maximum (?:of|length of|length is)|up to|at most|no more than|(?:cannot|can not|must not|not) exceed|a max(?:imum|\.)? of) {NUMBER} (?:unicode )?characters"
    )
);
pattern!(LEADING, &format!("^{NUMBER}"));
// How a sentence begins that holds whatever the case; `dim: 7 to 31 characters` does not.
pattern!(
    PLAIN,
    r"^(?:The (?:value|name|length|password)|Its? |Must|Can |Contains? |Consists? |Cannot|A maximum of |A(?:n| positive)? integer|M(?:in|ax)imum value|Greater than|\d)"
);

// "can be set to 0" takes back what is said elsewhere.
pattern!(EXCEPTION, r"(?i)\bcan (?:also )?be set to -?\d");

impl Reading<'_> {
    /// `Maximum length: 64 characters`.
    pub(super) fn limit(&mut self, aspect: Aspect, text: &str, line: u32) {
        let fits = match aspect {
            Aspect::MinLength | Aspect::MaxLength => matches!(self.ty, Some(Type::String)),
            _ => self.is_number(),
        };
        let found = LEADING.find(text).and_then(|found| number(found.as_str()));
        if let Some(number) = found.filter(|_| fits) {
            self.say(aspect, Value::Number(number), line, Basis::Label);
        }
    }

    /// `Array length: 1 - 50`.
    pub(super) fn items(&mut self, text: &str, line: u32) {
        if let (Some(found), Some(Type::Array(_))) = (BARE_RANGE.captures(text), self.ty) {
            self.both(&found, (Aspect::MinItems, 1), (Aspect::MaxItems, 2), line, Basis::Label);
        }
    }

    /// The range that stands right after a label: `1 to 64`, `Greater than 0`.
    pub(super) fn range(&mut self, text: &str, line: u32) {
        let Some(sentence) = sentences(text).next().filter(|_| self.is_number()) else { return };
        if let Some(found) = BARE_RANGE.captures(sentence) {
            self.both(&found, (Aspect::Minimum, 1), (Aspect::Maximum, 2), line, Basis::Label);
        }
    }

    /// What sentences say about limits.
    pub(super) fn limits(&mut self, text: &str, line: u32) {
        if self.is_number() && text.bytes().any(|byte| byte.is_ascii_digit()) {
            sentences(text).for_each(|sentence| self.bounds(sentence, line));
        }
        if text.contains("characters") && self.ty == Some(&Type::String) {
            for found in LENGTHS.captures_iter(text) {
                let before = found.get(1).map_or("", |least| text[..least.start()].trim_end());
                match before.ends_with("empty or") {
                    true => self.one(&found, (Aspect::MaxLength, 2), line),
                    false => self.both(&found, (Aspect::MinLength, 1), (Aspect::MaxLength, 2), line, Basis::Prose),
                }
            }
            for found in LONGEST.captures_iter(text) {
                self.one(&found, (Aspect::MaxLength, 1), line);
            }
        }
    }

    /// What the items of a list say about limits; only those that hold whatever the case.
    pub(super) fn limits_in_list(&mut self, phrase: &Phrase<'_>) {
        for item in &phrase.items {
            let (label, text) = match item.inline.text.split_once(':') {
                Some((label, text)) if matches!(Label::of(label), Some(Label::Range | Label::Constraints)) => {
                    (Label::of(label), text.trim())
                }
                _ => (None, item.inline.text.as_str()),
            };
            if PLAIN.is_match(text) && !is_conditional(text) {
                if label == Some(Label::Range) {
                    self.range(text, item.line);
                }
                self.limits(text, item.line);
            } else if names_limits(text) {
                self.doubtful = true;
            }
        }
    }

    fn bounds(&mut self, sentence: &str, line: u32) {
        if is_conditional(sentence) || EXCEPTION.is_match(sentence) {
            self.doubtful |= EXCEPTION.is_match(sentence) || names_limits(sentence);
            return;
        }
        for found in RANGE.captures_iter(sentence) {
            let all = found.get(0).map_or(0..0, |all| all.range());
            // What stands before an "or" is allowed too.
            let whole = !sentence[..all.start].trim_end().ends_with(" or");
            let unit = |group| found.get(group).map(|unit| unit.as_str());
            let one_unit = unit(2).is_none() || unit(2) == unit(4);
            if whole && one_unit && !sentence[all.end..].trim_start().starts_with("characters") {
                self.both(&found, (Aspect::Minimum, 1), (Aspect::Maximum, 3), line, Basis::Prose);
            }
        }
        if let Some(found) = BOTH.captures(sentence) {
            return self.both(&found, (Aspect::Minimum, 1), (Aspect::Maximum, 3), line, Basis::Prose);
        }
        if let Some(found) = BOTH_TURNED.captures(sentence) {
            return self.both(&found, (Aspect::Minimum, 3), (Aspect::Maximum, 1), line, Basis::Prose);
        }
        if let Some(found) = LEAST.captures(sentence) {
            match (found.get(1), self.ty) {
                (None, _) => self.one(&found, (Aspect::Minimum, 2), line),
                // Of whole numbers, the least above a limit is the next.
                (Some(_), Some(Type::Integer(_))) => {
                    let above = found.get(2).and_then(|digits| number(digits.as_str())?.as_i64()?.checked_add(1));
                    if let Some(least) = above {
                        self.say(Aspect::Minimum, Value::Number(least.into()), line, Basis::Prose);
                    }
                }
                (Some(_), _) => {}
            }
        }
        if let Some(found) = MOST.captures(sentence) {
            self.one(&found, (Aspect::Maximum, 1), line);
        }
    }

    fn is_number(&self) -> bool {
        matches!(self.ty, Some(Type::Integer(_) | Type::Number(_)))
    }

    fn one(&mut self, found: &Captures<'_>, (aspect, group): (Aspect, usize), line: u32) {
        if let Some(number) = limit(found, group) {
            self.say(aspect, Value::Number(number), line, Basis::Prose);
        }
    }

    fn both(&mut self, found: &Captures<'_>, least: (Aspect, usize), most: (Aspect, usize), line: u32, basis: Basis) {
        if let (Some(from), Some(to)) = (limit(found, least.1), limit(found, most.1))
            && from.as_f64() <= to.as_f64()
        {
            self.say(least.0, Value::Number(from), line, basis);
            self.say(most.0, Value::Number(to), line, basis);
        }
    }
}

/// Whether an aspect is one of those that sentences set limits in.
pub(super) fn are_in(aspect: Aspect) -> bool {
    matches!(aspect, Aspect::Minimum | Aspect::Maximum | Aspect::MinLength | Aspect::MaxLength)
}

fn limit(found: &Captures<'_>, group: usize) -> Option<Number> {
    number(found.get(group)?.as_str())
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").map(|sentence| sentence.trim().trim_end_matches('.')).filter(|sentence| !sentence.is_empty())
}

/// Whether what is said holds only in some case, or can be changed.
fn is_conditional(sentence: &str) -> bool {
    let lower = sentence.to_ascii_lowercase();
    let starts = ["if ", "when ", "for ", "in ", "otherwise"].iter().any(|word| lower.starts_with(word));
    starts || [" if ", " when ", " for ", "by default"].iter().any(|word| lower.contains(word))
}

/// Whether a text names limits at all.
fn names_limits(text: &str) -> bool {
    let says = ["inimum value", "aximum value", "value range is"].iter().any(|words| text.contains(words));
    says || RANGE.is_match(text) || LENGTHS.is_match(text) || LONGEST.is_match(text)
}
