//! The documentation of generated items: the description, and the documented facts as a list of fixed form.
//!
//! The list serves two readers: callers, and the crate `surface`, which reads back from it what no Rust type says. Its
//! items are the only ones that start with `-`; a list in prose has `*`.

use serde_json::Value;

use crate::prose;
use crate::schema::{map_values, values};

/// The lines of one documentation comment, without the slashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Docs(pub(crate) Vec<String>);

impl Docs {
    /// A schema, a parameter or a property: its description, or words of ours where it has none, and its facts.
    pub(crate) fn of(described: &Value, facts: &Value, otherwise: &str) -> Self {
        Self::with_note(described, facts, otherwise, "")
    }

    /// The same, with a paragraph of ours behind the description.
    pub(crate) fn with_note(described: &Value, facts: &Value, otherwise: &str, note: &str) -> Self {
        let mut docs = Self::default();
        docs.paragraph(described["description"].as_str().unwrap_or(otherwise));
        docs.paragraph(note);
        let mut list = facts_of(facts);
        let deprecated = "Deprecated.".to_owned();
        if described["deprecated"] == true && !list.contains(&deprecated) {
            list.push(deprecated);
        }
        docs.list(list);
        docs
    }

    /// Adds a paragraph of prose.
    pub(crate) fn paragraph(&mut self, text: &str) {
        let lines = prose::lines(text);
        if !lines.is_empty() {
            self.blank();
            self.0.extend(lines);
        }
    }

    /// Adds the facts.
    pub(crate) fn list(&mut self, facts: Vec<String>) {
        if !facts.is_empty() {
            self.blank();
            self.0.extend(facts.into_iter().map(|fact| format!("- {fact}")));
        }
    }

    /// Adds a fact to those at the end.
    pub(crate) fn fact(&mut self, fact: String) {
        match self.0.last() {
            Some(last) if last.starts_with("- ") => self.0.push(format!("- {fact}")),
            _ => self.list(vec![fact]),
        }
    }

    fn blank(&mut self) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
    }

    /// As it stands in a file.
    pub(crate) fn text(&self, marker: &str, indent: usize) -> String {
        let indent = " ".repeat(indent);
        let line = |line: &String| {
            let space = if line.is_empty() { "" } else { " " };
            format!("{indent}{marker}{space}{line}\n")
        };
        self.0.iter().map(line).collect()
    }
}

/// What a schema itself states, as the items of the list. What it refers to states its facts at its own type.
pub(crate) fn facts_of(schema: &Value) -> Vec<String> {
    let mut facts = Vec::new();
    let values: Vec<String> = values(schema).map(|value| prose::code(&plain(value))).collect();
    if !values.is_empty() {
        facts.push(format!("Allowed: {}", values.join(", ")));
    }
    if let Some(default) = schema.get("default") {
        facts.push(format!("Default: {}", prose::code(&plain(default))));
    }
    let mut limits = |name: &str, least: &str, most: &str, unit: &str| {
        let text = match (&schema[least], &schema[most]) {
            (Value::Number(least), Value::Number(most)) => {
                format!("{} to {}{}", grouped(least), grouped(most), plural(unit, most))
            }
            (Value::Number(limit), _) => format!("at least {}{}", grouped(limit), plural(unit, limit)),
            (_, Value::Number(limit)) => format!("at most {}{}", grouped(limit), plural(unit, limit)),
            _ => return,
        };
        facts.push(format!("{name}: {text}"));
    };
    limits("Length", "minLength", "maxLength", "character");
    limits("Range", "minimum", "maximum", "");
    limits("Items", "minItems", "maxItems", "");
    if let Some(pattern) = schema["pattern"].as_str() {
        facts.push(format!("Pattern: {}", prose::code(pattern)));
    }
    if let Some(format) = schema["format"].as_str().filter(|format| *format != "binary") {
        facts.push(format!("Format: {}", prose::code(format)));
    }
    if schema["nullable"] == true {
        facts.push("May be `null`.".to_owned());
    }
    if let Some(items) = schema.get("items") {
        facts.extend(facts_of(items).into_iter().map(|fact| format!("Each item: {fact}")));
    }
    if let Some(values) = map_values(schema) {
        facts.extend(facts_of(values).into_iter().map(|fact| format!("Each value: {fact}")));
    }
    if schema["deprecated"] == true {
        facts.push("Deprecated.".to_owned());
    }
    facts
}

/// ` character`, ` characters`, or nothing where there is no unit.
fn plural(unit: &str, number: &serde_json::Number) -> String {
    match unit {
        "" => String::new(),
        unit if number.as_u64() == Some(1) => format!(" {unit}"),
        unit => format!(" {unit}s"),
    }
}

/// A JSON value as people write it: text without quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A number with a comma between thousands.
fn grouped(number: &serde_json::Number) -> String {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_at(digits.find(['.', 'e', 'E']).unwrap_or(digits.len()));
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn facts_stand_in_a_fixed_order_and_form() {
        let schema = json!({
            "type": "string", "deprecated": true, "nullable": true, "format": "uuid", "pattern": "^[a-z]+$",
            "minLength": 1, "maxLength": 1024, "default": "en-us", "enum": ["en-us", "zh-cn"],
        });
        insta::assert_snapshot!(facts_of(&schema).join("\n"), @r"
        Allowed: `en-us`, `zh-cn`
        Default: `en-us`
        Length: 1 to 1,024 characters
        Pattern: `^[a-z]+$`
        Format: `uuid`
        May be `null`.
        Deprecated.
        ");
    }

    #[test]
    fn a_property_is_deprecated_once() {
        let property = json!({ "deprecated": true, "description": "- Default: `prose`" });
        assert_eq!(Docs::of(&property, &property, "").0, ["* Default: `prose`", "", "- Deprecated."]);
    }

    #[test]
    fn one_sided_limits_say_so() {
        assert_eq!(facts_of(&json!({ "minLength": 1 })), ["Length: at least 1 character"]);
        assert_eq!(facts_of(&json!({ "maxLength": 64 })), ["Length: at most 64 characters"]);
        assert_eq!(facts_of(&json!({ "minimum": -10000, "maximum": 1.5 })), ["Range: -10,000 to 1.5"]);
        assert_eq!(facts_of(&json!({ "maxItems": 16384 })), ["Items: at most 16,384"]);
    }

    #[test]
    fn what_the_items_of_a_list_must_be_is_said_of_each() {
        let schema = json!({ "minItems": 1, "items": { "type": "string", "maxLength": 36 } });
        assert_eq!(facts_of(&schema), ["Items: at least 1", "Each item: Length: at most 36 characters"]);
    }
}
