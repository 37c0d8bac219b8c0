//! Phrases of a description to facts. Wrong is worse than missing: what is not certain is left out.

use contract::{Aspect, Basis, Presence, Type, Value};
use serde_json::Number;

use crate::lists::Token;
use crate::pattern::pattern;
use crate::phrases::{Label, Part, Phrase, phrases};

mod values;

/// A fact of a description, not yet at an address.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) about: About,
    pub(crate) aspect: Aspect,
    pub(crate) value: Value,
    pub(crate) line: u32,
    pub(crate) basis: Basis,
}

/// What a fact is about, seen from the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// The row's own field.
    Field,
    /// The items of the row's list, or the values of its map.
    Item,
    /// The field of that name, of the object that the row holds.
    Child(String),
}

const NUMBER: &str = r"(-?\d[\d,]*(?:\.\d+)?)";

pattern!(
    RANGE,
    &format!(
        r"(?i)\b(?:(?:value )?ranges? ?(?:is|of|from|:)? ?(?:from )?|value (?:must|should|can) be (?:between|from|an integer (?:from|between|ranging from)|in the range of) ?)\[?{NUMBER} ?(?:to|-|–|~|and) ?{NUMBER}"
    )
);
pattern!(BARE_RANGE, &format!(r"^\[?{NUMBER} ?(?:to|-|–|~|,) ?{NUMBER}\]?\.?$"));
pattern!(LENGTHS, &format!(r"(?i)(?:^|[^\d.-]){NUMBER} ?(?:to|-|–|~) ?{NUMBER} characters"));
pattern!(
    LONGEST,
    &format!(
        r"(?i)(?:maximum (?:of|length of|length is)|up to|at most|no more than|(?:cannot|can not|must not|not) exceed|a max(?:imum|\.)? of) {NUMBER} characters"
    )
);
pattern!(LEADING, &format!("^{NUMBER}"));
pattern!(UUID_OF, r"(?i)value of (\w+) must comply with the UUID");
pattern!(UUID, r"(?i)\b(?:must comply with the UUID|in (?:the )?UUID format\b|must be a (?:valid )?UUID\b)");
pattern!(NULL, r"(?i)\b(?:set to|value of this parameter is|value is) null\b");
pattern!(CONDITION, r"(?i)\b(?:is )?(?:mandatory|required|valid|available) (?:only )?(?:when|if)\b");
pattern!(DEPRECATED, r"(?i)\bth(?:is|e) (?:parameter|field) (?:is|has been) (?:deprecated|discarded)\b");
pattern!(PATTERN, r"\^[^\s]*\$");

/// What a description says about a field of that type.
pub(crate) fn read(parts: &[Part<'_>], ty: Option<&Type>) -> Vec<Said> {
    let mut reading = Reading { ty, marked: parts.iter().any(|part| !part.inline.bold.is_empty()), said: Vec::new() };
    let phrases = phrases(parts);
    for phrase in &phrases {
        match phrase.label {
            Some(label) => reading.labelled(label, phrase),
            None => reading.prose(phrase),
        }
    }
    reading.only_certain()
}

/// Whether a description says that the field is always `null`.
pub(crate) fn is_always_null(parts: &[Part<'_>]) -> Option<u32> {
    let unused = |text: &str| text.contains("not used") || text.contains("reserved") || text.contains("Reserved");
    parts.iter().find(|part| unused(&part.inline.text) && NULL.is_match(&part.inline.text)).map(|part| part.line)
}

struct Reading<'t> {
    ty: Option<&'t Type>,
    marked: bool,
    said: Vec<Said>,
}

impl Reading<'_> {
    /// The type that limits and values are about.
    fn scalar(&self) -> Option<&Type> {
        self.ty.map(Type::innermost)
    }

    fn say(&mut self, aspect: Aspect, value: Value, line: u32, basis: Basis) {
        self.said.push(Said { about: About::Field, aspect, value, line, basis });
    }

    /// Says something of the row's innermost values, which for a list are its items.
    fn say_inner(&mut self, aspect: Aspect, value: Value, line: u32, basis: Basis) {
        let about = match self.ty {
            Some(Type::Array(_) | Type::Map(_)) => About::Item,
            _ => About::Field,
        };
        self.said.push(Said { about, aspect, value, line, basis });
    }

    fn labelled(&mut self, label: Label, phrase: &Phrase<'_>) {
        let (line, text) = (phrase.line, phrase.inline.text.as_str());
        match label {
            Label::Default => self.default(phrase, 0, Basis::Label),
            Label::MinLength => self.limit(Aspect::MinLength, text, line),
            Label::MaxLength => self.limit(Aspect::MaxLength, text, line),
            Label::Minimum => self.limit(self.by_type(Aspect::MinLength, Aspect::Minimum), text, line),
            Label::Maximum => self.limit(self.by_type(Aspect::MaxLength, Aspect::Maximum), text, line),
            Label::Items => self.items(text, line),
            Label::Pattern => self.pattern(text, line),
            Label::Values | Label::Range => {
                if !self.listed(phrase, label) {
                    if let Some(found) = BARE_RANGE.captures(text) {
                        self.range(&found, line, Basis::Label);
                    }
                    self.prose(phrase);
                }
            }
            Label::Definition | Label::Constraints => self.prose(phrase),
            Label::Example => {}
        }
    }

    fn by_type(&self, of_text: Aspect, of_number: Aspect) -> Aspect {
        if self.scalar() == Some(&Type::String) { of_text } else { of_number }
    }

    fn limit(&mut self, aspect: Aspect, text: &str, line: u32) {
        let fits = match aspect {
            Aspect::MinLength | Aspect::MaxLength => matches!(self.ty, Some(Type::String)),
            _ => matches!(self.ty, Some(Type::Integer(_) | Type::Number(_))),
        };
        let found = LEADING.find(text).and_then(|found| number(found.as_str()));
        if let Some(number) = found.filter(|_| fits) {
            self.say(aspect, Value::Number(number), line, Basis::Label);
        }
    }

    fn items(&mut self, text: &str, line: u32) {
        if let (Some(found), Some(Type::Array(_))) = (BARE_RANGE.captures(text), self.ty) {
            for (aspect, group) in [(Aspect::MinItems, 1), (Aspect::MaxItems, 2)] {
                if let Some(number) = found.get(group).and_then(|digits| number(digits.as_str())) {
                    self.say(aspect, Value::Number(number), line, Basis::Label);
                }
            }
        }
    }

    fn pattern(&mut self, text: &str, line: u32) {
        if let Some(found) = PATTERN.find(text).filter(|_| self.ty == Some(&Type::String)) {
            self.say(Aspect::Pattern, Value::Text(found.as_str().to_owned()), line, Basis::Label);
        }
    }

    fn prose(&mut self, phrase: &Phrase<'_>) {
        let (line, text) = (phrase.line, phrase.inline.text.as_str());
        if phrase.label != Some(Label::Range) && phrase.label != Some(Label::Values) {
            self.listed_in_prose(phrase);
        }
        self.default_in_prose(phrase);
        // Each pattern costs more than looking for the word without which it cannot match.
        if matches!(self.ty, Some(Type::Integer(_) | Type::Number(_)))
            && (text.contains("ange") || text.contains("must be") || text.contains("should be"))
        {
            for found in RANGE.captures_iter(text) {
                let end = found.get(0).map_or(0, |all| all.end());
                let start = found.get(0).map_or(0, |all| all.start());
                // "0 or ranges from 7 to 732" allows more than the range.
                let whole = !text[..start].trim_end().ends_with(" or");
                if whole && !text[end..].trim_start().starts_with("characters") {
                    self.range(&found, line, Basis::Prose);
                }
            }
        }
        if text.contains("characters") && self.ty == Some(&Type::String) {
            self.lengths(text, line);
        }
        if text.contains("UUID") {
            if let Some(name) = UUID_OF.captures(text).and_then(|found| found.get(1)) {
                let about = About::Child(name.as_str().to_owned());
                let value = Value::Text("uuid".into());
                self.said.push(Said { about, aspect: Aspect::Format, value, line, basis: Basis::Prose });
            } else if UUID.find(text).is_some_and(|found| !text[..found.start()].trim_end().ends_with(" or"))
                && self.scalar() == Some(&Type::String)
            {
                self.say_inner(Aspect::Format, Value::Text("uuid".into()), line, Basis::Prose);
            }
        }
        if text.contains("null") && NULL.is_match(text) {
            self.say(Aspect::Nullable, Value::Flag(true), line, Basis::Prose);
        }
        if text.contains("which is optional") {
            self.say(Aspect::Presence, Value::Presence(Presence::Optional), line, Basis::Prose);
        }
        if let Some(found) = CONDITION.find(text) {
            let start = text[..found.start()].rfind(". ").map_or(0, |at| at + 2);
            let end = text[found.end()..].find(". ").map_or(text.len(), |at| found.end() + at);
            let sentence = text[start..end].trim_end_matches('.').to_owned();
            self.say(Aspect::Condition, Value::Text(sentence), line, Basis::Prose);
        }
        if DEPRECATED.is_match(text) {
            self.say(Aspect::Deprecated, Value::Flag(true), line, Basis::Prose);
        }
    }

    fn lengths(&mut self, text: &str, line: u32) {
        for found in LENGTHS.captures_iter(text) {
            for (aspect, group) in [(Aspect::MinLength, 1), (Aspect::MaxLength, 2)] {
                if let Some(number) = found.get(group).and_then(|digits| number(digits.as_str())) {
                    self.say(aspect, Value::Number(number), line, Basis::Prose);
                }
            }
        }
        for found in LONGEST.captures_iter(text) {
            if let Some(number) = found.get(1).and_then(|digits| number(digits.as_str())) {
                self.say(Aspect::MaxLength, Value::Number(number), line, Basis::Prose);
            }
        }
    }

    fn range(&mut self, found: &regex::Captures<'_>, line: u32, basis: Basis) {
        let limit = |group| found.get(group).and_then(|digits| number(digits.as_str()));
        let (Some(least), Some(most)) = (limit(1), limit(2)) else { return };
        if least.as_f64() <= most.as_f64() && matches!(self.ty, Some(Type::Integer(_) | Type::Number(_))) {
            self.say(Aspect::Minimum, Value::Number(least), line, basis);
            self.say(Aspect::Maximum, Value::Number(most), line, basis);
        }
    }

    /// Drops what a description says in two different ways with the same certainty, and what is less sure than
    /// something else it says.
    fn only_certain(self) -> Vec<Said> {
        let said = self.said;
        let mut kept: Vec<Said> = Vec::new();
        for fact in &said {
            let rivals = || said.iter().filter(|other| other.aspect == fact.aspect && other.about == fact.about);
            let surest = rivals().map(|other| other.basis).min();
            let agreed = rivals().filter(|other| Some(other.basis) == surest).all(|other| other.value == fact.value);
            let known = kept.iter().any(|other| other.aspect == fact.aspect && other.about == fact.about);
            if Some(fact.basis) == surest && agreed && !known {
                kept.push(fact.clone());
            }
        }
        kept
    }
}

/// A number as the vendor writes it: `1,024`.
pub(crate) fn number(text: &str) -> Option<Number> {
    let digits: String = text.trim_end_matches([',', '.']).chars().filter(|c| *c != ',').collect();
    match digits.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => digits.parse::<f64>().ok().and_then(Number::from_f64),
    }
}

/// A token that is a state: `**CREATE_FAILED**`, `CREATE_FAILED`, `Migrating`.
pub(crate) fn is_state(token: &Token) -> bool {
    token.word.starts_with(|c: char| c.is_ascii_uppercase())
        && token.word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::{Cell, Line};

    fn told(ty: &str, description: &str) -> String {
        let lines = description.split('\n').zip(1..).map(|(text, number)| Line { number, column: 1, text }).collect();
        let parts = crate::phrases::parts(&Cell { lines }, true);
        let ty = ty.parse().unwrap();
        let shown = |said: Said| {
            let about = match said.about {
                About::Field => String::new(),
                About::Item => "[] ".to_owned(),
                About::Child(name) => format!(".{name} "),
            };
            format!("{about}{} {}", said.aspect, said.value)
        };
        read(&parts, Some(&ty)).into_iter().map(shown).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn phrases_become_facts() {
        for (ty, description, expected) in [
            ("string", "How. The value can be **a**, **b_c**, or **d**.", "values a, b_c, d"),
            ("string", "How.\n\n-  **a**: one\n-  **b**: two", "values a, b"),
            ("string", "Enumeration values:\n\n-  **a**\n\n-  **null**", "values a; nullable true"),
            ("array<string>", "Values:\n\n-  **a**\n-  **b**", "[] values a, b"),
            ("integer", "The value can be:\n\n-  0: off\n-  1: on", "values 0, 1"),
            ("string", "Default value: **en-us**", "default en-us"),
            ("boolean", "The default value is **false**.", "default false"),
            ("integer", "**Range**\n\n1-1,000\n\n**Default Value**\n\n**10**", "minimum 1; maximum 1000; default 10"),
            ("integer", "How many. Minimum: **0** Maximum: **7**", "minimum 0; maximum 7"),
            ("string", "Its name. Minimum: **0**", "min-length 0"),
            ("string", "It contains 1 to 64 characters.", "min-length 1; max-length 64"),
            ("string", "It cannot exceed 255 characters.", "max-length 255"),
            ("array<object>", "The value of **job_id** must comply with the UUID rule.", ".job_id format uuid"),
            ("array<object>", "Array Length: **1 - 50**", "min-items 1; max-items 50"),
            ("string", "This field is set to **null**.", "nullable true"),
            ("string", "Regular expression: **^[a-z]+$**", "pattern ^[a-z]+$"),
        ] {
            assert_eq!(told(ty, description), expected, "{description}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_out() {
        for (ty, description) in [
            ("string", "The value can be letters, digits, and hyphens."),
            ("string", "The default value is the time of the call."),
            ("string", "The default value is empty."),
            ("string", "**Range**\n\nN/A\n\n**Default Value**\n\nNone"),
            ("string", "**Default Value**\n\n-"),
            ("integer", "The value can be 0 or ranges from 7 to 732."),
            ("string", "The default value is **a**. In version 2, the default value is **b**."),
            ("string", "For keys 1 to 36 characters, for values 0 to 43 characters."),
            ("string", "An ID, or 0, that is, **0** or in UUID format."),
            ("object", "The following fields are there:\n\n-  **a**: one\n-  **b**: two"),
            ("string", "Other values can be **a** or **b**."),
            ("boolean", "The value can be **true** or **false**."),
        ] {
            assert_eq!(told(ty, description), "", "{description}");
        }
    }
}
