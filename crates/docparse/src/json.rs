//! JSON as examples hold it: nearly right. What is wrong is told with its reason and its place, and read over where what
//! was meant is plain.

use foldhash::{HashMap, HashSet};
use serde_json::Value;

use crate::blocks::Line;

mod fault;
mod parser;
mod text;

pub(crate) use fault::{Fault, Kind};
use parser::Parser;

/// How deep values may lie in each other: `document` reads 64 levels, and a facts file has three around an example.
const DEEPEST: usize = 60;

/// What could be read, and what is wrong with it.
pub(crate) struct Read {
    /// The value; `None` where a fault leaves it open what was meant.
    pub(crate) value: Option<Value>,
    pub(crate) faults: Vec<Fault>,
}

/// Reads the first JSON value of a block.
pub(crate) fn read(lines: &[Line<'_>]) -> Read {
    let text = joined(lines);
    let mut parser = Parser::new(&text, None);
    let value = parser.document();
    let certain = !parser.gives_up() && parser.faults.iter().all(|(_, kind)| kind.is_mended());
    // Only faults need places.
    let starts = if parser.faults.is_empty() { Vec::new() } else { starts(&text) };
    let faults = parser.faults.into_iter().map(|(at, kind)| {
        let (line, column) = place(lines, &text, &starts, at);
        Fault { line, column, kind }
    });
    Read { value: value.filter(|_| certain), faults: faults.collect() }
}

/// Line and column of each value that one of the JSON pointers leads to.
pub(crate) fn locate<'p>(lines: &[Line<'_>], pointers: &HashSet<&'p str>) -> HashMap<&'p str, (u32, u32)> {
    let text = joined(lines);
    let mut parser = Parser::new(&text, Some(pointers));
    parser.document();
    let starts = starts(&text);
    parser.found.into_iter().map(|(pointer, at)| (pointer, place(lines, &text, &starts, at))).collect()
}

fn joined(lines: &[Line<'_>]) -> String {
    lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
}

/// Where each line of the text begins.
fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect()
}

fn place(lines: &[Line<'_>], text: &str, starts: &[usize], at: usize) -> (u32, u32) {
    let row = starts.partition_point(|start| *start <= at).saturating_sub(1);
    let before = starts.get(row).and_then(|start| text.get(*start..at)).unwrap_or_default();
    let column = before.chars().count() as u32;
    lines.get(row).or(lines.last()).map_or((0, 0), |line| (line.number, line.column + column))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line<'_>> {
        text.split('\n').zip(7..).map(|(text, number)| Line { number, column: 4, text }).collect()
    }

    fn told(text: &str) -> String {
        let read = read(&lines(text));
        let faults: Vec<String> = read
            .faults
            .iter()
            .map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.kind.reason()))
            .collect();
        format!("{} | {}", read.value.map_or("-".to_owned(), |value| value.to_string()), faults.join(", "))
    }

    #[test]
    fn json_is_read_as_it_is() {
        let text = r#"{"a": [1, -2.5e3, true, null, "x\n\u00e9"], "b": {}}"#;
        assert_eq!(told(text), r#"{"a":[1,-2500.0,true,null,"x\né"],"b":{}} | "#);
    }

    #[test]
    fn what_is_nearly_json_is_read_and_told() {
        for (text, expected) in [
            ("{\n\"a\": 1,\n}", "{\"a\":1} | 8:10 trailing comma"),
            ("{\"a\": 1\n\"b\": 2}", "{\"a\":1,\"b\":2} | 8:4 missing comma"),
            ("[1,, 2]", "[1,2] | 7:7 a comma too many"),
            ("{\"a\": 1 // one\n}", "{\"a\":1} | 7:12 comment"),
            ("{\"a\": [1, ...]}", "{\"a\":[1]} | 7:14 an ellipsis in place of values"),
            ("{\"a\": “b”}", "{\"a\":\"b\"} | 7:10 quotes other than `\"`"),
            ("{\"a\": \"b\nc\"}", "{\"a\":\"b\\nc\"} | 7:12 line break within a text"),
            ("{\"a\": 1}}", "{\"a\":1} | 7:12 unbalanced: `}` closes nothing"),
            ("{\"a\": 1}\nor", "{\"a\":1} | 8:4 something follows after its end"),
            ("{\"a\": 1}\n{\"b\": 1}", "{\"a\":1} | 8:4 a second document follows"),
            ("{\"a\": 1, \"a\": 2}", "{\"a\":2} | 7:13 the key `a` twice in one object"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn what_could_mean_anything_is_told_and_not_read() {
        for (text, expected) in [
            ("{\"a\": ...}", "- | 7:10 an ellipsis in place of values, 7:13 missing value"),
            ("{\"a\": }", "- | 7:10 missing value"),
            ("{\"a\" 1}", "- | 7:9 missing colon"),
            ("{\"a\": True, b: 1}", "- | 7:10 `True` without quotes, 7:16 `b` without quotes"),
            ("{\"a\": {\"b\": [1, 2}}", "- | 7:16 unbalanced: `[` is never closed"),
            ("{\"a\": {\"b\": 1}", "- | 7:4 unbalanced: `{` is never closed"),
            ("\"a\": 1", "- | 7:4 missing braces around the fields"),
            ("{\"a\": \"{\"b\": \"c\"}\",\n\"d\": 1}", "- | 7:10 quotes without backslashes within a text"),
            ("{\"a\": \"b,\n\"c\": 1}", "- | 7:10 a text without its closing quote"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_block_is_read_past_any_number_of_comments_but_not_of_mistakes() {
        let list = |comma: &str| format!("[{}2]", format!("1{comma}\n").repeat(25));
        let ones = "1,".repeat(25);
        assert!(told(&list(", // one")).starts_with(&format!("[{ones}2] | ")));
        assert!(told(&list(",,")).starts_with("- | "));
    }

    #[test]
    fn values_are_found_by_their_pointers() {
        let text = lines("{\"a\": [1,\n  {\"b/c\": 2}]}");
        let places = locate(&text, &HashSet::from_iter(["/a/1/b~1c", "", "/a/2"]));
        assert_eq!(places, HashMap::from_iter([("/a/1/b~1c", (8, 14)), ("", (7, 4))]));
    }

    #[test]
    fn what_no_facts_file_could_hold_is_told() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(told(&nested(60)), format!("{} | ", nested(60)));
        assert!(told(&nested(61)).starts_with("- | "), "{}", told(&nested(61)));
        assert!(told(&nested(61)).contains("its values lie more than 60 deep in each other"));
        told(&"[".repeat(1_000_000));
        told(&"{\"a\":".repeat(100_000));
    }
}
