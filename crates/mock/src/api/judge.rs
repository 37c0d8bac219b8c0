//! A value held against its rules.

use std::cmp::Ordering;

use contract::{Aspect, Width};
use serde_json::{Map, Value};

use super::found::{Findings, Path};
use super::number::{Num, is_integer};
use super::rule::{Kind, NumberRules, RecordId, Rule, RuleId, Rules, Stated, TextRules, is_mask};
use super::shown::{Count, Found, VALUE, Words};
use crate::shown::Shown;

/// A text that is longer than documented and than this is not searched: it is refused anyway, and a pattern may take its
/// time.
const SEARCHED: u64 = 10_000;

/// Holds values against rules, and notes what is wrong.
pub(super) struct Judge<'r> {
    pub(super) rules: &'r Rules,
    pub(super) findings: Findings,
}

impl<'r> Judge<'r> {
    pub(super) fn new(rules: &'r Rules) -> Self {
        Self { rules, findings: Findings::default() }
    }

    /// Whether nothing is wrong with a value.
    pub(super) fn fits(rules: &Rules, id: RuleId, value: &Value) -> bool {
        let mut judge = Judge::new(rules);
        judge.value(id, value, &Path::Body(""));
        judge.findings.is_empty()
    }

    /// A JSON value.
    pub(super) fn value(&mut self, id: RuleId, value: &Value, path: &Path<'_>) {
        let rule = self.rules.rule(id);
        match (&rule.kind, value) {
            (Kind::Any | Kind::Bytes, _) | (Kind::Boolean, Value::Bool(_)) | (Kind::Open, Value::Object(_)) => {}
            (Kind::Text(text), Value::String(value)) => self.text(rule, text, value, path),
            (Kind::Number(number), Value::Number(value)) => self.number(rule, number, Num::of(value), value, path),
            (Kind::Record(record), Value::Object(fields)) => self.record(*record, fields, path),
            (Kind::List { item, least, most }, Value::Array(items)) => {
                self.count(items.len(), (least, most), path);
                for (index, value) in items.iter().enumerate() {
                    self.value(*item, value, &Path::Item(path, index));
                }
            }
            (Kind::Map(of), Value::Object(fields)) => {
                for (key, value) in fields {
                    self.value(*of, value, &Path::Key(path, key));
                }
            }
            (_, Value::Null) if rule.is_nullable => {}
            (kind, Value::Null) => {
                let message = format_args!("is null, which is not documented: it is to be {}", title(kind));
                self.findings.add(path, Aspect::Nullable, &rule.at, message);
            }
            (kind, value) => {
                let found = Found { value, is_secret: rule.is_secret };
                let message = format_args!("is {found}, and is to be {}", title(kind));
                self.findings.add(path, Aspect::Type, &rule.at, message);
            }
        }
    }

    /// A word of a path, a query or a header.
    pub(super) fn word(&mut self, id: RuleId, word: &str, path: &Path<'_>) {
        let rule = self.rules.rule(id);
        let is_of_type = match &rule.kind {
            Kind::Text(text) => return self.text(rule, text, word, path),
            Kind::Number(number) => match Num::parse(word) {
                // In JSON `1e1` is a whole number. Whoever reads words reads digits.
                Some(_) if number.is_whole && !is_integer(word) => false,
                Some(value) => return self.number(rule, number, value, &Shown(word, VALUE), path),
                None => false,
            },
            Kind::Boolean => matches!(word, "true" | "false"),
            _ => true,
        };
        if !is_of_type {
            let (shown, title) = (Secretly(rule, word), title(&rule.kind));
            self.findings.add(path, Aspect::Type, &rule.at, format_args!("is {shown}, and is to be {title}"));
        }
    }

    /// A parameter that is a list: all its words.
    pub(super) fn words(&mut self, id: RuleId, words: &[&str], path: &Path<'_>) {
        if let Kind::List { item, least, most } = &self.rules.rule(id).kind {
            self.count(words.len(), (least, most), path);
            for (index, word) in words.iter().enumerate() {
                self.word(*item, word, &Path::Item(path, index));
            }
        }
    }

    fn record(&mut self, id: RecordId, fields: &Map<String, Value>, path: &Path<'_>) {
        let record = self.rules.record(id);
        let mut given = 0;
        for (index, (name, value)) in fields.iter().enumerate() {
            match record.get(name, index) {
                Some(member) => {
                    given += usize::from(member.required.is_some());
                    self.value(member.rule, value, &Path::Field(path, name));
                }
                None => {
                    let known: Vec<&str> = record.members.iter().map(|member| member.name.as_str()).collect();
                    let message = format_args!("is not documented; what is: {}", Words(&known));
                    self.findings.add(&Path::Field(path, name), None, &record.at, message);
                }
            }
        }
        if given == record.required {
            return;
        }
        for member in &record.members {
            if let Some(at) = member.required.as_ref().filter(|_| !fields.contains_key(&member.name)) {
                let path = Path::Field(path, &member.name);
                self.findings.add(&path, Aspect::Presence, at, format_args!("is required, and missing"));
            }
        }
    }

    fn text(&mut self, rule: &Rule, text: &TextRules, value: &str, path: &Path<'_>) {
        if rule.is_masked && is_mask(value) {
            return;
        }
        if let Some(values) = &text.values
            && !values.value.iter().any(|known| known == value)
        {
            let known: Vec<&str> = values.value.iter().map(String::as_str).collect();
            let message = format_args!("is {}, which is none of {}", Secretly(rule, value), Words(&known));
            self.findings.add(path, Aspect::Values, &values.at, message);
        }
        let mut is_searched = true;
        if text.least.is_some() || text.most.is_some() {
            let length = value.chars().count() as u64;
            let shown = Count(length, "character");
            if let Some(least) = text.least.as_ref().filter(|least| length < least.value) {
                let message = format_args!("has {shown}, and at least {} are required", least.value);
                self.findings.add(path, Aspect::MinLength, &least.at, message);
            }
            if let Some(most) = text.most.as_ref().filter(|most| length > most.value) {
                let message = format_args!("has {shown}, and at most {} are allowed", most.value);
                self.findings.add(path, Aspect::MaxLength, &most.at, message);
                is_searched = length <= SEARCHED;
            }
        }
        if let Some(pattern) = text.pattern.as_ref().filter(|_| is_searched)
            && pattern.value.regex.find(value).is_none()
            && !rule.shows(value)
        {
            let source = Shown(&pattern.value.source, VALUE);
            let message = format_args!("is {}, which does not match `{source}`", Secretly(rule, value));
            self.findings.add(path, Aspect::Pattern, &pattern.at, message);
        }
        if let Some(format) = text.format.as_ref().filter(|format| !format.value.fits(value) && !rule.shows(value)) {
            let message = format_args!("is {}, which is no {}", Secretly(rule, value), format.value.title());
            self.findings.add(path, Aspect::Format, &format.at, message);
        }
    }

    fn number(
        &mut self,
        rule: &Rule,
        rules: &NumberRules,
        number: Num,
        shown: &dyn std::fmt::Display,
        path: &Path<'_>,
    ) {
        let shown: &dyn std::fmt::Display = if rule.is_secret { &"a number" } else { shown };
        if rules.is_whole && !number.is_whole() {
            let message = format_args!("is {shown}, and is to be a whole number");
            return self.findings.add(path, Aspect::Type, &rule.at, message);
        }
        if let Some(Width { signed, bits }) = rules.width.filter(|width| !number.is_within(*width)) {
            let sign = if signed { "" } else { " without a sign" };
            let message = format_args!("is {shown}, which does not fit into {bits} bits{sign}");
            return self.findings.add(path, Aspect::Type, &rule.at, message);
        }
        if rules.is_single && !number.is_single() {
            let message = format_args!("is {shown}, which does not fit into a float of 32 bits");
            return self.findings.add(path, Aspect::Type, &rule.at, message);
        }
        let compare = |other: &Num| number.compare(*other);
        if let Some(values) = &rules.values
            && !values.value.iter().any(|known| compare(known) == Ordering::Equal)
        {
            let known: Vec<String> = values.value.iter().filter_map(|known| Some(known.json()?.to_string())).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.findings.add(path, Aspect::Values, &values.at, format_args!("is {shown}, none of {}", Words(&known)));
        }
        let mut limit = |limit: &Option<Stated<Num>>, broken, aspect, words| {
            if let Some(Stated { value, at }) = limit.as_ref().filter(|limit| compare(&limit.value) == broken)
                && let Some(value) = value.json()
            {
                self.findings.add(path, aspect, at, format_args!("is {shown}, {words} {value}"));
            }
        };
        limit(&rules.least, Ordering::Less, Aspect::Minimum, "less than the least value,");
        limit(&rules.most, Ordering::Greater, Aspect::Maximum, "more than the greatest value,");
    }

    fn count(&mut self, count: usize, (least, most): (&Option<Stated<u64>>, &Option<Stated<u64>>), path: &Path<'_>) {
        let count = count as u64;
        let shown = Count(count, "item");
        if let Some(least) = least.as_ref().filter(|least| count < least.value) {
            let message = format_args!("has {shown}, and at least {} are required", least.value);
            self.findings.add(path, Aspect::MinItems, &least.at, message);
        }
        if let Some(most) = most.as_ref().filter(|most| count > most.value) {
            let message = format_args!("has {shown}, and at most {} are allowed", most.value);
            self.findings.add(path, Aspect::MaxItems, &most.at, message);
        }
    }
}

/// What a value is to be.
fn title(kind: &Kind) -> &'static str {
    match kind {
        Kind::Any => "any JSON",
        Kind::Bytes => "bytes",
        Kind::Boolean => "`true` or `false`",
        Kind::Text(_) => "a text",
        Kind::Number(number) if number.is_whole => "a whole number",
        Kind::Number(_) => "a number",
        Kind::List { .. } => "a list",
        Kind::Map(_) | Kind::Record(_) | Kind::Open => "an object",
    }
}

/// A text, unless nobody may see it.
struct Secretly<'a>(&'a Rule, &'a str);

impl std::fmt::Display for Secretly<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_secret { f.write_str("a secret text") } else { write!(f, "\"{}\"", Shown(self.1, VALUE)) }
    }
}
