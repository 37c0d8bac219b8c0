//! What the documentation says of values, compiled: an arena of rules that refer to each other by number.
//!
//! The elements of a contract are a flat table with long addresses. A request is held against something else: a tree in
//! which each value finds the rule of its parts without an address being put together, and in which a type that holds
//! itself is a circle, so that it is followed as deep as a request goes.

use contract::{Place, Width};
use regress::Regex;
use serde_json::Value;

use super::format::Format;
use super::number::Num;

/// The number of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuleId(pub(super) u32);

/// The number of a record. One that holds itself has one number and as many rules as there are fields of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RecordId(pub(super) u32);

/// Something stated, and where.
#[derive(Clone, Debug)]
pub(super) struct Stated<T> {
    pub(super) value: T,
    pub(super) at: Place,
}

/// What is said of one value.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) kind: Kind,
    pub(super) is_nullable: bool,
    /// Whether nobody may see the value.
    pub(super) is_secret: bool,
    /// Whether a documented example shows asterisks in its place, so that they stand for any value.
    pub(super) is_masked: bool,
    /// Where the type is stated, or else what has it.
    pub(super) at: Place,
    /// Values that the documentation itself gives: examples, the default.
    pub(super) samples: Vec<Value>,
}

/// What a value can be.
#[derive(Debug)]
pub(super) enum Kind {
    /// Any JSON.
    Any,
    /// Bytes that are no JSON.
    Bytes,
    Boolean,
    Text(Box<TextRules>),
    Number(Box<NumberRules>),
    List {
        item: RuleId,
        least: Option<Stated<u64>>,
        most: Option<Stated<u64>>,
    },
    /// An object with free keys.
    Map(RuleId),
    /// An object with documented fields.
    Record(RecordId),
    /// An object of which nobody lists the fields.
    Open,
}

/// The rules of a text.
#[derive(Debug, Default)]
pub(super) struct TextRules {
    pub(super) values: Option<Stated<Vec<String>>>,
    /// In characters.
    pub(super) least: Option<Stated<u64>>,
    /// In characters.
    pub(super) most: Option<Stated<u64>>,
    pub(super) pattern: Option<Stated<Pattern>>,
    pub(super) format: Option<Stated<Format>>,
}

/// A pattern of ECMA-262, and how it is written.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) source: String,
    pub(super) regex: Regex,
}

/// The rules of a number.
#[derive(Debug, Default)]
pub(super) struct NumberRules {
    /// Whether it has no fraction.
    pub(super) is_whole: bool,
    pub(super) width: Option<Width>,
    /// Whether it is a `float` of 32 bits.
    pub(super) is_single: bool,
    pub(super) values: Option<Stated<Vec<Num>>>,
    pub(super) least: Option<Stated<Num>>,
    pub(super) most: Option<Stated<Num>>,
}

/// A documented field.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) rule: RuleId,
    /// Where it is said that it must be there, if it must.
    pub(super) required: Option<Place>,
}

/// The documented fields of an object.
#[derive(Debug)]
pub(super) struct Record {
    /// In the order of the documentation.
    pub(super) members: Vec<Member>,
    /// The same, by name.
    by_name: Vec<u32>,
    /// How many of them must be there.
    pub(super) required: usize,
    /// Where it is introduced.
    pub(super) at: Place,
}

impl Record {
    fn new(members: Vec<Member>, at: Place) -> Self {
        let mut by_name: Vec<u32> = (0..members.len()).filter_map(|index| index.try_into().ok()).collect();
        by_name.sort_by_key(|index| members.get(*index as usize).map(|member| member.name.as_str()));
        let required = members.iter().filter(|member| member.required.is_some()).count();
        Self { members, by_name, required, at }
    }

    /// The field of that name. `guess` is where it would be if fields came in the order of the documentation, as they do.
    pub(super) fn get(&self, name: &str, guess: usize) -> Option<&Member> {
        if let Some(member) = self.members.get(guess).filter(|member| member.name == name) {
            return Some(member);
        }
        let name_of = |index: &u32| self.members.get(*index as usize).map_or("", |member| member.name.as_str());
        let found = self.by_name.binary_search_by(|index| name_of(index).cmp(name)).ok()?;
        self.members.get(*self.by_name.get(found)? as usize)
    }
}

/// The arena.
#[derive(Debug, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    records: Vec<Record>,
}

impl Rules {
    /// Adds a rule.
    pub(super) fn add(&mut self, rule: Rule) -> RuleId {
        self.rules.push(rule);
        RuleId(u32::try_from(self.rules.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds a record whose fields come later, because they may lead back to it.
    pub(super) fn reserve(&mut self, at: &Place) -> RecordId {
        self.records.push(Record::new(Vec::new(), at.clone()));
        RecordId(u32::try_from(self.records.len() - 1).unwrap_or(u32::MAX))
    }

    /// Says what the fields of a record are.
    pub(super) fn fill(&mut self, id: RecordId, members: Vec<Member>) {
        if let Some(record) = self.records.get_mut(id.0 as usize) {
            *record = Record::new(members, record.at.clone());
        }
    }

    /// The rule of that number: every number that is given out has one.
    pub(super) fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// The record of that number.
    pub(super) fn record(&self, id: RecordId) -> &Record {
        &self.records[id.0 as usize]
    }

    /// Remembers what a documented example shows although the rules do not allow it: asterisks in the place of a secret, a
    /// text without the pattern or the format that is stated. Whoever tries the example has to succeed.
    pub(super) fn believe(&mut self, id: RuleId, example: &Value) {
        let inner: Vec<(RuleId, &Value)> = match (&self.rule(id).kind, example) {
            (Kind::Text(rules), Value::String(text)) => {
                let is_excused = !is_mask(text) && !rules.is_written_as(text);
                if let Some(rule) = self.rules.get_mut(id.0 as usize) {
                    rule.is_masked |= is_mask(text);
                    rule.samples.extend(is_excused.then(|| example.clone()));
                }
                return;
            }
            (Kind::List { item, .. }, Value::Array(items)) => items.iter().map(|value| (*item, value)).collect(),
            (Kind::Map(of), Value::Object(fields)) => fields.values().map(|value| (*of, value)).collect(),
            (Kind::Record(record), Value::Object(fields)) => {
                let record = self.record(*record);
                fields.iter().filter_map(|(name, value)| Some((record.get(name, 0)?.rule, value))).collect()
            }
            _ => return,
        };
        for (rule, value) in inner {
            self.believe(rule, value);
        }
    }
}

impl Rule {
    /// Whether the documentation itself gives this text as a value.
    pub(super) fn shows(&self, text: &str) -> bool {
        self.samples.iter().any(|sample| sample == text)
    }
}

impl TextRules {
    /// Whether a text has the pattern and the format.
    fn is_written_as(&self, text: &str) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| pattern.value.regex.find(text).is_some())
            && self.format.as_ref().is_none_or(|format| format.value.fits(text))
    }
}

/// Whether a text stands for one that nobody may see.
pub(super) fn is_mask(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'*')
}
