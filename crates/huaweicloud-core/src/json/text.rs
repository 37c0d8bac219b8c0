//! Text, and what carries the same characters.

use std::fmt;

use serde_core::Deserialize;
use serde_core::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

use serde_json::value::RawValue;

use crate::json::digits::{digits, is_number, unplaced};
use crate::json::{At, Deviation, Notes, Receive};

impl Receive for String {
    #[inline]
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<Self>, D::Error> {
        if at.sink.is_verbatim { verbatim_text(deserializer, at) } else { deserializer.deserialize_any(Text(at)) }
    }
}

/// Text from the very bytes of the document: 12345678901234567890123 stays what it is, and so does 1.00.
#[cold]
pub(super) fn verbatim_text<'de, D: Deserializer<'de>>(
    deserializer: D,
    at: &At<'_, Notes>,
) -> Result<Option<String>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    if is_number(raw.get()) {
        at.tolerate(Deviation::NotText);
        return Ok(Some(raw.get().to_owned()));
    }
    serde_json::Deserializer::from_str(raw.get()).deserialize_any(Text(at)).map_err(unplaced)
}

#[derive(Clone, Copy)]
pub(super) struct Text<'a>(pub(super) &'a At<'a, Notes>);

impl Text<'_> {
    pub(super) fn of(self, value: impl fmt::Display) -> Option<String> {
        self.0.tolerate(Deviation::NotText);
        Some(value.to_string())
    }
}

impl<'de> Visitor<'de> for Text<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    #[inline]
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(value.to_owned()))
    }

    #[inline]
    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    #[inline]
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(self.of(value))
    }

    #[inline]
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(self.of(value))
    }

    #[inline]
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        self.0.sink.is_lossy.set(true);
        Ok(self.of(serde_json::Number::from_f64(value).map_or_else(|| value.to_string(), |number| number.to_string())))
    }

    #[inline]
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(self.of(value))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let digits = digits(&mut map)?.ok_or_else(|| A::Error::invalid_type(Unexpected::Map, &self))?;
        Ok(self.of(digits))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        self.0.tolerate(Deviation::Null);
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use crate::json::testing::read;

    #[test]
    fn a_number_or_a_boolean_is_the_text_that_it_was() {
        assert_eq!(read::<String>(r#""12""#), r#""12""#);
        for form in ["12", "-7", "18446744073709551615", "1.50", "true", "false"] {
            assert_eq!(read::<String>(form), format!("{form:?} (not text where text is documented)"));
        }
    }

    #[test]
    fn an_empty_text_is_a_text_and_a_null_is_none() {
        assert_eq!(read::<Vec<String>>(r#"["", null]"#), r#"[""] ([]: null where a value is documented)"#);
    }

    #[test]
    fn a_list_or_an_object_is_an_error() {
        assert_eq!(
            read::<Vec<String>>("[[]]"),
            "error at `[0]`: invalid type: sequence, expected text at line 1 column 3"
        );
        assert_eq!(read::<String>("{}"), "error: invalid type: map, expected text at line 1 column 2");
    }

    #[test]
    fn the_second_reading_refuses_what_the_first_does() {
        assert_eq!(
            read::<Vec<String>>("[1.5, {}]"),
            "error at `[1]`: invalid type: map, expected text at line 1 column 9"
        );
    }
}
