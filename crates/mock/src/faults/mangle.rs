//! JSON that is not what was documented.

use serde_json::{Map, Value};

use super::Fault;
use crate::api::SchemaRef;

/// A value that no list of values has.
const UNKNOWN: &str = "MOCK_UNKNOWN_VALUE";
/// A member that no object has.
const EXTRA: &str = "mock_extra_field";

/// Changes an answer as a fault says. `schema` is what is documented of it.
pub(crate) fn mangle(value: &mut Value, fault: &Fault, schema: Option<SchemaRef<'_>>) {
    if fault.unknown_enum && !listed_values(value, schema) {
        statuses(value, false);
    }
    if fault.numbers_as_strings {
        leaves(value, &|leaf| {
            if let Value::Number(number) = leaf {
                *leaf = Value::String(number.to_string());
            }
        });
    }
    if fault.nulls {
        leaves(value, &|leaf| *leaf = Value::Null);
    }
    if fault.extra_fields {
        extra_fields(value);
    }
}

/// Replaces texts whose values are listed; says whether there was any.
fn listed_values(value: &mut Value, schema: Option<SchemaRef<'_>>) -> bool {
    let Some(schema) = schema else { return false };
    let mut any = false;
    match value {
        Value::String(text) if !schema.values().is_empty() => {
            UNKNOWN.clone_into(text);
            any = true;
        }
        Value::Array(items) => items.iter_mut().for_each(|item| any |= listed_values(item, schema.item())),
        Value::Object(members) => {
            members.iter_mut().for_each(|(name, member)| any |= listed_values(member, schema.member(name)));
        }
        _ => {}
    }
    any
}

/// Replaces what is called a status: where no list of values is documented, it is what callers tell cases apart by.
fn statuses(value: &mut Value, is_status: bool) {
    match value {
        Value::String(text) if is_status => UNKNOWN.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(|item| statuses(item, is_status)),
        Value::Object(members) => members
            .iter_mut()
            .for_each(|(name, member)| statuses(member, name == "status" || name.ends_with("_status"))),
        _ => {}
    }
}

/// Changes every text, number and boolean.
fn leaves(value: &mut Value, change: &dyn Fn(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| leaves(item, change)),
        Value::Object(members) => members.values_mut().for_each(|member| leaves(member, change)),
        Value::Null => {}
        leaf => change(leaf),
    }
}

fn extra_fields(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(extra_fields),
        Value::Object(members) => {
            members.values_mut().for_each(extra_fields);
            add(members);
        }
        _ => {}
    }
}

fn add(members: &mut Map<String, Value>) {
    members.insert(EXTRA.to_owned(), Value::String("not documented".to_owned()));
}

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use serde_json::json;
    use spec::Cloud;

    use super::*;
    use crate::api::Api;

    fn mangled(fault: &str, mut value: Value) -> Value {
        mangle(&mut value, &fault.parse().unwrap(), None);
        value
    }

    #[test]
    fn numbers_become_texts_with_the_same_digits() {
        let value = mangled("numbers-as-strings", json!({"a": [1, 2.5], "b": "x", "c": null}));
        assert_eq!(value, json!({"a": ["1", "2.5"], "b": "x", "c": null}));
    }

    #[test]
    fn every_leaf_becomes_null_and_the_shape_stays() {
        let value = mangled("nulls", json!({"a": [{"b": 1}], "c": true}));
        assert_eq!(value, json!({"a": [{"b": null}], "c": null}));
    }

    #[test]
    fn every_object_gets_a_field() {
        let value = mangled("extra-fields", json!({"a": [{}]}));
        assert_eq!(value, json!({"a": [{EXTRA: "not documented"}], EXTRA: "not documented"}));
    }

    #[test]
    fn where_no_list_is_documented_what_is_called_a_status_becomes_unknown() {
        let value = mangled("unknown-enum", json!({"results": [{"id": "1", "status": "success"}]}));
        assert_eq!(value, json!({"results": [{"id": "1", "status": UNKNOWN}]}));
    }

    #[test]
    fn values_of_documented_lists_become_unknown_and_no_others() {
        let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/specimen/specs/beacon");
        let service = spec::load(specs.as_ref(), "specs/beacon").service.unwrap();
        let api = Api::of(&service, Cloud::HuaweiCloud).unwrap();
        let operation = api.operations().iter().find(|operation| operation.stem() == "list_lamps").unwrap();
        let schema = api.schema_of(operation, StatusCode::OK);

        let mut value = json!([{"lamp_id": "north", "state": "lit"}, {"state": "dark", "status": "x"}]);
        mangle(&mut value, &"unknown-enum".parse().unwrap(), schema);
        assert_eq!(value, json!([{"lamp_id": "north", "state": UNKNOWN}, {"state": UNKNOWN, "status": "x"}]));
    }
}
