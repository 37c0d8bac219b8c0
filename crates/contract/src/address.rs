//! Which part of an operation a fact is about.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterIn {
    /// In a segment of the path.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl ParameterIn {
    /// The word that OpenAPI uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

impl FromStr for ParameterIn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Path, Self::Query, Self::Header, Self::Cookie]
            .into_iter()
            .find(|place| place.as_str() == text)
            .ok_or_else(|| format!("`{text}` is no place of a parameter"))
    }
}

/// The status that a response answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One code.
    Code(u16),
    /// A hundred of codes: `4` stands for `4XX`.
    Range(u8),
    /// Whatever is not listed.
    Default,
}

impl Status {
    /// Whether it announces success.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(hundred) => write!(f, "{hundred}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl FromStr for Status {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let err = || format!("`{text}` is no HTTP status");
        match text {
            "default" => Ok(Self::Default),
            _ if text.len() == 3 && text.ends_with("XX") => {
                let hundred = text[..1].parse().map_err(|_| err())?;
                if (1..=5).contains(&hundred) { Ok(Self::Range(hundred)) } else { Err(err()) }
            }
            _ => match text.parse() {
                Ok(code @ 100..=599) => Ok(Self::Code(code)),
                _ => Err(err()),
            },
        }
    }
}

/// One step into a body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// The field of that name.
    Field(String),
    /// Any item of a list.
    Item,
    /// Any value of a map.
    Value,
}

/// The way from the root of a body to a part of it. Empty: the body itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath(pub Vec<Segment>);

impl FieldPath {
    /// The body itself.
    pub fn root() -> Self {
        Self::default()
    }

    /// The path to a field of what this path leads to.
    #[must_use]
    pub fn field(&self, name: impl Into<String>) -> Self {
        self.then(Segment::Field(name.into()))
    }

    /// The path to the items of what this path leads to.
    #[must_use]
    pub fn item(&self) -> Self {
        self.then(Segment::Item)
    }

    /// The path to the values of what this path leads to.
    #[must_use]
    pub fn value(&self) -> Self {
        self.then(Segment::Value)
    }

    /// Whether it is the body itself.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bytes the names in it have.
    pub fn length(&self) -> usize {
        let length = |segment: &Segment| match segment {
            Segment::Field(name) => name.len(),
            Segment::Item | Segment::Value => 0,
        };
        self.0.iter().map(length).sum()
    }

    /// The name of the field it ends in, looking through `[]` and `{}`.
    pub fn name(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|segment| match segment {
            Segment::Field(name) => Some(name.as_str()),
            Segment::Item | Segment::Value => None,
        })
    }

    fn then(&self, segment: Segment) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment);
        Self(segments)
    }
}

impl fmt::Display for FieldPath {
    /// `jobs[].job_id`, `tags{}`, `[].id`; a name that holds one of `.[]{}"` or a space is quoted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Field(name) => {
                    if index > 0 {
                        f.write_str(".")?;
                    }
                    let plain = |c: char| !(c.is_whitespace() || ".[]{}\"\\".contains(c));
                    if !name.is_empty() && name.chars().all(plain) {
                        f.write_str(name)?
                    } else {
                        write!(f, "{}", serde_json::Value::from(name.as_str()))?
                    }
                }
                Segment::Item => f.write_str("[]")?,
                Segment::Value => f.write_str("{}")?,
            }
        }
        Ok(())
    }
}

impl FromStr for FieldPath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut path = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("[]") {
                path.push(Segment::Item);
                rest = after;
            } else if let Some(after) = rest.strip_prefix("{}") {
                path.push(Segment::Value);
                rest = after;
            } else {
                let name_on = if path.is_empty() { rest } else { rest.strip_prefix('.').ok_or_else(|| bad(text))? };
                let (name, after) = name(name_on).ok_or_else(|| bad(text))?;
                path.push(Segment::Field(name));
                rest = after;
            }
        }
        return Ok(Self(path));

        fn bad(text: &str) -> String {
            format!("`{text}` is no path of a field")
        }

        /// A plain or quoted name, and what follows it. Quoting is Rust's, which for the names met is JSON's too.
        fn name(text: &str) -> Option<(String, &str)> {
            let end = if let Some(quoted) = text.strip_prefix('"') {
                let mut escaped = false;
                let closing = quoted.find(|c| {
                    let ends = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    ends
                })?;
                closing + 2
            } else {
                text.find(['.', '[', '{']).unwrap_or(text.len())
            };
            let (name, rest) = text.split_at(end);
            let name = if name.starts_with('"') { serde_json::from_str(name).ok()? } else { name.to_owned() };
            (!name.is_empty() || text.starts_with('"')).then_some((name, rest))
        }
    }
}

/// Which part of an operation: the unit that is documented, generated, compared and excused.
///
/// Its text form (`path project_id`, `request jobs[].job_id`, `202 results[].status`) is what reports print and
/// quirks name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// The operation as a whole.
    Operation,
    /// A parameter outside the body.
    Parameter(ParameterIn, String),
    /// A part of the request body; the root path is the body itself.
    Request(FieldPath),
    /// A part of a response's body; the root path is the response itself, with or without a body.
    Response(Status, FieldPath),
    /// A header of a response.
    ResponseHeader(Status, String),
}

impl Address {
    /// The form under which two witnesses mean the same: HTTP header names differ in case only for the eye.
    #[must_use]
    pub fn key(&self) -> Address {
        self.as_key().into_owned()
    }

    /// The same, copied only where it differs from the address as it is.
    #[must_use]
    pub fn as_key(&self) -> Cow<'_, Address> {
        match self {
            Self::Parameter(ParameterIn::Header, name) => {
                Cow::Owned(Self::Parameter(ParameterIn::Header, name.to_ascii_lowercase()))
            }
            Self::ResponseHeader(status, name) => Cow::Owned(Self::ResponseHeader(*status, name.to_ascii_lowercase())),
            other => Cow::Borrowed(other),
        }
    }

    /// Whether two witnesses mean the same by these addresses: whether their [keys](Self::key) are equal.
    pub fn means(&self, other: &Address) -> bool {
        match (self, other) {
            (Self::Parameter(ParameterIn::Header, one), Self::Parameter(ParameterIn::Header, other)) => {
                one.eq_ignore_ascii_case(other)
            }
            (Self::ResponseHeader(status, one), Self::ResponseHeader(of, other)) => {
                status == of && one.eq_ignore_ascii_case(other)
            }
            _ => self == other,
        }
    }

    /// The path within a body, for addresses that have one.
    pub fn field_path(&self) -> Option<&FieldPath> {
        match self {
            Self::Request(path) | Self::Response(_, path) => Some(path),
            _ => None,
        }
    }

    /// The address with another path within the same body; itself where it has no body.
    #[must_use]
    pub fn with_path(&self, path: FieldPath) -> Address {
        match self {
            Self::Request(_) => Self::Request(path),
            Self::Response(status, _) => Self::Response(*status, path),
            other => other.clone(),
        }
    }

    /// Whether it is part of what a caller sends.
    pub fn is_request(&self) -> bool {
        matches!(self, Self::Operation | Self::Parameter(..) | Self::Request(_))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation => f.write_str("operation"),
            Self::Parameter(place, name) => write!(f, "{} {name}", place.as_str()),
            Self::Request(path) if path.is_root() => f.write_str("request"),
            Self::Request(path) => write!(f, "request {path}"),
            Self::Response(status, path) if path.is_root() => write!(f, "{status}"),
            Self::Response(status, path) => write!(f, "{status} {path}"),
            Self::ResponseHeader(status, name) => write!(f, "{status} header {name}"),
        }
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (head, rest) = match text.split_once(' ') {
            Some((head, rest)) => (head, Some(rest)),
            None => (text, None),
        };
        match (head, rest) {
            ("operation", None) => Ok(Self::Operation),
            ("request", path) => Ok(Self::Request(path.unwrap_or_default().parse()?)),
            ("path" | "query" | "header" | "cookie", Some(name)) => Ok(Self::Parameter(head.parse()?, name.to_owned())),
            (status, rest) => {
                let status = status.parse().map_err(|_| format!("`{text}` is no address of an operation"))?;
                match rest {
                    Some(rest) if rest.starts_with("header ") => {
                        Ok(Self::ResponseHeader(status, rest["header ".len()..].to_owned()))
                    }
                    path => Ok(Self::Response(status, path.unwrap_or_default().parse()?)),
                }
            }
        }
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back_from_its_text() {
        for text in [
            "operation",
            "path project_id",
            "header X-Language",
            "query start.time",
            "request",
            "request jobs[].job_id",
            "request [].id",
            "request tags{}",
            "202",
            "202 results[].status",
            "default",
            "5XX error.code",
            "200 \"a.b\"[].c",
            "200 \"a \\\"b\"",
            "201 header Location",
        ] {
            assert_eq!(text.parse::<Address>().map(|address| address.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "header", "9XX", "600", "request a..b", "200 .a", "jobs[].job_id"] {
            assert!(text.parse::<Address>().is_err(), "{text} was taken");
        }
    }

    #[test]
    fn header_names_mean_the_same_in_any_case() {
        let written: Address = "header X-Language".parse().unwrap();
        let other = "header x-language".parse::<Address>().unwrap();
        assert_eq!(written.key(), other);
        assert!(written.means(&other) && !written.means(&"query x-language".parse().unwrap()));
    }
}
