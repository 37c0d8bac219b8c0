//! Grammars of documents as data, and the walk over the objects of a document.
//!
//! A JSON-schema validator could check OpenAPI as well; we have our own table because it answers in sentences with
//! positions ("`requried` is no keyword of a schema object; did you mean `required`?"), and because the same table says
//! which keywords our line cannot carry and where references may stand.

use crate::node::{At, Content, Node};

/// What a value must be.
#[derive(Debug)]
pub enum Is {
    /// A text.
    Text,
    /// A link that a browser can follow.
    Url,
    /// `true` or `false`.
    Bool,
    /// A whole number from 0.
    Count,
    /// Any number.
    Number,
    /// Anything: data that is not looked into.
    Any,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An object of that kind.
    Object(&'static Object),
    /// An object of that kind, or a `$ref` to one in that section of the components.
    Ref(&'static Object, &'static str),
    /// A list.
    List(&'static Is),
    /// An object with free keys.
    Map(&'static Is),
    /// `true`, `false`, or a schema or reference: the one place where OpenAPI mixes kinds.
    BoolOr(&'static Is),
    /// An object of that kind, or, short for it, a value of the other: nothing else that is an object.
    ObjectOr(&'static Object, &'static Is),
}

/// A kind of object.
#[derive(Debug)]
pub struct Object {
    /// Its name with its article: `a schema object`.
    pub name: &'static str,
    /// The keys it may have.
    pub keys: &'static [Key],
    /// Keys that follow a rule instead, as status codes do.
    pub pattern: Option<Pattern>,
}

/// Keys that follow a rule.
#[derive(Debug)]
pub struct Pattern {
    /// Whether a key follows it.
    pub fits: fn(&str) -> bool,
    /// What to do where one does not.
    pub help: &'static str,
    /// What is under such a key.
    pub is: Is,
}

/// A key of a kind of object.
#[derive(Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// What is under it.
    pub is: Is,
    /// Whether it must be there.
    pub required: bool,
    /// Why our line does not take it, though it is right in the grammar.
    pub refused: Option<&'static str>,
}

/// A key that may be there.
pub const fn key(name: &'static str, is: Is) -> Key {
    Key { name, is, required: false, refused: None }
}

/// A key that must be there.
pub const fn must(name: &'static str, is: Is) -> Key {
    Key { name, is, required: true, refused: None }
}

/// A key that the grammar has and our line does not take.
pub const fn refused(name: &'static str, why: &'static str) -> Key {
    Key { name, is: Is::Any, required: false, refused: Some(why) }
}

impl Object {
    /// What is under a key, where the key is known.
    pub fn is(&self, name: &str) -> Option<&'static Is> {
        self.keys.iter().find(|key| key.name == name).map(|key| &key.is)
    }

    /// What is under a key, known or following the rule.
    fn below(&'static self, name: &str) -> Option<&'static Is> {
        let pattern = || self.pattern.as_ref().filter(|pattern| (pattern.fits)(name)).map(|pattern| &pattern.is);
        self.is(name).or_else(pattern)
    }
}

/// Calls `visit` with every object of a document, where it is introduced, and its kind; outer ones first. References are
/// not followed, and data is not looked into.
pub fn walk<'n>(node: &'n Node, is: &'static Is, at: At, visit: &mut impl FnMut(&'n Node, At, &'static Object)) {
    match is {
        Is::Ref(..) if node.text_of("$ref").is_some() => {}
        Is::ObjectOr(_, is) if node.fields().is_none() => walk(node, is, at, visit),
        Is::Object(object) | Is::Ref(object, _) | Is::ObjectOr(object, _) => {
            visit(node, at, object);
            for (key, field) in node.entries() {
                if let Some(is) = object.below(key) {
                    walk(&field.value, is, field.key_at, visit);
                }
            }
        }
        Is::List(is) => node.list().into_iter().flatten().for_each(|item| walk(item, is, item.at, visit)),
        Is::Map(is) => node.entries().for_each(|(_, field)| walk(&field.value, is, field.key_at, visit)),
        Is::BoolOr(is) if node.fields().is_some() => walk(node, is, at, visit),
        _ => {}
    }
}

/// Calls `visit` with every reference of a document and the section it points into, to rewrite it.
pub fn walk_references(node: &mut Node, is: &'static Is, visit: &mut impl FnMut(&mut Node, &'static str)) {
    match is {
        Is::Ref(_, section) if node.text_of("$ref").is_some() => visit(node, section),
        Is::ObjectOr(_, is) if node.fields().is_none() => walk_references(node, is, visit),
        Is::Object(object) | Is::Ref(object, _) | Is::ObjectOr(object, _) => {
            let Content::Map(fields) = &mut node.content else { return };
            for (key, field) in fields {
                if let Some(is) = object.below(key) {
                    walk_references(&mut field.value, is, visit);
                }
            }
        }
        Is::List(is) => {
            if let Content::List(items) = &mut node.content {
                items.iter_mut().for_each(|item| walk_references(item, is, visit));
            }
        }
        Is::Map(is) => {
            if let Content::Map(fields) = &mut node.content {
                fields.values_mut().for_each(|field| walk_references(&mut field.value, is, visit));
            }
        }
        Is::BoolOr(is) if node.fields().is_some() => walk_references(node, is, visit),
        _ => {}
    }
}
