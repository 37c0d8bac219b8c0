//! The check of a document against a grammar: what is misspelt, missing, misplaced, or of the wrong kind.

use contract::Problem;

use crate::diagnostics::Diagnostics;
use crate::grammar::{Is, Key, Object};
use crate::node::{At, Content, Node};
use crate::suggest::{nearest, one_of};

/// Words that are right elsewhere: what to say beside "no keyword of ...".
pub type Strangers = &'static [(&'static str, &'static str)];

/// Checks a document against a grammar.
pub struct Checker<'d> {
    diagnostics: &'d mut Diagnostics,
    strangers: Strangers,
    /// Every kind of object, to tell a keyword at the wrong depth from a word nobody knows.
    kinds: &'static [&'static Object],
    /// The object whose keys are being checked.
    within: At,
}

impl<'d> Checker<'d> {
    /// A checker that tells `diagnostics`; `strangers` and `kinds` are for better help with unknown words.
    pub fn new(diagnostics: &'d mut Diagnostics, strangers: Strangers, kinds: &'static [&'static Object]) -> Self {
        Self { diagnostics, strangers, kinds, within: At::default() }
    }

    fn tell(&mut self, problem: Problem) {
        self.diagnostics.damage(self.within);
        self.diagnostics.push(problem);
    }

    /// Checks a value; `key_at` is where a problem with the whole of it is shown.
    pub fn value(&mut self, node: &Node, is: &'static Is, key_at: At) {
        let expected = match (is, &node.content) {
            (Is::Any, _) | (Is::Text, Content::Text(_)) | (Is::Bool | Is::BoolOr(_), Content::Bool(_)) => return,
            (Is::Number, Content::Number(_)) => return,
            (Is::Count, Content::Number(number)) if number.is_u64() => return,
            (Is::Url, Content::Text(text)) if is_url(text) => return,
            (Is::Word(words), Content::Text(text)) if words.contains(&text.as_str()) => return,
            (Is::Word(words), Content::Text(text)) => {
                let help = match nearest(text, words.iter().copied()) {
                    Some(word) => format!("did you mean `{word}`?"),
                    None => format!("use {}", one_of(words.iter().copied())),
                };
                let problem =
                    self.diagnostics.error("unknown-word", node.at, format!("`{text}` is no word that can stand here"));
                return self.tell(problem.help(help));
            }
            (Is::ObjectOr(object, _), Content::Map(_)) => return self.object(node, object, key_at),
            (Is::BoolOr(is) | Is::ObjectOr(_, is), _) => return self.value(node, is, key_at),
            (Is::Object(object) | Is::Ref(object, _), Content::Map(_)) => {
                if matches!(is, Is::Ref(..)) && node.get("$ref").is_some() {
                    return self.reference(node);
                }
                return self.object(node, object, key_at);
            }
            (Is::List(is), Content::List(items)) => {
                return items.iter().for_each(|item| self.value(item, is, item.at));
            }
            (Is::Map(is), Content::Map(fields)) => {
                return fields.values().for_each(|field| self.value(&field.value, is, field.key_at));
            }
            (Is::Text, _) => "a text",
            (Is::Url, _) => "a link (`https://...`)",
            (Is::Bool, _) => "`true` or `false`",
            (Is::Number, _) => "a number",
            (Is::Count, _) => "a whole number from 0",
            (Is::Word(_), _) => "a word",
            (Is::Object(object) | Is::Ref(object, _), _) => object.name,
            (Is::List(_), _) => "a list",
            (Is::Map(_), _) => "an object",
        };
        // An empty value lies at the end of its line or later: its key shows better what is meant.
        let at = if matches!(node.content, Content::Null) { key_at } else { node.at };
        let problem =
            self.diagnostics.error("wrong-type", at, format!("expected {expected}, but found {}", node.kind()));
        let help = match (is, &node.content) {
            (Is::Text | Is::Word(_), Content::Number(_) | Content::Bool(_)) => "put it in quotes",
            (Is::Count, Content::Number(_)) => "limits count something: they are whole numbers from 0",
            (Is::Number | Is::Count, Content::Text(_)) => "write plain digits, without quotes and separators",
            (Is::Bool, Content::Text(_)) => "YAML 1.2 knows only `true` and `false`",
            (_, Content::Null) => "write a value, or indent the lines that belong to it",
            (Is::Word(_), Content::List(_)) => {
                "lists of types are OpenAPI 3.1; this line reads 3.0.3: use `nullable: true`"
            }
            _ => "check the indentation and what the keyword takes",
        };
        self.tell(problem.help(help));
    }

    fn reference(&mut self, node: &Node) {
        let outer = std::mem::replace(&mut self.within, node.at);
        for (key, field) in node.entries() {
            if key == "$ref" {
                self.value(&field.value, &Is::Text, field.key_at);
            } else {
                let message = format!("`{key}` beside `$ref` is ignored by every reader");
                let problem = self.diagnostics.error("ref-siblings", field.key_at, message);
                self.diagnostics
                    .push(problem.help("write `allOf: [{$ref: ...}]`, and the other keywords beside `allOf`"));
            }
        }
        self.within = outer;
    }

    fn object(&mut self, node: &Node, object: &'static Object, key_at: At) {
        let outer = std::mem::replace(&mut self.within, node.at);
        self.keys(node, object, key_at);
        self.within = outer;
    }

    fn keys(&mut self, node: &Node, object: &'static Object, key_at: At) {
        let mut meant = Vec::new();
        for (name, field) in node.entries() {
            match object.keys.iter().find(|key| key.name == name) {
                Some(Key { refused: Some(why), .. }) => {
                    let message = format!("`{name}` of {} is not taken here", object.name);
                    let problem = self.diagnostics.error("unsupported", field.key_at, message);
                    self.tell(problem.help(*why));
                }
                Some(key) => self.value(&field.value, &key.is, field.key_at),
                None if name.starts_with("x-") => self.extension(name, field.key_at, object),
                None => match &object.pattern {
                    Some(pattern) if (pattern.fits)(name) => self.value(&field.value, &pattern.is, field.key_at),
                    _ => meant.extend(self.unknown(name, field.key_at, object)),
                },
            }
        }
        for key in object.keys.iter().filter(|key| key.required) {
            // A misspelt key has been told; that the right one is missing as well would only be noise.
            if node.get(key.name).is_none() && !meant.contains(&key.name) {
                let message = format!("{} needs `{}`", object.name, key.name);
                let problem = self.diagnostics.error("missing-keyword", key_at, message);
                self.tell(problem.help(format!("add `{}:`", key.name)));
            }
        }
    }

    /// Tells of an unknown key, and says which one was probably meant.
    fn unknown(&mut self, name: &str, at: At, object: &'static Object) -> Option<&'static str> {
        let known = object.keys.iter().filter(|key| key.refused.is_none()).map(|key| key.name);
        let stranger = self.strangers.iter().find(|(word, _)| *word == name).map(|(_, help)| (*help).to_owned());
        let meant = if stranger.is_some() { None } else { nearest(name, known) };
        let mut message = format!("`{name}` is no keyword of {}", object.name);
        let help = match meant {
            Some(meant) => {
                message.push_str(&format!("; did you mean `{meant}`?"));
                format!("write `{meant}`")
            }
            None => stranger
                .or_else(|| object.pattern.as_ref().map(|pattern| pattern.help.to_owned()))
                .or_else(|| {
                    let home = self.kinds.iter().find(|kind| kind.is(name).is_some())?;
                    Some(format!("it is one of {}: check the indentation", home.name))
                })
                .unwrap_or_else(|| format!("{} takes {}", object.name, one_of(object.keys.iter().map(|key| key.name)))),
        };
        let problem = self.diagnostics.error("unknown-keyword", at, message);
        self.tell(problem.help(help));
        meant
    }

    fn extension(&mut self, name: &str, at: At, object: &'static Object) {
        if let Some((_, help)) = self.strangers.iter().find(|(word, _)| *word == name) {
            let problem = self.diagnostics.error("unknown-extension", at, format!("`{name}` is not taken here"));
            return self.tell(problem.help(*help));
        }
        let message = format!("`{name}` is an extension that nothing here reads");
        let ours = |kinds: &[&'static Object]| -> Vec<&'static str> {
            kinds.iter().flat_map(|kind| kind.keys).map(|key| key.name).filter(|key| key.starts_with("x-")).collect()
        };
        let help = match (nearest(name, ours(&[object])), ours(self.kinds).contains(&name)) {
            (Some(meant), _) => format!("did you mean `{meant}`?"),
            (None, true) => "it has a meaning elsewhere: check the indentation".to_owned(),
            (None, false) => "remove it".to_owned(),
        };
        let problem = self.diagnostics.warning("unknown-extension", at, message);
        self.diagnostics.push(problem.help(help));
    }
}

fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::must;

    static LONG: Object = Object { name: "a length", keys: &[must("is", Is::Count)], pattern: None };
    static LENGTH: Is = Is::ObjectOr(&LONG, &Is::Count);

    fn told(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::default();
        let file = diagnostics.add_file("file".to_owned());
        let node = crate::yaml::parse(text.as_bytes(), file, &mut diagnostics).expect("it is YAML");
        Checker::new(&mut diagnostics, &[], &[]).value(&node, &LENGTH, node.at);
        diagnostics.into_problems().into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn a_value_with_a_short_form_is_taken_in_both() {
        assert_eq!(told("7"), [""; 0]);
        assert_eq!(told("{is: 7}"), [""; 0]);
        assert_eq!(told("seven"), ["expected a whole number from 0, but found the text `seven`"]);
        assert_eq!(told("{si: 7}"), ["`si` is no keyword of a length; did you mean `is`?"]);
    }
}
