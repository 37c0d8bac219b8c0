//! A plain detector of constraint phrases. It knows a few words and nothing else, and shares no code with the reader, so
//! that it can show which phrases the reader makes no fact of.

use contract::Aspect;

/// What has to follow the words of a phrase for it to state something.
#[derive(Clone, Copy)]
enum Then {
    Anything,
    /// A number, before the sentence ends.
    Number,
    /// A value: neither `N/A` nor `-`, and not the end.
    Value,
}
use Then::{Anything, Number, Value};

/// A kind of phrase: its name, the facts that it may become, and the words that it is known by.
struct Kind {
    name: &'static str,
    facts: &'static [Aspect],
    words: &'static [(&'static str, Then)],
}

const LIMITS: &[Aspect] = &[
    Aspect::Minimum,
    Aspect::Maximum,
    Aspect::MinLength,
    Aspect::MaxLength,
    Aspect::MinItems,
    Aspect::MaxItems,
    Aspect::Values,
];

const KINDS: [Kind; 8] = [
    Kind {
        name: "enum",
        facts: &[Aspect::Values],
        words: &[
            ("enumeration value", Value),
            ("enumerated value", Value),
            ("possible values", Value),
            ("valid values", Value),
            ("available values", Value),
            ("value options", Value),
            ("options:", Value),
            ("options are", Value),
            ("values:", Value),
            ("values are", Value),
            ("value can be", Value),
            ("value can only be", Value),
            ("value is either", Value),
            ("枚举值", Value),
        ],
    },
    Kind {
        name: "range",
        facts: LIMITS,
        words: &[
            ("value range", Number),
            ("range\n", Number),
            ("range:", Number),
            ("ranges from", Number),
            ("range from", Number),
            ("minimum:", Number),
            ("maximum:", Number),
            ("minimum value", Number),
            ("maximum value", Number),
            ("greater than", Number),
            ("less than", Number),
            ("取值范围", Number),
            ("最小值", Number),
            ("最大值", Number),
        ],
    },
    Kind {
        name: "length",
        facts: &[Aspect::MinLength, Aspect::MaxLength],
        words: &[
            ("minimum length", Number),
            ("maximum length", Number),
            ("characters long", Anything),
            ("maximum of characters", Anything),
            ("最小长度", Number),
            ("最大长度", Number),
        ],
    },
    Kind {
        name: "items",
        facts: &[Aspect::MinItems, Aspect::MaxItems],
        words: &[("array length", Number), ("number of elements", Number), ("数组长度", Number)],
    },
    Kind {
        name: "default",
        facts: &[Aspect::Default],
        words: &[
            ("default value", Value),
            ("default:", Value),
            ("by default", Anything),
            ("缺省值", Value),
            ("默认取值", Value),
        ],
    },
    Kind {
        name: "pattern",
        facts: &[Aspect::Pattern],
        words: &[("regular expression", Anything), ("regex", Anything), ("正则", Anything)],
    },
    Kind {
        name: "format",
        facts: &[Aspect::Format],
        words: &[("uuid", Anything), ("yyyy-mm-dd", Anything), ("utc format", Anything), ("timestamp", Anything)],
    },
    Kind {
        name: "condition",
        facts: &[Aspect::Condition],
        words: &[
            ("mandatory when", Anything),
            ("mandatory if", Anything),
            ("mandatory only", Anything),
            ("required when", Anything),
            ("required if", Anything),
            ("required only", Anything),
            ("valid when", Anything),
            ("valid if", Anything),
            ("valid only", Anything),
            ("available only when", Anything),
        ],
    },
];

/// The kinds of phrase in the words of a description, and the aspects of which each may become a fact.
pub(crate) fn seen(words: &str) -> impl Iterator<Item = (&'static str, &'static [Aspect])> {
    let lower = words.to_lowercase();
    // Most words are not there, which is found out faster than where they are.
    let found = move |kind: &&Kind| {
        let states = |(word, then): &(&str, Then)| {
            lower.contains(word) && lower.match_indices(word).any(|(at, _)| then.holds(&lower[at + word.len()..]))
        };
        kind.words.iter().any(states) || (kind.name == "length" && counts_characters(&lower))
    };
    KINDS.iter().filter(found).map(|kind| (kind.name, kind.facts))
}

impl Then {
    fn holds(self, rest: &str) -> bool {
        match self {
            Anything => true,
            Number => rest.split(". ").next().is_some_and(|rest| rest.contains(|c: char| c.is_ascii_digit())),
            Value => {
                let value = rest.trim_start_matches(|c: char| c.is_whitespace() || ":：*".contains(c));
                let absent = ["n/a", "none", "-\n", "not involved", "no default"];
                !(value.is_empty() || value == "-" || absent.iter().any(|absent| value.starts_with(absent)))
            }
        }
    }
}

/// Whether a number stands before `characters`: `3 to 64 characters`, `255 Unicode characters`.
fn counts_characters(words: &str) -> bool {
    words.match_indices("character").any(|(at, _)| {
        let mut before = words[..at].split_whitespace().rev().take(2);
        before.any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::seen;

    #[test]
    fn phrases_are_seen_where_they_state_something() {
        for (words, kinds) in [
            ("How bright. The value can be dim or lit.", "enum"),
            ("Its name, 3 to 64 characters.", "length"),
            ("How many.\nRange\n1-7\nDefault Value\nN/A", "range"),
            ("Default value: 7", "default"),
            ("A lamp ranges from dusk to dawn.", ""),
            ("The ID, in UUID format. It is mandatory when lit.", "format condition"),
            ("A lamp with characters.", ""),
        ] {
            assert_eq!(seen(words).map(|(name, _)| name).collect::<Vec<_>>().join(" "), kinds, "{words}");
        }
    }
}
