//! Words: text of which documentation lists the values.

use std::fmt;

use serde_core::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

use crate::json::digits::digits;
use crate::json::text::{Text, verbatim_text};
use crate::json::{At, Deviation, Notes};

/// Receives one of several known words, or makes something of another.
///
/// # Errors
///
/// The value is a list or an object.
#[inline]
pub fn receive_word<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    at: &At<'_, Notes>,
    known: fn(&str) -> Option<T>,
    unknown: fn(String) -> T,
) -> Result<Option<T>, D::Error> {
    // A known word needs no text of its own, so it is looked for before one is made. What is no text is rare enough
    // to become one first.
    let word = if at.sink.is_verbatim {
        verbatim_text(deserializer, at)?.map(|text| known(&text).ok_or(text))
    } else {
        deserializer.deserialize_any(Word { text: Text(at), known })?
    };
    Ok(word.map(|word| {
        word.unwrap_or_else(|text| {
            at.tolerate(Deviation::UnlistedValue);
            unknown(text)
        })
    }))
}

struct Word<'a, T> {
    text: Text<'a>,
    known: fn(&str) -> Option<T>,
}

impl<T> Word<'_, T> {
    fn of(self, text: Option<String>) -> Option<Result<T, String>> {
        text.map(|text| (self.known)(&text).ok_or(text))
    }
}

impl<'de, T> Visitor<'de> for Word<'_, T> {
    /// The known word, or the text that is none.
    type Value = Option<Result<T, String>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.expecting(f)
    }

    #[inline]
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some((self.known)(value).ok_or_else(|| value.to_owned())))
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        let text = self.text.visit_i64(value)?;
        Ok(self.of(text))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        let text = self.text.visit_u64(value)?;
        Ok(self.of(text))
    }

    #[inline]
    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        let text = self.text.visit_f64(value)?;
        Ok(self.of(text))
    }

    #[inline]
    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        let text = self.text.visit_bool(value)?;
        Ok(self.of(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let digits = digits(&mut map)?.ok_or_else(|| A::Error::invalid_type(Unexpected::Map, &self))?;
        let text = self.text.of(digits);
        Ok(self.of(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        let text = self.text.visit_unit()?;
        Ok(self.of(text))
    }
}
