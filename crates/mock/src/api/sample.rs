//! Values made of their rules, for answers of which no example is documented. The same rules always make the same value.

use serde_json::{Map, Value};

use super::judge::Judge;
use super::number::Num;
use super::pattern;
use super::rule::{Kind, NumberRules, RecordId, RuleId, Rules, Stated, TextRules};

/// No list is filled, and no text made, beyond this: limits come from a file.
const LONGEST: u64 = 10_000;

/// Makes values.
pub(super) struct Sampler<'r> {
    rules: &'r Rules,
    /// The records on the way down: one that is open is not entered again.
    open: Vec<RecordId>,
}

impl<'r> Sampler<'r> {
    pub(super) fn new(rules: &'r Rules) -> Self {
        Self { rules, open: Vec::new() }
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
            Kind::Text(text) => texts(text, name).into_iter().map(Value::String).find(fits),
            Kind::Number(number) => numbers(number).into_iter().find(fits),
            Kind::List { item, least, .. } => self.list(*item, least.as_ref(), name),
            Kind::Map(of) => {
                let value = self.value(*of, name);
                Some(Value::Object(value.into_iter().map(|value| ("key".to_owned(), value)).collect()))
            }
            Kind::Record(record) => self.record(*record),
        };
        made.or_else(|| rule.is_nullable.then_some(Value::Null))
    }

    fn list(&mut self, item: RuleId, least: Option<&Stated<u64>>, name: &str) -> Option<Value> {
        let least = least.map_or(0, |least| least.value);
        match self.value(item, name) {
            Some(value) => {
                let items = std::iter::repeat_n(value, usize::try_from(least.clamp(1, LONGEST)).unwrap_or(1));
                Some(Value::Array(items.collect()))
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
fn texts(rules: &TextRules, name: &str) -> Vec<String> {
    let length = |limit: &Option<Stated<u64>>| limit.as_ref().map(|limit| limit.value.min(LONGEST) as usize);
    let (least, most) = (length(&rules.least).unwrap_or(0), length(&rules.most));
    let mut texts: Vec<String> = rules.values.iter().flat_map(|values| values.value.iter().cloned()).collect();
    texts.extend(rules.format.iter().map(|format| format.value.sample().to_owned()));
    texts.extend(rules.pattern.iter().flat_map(|pattern| pattern::guesses(&pattern.value.source, least)));
    let name = if name.is_empty() { "text" } else { name };
    let length = name.chars().count().max(least).min(most.unwrap_or(usize::MAX));
    texts.push(name.chars().cycle().take(length).collect());
    texts
}

fn numbers(rules: &NumberRules) -> Vec<Value> {
    let limits = [&rules.least, &rules.most].into_iter().flatten().map(|limit| limit.value);
    let values = rules.values.iter().flat_map(|values| values.value.iter().copied());
    let numbers = values.chain([Num::Whole(1)]).chain(limits).chain([Num::Whole(0)]);
    numbers.filter_map(|number| number.json().map(Value::Number)).collect()
}
