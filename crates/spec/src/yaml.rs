//! Writing YAML that every reader takes the same way.
//!
//! The writer quotes what YAML 1.2 would take for something else than a text. Many readers are older: to them `no` is
//! false, `12:30:45` a number and `2026-11-03` a date. Texts of such a form are handed to the writer behind a marker
//! that makes it quote them, and the marker is taken out of what it wrote.

use std::sync::LazyLock;

use regress::Regex;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// What a reader may take for a boolean, a null, a merge key, a number or a date: YAML 1.1 as specified and as the
/// common readers have it, and YAML 1.2.
static NO_TEXT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let forms = [
        "y|n|yes|no|on|off|true|false|null|~|<<|=",
        r"[-+]?(?:0b[01_]*|0o[0-7_]*|0x[0-9a-f_]*|\.inf|\.nan)",
        r"[-+]?(?:[0-9][0-9_,]*(?::[0-9]+)*(?:\.[0-9_]*)?|\.[0-9_]*)(?:e[-+]?[0-9]*)?",
        r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|[ \t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]*)?(?:[ \t]*(?:z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?",
    ];
    Regex::with_flags(&format!("^(?:{})$", forms.join("|")), "i").ok()
});

/// The text of a document. `Err` where the writer fails, which it does on nothing that JSON can say.
pub(crate) fn write(document: &Value) -> Result<String, serde_yaml::Error> {
    // Longer than anything alike in the document, so that whatever is taken out was put in. None of the forms begins
    // with it, and no plain scalar may.
    let longest = document.to_string().split(|c| c != '@').map(str::len).max().unwrap_or_default();
    let marker = "@".repeat(longest + 1);
    Ok(serde_yaml::to_string(&Marked { value: document, marker: &marker })?.replace(&marker, ""))
}

/// A value whose texts that might be taken for something else stand behind the marker.
struct Marked<'v> {
    value: &'v Value,
    marker: &'v str,
}

impl Marked<'_> {
    fn text(&self, text: &str) -> String {
        let is_taken = NO_TEXT.as_ref().is_none_or(|forms| forms.find(text).is_some());
        if is_taken { format!("{}{text}", self.marker) } else { text.to_owned() }
    }
}

impl Serialize for Marked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner = |value| Marked { value, marker: self.marker };
        match self.value {
            Value::String(text) => serializer.serialize_str(&self.text(text)),
            Value::Array(items) => serializer.collect_seq(items.iter().map(inner)),
            Value::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    map.serialize_entry(&self.text(key), &inner(value))?;
                }
                map.end()
            }
            other => other.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use saphyr_parser::{Event, Parser, ScalarStyle};
    use serde_json::json;

    use super::*;

    /// What the resolver of PyYAML takes for something else than a text, form by form.
    const YAML_1_1: [&str; 7] = [
        r"^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|y|Y|n|N)$",
        r"^(?:~|null|Null|NULL||<<|=)$",
        r"^[-+]?(?:0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$",
        r"^[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?$",
        r"^(?:\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        r"^[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?$",
    ];

    /// The unquoted scalars of a text of YAML.
    fn plain(text: &str) -> Vec<String> {
        Parser::new_from_str(text)
            .filter_map(|event| match event.expect("YAML").0 {
                Event::Scalar(text, ScalarStyle::Plain, ..) => Some(text.into_owned()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn what_an_older_reader_takes_for_something_else_is_quoted() {
        let texts = [
            "2026-11-03",
            "2026-11-03T10:00:00Z",
            "2026-11-03 10:00:00 +1",
            "yes",
            "No",
            "on",
            "OFF",
            "y",
            "N",
            "~",
            "null",
            "12:30:45",
            "1_000",
            "1,000",
            "0o7",
            "017",
            "0b1",
            "0xff",
            ".5",
            "5.",
            "1e3",
            "-1.5e+3",
            "+.inf",
            ".NaN",
            "<<",
            "=",
            "",
        ];
        let written = write(&json!({ "texts": texts })).expect("YAML");
        assert_eq!(plain(&written), ["texts"], "{written}");
        let read: Value = serde_yaml::from_str(&written).expect("YAML");
        assert_eq!(read, json!({ "texts": texts }));
    }

    #[test]
    fn what_no_reader_takes_for_something_else_stays_as_it_is() {
        let written =
            write(&json!({ "north": "1.0.0", "at": "@@ a", "year": 2026, "of": "2026-11", "says": "no\nyes\n" }));
        insta::assert_snapshot!(written.expect("YAML"), @"
        north: 1.0.0
        at: '@@ a'
        year: 2026
        of: 2026-11
        says: |
          no
          yes
        ");
    }

    proptest! {
        #[test]
        fn every_text_is_read_as_the_same_text_by_every_reader(
            key in "\\PC{0,8}|[-+0-9_.:eExob]{0,8}|[yYnNoOfFsSeE~=<@']{0,4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}",
            word in "\\PC{0,8}|[-+0-9_.:eE,]{0,8}|[0-9]{4}-[0-9]{2}-[0-9]{2}[tT \t][0-9]{1,2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z| ?[-+][0-9]{1,2})?|@{0,3}[0-9]{1,3}|[ 0-9@\n\t:#'-]{0,12}",
        ) {
            let document = json!({ key: [word], "b": { "c": word } });
            let written = write(&document).expect("YAML");
            let read: Value = serde_yaml::from_str(&written).expect("YAML");
            prop_assert_eq!(&read, &document);
            for scalar in plain(&written) {
                for form in YAML_1_1 {
                    prop_assert!(Regex::new(form).expect("a pattern").find(&scalar).is_none(), "{} in {}", scalar, written);
                }
            }
        }
    }
}
