//! Text of others, as a message shows it.

use std::fmt;

/// The most characters of a message.
pub(crate) const MESSAGE: usize = 500;
/// The most characters of a JSON path.
pub(crate) const PATH: usize = 200;
/// The most characters of a code, an id, or a type.
pub(crate) const NAME: usize = 100;

/// Text on one line and of a bounded length. It must not draw on the terminal, forge a line of a log, or fill one.
pub(crate) struct Shown<'a>(pub(crate) &'a str, pub(crate) usize);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;

        let mut characters = self.0.chars();
        for character in characters.by_ref().take(self.1) {
            f.write_char(if is_unseen(character) { ' ' } else { character })?;
        }
        if characters.next().is_some() { f.write_char('…') } else { Ok(()) }
    }
}

/// Whether a character changes how others are shown instead of being shown: a control or format character, or a
/// separator of lines.
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{600}'..='\u{605}'
                | '\u{61c}'
                | '\u{6dd}'
                | '\u{70f}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_becomes_a_space() {
        assert_eq!(Shown("a\n\u{202e}b\u{2028}c\u{200b}é你", NAME).to_string(), "a  b c é你");
    }

    #[test]
    fn what_is_too_long_is_cut_at_a_character() {
        assert_eq!(Shown("éée", 3).to_string(), "éée");
        assert_eq!(Shown("éé你e", 3).to_string(), "éé你…");
    }
}
