//! What a plain YAML scalar means.
//!
//! Our own reading of the YAML 1.2 core schema rather than the parser's, because a number that does not fit must be a
//! message and not the nearest float, and because forms that YAML 1.1 tools read otherwise are refused.

use serde_json::Number;

use crate::node::Content;

/// The meaning of a plain scalar, or what is wrong with it.
pub(crate) fn resolve(text: &str) -> Result<Content, String> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Content::Null),
        "true" | "True" | "TRUE" => return Ok(Content::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Content::Bool(false)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "-.inf" | "-.Inf" | "-.INF" | ".nan" | ".NaN" | ".NAN" => {
            return Err(format!("`{text}` is no number that JSON can hold"));
        }
        _ => {}
    }
    if !looks_like_a_number(text) {
        return Ok(Content::Text(text.to_owned()));
    }
    let digits = text.trim_start_matches(['+', '-']);
    if digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1..].iter().all(u8::is_ascii_digit) {
        return Err(format!("`{text}` begins with a zero, which some YAML readers take as octal"));
    }
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        let plain = text.strip_prefix('+').unwrap_or(text);
        let number = plain.parse::<u64>().map(Number::from).or_else(|_| plain.parse::<i64>().map(Number::from));
        return match number {
            Ok(number) => Ok(Content::Number(number)),
            Err(_) => Err(format!("`{text}` does not fit into 64 bits")),
        };
    }
    match text.parse::<f64>().ok().and_then(Number::from_f64) {
        Some(number) => Ok(Content::Number(number)),
        None => Err(format!("`{text}` is no number that JSON can hold")),
    }
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, the numbers of the core schema.
///
/// Hexadecimal and octal forms are texts here: where a number is due, the grammar then says so.
fn looks_like_a_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    let whole = digits(rest);
    let mut rest = &rest[whole..];
    let mut fraction = 0;
    if let Some(after) = rest.strip_prefix('.') {
        fraction = digits(after);
        rest = &after[fraction..];
    }
    if whole + fraction == 0 {
        return false;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        match resolve(text) {
            Ok(Content::Text(text)) => format!("text {text}"),
            Ok(Content::Number(number)) => format!("number {number}"),
            Ok(Content::Bool(flag)) => format!("bool {flag}"),
            Ok(_) => "null".to_owned(),
            Err(message) => format!("error: {message}"),
        }
    }

    #[test]
    fn numbers_are_exact_or_refused() {
        assert_eq!(json("18446744073709551615"), "number 18446744073709551615");
        assert_eq!(json("-9223372036854775808"), "number -9223372036854775808");
        assert_eq!(json("18446744073709551616"), "error: `18446744073709551616` does not fit into 64 bits");
        assert_eq!(json("2.0"), "number 2.0");
        assert_eq!(json("1e400"), "error: `1e400` is no number that JSON can hold");
        assert_eq!(json("010"), "error: `010` begins with a zero, which some YAML readers take as octal");
    }

    #[test]
    fn words_that_yaml_1_1_took_for_booleans_are_words() {
        for word in ["no", "on", "yes", "off", "y", "2.0.1", "1,024", "0x1f", "-", "2026-01-02", ".", "e5"] {
            assert_eq!(json(word), format!("text {word}"));
        }
    }

    #[test]
    fn nothing_is_null() {
        assert_eq!((json(""), json("~"), json("null")), ("null".into(), "null".into(), "null".into()));
    }
}
