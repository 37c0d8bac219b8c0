//! Phrases of a description to facts. Wrong is worse than missing: what is not certain is left out.

use contract::{Aspect, Basis, Presence, Type, Value};
use serde_json::Number;

use crate::lists::Token;
use crate::pattern::pattern;
use crate::phrases::{Label, Part, Phrase, phrases};

mod limits;
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

pattern!(UUID_OF, r"(?i)value of (\w+) must comply with the UUID");
pattern!(UUID, r"(?i)\b(?:must comply with the UUID|in (?:the )?UUID format\b|must be a (?:valid )?UUID\b)");
pattern!(
    NULL,
    r"(?i)\b(?:set to|value of (?:this parameter|\w+) is|value (?:is|can be|can only be)|returned value) null\b"
);
pattern!(CONDITION, r"(?i)\b(?:is )?(?:mandatory|required|valid|available) (?:only )?(?:when|if)\b");
pattern!(DEPRECATED, r"(?i)\bth(?:is|e) (?:parameter|field) (?:is|has been) (?:deprecated|discarded)\b");
pattern!(PATTERN, r"\^[^\s]*\$");

/// What a description says about a field of that type.
pub(crate) fn read(parts: &[Part<'_>], ty: Option<&Type>) -> Vec<Said> {
    let marked = parts.iter().any(|part| !part.inline.bold.is_empty());
    let mut reading = Reading { ty, marked, said: Vec::new(), doubtful: false, exemplified: false };
    let phrases = phrases(parts);
    for phrase in &phrases {
        match phrase.label {
            Some(label) => reading.labelled(label, phrase),
            None => reading.prose(phrase),
        }
        let text = phrase.inline.text.trim_end();
        reading.exemplified |=
            phrase.label == Some(Label::Example) || ["xample:", "xample"].iter().any(|end| text.ends_with(end));
        // After "format of {a}:{b}", what follows explains the parts.
        reading.exemplified |= text.contains("format of {");
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
    /// Whether other limits hold in some cases, so that none of the sentences about them holds in all.
    doubtful: bool,
    /// Whether an example was announced: lists after it may explain its parts.
    exemplified: bool,
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
                    self.range(text, line);
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
        self.limits_in_list(phrase);
        // Each pattern costs more than looking for the word without which it cannot match.
        self.limits(text, line);
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
        let items = phrase.items.iter().map(|item| (item.line, item.inline.text.as_str()));
        for (line, text) in [(line, text)].into_iter().chain(items) {
            if text.contains("null") && NULL.is_match(text) {
                self.say(Aspect::Nullable, Value::Flag(true), line, Basis::Prose);
            }
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

    /// Drops what a description says in two different ways with the same certainty, and what is less sure than
    /// something else it says.
    fn only_certain(self) -> Vec<Said> {
        let mut said = self.said;
        if self.doubtful {
            said.retain(|fact| fact.basis != Basis::Prose || !limits::are_in(fact.aspect));
        }
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
            ("string", "How. The value can be **'a'** or **\"b\"**.", "values a, b"),
            ("string", "Enumeration values:\n\n-  **a**\n\n-  **null**", "values a; nullable true"),
            ("array<string>", "Values:\n\n-  **a**\n-  **b**", "[] values a, b"),
            ("integer", "The value can be:\n\n-  0: off\n-  1: on", "values 0, 1"),
            ("string", "Default value: **en-us**", "default en-us"),
            ("boolean", "Its default value is **false**.", "default false"),
            ("integer", "**Range**\n\n3-1,700\n\n**Default Value**\n\n**17**", "minimum 3; maximum 1700; default 17"),
            ("integer", "How many. Minimum: **0** Maximum: **7**", "minimum 0; maximum 7"),
            ("string", "Its name. Minimum: **0**", "min-length 0"),
            ("string", "It contains 3 to 33 characters.", "min-length 3; max-length 33"),
            ("string", "A sign cannot exceed 77 characters.", "max-length 77"),
            ("string", "Painted on a lamp, a maximum of 21 Unicode characters.", "max-length 21"),
            ("string", "A nickname, empty or 2 to 17 characters.", "max-length 17"),
            ("string", "A word that:\n\n-  Contains 7 to 31 characters.\n-  Is new.", "min-length 7; max-length 31"),
            (
                "integer",
                "The minimum value is **3**, no less. The maximum value is 2,010,000,009.",
                "minimum 3; maximum 2010000009",
            ),
            ("integer", "At dusk its maximum value is 91 and the minimum value is 3, dimly.", "minimum 3; maximum 91"),
            ("integer", "Greater than or equal to -7, which is all.", "minimum -7"),
            ("integer", "No less than 4.", "minimum 4"),
            ("integer", "Value must be greater than 8.", "minimum 9"),
            ("integer", "A positive integer greater than 6.", "minimum 7"),
            ("integer", "How many. Value range: 16 to 256. More is refused.", "minimum 16; maximum 256"),
            ("integer", "A value range of 30 GB to 4400 GB.", "minimum 30; maximum 4400"),
            ("integer", "How many.\n\n-  Minimum value: 3\n-  Maximum value: 33", "minimum 3; maximum 33"),
            ("array<object>", "The value of **lamp_id** must comply with the UUID form.", ".lamp_id format uuid"),
            ("array<object>", "Array Length: **3 - 33**", "min-items 3; max-items 33"),
            ("string", "So far all are set to **null**.", "nullable true"),
            ("string", "Its port.\n\n-  Without one, the value of lamp is null.", "nullable true"),
            ("string", "Regular expression: **^[a-z]+$**", "pattern ^[a-z]+$"),
        ] {
            assert_eq!(told(ty, description), expected, "{description}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_out() {
        for (ty, description) in [
            ("string", "The value can be lamps, doors, and stairs."),
            ("string", "The default value is the colour of the lamp."),
            ("string", "The default value is empty."),
            ("string", "**Range**\n\nN/A\n\n**Default Value**\n\nNone"),
            ("string", "**Default Value**\n\n-"),
            ("integer", "A lamp is 0 or ranges from 8 to 81."),
            ("integer", "Lamps range from 6 Mbit/s to 61 Mbit/s by default."),
            ("integer", "A range from 6 minutes to 7 hours."),
            ("integer", "If lit, the maximum value is 91."),
            ("integer", "The maximum value is 77 lamps."),
            ("number", "Greater than 0"),
            ("integer", "A lamp ranges from 1 to 77. If dim, it ranges from 0 to 7."),
            ("integer", "A positive integer greater than 5. Lamps can be set to 2 at will."),
            ("integer", "The minimum value is 61.\n\n-  dim: The minimum value is 17."),
            ("string", "-  dim: It contains 7 to 31 characters.\n-  lit: It contains 13 to 31 characters."),
            ("string", "The default value is **a**. In a cellar, the default value is **b**."),
            ("string", "For doors 2 to 35 characters, for lamps 1 to 44 characters."),
            ("string", "A lamp, or 7, so **7** or in UUID format."),
            ("object", "The following fields are there:\n\n-  **a**: one\n-  **b**: two"),
            ("string", "Other values can be **dim** or **lit**."),
            ("boolean", "A value must be **false** or **true**."),
            ("string", "The value follows the lamp:\n\n-  One: **8.0**\n-  Other: **9.0**"),
            ("integer", "The value follows the lamp:\n\n-  1: The value is 3.\n-  2: The value is 4."),
            ("string", "Such as **a.b**. For example:\n\n-  **a**: the start\n-  **b**: the end"),
            ("string", "Value:\n\nIf the value is **BUSY**, it works."),
            ("map<string>", "Valid values:\n\n-  **GROWING**\n-  **SHRINKING**"),
        ] {
            assert_eq!(told(ty, description), "", "{description}");
        }
    }
}
