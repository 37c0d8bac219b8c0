//! A walk over the block tree: every block with the part of the page it stands in.

use contract::Status;

use crate::blocks::{Block, Line, Table};
use crate::inline::Inline;
use crate::sections::Section;

/// What the words before a response's table or example say about its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    /// Nothing.
    Unsaid,
    /// `Status code: 400`, and in which line.
    Code(Status, u32),
    /// *Abnormal response*.
    Abnormal,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) section: Section,
    pub(crate) answer: Answer,
    /// Which list item, note or section it is in: blocks with equal numbers stand side by side.
    pub(crate) container: u32,
}

/// A table and its surroundings.
pub(crate) struct Found<'p> {
    pub(crate) table: Table<'p>,
    pub(crate) spot: Spot,
    /// The labels that references reach it by.
    pub(crate) labels: Vec<&'p str>,
    /// Its caption, or the short paragraph before it where it has none.
    pub(crate) caption: Inline<'p>,
}

/// A page, block by block.
#[derive(Default)]
pub(crate) struct Walk<'p> {
    pub(crate) marked: bool,
    pub(crate) title: Option<String>,
    pub(crate) original_name: Option<Line<'p>>,
    pub(crate) paragraphs: Vec<(Spot, u32, Inline<'p>)>,
    pub(crate) codes: Vec<(Spot, Vec<Line<'p>>)>,
    pub(crate) tables: Vec<Found<'p>>,
}

struct State<'p> {
    spot: Spot,
    hint: Inline<'p>,
    labels: Vec<&'p str>,
    containers: u32,
}

impl<'p> Walk<'p> {
    /// Walks over the blocks of a page; `marked` says whether it has inline markup.
    pub(crate) fn over(blocks: Vec<Block<'p>>, marked: bool) -> Self {
        let mut walk = Self { marked, ..Self::default() };
        let spot = Spot { section: Section::Function, answer: Answer::Unsaid, container: 0 };
        let mut state = State { spot, hint: Inline::default(), labels: Vec::new(), containers: 0 };
        walk.blocks(blocks, &mut state);
        walk
    }

    /// Lines as inline text, in the manner of the page.
    pub(crate) fn inline(&self, lines: &[Line<'p>]) -> Inline<'p> {
        if self.marked { Inline::rst(lines) } else { Inline::verbatim(lines) }
    }

    fn blocks(&mut self, blocks: Vec<Block<'p>>, state: &mut State<'p>) {
        for block in blocks {
            match block {
                Block::Heading { level, line } => self.heading(level, line, state),
                Block::Paragraph(lines) => {
                    let number = lines.first().map_or(0, |line| line.number);
                    let inline = self.inline(&lines);
                    self.paragraph(number, inline, state);
                }
                Block::Item(blocks) => self.item(blocks, state),
                Block::Note(blocks) => {
                    let outer = state.spot;
                    state.containers += 1;
                    state.spot.container = state.containers;
                    self.blocks(blocks, state);
                    state.spot = outer;
                }
                Block::Code(lines) => self.codes.push((state.spot, lines)),
                Block::Table(table) => {
                    let caption = match table.caption {
                        Some(line) => self.inline(&[line]),
                        None => state.hint.clone(),
                    };
                    let caption = without_number(&caption);
                    let labels = std::mem::take(&mut state.labels);
                    self.tables.push(Found { table, spot: state.spot, labels, caption });
                    state.hint = Inline::default();
                }
                Block::Label(label) => state.labels.push(label),
                Block::Field { name, value } => {
                    if name == "original_name" && self.original_name.is_none() {
                        self.original_name = Some(value);
                    }
                }
            }
        }
    }

    fn heading(&mut self, level: u8, line: Line<'p>, state: &mut State<'p>) {
        state.labels.clear();
        state.hint = Inline::default();
        let text = self.inline(&[line]).text;
        let section = match level {
            1 => Section::Function,
            // A heading below a section's is about something within it.
            3 => Section::of_heading(&text).unwrap_or(state.spot.section),
            _ => Section::of_heading(&text).unwrap_or(Section::Other),
        };
        let answer = if text.to_ascii_lowercase().starts_with("abnormal") { Answer::Abnormal } else { Answer::Unsaid };
        state.containers += 1;
        state.spot = Spot { section, answer, container: state.containers };
        if level == 1 && self.title.is_none() {
            self.title = Some(text);
        }
    }

    fn paragraph(&mut self, line: u32, inline: Inline<'p>, state: &mut State<'p>) {
        if let Some(status) = status_line(&inline.text) {
            state.spot.answer = Answer::Code(status, line);
            state.hint = Inline::default();
            return;
        }
        let section = inline.is_all_bold().then(|| Section::of_heading(&inline.text)).flatten();
        if let Some(section) = section {
            state.spot.section = section;
            if section.is_example() {
                // The status of the last table is not that of the examples below all tables.
                state.spot.answer = Answer::Unsaid;
            }
        }
        if inline.text.len() <= 100 {
            state.hint = inline.clone();
        }
        self.paragraphs.push((state.spot, line, inline));
    }

    /// An item of a list; its first paragraph may be the heading of what is in it.
    fn item(&mut self, blocks: Vec<Block<'p>>, state: &mut State<'p>) {
        let outer = state.spot;
        state.containers += 1;
        state.spot.container = state.containers;
        let first = blocks.iter().find_map(|block| match block {
            Block::Paragraph(lines) => Some(self.inline(lines).text),
            Block::Label(_) => None,
            _ => Some(String::new()),
        });
        let label = first.filter(|text| !text.is_empty() && text.len() <= 100).unwrap_or_default();
        if let Some(section) = state.spot.section.of_label(&label) {
            state.spot.section = section;
        }
        let lower = label.to_ascii_lowercase();
        if lower.contains("abnormal") || lower.contains("error response") {
            state.spot.answer = Answer::Abnormal;
        }
        state.hint = Inline::default();
        self.blocks(blocks, state);
        state.spot = outer;
        state.hint = Inline::default();
    }
}

/// `Status code: 400`.
fn status_line(text: &str) -> Option<Status> {
    let (head, code) = text.split_once(':')?;
    let head = head.trim();
    let fits = head.eq_ignore_ascii_case("status code") || head.eq_ignore_ascii_case("http status code");
    status(code.trim()).filter(|_| fits && code.len() < 60)
}

/// The status that a text begins with.
pub(crate) fn status(text: &str) -> Option<Status> {
    let word = text.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    match word.len() {
        3 => word.to_ascii_uppercase().parse().ok().filter(|_| !word.eq_ignore_ascii_case("default")),
        _ => None,
    }
}

/// A caption without its `Table 3`.
fn without_number<'p>(caption: &Inline<'p>) -> Inline<'p> {
    let text = caption.text.as_str();
    let Some(rest) = text.strip_prefix("Table ") else { return caption.clone() };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 { caption.clone() } else { caption.slice("Table ".len() + digits..text.len()) }
}
