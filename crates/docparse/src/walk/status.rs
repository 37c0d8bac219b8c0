//! The words in which paragraphs and cells name a status.

use contract::Status;

use crate::chinese;

/// `Status code: 400`, `Returned status code 204: lamp gone`, `HTTP response code: 204`; a sentence goes on otherwise.
pub(crate) fn status_line(text: &str) -> Option<Status> {
    const WORDS: [&str; 6] = ["status", "code", "http", "response", "returned", "return"];
    if let Some(code) = chinese::status_code(text) {
        return status(code);
    }
    let (mut rest, mut words, mut last) = (text, 0, "");
    loop {
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if !WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            break;
        }
        (rest, words, last) = (after.trim_start(), words + 1, word);
    }
    let code = rest.strip_prefix([':', '：']);
    let status = status(code.unwrap_or(rest).trim_start())?;
    let ends =
        |rest: &str| rest.get(3..).is_some_and(|after| after.is_empty() || after.starts_with([':', ',', '.', '：']));
    (words > 1 && last.eq_ignore_ascii_case("code") && rest.len() < 60 && (code.is_some() || ends(rest)))
        .then_some(status)
}

/// The status that a text begins with.
pub(crate) fn status(text: &str) -> Option<Status> {
    let word = text.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    match word.len() {
        3 => word.to_ascii_uppercase().parse().ok().filter(|_| !word.eq_ignore_ascii_case("default")),
        _ => None,
    }
}
