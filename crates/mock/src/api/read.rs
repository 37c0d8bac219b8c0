//! JSON as it came, to a value.
//!
//! It is what serde_json's own `Value` does, and notes beside it the first name that is twice in one object: which of the
//! two counts is up to every reader, so one that is believed strictly has neither.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// One step from the root to the name that is given twice, outermost last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Field(String),
    Item(usize),
}

/// What was read.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) value: Value,
    /// The way to the first name that is given twice, from the inside out; empty if there is none.
    pub(super) twice: Vec<Step>,
}

/// How many lists and objects may lie in each other. It is less than serde_json allows, which does not say how many those
/// are.
const DEEPEST: usize = 100;

/// Reads a body, which has to be one JSON value and nothing else.
///
/// # Errors
///
/// It is none, nests too deep, or has a number that is too large for an `f64`; with the line and the column.
pub(super) fn read(body: &[u8]) -> Result<Read, serde_json::Error> {
    // Once for the whole body is cheaper than once for each text in it.
    let body = std::str::from_utf8(body).map_err(Error::custom)?;
    let mut twice = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(body);
    let value = Reader { twice: &mut twice, deeper: DEEPEST }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(Read { value, twice })
}

struct Reader<'t> {
    twice: &'t mut Vec<Step>,
    /// How many lists and objects may still be entered.
    deeper: usize,
}

/// How many may be entered in one of them.
fn inside<E: Error>(deeper: usize) -> Result<usize, E> {
    deeper.checked_sub(1).ok_or_else(|| E::custom(format_args!("nested deeper than {DEEPEST} levels")))
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let deeper = inside(self.deeper)?;
        let mut items = Vec::new();
        loop {
            let was_found = !self.twice.is_empty();
            let Some(item) = access.next_element_seed(Reader { twice: self.twice, deeper })? else { break };
            if !was_found && !self.twice.is_empty() {
                self.twice.push(Step::Item(items.len()));
            }
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let deeper = inside(self.deeper)?;
        let mut fields = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            let was_found = !self.twice.is_empty();
            let value = access.next_value_seed(Reader { twice: self.twice, deeper })?;
            if !was_found && !self.twice.is_empty() {
                self.twice.push(Step::Field(name.clone()));
            }
            match fields.entry(name) {
                serde_json::map::Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                serde_json::map::Entry::Occupied(mut entry) => {
                    if self.twice.is_empty() {
                        self.twice.push(Step::Field(entry.key().clone()));
                    }
                    entry.insert(value);
                }
            }
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_serde_json_reads() {
        for text in
            ["null", "[1, -2, 1.5, 1e300, true, \"a\\u00e4\", {\"a\": {}, \"b\": []}]", " {\"z\": 1, \"a\": 2} "]
        {
            let read = read(text.as_bytes()).unwrap();
            assert_eq!(read.value, serde_json::from_str::<Value>(text).unwrap());
            assert!(read.twice.is_empty());
        }
    }

    #[test]
    fn the_first_name_that_is_given_twice_is_found_wherever_it_is() {
        let read = read(br#"{"a": [{}, {"b": 1, "c": 2, "b": 3}], "a": 4}"#).unwrap();
        let field = |name: &str| Step::Field(name.to_owned());
        assert_eq!(read.twice, [field("b"), Step::Item(1), field("a")]);
    }

    #[test]
    fn what_is_too_much_is_told_with_its_limit_and_its_place() {
        let deepest = format!("{}{}", "[".repeat(DEEPEST), "]".repeat(DEEPEST));
        assert!(read(deepest.as_bytes()).is_ok());
        let message = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
        assert_eq!(message(&"[".repeat(DEEPEST + 1)), "nested deeper than 100 levels at line 1 column 101");
        assert_eq!(message("[\n{\"a\": 1e400}]"), "number out of range at line 2 column 11");
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let deep = "[".repeat(100_000);
        for text in ["", "{", "[1,]", "1 2", "{'a': 1}", "nul", "\"\\ud800\"", "1e400", "\u{feff}1", &deep] {
            assert!(read(text.as_bytes()).is_err(), "{text:.20}");
        }
        assert!(read(b"\"\xff\"").is_err());
    }
}
