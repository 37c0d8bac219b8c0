//! Values and limits of one row against each other.

use contract::{Aspect, Basis, Confidence, Element, Fact, Type};
use foldhash::{HashMap, HashMapExt, HashSet};

use super::{Class, by, is_special, listed};
use crate::lists::{self, Token};
use crate::lower::Lowering;
use crate::pattern::pattern;
use crate::phrases::{self, Kind};

// A default that is written out as a value; words that describe one are sorted out by the caller.
pattern!(DEFAULT, r"\b[Dd]efault(?: value)?(?: is|:) ?([A-Za-z_][A-Za-z0-9_.-]*)\.?(?:$|\n)");

pub(super) fn find(lowering: &mut Lowering<'_, '_>) {
    let mut told = Vec::new();
    for element in &lowering.contract.elements {
        let mut tell = |class, at: &Fact, confidence, message, against: Option<&Fact>| {
            let mut defect =
                lowering.defect(class, element.address.clone(), at.at.line, message).confidence(confidence);
            if let Some(against) = against {
                defect = defect.evidence(against.at.clone(), said(&against.value));
            }
            told.push(defect);
        };
        let facts = &element.facts;
        if let Some(default) = facts.get(Aspect::Default) {
            let word = default.value.to_string();
            if let (Some(values), Some(list)) = (facts.get(Aspect::Values), facts.list(Aspect::Values))
                && matches!(facts.ty(), Some(Type::String | Type::Integer(_)))
                && !list.contains(&word)
            {
                let other_case = list.iter().any(|value| value.eq_ignore_ascii_case(&word));
                // Of a list of one, the reader may have missed the rest.
                let sure = match () {
                    () if list.len() < 2 => Confidence::Low,
                    () if other_case => Confidence::Medium,
                    () => by(values).min(by(default)),
                };
                let message = format!("the default `{word}` is none of the allowed values");
                tell(Class::DefaultNotAllowed, default, sure, message, Some(values));
            }
            if let Some((message, limit)) = outside(element, &word) {
                let message = format!("the default `{word}` is {message}");
                let sure = if is_special(&word) { Confidence::Low } else { by(limit).min(by(default)) };
                tell(Class::DefaultOutOfRange, default, sure, message, Some(limit));
            }
        }
        if let (Some(values), Some(list)) = (facts.get(Aspect::Values), facts.list(Aspect::Values)) {
            let beyond: Vec<_> = list.iter().filter_map(|word| Some((word, outside(element, word)?))).collect();
            if let Some((_, (message, limit))) = beyond.first() {
                let words = listed(beyond.iter().map(|(word, _)| word.as_str()));
                let special = beyond.iter().all(|(word, _)| is_special(word));
                let sure = if special { Confidence::Low } else { by(limit).min(by(values)) };
                let message = format!("allowed values are {message}: {words}");
                tell(Class::ValueOutOfRange, values, sure, message, Some(limit));
            }
        }
        for (least, most) in [
            (Aspect::Minimum, Aspect::Maximum),
            (Aspect::MinLength, Aspect::MaxLength),
            (Aspect::MinItems, Aspect::MaxItems),
        ] {
            if let (Some(from), Some(to)) = (facts.number(least), facts.number(most))
                && from.as_f64() > to.as_f64()
                && let Some(fact) = facts.get(least)
            {
                let message = format!("the least ({from}) is above the greatest ({to})");
                tell(Class::LimitsContradict, fact, by(fact), message, facts.get(most));
            }
        }
    }
    lowering.contract.defects.extend(told);
    rows(lowering);
}

fn said(value: &contract::Value) -> String {
    match value {
        contract::Value::List(words) => listed(words.iter().map(String::as_str)),
        other => other.to_string(),
    }
}

/// How a value breaks the limits of its own element, and the limit.
fn outside<'e>(element: &'e Element, word: &str) -> Option<(String, &'e Fact)> {
    let facts = &element.facts;
    let (least, most, size, unit) = match facts.ty()? {
        Type::String => (Aspect::MinLength, Aspect::MaxLength, word.chars().count() as f64, " characters"),
        Type::Integer(_) | Type::Number(_) => (Aspect::Minimum, Aspect::Maximum, word.parse().ok()?, ""),
        _ => return None,
    };
    let limit = |aspect| facts.number(aspect).and_then(serde_json::Number::as_f64);
    if limit(least).is_some_and(|least| size < least) {
        return Some((format!("below the least, {}{unit}", facts.number(least)?), facts.get(least)?));
    }
    if limit(most).is_some_and(|most| size > most) {
        return Some((format!("above the greatest, {}{unit}", facts.number(most)?), facts.get(most)?));
    }
    None
}

/// What no fact can hold: a value that is listed twice, and a default of another type.
fn rows(lowering: &mut Lowering<'_, '_>) {
    let (walk, linked) = (lowering.walk, lowering.linked);
    for (table, read) in linked.tables.iter().enumerate() {
        for (row, param) in read.params.iter().enumerate() {
            if lowering.told(table, row).is_none() {
                continue;
            }
            let values = param.said.iter().find_map(|said| match &said.value {
                contract::Value::List(values) if said.aspect == Aspect::Values => Some(values),
                _ => None,
            });
            if let Some(values) = values {
                let values: HashSet<&String> = values.iter().collect();
                let mut seen: HashMap<String, u32> = HashMap::new();
                for cell in &walk.tables[table].table.rows[row].cells {
                    let parts = phrases::parts(cell, walk.marked);
                    for part in &parts {
                        // Many rows explain their values in one list, and enumerate them in another below a paragraph.
                        match part.kind {
                            Kind::Item => {}
                            Kind::Paragraph => {
                                seen.clear();
                                continue;
                            }
                            Kind::Aside | Kind::Nested => continue,
                        }
                        let words = lists::leading(&part.inline, true).unwrap_or_default();
                        for word in words.into_iter().filter(|word| values.contains(word)) {
                            let Some(line) = seen.get(&word) else {
                                seen.insert(word, part.line);
                                continue;
                            };
                            let Some(address) = lowering.told(table, row).cloned() else { continue };
                            let message = format!("`{word}` is listed twice among the values of `{}`", param.name);
                            let defect = lowering.defect(Class::DuplicateValue, address, part.line, message);
                            lowering.tell(defect.evidence(lowering.at(*line), word));
                        }
                    }
                }
            }
            for [one, other] in &param.disputed {
                let Some(address) = lowering.told(table, row).cloned() else { continue };
                let message =
                    format!("the {} of `{}` is stated in two ways: {}", one.aspect, param.name, said(&one.value));
                let sure = if one.basis <= Basis::Label { Confidence::Medium } else { Confidence::Low };
                let defect = lowering.defect(Class::StatedTwice, address, one.line, message).confidence(sure);
                lowering.tell(defect.evidence(lowering.at(other.line), said(&other.value)));
            }
            let number = matches!(param.ty, Some(Type::Integer(_) | Type::Number(_)));
            let flag = matches!(param.ty, Some(Type::Boolean));
            let words = param.words.as_deref().filter(|words| (number || flag) && words.contains("efault"));
            let found = words.and_then(|words| DEFAULT.captures(words)?.get(1)).map(|word| word.as_str());
            let fits = |word: &str| {
                let lower = word.to_ascii_lowercase();
                let token = Token { word: lower.clone(), bold: false, end: 0 };
                !lists::is_value(&token) || (flag && matches!(lower.as_str(), "true" | "false"))
            };
            if let Some(word) = found.filter(|word| !fits(word.trim_end_matches('.')))
                && let Some(address) = lowering.told(table, row).cloned()
            {
                let word = word.trim_end_matches('.');
                let message = format!("the default `{word}` of `{}` is not of its type", param.name);
                let ty = param.ty.as_ref().map_or_else(String::new, ToString::to_string);
                let defect = lowering.defect(Class::DefaultType, address, param.line, message);
                lowering.tell(defect.evidence(lowering.at(param.line), ty));
            }
        }
    }
}
