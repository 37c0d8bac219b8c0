//! Values among their meanings, without marks: `0 (dim), 1 (lit)`, `0：灭 1：亮`, `升序：asc`.

use crate::chinese;
use crate::pattern::pattern;
use crate::phrases::Part;

// Each value with its meaning in brackets, up to the end of the text.
pattern!(IN_BRACKETS, r"(?:^|[:,.] )((?:-?\d+ \([^()]{1,60}\)(?:, (?:or |and )?| or | and |; |$|\.$)){2,})$");
pattern!(NUMBER_IN_BRACKETS, r"(-?\d+) \(");
pattern!(
    CHINESE_IN_BRACKETS,
    r"(?:^|[，：。,:、] ?)((?:[A-Za-z0-9][A-Za-z0-9_-]* ?[（(][^()（）]{1,30}[)）](?:或者|[、，,/；;或和]|$|。$) ?){2,})$"
);
pattern!(WORD_IN_BRACKETS, r"([A-Za-z0-9][A-Za-z0-9_-]*) ?[（(][^()（）]*[)）]");
// Each number with its meaning after a colon: blanks and commas tell the next one.
pattern!(
    CHINESE_TOLD,
    r"(?:^|[：:，,。 ])((?:\d+ ?(?:[:：]|表示|代表) ?[^\d:：,，;；。 ]{1,20}(?:[,，;；、] ?| |$|。$)){2,})$"
);
pattern!(CHINESE_NUMBER, r"(\d+) ?(?:[:：]|表示|代表)");
pattern!(TOLD, r"(?:^|[.:] )((?:\d+: [A-Za-z][^\d:.;]{0,60}(?:[;,.] ?| |$)){2,})$");
pattern!(TOLD_NUMBER, r"(\d+): ");
// What stands under a label of values: `asc：升序；desc：降序`, `fr-FR for French (default) and es-ES for Spanish`.
pattern!(CHINESE_LABELLED, r"^(?:[A-Za-z0-9][A-Za-z0-9_.-]* ?[:：] ?[^:：;；\dA-Za-z]+(?:[;；。] ?|$)){2,}$");
pattern!(CHINESE_WORD, r"([A-Za-z0-9][A-Za-z0-9_.-]*) ?[:：]");
pattern!(
    ENGLISH_FOR,
    r"^(?:[a-z0-9]+[_-][A-Za-z0-9_-]+ for [A-Z]\w+(?: \(default\))?(?:, and |, or |, | and | or |\.?$)){2,}$"
);
pattern!(FOR_WORD, r"([a-z0-9]+[_-][A-Za-z0-9_-]+) for ");
pattern!(ENGLISH_LABELLED, r"^(?:[a-z0-9][A-Za-z0-9_-]*: [A-Za-z ,()-]+[.;]? ?){2,}$");
pattern!(ENGLISH_WORD, r"(?:^|[ .;])([a-z0-9][A-Za-z0-9_-]*): ");
// A column of ranges may hold nothing but words: `bell, horn, or lamp.`
pattern!(PLAIN_WORDS, r"^(?:[a-z0-9_-]+, ){2,}(?:or )?[a-z0-9_-]+\.?$|^[a-z0-9_-]+, [a-z0-9_-]+,? or [a-z0-9_-]+\.?$");
pattern!(SIGNS, r"^(?:[<>=!]{1,2}, ?)+(?:or )?[<>=!]{1,2}\.?$");
pattern!(
    KIND_OF_CHARACTER,
    r"letter|digit|hyphen|underscore|character|space|number|period|dot|symbol|string|null|empty|blank"
);

/// A text that tells more is not read so far.
const LONGEST: usize = 600;

/// The values that a sentence ends in, each with its meaning.
pub(super) fn words(text: &str, number: bool) -> Option<Vec<String>> {
    if text.len() > LONGEST {
        return None;
    }
    let chinese = chinese::is(text);
    let (list, word) = match (chinese, number) {
        (true, _) if text.contains([')', '）']) && CHINESE_IN_BRACKETS.is_match(text) => {
            (&CHINESE_IN_BRACKETS, &WORD_IN_BRACKETS)
        }
        (true, true) if text.bytes().any(|byte| byte.is_ascii_digit()) => (&CHINESE_TOLD, &CHINESE_NUMBER),
        (false, true) if text.contains(")") && IN_BRACKETS.is_match(text) => (&IN_BRACKETS, &NUMBER_IN_BRACKETS),
        (false, true) if text.contains(": ") => (&TOLD, &TOLD_NUMBER),
        _ => return None,
    };
    let list = list.captures(text)?.get(1)?;
    let words: Vec<String> = word.captures_iter(list.as_str()).map(|found| found[1].to_owned()).collect();
    (words.len() > 1).then_some(words)
}

/// The values that are all there is under a label of values or ranges.
pub(super) fn under_label(text: &str) -> Option<Vec<String>> {
    if text.len() > LONGEST {
        return None;
    }
    let word = match () {
        () if chinese::is(text) => CHINESE_LABELLED.is_match(text).then_some(&CHINESE_WORD)?,
        () if text.contains(" for ") => ENGLISH_FOR.is_match(text).then_some(&FOR_WORD)?,
        () if text.contains(": ") => ENGLISH_LABELLED.is_match(text).then_some(&ENGLISH_WORD)?,
        () if SIGNS.is_match(text) || PLAIN_WORDS.is_match(text) && !KIND_OF_CHARACTER.is_match(text) => {
            let pieces = text.trim_end_matches('.').split([',', ' ']).filter(|word| !matches!(*word, "" | "or"));
            return Some(pieces.map(str::to_owned).collect());
        }
        () => return None,
    };
    Some(word.captures_iter(text).map(|found| found[1].to_owned()).collect())
}

/// The values of a list whose items tell the meaning first, in Chinese: `升序：asc`.
pub(super) fn after_meanings(items: &[Part<'_>]) -> Option<Vec<String>> {
    let word = |item: &Part<'_>| {
        let (meaning, word) = item.inline.text.split_once('：')?;
        let word = word.trim().trim_end_matches(['。', '；', '.', ';']);
        let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        let named = crate::labels::Label::of(meaning).is_some() || meaning.is_ascii() || meaning.chars().count() > 12;
        (plain && !named && word.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| word.to_owned())
    };
    let words: Vec<String> = items.iter().map(word).collect::<Option<_>>()?;
    let distinct = words.iter().enumerate().all(|(at, word)| !words[..at].contains(word));
    (words.len() > 1 && words.len() < 50 && distinct).then_some(words)
}
