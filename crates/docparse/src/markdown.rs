//! The help centre's Markdown to blocks: what it means in HTML is read as HTML.

use bumpalo::Bump;
use pulldown_cmark::{Event, Options, Parser, Tag as Mark, TagEnd};

use crate::blocks::{Block, Line, WIDEST};
use crate::html::{self, Attributes, Builder, Places, Tag, Writer};
use crate::report::Report;
use crate::sections::Section;
use crate::{uri, walk};

/// A row without cells. What stands on the page is a `|` alone, with which CommonMark would end the table.
const HOLLOW: &str = "||";

/// Reads a page of Markdown into blocks, whose lines live in `room`.
pub(crate) fn blocks<'p>(lines: &[Line<'_>], room: &'p Bump, report: &mut Report) -> Vec<Block<'p>> {
    let text = even(lines, report);
    let places = Places::of(&text);
    let mut builder = Builder::default();
    let mut raw = false;
    let (mut columns, mut hollow) = (0, false);
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        // Cells that a row lacks, the parser adds: in a table wider than any, that may be most of all there are.
        if matches!(event, Event::Start(Mark::TableCell) | Event::End(TagEnd::TableCell))
            && (hollow || (range.is_empty() && columns > WIDEST))
        {
            continue;
        }
        let at = places.at(range.start);
        match event {
            // Tags may go on from line to line, so the whole of it is read at once.
            Event::Start(Mark::HtmlBlock) => {
                raw = true;
                html::read(&mut builder, &text[range.clone()], range.start, &places);
            }
            Event::End(TagEnd::HtmlBlock) => raw = false,
            _ if raw => {}
            Event::InlineHtml(_) => html::read(&mut builder, &text[range.clone()], range.start, &places),
            Event::Start(mark) => {
                let mut attributes = Attributes::NONE;
                if let Mark::Table(alignments) = &mark {
                    columns = alignments.len();
                }
                hollow = mark == Mark::TableRow && text[range.clone()].trim() == HOLLOW;
                if let Mark::Link { dest_url, .. } = &mark {
                    attributes.href = Some(dest_url.to_string());
                }
                builder.open(tag(mark.to_end()), at, attributes);
                if mark == Mark::TableHead {
                    builder.open(Tag::Row, at, Attributes::NONE);
                }
            }
            Event::End(mark) => builder.close(tag(mark), at),
            Event::Text(words) | Event::Code(words) => builder.text(at, words.as_ref().into()),
            Event::SoftBreak if begins_anew(&text, range.start, range.end) => {
                builder.open(Tag::Break, at, Attributes::NONE);
            }
            Event::SoftBreak => builder.text(at, "\n".into()),
            Event::HardBreak => builder.open(Tag::Break, at, Attributes::NONE),
            _ => {}
        }
    }
    let page = builder.finish(report);
    Writer::new(room, report, true).page(&page)
}

/// Whether the vendor means a paragraph to end between two lines, though no blank line is there: before a request line or a
/// caption, and around what announces a status or a section.
fn begins_anew(text: &str, end: usize, start: usize) -> bool {
    let last = text[..end].rsplit('\n').next().unwrap_or_default();
    let mut below = text[start..].split('\n').map(|line| line.trim_start_matches([' ', '>']));
    let next = below.next().unwrap_or_default();
    let stands_alone = |line: &str| {
        let bare = line.trim_matches(['*', '>', ' ']);
        let bold = line.trim_start_matches(['>', ' ']).starts_with("**");
        let is_code = bare.len() == 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
        is_code || walk::status_line(bare).is_some() || is_note(bare) || (bold && Section::of_heading(bare).is_some())
    };
    if uri::begins(next) || stands_alone(next) || stands_alone(last) {
        return true;
    }
    let table = |line: &str| line.starts_with('|') || line.starts_with("<table");
    let caption = walk::caption_number(next.trim_start_matches('*')).is_some();
    caption && below.find(|line| !line.trim().is_empty()).is_some_and(table)
}

/// Whether a line is no more than the word *Note* above a note.
fn is_note(line: &str) -> bool {
    let word = line.rsplit([')', '*', ' ']).next().unwrap_or(line).trim_end_matches([':', '：']);
    let short = line.starts_with("![") || word.len() + 6 > line.len();
    short
        && matches!(
            word.to_ascii_lowercase().as_str(),
            "note" | "notice" | "caution" | "warning" | "说明" | "须知" | "注意"
        )
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
    let (mut fence, mut inside): (Option<&str>, usize) = (None, 0);
    let mut table = RawTable::default();
    let mut columns = None;
    let mut item = 0;
    for (at, line) in lines.iter().enumerate() {
        let bare = line.text.trim_start();
        // A fence may stand right behind the mark of an item.
        let mark = if fence.is_none() { contents_of_item(bare) } else { 0 };
        let marks = ["```", "~~~"].into_iter().find(|fence| bare[mark..].starts_with(fence));
        match (fence, marks) {
            (Some(open), Some(close)) if open == close && bare.trim_end().trim_matches(['`', '~']).is_empty() => {
                fence = None;
            }
            (None, Some(open)) if table.depth == 0 => (fence, inside) = (Some(open), line.indent() + mark),
            (Some(_), None)
                if bare.starts_with('#') && Section::of_heading(bare.trim_matches(['#', ' '])).is_some() =>
            {
                fence = None; // It was never closed.
            }
            _ => {}
        }
        let of_table = bare.starts_with('|') || is_separator(bare) || (columns.is_some() && bare.contains('|'));
        if fence.is_none() && line.indent() == 0 && !line.is_blank() && !of_table {
            item = contents_of_item(line.text);
        }
        if fence.is_some() || marks.is_some() {
            // Code that begins at the margin would end the item which its fence stands in, and all below be code.
            if mark == 0 && !line.is_blank() {
                text.extend(std::iter::repeat_n(' ', inside.saturating_sub(line.indent())));
            }
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
            check_start(lines[at - 1], report);
            columns = Some(wanted);
        } else {
            // The vendor lets tables of an item begin at the margin, where they would end it.
            if of_table && line.indent() == 0 {
                text.extend(std::iter::repeat_n(' ', item));
            }
            match columns.filter(|_| line.text.contains('|')) {
                Some(_) if bare.trim_end() == "|" => text.push_str(HOLLOW),
                Some(wanted) => row(*line, wanted, &mut text, report),
                None => {
                    let header = lines.get(at + 1).is_some_and(|next| is_separator(next.text));
                    let above = at.checked_sub(1).is_some_and(|above| lines[above].text.trim_start().starts_with('|'));
                    if bare.starts_with('|') && !header && !above && table.depth == 0 {
                        let message = "this line is of no table".into();
                        let help = "a table begins with its header, and a line `|---|---|` below it";
                        report.error("damaged-table", line.number, line.column, message, help);
                    }
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
    check_start(line, report);
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
            // Rows below the end of their table, or without its beginning, make one.
            let bare = line.text.trim_start();
            self.depth = usize::from(["<tr", "<td", "<th", "<tbody"].iter().any(|tag| bare.starts_with(tag)));
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

/// A row that begins with a pipe that is none has lost a cell.
fn check_start(line: Line<'_>, report: &mut Report) {
    if line.text.trim_start().starts_with("\\|") {
        let help = "close each cell of the row with one `|`, and write a `|` within a cell as `\\|`";
        report.error(
            "ragged-table",
            line.number,
            line.column,
            "the row begins with a `|` that is a letter".into(),
            help,
        );
    }
}

fn check(line: Line<'_>, wanted: usize, report: &mut Report) {
    let found = cells(line.text).len();
    if found != wanted {
        let message = format!("expected {wanted} cells in this row, but found {found}");
        let help = "close each cell of the row with one `|`, and write a `|` within a cell as `\\|`";
        report.error("ragged-table", line.number, line.column, message, help);
    }
}
