//! The help centre's Markdown to blocks: what it means in HTML is read as HTML.

use bumpalo::Bump;
use pulldown_cmark::{Event, Options, Parser, Tag as Mark, TagEnd};

use crate::blocks::{Block, Line};
use crate::html::{self, Attributes, Builder, Places, Tag, Writer};
use crate::rst::Report;
use crate::sections::Section;

/// Wider than any table of the vendor's.
const WIDE: usize = 64;

/// Reads a page of Markdown into blocks, whose lines live in `room`.
pub(crate) fn blocks<'p>(lines: &[Line<'_>], room: &'p Bump, report: &mut Report) -> Vec<Block<'p>> {
    let text = even(lines, report);
    let places = Places::of(&text);
    let mut builder = Builder::default();
    let mut raw = false;
    let mut columns = 0;
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        let at = places.at(range.start);
        match event {
            // Tags may go on from line to line, so the whole of it is read at once.
            Event::Start(Mark::HtmlBlock) => {
                raw = true;
                html::read(&mut builder, &text[range.clone()], range.start, &places);
            }
            Event::End(TagEnd::HtmlBlock) => raw = false,
            _ if raw => {}
            // Cells that a row lacks, the parser adds: in a table wider than any, that may be most of all there are.
            Event::Start(Mark::TableCell) | Event::End(TagEnd::TableCell) if range.is_empty() && columns > WIDE => {}
            Event::InlineHtml(_) => html::read(&mut builder, &text[range.clone()], range.start, &places),
            Event::Start(mark) => {
                let mut attributes = Attributes::default();
                if let Mark::Table(alignments) = &mark {
                    columns = alignments.len();
                }
                if let Mark::Link { dest_url, .. } = &mark {
                    attributes.href = Some(dest_url.to_string());
                }
                builder.open(tag(mark.to_end()), at, attributes);
                if mark == Mark::TableHead {
                    builder.open(Tag::Row, at, Attributes::default());
                }
            }
            Event::End(mark) => builder.close(tag(mark)),
            Event::Text(words) | Event::Code(words) => builder.text(at, words.into_string()),
            Event::SoftBreak => builder.text(at, "\n".to_owned()),
            Event::HardBreak => builder.open(Tag::Break, at, Attributes::default()),
            _ => {}
        }
    }
    Writer::new(room, report, true).page(&builder.finish())
}

/// The element that a mark stands for.
fn tag(mark: TagEnd) -> Tag {
    match mark {
        TagEnd::Paragraph => Tag::Paragraph,
        TagEnd::Heading(level) => Tag::Heading(level as u8),
        TagEnd::BlockQuote(_) => Tag::Quote,
        TagEnd::CodeBlock => Tag::Pre,
        TagEnd::List(_) => Tag::List,
        TagEnd::Item => Tag::Item,
        TagEnd::Table => Tag::Table,
        TagEnd::TableHead => Tag::Head,
        TagEnd::TableRow => Tag::Row,
        TagEnd::TableCell => Tag::Cell,
        TagEnd::Strong => Tag::Bold,
        TagEnd::Link => Tag::Anchor,
        TagEnd::Image | TagEnd::MetadataBlock(_) => Tag::Silent,
        _ => Tag::Inline,
    }
}

/// The text of a page, evened out line by line where the vendor's Markdown is none by the letter of CommonMark.
fn even(lines: &[Line<'_>], report: &mut Report) -> String {
    let mut text = String::new();
    let mut fence: Option<&str> = None;
    let mut table = RawTable::default();
    let mut columns = None;
    let mut item = 0;
    for (at, line) in lines.iter().enumerate() {
        let bare = line.text.trim_start();
        let marks = ["```", "~~~"].into_iter().find(|fence| bare.starts_with(fence));
        match (fence, marks) {
            (Some(open), Some(close)) if open == close => fence = None,
            (None, Some(open)) if table.depth == 0 => fence = Some(open),
            _ => {}
        }
        if fence.is_none() && line.indent() == 0 && !line.is_blank() && !bare.starts_with('|') {
            item = contents_of_item(line.text);
        }
        if fence.is_some() || marks.is_some() {
            text.push_str(line.text);
        } else if table.goes_on(line, lines.get(at + 1)) {
            // A blank line would end the tags of a raw table in the midst of it.
            text.extend(std::iter::repeat_n(' ', table.indent));
            text.push_str("<!---->");
        } else if let Some(heading) = unspaced(line.text) {
            text.push_str(heading.0);
            text.push(' ');
            text.push_str(heading.1);
        } else if is_separator(line.text)
            && let Some(header) = at.checked_sub(1).map(|above| lines[above].text).filter(|text| text.contains('|'))
        {
            // One cell too many in this line, and CommonMark sees no table at all.
            let wanted = cells(header).len();
            text.extend(std::iter::repeat_n(' ', line.indent() + if bare.len() == line.text.len() { item } else { 0 }));
            text.push('|');
            text.extend(std::iter::repeat_n("---|", wanted));
            check(*line, wanted, report);
            columns = Some(wanted);
        } else {
            // The vendor lets tables of an item begin at the margin, where they would end it.
            if bare.starts_with('|') && line.indent() == 0 {
                text.extend(std::iter::repeat_n(' ', item));
            }
            match columns.filter(|_| line.text.contains('|')) {
                Some(wanted) => row(*line, wanted, &mut text, report),
                None => {
                    columns = None;
                    text.push_str(line.text);
                }
            }
        }
        text.push('\n');
    }
    text
}

/// How far the contents of the item are indented that a line begins; 0 where it begins none.
fn contents_of_item(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match text.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if digits > 0 => digits + 1,
        _ => return 0,
    };
    match text[mark..].bytes().take_while(|byte| *byte == b' ').count() {
        0 => 0,
        blanks => mark + blanks,
    }
}

/// A row of a table of pipes. The vendor does not escape the pipes of a text: where there are cells too many, they are
/// the last one's, as that is where sentences stand.
fn row(line: Line<'_>, wanted: usize, text: &mut String, report: &mut Report) {
    let found = cells(line.text);
    let start = text.len();
    match found.get(wanted.saturating_sub(1)) {
        Some(last) if found.len() > wanted => {
            let end = found.last().map_or(last.end, |cell| cell.end);
            text.push_str(&line.text[..last.start]);
            text.push_str(&line.text[last.start..end].replace('|', "\\|"));
            text.push('|');
        }
        _ => text.push_str(line.text),
    }
    check(line, wanted, report);
    // `**a****b**`: two bold words whose blank was lost; CommonMark reads them as one.
    if text[start..].contains("****") {
        let apart = text[start..].replace("****", "** **");
        text.truncate(start);
        text.push_str(&apart);
    }
}

/// Whether a table made of tags is open.
#[derive(Default)]
struct RawTable {
    depth: usize,
    indent: usize,
}

impl RawTable {
    /// Takes a line in; whether it is a blank one inside the table.
    fn goes_on(&mut self, line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
        if line.is_blank() {
            // A heading after a blank line says that the table was never closed.
            if next.is_none_or(|next| next.text.starts_with('#')) {
                self.depth = 0;
            }
            return self.depth > 0;
        }
        if self.depth == 0 {
            self.indent = line.indent();
        }
        if self.depth > 0 || line.text.trim_start().starts_with('<') {
            let lower = line.text.to_ascii_lowercase();
            self.depth += lower.matches("<table").count();
            self.depth = self.depth.saturating_sub(lower.matches("</table").count());
        }
        false
    }
}

/// `##URI`, where CommonMark wants a blank after the marks.
fn unspaced(text: &str) -> Option<(&str, &str)> {
    let (marks, words) = text.split_at(text.bytes().take_while(|byte| *byte == b'#').count());
    let fits = (1..=6).contains(&marks.len()) && !words.starts_with(' ') && Section::of_heading(words).is_some();
    fits.then_some((marks, words))
}

/// Whether a line is `|---|:--|` or `--- | ---`.
pub(crate) fn is_separator(text: &str) -> bool {
    text.contains('|') && text.contains("--") && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// Where the cells stand between the pipes of a line.
fn cells(text: &str) -> Vec<std::ops::Range<usize>> {
    let end = text.trim_end().len();
    let start = text.len() - text.trim_start().len();
    let start = start + usize::from(text[start..].starts_with('|'));
    let mut cells = Vec::new();
    let (mut open, mut escaped) = (start, false);
    for (at, byte) in text.bytes().enumerate().take(end).skip(start) {
        if byte == b'|' && !escaped {
            cells.push(open..at);
            open = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if open < end || cells.is_empty() {
        cells.push(open.min(end)..end);
    }
    cells
}

fn check(line: Line<'_>, wanted: usize, report: &mut Report) {
    let found = cells(line.text).len();
    if found != wanted {
        let message = format!("expected {wanted} cells in this row, but found {found}");
        let help = "close each cell of the row with one `|`, and write a `|` within a cell as `\\|`";
        report.error("ragged-table", line.number, line.column, message, help);
    }
}
