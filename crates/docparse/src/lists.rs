//! Values inside sentences: `**a**, **b**, or **c**`.

use crate::inline::Inline;

/// One word of a sentence that may be a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) word: String,
    pub(crate) bold: bool,
    /// Where it ends in the text.
    pub(crate) end: usize,
}

/// The word at a byte of the text, blanks skipped: a bold one as a whole, else up to the next blank or mark.
pub(crate) fn token_at(inline: &Inline<'_>, at: usize) -> Option<Token> {
    let rest = inline.text.get(at..)?;
    let start = at + rest.len() - rest.trim_start().len();
    if let Some(bold) = inline.bold.iter().find(|bold| bold.start == start) {
        let word = inline.text.get(bold.clone())?.trim();
        let quoted = ['\'', '"'].iter().find_map(|quote| word.strip_prefix(*quote)?.strip_suffix(*quote));
        let word = quoted.unwrap_or(word);
        return (!word.is_empty()).then(|| Token { word: word.to_owned(), bold: true, end: bold.end });
    }
    let rest = inline.text.get(start..)?;
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let length = rest[1..].find(quote)?;
        let word = rest[1..1 + length].to_owned();
        return (!word.is_empty()).then(|| Token { word, bold: true, end: start + length + 2 });
    }
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_-.:/".contains(c))).unwrap_or(rest.len());
    let word = rest[..length].trim_end_matches(['.', ':', '/']);
    (!word.is_empty()).then(|| Token { word: word.to_owned(), bold: false, end: start + word.len() })
}

/// Words of which a lone one after *default value is* is a description, not a value.
const DESCRIPTIONS: [&str; 24] = [
    "the",
    "a",
    "an",
    "empty",
    "null",
    "none",
    "blank",
    "not",
    "no",
    "that",
    "this",
    "all",
    "left",
    "generated",
    "used",
    "determined",
    "random",
    "unlimited",
    "specified",
    "automatically",
    "current",
    "same",
    "their",
    "its",
];

/// Whether a token can be a value.
pub(crate) fn is_value(token: &Token) -> bool {
    let lower = token.word.to_ascii_lowercase();
    if token.bold {
        !is_absent(&token.word) && lower != "null" && token.word.split(' ').count() <= 3
    } else {
        !is_absent(&token.word) && !DESCRIPTIONS.contains(&lower.as_str())
    }
}

/// The words that stand for nothing.
pub(crate) fn is_absent(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "" | "-" | "--" | "N/A" | "NA" | "None" | "none" | "No" | "Null" | "/" | "\"\""
    )
}

/// The list of two words or more that begins at a byte of the text. `marked` says that the page has bold words, so
/// that words without it are no values.
pub(crate) fn words_at(inline: &Inline<'_>, at: usize, marked: bool) -> Option<Vec<String>> {
    let tokens = tokens_at(inline, at, |token| token.bold || !marked)?;
    let rest = inline.text[tokens.last()?.end..].trim_start();
    let ends = rest.is_empty() || rest.starts_with(['.', ';', ':', '(', ')', ',']);
    if tokens.len() < 2 || !ends {
        return None;
    }
    let bold = tokens.iter().all(|token| token.bold);
    if !bold && !tokens.iter().all(|token| is_explained(&inline.text, token)) && !looks_coded(&tokens) {
        return None;
    }
    Some(tokens.into_iter().map(|token| token.word).collect())
}

/// Tokens joined by commas, *or*, *and*, slashes.
pub(crate) fn tokens_at(inline: &Inline<'_>, at: usize, accepts: impl Fn(&Token) -> bool) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = at;
    while let Some(token) = token_at(inline, at) {
        if !accepts(&token) || token.word.contains(' ') && !token.bold {
            return None;
        }
        at = token.end;
        tokens.push(token);
        let rest = &inline.text[at..];
        // `**0** (off), **1** (on)`
        if rest.starts_with(" (")
            && let Some(length) = rest.find(')').filter(|length| *length < 80)
            && rest[length + 1..].starts_with([',', ' ', '.'])
        {
            at += length + 1;
        }
        let rest = &inline.text[at..];
        let joint =
            [", or ", ", and ", " or ", " and ", ", ", "/", " / ", "; "].iter().find(|joint| rest.starts_with(**joint));
        match joint {
            Some(joint) => at += joint.len(),
            None => break,
        }
    }
    if let Some(last) = tokens.last_mut() {
        last.end = at.max(last.end);
    }
    (!tokens.is_empty()).then_some(tokens)
}

/// Whether the text says later what the word means: `terminate indicates that …`, `target: Stop replay.`
fn is_explained(text: &str, token: &Token) -> bool {
    let after = &text[token.end.min(text.len())..];
    [" indicates", ": ", " means"].iter().any(|tail| after.contains(&format!("{}{tail}", token.word)))
}

/// Whether words that are not bold are plainly codes: all in capitals, or one of them with `_`.
fn looks_coded(tokens: &[Token]) -> bool {
    let code = |word: &str| word.contains('_') || word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    tokens.iter().all(|token| code(&token.word)) || tokens.iter().any(|token| token.word.contains('_'))
}

/// `en-us zh-cn`, or with the marks of a list that lost its lines, `- en-us - zh-cn`: all there is after a label, no
/// sentence.
pub(crate) fn bare_words(text: &str) -> Option<Vec<String>> {
    let words: Vec<&str> =
        text.trim_end_matches('.').split([' ', ',']).filter(|word| !matches!(*word, "" | "-")).collect();
    let plain = |word: &&str| {
        word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte)) && !is_absent(word)
    };
    let prose = |word: &&str| {
        matches!(word.to_ascii_lowercase().as_str(), "the" | "a" | "an" | "is" | "if" | "of" | "to" | "in" | "for")
    };
    if words.iter().any(prose) {
        return None;
    }
    let coded =
        words.iter().any(|word| word.contains(['_', '-']) || word.bytes().all(|byte| !byte.is_ascii_lowercase()));
    let few = words.len() <= 12 && (coded || words.len() <= 3);
    (!words.is_empty() && few && words.iter().all(plain)).then(|| words.into_iter().map(str::to_owned).collect())
}

/// The value that a list item begins with: `**a**: what it means`, and where values are announced also `0: off`.
pub(crate) fn leading(item: &Inline<'_>, announced: bool) -> Option<String> {
    let token = token_at(item, 0)?;
    let rest = item.text[token.end..].trim_start();
    let ends = rest.is_empty()
        || rest.starts_with([':', '(', ',', '.', ';', '-', '–'])
        || rest.starts_with("indicates")
        || rest.starts_with("means");
    let plain = !token.word.contains(' ') && (is_value(&token) || token.word == "null");
    let titled = announced && rest.starts_with(|c: char| c.is_ascii_uppercase());
    let fits = if token.bold { ends || titled } else { announced && (rest.starts_with(':') || rest.is_empty()) };
    let fits = fits && plain;
    fits.then_some(token.word)
}
