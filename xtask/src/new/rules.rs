//! What a page states of one value beside its type, as keywords of a schema.
//!
//! A spec has only what can be kept: limits of another type, a default that is none of the values, a pattern that is no
//! pattern stay on the page. Each is found when page and draft are compared, and drafted as a quirk.

use contract::{Address, Aspect, Contract, Element, Facts, FieldPath, Place, Type, Value, Witness, fit};
use heck::ToUpperCamelCase as _;
use serde_json::{Map, Number, Value as Json, json};

/// The keywords, by which kind of value they are about.
pub(crate) fn keywords(facts: &Facts, ty: &Type) -> Map<String, Json> {
    let mut map = Map::new();
    if facts.flag(Aspect::Nullable) && *ty != Type::Any {
        map.insert("nullable".to_owned(), json!(true));
    }
    if facts.flag(Aspect::Deprecated) {
        map.insert("deprecated".to_owned(), json!(true));
    }
    let values = values(facts, ty);
    if let Some(values) = &values {
        map.insert("enum".to_owned(), json!(values));
    }
    match ty {
        Type::String => {
            range(facts, (Aspect::MinLength, "minLength"), (Aspect::MaxLength, "maxLength"), Number::is_u64, &mut map);
            copy_text(facts, Aspect::Pattern, "pattern", &mut map);
            copy_text(facts, Aspect::Format, "format", &mut map);
        }
        Type::Integer(_) => {
            range(facts, (Aspect::Minimum, "minimum"), (Aspect::Maximum, "maximum"), Number::is_i64, &mut map);
        }
        Type::Number(_) => range(facts, (Aspect::Minimum, "minimum"), (Aspect::Maximum, "maximum"), |_| true, &mut map),
        Type::Array(_) => {
            range(facts, (Aspect::MinItems, "minItems"), (Aspect::MaxItems, "maxItems"), Number::is_u64, &mut map);
        }
        _ => {}
    }
    // Values are surer than limits that forbid them.
    for value in values.iter().flatten() {
        for keyword in broken_by(value, &map) {
            map.shift_remove(keyword);
        }
    }
    if let Some(default) = default(facts, ty).filter(|default| broken_by(default, &map).is_empty()) {
        map.insert("default".to_owned(), default);
    }
    map
}

fn range(
    facts: &Facts,
    least: (Aspect, &str),
    most: (Aspect, &str),
    fits: fn(&Number) -> bool,
    map: &mut Map<String, Json>,
) {
    let limit = |aspect| facts.number(aspect).filter(|number| fits(number));
    let (low, high) = (limit(least.0), limit(most.0));
    if low.zip(high).is_some_and(|(low, high)| low.as_f64() > high.as_f64()) {
        return;
    }
    for (number, keyword) in [(low, least.1), (high, most.1)] {
        if let Some(number) = number {
            map.insert(keyword.to_owned(), Json::Number(number.clone()));
        }
    }
}

fn copy_text(facts: &Facts, aspect: Aspect, keyword: &str, map: &mut Map<String, Json>) {
    let Some(text) = facts.text(aspect) else { return };
    let is_kept = aspect != Aspect::Pattern || regress::Regex::new(text).is_ok();
    if is_kept && !contract::is_prose(text) {
        map.insert(keyword.to_owned(), json!(text));
    }
}

/// The values, where Rust can enumerate them: each of the type, and each with a name of its own.
fn values(facts: &Facts, ty: &Type) -> Option<Vec<Json>> {
    let words = facts.list(Aspect::Values).filter(|words| !words.is_empty())?;
    let mut names: Vec<String> = Vec::new();
    let mut values = Vec::new();
    for word in words {
        let name = match ty {
            Type::String if word.contains(is_hidden) || contract::is_prose(word) => return None,
            Type::String => word.replace('\'', "").replace(|c: char| !c.is_alphanumeric(), "-").to_upper_camel_case(),
            Type::Integer(_) => word.parse::<i64>().ok()?.to_string(),
            _ => return None,
        };
        // `Unrecognized` is what generated enums call a value that they do not know; what is empty is called `X`.
        let name = if name.is_empty() { "X".to_owned() } else { name };
        if name == "Unrecognized" || names.contains(&name) {
            return None;
        }
        names.push(name);
        values.push(if *ty == Type::String { json!(word) } else { word.parse::<i64>().map(Json::from).ok()? });
    }
    Some(values)
}

fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A page writes every default as a text; this is the value of the type that it means.
fn default(facts: &Facts, ty: &Type) -> Option<Json> {
    let Value::Json(stated) = &facts.get(Aspect::Default)?.value else { return None };
    let words = stated.as_str();
    match ty {
        Type::String => words.filter(|words| !contract::is_prose(words)).map(Json::from),
        Type::Any => None,
        _ => {
            let value: Json = words.map_or_else(|| Some(stated.clone()), |words| serde_json::from_str(words).ok())?;
            let mut element = Element::new(Address::Request(FieldPath::root()), Place::file("default"));
            element.facts.set(Aspect::Type, Value::Type(ty.clone()), element.at.clone(), contract::Basis::Declared);
            let mut one = Contract::new(Witness::Spec, "default");
            one.elements.push(element);
            fit(&one, &Address::Request(FieldPath::root()), &value).is_empty().then_some(value)
        }
    }
}

/// The keywords that a value does not keep.
fn broken_by(value: &Json, map: &Map<String, Json>) -> Vec<&'static str> {
    let number = |keyword: &str| map.get(keyword).and_then(Json::as_f64);
    let size = |keyword: &'static str| match keyword {
        "minLength" | "maxLength" => value.as_str().map(|text| text.chars().count() as f64),
        "minItems" | "maxItems" => value.as_array().map(|items| items.len() as f64),
        _ => value.as_f64(),
    };
    let mut broken: Vec<&str> = Vec::new();
    for (least, most) in [("minLength", "maxLength"), ("minItems", "maxItems"), ("minimum", "maximum")] {
        broken.extend(number(least).zip(size(least)).filter(|(limit, size)| size < limit).map(|_| least));
        broken.extend(number(most).zip(size(most)).filter(|(limit, size)| size > limit).map(|_| most));
    }
    let text = |keyword: &str| map.get(keyword).and_then(Json::as_str);
    if let (Some(pattern), Some(word)) = (text("pattern"), value.as_str())
        && regress::Regex::new(pattern).is_ok_and(|pattern| pattern.find(word).is_none())
    {
        broken.push("pattern");
    }
    if let (Some("uuid"), Some(_)) = (text("format"), value.as_str()) {
        broken.push("format");
    }
    if map.get("enum").and_then(Json::as_array).is_some_and(|values| !values.contains(value)) {
        broken.push("enum");
    }
    broken
}
