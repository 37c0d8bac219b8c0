//! What somebody sent, as it may stand in a message or in a log: short, on one line, and without what nobody sees. Nothing
//! that a caller sends moves the cursor of whoever reads it, or fills a disk.

use std::fmt::{self, Write};

/// A text, shortened to so many characters and escaped.
pub(crate) struct Shown<'a>(pub(crate) &'a str, pub(crate) usize);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text, most) = *self;
        // Most texts are short and plain, and every request has some.
        if text.len() <= most && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return f.write_str(text);
        }
        for (index, c) in text.chars().enumerate() {
            if index == most {
                return f.write_char('…');
            }
            // Debug escapes what is invisible; and these, which stand here as they are.
            if matches!(c, '"' | '\'' | '\\') { f.write_char(c)? } else { write!(f, "{}", c.escape_debug())? }
        }
        Ok(())
    }
}

/// The same as a text of its own.
pub(crate) fn escaped(text: &str, most: usize) -> String {
    Shown(text, most).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_invisible_is_escaped_and_nothing_else() {
        assert_eq!(escaped("a\r\n\u{1b}[31mb\u{202e}\u{e0041}\0", 100), "a\\r\\n\\u{1b}[31mb\\u{202e}\\u{e0041}\\0");
        assert_eq!(escaped("Zürich \"a\\b\"", 100), "Zürich \"a\\b\"");
    }

    #[test]
    fn what_is_escaped_is_not_escaped_again() {
        assert_eq!(escaped(&escaped("a\n", 9), 9), "a\\n");
    }

    #[test]
    fn what_is_too_long_is_cut_between_characters() {
        assert_eq!(escaped("äöüß", 4), "äöüß");
        assert_eq!(escaped("äöüß", 2), "äö…");
        assert_eq!(escaped("abc", 2), "ab…");
    }
}
