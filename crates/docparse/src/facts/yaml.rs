//! YAML text to nodes with positions; only what facts files use.

use std::borrow::Cow;

use contract::{Place, Problem};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

/// Deeper than any example of the vendor's, and no danger to the stack.
const DEEPEST: usize = 100;

/// A value and where it begins.
pub(super) struct Node {
    pub(super) at: Place,
    pub(super) content: Content,
}

pub(super) enum Content {
    Scalar { text: String, plain: bool },
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

pub(super) struct Key {
    pub(super) at: Place,
    pub(super) name: String,
}

/// Reads the only document of a text.
pub(super) fn parse(text: &str, label: &str) -> Result<Node, Problem> {
    let mut reader = Reader { parser: Parser::new_from_str(text), file: label.into() };
    loop {
        match reader.next()? {
            (Event::StreamEnd | Event::DocumentEnd, marker) => {
                return Err(Problem::error("facts-unreadable", reader.at(marker), "the facts file is empty").help(HELP));
            }
            (Event::Nothing | Event::StreamStart | Event::DocumentStart(_), _) => {}
            (event, marker) => return reader.node(event, marker, 0),
        }
    }
}

pub(super) const HELP: &str = "facts files are generated: run `cargo xtask docs lock` again";

struct Reader<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    file: std::sync::Arc<str>,
}

impl<'t> Reader<'t> {
    fn at(&self, marker: Marker) -> Place {
        Place::new(self.file.clone(), marker.line() as u32, marker.col() as u32 + 1)
    }

    fn unreadable(&self, error: &ScanError) -> Problem {
        let message = format!("this is no YAML: {}", error.info());
        Problem::error("facts-unreadable", self.at(*error.marker()), message).help(HELP)
    }

    fn refused(&self, marker: Marker, what: &str) -> Problem {
        Problem::error("facts-unreadable", self.at(marker), format!("{what} has no meaning in a facts file")).help(HELP)
    }

    fn next(&mut self) -> Result<(Event<'t>, Marker), Problem> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, span.start)),
            Some(Err(error)) => Err(self.unreadable(&error)),
            None => Ok((Event::StreamEnd, Marker::new(0, 0, 0))),
        }
    }

    fn node(&mut self, event: Event<'t>, marker: Marker, depth: usize) -> Result<Node, Problem> {
        let at = self.at(marker);
        if depth > DEEPEST {
            return Err(self.refused(marker, "so deep a value"));
        }
        let content = match event {
            Event::Scalar(text, style, _, None) => {
                Content::Scalar { text: Cow::into_owned(text), plain: style == ScalarStyle::Plain }
            }
            Event::SequenceStart(_, None) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break Content::List(items),
                        (event, marker) => items.push(self.node(event, marker, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(_, None) => {
                let mut fields: Vec<(Key, Node)> = Vec::new();
                loop {
                    let (event, marker) = self.next()?;
                    if event == Event::MappingEnd {
                        break Content::Map(fields);
                    }
                    let Event::Scalar(name, ..) = event else { return Err(self.refused(marker, "such a key")) };
                    let key = Key { at: self.at(marker), name: name.into_owned() };
                    if fields.iter().any(|(known, _)| known.name == key.name) {
                        let message = format!("the key `{}` is here twice", key.name);
                        return Err(Problem::error("duplicate-key", key.at, message).help(HELP));
                    }
                    let (event, marker) = self.next()?;
                    fields.push((key, self.node(event, marker, depth + 1)?));
                }
            }
            _ => return Err(self.refused(marker, "an alias, a tag or an end")),
        };
        Ok(Node { at, content })
    }
}
