//! Sentences, and whether what they say holds in every case. Chinese ones end in other marks, and some in none.

use std::ops::Range;

use super::chinese as words;
use crate::chinese;
use crate::pattern::pattern;

pattern!(
    CASE,
    r"(?i)^(?:if|when|for|in|on|once|unless|otherwise|otherwise,|only|currently, for)\b|[, ](?:if|when|unless)\b"
);
pattern!(
    LEFT_OUT,
    r"(?i)^(?:if|when) (?:(?:not|left) (?:specified|set|unset|unspecified|out|given|configured|provided|entered|blank|empty)\b|you do not (?:set|specify|configure) (?:it|this|the)\b|(?:it|this (?:parameter|field)|the (?:parameter|field|value)|no value)\b[^,.]*\b(?:not|no|left|blank|empty|omitted|unspecified)\b)"
);

/// Where the marks stand that end a sentence.
fn stops(text: &str) -> impl Iterator<Item = Range<usize>> {
    let chinese = chinese::is(text);
    // "max. 16 characters" goes on.
    let ends = |at: &usize| !["max", "min", "e.g", "i.e"].iter().any(|short| text[..*at].ends_with(short));
    let blank = |at: &usize| text.as_bytes().get(at + 1) == Some(&b' ');
    let dots = || memchr::memchr_iter(b'.', text.as_bytes());
    let english = (!chinese).then(|| dots().filter(blank).filter(ends).map(|at| at..at + 2));
    let chinese = chinese.then(|| {
        text.char_indices().filter_map(|(at, c)| match c {
            '.' if text[at + 1..].starts_with(' ') => Some(at..at + 2),
            '。' | '；' | ';' | '\n' => Some(at..at + c.len_utf8()),
            _ => None,
        })
    });
    english.into_iter().flatten().chain(chinese.into_iter().flatten())
}

/// Where the sentences of a text stand.
pub(super) fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    stops(text)
        .chain(std::iter::once(text.len()..text.len()))
        .map(move |stop| std::mem::replace(&mut start, stop.end)..stop.start)
}

/// The sentences of a text, without the full stops.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    spans(text).map(|span| text[span].trim().trim_end_matches('.')).filter(|sentence| !sentence.is_empty())
}

/// A sentence is not looked at further than so many bytes: a text without a full stop would be, for each phrase in it.
const FAR: usize = 2_000;

/// Where the sentence around a byte of the text begins and ends.
pub(super) fn around(text: &str, at: usize) -> Range<usize> {
    let inside = |byte: &usize| text.is_char_boundary(*byte);
    let first = (at.saturating_sub(FAR)..=at).find(inside).unwrap_or(at);
    let last = (at..text.len().min(at + FAR)).rev().find(inside).unwrap_or(at);
    let last = if text.len() <= at + FAR { text.len() } else { last };
    let start = stops(&text[first..at]).last().map_or(first, |stop| first + stop.end);
    let end = stops(&text[at..last]).next().map_or(last, |stop| at + stop.start);
    start..end
}

/// What may make a case of what stands at a byte of the text. In Chinese, the case may stand anywhere in the sentence.
pub(super) fn lead(text: &str, at: usize) -> &str {
    let sentence = around(text, at);
    if chinese::is(&text[sentence.clone()]) { &text[sentence] } else { &text[sentence.start..at] }
}

/// Whether what is said holds only in some case: `If lit, …`, `… when it is dim`.
pub(super) fn depends(sentence: &str) -> bool {
    CASE.is_match(sentence.trim_start()) || (chinese::is(sentence) && words::CASE.is_match(sentence))
}

/// Whether the case is that the caller says nothing, which is what a default is for.
pub(super) fn is_left_out(sentence: &str) -> bool {
    let sentence = sentence.trim_start();
    LEFT_OUT.is_match(sentence) || (chinese::is(sentence) && words::LEFT_OUT.is_match(sentence))
}

/// Whether a text breaks off in a sentence about some case: `当端口为0时，`.
pub(crate) fn opens_case(text: &str) -> bool {
    depends(&text[around(text, text.len())])
}

/// Whether an item speaks of one case: `dim: 7 to 31 characters`.
pub(super) fn is_case(item: &str) -> bool {
    let case = item.split_once([':', '：']).map(|(case, _)| case.to_ascii_lowercase());
    case.is_some_and(|case| case.len() < 30 && !case.contains("default") && !case.contains("默认"))
}
