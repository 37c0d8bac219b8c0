//! Values inside sentences: `**a**, **b**, or **c**`.

use crate::chinese;
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
    if let Some(bold) = inline.bold_at(start) {
        let word = inline.text.get(bold.clone())?.trim();
        let quoted = ['\'', '"'].iter().find_map(|quote| word.strip_prefix(*quote)?.strip_suffix(*quote));
        let word = quoted.unwrap_or(word);
        return (!word.is_empty()).then(|| Token { word: word.to_owned(), bold: true, end: bold.end });
    }
    let rest = inline.text.get(start..)?;
    for (open, close) in [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')] {
        if let Some(inside) = rest.strip_prefix(open) {
            let length = inside.find(close)?;
            let word = inside[..length].trim().to_owned();
            let end = start + open.len_utf8() + length + close.len_utf8();
            return (!word.is_empty()).then_some(Token { word, bold: true, end });
        }
    }
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_-.:/".contains(c))).unwrap_or(rest.len());
    let parameters = |c: char| !(c.is_ascii_alphanumeric() || "_-=;".contains(c));
    // A media type has parameters: `application/json;charset=UTF-8`.
    let length = match rest[length..].starts_with(";charset=") && rest[..length].contains('/') {
        true => length + rest[length..].find(parameters).unwrap_or(rest.len() - length),
        false => length,
    };
    let word = rest[..length].trim_end_matches(['.', ':', '/', ';']);
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

/// No text explains so many words one by one.
const MOST: usize = 100;

/// Whether a token can be a value.
pub(crate) fn is_value(token: &Token) -> bool {
    let lower = token.word.to_ascii_lowercase();
    if token.bold {
        !is_absent(&token.word) && lower != "null" && token.word.split(' ').count() <= 3 && !is_networks(&token.word)
    } else {
        !is_absent(&token.word) && !DESCRIPTIONS.contains(&lower.as_str()) && !is_networks(&token.word)
    }
}

/// `10.0.0.0/8-24`: many networks, each of which is a value.
fn is_networks(word: &str) -> bool {
    let lengths = word.split_once('/').filter(|(address, _)| address.split('.').count() == 4);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    lengths.and_then(|(_, lengths)| lengths.split_once('-')).is_some_and(|(a, b)| is_number(a) && is_number(b))
}

/// The words that stand for nothing.
pub(crate) fn is_absent(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "" | "-" | "--" | "N/A" | "NA" | "None" | "none" | "No" | "Null" | "/" | "\"\""
    )
}

/// The list of two words or more that begins at a byte of the text. Where its first word is bold, all must be: other
/// words are no values.
pub(crate) fn words_at(inline: &Inline<'_>, at: usize) -> Option<Vec<String>> {
    let bold = token_at(inline, at)?.bold;
    let tokens = tokens_at(inline, at, |token| token.bold == bold)?;
    let rest = inline.text[tokens.last()?.end..].trim_start();
    let ends = rest.is_empty() || rest.starts_with(['.', ';', ':', '(', ')', ',', '。', '；', '，', '（']);
    // `512, 1,024`: where thousands are set off, the commas do not tell where a value ends.
    let grouped = rest.strip_prefix(',').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if tokens.len() < 2 || !ends || grouped {
        return None;
    }
    let explained = || tokens.len() <= MOST && tokens.iter().all(|token| is_explained(&inline.text, token));
    // In a Chinese sentence, words of English are values, and no others.
    let foreign = chinese::is_near(&inline.text, at) && tokens.iter().all(|token| token.word.is_ascii());
    if !bold && !foreign && !looks_coded(&tokens) && !explained() {
        return None;
    }
    Some(tokens.into_iter().map(|token| token.word).collect())
}

/// The words of a text that is nothing but bold words, as a list is whose marks were lost: `**a** **b**`.
pub(crate) fn bold_words(inline: &Inline<'_>) -> Option<Vec<String>> {
    let mut end = 0;
    for bold in &inline.bold {
        if !inline.text.get(end..bold.start)?.trim().is_empty() {
            return None;
        }
        end = bold.end;
    }
    let words: Vec<String> = inline.bold_words().map(|word| word.trim().to_owned()).collect();
    let fits = words.len() > 1 && words.iter().all(|word| !word.contains(' ') && !is_absent(word));
    (fits && inline.text[end..].trim_matches(['.', ' ', '。']).is_empty()).then_some(words)
}

/// What joins two values.
const JOINTS: [&str; 14] =
    [", or ", ", and ", " or ", " and ", ", ", "/", " / ", "; ", "、", "，", "或者", "或", "和", "与"];

/// Tokens joined by commas, *or*, *and*, slashes. After an *or*, a comma begins what is said about the list.
pub(crate) fn tokens_at(inline: &Inline<'_>, at: usize, accepts: impl Fn(&Token) -> bool) -> Option<Vec<Token>> {
    let chinese = chinese::is_near(&inline.text, at);
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = at;
    let mut closed = false;
    let mut end = 0;
    while let Some(token) = token_at(inline, at) {
        if !accepts(&token) || token.word.contains(' ') && !token.bold {
            return None;
        }
        at = after_aside(&inline.text, token.end, chinese);
        let number = token.word.bytes().all(|byte| byte.is_ascii_digit());
        tokens.push(token);
        end = at;
        let rest = &inline.text[at..];
        let joint = JOINTS.iter().find(|joint| rest.starts_with(**joint));
        // Chinese needs no blank after a comma; but `1,024` is one number.
        let comma = (chinese && !number && rest.starts_with(',')).then_some(&",");
        match joint.or(comma) {
            Some(joint) if closed && joint.starts_with([',', ';', '，']) && *joint != ", or " => break,
            Some(joint) => {
                closed |= [" or ", " and ", "或", "和", "与"].iter().any(|last| joint.contains(last));
                at += joint.len();
            }
            None => break,
        }
    }
    if let Some(last) = tokens.last_mut() {
        last.end = end;
    }
    (!tokens.is_empty()).then_some(tokens)
}

/// Where the words in brackets end that explain a value: `**0** (off), **1** (on)`.
fn after_aside(text: &str, at: usize, chinese: bool) -> usize {
    let rest = &text[at..];
    let found = [(" (", ')', true), ("(", ')', chinese), ("（", '）', true)]
        .into_iter()
        .find(|(open, _, fits)| *fits && rest.starts_with(open));
    let Some((_, close, _)) = found else { return at };
    let Some(end) = rest.find(close).filter(|end| *end < 80).map(|end| end + close.len_utf8()) else { return at };
    let after = &rest[end..];
    if chinese || after.starts_with([',', ' ', '.']) { at + end } else { at }
}

/// Whether the text says later what the word means: `terminate indicates that …`, `target: Stop replay.`
fn is_explained(text: &str, token: &Token) -> bool {
    let after = &text[token.end.min(text.len())..];
    [" indicates", ": ", " means"].iter().any(|tail| after.contains(&format!("{}{tail}", token.word)))
}

/// Whether words that are not bold are plainly codes: all in capitals, or one of them as no English word is written.
fn looks_coded(tokens: &[Token]) -> bool {
    let capitals = |word: &str| word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let names = || tokens.iter().all(|token| token.word.starts_with(|c: char| c.is_ascii_uppercase()));
    // `CSV, JSON, and Avro`
    if tokens.iter().filter(|token| token.word.len() > 1 && capitals(&token.word)).count() > 1 && names() {
        return true;
    }
    tokens.iter().all(|token| capitals(&token.word) || matches!(token.word.as_str(), "true" | "false"))
        || tokens.iter().any(|token| is_code(&token.word))
}

/// `a_b`, `x86`, `cloudNative`: letters mixed with `_`, digits or inner capitals.
pub(crate) fn is_code(word: &str) -> bool {
    let letters = word.bytes().any(|b| b.is_ascii_alphabetic());
    let humps = word.bytes().zip(word.bytes().skip(1)).any(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_uppercase());
    letters && (word.contains('_') || word.bytes().any(|b| b.is_ascii_digit()) || humps)
}

/// `en-us zh-cn`, or with the marks of a list that lost its lines, `- en-us - zh-cn`: all there is after a label, no
/// sentence.
pub(crate) fn bare_words(text: &str) -> Option<Vec<String>> {
    let pieces: Vec<&str> = text.trim().trim_end_matches(['.', '。']).split(' ').collect();
    // `1,024` is one number, or two.
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = |(one, other): (&str, &str)| digits(one) && other.len() == 3 && digits(other);
    if pieces.iter().any(|piece| piece.split_once(',').is_some_and(grouped)) {
        return None;
    }
    // `a, b, or c`; but `and, or, not` are values.
    let joins = |at: usize| matches!(pieces[at], "or" | "and") && at > 0 && at + 1 < pieces.len();
    let pieces_left = (0..pieces.len()).filter(|at| !joins(*at)).flat_map(|at| pieces[at].split(','));
    let words: Vec<&str> = pieces_left.filter(|word| !matches!(*word, "" | "-")).collect();
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

/// The values that a list item begins with: `**a**: what it means`, `**a** or **b** means`, and where values are announced
/// also `0: off`, `0-off`, `0 (off)`.
pub(crate) fn leading(item: &Inline<'_>, announced: bool) -> Option<Vec<String>> {
    let first = token_at(item, 0)?;
    let fits = |token: &Token| !token.word.contains(' ') && (is_value(token) || token.word == "null");
    if let Some(media) = media_type(&item.text).filter(|_| announced) {
        return Some(vec![media]);
    }
    // `**CREATION FAILED**`, and nothing else.
    let state = first.word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b' ' || byte == b'_');
    if announced && state && item.is_all_bold() && is_value(&first) {
        return Some(vec![first.word]);
    }
    if !first.bold {
        return leading_plain(item, &first).filter(|_| announced && fits(&first)).map(|word| vec![word]);
    }
    let tokens = tokens_at(item, 0, |token| token.bold).unwrap_or_else(|| vec![first]);
    let rest = item.text[tokens.last()?.end..].trim_start();
    let ends = rest.is_empty()
        || rest.starts_with([':', '(', ',', '.', ';', '-', '–', '：', '（', '，', '。', '；'])
        || [
            "indicate",
            "mean",
            "is used",
            "represents",
            "refers to",
            "specifies",
            "stands for",
            "denotes",
            "表示",
            "代表",
            "指",
        ]
        .iter()
        .any(|word| rest.starts_with(word));
    let titled = announced && rest.starts_with(|c: char| c.is_ascii_uppercase());
    let fits = tokens.iter().all(fits) && (ends || titled);
    fits.then(|| tokens.into_iter().map(|token| token.word).collect())
}

/// `application/json;charset=utf-8`, and at most words in brackets after it.
fn media_type(text: &str) -> Option<String> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let known = ["application/", "text/", "multipart/", "image/"].iter().any(|kind| word.starts_with(kind));
    (known && (rest.is_empty() || rest.starts_with('('))).then(|| word.to_owned())
}

/// The word that an item without bold words explains.
fn leading_plain(item: &Inline<'_>, token: &Token) -> Option<String> {
    let rest = item.text[token.end..].trim_start();
    // `0-Normal` and `on-The lamp is lit` are a value and its meaning; `en-US` is a value.
    if let Some((word, meaning)) = token.word.split_once('-').filter(|(word, _)| !word.is_empty()) {
        let mut letters = meaning.chars();
        let sentence = letters.next().is_some_and(|c| c.is_ascii_uppercase())
            && letters.next().is_some_and(|c| c.is_ascii_lowercase())
            && rest.starts_with(|c: char| c.is_ascii_lowercase());
        let number = word.bytes().all(|byte| byte.is_ascii_digit()) && meaning.starts_with(|c: char| c.is_alphabetic());
        if sentence || number {
            return Some(word.to_owned());
        }
    }
    let alone = rest.is_empty() || rest.starts_with([':', '：']);
    let told = ["indicates", "means", "refers to ", "represents ", "- ", "– ", "表示", "代表", "，", "（"]
        .iter()
        .any(|word| rest.starts_with(word));
    let aside = rest.starts_with('(') && rest.trim_end_matches('.').ends_with(')');
    // `1 未解析`
    let number = token.word.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = number && item.text[token.end..].starts_with(' ') && !rest.starts_with(|c: char| c.is_ascii());
    (alone || told || aside || numbered).then(|| token.word.clone())
}
