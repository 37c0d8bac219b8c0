//! Sentences, and whether what they say holds in every case.

use std::ops::Range;

use crate::pattern::pattern;

pattern!(
    CASE,
    r"(?i)^(?:if|when|for|in|on|once|unless|otherwise|otherwise,|only|currently, for)\b|[, ](?:if|when|unless)\b"
);
pattern!(
    LEFT_OUT,
    r"(?i)^(?:if|when) (?:(?:not|left) (?:specified|set|given|configured|provided|entered|blank|empty)\b|you do not (?:set|specify|configure) (?:it|this|the)\b|(?:it|this (?:parameter|field)|the (?:parameter|field|value)|no value)\b[^,.]*\b(?:not|no|left|blank|empty|omitted|unspecified)\b)"
);

/// The sentences of a text, without the full stops.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").map(|sentence| sentence.trim().trim_end_matches('.')).filter(|sentence| !sentence.is_empty())
}

/// A sentence is not looked at further than so many bytes: a text without a full stop would be, for each phrase in it.
const FAR: usize = 2_000;

/// Where the sentence around a byte of the text begins and ends.
pub(super) fn around(text: &str, at: usize) -> Range<usize> {
    let inside = |byte: &usize| text.is_char_boundary(*byte);
    let first = (at.saturating_sub(FAR)..=at).find(inside).unwrap_or(at);
    let last = (at..text.len().min(at + FAR)).rev().find(inside).unwrap_or(at);
    let last = if text.len() <= at + FAR { text.len() } else { last };
    let start = text[first..at].rfind(". ").map_or(first, |dot| first + dot + 2);
    let end = text[at..last].find(". ").map_or(last, |dot| at + dot);
    start..end
}

/// Whether what is said holds only in some case: `If lit, …`, `… when it is dim`.
pub(super) fn depends(sentence: &str) -> bool {
    CASE.is_match(sentence.trim_start())
}

/// Whether the case is that the caller says nothing, which is what a default is for.
pub(super) fn is_left_out(sentence: &str) -> bool {
    LEFT_OUT.is_match(sentence.trim_start())
}

/// Whether an item speaks of one case: `dim: 7 to 31 characters`.
pub(super) fn is_case(item: &str) -> bool {
    item.split_once(':').is_some_and(|(case, _)| case.len() < 30 && !case.to_ascii_lowercase().contains("default"))
}
