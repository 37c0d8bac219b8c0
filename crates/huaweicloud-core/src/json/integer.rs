//! Whole numbers, in every form that carries one.

use std::fmt;

use serde_core::Deserialize;
use serde_core::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

use serde_json::value::RawValue;

use crate::json::digits::{digits, is_number, unplaced};
use crate::json::receive::receive_empty;
use crate::json::{At, Deviation, Notes, Receive};

impl Receive for i64 {
    #[inline]
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<Self>, D::Error> {
        if at.sink.is_verbatim { verbatim_integer(deserializer, at) } else { deserializer.deserialize_any(Integer(at)) }
    }
}

/// A whole number from the very bytes of the document: 9007199254740993.0 is not 9007199254740992.
#[cold]
fn verbatim_integer<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<i64>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    if is_number(raw.get()) {
        return Integer(at).of(raw.get(), raw.get().parse::<i64>().is_err());
    }
    serde_json::Deserializer::from_str(raw.get()).deserialize_any(Integer(at)).map_err(unplaced)
}

struct Integer<'a>(&'a At<'a, Notes>);

impl Integer<'_> {
    /// The number that a text or a number of another form stands for.
    fn of<E: Error>(self, decimal: &str, is_deviation: bool) -> Result<Option<i64>, E> {
        let number = whole(decimal).ok_or_else(|| E::invalid_value(Unexpected::Str(decimal), &self))?;
        if is_deviation {
            self.0.tolerate(Deviation::NotNumber);
        }
        Ok(Some(number))
    }
}

impl<'de> Visitor<'de> for Integer<'_> {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of 64 bits")
    }

    #[inline]
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        i64::try_from(value).map(Some).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    #[inline]
    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        /// Below this, every whole number has an `f64` of its own.
        const EXACT: f64 = 9_007_199_254_740_992.0;

        if value.abs() >= EXACT {
            self.0.sink.is_lossy.set(true);
        }
        if value.fract() != 0.0 {
            return Err(E::invalid_value(Unexpected::Float(value), &self));
        }
        self.of(&format!("{value:.0}"), true)
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        match value.trim() {
            "" => receive_empty(self.0, value, &self),
            decimal => self.of(decimal, true),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let digits = digits(&mut map)?.ok_or_else(|| A::Error::invalid_type(Unexpected::Map, &self))?;
        self.of(&digits, digits.parse::<i64>().is_err())
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        self.0.tolerate(Deviation::Null);
        Ok(None)
    }
}

/// The whole number that a decimal is: `12`, `12.00`, `1.2e1`.
fn whole(decimal: &str) -> Option<i64> {
    if let Ok(whole) = decimal.parse() {
        return Some(whole);
    }
    let (mantissa, exponent) = decimal.split_once(['e', 'E']).unwrap_or((decimal, "0"));
    let (units, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let digits: i128 = format!("{units}{fraction}").parse().ok()?;
    let exponent = exponent.parse::<i32>().ok()?.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let power = 10_i128.checked_pow(exponent.unsigned_abs())?;
    let whole =
        if exponent < 0 { (digits % power == 0).then(|| digits / power)? } else { digits.checked_mul(power)? };
    whole.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::testing::read;

    #[test]
    fn a_whole_number_is_taken_in_every_form() {
        assert_eq!(read::<i64>("12"), "12");
        for form in ["12.0", "1.2e1", "120e-1", r#""12""#, r#"" 12 ""#, r#""+12""#, r#""12.00""#, r#""1.2E1""#] {
            assert_eq!(read::<i64>(form), "12 (not the documented kind of number)", "{form}");
        }
    }

    #[test]
    fn zero_has_no_sign() {
        for form in ["-0", "-0.0", r#""-0""#, r#""-0.0""#] {
            assert_eq!(read::<i64>(form), "0 (not the documented kind of number)", "{form}");
        }
    }

    #[test]
    fn the_limits_are_those_of_64_bits_in_every_form() {
        for limit in [i64::MIN, i64::MAX] {
            for form in [format!("{limit}"), format!("{limit}.0"), format!("\"{limit}\""), format!("\"{limit}.0\"")] {
                assert!(read::<i64>(&form).starts_with(&limit.to_string()), "{form}");
            }
        }
        for form in
            ["9223372036854775808", r#""9223372036854775808""#, "-9223372036854775809", "1e19", "1e400", "1.2e30"]
        {
            let error = read::<Vec<i64>>(format!("[0, {form}]"));
            assert!(error.starts_with("error at `[1]`: invalid value: "), "{error}");
            assert!(error.contains("expected a whole number of 64 bits at line 1 column "), "{error}");
        }
    }

    #[test]
    fn what_carries_no_whole_number_is_an_error() {
        for form in
            ["1.5", "15e-1", r#""1.5""#, r#""1,000""#, r#""0x10""#, r#""NaN""#, r#""inf""#, r#""-""#, r#""1.-0""#]
        {
            assert!(read::<i64>(form).starts_with("error: invalid value: "), "{form}");
        }
        for form in ["{}", "[]", "true"] {
            assert!(read::<i64>(form).starts_with("error: invalid type: "), "{form}");
        }
    }

    #[test]
    fn an_empty_text_and_a_null_are_no_value() {
        let expected = "[] ([]: an empty text where another value is documented, []: null where a value is documented)";
        assert_eq!(read::<Vec<i64>>(r#"[" ", null]"#), expected);
    }

    #[test]
    fn a_decimal_of_absurd_length_is_no_whole_number_and_no_panic() {
        for decimal in [format!("1{}", "0".repeat(10_000)), "1e2147483648".to_owned(), "0.1e-2147483648".to_owned()] {
            assert_eq!(whole(&decimal), None);
        }
    }
}
