//! Values made of their rules, for answers of which no example is documented. The same rules always make the same value.

use contract::Place;
use serde_json::{Map, Value};

use super::judge::Judge;
use super::number::Num;
use super::pattern;
use super::rule::{Kind, NumberRules, RecordId, RuleId, Rules, Stated, TextRules};

/// No text of more characters is made, and no list that takes more bytes: limits come from a file. It is what bodies of
/// requests may have.
const LARGEST: usize = 1 << 20;
/// How long a guess at a pattern and a text of a format are at most, in bytes, to be put together, and how many guesses are.
const SPLICED: (usize, usize) = (64, 16);

/// A value of which none could be made that keeps its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unmade {
    /// What it is called.
    pub(super) name: String,
    /// Where its rules are.
    pub(super) at: Place,
}

/// Makes values.
pub(super) struct Sampler<'r> {
    rules: &'r Rules,
    /// The records on the way down: one that is open is not entered again.
    open: Vec<RecordId>,
    /// What could not be made, each once.
    pub(super) unmade: Vec<Unmade>,
}

impl<'r> Sampler<'r> {
    pub(super) fn new(rules: &'r Rules) -> Self {
        Self { rules, open: Vec::new(), unmade: Vec::new() }
    }

    /// A value that fits, as far as one can be made: in the place of a required part that cannot, something of its type stands,
    /// so that all others are there.
    pub(super) fn whole(&mut self, id: RuleId, name: &str) -> Value {
        self.value(id, name).unwrap_or_else(|| self.stand_in(id, name))
    }

    /// A value that fits, if one can be made: what the documentation gives as one, or else the first that its rules allow.
    /// `name` is what it is called, for texts of which nothing else is known.
    pub(super) fn value(&mut self, id: RuleId, name: &str) -> Option<Value> {
        let rule = self.rules.rule(id);
        let fits = |value: &Value| Judge::fits(self.rules, id, value);
        if let Some(sample) = rule.samples.iter().find(|sample| fits(sample)) {
            return Some(sample.clone());
        }
        let made = match &rule.kind {
            Kind::Any | Kind::Open => Some(Value::Object(Map::new())),
            Kind::Bytes => Some(Value::String(name.to_owned())),
            Kind::Boolean => Some(Value::Bool(false)),
            Kind::Text(text) => texts(text, name).map(Value::String).find(fits),
            Kind::Number(number) => numbers(number).into_iter().find(fits),
            Kind::List { item, least, most } => self.list(*item, (least.as_ref(), most.as_ref()), name),
            Kind::Map(of) => {
                let value = self.value(*of, name);
                Some(Value::Object(value.into_iter().map(|value| ("key".to_owned(), value)).collect()))
            }
            Kind::Record(record) => self.record(*record),
        };
        let made = made.or_else(|| rule.is_nullable.then_some(Value::Null));
        if made.is_none() && matches!(rule.kind, Kind::Text(_) | Kind::Number(_)) {
            self.give_up(id, name);
        }
        made
    }

    /// Something of the type of a value of which none can be made.
    fn stand_in(&mut self, id: RuleId, name: &str) -> Value {
        match &self.rules.rule(id).kind {
            Kind::Record(record) if !self.open.contains(record) => {
                self.open.push(*record);
                let mut fields = Map::new();
                for member in &self.rules.record(*record).members {
                    let value = match self.value(member.rule, &member.name) {
                        None if member.required.is_some() => Some(self.stand_in(member.rule, &member.name)),
                        value => value,
                    };
                    fields.extend(value.map(|value| (member.name.clone(), value)));
                }
                self.open.pop();
                Value::Object(fields)
            }
            Kind::List { item, .. } => {
                self.give_up(id, name);
                let item = self.value(*item, name).unwrap_or_else(|| self.stand_in(*item, name));
                Value::Array(vec![item])
            }
            Kind::Text(text) => Value::String(plain(text, name)),
            Kind::Number(_) => Value::from(1),
            // One that would hold itself without end.
            Kind::Record(_) => {
                self.give_up(id, name);
                Value::Object(Map::new())
            }
            Kind::Any | Kind::Bytes | Kind::Boolean | Kind::Map(_) | Kind::Open => Value::Null,
        }
    }

    fn give_up(&mut self, id: RuleId, name: &str) {
        let unmade = Unmade { name: name.to_owned(), at: self.rules.rule(id).at.clone() };
        if !self.unmade.contains(&unmade) {
            self.unmade.push(unmade);
        }
    }

    fn list(
        &mut self,
        item: RuleId,
        (least, most): (Option<&Stated<u64>>, Option<&Stated<u64>>),
        name: &str,
    ) -> Option<Value> {
        let least = least.map_or(0, |least| least.value);
        let most = most.map_or(u64::MAX, |most| most.value);
        if least > most {
            return None;
        }
        let count = usize::try_from(least.max(1).min(most)).ok()?;
        if count == 0 {
            return Some(Value::Array(Vec::new()));
        }
        match self.value(item, name) {
            Some(value) if count == 1 => Some(Value::Array(vec![value])),
            Some(value) => {
                let is_bounded = value.to_string().len().checked_mul(count).is_some_and(|bytes| bytes <= LARGEST);
                is_bounded.then(|| Value::Array(std::iter::repeat_n(value, count).collect()))
            }
            None => (least == 0).then(|| Value::Array(Vec::new())),
        }
    }

    fn record(&mut self, id: RecordId) -> Option<Value> {
        if self.open.contains(&id) {
            return None;
        }
        self.open.push(id);
        let mut fields = Map::new();
        let mut is_whole = true;
        for member in &self.rules.record(id).members {
            match self.value(member.rule, &member.name) {
                Some(value) => {
                    fields.insert(member.name.clone(), value);
                }
                None => is_whole &= member.required.is_none(),
            }
        }
        self.open.pop();
        is_whole.then_some(Value::Object(fields))
    }
}

/// Texts that may fit, the most telling first.
fn texts(rules: &TextRules, name: &str) -> impl Iterator<Item = String> {
    let least = least(rules);
    let values = rules.values.iter().flat_map(|values| values.value.iter().cloned());
    let of_format = rules.format.iter().flat_map(move |format| format.value.samples(least));
    let guesses = move || rules.pattern.iter().flat_map(move |pattern| pattern::guesses(&pattern.value.source, least));
    // Of a text with a pattern and a format, the pattern often says how a part of it is written.
    let spliced = rules.format.iter().flat_map(move |format| {
        guesses().filter(|guess| guess.len() <= SPLICED.0).take(SPLICED.1).flat_map(move |guess| {
            let samples = format.value.samples(least).into_iter().filter(|sample| sample.len() <= SPLICED.0);
            samples.flat_map(move |sample| splices(&sample, &guess))
        })
    });
    values.chain(of_format).chain(guesses()).chain(spliced).chain([plain(rules, name)])
}

/// How many characters a text has at least, as far as one that long is made.
fn least(rules: &TextRules) -> usize {
    rules.least.as_ref().map_or(0, |least| usize::try_from(least.value).unwrap_or(LARGEST).min(LARGEST))
}

/// The name of a value, as long as it has to be.
fn plain(rules: &TextRules, name: &str) -> String {
    let name = if name.is_empty() { "text" } else { name };
    let most = rules.most.as_ref().and_then(|most| usize::try_from(most.value).ok()).unwrap_or(usize::MAX);
    let length = name.chars().count().max(least(rules)).min(most);
    name.chars().cycle().take(length).collect()
}

/// A text with a guess before, after and in it, everywhere. Texts of formats are ASCII.
fn splices(text: &str, guess: &str) -> Vec<String> {
    let at = |index: usize| {
        let (before, after) = text.split_at_checked(index)?;
        let rest = text.get(index + guess.len()..).unwrap_or_default();
        Some([format!("{guess}{after}"), format!("{before}{guess}"), format!("{before}{guess}{rest}")])
    };
    (0..=text.len()).filter_map(at).flatten().collect()
}

fn numbers(rules: &NumberRules) -> Vec<Value> {
    let limits = || [&rules.least, &rules.most].into_iter().flatten().map(|limit| limit.value);
    // A limit with a fraction is none of the whole numbers that it allows.
    let whole = limits().flat_map(Num::neighbours);
    let values = rules.values.iter().flat_map(|values| values.value.iter().copied());
    let numbers = values.chain([Num::Whole(1)]).chain(limits()).chain([Num::Whole(0)]).chain(whole);
    numbers.filter_map(|number| number.json().map(Value::Number)).collect()
}
