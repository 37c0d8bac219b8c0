//! The trait of what can be received.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Map, Value};

use crate::json::{At, Deviation, Notes};

/// A type that an answer can hold. Generated types implement it through [`record!`](crate::record) and
/// [`open_enum!`](crate::open_enum).
pub trait Receive: Sized {
    /// Reads a value, tolerantly. `None` is a value that is not there: `null`, mostly.
    ///
    /// # Errors
    ///
    /// What the deserializer says, or that the value is of a kind that cannot carry the documented one.
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<Self>, D::Error>;

    /// What stands for a document that is not there, where something can.
    fn absent() -> Option<Self> {
        None
    }
}

/// Receives a value at its place.
#[derive(Debug)]
pub struct Seed<'a, T> {
    at: &'a At<'a, Notes>,
    value: PhantomData<T>,
}

impl<'a, T> Seed<'a, T> {
    /// For the value at a place.
    #[inline]
    pub fn new(at: &'a At<'a, Notes>) -> Self {
        Self { at, value: PhantomData }
    }
}

impl<'de, T: Receive> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = Option<T>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::receive(deserializer, self.at).inspect_err(|_| self.at.fail())
    }
}

/// Receives a value for serde, which asks without a place. The error begins with the JSON path.
///
/// # Errors
///
/// Those of [`Receive::receive`], and a `null` where nothing can stand for it.
pub fn through_serde<'de, T: Receive, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let notes = Notes::default();
    let received = T::receive(deserializer, &At::root("", &notes)).map_err(|error| {
        let path = notes.failed_at.take().filter(|path| !path.is_empty());
        match (path, notes.is_secret.get()) {
            (None, false) => error,
            (None, true) => D::Error::custom(super::NOT_SHOWN),
            (Some(path), false) => D::Error::custom(format_args!("{path}: {error}")),
            (Some(path), true) => D::Error::custom(format_args!("{path}: {}", super::NOT_SHOWN)),
        }
    })?;
    received.or_else(T::absent).ok_or_else(|| D::Error::custom(super::NOT_NULL))
}

/// Some servers write an empty text for what is not there, whatever its kind. Any other text is of the wrong kind.
pub(crate) fn receive_empty<T, E: Error>(
    at: &At<'_, Notes>,
    text: &str,
    expected: &dyn Expected,
) -> Result<Option<T>, E> {
    if text.trim().is_empty() {
        at.tolerate(Deviation::EmptyText);
        Ok(None)
    } else {
        Err(E::invalid_type(Unexpected::Str(text), expected))
    }
}

impl<T: Receive> Receive for Box<T> {
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<Self>, D::Error> {
        Ok(T::receive(deserializer, at)?.map(Self::new))
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}

/// Any JSON, as it came: here `null` is a value like any other.
impl Receive for Value {
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, _: &At<'_, Notes>) -> Result<Option<Self>, D::Error> {
        serde_core::Deserialize::deserialize(deserializer).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(Self::Null)
    }
}

/// A list. A `null` in it carries no value and is left out.
impl<T: Receive> Receive for Vec<T> {
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(ListVisitor { at, items: PhantomData })
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

struct ListVisitor<'a, T> {
    at: &'a At<'a, Notes>,
    items: PhantomData<T>,
}

impl<'de, T: Receive> Visitor<'de> for ListVisitor<'_, T> {
    type Value = Option<Vec<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        receive_empty(self.at, text, &self)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.at.tolerate(Deviation::Null);
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        let mut index = 0;
        while let Some(item) = seq.next_element_seed(Seed::new(&self.at.item(index)))? {
            items.extend(item);
            index += 1;
        }
        Ok(Some(items))
    }
}

/// A map. A key whose value is `null` carries no value and is left out.
impl<T: Receive> Receive for BTreeMap<String, T> {
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(MapVisitor { at, insert: Self::insert, map: Self::new() })
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// Any JSON object, as it came.
impl Receive for Map<String, Value> {
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(MapVisitor { at, insert: Self::insert, map: Self::new() })
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

struct MapVisitor<'a, M, T> {
    at: &'a At<'a, Notes>,
    insert: fn(&mut M, String, T) -> Option<T>,
    map: M,
}

impl<'de, M, T: Receive> Visitor<'de> for MapVisitor<'_, M, T> {
    type Value = Option<M>;

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

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<Self::Value, A::Error> {
        while let Some(key) = access.next_key::<String>()? {
            if let Some(value) = access.next_value_seed(Seed::<T>::new(&self.at.key(&key)))? {
                (self.insert)(&mut self.map, key, value);
            }
        }
        Ok(Some(self.map))
    }
}

#[cfg(test)]
mod tests {
    use crate::json::testing::read;

    use super::*;

    #[test]
    fn a_null_in_a_list_or_a_map_is_left_out() {
        assert_eq!(read::<Vec<i64>>("[1, null, 2]"), "[1, 2] ([]: null where a value is documented)");
        assert_eq!(
            read::<BTreeMap<String, i64>>(r#"{"a": null, "b": 1}"#),
            r#"{"b": 1} ({}: null where a value is documented)"#
        );
    }

    #[test]
    fn the_last_value_of_a_key_that_stands_twice_counts() {
        assert_eq!(read::<BTreeMap<String, i64>>(r#"{"a": 1, "a": 2}"#), r#"{"a": 2}"#);
        assert_eq!(read::<Map<String, Value>>(r#"{"a": 1, "a": 2}"#), r#"{"a": Number(2)}"#);
    }

    #[test]
    fn an_empty_text_for_a_list_or_an_object_is_nothing() {
        let noted = "(an empty text where another value is documented)";
        assert_eq!(read::<Vec<i64>>(r#""""#), format!("[] {noted}"));
        assert_eq!(read::<BTreeMap<String, i64>>(r#"" ""#), format!("{{}} {noted}"));
    }

    #[test]
    fn another_kind_than_a_list_or_an_object_is_an_error_at_its_place() {
        assert_eq!(read::<Vec<i64>>("{}"), "error: invalid type: map, expected a list at line 1 column 2");
        assert_eq!(
            read::<BTreeMap<String, Vec<i64>>>(r#"{"a b": "x"}"#),
            r#"error at `{"a b"}`: invalid type: string "x", expected a list at line 1 column 11"#
        );
        assert_eq!(
            read::<Map<String, Value>>("1"),
            "error: invalid type: integer `1`, expected an object at line 1 column 1"
        );
    }

    #[test]
    fn free_json_is_kept_as_it_is_and_null_is_a_value_of_it() {
        assert_eq!(read::<Vec<Value>>("[null, 1.50]"), "[Null, Number(1.5)]");
        assert_eq!(read::<Value>("null"), "Null");
    }

    #[test]
    fn a_box_is_what_is_in_it() {
        assert_eq!(read::<Box<i64>>("\"1\""), "1 (not the documented kind of number)");
        assert_eq!(read::<Box<Vec<i64>>>(""), "[] (no body where one is documented)");
    }
}
