//! Texts that match a pattern, where that can be done without searching: a first guess for made-up answers.
//!
//! Patterns are ECMA-262, and what reads them here is the reader of Rust's, which knows neither look-around nor references
//! back: the former is taken out, the latter are noted in its place, and every guess has to be held against the pattern
//! itself. So that a guess also has what look-aheads ask for, characters of many kinds take turns in it.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Texts for patterns that cannot be read: something of every kind of character, and of one kind only.
const GUESSES: [&str; 6] = ["Aa1!Aa1!", "aaaaaaaa", "11111111", "AAAAAAAA", "a-1", "a"];

/// Characters that people write, those first of which most texts are made.
const USUAL: &str = "a0A-_b1B2c9zZ.!@#~$%&*+=:/ 5xQ";

/// A guess is never longer than this, in bytes.
const LONGEST: usize = 65_536;

/// How often the characters of a class and the ways of an alternation take turns, in guesses of one length.
const TURNS: usize = 4;

/// What stands for a reference back to the group of a number: private characters, which no page writes.
const REFERENCE: u32 = 0xF_0000;

/// Texts that are likely to match, the shortest first; `least` is how many characters they should have.
pub(super) fn guesses(pattern: &str, least: usize) -> Vec<String> {
    let (plain, ahead) = without_look_around(pattern);
    let Ok(hir) = regex_syntax::parse(&plain) else {
        let long = |guess: &str| guess.chars().cycle().take(least.min(LONGEST)).collect();
        return GUESSES.iter().flat_map(|guess| [(*guess).to_owned(), long(guess)]).collect();
    };
    // What is looked ahead for comes first: it is there for a reason.
    let mut usual: Vec<char> =
        ahead.iter().filter_map(|ahead| regex_syntax::parse(ahead).ok()).flat_map(last).collect();
    usual.extend(USUAL.chars());
    let stretches = (0..=8).chain([16, 32, 64, least]);
    let text = |stretch: usize, turn: usize| {
        let stretch = u32::try_from(stretch.min(LONGEST)).unwrap_or(0);
        let mut writer = Writer { stretch, turn, usual: &usual, groups: Vec::new(), text: String::new() };
        writer.write(&hir).map(|()| writer.text)
    };
    let mut texts = Vec::new();
    for text in
        stretches.flat_map(|stretch| (0..=TURNS).map(move |turn| (stretch, turn))).filter_map(|(s, t)| text(s, t))
    {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// The pattern without what it looks at around a place, and what it looks ahead for.
fn without_look_around(pattern: &str) -> (String, Vec<String>) {
    let (mut plain, mut ahead) = (String::new(), Vec::new());
    let mut rest = pattern;
    let mut is_in_class = false;
    while let Some(c) = rest.chars().next() {
        let wanted = (!is_in_class).then(|| rest.strip_prefix("(?=")).flatten();
        let around = ["(?!", "(?<=", "(?<!"].iter().find_map(|start| rest.strip_prefix(start));
        if let Some(inner) = wanted.or(around.filter(|_| !is_in_class)) {
            let end = end_of_group(inner);
            if wanted.is_some() {
                ahead.push(inner.get(..end).unwrap_or_default().to_owned());
            }
            rest = inner.get(end + 1..).unwrap_or_default();
            continue;
        }
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        match (c, after.chars().next()) {
            ('\\', Some(digit @ '1'..='9')) if !is_in_class => {
                plain.extend(digit.to_digit(10).and_then(|number| char::from_u32(REFERENCE + number)));
                rest = after.get(1..).unwrap_or_default();
                continue;
            }
            ('\\', Some(escaped)) => {
                plain.extend([c, escaped]);
                rest = after.get(escaped.len_utf8()..).unwrap_or_default();
                continue;
            }
            // In Rust's patterns these mean something in a class.
            ('[' | '&' | '~', _) if is_in_class => plain.extend(['\\', c]),
            ('[', _) => {
                is_in_class = true;
                plain.push(c);
            }
            (']', _) => {
                is_in_class = false;
                plain.push(c);
            }
            _ => plain.push(c),
        }
        rest = after;
    }
    (plain, ahead)
}

/// Where the group ends that has begun already.
fn end_of_group(inner: &str) -> usize {
    let (mut depth, mut is_in_class, mut is_escaped) = (0_usize, false, false);
    for (index, c) in inner.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '(' if !is_in_class => depth += 1,
            ')' if !is_in_class && depth == 0 => return index,
            ')' if !is_in_class => depth -= 1,
            _ => {}
        }
    }
    inner.len()
}

/// A character with which a match ends: of `.*[A-Z]`, what is looked for is a capital.
fn last(hir: Hir) -> Option<char> {
    match hir.kind() {
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok()?.chars().next_back(),
        HirKind::Class(class) => members(class, &USUAL.chars().collect::<Vec<_>>()).into_iter().next(),
        HirKind::Repetition(repetition) => last((*repetition.sub).clone()),
        HirKind::Capture(capture) => last((*capture.sub).clone()),
        HirKind::Concat(parts) => parts.iter().rev().find_map(|part| last(part.clone())),
        HirKind::Alternation(ways) => last(ways.first()?.clone()),
        HirKind::Empty | HirKind::Look(_) => None,
    }
}

/// Writes a match.
struct Writer<'u> {
    /// Whatever may repeat is repeated so many times beyond what it must.
    stretch: u32,
    /// With 0, what comes first is written each time; with others, all take turns, and one begins here.
    turn: usize,
    /// Which characters of a class are written.
    usual: &'u [char],
    /// What the groups were when they were last written, by number.
    groups: Vec<(u32, String)>,
    text: String,
}

impl Writer<'_> {
    /// `None` where it would be too long or there is none.
    fn write(&mut self, hir: &Hir) -> Option<()> {
        if self.text.len() > LONGEST {
            return None;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok()?.chars().for_each(|c| self.literal(c)),
            HirKind::Class(class) => {
                let members = members(class, self.usual);
                self.text.push(*members.get(self.pick(members.len()))?);
            }
            HirKind::Repetition(repetition) => {
                let most = repetition.max.unwrap_or(u32::MAX);
                for _ in 0..repetition.min.saturating_add(self.stretch).min(most) {
                    self.write(&repetition.sub)?;
                }
            }
            HirKind::Capture(capture) => {
                let start = self.text.len();
                self.write(&capture.sub)?;
                let written = self.text.get(start..)?.to_owned();
                self.groups.retain(|(number, _)| *number != capture.index);
                self.groups.push((capture.index, written));
            }
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.write(part))?,
            HirKind::Alternation(ways) => self.write(ways.get(self.pick(ways.len()))?)?,
        }
        Some(())
    }

    fn literal(&mut self, c: char) {
        match u32::from(c).checked_sub(REFERENCE) {
            Some(number @ 1..=9) => {
                let group = self.groups.iter().find(|(known, _)| *known == number);
                self.text.extend(group.map(|(_, written)| written.clone()));
            }
            _ => self.text.push(c),
        }
    }

    /// Which of so many it is that is written here.
    fn pick(&self, count: usize) -> usize {
        if self.turn == 0 || count == 0 { 0 } else { (self.text.len() + self.turn - 1) % count }
    }
}

/// Characters of a class: those that people write, if there are some.
fn members(class: &Class, usual: &[char]) -> Vec<char> {
    let Class::Unicode(class) = class else { return Vec::new() };
    let has = |c: &char| class.iter().any(|range| range.start() <= *c && *c <= range.end());
    let members: Vec<char> = usual.iter().copied().filter(has).collect();
    if members.is_empty() { class.iter().next().map(|range| range.start()).into_iter().collect() } else { members }
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
            r"^(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{8,16}$",
            r"^(?=.*[A-Z])(?=.*\d)(?=.*[~!@#])[A-Za-z\d~!@#]{8,26}$",
            r"^(?!mock)[A-Z]{3}-\d{4}$",
            r"^(?!.*--)[a-z][a-z-]{2,9}(?<!-)$",
            r"^(?!0+$)\d{3}$",
            r"^([a-z])\1$",
            r"^(\d+)-(x|y)-\1\2$",
            r"^(?=[(])\((?=.{3,}\))[^()&&~]+\)$",
        ] {
            let regex = Regex::new(pattern).unwrap();
            assert!(guesses(pattern, 0).iter().any(|guess| regex.find(guess).is_some()), "{pattern}");
        }
    }

    #[test]
    fn guesses_are_bounded() {
        assert!(guesses("^(((a{100}){100}){100}){100}$", 0).is_empty());
        assert!(guesses("^a*$", 10_000_000).iter().all(|guess| guess.len() <= LONGEST + 4));
    }
}
