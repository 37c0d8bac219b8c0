//! Texts that match a pattern, where that can be done without searching: a first guess for made-up answers.
//!
//! Patterns are ECMA-262, and what reads them here is the reader of Rust's: it knows neither look-around nor references
//! back, and every guess has to be held against the pattern itself. What it cannot read is guessed at with texts that
//! rules about passwords and names are made for.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Texts for patterns that cannot be read: something of every kind of character, and of one kind only.
const GUESSES: [&str; 6] = ["Aa1!Aa1!", "aaaaaaaa", "11111111", "AAAAAAAA", "a-1", "a"];

/// A guess is never longer than this, in bytes.
const LONGEST: usize = 65_536;

/// Texts that are likely to match, the shortest first; `least` is how many characters they should have.
pub(super) fn guesses(pattern: &str, least: usize) -> Vec<String> {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        let long = |guess: &str| guess.chars().cycle().take(least.min(LONGEST)).collect();
        return GUESSES.iter().flat_map(|guess| [(*guess).to_owned(), long(guess)]).collect();
    };
    let stretches = (0..=8).chain([16, 32, 64, least]);
    let text = |stretch: usize| {
        let mut text = String::new();
        write(&hir, u32::try_from(stretch.min(LONGEST)).unwrap_or(0), &mut text).map(|()| text)
    };
    stretches.filter_map(text).collect()
}

/// Writes a match; `None` where it would be too long or there is none. Whatever may repeat is repeated `stretch` times
/// beyond what it must.
fn write(hir: &Hir, stretch: u32, text: &mut String) -> Option<()> {
    if text.len() > LONGEST {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(member(class)?),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            for _ in 0..repetition.min.saturating_add(stretch).min(most) {
                write(&repetition.sub, stretch, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, stretch, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, stretch, text))?,
        HirKind::Alternation(ways) => write(ways.first()?, stretch, text)?,
    }
    Some(())
}

/// A character of a class: one that people write, if there is one.
fn member(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else { return None };
    let has = |c: &char| class.iter().any(|range| range.start() <= *c && *c <= range.end());
    "a0A-_".chars().find(has).or_else(|| class.iter().next().map(|range| range.start()))
}

#[cfg(test)]
mod tests {
    use regress::Regex;

    use super::*;

    #[test]
    fn a_guess_matches_patterns_as_pages_have_them() {
        for pattern in [
            "^[0-9]{4}$",
            "^[a-z]+(_[a-z]+)*$",
            "^(?=.*[A-Z])(?=.*[0-9]).+$",
            r"^[a-zA-Z][\w.-]{3,63}$",
            r"^\d{1,3}(\.\d{1,3}){3}$",
            r"^[\u4e00-\u9fa5]+$",
            r"^https?:\/\/[^\s/]+$",
            "^(all|target)$",
            "^[^0-9]$",
        ] {
            let regex = Regex::new(pattern).unwrap();
            assert!(guesses(pattern, 0).iter().any(|guess| regex.find(guess).is_some()), "{pattern}");
        }
    }

    #[test]
    fn guesses_are_bounded() {
        assert!(guesses("^(((a{100}){100}){100}){100}$", 0).is_empty());
        assert!(guesses("^a*$", 10_000_000).iter().all(|guess| guess.len() <= LONGEST + 1));
    }
}
