//! The help centre's HTML to blocks.
//!
//! Tags become a tree that forgives whatever is wrong with them (`tree`), the tree becomes blocks and tables (`blocks`,
//! `table`), and the words in them get the marks that reStructuredText has for bold and for references (`line`): so the
//! rest of the reader sees one kind of page. Markdown, which is a way to write HTML, takes the same way.

mod blocks;
mod line;
mod table;
mod tree;

use bumpalo::Bump;
use html5gum::{DefaultEmitter, HtmlString, Span, Spanned, Token, Tokenizer};

use crate::blocks::Block;
use crate::report::Report;

pub(crate) use blocks::Writer;
pub(crate) use tree::{Attributes, Builder, Tag};

/// Reads a page of HTML into blocks, whose lines live in `room`.
pub(crate) fn blocks<'p>(text: &str, room: &'p Bump, report: &mut Report) -> Vec<Block<'p>> {
    let mut builder = Builder::default();
    read(&mut builder, text, 0, &Places::of(text));
    let page = builder.finish(report);
    Writer::new(room, report, false).page(&page)
}

/// From bytes of a page to lines and columns.
pub(crate) struct Places<'t> {
    starts: Vec<usize>,
    text: &'t str,
    /// Behind the last words.
    end: usize,
}

impl<'t> Places<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { starts, text, end: text.trim_end_matches('\n').len() }
    }

    pub(crate) fn at(&self, byte: usize) -> tree::At {
        let byte = byte.min(self.end);
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts[line - 1];
        let mut end = byte.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        // A line of a megabyte is not counted again for each of its tags.
        let before = &self.text[start.min(end)..end];
        let column = if before.len() > 4096 { before.len() } else { before.chars().count() };
        (line as u32, column as u32 + 1)
    }
}

/// Adds the tags and words of some HTML, which stands at a byte of the page, to a tree.
pub(crate) fn read(builder: &mut Builder, html: &str, base: usize, places: &Places<'_>) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(start) => {
                let tag = Tag::of(&lossy(&start.name));
                let attributes = attributes(&start.attributes);
                builder.open(tag, places.at(base + start.span.start), attributes);
            }
            Token::EndTag(end) => builder.close(Tag::of(&lossy(&end.name)), places.at(base + end.span.start)),
            Token::String(Spanned { value, span: Span { start, .. } }) => {
                builder.text(places.at(base + start), lossy(&value).into());
            }
            Token::Error(Spanned { value, span }) if is_open_tag(&value) => {
                builder.fault(places.at(base + span.start), "a tag is not closed with `>`");
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
}

/// Whether another tag begins before the last one has ended.
fn is_open_tag(error: &html5gum::Error) -> bool {
    use html5gum::Error::{
        EofInTag, InvalidFirstCharacterOfTagName, UnexpectedCharacterInAttributeName,
        UnexpectedCharacterInUnquotedAttributeValue,
    };
    matches!(
        error,
        EofInTag
            | InvalidFirstCharacterOfTagName
            | UnexpectedCharacterInAttributeName
            | UnexpectedCharacterInUnquotedAttributeValue
    )
}

fn attributes(given: &std::collections::BTreeMap<HtmlString, Spanned<HtmlString, usize>>) -> Attributes {
    let mut attributes = Attributes::NONE;
    for (name, value) in given {
        let text = lossy(&value.value);
        match name.as_slice() {
            b"id" | b"name" => attributes.labels.push(text.trim().to_owned()),
            b"href" => attributes.href = Some(text.trim().to_owned()),
            b"class" => attributes.class = text.to_ascii_lowercase(),
            b"colspan" => attributes.columns = text.trim().parse().unwrap_or(1),
            b"rowspan" => attributes.rows = text.trim().parse().unwrap_or(1),
            _ => {}
        }
    }
    attributes
}

fn lossy(bytes: &HtmlString) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
