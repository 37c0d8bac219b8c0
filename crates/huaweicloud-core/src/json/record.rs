//! Records: JSON objects of documented fields.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_core::ser::SerializeMap;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::json::receive::receive_empty;
use crate::json::{At, Deviation, Extra, Notes};

/// A struct whose fields are the documented ones. [`record!`](crate::record) implements it.
pub trait Record: Default {
    /// Which field.
    type Key: Copy;

    /// The field of that name on the wire.
    #[doc(hidden)]
    fn key(name: &str) -> Option<Self::Key>;

    /// Receives the value of a field.
    ///
    /// # Errors
    ///
    /// Those of the field's own [`Receive`](crate::json::Receive).
    #[doc(hidden)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        key: Self::Key,
        value: &mut A,
        at: &At<'_, Notes>,
    ) -> Result<(), A::Error>;

    /// Where everything else goes.
    #[doc(hidden)]
    fn extra_mut(&mut self) -> &mut Extra;
}

/// Receives a record.
#[derive(Debug)]
pub struct RecordVisitor<'a, T> {
    at: &'a At<'a, Notes>,
    record: PhantomData<T>,
}

impl<'a, T> RecordVisitor<'a, T> {
    /// For the record at a place.
    pub fn new(at: &'a At<'a, Notes>) -> Self {
        Self { at, record: PhantomData }
    }
}

impl<'de, T: Record> Visitor<'de> for RecordVisitor<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        receive_empty(self.at, text, &self)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.at.tolerate(Deviation::Null);
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut record = T::default();
        while let Some(name) = map.next_key_seed(NameSeed::<T>(PhantomData))? {
            match name {
                Name::Known(key) => record.set(key, &mut map, self.at)?,
                Name::Unknown(name) => {
                    let at = self.at.field(&name);
                    let value = unknown_member(&mut map, &at).inspect_err(|_| at.fail())?;
                    at.tolerate(Deviation::UnknownField);
                    record.extra_mut().insert(name, value);
                }
            }
        }
        Ok(Some(record))
    }
}

/// The value of a member that no page mentions. It must not be the end of the answer: what serde_json's own type cannot
/// hold (1e400, a hundred levels of lists) is kept as the text that it was.
fn unknown_member<'de, A: MapAccess<'de>>(map: &mut A, at: &At<'_, Notes>) -> Result<Value, A::Error> {
    if !at.sink.is_verbatim {
        return map.next_value();
    }
    let raw: Box<RawValue> = map.next_value()?;
    Ok(serde_json::from_str(raw.get()).unwrap_or_else(|_| Value::from(raw.get())))
}

enum Name<K> {
    Known(K),
    Unknown(String),
}

struct NameSeed<T>(PhantomData<T>);

impl<'de, T: Record> DeserializeSeed<'de> for NameSeed<T> {
    type Value = Name<T::Key>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<T: Record> Visitor<'_> for NameSeed<T> {
    type Value = Name<T::Key>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(T::key(name).map_or_else(|| Name::Unknown(name.to_owned()), Name::Known))
    }
}

/// Writes a field as it is: absent if it is absent, `null` if it came so.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize_field<M: SerializeMap, T: serde_core::Serialize>(
    map: &mut M,
    extra: &Extra,
    index: u32,
    name: &'static str,
    value: &Option<T>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(name, value),
        None => match extra.get(name) {
            Some(value) => map.serialize_entry(name, value),
            None if extra.is_null(index) => map.serialize_entry(name, &()),
            None => Ok(()),
        },
    }
}

/// Writes what is no field, and ends the object.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize_end<T: Record, M: SerializeMap>(mut map: M, extra: &Extra) -> Result<M::Ok, M::Error> {
    for (name, value) in extra.iter().filter(|(name, _)| T::key(name).is_none()) {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

/// Makes a struct a record: it is received tolerantly, and serialised as it travels.
///
/// The table names each field, and what it is called on the wire. The struct derives `Default`, every field in the table
/// is an `Option`, and there is one more, `extra: Extra`.
///
/// ```
/// #[derive(Clone, Debug, Default, PartialEq)]
/// pub struct Task {
///     pub task_type: Option<String>,
///     pub extra: huaweicloud_core::Extra,
/// }
///
/// huaweicloud_core::record! {
///     Task {
///         task_type: "type",
///     }
/// }
///
/// let task: Task = serde_json::from_str(r#"{"type": 7, "since": "9.1"}"#)?;
/// assert_eq!(task.task_type.as_deref(), Some("7"));
/// assert_eq!(serde_json::to_string(&task)?, r#"{"type":"7","since":"9.1"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! record {
    ($record:ident { $($field:ident: $name:literal $(=> $($rule:ident($($argument:tt)*)).+)?),* $(,)? }) => {
        const _: () = {
            // Items of a macro are seen by all that it is given, so this name is one that no type has.
            #[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
            #[derive(Clone, Copy)]
            pub enum __Key { $($field),* }

            impl $crate::json::Record for $record {
                type Key = __Key;

                #[inline]
                fn key(name: &str) -> ::std::option::Option<__Key> {
                    match name {
                        $($name => ::std::option::Option::Some(__Key::$field),)*
                        _ => ::std::option::Option::None,
                    }
                }

                #[inline]
                #[allow(unused_variables, unreachable_code)]
                fn set<'de, A: $crate::serde_core::de::MapAccess<'de>>(
                    &mut self,
                    key: __Key,
                    value: &mut A,
                    at: &$crate::json::At<'_, $crate::json::Notes>,
                ) -> ::std::result::Result<(), A::Error> {
                    match key {
                        $(__Key::$field => match value.next_value_seed($crate::json::Seed::new(&at.field($name)))? {
                            ::std::option::Option::None => self.extra.mark_null(key as u32),
                            some => self.$field = some,
                        },)*
                    }
                    ::std::result::Result::Ok(())
                }

                fn extra_mut(&mut self) -> &mut $crate::Extra {
                    &mut self.extra
                }
            }

            impl $crate::json::Receive for $record {
                #[inline]
                fn receive<'de, D: $crate::serde_core::Deserializer<'de>>(
                    deserializer: D,
                    at: &$crate::json::At<'_, $crate::json::Notes>,
                ) -> ::std::result::Result<::std::option::Option<Self>, D::Error> {
                    deserializer.deserialize_any($crate::json::RecordVisitor::new(at))
                }

                fn absent() -> ::std::option::Option<Self> {
                    ::std::option::Option::Some(<Self as ::std::default::Default>::default())
                }
            }

            impl<'de> $crate::serde_core::Deserialize<'de> for $record {
                fn deserialize<D: $crate::serde_core::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                    $crate::json::through_serde(deserializer)
                }
            }

            impl $crate::serde_core::Serialize for $record {
                #[allow(unused_mut)]
                fn serialize<S: $crate::serde_core::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                    let mut map = $crate::serde_core::Serializer::serialize_map(serializer, ::std::option::Option::None)?;
                    $($crate::json::serialize_field(&mut map, &self.extra, __Key::$field as u32, $name, &self.$field)?;)*
                    $crate::json::serialize_end::<Self, _>(map, &self.extra)
                }
            }
        };
    };
}

#[cfg(test)]
mod tests {
    use crate::json::testing::read;
    use crate::{Extra, Secret};

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Task {
        kind: Option<String>,
        count: Option<i64>,
        password: Option<Secret>,
        secrets: Option<Secret<serde_json::Map<String, serde_json::Value>>>,
        inner: Option<Box<Task>>,
        extra: Extra,
    }

    crate::record! {
        Task {
            kind: "type",
            count: "count" => required(),
            password: "password",
            secrets: "secrets",
            inner: "inner",
        }
    }

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Nothing {
        extra: Extra,
    }

    crate::record! { Nothing {} }

    fn task(body: &str) -> Task {
        serde_json::from_str(body).expect("a task")
    }

    fn again(body: &str) -> String {
        serde_json::to_string(&task(body)).expect("a record is always JSON")
    }

    #[test]
    fn a_record_has_what_is_there_whatever_is_required() {
        assert_eq!(task("{}"), Task::default());
        assert_eq!(task(r#"{"type": "a"}"#).kind.as_deref(), Some("a"));
        assert_eq!(read::<Nothing>("{}"), "Nothing { extra: {} }");
    }

    #[test]
    fn what_is_absent_stays_absent_what_is_null_stays_null_and_what_is_unknown_stays() {
        for body in [
            "{}",
            r#"{"type":null}"#,
            r#"{"type":"a","count":1,"inner":{"count":null,"x":[null,{"y":1.5}]}}"#,
            r#"{"count":2,"x":null}"#,
        ] {
            assert_eq!(again(body), body);
        }
    }

    #[test]
    fn the_last_of_a_field_that_stands_twice_counts_unless_it_is_null() {
        assert_eq!(again(r#"{"count":1,"count":2}"#), r#"{"count":2}"#);
        assert_eq!(again(r#"{"count":1,"count":null}"#), r#"{"count":1}"#);
        assert_eq!(again(r#"{"x":1,"x":2}"#), r#"{"x":2}"#);
    }

    #[test]
    fn a_field_that_is_set_wins_over_a_member_of_its_name() {
        let mut task = Task::default();
        task.extra.insert("count", "many");
        assert_eq!(serde_json::to_string(&task).expect("JSON"), r#"{"count":"many"}"#);
        task.count = Some(1);
        assert_eq!(serde_json::to_string(&task).expect("JSON"), r#"{"count":1}"#);
    }

    #[test]
    fn an_error_names_the_field_on_the_wire() {
        assert_eq!(
            read::<Vec<Task>>(r#"[{}, {"inner": {"type": []}}]"#),
            "error at `[1].inner.type`: invalid type: sequence, expected text at line 1 column 26"
        );
        let through_serde = serde_json::from_str::<Vec<Task>>(r#"[{"inner": {"type": []}}]"#).expect_err("a list");
        assert_eq!(through_serde.to_string(), "inner.type: invalid type: sequence, expected text at line 1 column 22");
    }

    #[test]
    fn no_error_quotes_a_secret() {
        for body in [r#"{"secrets": "hunter2"}"#, r#"{"secrets": 8007}"#, r#"{"inner": {"password": ["hunter2"]}}"#] {
            let error = read::<Task>(body);
            let through_serde = serde_json::from_str::<Task>(body).expect_err("another kind").to_string();
            for error in [error, through_serde] {
                assert!(error.contains("a secret is there that is not of the documented kind"), "{error}");
                assert!(!error.contains("hunter2") && !error.contains("8007"), "{error}");
            }
        }
    }

    #[test]
    fn no_debug_shows_a_secret_and_the_wire_has_it() {
        let body = r#"{"password":"hunter2","secrets":{"pin":8007},"new":"s3cret"}"#;
        assert_eq!(
            format!("{:?}", task(body)),
            "Task { kind: None, count: None, password: Some([secret]), secrets: Some([secret]), inner: None, extra: {\"new\"} }"
        );
        assert_eq!(again(body), body);
    }

    #[test]
    fn an_unknown_member_that_no_type_can_hold_is_kept_as_the_text_that_it_was() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        let body = format!(r#"{{"count": 1, "huge": 1e400, "deep": {deep}, "small": [1.5]}}"#);
        let (task, _) = crate::json::decode::<Task>(body.as_bytes()).expect("an answer");
        assert_eq!(task.count, Some(1));
        assert_eq!(task.extra.get("huge"), Some(&"1e400".into()));
        assert_eq!(task.extra.get("deep"), Some(&deep.into()));
        assert_eq!(task.extra.get("small"), Some(&serde_json::json!([1.5])));
    }

    #[test]
    fn a_record_can_be_held_by_types_that_are_not_ours() {
        let tasks: (Task, Option<Task>) = serde_json::from_str(r#"[{"count": "1"}, null]"#).expect("a pair");
        assert_eq!(tasks.0.count, Some(1));
        assert_eq!(tasks.1, None);
    }
}
