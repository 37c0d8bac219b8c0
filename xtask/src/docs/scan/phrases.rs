//! A plain detector of constraint phrases. It knows a few words and nothing else, and shares no code with the reader, so
//! that it can show which phrases the reader makes no fact of.

use contract::Aspect;

/// What has to follow the words of a phrase for it to state something.
#[derive(Clone, Copy)]
enum Then {
    Anything,
    /// A number, before the sentence ends.
    Number,
    /// A value: neither `N/A` nor `-`, no words about one, and not the end.
    Value,
    /// Several values, or a list of them: no words about what the value is.
    Choice,
    /// A regular expression, before the sentence ends.
    Expression,
}
use Then::{Anything, Choice, Expression, Number, Value};

/// A kind of phrase: its name, the facts that it may become, and the words that it is known by.
struct Kind {
    name: &'static str,
    facts: &'static [Aspect],
    words: &'static [(&'static str, Then)],
}

/// What a range may be written as: one of values, of lengths, or of what has a form.
const LIMITS: &[Aspect] = &[
    Aspect::Minimum,
    Aspect::Maximum,
    Aspect::MinLength,
    Aspect::MaxLength,
    Aspect::MinItems,
    Aspect::MaxItems,
    Aspect::Values,
    Aspect::Format,
    Aspect::Pattern,
];

const KINDS: [Kind; 8] = [
    Kind {
        name: "enum",
        facts: &[Aspect::Values, Aspect::Minimum, Aspect::Maximum, Aspect::MediaType],
        words: &[
            ("enumeration value", Choice),
            ("enumerated value", Choice),
            ("possible values", Choice),
            ("valid values", Choice),
            ("available values", Choice),
            ("value options", Choice),
            ("options:", Choice),
            ("options are", Choice),
            ("values:", Choice),
            ("values are", Choice),
            ("value can be", Choice),
            ("value can only be", Choice),
            ("value is either", Choice),
            ("枚举值", Choice),
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
        facts: &[Aspect::Default, Aspect::MediaType],
        words: &[
            ("default value", Value),
            ("default:", Value),
            // What is "created by default" has no default value.
            ("by default, the value is", Value),
            ("by default, it is set to", Value),
            ("is used by default", Anything),
            ("defaults to", Value),
            ("缺省值", Value),
            ("默认取值", Value),
            ("默认值", Value),
        ],
    },
    Kind {
        name: "pattern",
        facts: &[Aspect::Pattern],
        words: &[("regular expression", Expression), ("regex", Expression), ("正则", Expression)],
    },
    Kind {
        name: "format",
        facts: &[Aspect::Format],
        words: &[
            ("uuid format", Anything),
            ("format of uuid", Anything),
            ("uuid格式", Anything),
            ("yyyy-mm-dd", Anything),
        ],
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
            Number => {
                // The digit of a name, `IPv6`, is no number.
                let mut before = ' ';
                sentence(rest).chars().any(|c| {
                    let within = std::mem::replace(&mut before, c).is_ascii_alphanumeric();
                    c.is_ascii_digit() && !within
                })
            }
            Choice => {
                let told = sentence(rest);
                let about = ["an ", "any ", "the ", "in ", "dynamically"].iter().any(|word| told.starts_with(word));
                // A lone word is a value; several are one only with a meaning, or beside others.
                let list = !told.contains(' ') || told.contains([':', '：', ',', '(', '、']);
                Value.holds(rest) && !about && (list || [" or ", " and ", " - "].iter().any(|it| told.contains(it)))
            }
            Expression => sentence(rest).contains(['^', '$', '[']),
            Value => {
                let value = rest.trim_start_matches(|c: char| c.is_whitespace() || ":：*".contains(c));
                let own = ["of this parameter ", "of the parameter "].iter().find_map(|own| value.strip_prefix(own));
                let value = own.unwrap_or(value);
                let value = value.strip_prefix("is ").unwrap_or(value);
                !(value.is_empty() || value == "-" || ABSENT.iter().any(|absent| value.starts_with(absent)))
            }
        }
    }
}

/// What begins where no value stands: nothing, or words about one.
const ABSENT: [&str; 19] = [
    "n/a",
    "none",
    "-\n",
    "not ",
    "no ",
    "null",
    "empty",
    "the same",
    "used",
    "left",
    "will ",
    "of ",
    "obtained",
    "automatically",
    "see ",
    "不涉及",
    "无",
    "为空",
    "changed",
];

/// The sentence that goes on; a label's stands on the next line.
fn sentence(rest: &str) -> &str {
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":：*".contains(c));
    rest.split(". ").next().and_then(|rest| rest.split('\n').next()).unwrap_or_default()
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
            ("A lamp that is created by default, in seconds.", ""),
            ("A lamp is left blank by default. Its value can be obtained elsewhere.", ""),
            ("Where.\nRange\nN/A\nDefault Value\n10", "default"),
            ("Range: IPv6 is lit.", ""),
            ("The value can be an IP address of a lamp, or none.", ""),
            ("The value can be one of the following:\ndim\nlit", "enum"),
            ("More than the default value of limit.", ""),
            ("Which.\nOptions:\nIDs of lamps\nDefault value:\nN/A", ""),
            ("A regular expression of any kind.", ""),
        ] {
            assert_eq!(seen(words).map(|(name, _)| name).collect::<Vec<_>>().join(" "), kinds, "{words}");
        }
    }
}
