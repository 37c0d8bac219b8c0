//! Parts of sentences about what callers sent.

use std::fmt;

use serde_json::Value;

use crate::shown::Shown;

/// The most characters of a value that are shown.
pub(super) const VALUE: usize = 60;
/// The most characters of a name that are shown.
pub(super) const NAME: usize = 40;
/// The most names that are listed.
const LISTED: usize = 12;

/// A JSON value by its kind, and a short one by itself: `the text "abc"`.
pub(super) struct Found<'a> {
    pub(super) value: &'a Value,
    /// Whether only its kind may be told.
    pub(super) is_secret: bool,
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.value {
            Value::Null => return f.write_str("null"),
            Value::Array(_) => return f.write_str("a list"),
            Value::Object(_) => return f.write_str("an object"),
            Value::Bool(_) if self.is_secret => return f.write_str("a boolean"),
            Value::Number(_) if self.is_secret => return f.write_str("a number"),
            Value::String(_) if self.is_secret => return f.write_str("a text"),
            Value::Bool(flag) => return write!(f, "`{flag}`"),
            Value::Number(number) => return write!(f, "the number {number}"),
            Value::String(text) => text,
        };
        write!(f, "the text \"{}\"", Shown(kind, VALUE))
    }
}

/// Words in backticks, the first few of them.
pub(super) struct Words<'a>(pub(super) &'a [&'a str]);

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, word) in self.0.iter().take(LISTED).enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            write!(f, "`{}`", Shown(word, NAME))?;
        }
        if self.0.len() > LISTED {
            write!(f, " and {} more", self.0.len() - LISTED)?;
        }
        Ok(())
    }
}

/// A number of things: `1 item`, `2 items`.
pub(super) struct Count(pub(super) u64, pub(super) &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn of_a_secret_only_the_kind_is_shown() {
        let shown = |value, is_secret| Found { value: &value, is_secret }.to_string();
        assert_eq!(shown(json!("hunter2"), true), "a text");
        assert_eq!(shown(json!(4711), true), "a number");
        assert_eq!(shown(json!("hunter2"), false), "the text \"hunter2\"");
    }

    #[test]
    fn of_many_words_the_first_are_listed() {
        let words: Vec<&str> = std::iter::repeat_n("a", 14).collect();
        assert!(Words(&words).to_string().ends_with("`a` and 2 more"));
    }
}
