//! What can be asked of a schema.

use serde_json::Value;

use crate::source::component;

/// What a schema stands for by name: what it refers to, or what the only part of its `allOf` refers to, a form that
/// leaves room for words of the place of use.
pub(crate) fn target(schema: &Value) -> Option<&str> {
    let reference = match schema.get("$ref") {
        Some(reference) => reference,
        None => match schema.get("allOf")?.as_array()?.as_slice() {
            [only] => only.get("$ref")?,
            _ => return None,
        },
    };
    component(reference.as_str()?, "schemas")
}

/// Whether it lists texts, which become the variants of an enum.
pub(crate) fn is_text_enum(schema: &Value) -> bool {
    schema["type"] == "string" && values(schema).any(Value::is_string)
}

/// Whether it has documented properties, which become the fields of a struct.
pub(crate) fn is_record(schema: &Value) -> bool {
    schema["properties"].as_object().is_some_and(|properties| !properties.is_empty())
}

/// The values that it lists. `null` among them says only that it is nullable.
pub(crate) fn values(schema: &Value) -> impl Iterator<Item = &Value> {
    array(&schema["enum"]).filter(|value| !value.is_null())
}

/// What a map holds under its keys, where that is said.
pub(crate) fn map_values(schema: &Value) -> Option<&Value> {
    schema.get("additionalProperties").filter(|values| values.as_object().is_some_and(|values| !values.is_empty()))
}

/// The items of a list; of anything else, none.
pub(crate) fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The members of an object; of anything else, none.
pub(crate) fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
