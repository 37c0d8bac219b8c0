//! Phrases of a description to facts. Wrong is worse than missing: what is not certain is left out.

use contract::{Aspect, Basis, Type, Value};
use serde_json::Number;

use crate::inline::Inline;
use crate::labels::Label;
use crate::lists::Token;
use crate::pattern::pattern;
use crate::phrases::{Part, Phrase, phrases};

#[cfg(test)]
mod cases;
mod chinese;
mod defaults;
mod formats;
mod glossed;
mod limits;
mod presence;
mod sentences;
mod settle;
mod sizes;
mod values;

pub(crate) use sentences::opens_case;

/// More than any description says by far: each of its facts is held against all others.
pub(crate) const MOST: usize = 200;

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

pattern!(
    NULL,
    r"(?i)\b(?:set (?:(?:it|this parameter|the parameter) )?to|value of (?:this parameter|\w+) is|value (?:is|can be|can only be)|returned value) null\b"
);
// What stands right before one of these takes it back.
pattern!(NOT, r"(?i)(?:\bnot|cannot|n't|\bnever)(?: be| been| to be| allowed to be| left empty or| empty or)* ?$");
pattern!(DEPRECATED, r"(?i)\bth(?:is|e) (?:parameter|field) (?:is|has been) (?:deprecated|discarded)\b");

/// All that a description says about a field.
#[derive(Debug, Default)]
pub(crate) struct Description {
    /// What is certain, one fact for each aspect.
    pub(crate) said: Vec<Said>,
    /// What it says in two ways that differ and are as sure as each other: neither is certain.
    pub(crate) disputed: Vec<[Said; 2]>,
}

/// What a description says about a field of that name and type; `None` where it says [so much](MOST) that it describes no
/// single field.
pub(crate) fn read(name: &str, parts: &[Part<'_>], ty: Option<&Type>) -> Option<Description> {
    // Where `Z` stands for an offset from UTC, the form is not that of RFC 3339.
    let offset = parts.iter().any(|part| part.inline.text.contains("offset"));
    let seconds = parts.iter().any(|part| part.inline.text.contains("second") || part.inline.text.contains('秒'));
    let phrases = phrases(parts);
    let counted = phrases.iter().any(|phrase| phrase.label == Some(Label::Items));
    let mut reading = Reading { name, ty, offset, seconds, counted, ..Reading::default() };
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
    reading.settle()
}

/// Whether a description says that the field is always `null`.
pub(crate) fn is_always_null(parts: &[Part<'_>]) -> Option<u32> {
    let unused = |text: &str| text.contains("not used") || text.contains("reserved") || text.contains("Reserved");
    parts.iter().find(|part| says_null(&part.inline.text) && unused(&part.inline.text)).map(|part| part.line)
}

/// Whether a text says that a field may be `null`. That it must not is no such statement, and none of another kind.
fn says_null(text: &str) -> bool {
    let chinese = || {
        crate::chinese::is(text)
            && chinese::NULL.find_iter(text).any(|found| !chinese::NOT_NULL.is_match(&text[..found.start()]))
    };
    text.contains("null") && (NULL.find_iter(text).any(|found| !NOT.is_match(&text[..found.start()])) || chinese())
}

#[derive(Default)]
struct Reading<'t> {
    name: &'t str,
    ty: Option<&'t Type>,
    said: Vec<Said>,
    /// Whether the description speaks of an offset of times.
    offset: bool,
    /// Whether it speaks of seconds: then numbers of minutes are none of the field's.
    seconds: bool,
    /// Whether a label tells how many items there are: then other limits are those of an item.
    counted: bool,
    /// The sentences about when the field is mandatory or valid, and where the first stands.
    conditions: Option<(Vec<String>, u32)>,
    /// Whether other limits hold in some cases, so that none of the sentences about them holds in all.
    doubtful: bool,
    /// The same, for the values.
    doubtful_values: bool,
    /// The same, for the default.
    doubtful_default: bool,
    /// Whether a label says that there is no default.
    no_default: bool,
    /// Whether a default is told after a sentence about some case: it may be that of the case.
    case_before: bool,
    /// What labels say of the length of texts, where the field is a list: its own length may be meant.
    lengths_of_list: Vec<(Aspect, Number, u32)>,
    /// Whether an example was announced: lists after it may explain its parts.
    exemplified: bool,
}

impl Reading<'_> {
    /// The type that limits and values are about.
    fn scalar(&self) -> Option<&Type> {
        self.ty.map(Type::innermost)
    }

    /// Whether more has been said than is kept: then there is no need to read on.
    fn is_crowded(&self) -> bool {
        self.said.len() > MOST
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
            // What may hold in some case only, a label takes back.
            Label::Default if defaults::is_none(text) && phrase.items.is_empty() => self.no_default = true,
            Label::Default if defaults::is_sentence(text) => self.default_in_prose(&phrase.inline, line),
            Label::Default => self.state_default(&phrase.inline, line, 0, Basis::Label),
            Label::MinLength | Label::MaxLength if self.is_list_of_texts() && !self.counted => {
                let aspect = if label == Label::MinLength { Aspect::MinLength } else { Aspect::MaxLength };
                self.lengths_of_list.extend(limits::leading(text).map(|number| (aspect, number, line)));
            }
            Label::MinLength => self.limit(Aspect::MinLength, text, line),
            Label::MaxLength => self.limit(Aspect::MaxLength, text, line),
            Label::Minimum => self.limit(self.by_type(Aspect::MinLength, Aspect::Minimum), text, line),
            Label::Maximum => self.limit(self.by_type(Aspect::MaxLength, Aspect::Maximum), text, line),
            Label::Items => self.items(text, line),
            Label::Pattern => self.pattern(text, line, Basis::Label),
            Label::Values | Label::Range => {
                // `^[a-z]+$`, and nothing else.
                if text.starts_with('^') && text.ends_with('$') {
                    self.pattern(text, line, Basis::Label);
                } else if self.listed(phrase, label) {
                    self.default_in_list(phrase);
                    self.default_in_prose(&phrase.inline, line);
                } else {
                    self.range(text, line);
                    self.compared(text, line);
                    let before = self.said.len();
                    self.prose(phrase);
                    // A sentence under the label is as sure as the label: "A string between 1 and 36 characters long".
                    let lengths = |said: &&mut Said| matches!(said.aspect, Aspect::MinLength | Aspect::MaxLength);
                    if phrase.items.is_empty() {
                        self.said[before..].iter_mut().filter(lengths).for_each(|said| said.basis = Basis::Label);
                    }
                }
            }
            Label::Definition | Label::Constraints => self.prose(phrase),
            Label::Example => {}
        }
    }

    fn is_list_of_texts(&self) -> bool {
        matches!(self.ty, Some(Type::Array(item)) if **item == Type::String)
    }

    fn by_type(&self, of_text: Aspect, of_number: Aspect) -> Aspect {
        if self.scalar() == Some(&Type::String) { of_text } else { of_number }
    }

    fn prose(&mut self, phrase: &Phrase<'_>) {
        let is_range = matches!(phrase.label, Some(Label::Range | Label::Values));
        let listed = !phrase.items.is_empty()
            && !is_range
            && phrase.label != Some(Label::Constraints)
            && self.bullets(phrase, Basis::Prose, 2);
        if listed || self.ty == Some(&Type::Boolean) {
            self.default_in_list(phrase);
        }
        self.sentences(&phrase.inline, phrase.line);
        self.limits_in_list(phrase);
        for item in &phrase.items {
            let text = item.inline.text.as_str();
            if says_null(text) {
                self.say(Aspect::Nullable, Value::Flag(true), item.line, Basis::Prose);
            }
            // An item that explains a value, or a case, says nothing of the field as such.
            if !listed && limits::is_plain(text) {
                self.listed_in_sentence(&item.inline, item.line);
                self.formats(text, item.line);
            }
            if !listed && !sentences::is_case(text) {
                self.default_in_prose(&item.inline, item.line);
                self.conditions(text, item.line);
            }
        }
    }

    /// What sentences say. Each pattern costs more than looking for the word without which it cannot match.
    fn sentences(&mut self, inline: &Inline<'_>, line: u32) {
        let text = inline.text.as_str();
        self.listed_in_sentence(inline, line);
        self.default_in_prose(inline, line);
        self.limits(text, line);
        self.formats(text, line);
        self.conditions(text, line);
        if says_null(text) {
            self.say(Aspect::Nullable, Value::Flag(true), line, Basis::Prose);
        }
        let english = || (text.contains("eprecated") || text.contains("iscarded")) && DEPRECATED.is_match(text);
        let chinese =
            || crate::chinese::is(text) && sentences::sentences(text).any(|it| chinese::DEPRECATED.is_match(it));
        if english() || chinese() {
            self.say(Aspect::Deprecated, Value::Flag(true), line, Basis::Prose);
        }
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
