//! Documented patterns.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use regress::Regex;

/// Patterns, and what became of them; nothing of what is no pattern.
type Compiled = HashMap<&'static str, Option<Arc<Regex>>>;

/// Every pattern that was needed so far, compiled once; they are constants of generated code, so there are few.
static COMPILED: LazyLock<Mutex<Compiled>> = LazyLock::new(Mutex::default);

/// Whether a text contains a match. A pattern that is none, which the generator refuses, forbids nothing.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled.entry(pattern).or_insert_with(|| Regex::new(pattern).ok().map(Arc::new)).clone();
    // Matching may take its time; others must not wait for it.
    drop(compiled);
    regex.is_none_or(|regex| regex.find(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_anywhere_is_enough_unless_the_pattern_is_anchored() {
        assert!(matches("[0-9]", "a1b"));
        assert!(!matches("^[0-9]+$", "a1b"));
    }

    #[test]
    fn look_ahead_and_characters_beyond_ascii_are_understood() {
        assert!(matches("^(?=.*[a-z])(?=.*[0-9]).{2}$", "a1"));
        assert!(matches(r"^[\u4e00-\u9fa5]+$", "你好"));
        assert!(matches("^.{1}$", "😀"));
    }

    #[test]
    fn what_is_no_pattern_forbids_nothing() {
        assert!(matches("(", "anything"));
    }
}
