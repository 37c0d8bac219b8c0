//! JSON as examples hold it: nearly right.

use serde_json::Value;

use crate::blocks::Line;

/// How deep values may lie in each other: `document` reads 64 levels, and a facts file has three around an example.
const DEEPEST: usize = 60;

/// What could be read, and what is wrong with it.
pub(crate) struct Read {
    pub(crate) value: Option<Value>,
    /// Where it stops being JSON, and why.
    pub(crate) defect: Option<(u32, String)>,
}

/// Reads the first JSON value of a block. What is nearly JSON is read too, and told.
pub(crate) fn read(lines: &[Line<'_>]) -> Read {
    let read = parse(lines);
    if read.value.as_ref().is_some_and(|value| depth(value) > DEEPEST) {
        let defect = (number(lines, 0), format!("its values lie more than {DEEPEST} deep in each other"));
        return Read { value: None, defect: Some(defect) };
    }
    read
}

/// How many lists and objects the innermost value lies in, itself counted if it is one.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

fn parse(lines: &[Line<'_>]) -> Read {
    let text = lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
    let mut stream = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
    match stream.next() {
        Some(Ok(value)) => {
            let rest = text[stream.byte_offset()..].trim_start();
            let line = text[..text.len() - rest.len()].matches('\n').count();
            let defect =
                (!rest.is_empty()).then(|| (number(lines, line), "something follows after its end".to_owned()));
            Read { value: Some(value), defect }
        }
        Some(Err(error)) => {
            let defect = Some((number(lines, error.line().saturating_sub(1)), cause(&error)));
            Read { value: serde_json::from_str(&mended(&text)).ok(), defect }
        }
        None => Read { value: None, defect: None },
    }
}

fn number(lines: &[Line<'_>], index: usize) -> u32 {
    lines.get(index).or(lines.last()).map_or(0, |line| line.number)
}

/// serde_json's words without its line and column, which count within the block.
fn cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

/// Without trailing commas and comments, with the control characters in strings escaped.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            '"' => quoted = !quoted,
            '\n' if quoted => {
                out.push_str("\\n");
                continue;
            }
            '/' if !quoted && chars.peek() == Some(&'/') => {
                while chars.next_if(|c| *c != '\n').is_some() {}
                continue;
            }
            '}' | ']' if !quoted => {
                let end = out.trim_end().len();
                if out[..end].ends_with(',') {
                    out.truncate(end - 1);
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (Option<String>, Option<(u32, String)>) {
        let lines: Vec<Line<'_>> =
            text.split('\n').zip(7..).map(|(text, number)| Line { number, column: 1, text }).collect();
        let read = read(&lines);
        (read.value.map(|value| value.to_string()), read.defect)
    }

    #[test]
    fn what_is_nearly_json_is_read_and_told() {
        assert_eq!(told("{\"a\": 1}"), (Some("{\"a\":1}".into()), None));
        assert_eq!(told("{\n\"a\": 1,\n}"), (Some("{\"a\":1}".into()), Some((9, "trailing comma".into()))));
        assert_eq!(
            told("{\"a\": 1}\nor"),
            (Some("{\"a\":1}".into()), Some((8, "something follows after its end".into())))
        );
        assert_eq!(told("{\"a\": ...}"), (None, Some((7, "expected value".into()))));
    }

    #[test]
    fn what_no_facts_file_could_hold_is_told() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(told(&nested(60)), (Some(nested(60)), None));
        let told_of_61 = told(&nested(61));
        assert_eq!(told_of_61, (None, Some((7, "its values lie more than 60 deep in each other".into()))));
    }
}
