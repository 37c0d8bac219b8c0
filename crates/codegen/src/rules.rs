//! The documented rules of a value, as the tables of the runtime hold them.

use serde_json::{Number, Value};

use crate::schema::{is_text_enum, map_values, target, values};

/// The rules of what is received. They are recorded, not enforced.
pub(crate) fn received(is_required: bool) -> String {
    if is_required { "required()".to_owned() } else { String::new() }
}

/// The rules of what is sent: ` required().max_length(64)` and the like, each under its keyword, in a fixed order.
pub(crate) fn sent(schema: &Value, is_required: bool) -> String {
    let mut rules = Vec::new();
    if is_required {
        rules.push("required()".to_owned());
    }
    // A type of its own has rules of its own.
    if target(schema).is_none() {
        add(schema, &mut rules);
    }
    rules.join(".")
}

fn add(schema: &Value, rules: &mut Vec<String>) {
    let mut limit = |rule: &str, keyword: &str, literal: &dyn Fn(&Number) -> String| {
        if let Value::Number(number) = &schema[keyword] {
            rules.push(format!("{rule}({})", literal(number)));
        }
    };
    match schema["type"].as_str().unwrap_or_default() {
        "string" if !is_text_enum(schema) => {
            limit("min_length", "minLength", &Number::to_string);
            limit("max_length", "maxLength", &Number::to_string);
            if let Some(pattern) = schema["pattern"].as_str() {
                rules.push(format!("pattern({pattern:?})"));
            }
        }
        "integer" => {
            if schema["format"] == "int32" {
                rules.push("int32()".to_owned());
            }
            let mut limit = |rule: &str, keyword: &str, round: fn(f64) -> f64| {
                if let Value::Number(number) = &schema[keyword] {
                    rules.push(format!("{rule}({})", whole(number, round)));
                }
            };
            limit("minimum", "minimum", f64::ceil);
            limit("maximum", "maximum", f64::floor);
            let values: Vec<String> = values(schema).filter(|value| value.is_i64()).map(Value::to_string).collect();
            if !values.is_empty() {
                rules.push(format!("values(&[{}])", values.join(", ")));
            }
        }
        "number" => {
            let literal = |number: &Number| format!("{:?}", number.as_f64().unwrap_or_default());
            limit("minimum_number", "minimum", &literal);
            limit("maximum_number", "maximum", &literal);
        }
        "array" => {
            limit("min_items", "minItems", &Number::to_string);
            limit("max_items", "maxItems", &Number::to_string);
            each(&schema["items"], rules);
        }
        "object" => map_values(schema).into_iter().for_each(|values| each(values, rules)),
        _ => {}
    }
}

/// The rules of whatever is in a list or a map.
fn each(inner: &Value, rules: &mut Vec<String>) {
    let inner = sent(inner, false);
    if !inner.is_empty() {
        rules.push(format!("each({inner})"));
    }
}

/// The limit of a whole number as one: a fraction is rounded to the last number that keeps it.
fn whole(limit: &Number, round: fn(f64) -> f64) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "it saturates, and beyond 64 bits there is nothing to refuse")]
    limit.as_i64().unwrap_or_else(|| round(limit.as_f64().unwrap_or_default()) as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_keyword_has_its_rule_in_a_fixed_order() {
        let text = json!({ "type": "string", "pattern": "^[\"\\w]+$", "maxLength": 64, "minLength": 1 });
        assert_eq!(sent(&text, true), r#"required().min_length(1).max_length(64).pattern("^[\"\\w]+$")"#);
        let integer = json!({ "type": "integer", "format": "int32", "maximum": 2.5, "minimum": -1, "enum": [1, 2] });
        assert_eq!(sent(&integer, false), "int32().minimum(-1).maximum(2).values(&[1, 2])");
        let number = json!({ "type": "number", "minimum": 1, "maximum": 1e30 });
        assert_eq!(sent(&number, false), "minimum_number(1.0).maximum_number(1e30)");
    }

    #[test]
    fn what_is_in_lists_and_maps_has_rules_at_any_depth() {
        let grid = json!({ "type": "array", "maxItems": 9, "items": { "type": "array", "items": { "type": "string", "maxLength": 3 } } });
        assert_eq!(sent(&grid, false), "max_items(9).each(each(max_length(3)))");
        let map = json!({ "type": "object", "additionalProperties": { "type": "integer", "minimum": 0 } });
        assert_eq!(sent(&map, false), "each(minimum(0))");
    }

    #[test]
    fn what_has_its_own_type_has_its_own_rules() {
        assert_eq!(sent(&json!({ "$ref": "#/components/schemas/A", "maxLength": 1 }), true), "required()");
        assert_eq!(sent(&json!({ "type": "string", "enum": ["a"], "maxLength": 1 }), false), "");
        assert_eq!(sent(&json!({}), false), "");
    }
}
