//! What is told by indentation: mappings and lists.

use super::inline;
use super::lines::Line;
use super::{Fault, MAX_DEPTH, Node, Value};

/// The lines of a document that are still to be read.
pub(super) struct Blocks<'t> {
    /// The next one is the last.
    lines: Vec<Line<'t>>,
    depth: usize,
}

impl<'t> Blocks<'t> {
    pub(super) fn of(mut lines: Vec<Line<'t>>) -> Self {
        lines.reverse();
        Self { lines, depth: 0 }
    }

    /// All lines as one value.
    pub(super) fn document(mut self) -> Result<Node, Fault> {
        if self.next().is_some_and(|line| line.indent == 0 && line.text == "---") {
            self.lines.pop();
        }
        let Some(first) = self.next() else {
            return Ok(Node { at: super::At { line: 1, column: 1 }, value: Value::Nothing });
        };
        let node = self.block(first)?;
        match self.next() {
            None => Ok(node),
            Some(line) => Err(Fault::new(line.at(), "this line is indented like none before it")),
        }
    }

    fn next(&self) -> Option<Line<'t>> {
        self.lines.last().copied()
    }

    /// The value that begins with this line, which is the next one.
    fn block(&mut self, line: Line<'t>) -> Result<Node, Fault> {
        if line.indent == 0
            && (line.text.starts_with("---") || line.text.starts_with("...") || line.text.starts_with('%'))
        {
            return Err(Fault::new(line.at(), "directives, and more than one document, are not understood"));
        }
        if self.depth == MAX_DEPTH {
            return Err(Fault::new(line.at(), "this is nested too deeply"));
        }
        self.depth += 1;
        let value = if line.is_item() {
            self.list(line.indent)?
        } else if inline::key(&line)?.is_some() {
            self.map(line.indent)?
        } else {
            self.lines.pop();
            inline::value(&line)?.value
        };
        self.depth -= 1;
        Ok(Node { at: line.at(), value })
    }

    fn list(&mut self, indent: usize) -> Result<Value, Fault> {
        let mut items = Vec::new();
        while let Some(line) = self.next().filter(|line| line.indent == indent && line.is_item()) {
            self.lines.pop();
            items.push(match line.behind(1) {
                // What stands behind the dash is indented by where it stands: `- id: a` begins a mapping.
                Some(rest) => {
                    self.lines.push(rest);
                    self.block(rest)?
                }
                None => self.below(line, |next| next.indent > indent)?,
            });
            self.end_of_value(indent)?;
        }
        Ok(Value::List(items))
    }

    fn map(&mut self, indent: usize) -> Result<Value, Fault> {
        let mut fields: Vec<(super::At, String, Node)> = Vec::new();
        while let Some(line) = self.next().filter(|line| line.indent == indent && !line.is_item()) {
            let Some((key, end)) = inline::key(&line)? else {
                return Err(Fault::new(line.at(), "a `key: value` is missing here"));
            };
            if fields.iter().any(|(_, other, _)| *other == key) {
                return Err(Fault::new(line.at(), format!("`{}` is there twice", key.escape_debug())));
            }
            self.lines.pop();
            let node = match line.behind(end) {
                Some(rest) => inline::value(&rest)?,
                // The items of a list may stand below the key itself.
                None => self.below(line, |next| next.indent > indent || next.indent == indent && next.is_item())?,
            };
            fields.push((line.at(), key, node));
            self.end_of_value(indent)?;
        }
        Ok(Value::Map(fields))
    }

    /// What stands in the lines below, if the next one belongs there.
    fn below(&mut self, line: Line<'t>, belongs: impl Fn(&Line<'t>) -> bool) -> Result<Node, Fault> {
        match self.next().filter(belongs) {
            Some(next) => self.block(next),
            None => Ok(Node { at: line.at(), value: Value::Nothing }),
        }
    }

    /// What follows a value is indented as its key or less.
    fn end_of_value(&self, indent: usize) -> Result<(), Fault> {
        match self.next() {
            Some(line) if line.indent > indent => {
                let problem =
                    "this line belongs to nothing: indent it as the lines before it, or put a text on one line";
                Err(Fault::new(line.at(), problem))
            }
            _ => Ok(()),
        }
    }
}
