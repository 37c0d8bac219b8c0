//! Query parameters and form bodies, as generated code writes them.

use reqwest::RequestBuilder;
use serde::ser::{Error as _, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::Error;

/// A query parameter: its name, and a value that may be absent, one, or several.
///
/// It follows OpenAPI's `style: form, explode: true`: a list repeats the name (`ids=a&ids=b`), an object gives each of
/// its members as a parameter of its own, and what is absent is not sent.
#[doc(hidden)]
#[derive(Debug)]
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
}

impl<'a, T> QueryParam<'a, T> {
    /// Gives a value its name.
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self { name, value }
    }
}

impl<T: Serialize> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The value passes through JSON *text*, since `to_value` would widen an `f32` and send 0.1 as
        // 0.10000000149011612.
        let json = serde_json::to_string(self.value).map_err(S::Error::custom)?;
        let value = serde_json::from_str(&json).map_err(S::Error::custom)?;

        let mut pairs = serializer.serialize_seq(None)?;
        match value {
            Value::Object(members) => {
                for (name, value) in &members {
                    append(&mut pairs, name, value)?;
                }
            }
            value => append(&mut pairs, self.name, &value)?,
        }
        pairs.end()
    }
}

/// Adds one `name=value`, or one for each element of a list.
fn append<S: SerializeSeq>(pairs: &mut S, name: &str, value: &Value) -> Result<(), S::Error> {
    match value {
        Value::Null => Ok(()),
        Value::Bool(value) => pairs.serialize_element(&(name, value)),
        Value::Number(value) => pairs.serialize_element(&(name, value.to_string())),
        Value::String(value) => pairs.serialize_element(&(name, value)),
        Value::Array(values) => values.iter().try_for_each(|value| append(pairs, name, value)),
        Value::Object(_) => Err(S::Error::custom(format!(
            "the query parameter `{name}` is an object inside another value, which a query cannot express"
        ))),
    }
}

/// What generated code calls on a request beyond reqwest's own methods.
#[doc(hidden)]
pub trait RequestBuilderExt<E>: Sized {
    /// Sets a body of `application/x-www-form-urlencoded`.
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error<E>>;
}

impl<E> RequestBuilderExt<E> for RequestBuilder {
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error<E>> {
        // reqwest reports a body that cannot be written when the request is built.
        Ok(self.form(body))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn query<T: Serialize>(value: &T) -> String {
        let url = reqwest::Client::new()
            .get("https://example.com/")
            .query(&QueryParam::new("p", value))
            .build()
            .expect("a query")
            .url()
            .clone();
        url.query().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_scalar_is_one_pair() {
        assert_eq!(query(&"a b&c"), "p=a+b%26c");
        assert_eq!(query(&42_i64), "p=42");
        assert_eq!(query(&u64::MAX), "p=18446744073709551615");
        assert_eq!(query(&true), "p=true");
        assert_eq!(query(&-0.05_f64), "p=-0.05");
        assert_eq!(query(&0.1_f32), "p=0.1");
    }

    #[test]
    fn what_is_absent_is_not_sent() {
        assert_eq!(query(&None::<i64>), "");
        assert_eq!(query(&Some(1)), "p=1");
        assert_eq!(query(&Vec::<String>::new()), "");
    }

    #[test]
    fn a_list_repeats_its_name() {
        assert_eq!(query(&["b", "a"]), "p=b&p=a");
    }

    #[test]
    fn an_object_gives_its_members() {
        let members = BTreeMap::from([("a", Some("1")), ("b", None)]);
        assert_eq!(query(&members), "a=1");
    }

    #[test]
    fn an_object_inside_a_list_is_refused_before_anything_is_sent() {
        let value = [BTreeMap::from([("a", 1)])];
        let error = reqwest::Client::new()
            .get("https://example.com/")
            .query(&QueryParam::new("p", &value))
            .build()
            .expect_err("no query can say this");
        assert!(crate::chain::joined(&error).contains("`p` is an object inside"));
    }
}
