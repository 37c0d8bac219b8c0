//! Gathers the components that the operations of a service reach, and rewrites references to them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::reference::{Reference, local_text};
use super::{Part, bytes};
use crate::openapi::{COMPONENTS, OPERATION};
use document::diagnostics::Diagnostics;
use document::grammar::{Is, walk_references};
use document::node::{At, Content, Field, Fields, Node};
use document::suggest::nearest;

static OPERATION_IS: Is = Is::Object(&OPERATION);

/// A component by file, section and name.
type Id<'p> = (u32, &'static str, &'p str);

pub(super) struct Hoist<'p> {
    parts: &'p [Part],
    by_name: HashMap<&'p str, &'p Part>,
    /// What is reached, and what of it still has to be rewritten.
    reached: HashSet<Id<'p>>,
    waiting: Vec<(&'p Part, &'static str, &'p str)>,
    /// What is reached and rewritten, by section and name.
    sections: BTreeMap<&'static str, BTreeMap<&'p str, (&'p Part, Field)>>,
    /// What is written where it is referred to, and need not be a component of the bundle as well.
    inlined: HashSet<Id<'p>>,
}

impl<'p> Hoist<'p> {
    pub(super) fn new(parts: &'p [Part]) -> Self {
        let by_name = parts.iter().map(|part| (part.name.as_str(), part)).collect();
        Self {
            parts,
            by_name,
            reached: HashSet::new(),
            waiting: Vec::new(),
            sections: BTreeMap::new(),
            inlined: HashSet::new(),
        }
    }

    /// Rewrites an operation, and remembers what it reaches.
    pub(super) fn operation(&mut self, part: &'p Part, operation: &mut Node, diagnostics: &mut Diagnostics) {
        self.rewrite(part, operation, &OPERATION_IS, diagnostics);
        if let Some(security) = operation.get("security") {
            self.schemes(part, security, diagnostics);
        }
    }

    /// Remembers the security schemes that a list of requirements names.
    pub(super) fn schemes(&mut self, part: &'p Part, requirements: &Node, diagnostics: &mut Diagnostics) {
        let section = "securitySchemes";
        for (name, field) in requirements.list().into_iter().flatten().flat_map(Node::entries) {
            let home = [Some(part), self.by_name.get("common.yaml").copied()]
                .into_iter()
                .flatten()
                .find_map(|part| Some((part, component(part, section, name)?.0)));
            match home {
                Some((part, name)) => self.reach(part, section, name),
                None => {
                    let common = self.by_name.get("common.yaml").copied().filter(|common| common.node.is_none());
                    if common.is_none() {
                        self.dangling(part, section, name, field.key_at, diagnostics);
                    }
                }
            }
        }
    }

    /// The components that are reached so far, sorted.
    pub(super) fn gather(&mut self, diagnostics: &mut Diagnostics) -> Node {
        while let Some((part, section, name)) = self.waiting.pop() {
            let (Some((_, field)), Some(Is::Map(is))) = (component(part, section, name), COMPONENTS.is(section)) else {
                continue;
            };
            let mut field = field.clone();
            self.rewrite(part, &mut field.value, is, diagnostics);
            self.sections
                .entry(section)
                .or_default()
                .entry(name)
                .and_modify(|(_, other)| {
                    if !other.value.same(&field.value) {
                        // Whichever file came first: the message is the same on every run.
                        let (first, second) =
                            if other.key_at.file <= field.key_at.file { (&*other, &field) } else { (&field, &*other) };
                        let message =
                            format!("`{name}` is another {} here than elsewhere in the service", singular(section));
                        let problem = diagnostics
                            .error("name-clash", second.key_at, message)
                            .related(diagnostics.place(first.key_at), "the other one is here")
                            .help("rename one of them, or make them equal and move them to common.yaml");
                        diagnostics.push(problem);
                    }
                    if field.key_at.file < other.key_at.file {
                        *other = field.clone();
                    }
                })
                .or_insert((part, field));
        }
        let at = At::default();
        let mut fields = Fields::new();
        for section in COMPONENTS.keys.iter().map(|key| key.name) {
            let Some(named) = self.sections.get(section) else { continue };
            let named = named.iter().map(|(name, (_, field))| ((*name).to_owned(), field.clone())).collect();
            fields.insert(section.to_owned(), Field { key_at: at, value: Node { at, content: Content::Map(named) } });
        }
        Node { at, content: Content::Map(fields) }
    }

    fn reach(&mut self, part: &'p Part, section: &'static str, name: &'p str) {
        if self.reached.insert((part.file, section, name)) {
            self.waiting.push((part, section, name));
        }
    }

    /// Rewrites the references of a part of that file, and remembers what they reach.
    pub(super) fn rewrite(&mut self, part: &'p Part, node: &mut Node, is: &'static Is, diagnostics: &mut Diagnostics) {
        bytes::schemas(node).into_iter().for_each(|schema| self.inline_bytes(part, schema));
        walk_references(node, is, &mut |node, section| {
            let Content::Map(fields) = &mut node.content else { return };
            let Some(field) = fields.get_mut("$ref") else { return };
            let at = field.value.at;
            let Content::Text(text) = &mut field.value.content else { return };
            let reference = match Reference::parse(text) {
                Some(reference) if reference.section == section => reference,
                Some(reference) => {
                    let message = format!(
                        "`{text}` leads to one of the {}, where {} is due",
                        reference.section,
                        article(section)
                    );
                    let problem = diagnostics.error("wrong-ref", at, message);
                    return diagnostics.push(problem.help(format!("refer to `#/components/{section}/...`")));
                }
                None => {
                    let problem = diagnostics.error("wrong-ref", at, format!("`{text}` leads to no component"));
                    let help = format!(
                        "give the part a name, and write `#/components/{section}/Name` or `common.yaml#/components/{section}/Name`"
                    );
                    return diagnostics.push(problem.help(help));
                }
            };
            let home = if reference.file.is_empty() { Some(part) } else { self.by_name.get(reference.file).copied() };
            let Some(home) = home else {
                let message = format!("there is no file `{}` in this folder", reference.file);
                let problem = diagnostics.error("dangling-ref", at, message);
                let help = match nearest(reference.file, self.by_name.keys().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "parts that files share are in common.yaml".to_owned(),
                };
                return diagnostics.push(problem.help(help));
            };
            match component(home, section, reference.name) {
                Some((name, _)) => {
                    self.reach(home, section, name);
                    *text = local_text(section, name);
                }
                // A file that could not be read has been told of: what is missing for that reason is no news.
                None if home.node.is_none() => {}
                None => {
                    let name = reference.name.to_owned();
                    self.dangling(home, section, &name, at, diagnostics);
                }
            }
        });
    }

    /// Puts bytes in the place of a reference that leads to them.
    fn inline_bytes(&mut self, part: &'p Part, schema: &mut Node) {
        let mut way = Vec::new();
        let (mut home, mut target) = (part, &*schema);
        while let Some(reference) = target.text_of("$ref").and_then(Reference::parse) {
            let next = if reference.file.is_empty() { Some(home) } else { self.by_name.get(reference.file).copied() };
            let Some(next) = next.filter(|_| reference.section == "schemas") else { return };
            let Some((name, field)) = component(next, "schemas", reference.name) else { return };
            let id = (next.file, "schemas", name);
            if way.contains(&id) {
                return; // A circle, of which the checks tell.
            }
            way.push(id);
            (home, target) = (next, &field.value);
        }
        if bytes::is_bytes(target) {
            *schema = target.clone();
            self.inlined.extend(way);
        }
    }

    fn dangling(&self, part: &Part, section: &str, name: &str, at: At, diagnostics: &mut Diagnostics) {
        let message = format!("there is no {} `{name}` in {}", singular(section), part.name);
        let elsewhere = self.parts.iter().find(|other| component(other, section, name).is_some());
        let help = match (elsewhere, nearest(name, names(part, section))) {
            (Some(other), _) => format!("{} has one: write `{}{}`", other.name, other.name, local_text(section, name)),
            (None, Some(meant)) => format!("did you mean `{meant}`?"),
            (None, None) => format!("add it below `components/{section}`"),
        };
        let problem = diagnostics.error("dangling-ref", at, message);
        diagnostics.push(problem.help(help));
    }

    /// Tells of the components that nothing reaches.
    pub(super) fn tell_unused(&self, diagnostics: &mut Diagnostics) {
        // A reference that leads nowhere has been told: that its target is unused as well is no news.
        if diagnostics.has_errors() {
            return;
        }
        for part in self.parts {
            for key in COMPONENTS.keys {
                let components = part.node.as_ref().and_then(|node| node.get("components")?.get(key.name));
                for (name, field) in components.into_iter().flat_map(Node::entries) {
                    let id = (part.file, key.name, name);
                    if !self.reached.contains(&id) && !self.inlined.contains(&id) {
                        let message = format!("no operation reaches the {} `{name}`", singular(key.name));
                        let problem = diagnostics.warning("unused-component", field.key_at, message);
                        diagnostics.push(problem.help("remove it, or refer to it: the bundle leaves it out"));
                    }
                }
            }
        }
    }
}

fn component<'p>(part: &'p Part, section: &str, name: &str) -> Option<(&'p str, &'p Field)> {
    let (name, field) = part.node.as_ref()?.get("components")?.get(section)?.fields()?.get_key_value(name)?;
    Some((name, field))
}

fn names<'p>(part: &'p Part, section: &str) -> impl Iterator<Item = &'p str> {
    let section = part.node.as_ref().and_then(|node| node.get("components")?.get(section));
    section.into_iter().flat_map(Node::entries).map(|(name, _)| name)
}

fn singular(section: &str) -> &'static str {
    match section {
        "schemas" => "schema",
        "responses" => "response",
        "parameters" => "parameter",
        "examples" => "example",
        "requestBodies" => "request body",
        "headers" => "header",
        _ => "security scheme",
    }
}

fn article(section: &str) -> String {
    let word = singular(section);
    if word.starts_with('e') { format!("an {word}") } else { format!("a {word}") }
}
