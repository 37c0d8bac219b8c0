//! Texts whose length is checked before they are sent.

use serde_json::Value;

use crate::docs::Docs;
use crate::tidy::Tidy;

/// The least and the greatest length of a text, where it has limits worth checking.
pub(crate) fn limits(schema: &Value) -> Option<(Option<u64>, Option<u64>)> {
    let limit = |key: &str| schema[key].as_u64().filter(|limit| *limit > 0);
    let limits = (limit("minLength"), limit("maxLength"));
    let is_plain = schema["type"] == "string" && schema.get("enum").is_none();
    (is_plain && limits != (None, None)).then_some(limits)
}

/// The source of a text of limited length: the type that typify makes, with errors that read well.
pub(crate) fn source(name: &str, schema: &Value, limits: (Option<u64>, Option<u64>), tidy: &Tidy) -> String {
    let docs = Docs::of(schema, schema, &format!("`{name}`")).text("///", 0);
    let string = tidy.name("string", "String");
    let result = tidy.name("result", "Result");
    let from = tidy.name("convert", "From");
    let try_from = tidy.name("convert", "TryFrom");
    let check = |limit: Option<u64>, operator: &str, word: &str| match limit {
        Some(limit) => {
            let unit = if limit == 1 { "character" } else { "characters" };
            format!(
                "        if value.chars().count() {operator} {limit} {{
            return Err(\"{word} than {limit} {unit}\".into());
        }}\n"
            )
        }
        None => String::new(),
    };
    let checks = check(limits.1, ">", "longer") + &check(limits.0, "<", "shorter");
    format!(
        r#"{docs}#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct {name}({string});

impl ::std::ops::Deref for {name} {{
    type Target = {string};

    fn deref(&self) -> &{string} {{
        &self.0
    }}
}}

impl {from}<{name}> for {string} {{
    fn from(value: {name}) -> Self {{
        value.0
    }}
}}

impl ::std::str::FromStr for {name} {{
    type Err = error::ConversionError;

    fn from_str(value: &str) -> {result}<Self, error::ConversionError> {{
{checks}        Ok(Self(value.to_string()))
    }}
}}

impl {try_from}<&str> for {name} {{
    type Error = error::ConversionError;

    fn try_from(value: &str) -> {result}<Self, error::ConversionError> {{
        value.parse()
    }}
}}

impl {try_from}<{string}> for {name} {{
    type Error = error::ConversionError;

    fn try_from(value: {string}) -> {result}<Self, error::ConversionError> {{
        value.parse()
    }}
}}

impl<'de> ::serde::Deserialize<'de> for {name} {{
    fn deserialize<D>(deserializer: D) -> {result}<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {{
        let value = <{string} as ::serde::Deserialize>::deserialize(deserializer)?;
        value.parse().map_err(<D::Error as ::serde::de::Error>::custom)
    }}
}}
"#
    )
}
