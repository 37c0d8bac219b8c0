//! TOML text to nodes with positions, so that one grammar checker and one way of pointing serve both formats.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use crate::diagnostics::Diagnostics;
use crate::node::{At, Content, Field, Fields, Node};
use crate::text::text;

/// Reads a file; what is wrong with it is among the diagnostics.
pub fn parse(bytes: &[u8], file: u32, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = text(bytes, file, diagnostics)?;
    let lines = Lines::new(text, file);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or_default();
        let at = lines.at(span.start);
        if error.message().contains("duplicate key") {
            let key = text.get(span).unwrap_or_default();
            let problem = diagnostics.error("duplicate-key", at, format!("`{key}` is given twice in one table"));
            diagnostics.push(problem.help("keep one of them"));
            continue;
        }
        let problem = diagnostics.error("toml", at, format!("this is no TOML ({})", error.message().trim()));
        diagnostics.push(problem.help("check the quotes, the brackets and the `=` of this line"));
    }
    errors.is_empty().then(|| Node { at: lines.at(0), content: lines.map(table.get_ref()) })
}

/// Turns byte offsets into lines and columns.
struct Lines<'t> {
    text: &'t str,
    file: u32,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str, file: u32) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, file, starts }
    }

    fn at(&self, offset: usize) -> At {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self.text.get(start..offset).map_or(0, |text| text.chars().count());
        At { file: self.file, line: line as u32, column: column as u32 + 1 }
    }

    fn map(&self, table: &DeTable<'_>) -> Content {
        let mut fields: Vec<(usize, String, Field)> = table
            .iter()
            .map(|(key, value)| {
                let field = Field { key_at: self.at(key.span().start), value: self.node(value) };
                (key.span().start, key.get_ref().to_string(), field)
            })
            .collect();
        fields.sort_by_key(|(start, ..)| *start);
        Content::Map(fields.into_iter().map(|(_, key, field)| (key, field)).collect::<Fields>())
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let content = match value.get_ref() {
            DeValue::String(text) => Content::Text(text.to_string()),
            DeValue::Boolean(flag) => Content::Bool(*flag),
            DeValue::Array(items) => Content::List(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => self.map(table),
            // The manifest has no numbers and dates: where a text is due, the grammar says what was found.
            DeValue::Integer(number) => {
                number.as_str().parse().map_or(Content::Null, |number: i64| Content::Number(number.into()))
            }
            DeValue::Float(number) => {
                let number = number.as_str().parse().ok().and_then(serde_json::Number::from_f64);
                number.map_or(Content::Null, Content::Number)
            }
            DeValue::Datetime(_) => Content::Null,
        };
        Node { at: self.at(value.span().start), content }
    }
}
