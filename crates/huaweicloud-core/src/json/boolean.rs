//! Booleans, in every form that carries one.

use std::fmt;

use serde_core::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

use crate::json::digits::digits;
use crate::json::receive::receive_empty;
use crate::json::{At, Deviation, Notes, Receive};

impl Receive for bool {
    #[inline]
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(Boolean(at))
    }
}

struct Boolean<'a>(&'a At<'a, Notes>);

impl Boolean<'_> {
    fn of<E: Error>(&self, word: &str) -> Result<Option<bool>, E> {
        let boolean = match word {
            "true" | "1" => true,
            "false" | "0" => false,
            _ => return Err(E::invalid_value(Unexpected::Str(word), self)),
        };
        self.0.tolerate(Deviation::NotBoolean);
        Ok(Some(boolean))
    }
}

impl<'de> Visitor<'de> for Boolean<'_> {
    type Value = Option<bool>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean")
    }

    #[inline]
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.of(&value.to_string())
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        match value.trim() {
            "" => receive_empty(self.0, value, &self),
            word => self.of(&word.to_ascii_lowercase()),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let digits = digits(&mut map)?.ok_or_else(|| A::Error::invalid_type(Unexpected::Map, &self))?;
        self.of(&digits)
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
    fn a_boolean_is_taken_in_every_form() {
        assert_eq!(read::<bool>("true"), "true");
        for (form, value) in [(r#""True""#, true), (r#"" false ""#, false), (r#""1""#, true), ("1", true), ("0", false)]
        {
            assert_eq!(read::<bool>(form), format!("{value} (not a boolean where one is documented)"));
        }
    }

    #[test]
    fn what_carries_no_boolean_is_an_error() {
        assert_eq!(read::<bool>("2"), r#"error: invalid value: string "2", expected a boolean at line 1 column 1"#);
        assert_eq!(
            read::<bool>(r#""on""#),
            r#"error: invalid value: string "on", expected a boolean at line 1 column 4"#
        );
        assert_eq!(
            read::<Vec<bool>>("[[]]"),
            "error at `[0]`: invalid type: sequence, expected a boolean at line 1 column 3"
        );
    }

    #[test]
    fn an_empty_text_and_a_null_are_no_value() {
        let expected = "[] ([]: an empty text where another value is documented, []: null where a value is documented)";
        assert_eq!(read::<Vec<bool>>(r#"["", null]"#), expected);
    }
}
