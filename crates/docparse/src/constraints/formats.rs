//! How a text is written: UUIDs, times, regular expressions.

use contract::{Aspect, Basis, Type, Value};

use super::sentences::{around, depends};
use super::{About, Reading, Said};
use crate::pattern::pattern;

pattern!(UUID_OF, r"(?i)value of (\w+) must comply with the UUID");
pattern!(
    UUID,
    r"(?i)\b(?:must comply with the UUID|(?:is|are) compliant with (?:the )?UUID|(?:value|ID) is a UUID\b|in (?:the )?(?:standard )?(?:format of (?:the )?UUID|UUID format)\b|must be a (?:valid )?UUID\b|UUID format is used|is (?:in )?(?:a )?UUID format|It is a (?:\d+-(?:digit|character|bit) )?UUID\b)|(?:^|[，,为是。])(?:标准)?(?:的)?UUID格式|格式(?:为|是|：)UUID"
);
pattern!(PATTERN, r"\^[^\s]*\$");
pattern!(PATTERN_WORDS, r"(?i)regular expression|\bregex|\bmatch(?:es)? |\bpattern|正则");
pattern!(
    TIME,
    r#"(?i)\b(?:yyyy|ccyy)(?:[-/]?mm[-/]?dd)?(?:(?:['"]?T['"]?| T| )?hh(?::?mm(?::?ss(?:[.,:](?:s+|x+|f+|ms))?)?)?)?['"]?(?:Z\b['"]?|(?:[+][/-]?-?|\+/-|±)hh:?mm)?"#
);

// `in the "HH:MM" format`: hours, or a window of them.
pattern!(HOURS, r#"(?i)in the ["“]?(hh:mm(?:-hh:mm)?)["”]? format\b"#);

/// No expression of a page is longer; what is, is a mangled cell.
const LONGEST: usize = 2_000;
/// Nor has one so many groups and classes, which are read one within the other.
const MOST_GROUPS: usize = 100;

impl Reading<'_> {
    pub(super) fn formats(&mut self, text: &str, line: u32) {
        if text.contains("UUID") {
            self.uuid(text, line);
        }
        if text.contains(['y', 'Y']) && self.is_text() {
            self.time(text, line);
        }
        if (text.contains(":mm") || text.contains(":MM")) && self.is_text() {
            self.hours(text, line);
        }
        if text.contains('^') && self.is_text() && PATTERN_WORDS.is_match(text) {
            self.pattern(text, line, Basis::Prose);
        }
    }

    /// Whether the value is a text: rows of a URI may have no type, and are.
    fn is_text(&self) -> bool {
        matches!(self.scalar(), Some(Type::String) | None)
    }

    fn uuid(&mut self, text: &str, line: u32) {
        if let Some(name) = UUID_OF.captures(text).and_then(|found| found.get(1)) {
            let about = About::Child(name.as_str().to_owned());
            let value = Value::Text("uuid".into());
            self.said.push(Said { about, aspect: Aspect::Format, value, line, basis: Basis::Prose });
            return;
        }
        let Some(found) = UUID.find(text).filter(|_| self.is_text()) else { return };
        let sentence = &text[around(text, found.start())];
        // "Is 0 or in UUID format" allows what is none.
        let usual = ["enerally", "sually"].iter().any(|word| sentence.contains(word));
        let alternatives = usual || sentence.contains(" or ") || sentence.contains(", or");
        if !alternatives && !depends(sentence) {
            self.say_inner(Aspect::Format, Value::Text("uuid".into()), line, Basis::Prose);
        }
    }

    fn time(&mut self, text: &str, line: u32) {
        let mut found = TIME.find_iter(text);
        let Some(first) = found.next() else { return };
        let form = unquoted(first.as_str());
        // Where there are several forms, each may be taken; where the form goes on, we have only a part of it; and where
        // it is a default, the field holds a form, not a time.
        let several = found.any(|other| unquoted(other.as_str()) != form);
        let mut rest = text[first.end()..].chars();
        let goes_on = match rest.next() {
            Some('.') => rest.next().is_some_and(|c| !c.is_whitespace()),
            Some(c) => c.is_alphanumeric() || "+-:/".contains(c),
            None => false,
        };
        if form.len() < 8 || several || goes_on || text[around(text, first.start())].contains("default") {
            return;
        }
        let plain: String = form.to_ascii_lowercase().replace(['\'', '"'], "");
        let offset = self.offset || text.contains("+0");
        let format = match plain.as_str() {
            "yyyy-mm-ddthh:mm:ssz" if !offset => "date-time".to_owned(),
            "yyyy-mm-dd" => "date".to_owned(),
            _ => form.to_owned(),
        };
        self.say_inner(Aspect::Format, Value::Text(format), line, Basis::Prose);
    }

    fn hours(&mut self, text: &str, line: u32) {
        let mut all = HOURS.captures_iter(text).filter_map(|found| found.get(1));
        let (Some(form), None) = (all.next(), all.next()) else { return };
        if !depends(&text[around(text, form.start())]) {
            self.say_inner(Aspect::Format, Value::Text(form.as_str().to_owned()), line, Basis::Prose);
        }
    }

    /// The expression between `^` and `$`; only what is one, for a cell may have mangled it.
    pub(super) fn pattern(&mut self, text: &str, line: u32, basis: Basis) {
        // What is nothing but an expression may have blanks in it.
        let whole = (text.starts_with('^') && text.ends_with('$')).then_some(text);
        let found = whole
            .or_else(|| PATTERN.find(text).map(|found| found.as_str()))
            .filter(|found| found.len() <= LONGEST && found.matches(['(', '[']).count() <= MOST_GROUPS)
            .filter(|found| regress::Regex::new(found).is_ok());
        if let Some(found) = found.filter(|_| self.is_text()) {
            self.say_inner(Aspect::Pattern, Value::Text(found.to_owned()), line, basis);
        }
    }
}

/// A form without the quote that closes around all of it: those around its letters, as in `dd'T'HH`, belong to it.
fn unquoted(form: &str) -> &str {
    let quotes = form.matches(['\'', '"']).count();
    if quotes % 2 == 1 { form.trim_end_matches(['\'', '"']) } else { form }
}
