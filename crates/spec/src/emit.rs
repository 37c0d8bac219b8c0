//! JSON to YAML that every reader takes alike.
//!
//! Our own writer, because the bundle must read the same in YAML 1.1 tools (`no`, `2026-01-02` and `1_000` are quoted),
//! keep long texts readable, and cost next to nothing for a thousand operations.

use serde_json::Value;

/// Writes a document below a comment.
pub(crate) fn document(comment: &str, value: &Value) -> String {
    let mut text = String::new();
    for line in comment.lines() {
        text.push_str("# ");
        text.push_str(line);
        text.push('\n');
    }
    block(&mut text, value, 0);
    text
}

/// Writes a value that begins on a line of its own.
fn block(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                margin(out, indent);
                entry(out, key, value, indent);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                margin(out, indent);
                list_item(out, item, indent);
            }
        }
        other => {
            margin(out, indent);
            scalar(out, other, indent);
        }
    }
}

/// Writes `key: value` at the current position; `indent` is that of the key.
fn entry(out: &mut String, key: &str, value: &Value, indent: usize) {
    text(out, key);
    out.push(':');
    if is_block(value) {
        out.push('\n');
        block(out, value, indent + 2);
    } else {
        out.push(' ');
        scalar(out, value, indent + 2);
    }
}

/// Writes `- item` at the current position; the first key of an object stands on the line of the dash.
fn list_item(out: &mut String, item: &Value, indent: usize) {
    out.push_str("- ");
    match item {
        Value::Object(fields) if !fields.is_empty() => {
            for (index, (key, value)) in fields.iter().enumerate() {
                if index > 0 {
                    margin(out, indent + 2);
                }
                entry(out, key, value, indent + 2);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    margin(out, indent + 2);
                }
                list_item(out, item, indent + 2);
            }
        }
        other => scalar(out, other, indent + 2),
    }
}

fn is_block(value: &Value) -> bool {
    match value {
        Value::Object(fields) => !fields.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    }
}

fn margin(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Writes a value that fits behind its key, and the end of the line.
fn scalar(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::String(words) if is_literal(words) => return literal(out, words, indent),
        Value::String(words) => text(out, words),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.to_string()),
    }
    out.push('\n');
}

/// A text on one line: plain where no reader could take it for anything else, in double quotes otherwise.
fn text(out: &mut String, words: &str) {
    if is_plain(words) {
        return out.push_str(words);
    }
    out.push('"');
    for c in words.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c if (c as u32) <= 0xffff => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    out.push('"');
}

/// What YAML takes unescaped, less the breaks and marks that its versions disagree about.
fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn is_plain(words: &str) -> bool {
    let mut chars = words.chars();
    let begins = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '$' | '_'));
    begins
        && words.chars().all(is_printable)
        && !words.contains(": ")
        && !words.contains(" #")
        && !words.ends_with([':', ' '])
        && !is_reserved(words)
}

/// Words that YAML 1.1 or 1.2 takes for a boolean or null, in any case.
fn is_reserved(words: &str) -> bool {
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null"].iter().any(|word| words.eq_ignore_ascii_case(word))
}

/// Whether a text of several lines survives as a literal block.
fn is_literal(words: &str) -> bool {
    words.contains('\n')
        && !words.starts_with([' ', '\n'])
        && !words.ends_with("\n\n")
        && words.lines().all(|line| line.chars().all(is_printable) && !line.ends_with(' '))
        && !words.contains('\r')
}

fn literal(out: &mut String, words: &str, indent: usize) {
    out.push_str(if words.ends_with('\n') { "|\n" } else { "|-\n" });
    for line in words.lines() {
        if !line.is_empty() {
            margin(out, indent);
            out.push_str(line);
        }
        out.push('\n');
    }
}
