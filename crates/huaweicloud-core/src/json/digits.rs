//! Numbers whose digits are all there.

use serde_core::de::{Error, MapAccess};
use serde_json::value::RawValue;

/// Whether JSON is that of a number.
pub(super) fn is_number(raw: &str) -> bool {
    raw.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// Whether text is a number from its beginning to its end: a server may call a member as serde_json calls that map.
fn is_all_number(text: &str) -> bool {
    is_number(text) && serde_json::from_str::<Box<RawValue>>(text).is_ok_and(|raw| is_number(raw.get()))
}

/// An error of JSON inside of other JSON, without the place that it has in there: the outer one adds the true place.
pub(super) fn unplaced<E: Error>(error: serde_json::Error) -> E {
    let said = error.to_string();
    E::custom(said.rsplit_once(" at line ").map_or(&*said, |(said, _)| said))
}

/// The digits of a number that comes as the map which serde_json makes of it under its feature `arbitrary_precision`.
///
/// Any crate of a program can switch that on for all of them. It must not be the end of every number in every answer.
pub(super) fn digits<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<String>, A::Error> {
    match map.next_key::<String>()?.as_deref() {
        Some("$serde_json::private::Number") => {
            Ok(Some(map.next_value::<String>()?).filter(|digits| is_all_number(digits)))
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use serde_core::de::value::{Error, MapDeserializer};

    use crate::json::{At, Notes, Receive};

    /// What becomes of a number of a program in which `arbitrary_precision` is switched on.
    fn received<T: Receive>(digits: &str) -> Option<T> {
        let number = [("$serde_json::private::Number", digits)];
        let number: MapDeserializer<'_, _, Error> = MapDeserializer::new(number.into_iter());
        T::receive(number, &At::root("", &Notes::default())).expect("a number")
    }

    #[test]
    fn what_only_looks_like_such_a_number_is_an_object() {
        for digits in ["abc", "", "-inf", "1 2"] {
            let number = [("$serde_json::private::Number", digits)];
            let number: MapDeserializer<'_, _, Error> = MapDeserializer::new(number.into_iter());
            let error = String::receive(number, &At::root("", &Notes::default())).expect_err("an object");
            assert_eq!(error.to_string(), "invalid type: map, expected text");
        }
    }

    #[test]
    fn numbers_survive_the_precision_that_another_crate_asks_for() {
        assert_eq!(received::<i64>("12"), Some(12));
        assert_eq!(received::<f64>("0.5"), Some(0.5));
        assert_eq!(received::<bool>("1"), Some(true));
        assert_eq!(received::<String>("1.10").as_deref(), Some("1.10"));
    }
}
