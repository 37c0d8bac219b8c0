//! Values as the pairs of a query or of a form.

use serde_core::Serialize;
use serde_json::Value;

use crate::InvalidRequest;
use crate::check::Sent;

/// Gives the pairs that a value is, which may be none, one, or several.
///
/// It follows OpenAPI's `style: form, explode: true`: a list repeats the name (`ids=a&ids=b`), an object gives each of
/// its members as a parameter of its own, and what is absent is not sent.
///
/// # Errors
///
/// An object inside another value, which a query cannot express.
pub(crate) fn pairs<T: Sent + Serialize>(
    name: &str,
    value: &T,
    each: &mut dyn FnMut(&str, &str),
) -> Result<(), InvalidRequest> {
    if let Some(text) = value.text() {
        each(name, &text);
        return Ok(());
    }
    match json(name, value)? {
        Value::Object(members) => members.iter().try_for_each(|(name, value)| append(name, value, each)),
        value => append(name, &value, each),
    }
}

/// Gives the members of a form.
///
/// # Errors
///
/// As [`pairs`]; and a body that is not an object.
pub(crate) fn form<T: Serialize>(body: &T, each: &mut dyn FnMut(&str, &str)) -> Result<(), InvalidRequest> {
    match json("body", body)? {
        Value::Object(members) => members.iter().try_for_each(|(name, value)| append(name, value, each)),
        _ => Err(InvalidRequest::one("body", "is no object, which a form must be")),
    }
}

/// The value passes through JSON *text*, since `to_value` would widen an `f32` and send 0.1 as 0.10000000149011612.
fn json<T: Serialize>(name: &str, value: &T) -> Result<Value, InvalidRequest> {
    let unwritable = |error: serde_json::Error| InvalidRequest::one(name, &format!("cannot be written: {error}"));
    serde_json::from_str(&serde_json::to_string(value).map_err(unwritable)?).map_err(unwritable)
}

/// Adds one pair, or one for each element of a list.
fn append(name: &str, value: &Value, each: &mut dyn FnMut(&str, &str)) -> Result<(), InvalidRequest> {
    match value {
        Value::Null => {}
        Value::Bool(value) => each(name, if *value { "true" } else { "false" }),
        Value::Number(value) => each(name, &value.to_string()),
        Value::String(value) => each(name, value),
        Value::Array(values) => return values.iter().try_for_each(|value| append(name, value, each)),
        Value::Object(_) => {
            return Err(InvalidRequest::one(name, "is an object inside another value, which a query cannot express"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn query<T: Sent + Serialize>(value: &T) -> String {
        let mut out = Vec::new();
        pairs("p", value, &mut |name, value| out.push(format!("{name}={value}"))).expect("a query");
        out.join("&")
    }

    #[test]
    fn a_scalar_is_one_pair() {
        assert_eq!(query(&"a b&c".to_owned()), "p=a b&c");
        assert_eq!(query(&42_i64), "p=42");
        assert_eq!(query(&true), "p=true");
        assert_eq!(query(&-0.05_f64), "p=-0.05");
    }

    #[test]
    fn a_list_repeats_its_name() {
        assert_eq!(query(&vec!["b".to_owned(), "a".to_owned()]), "p=b&p=a");
        assert_eq!(query(&Vec::<String>::new()), "");
    }

    #[test]
    fn an_object_gives_its_members() {
        assert_eq!(query(&BTreeMap::from([("a".to_owned(), 1_i64), ("b".to_owned(), 2)])), "a=1&b=2");
    }

    #[test]
    fn an_object_inside_a_list_is_refused_before_anything_is_sent() {
        let value = vec![serde_json::json!({"a": 1})];
        let error = pairs("p", &value, &mut |_, _| {}).expect_err("no query can say this");
        assert!(error.to_string().contains("`p` is an object inside"));
    }
}
