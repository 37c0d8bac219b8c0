//! What somebody sent, as text that may be printed.

use std::borrow::Cow;

/// A text with its control characters escaped and no more than so many characters: nothing that a caller sends moves the
/// cursor of whoever reads the log, or fills a disk.
pub(crate) fn escaped(text: &str, most: usize) -> String {
    shortened(text, most).into_owned()
}

fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    // Most texts are short and plain, and every request has some.
    if text.len() <= most && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for (length, c) in text.chars().enumerate() {
        if length >= most {
            out.push('…');
            break;
        }
        if is_harmless(c) {
            out.push(c);
        } else {
            out.extend(c.escape_default());
        }
    }
    Cow::Owned(out)
}

/// Whether a character only shows itself: none that controls, or that turns the direction of what follows.
fn is_harmless(c: char) -> bool {
    let turns = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !c.is_control() && !turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(escaped("a\n\u{1b}[31mb\u{202e}", 100), "a\\n\\u{1b}[31mb\\u{202e}");
        assert_eq!(escaped("Zürich", 100), "Zürich");
    }

    #[test]
    fn what_is_too_long_is_cut_between_characters() {
        assert_eq!(escaped("äöüß", 4), "äöüß");
        assert_eq!(escaped("äöüß", 2), "äö…");
    }
}
