//! A JSON value that knows where each of its parts is written.

use indexmap::IndexMap;
use serde_json::{Number, Value};

/// A position in one of the files of a service: small, because every key and value has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct At {
    /// The index of the file in [`Diagnostics`](crate::diagnostics::Diagnostics).
    pub file: u32,
    /// The line, from 1; 0 stands for the file as a whole.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A value and where it begins.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it begins.
    pub at: At,
    /// What it is.
    pub content: Content,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Content {
    /// Nothing is written, or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, exactly as written.
    Number(Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object.
    Map(Fields),
}

/// The fields of an object, in the order of the file.
pub type Fields = IndexMap<String, Field>;

/// A value under a key, and where the key is.
#[derive(Clone, Debug)]
pub struct Field {
    /// Where the key is.
    pub key_at: At,
    /// What is under it.
    pub value: Node,
}

impl Node {
    /// A text.
    pub fn text_at(at: At, text: impl Into<String>) -> Self {
        Self { at, content: Content::Text(text.into()) }
    }

    /// An object without fields.
    pub fn map_at(at: At) -> Self {
        Self { at, content: Content::Map(Fields::new()) }
    }

    /// The fields, of an object.
    pub fn fields(&self) -> Option<&Fields> {
        if let Content::Map(fields) = &self.content { Some(fields) } else { None }
    }

    /// The fields, of an object; none of anything else.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Field)> {
        self.fields().into_iter().flatten().map(|(key, field)| (key.as_str(), field))
    }

    /// The field of that key, of an object.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields()?.get(key)
    }

    /// The value under that key, of an object.
    pub fn get(&self, key: &str) -> Option<&Node> {
        Some(&self.field(key)?.value)
    }

    /// The text under that key, of an object.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// Whether the value under that key is `true`.
    pub fn flag(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Node { content: Content::Bool(true), .. }))
    }

    /// The text, of a text.
    pub fn text(&self) -> Option<&str> {
        if let Content::Text(text) = &self.content { Some(text) } else { None }
    }

    /// The number, of a number.
    pub fn number(&self) -> Option<&Number> {
        if let Content::Number(number) = &self.content { Some(number) } else { None }
    }

    /// The items, of a list.
    pub fn list(&self) -> Option<&[Node]> {
        if let Content::List(items) = &self.content { Some(items) } else { None }
    }

    /// The items under that key, of an object; none where it is no list.
    pub fn items_of(&self, key: &str) -> &[Node] {
        self.get(key).and_then(Node::list).unwrap_or_default()
    }

    /// What the value is, for a sentence: `a list`, `the number 2.0`.
    pub fn kind(&self) -> String {
        match &self.content {
            Content::Null => "nothing".to_owned(),
            Content::Bool(flag) => format!("the boolean `{flag}`"),
            Content::Number(number) => format!("the number `{number}`"),
            Content::Text(text) if text.chars().count() > 40 => "a text".to_owned(),
            Content::Text(text) => format!("the text `{}`", text.escape_debug()),
            Content::List(_) => "a list".to_owned(),
            Content::Map(_) => "an object".to_owned(),
        }
    }

    /// The value without positions.
    pub fn to_json(&self) -> Value {
        match &self.content {
            Content::Null => Value::Null,
            Content::Bool(flag) => Value::Bool(*flag),
            Content::Number(number) => Value::Number(number.clone()),
            Content::Text(text) => Value::String(text.clone()),
            Content::List(items) => items.iter().map(Node::to_json).collect(),
            Content::Map(fields) => {
                Value::Object(fields.iter().map(|(key, field)| (key.clone(), field.value.to_json())).collect())
            }
        }
    }

    /// Whether both say the same, wherever they stand and in whatever order of keys.
    pub fn same(&self, other: &Node) -> bool {
        match (&self.content, &other.content) {
            (Content::Null, Content::Null) => true,
            (Content::Bool(one), Content::Bool(two)) => one == two,
            (Content::Number(one), Content::Number(two)) => one == two,
            (Content::Text(one), Content::Text(two)) => one == two,
            (Content::List(one), Content::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.same(two))
            }
            (Content::Map(one), Content::Map(two)) => {
                one.len() == two.len()
                    && one.iter().all(|(key, field)| two.get(key).is_some_and(|other| field.value.same(&other.value)))
            }
            _ => false,
        }
    }
}
