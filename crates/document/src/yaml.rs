//! YAML text to nodes with positions.
//!
//! We build from the parser's events rather than from its own tree: one pass, exact numbers, and every refusal in our
//! words. Anchors, aliases, tags and merge keys are refused: OpenAPI has `$ref` for sharing, other tools read merge keys
//! in their own ways, and an alias can unfold into gigabytes.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::scalar;
use crate::diagnostics::Diagnostics;
use crate::node::{At, Content, Field, Fields, Node};
use crate::text::{end_of, text};

/// How deep values may lie in each other: deeper than any document written by hand, and shallow enough for recursion.
const MAX_DEPTH: usize = 64;
const TOO_DEEP: &str = "values lie too deep in each other";

/// Reads a file. `None` where there is nothing left that could be checked further; why is among the diagnostics.
pub fn parse(bytes: &[u8], file: u32, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = text(bytes, file, diagnostics)?;
    let end = end_of(text, file);
    let mut builder = Builder { text, parser: Parser::new_from_str(text), file, end, diagnostics, sound: true };
    let root = match builder.document() {
        Ok(root) => root,
        Err(err) => {
            builder.unreadable(&err);
            return None;
        }
    };
    let sound = builder.sound;
    if root.is_none() {
        let problem = diagnostics.error("empty-file", At { file, line: 0, column: 0 }, "the file holds no document");
        diagnostics.push(problem.help("write it, or remove the file"));
    }
    root.filter(|_| sound)
}

struct Builder<'t, 'd> {
    text: &'t str,
    parser: Parser<'t, StrInput<'t>>,
    file: u32,
    end: At,
    diagnostics: &'d mut Diagnostics,
    /// Whether the tree says what the text says: not where something was refused and left out.
    sound: bool,
}

impl<'t> Builder<'t, '_> {
    fn next(&mut self) -> Result<(Event<'t>, Span), ScanError> {
        self.parser
            .next_event()
            .unwrap_or_else(|| Err(ScanError::new_str(Marker::new(0, self.end.line as usize, 0), "unexpected eof")))
    }

    fn at(&self, marker: Marker) -> At {
        At { file: self.file, line: marker.line() as u32, column: marker.col() as u32 + 1 }
    }

    /// Refuses something, and goes on reading to find the rest.
    fn refuse(&mut self, code: &'static str, at: At, message: impl Into<String>, help: &str) {
        self.sound = false;
        let problem = self.diagnostics.error(code, at, message);
        self.diagnostics.push(problem.help(help));
    }

    /// The one document of the file.
    fn document(&mut self) -> Result<Option<Node>, ScanError> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(root),
                Event::DocumentStart(_) => {
                    let (event, inner) = self.next()?;
                    let node = self.node(event, inner, 0)?;
                    if root.is_none() {
                        // An empty document is a null with no width; a written `null` is refused by the grammar.
                        let empty = matches!(node.content, Content::Null) && inner.is_empty();
                        root = (!empty).then_some(node);
                    } else {
                        let at = self.at(span.start);
                        let help = "one file holds one document: move it into its own file";
                        self.refuse("two-documents", at, "a second document begins here", help);
                    }
                }
                _ => {}
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, ScanError> {
        let at = self.at(span.start);
        let (anchor, tag) = match &event {
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => (*anchor, tag.is_some()),
            _ => (0, false),
        };
        if anchor > 0 {
            self.refuse("anchor", at, "an anchor (`&name`) is not taken here", "share parts with `$ref` instead");
        }
        if tag {
            self.refuse(
                "tag",
                at,
                "a tag (`!name`) is not taken here",
                "leave it out; quote a value to make it a text",
            );
        }
        if depth > MAX_DEPTH {
            return Err(ScanError::new_str(span.start, TOO_DEEP));
        }
        let content = match event {
            Event::Scalar(text, ScalarStyle::Plain, ..) => match scalar::resolve(&text) {
                Ok(content) => content,
                Err(message) => {
                    self.refuse("number", at, message, "put it in quotes if it is a text, or write it in plain digits");
                    Content::Null
                }
            },
            Event::Scalar(text, ..) => Content::Text(text.into_owned()),
            Event::SequenceStart(..) => self.list(depth)?,
            Event::MappingStart(..) => self.map(depth)?,
            Event::Alias(_) => {
                self.refuse("anchor", at, "an alias (`*name`) is not taken here", "share parts with `$ref` instead");
                Content::Null
            }
            _ => Content::Null,
        };
        Ok(Node { at, content })
    }

    fn list(&mut self, depth: usize) -> Result<Content, ScanError> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Content::List(items)),
                (event, span) => items.push(self.node(event, span, depth + 1)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Content, ScanError> {
        let mut fields = Fields::new();
        loop {
            let (event, span) = self.next()?;
            let key_at = self.at(span.start);
            let key = match event {
                Event::MappingEnd => return Ok(Content::Map(fields)),
                Event::Scalar(text, style, ..) if style != ScalarStyle::Plain || !matches!(&*text, "" | "<<") => {
                    // A key is its text: `200:` and `"200":` are one key, as in JSON.
                    Some(text.into_owned())
                }
                Event::Scalar(text, ..) if text == "<<" => {
                    self.refuse(
                        "anchor",
                        key_at,
                        "a merge key (`<<`) is not taken here",
                        "share parts with `$ref` instead",
                    );
                    None
                }
                other => {
                    self.node(other, span, depth + 1)?;
                    self.refuse("key", key_at, "a key must be a text", "write `name: value`");
                    None
                }
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            let Some(key) = key else { continue };
            match fields.get(&key) {
                None => {
                    fields.insert(key, Field { key_at, value });
                }
                Some(first) => {
                    let first = self.diagnostics.place(first.key_at);
                    let problem = self
                        .diagnostics
                        .error("duplicate-key", key_at, format!("`{key}` is given twice in one object"))
                        .related(first, "the first one is here")
                        .help("keep one of them: readers differ in which one they take");
                    self.diagnostics.push(problem);
                }
            }
        }
    }

    /// Says in our words why the text is no YAML.
    fn unreadable(&mut self, err: &ScanError) {
        let at = self.at(*err.marker());
        let info = err.info();
        let at_end = at.line >= self.end.line || (at.line + 1 == self.end.line && self.end.column == 1);
        let (code, at, message, help) = if info.contains("tab") {
            let at = self.tab(at).unwrap_or(at);
            ("tab", at, "a tab is used for indentation".to_owned(), "indent with spaces")
        } else if info.contains("recursion limit") || info == TOO_DEEP {
            ("too-deep", at, TOO_DEEP.to_owned(), "give the inner parts names, and `$ref` them")
        } else if at_end {
            // The parser tells of the end of the file on a line that is not there.
            let last = end_of(self.text.trim_end(), self.file);
            let at = if (at.line, at.column) > (last.line, last.column) { last } else { at };
            ("truncated", at, format!("the file ends in the middle of something ({info})"), "finish the last lines")
        } else {
            let help = if info.contains("quoted") {
                "close the quote that begins here"
            } else {
                "check the indentation, the colons and the quotes of this line and the one before it"
            };
            ("yaml", at, format!("this is no YAML ({info})"), help)
        };
        let problem = self.diagnostics.error(code, at, message);
        self.diagnostics.push(problem.help(help));
    }

    /// The tab that the parser stumbled over: it tells of it at the end of what came before.
    fn tab(&self, from: At) -> Option<At> {
        let lines = self.text.lines().enumerate().skip(from.line.saturating_sub(1) as usize);
        lines.take(2).find_map(|(index, line)| {
            let margin = line.chars().take_while(|c| c.is_whitespace()).position(|c| c == '\t')?;
            Some(At { file: self.file, line: index as u32 + 1, column: margin as u32 + 1 })
        })
    }
}
