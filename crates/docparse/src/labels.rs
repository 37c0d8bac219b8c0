//! The labels that structure a description: `Default value:`, `**Range**`.

use std::sync::LazyLock;

use regex::Regex;

use crate::chinese;
use crate::pattern::compile;

/// What a labelled phrase is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Definition,
    Constraints,
    Range,
    Values,
    Default,
    MinLength,
    MaxLength,
    Minimum,
    Maximum,
    Items,
    Pattern,
    Example,
}

/// Every word that is a label where it stands alone, in lower case; and whether it is one in the middle of a paragraph,
/// too. The labels of the Chinese pages are those whose counterparts are here.
const WORDS: [(&str, Label, bool); 56] = [
    ("parameter description", Label::Definition, true),
    ("definition", Label::Definition, true),
    ("details", Label::Definition, false),
    ("explanation", Label::Definition, false),
    ("meaning", Label::Definition, false),
    ("constraint", Label::Constraints, true),
    ("constraints", Label::Constraints, true),
    ("restriction", Label::Constraints, false),
    ("restrictions", Label::Constraints, false),
    ("range", Label::Range, true),
    ("value range", Label::Range, true),
    ("options", Label::Range, true),
    ("value options", Label::Range, false),
    ("value", Label::Values, true),
    ("values", Label::Values, true),
    ("enumeration", Label::Values, false),
    ("enumeration value", Label::Values, true),
    ("enumeration values", Label::Values, true),
    ("enumerated value", Label::Values, true),
    ("enumerated values", Label::Values, true),
    ("status values", Label::Values, true),
    ("possible value", Label::Values, true),
    ("possible values", Label::Values, true),
    ("valid value", Label::Values, true),
    ("valid values", Label::Values, true),
    ("available value", Label::Values, true),
    ("available values", Label::Values, true),
    ("allowed value", Label::Values, true),
    ("allowed values", Label::Values, true),
    ("supported value", Label::Values, true),
    ("supported values", Label::Values, true),
    ("the options are as follows", Label::Values, false),
    ("the values are as follows", Label::Values, false),
    ("possible values are as follows", Label::Values, false),
    ("the value options are as follows", Label::Values, false),
    ("the options are", Label::Values, false),
    ("the value can be", Label::Values, false),
    ("the value can be one of the following", Label::Values, false),
    ("default", Label::Default, true),
    ("default value", Label::Default, true),
    ("minimum length", Label::MinLength, true),
    ("min length", Label::MinLength, true),
    ("maximum length", Label::MaxLength, true),
    ("max length", Label::MaxLength, true),
    ("minimum", Label::Minimum, true),
    ("minimum value", Label::Minimum, true),
    ("min", Label::Minimum, false),
    ("maximum", Label::Maximum, true),
    ("maximum value", Label::Maximum, true),
    ("max", Label::Maximum, false),
    ("array length", Label::Items, true),
    ("regular expression", Label::Pattern, true),
    ("regex", Label::Pattern, false),
    ("example", Label::Example, true),
    ("example value", Label::Example, true),
    ("note", Label::Example, true),
];

/// Labels within a paragraph, with their colons: in English each begins with a capital.
pub(crate) static LABELS: LazyLock<Regex> = LazyLock::new(|| {
    let mut words: Vec<&str> = WORDS.iter().filter(|(_, _, within)| *within).map(|(word, ..)| *word).collect();
    // Of two that begin alike, the longer one is meant.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let english = words.into_iter().map(|word| {
        let mut letters: Vec<String> = word.split(' ').map(either_case).collect();
        letters[0].replace_range(..4, &word[..1].to_ascii_uppercase());
        letters.join(" ")
    });
    let english = english.collect::<Vec<_>>().join("|");
    let mut words: Vec<&str> = chinese::words().filter(|word| Label::of(word).is_some()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    compile(&format!(r"(?:{english})\s*:|(?:{})\s*[:：]", words.join("|")))
});

/// `value` as `[Vv]alue`.
fn either_case(word: &str) -> String {
    format!("[{}{}]{}", word[..1].to_ascii_uppercase(), &word[..1], &word[1..])
}

impl Label {
    /// The label that a word is.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let word = chinese::english(word);
        WORDS.iter().find(|(label, ..)| label.eq_ignore_ascii_case(&word)).map(|(_, label, _)| *label)
    }

    /// Whether lists below it are its own: a limit has none.
    pub(crate) fn takes_list(self) -> bool {
        !matches!(self, Self::MinLength | Self::MaxLength | Self::Minimum | Self::Maximum | Self::Items | Self::Pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::{LABELS, Label};

    #[test]
    fn labels_are_known_within_a_paragraph_in_both_languages() {
        for (text, expected) in [
            ("How many. Minimum value: 3", Some("Minimum value:")),
            ("How many. Min length : 3", Some("Min length :")),
            ("亮度。默认取值：3", Some("默认取值：")),
            ("The default: 3", None),
            ("Details: 3", None),
        ] {
            assert_eq!(LABELS.find(text).map(|found| found.as_str()), expected, "{text}");
        }
    }

    #[test]
    fn a_label_alone_is_known_whatever_its_case() {
        for (word, expected) in [("VALUE RANGE", Some(Label::Range)), ("取值范围", Some(Label::Range)), ("Lamps", None)]
        {
            assert_eq!(Label::of(word), expected, "{word}");
        }
    }
}
