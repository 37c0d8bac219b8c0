//! A walk over the block tree: every block with the part of the page it stands in.

use std::cell::OnceCell;

use contract::Status;

use crate::blocks::{Block, Line, Table};
use crate::chinese;
use crate::examples::{self, curl};
use crate::inline::Inline;
use crate::json;
use crate::sections::Section;
use crate::tables::{self, Columns};
use crate::words::Words;

mod cut;
mod status;

pub(crate) use status::{status, status_line};

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
    /// The 3 of `Table 3`, which its caption begins with.
    pub(crate) number: Option<usize>,
    /// Its caption, or the short paragraph before it where it has none.
    pub(crate) caption: Inline<'p>,
}

/// A page, block by block.
#[derive(Default)]
pub(crate) struct Walk<'p> {
    pub(crate) marked: bool,
    /// Whether its tables have captions, by which they can be told apart.
    pub(crate) captioned: bool,
    pub(crate) title: Option<String>,
    pub(crate) original_name: Option<Line<'p>>,
    pub(crate) paragraphs: Vec<(Spot, u32, Inline<'p>)>,
    pub(crate) codes: Vec<(Spot, Vec<Line<'p>>)>,
    /// What the JSON in each of them reads as: asked for the bodies, and for the shape of their tables.
    read: Vec<OnceCell<Option<json::Read>>>,
    /// The statuses that labels name, each with the line of its label.
    pub(crate) statuses: Vec<(Spot, Status, u32)>,
    pub(crate) tables: Vec<Found<'p>>,
}

struct State<'p> {
    spot: Spot,
    hint: Inline<'p>,
    labels: Vec<&'p str>,
    containers: u32,
    /// What a paragraph announces of the code after it.
    example: Option<Section>,
    /// Where the list stands whose last item is a label alone: what follows, though not indented, is in that item.
    list: Option<Spot>,
    /// Where an example stands that a heading within a section has opened.
    beneath: Option<Spot>,
    /// The label of the item around the items that tables stand in, where it says what all of them are about.
    around: Option<Inline<'p>>,
    /// Whether a section shows the request line, the headers and the body together, as pages of object storage do.
    shows_request: bool,
}

impl<'p> Walk<'p> {
    /// Walks over the blocks of a page; `marked` says whether it has inline markup.
    pub(crate) fn over(blocks: Vec<Block<'p>>, marked: bool) -> Self {
        let mut walk = Self { marked, ..Self::default() };
        let spot = Spot { section: Section::Function, answer: Answer::Unsaid, container: 0 };
        let mut state = State {
            spot,
            hint: Inline::default(),
            labels: Vec::new(),
            containers: 0,
            example: None,
            list: None,
            beneath: None,
            around: None,
            shows_request: false,
        };
        walk.blocks(blocks, &mut state);
        walk
    }

    /// Lines as inline text, in the manner of the page.
    pub(crate) fn inline(&self, lines: &[Line<'p>]) -> Inline<'p> {
        if self.marked { Inline::rst(lines) } else { Inline::verbatim(lines) }
    }

    /// The JSON of a code block, from the first line that begins some.
    pub(crate) fn json(&self, code: usize) -> Option<&json::Read> {
        let (_, lines) = self.codes.get(code)?;
        let read = || Some(json::read(&lines[lines.iter().position(|line| examples::begins_json(line.text))?..]));
        self.read.get(code)?.get_or_init(read).as_ref()
    }

    fn code(&mut self, spot: Spot, lines: Vec<Line<'p>>) {
        self.codes.push((spot, lines));
        self.read.push(OnceCell::new());
    }

    fn blocks(&mut self, blocks: Vec<Block<'p>>, state: &mut State<'p>) {
        for block in cut::joined(blocks) {
            match block {
                Block::Heading { level, line } => self.heading(level, line, state),
                Block::Paragraph(lines) => {
                    let number = lines.first().map_or(0, |line| line.number);
                    let inline = self.inline(&lines);
                    self.paragraph(number, inline, state);
                }
                Block::Item(blocks) => self.item(blocks, state),
                Block::Note(blocks) => {
                    let (outer, list) = (state.spot, state.list.take());
                    state.containers += 1;
                    state.spot.container = state.containers;
                    self.blocks(blocks, state);
                    (state.spot, state.list) = (outer, list);
                }
                Block::Code(lines) => {
                    let section = state.example.unwrap_or(state.spot.section);
                    let spot = Spot { section, ..state.spot };
                    match curl::split(&lines) {
                        Some((command, body)) => {
                            self.code(spot, command);
                            self.code(spot, body);
                        }
                        None => self.code(spot, examples::apart(lines)),
                    }
                }
                Block::Table(table) => {
                    state.example = None;
                    // Examples have no tables: this one is the list's, or that of the section around.
                    let header = table.header.as_ref();
                    let within = state.beneath.filter(|_| {
                        state.spot.section.is_example() && header.is_some_and(|row| Columns::of(self, row).is_some())
                    });
                    state.spot = state.list.take().or(within).unwrap_or(state.spot);
                    let whole = match (table.caption, &state.around) {
                        (Some(line), _) => without_sign(self.inline(&[line])),
                        // Items within "Parameters in the request body" tell which case the table is for.
                        (None, Some(label)) => label.clone(),
                        (None, None) => state.hint.clone(),
                    };
                    let (number, caption) = without_number(&whole);
                    self.captioned |= table.caption.is_some() || number.is_some();
                    let caption = in_english(caption);
                    let labels = std::mem::take(&mut state.labels);
                    self.tables.push(Found { table, spot: state.spot, labels, number, caption });
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
        let heading = without_sign(self.inline(&[line]));
        // A caption that is written as a heading opens no section.
        if level > 1 && without_number(&heading).0.is_some() {
            state.hint = heading;
            return;
        }
        state.labels.clear();
        state.example = None;
        state.list = None;
        state.hint = Inline::default();
        let outer = state.spot;
        let text = heading.text;
        let section = match level {
            1 => Section::Function,
            // A heading below a section's is about something within it.
            3 => Section::of_heading(&text).unwrap_or(state.spot.section),
            _ => Section::of_heading(&text).unwrap_or(Section::Other),
        };
        // Where the request is shown as a whole, its parameters are those of the URI: the fields of its body are elements.
        state.shows_request |= text.eq_ignore_ascii_case("request syntax");
        let of_uri = state.shows_request && text.eq_ignore_ascii_case("request parameters");
        let section = if of_uri { Section::Uri } else { section };
        let answer = if chinese::english(&text).to_ascii_lowercase().starts_with("abnormal") {
            Answer::Abnormal
        } else {
            Answer::Unsaid
        };
        state.containers += 1;
        state.spot = Spot { section, answer, container: state.containers };
        state.beneath = match outer.section {
            _ if level < 3 || !section.is_example() => None,
            section if section.has_parameters() => Some(outer),
            _ => state.beneath,
        };
        if level == 1 && self.title.is_none() {
            self.title = Some(text.into_string());
        }
    }

    fn paragraph(&mut self, line: u32, inline: Inline<'p>, state: &mut State<'p>) {
        let inline = without_sign(inline);
        if let Some(status) = status_line(&inline.text) {
            state.spot.answer = Answer::Code(status, line);
            // Elsewhere, a status is that of no answer to this call.
            let section = state.spot.section;
            if matches!(section, Section::Response | Section::Status | Section::Other) || section.is_example() {
                self.statuses.push((state.spot, status, line));
            }
            state.hint = Inline::default();
            return;
        }
        let named = Section::of_heading(&inline.text);
        // `Example request:` announces the code that follows, and nothing else.
        let announces = inline.text.ends_with([':', '：']);
        state.example = named.filter(|section| announces && section.is_example() && !state.spot.section.is_example());
        // Within an example, `Request Body:` is about a part of what is sent.
        let is_part = announces && state.spot.section.is_example() && is_part_of_message(&inline.text);
        let section = named.filter(|_| inline.is_all_bold() && !is_part);
        // Within a request or a response, a paragraph of just these words is a heading too.
        let outer = state.list.unwrap_or(state.spot);
        let within = matches!(outer.section, Section::Request | Section::Response);
        let plain = named.filter(|section| within && section.is_example());
        if section.is_none() && plain.is_some() {
            state.list = Some(outer);
        }
        if let Some(section) = section.or(plain) {
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
        let outer = state.list.take().unwrap_or(state.spot);
        state.spot = outer;
        state.example = None;
        state.containers += 1;
        state.spot.container = state.containers;
        let alone = blocks.iter().filter(|block| !matches!(block, Block::Label(_))).count() == 1;
        let first = blocks.iter().find_map(|block| match block {
            Block::Paragraph(lines) => Some(self.inline(lines).text),
            Block::Label(_) => None,
            _ => Some(Words::default()),
        });
        let label = first.filter(|text| !text.is_empty() && text.len() <= 100).unwrap_or_default();
        if let Some(section) = state.spot.section.of_label(&label) {
            state.spot.section = section;
        }
        let shows = blocks.iter().any(|block| matches!(block, Block::Code(_)))
            && !blocks.iter().any(|block| matches!(block, Block::Table(_) | Block::Item(_)));
        if shows && state.spot.section == Section::Response && Section::tells_outcome(&label) {
            state.spot.section = Section::ResponseExample;
        }
        let lower = chinese::english(&label).to_ascii_lowercase();
        if ["abnormal", "error response", "failed response", "failed)", "失败"].iter().any(|word| lower.contains(word))
        {
            state.spot.answer = Answer::Abnormal;
        }
        state.hint = Inline::default();
        let around = state.around.take();
        let nests = blocks.iter().any(|block| matches!(block, Block::Item(_)));
        if let Some(Block::Paragraph(lines)) = blocks.iter().find(|block| !matches!(block, Block::Label(_)))
            && !label.is_empty()
            && nests
            && is_of_all(&label)
        {
            state.around = Some(self.inline(lines));
        } else {
            state.around.clone_from(&around);
        }
        self.blocks(blocks, state);
        state.around = around;
        let opens = alone && !label.is_empty() && label.len() <= 40 && state.spot.section != outer.section;
        state.list = opens.then_some(outer);
        if !opens {
            state.spot = outer;
            state.hint = Inline::default();
        }
    }
}

/// Whether a label says what all tables below it are about: the body.
fn is_of_all(label: &str) -> bool {
    let lower = label.to_ascii_lowercase();
    lower.contains("param") && lower.contains("body") && tables::is_generic(label)
}

/// Whether a label names the headers or the body of a message.
pub(crate) fn is_part_of_message(label: &str) -> bool {
    let label = chinese::english(label).trim_end_matches([':', '：', ' ']).to_ascii_lowercase();
    let part = ["request", "response"].iter().find_map(|way| label.strip_prefix(way)).unwrap_or(&label).trim_start();
    matches!(part, "header" | "headers" | "body")
}

/// A heading or a caption without the sign that leads to itself.
fn without_sign(inline: Inline<'_>) -> Inline<'_> {
    match inline.text.trim_end_matches(['¶', '\u{f0c1}', ' ']).len() {
        end if inline.text.ends_with(['¶', '\u{f0c1}']) => inline.slice(0..end),
        _ => inline,
    }
}

/// The number in a caption's `Table 3`, and the caption without it.
fn without_number<'p>(caption: &Inline<'p>) -> (Option<usize>, Inline<'p>) {
    match caption_number(&caption.text) {
        Some((number, end)) => (number, caption.slice(end..caption.text.len())),
        None => (None, caption.clone()),
    }
}

/// The number of the table whose caption a text begins like, and where the number ends.
pub(crate) fn caption_number(text: &str) -> Option<(Option<usize>, usize)> {
    let rest = ["Table ", "表"].iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| (rest[..digits].parse().ok(), text.len() - rest.len() + digits))
}

/// A caption that is a phrase of the grammar, in the language that the rules are written for.
fn in_english(caption: Inline<'_>) -> Inline<'_> {
    match chinese::caption(&caption.text) {
        english if *english == *caption.text => caption,
        english => Inline { text: english.into_owned().into(), ..Inline::default() },
    }
}
