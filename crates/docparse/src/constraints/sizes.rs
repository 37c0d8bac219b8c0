//! How long a text and how many items a list may be.

use contract::{Aspect, Basis, Type, Value};
use regex::Captures;

use super::limits::NUMBER;
use super::sentences::{depends, sentences};
use super::{About, Reading, Said, chinese as words, limits, number};
use crate::chinese;
use crate::pattern::pattern;

const CHARACTERS: &str = r"(?:unicode |english |ascii |chinese )?(?:characters|chars)\b";

pattern!(LENGTHS, &format!(r"(?i)(?:^|[^\d.-]){NUMBER} ?(?:to|-|–|~|and) ?{NUMBER} {CHARACTERS}"));
pattern!(
    LONGEST,
    &format!(
        r"(?i)(?:maximum (?:of|length of|length is)|max\.?|up to|at most|no more than|less than or equal to|(?:cannot|can not|must not|not) (?:exceed|be longer than)|not longer than|no longer than|max(?:imum|\.)? of|within) {NUMBER} (?:{CHARACTERS}|bytes\b)"
    )
);
pattern!(
    LENGTH,
    &format!(
        r"(?i)\blength (?:is |must be |should be )?(?:ranges? )?(?:from |between |of |: ?)?{NUMBER} ?(?:to|-|–|~|and) ?{NUMBER}(?:$|[.,;)]| {CHARACTERS}| bytes)"
    )
);
pattern!(
    MOST_LENGTH,
    &format!(
        r"(?i)\bmax(?:imum|\.) length (?:of (?:this parameter|the \w+) )?(?:is|:) ?{NUMBER}(?:$|[.,;)]| {CHARACTERS})"
    )
);
// "36 characters at most", and not the second number of a range.
pattern!(
    AT_MOST,
    &format!(r"(?i)(?:^|[^\d.-]){NUMBER} {CHARACTERS} (?:at most|at maximum|or less|or fewer|in length at most)\b")
);
pattern!(BYTES, &format!(r"(?i)\b(?:between|from) {NUMBER} (?:to|and) {NUMBER} bytes\b"));
pattern!(LEAST_LENGTH, &format!(r"(?i)\b(?:at least|no less than|a minimum of) {NUMBER} {CHARACTERS}"));
pattern!(
    ITEMS,
    &format!(
        r"(?i)(?:(?:a )?maximum (?:of|number of \w+ is)|up to|at most|no more than|(?:cannot|must not|not) exceed) {NUMBER} (?:key-value |resource )?(\w+)"
    )
);
// Of nothing but the field: "A maximum of 20 flags are allowed", "The maximum number is 20".
pattern!(
    ITEMS_ALLOWED,
    &format!(r"(?i)^a maximum of {NUMBER} (?:\w+ )?\w+ (?:are|is) allowed$|^the maximum number is {NUMBER}(?:$|[,;])")
);
pattern!(ITEMS_BETWEEN, &format!(r"(?i)\b(?:contains?|includes?|of|with) {NUMBER} (?:to|-|–) {NUMBER} (\w+)"));
pattern!(LIST, r"(?i)\b(?:(\w+) )?(?:list|array)\b");

impl Reading<'_> {
    /// `Array length: 1 - 50`.
    pub(super) fn items(&mut self, text: &str, line: u32) {
        if let (Some(found), Some(Type::Array(_))) = (limits::bare_range(text), self.ty) {
            self.both(&found, (Aspect::MinItems, 1), (Aspect::MaxItems, 2), line, Basis::Label);
        }
    }

    /// What sentences say about the length of a text, or of each text of a list.
    pub(super) fn lengths(&mut self, text: &str, line: u32) {
        let about = match self.ty {
            Some(Type::String) | None => About::Field,
            Some(Type::Array(item)) if **item == Type::String => About::Item,
            _ => return,
        };
        let names = ["character", "chars", "bytes", "ength"].iter().any(|word| text.contains(word));
        let named = || chinese::is(text) && ["字符", "长度", "字母", "字节"].iter().any(|word| text.contains(word));
        if !names && !named() {
            return;
        }
        for sentence in sentences(text) {
            if depends(sentence) {
                self.doubtful |= names_lengths(sentence);
                continue;
            }
            // Of a list, only what is said of each item is about texts.
            let lower = sentence.to_ascii_lowercase();
            let of_each =
                ["each ", "every ", "a single ", "one ", "每", "单个"].iter().any(|word| lower.contains(word));
            if about == About::Item && !of_each || about == About::Field && of_each && !self.names_field(&lower) {
                continue;
            }
            let before = self.said.len();
            self.lengths_of(sentence, line);
            for said in &mut self.said[before..] {
                said.about = about.clone();
            }
        }
    }

    fn lengths_of(&mut self, sentence: &str, line: u32) {
        // Each of the patterns has a number in it.
        if !sentence.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let chinese = chinese::is(sentence);
        let english = LENGTHS.captures_iter(sentence).chain(LENGTH.captures_iter(sentence));
        let ranges =
            chinese.then(|| words::LENGTHS.captures_iter(sentence).chain(words::LENGTH.captures_iter(sentence)));
        for found in english.chain(ranges.into_iter().flatten()).filter(limits::is_range) {
            let before = found.get(1).map_or("", |least| sentence[..least.start()].trim_end());
            let whole = ["empty or", "blank or", "为空或", "为空，或"].iter().all(|empty| !before.ends_with(empty));
            match whole {
                false => self.one(&found, (Aspect::MaxLength, 2), line),
                true => self.both(&found, (Aspect::MinLength, 1), (Aspect::MaxLength, 2), line, Basis::Prose),
            }
        }
        // A text of so many bytes has no more characters.
        let english = [&LONGEST, &MOST_LENGTH, &AT_MOST].into_iter().flat_map(|most| most.captures_iter(sentence));
        let longest = chinese.then(|| words::LONGEST.captures_iter(sentence));
        for found in english.chain(longest.into_iter().flatten()) {
            self.one(&found, (Aspect::MaxLength, told(&found)), line);
        }
        let shortest = chinese.then(|| words::SHORTEST.captures_iter(sentence));
        for found in shortest.into_iter().flatten() {
            self.one(&found, (Aspect::MinLength, told(&found)), line);
        }
        for found in BYTES.captures_iter(sentence) {
            self.one(&found, (Aspect::MaxLength, 2), line);
        }
        for found in LEAST_LENGTH.captures_iter(sentence) {
            self.one(&found, (Aspect::MinLength, 1), line);
        }
        let exact = chinese.then(|| words::EXACT_LENGTH.captures_iter(sentence));
        for found in exact.into_iter().flatten() {
            self.both(&found, (Aspect::MinLength, 1), (Aspect::MaxLength, 1), line, Basis::Prose);
        }
    }

    /// What sentences say about how many items a list has: `A maximum of 10 tags`, of the field `tags`.
    pub(super) fn counts(&mut self, text: &str, line: u32) {
        let Some(Type::Array(_)) = self.ty else { return };
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        for sentence in sentences(text).filter(|sentence| !depends(sentence)) {
            let lower = sentence.to_ascii_lowercase();
            if ["each ", "every ", " per ", "by default", "每", "单个"].iter().any(|word| lower.contains(word)) {
                continue;
            }
            // How many are done at a time is another matter than how many may be named.
            if lower.contains("a time") && !lower.contains("can be specified") {
                continue;
            }
            // "One tag list can contain …" is about the field `tags`, "one value list" is not.
            let list = LIST.captures(sentence).is_some_and(|found| {
                found.get(1).is_none_or(|of| {
                    matches!(of.as_str(), "the" | "The" | "This" | "this" | "A" | "a") || self.is_called(of.as_str())
                })
            });
            let other_list = LIST.is_match(sentence) && !list;
            let mut say = |aspect, digits: &str| {
                if let Some(number) = number(digits).filter(|number| number.is_u64()) {
                    let value = Value::Number(number);
                    self.said.push(Said { about: About::Field, aspect, value, line, basis: Basis::Prose });
                }
            };
            let whole = ITEMS_ALLOWED.captures(sentence).and_then(|found| found.get(1).or(found.get(2)));
            let chinese = || words::ITEMS.captures(sentence).filter(|found| !found[2].contains('字'))?.get(1);
            if let Some(most) = whole.or_else(|| chinese().filter(|_| chinese::is(sentence))) {
                say(Aspect::MaxItems, most.as_str());
                continue;
            }
            let fits = |reading: &[&str], noun: &str| {
                !other_list && (list || reading.contains(&noun) || matches!(noun, "items" | "elements"))
            };
            let nouns = plural_names(self.name);
            let nouns: Vec<&str> = nouns.iter().map(String::as_str).collect();
            if let Some((_, [least, most, noun])) = ITEMS_BETWEEN.captures(sentence).map(|found| found.extract())
                && fits(&nouns, &noun.to_ascii_lowercase())
            {
                say(Aspect::MinItems, least);
                say(Aspect::MaxItems, most);
            } else if let Some((_, [most, noun])) = ITEMS.captures(sentence).map(|found| found.extract())
                && fits(&nouns, &noun.to_ascii_lowercase())
                && !matches!(noun, "characters" | "bytes" | "Unicode" | "chars")
            {
                say(Aspect::MaxItems, most);
            }
        }
    }

    fn is_called(&self, word: &str) -> bool {
        let word = word.to_ascii_lowercase();
        plural_names(self.name).iter().any(|name| *name == word || name.strip_suffix('s') == Some(&word))
    }

    /// Whether a sentence in lower case names the field, as in "each key" of the field `key`.
    fn names_field(&self, sentence: &str) -> bool {
        let last = self.name.rsplit(['_', '-', '.']).next().unwrap_or_default().to_ascii_lowercase();
        !last.is_empty() && sentence.contains(&format!(" {last}"))
            || !last.is_empty() && sentence.starts_with(&format!("each {last}"))
    }
}

/// Which of the groups of a pattern with alternatives holds the number.
fn told(found: &Captures<'_>) -> usize {
    if found.get(1).is_some() { 1 } else { 2 }
}

/// Whether a text names lengths at all.
pub(super) fn names_lengths(text: &str) -> bool {
    LENGTHS.is_match(text)
        || LONGEST.is_match(text)
        || (chinese::is(text) && (words::LENGTHS.is_match(text) || words::LONGEST.is_match(text)))
}

/// The words by which a sentence may count the items of a list: of `security_groups`, also `groups`; of `lamp_ids`, also
/// `lamps`.
fn plural_names(name: &str) -> Vec<String> {
    let lower = name.to_ascii_lowercase();
    let mut words = lower.rsplit(['_', '-', '.']);
    let last = words.next().unwrap_or_default().to_owned();
    let owner = if last == "ids" { words.next().map(|word| format!("{word}s")) } else { None };
    [Some(lower), Some(last), owner]
        .into_iter()
        .flatten()
        .filter(|name| name.len() > 2 && name.ends_with('s'))
        .collect()
}
