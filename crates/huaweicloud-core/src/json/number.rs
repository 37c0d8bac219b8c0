//! Numbers that may have a fraction.

use std::fmt;

use serde_core::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

use crate::json::digits::digits;
use crate::json::receive::receive_empty;
use crate::json::{At, Deviation, Notes, Receive};

impl Receive for f64 {
    #[inline]
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(Number(at))
    }
}

struct Number<'a>(&'a At<'a, Notes>);

impl Number<'_> {
    fn of<E: Error>(&self, decimal: &str) -> Result<Option<f64>, E> {
        let number = decimal.parse().ok().filter(|number: &f64| number.is_finite());
        number.map(Some).ok_or_else(|| E::invalid_value(Unexpected::Str(decimal), self))
    }
}

impl<'de> Visitor<'de> for Number<'_> {
    type Value = Option<f64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    #[allow(clippy::cast_precision_loss, reason = "a number is documented, not a whole one")]
    #[inline]
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value as f64))
    }

    #[allow(clippy::cast_precision_loss, reason = "a number is documented, not a whole one")]
    #[inline]
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value as f64))
    }

    #[inline]
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        match value.trim() {
            "" => receive_empty(self.0, value, &self),
            decimal => self.of(decimal).inspect(|_| self.0.tolerate(Deviation::NotNumber)),
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
    fn a_number_is_taken_in_every_form() {
        assert_eq!(read::<f64>("0.1"), "0.1");
        assert_eq!(read::<f64>("12"), "12.0");
        assert_eq!(read::<f64>("-12"), "-12.0");
        for form in [r#""0.1""#, r#"" 1e-1 ""#] {
            assert_eq!(read::<f64>(form), "0.1 (not the documented kind of number)", "{form}");
        }
    }

    #[test]
    fn what_carries_no_number_is_an_error() {
        for form in [r#""NaN""#, r#""inf""#, r#""1e400""#, r#""much""#, "true", "{}"] {
            assert!(read::<f64>(form).starts_with("error: invalid "), "{form}");
        }
        assert_eq!(read::<f64>("1e400"), "error: number out of range at line 1 column 5");
    }

    #[test]
    fn an_empty_text_and_a_null_are_no_value() {
        let expected = "[] ([]: an empty text where another value is documented, []: null where a value is documented)";
        assert_eq!(read::<Vec<f64>>(r#"["", null]"#), expected);
    }
}
