//! Phrases of a description to facts. Wrong is worse than missing: what is not certain is left out.

use contract::{Aspect, Basis, Type, Value};
use serde_json::Number;

use crate::inline::Inline;
use crate::lists::Token;
use crate::pattern::pattern;
use crate::phrases::{Label, Part, Phrase, phrases};

mod chinese;
mod formats;
mod limits;
mod presence;
mod sentences;
mod sizes;
mod values;

pub(crate) use chinese::is_case as is_chinese_case;

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
    r"(?i)\b(?:set to|value of (?:this parameter|\w+) is|value (?:is|can be|can only be)|returned value) null\b"
);
// What stands right before one of these takes it back.
pattern!(NOT, r"(?i)(?:\bnot|cannot|n't|\bnever)(?: be| been| to be| allowed to be| left empty or| empty or)* ?$");
pattern!(DEPRECATED, r"(?i)\bth(?:is|e) (?:parameter|field) (?:is|has been) (?:deprecated|discarded)\b");

/// What a description says about a field of that name and type; `None` where it says [so much](MOST) that it describes no
/// single field.
pub(crate) fn read(name: &str, parts: &[Part<'_>], ty: Option<&Type>) -> Option<Vec<Said>> {
    // Where `Z` stands for an offset from UTC, the form is not that of RFC 3339.
    let offset = parts.iter().any(|part| part.inline.text.contains("offset"));
    let seconds = parts.iter().any(|part| part.inline.text.contains("second"));
    let mut reading = Reading { name, ty, offset, seconds, ..Reading::default() };
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
    parts.iter().find(|part| unused(&part.inline.text) && says_null(&part.inline.text)).map(|part| part.line)
}

/// Whether a text says that a field may be `null`. That it must not is no such statement, and none of another kind.
fn says_null(text: &str) -> bool {
    text.contains("null") && NULL.find_iter(text).any(|found| !NOT.is_match(&text[..found.start()]))
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
    /// The sentences about when the field is mandatory or valid, and where the first stands.
    conditions: Option<(Vec<String>, u32)>,
    /// Whether other limits hold in some cases, so that none of the sentences about them holds in all.
    doubtful: bool,
    /// The same, for the values.
    doubtful_values: bool,
    /// The same, for the default.
    doubtful_default: bool,
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
            Label::Default if text.starts_with("The default value is") => self.default_in_prose(&phrase.inline, line),
            Label::Default => self.state_default(&phrase.inline, line, 0, Basis::Label),
            Label::MinLength => self.limit(Aspect::MinLength, text, line),
            Label::MaxLength => self.limit(Aspect::MaxLength, text, line),
            Label::Minimum => self.limit(self.by_type(Aspect::MinLength, Aspect::Minimum), text, line),
            Label::Maximum => self.limit(self.by_type(Aspect::MaxLength, Aspect::Maximum), text, line),
            Label::Items => self.items(text, line),
            Label::Pattern => self.pattern(text, line, Basis::Label),
            Label::Values | Label::Range => {
                if self.listed(phrase, label) {
                    self.default_in_list(phrase);
                } else {
                    self.range(text, line);
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

    fn by_type(&self, of_text: Aspect, of_number: Aspect) -> Aspect {
        if self.scalar() == Some(&Type::String) { of_text } else { of_number }
    }

    fn prose(&mut self, phrase: &Phrase<'_>) {
        let is_range = matches!(phrase.label, Some(Label::Range | Label::Values));
        let listed = !phrase.items.is_empty()
            && !is_range
            && phrase.label != Some(Label::Constraints)
            && self.bullets(phrase, Basis::Prose, 2);
        if listed {
            self.default_in_list(phrase);
        }
        self.sentences(&phrase.inline, phrase.line);
        self.in_chinese(&phrase.inline, is_range, phrase.line);
        self.limits_in_list(phrase);
        for item in &phrase.items {
            let text = item.inline.text.as_str();
            if says_null(text) {
                self.say(Aspect::Nullable, Value::Flag(true), item.line, Basis::Prose);
            }
            // An item that explains a value, or a case, says nothing of the field as such.
            if !listed {
                self.in_chinese(&item.inline, false, item.line);
            }
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
        if (text.contains("eprecated") || text.contains("iscarded")) && DEPRECATED.is_match(text) {
            self.say(Aspect::Deprecated, Value::Flag(true), line, Basis::Prose);
        }
    }

    /// Drops what a description says in two different ways with the same certainty, and what is less sure than
    /// something else it says.
    fn only_certain(mut self) -> Option<Vec<Said>> {
        if self.said.len() + self.conditions.as_ref().map_or(0, |(sentences, _)| sentences.len()) > MOST {
            return None;
        }
        if let Some((sentences, line)) = self.conditions.take() {
            let mut seen: Vec<String> = Vec::new();
            sentences.into_iter().for_each(|words| {
                if !seen.contains(&words) {
                    seen.push(words)
                }
            });
            self.say(Aspect::Condition, Value::Text(seen.join(". ")), line, Basis::Prose);
        }
        let mut said = self.said;
        said.retain(|fact| {
            let doubted = match fact.aspect {
                Aspect::Values => self.doubtful_values,
                Aspect::Default => self.doubtful_default,
                aspect => self.doubtful && limits::are_in(aspect),
            };
            !doubted || fact.basis != Basis::Prose
        });
        let mut kept: Vec<Said> = Vec::new();
        for fact in &said {
            let rivals = || said.iter().filter(|other| other.aspect == fact.aspect && other.about == fact.about);
            let surest = rivals().map(|other| other.basis).min();
            let agreed =
                rivals().filter(|other| Some(other.basis) == surest).all(|other| agree(&other.value, &fact.value));
            let known = kept.iter().any(|other| other.aspect == fact.aspect && other.about == fact.about);
            if Some(fact.basis) == surest && agreed && !known {
                kept.push(fact.clone());
            }
        }
        Some(kept)
    }
}

/// Whether two statements about one aspect say the same: lists of values have no order.
fn agree(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().all(|value| other.contains(value))
        }
        _ => one == other,
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
        read("lamps", &parts, Some(&ty)).unwrap_or_default().into_iter().map(shown).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn phrases_become_facts() {
        for (ty, description, expected) in [
            ("string", "How. The value can be **a**, **b_c**, or **d**.", "values a, b_c, d"),
            ("string", "How.\n\n-  **a**: one\n-  **b**: two", "values a, b"),
            ("string", "How. The value can be **'a'** or **\"b\"**.", "values a, b"),
            ("string", "When to light it.\n\n-  **a**: one\n-  **b**: two", "values a, b"),
            ("string", "Enumeration values:\n\n-  **a**\n\n-  **null**", "values a; nullable true"),
            ("array<string>", "Values:\n\n-  **a**\n-  **b**", "[] values a, b"),
            ("integer", "The value can be:\n\n-  0: off\n-  1: on", "values 0, 1"),
            ("string", "Default value: **en-us**", "default en-us"),
            ("boolean", "Its default value is **false**.", "default false"),
            ("integer", "**Range**\n\n3-1,700\n\n**Default Value**\n\n**17**", "minimum 3; maximum 1700; default 17"),
            ("integer", "How many. Minimum: **0** Maximum: **7**", "minimum 0; maximum 7"),
            ("string", "Its name. Minimum: **0**", "min-length 0"),
            ("string", "It contains 3 to 33 characters.", "min-length 3; max-length 33"),
            (
                "string",
                "A text is 3 to 33 characters long, of letters and digits (0 to 9).",
                "min-length 3; max-length 33",
            ),
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
            ("integer", "Value range: [1,100]", "minimum 1; maximum 100"),
            ("integer", "Value range: 1,024 to 2,048", "minimum 1024; maximum 2048"),
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
            ("string", "The length is less than or equal to 77 characters.", "max-length 77"),
            ("string", "A secret of from 3 to 99 bytes.", "max-length 99"),
            ("string", "**Range**\n\nA text between 3 and 33 characters long.", "min-length 3; max-length 33"),
            (
                "string",
                "A name:\n\n-  The key can contain 7 characters to 9 characters.\n-  A key contains a maximum of 31 characters. If it is empty, one is made.",
                "max-length 31",
            ),
            ("string", "How lit. The value is case sensitive and can be **dim** or **lit**.", "values dim, lit"),
            ("string", "How lit. Possible values are:\n\n**dim**: little\n\n**lit**: much", "values dim, lit"),
            ("string", "The value can be **b** or **a**.\n\n-  **a**: one\n-  **b**: two", "values a, b"),
            ("integer", "How lit.\n\n-  7: much\n-  3: little", "values 7, 3"),
            (
                "integer",
                "The value ranges from 3 to 86,400 and is 300 by default.",
                "default 300; minimum 3; maximum 86400",
            ),
            ("string", "If you do not set this parameter, **dim** is used by default.", "default dim"),
            ("boolean", "If it is not set, **false** is used by default.", "default false"),
            ("integer", "If not specified, the default value is 3.", "default 3"),
            ("string", "How it shines, which can be **dim** or **bright**.", "values dim, bright"),
            ("string", "How it shines. Values: dim or bright.", "values dim, bright"),
            ("string", "How it shines. Values: and, or, not", "values and, or, not"),
            (
                "string",
                "How it shines. Values: dim and bright.\n\nEnumeration values:\n\n-  **dim**\n-  **bright**",
                "values dim, bright",
            ),
            ("string", "The value of this parameter can be **dim** or **bright**.", "values dim, bright"),
            ("string", "How it shines. The value is **dim** or **bright**.", "values dim, bright"),
            ("string", "Which lamp it is. It can be dim or bright.", ""),
            ("string", "**Default Value**\n\nThe default value is **dim**.", "default dim"),
            ("string", "In the \"yyyy-mm-ddThh:mm:ssZ\" format.", "format date-time"),
            (
                "string",
                "In the \"yyyy-mm-ddThh:mm:ssZ\" format.\n\nZ indicates the offset.",
                "format yyyy-mm-ddThh:mm:ssZ",
            ),
            ("string", "Set either this parameter or **lamp**.", "condition Set either this parameter or lamp"),
        ] {
            assert_eq!(told(ty, description), expected, "{description}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_out() {
        for (ty, description) in [
            ("string", "The value can be lamps, doors, and stairs."),
            ("string", "The value can be 256, 512, 1,024, or 2,048."),
            ("string", "How lit.\n\n-  7: much\n-  3: little"),
            (
                "integer",
                "How long, in seconds. It ranges from 15 minutes to 50 minutes. The default value is 15 minutes.",
            ),
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
            ("string", "It cannot be set to null."),
            ("string", "It cannot be left empty or set to null."),
            ("string", "Its port.\n\n-  It must not be set to null."),
            ("integer", "Value range: 1,024"),
            ("integer", "It ranges from 1 to 10 in dim mode and 1 to 20 in lit mode."),
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
            ("string", "Valid values:\n\n-  **dim**\n-  Others: as it is"),
            ("string", "If it is lit, the mode is as follows:\n\n-  **dim**: one\n-  **lit**: two"),
            ("string", "How lamps write times. The default value of it is yyyy-MM-dd HH:mm:ss."),
        ] {
            assert_eq!(told(ty, description), "", "{description}");
        }
    }
}
