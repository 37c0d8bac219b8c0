//! A tree of elements to blocks.

use std::collections::HashSet;

use bumpalo::Bump;

use super::line::{self, Style, Words};
use super::tree::{At, Element, Node, Tag};
use crate::blocks::{Block, Line};
use crate::report::Report;
use crate::sections::Section;

/// Writes blocks, whose lines live in a room of their own because no page has them as they are.
pub(crate) struct Writer<'p, 'r> {
    pub(super) room: &'p Bump,
    pub(super) report: &'r mut Report,
    starred: bool,
    /// The level of the headings that open sections.
    sections: u8,
    titled: bool,
    /// What stands on this page, so that a reference to it leads somewhere.
    known: HashSet<String>,
    /// The last label before the title: what the vendor calls the page, which for some is the operation's name.
    name: Option<&'p str>,
    words: Words,
    pub(super) out: Vec<Block<'p>>,
    bolds: u32,
    /// Tables from the cells of the table that is being read, to stand behind it.
    pub(super) hoisted: Vec<Block<'p>>,
    /// How many tables are being read.
    pub(super) tables: usize,
    /// How many tables were found in cells.
    pub(super) nested: usize,
}

impl<'p, 'r> Writer<'p, 'r> {
    /// `starred` says that words between `**` are bold.
    pub(crate) fn new(room: &'p Bump, report: &'r mut Report, starred: bool) -> Self {
        let (words, out, hoisted) = (Words::default(), Vec::new(), Vec::new());
        Self {
            room,
            report,
            starred,
            sections: 2,
            titled: false,
            known: HashSet::new(),
            name: None,
            words,
            out,
            bolds: 0,
            hoisted,
            tables: 0,
            nested: 0,
        }
    }

    /// The blocks of a whole page.
    pub(crate) fn page(mut self, root: &Element) -> Vec<Block<'p>> {
        let mut levels = Vec::new();
        self.levels(root, &mut levels);
        self.sections = levels.into_iter().min().unwrap_or(2);
        self.children(root, &Style::default());
        self.flush();
        self.out
    }

    /// The levels of all headings that open a section, and the labels of the page.
    fn levels(&mut self, element: &Element, levels: &mut Vec<u8>) {
        self.known.extend(element.attributes().labels.iter().cloned());
        for inside in element.elements() {
            match level_of(inside) {
                Some(level) if Section::of_heading(&text_of(inside)).is_some() => levels.push(level),
                _ => {}
            }
            self.levels(inside, levels);
        }
    }

    /// The label that a reference leads to. One that is said to stand on this page, and that nothing there has, keeps its `#`:
    /// then the words of the reference say more than where it leads.
    fn label(&self, element: &Element) -> Option<String> {
        let href = element.attributes().href.as_deref()?;
        let label = line::label(href)?;
        let here = href.trim_start().starts_with('#') && !self.known.contains(&label);
        Some(if here { format!("#{label}") } else { label })
    }

    fn children(&mut self, element: &Element, style: &Style) {
        for node in &element.children {
            match node {
                Node::Text(at, text) => self.words.push(*at, text, style),
                Node::Element(inside) => self.element(inside, style),
            }
        }
    }

    pub(super) fn element(&mut self, element: &Element, style: &Style) {
        if is_permalink(element) {
            return;
        }
        if level_of(element).is_some() || matches!(element.tag, Tag::Table | Tag::Pre) {
            self.flush(); // Labels of their own come after the words before them.
        }
        if element.tag != Tag::Silent {
            self.labels(element);
        }
        match element.tag {
            Tag::Silent | Tag::Void => {}
            Tag::Break => self.flush(),
            Tag::Bold => {
                let bold = style.bold.or_else(|| Some(self.embolden()));
                self.children(element, &Style { bold, ..style.clone() });
            }
            Tag::Anchor => match self.label(element) {
                Some(label) => self.children(element, &Style { label: Some(label), ..style.clone() }),
                None => self.children(element, style),
            },
            Tag::Inline => {
                if !is_note_title(&element.attributes().class) {
                    self.children(element, style);
                }
            }
            Tag::Heading(level) => self.heading(element, level),
            Tag::Division if is_section_title(element) => self.heading(element, SECTION),
            Tag::Pre => {
                let code = code(element, self.room);
                self.out.push(Block::Code(code));
            }
            Tag::Table => self.table(element),
            Tag::Item => {
                let inside = self.inside(element);
                if !inside.is_empty() {
                    self.out.push(Block::Item(inside));
                }
            }
            Tag::Quote => self.note(element),
            Tag::Division if is_note(&element.attributes().class) => self.note(element),
            Tag::Division if is_note_title(&element.attributes().class) => {}
            // A paragraph in bold words is a paragraph.
            _ => {
                self.flush();
                self.children(element, style);
                self.flush();
            }
        }
    }

    /// The number of a further bold element.
    fn embolden(&mut self) -> u32 {
        self.bolds += 1;
        self.bolds
    }

    fn note(&mut self, element: &Element) {
        let inside = self.inside(element);
        self.out.push(Block::Note(inside));
    }

    /// What stands inside an element, as blocks of its own.
    pub(super) fn inside(&mut self, element: &Element) -> Vec<Block<'p>> {
        self.flush();
        let outer = std::mem::take(&mut self.out);
        self.children(element, &Style::default());
        self.flush();
        let mut inside = std::mem::replace(&mut self.out, outer);
        // Most hold one block, for which a list makes room for four.
        inside.shrink_to_fit();
        inside
    }

    /// What an element says, as one line.
    pub(super) fn line(&mut self, element: &Element) -> Option<Line<'p>> {
        let mut words = Words::default();
        let mut gather = vec![(element, Style::default(), 0)];
        while let Some((element, style, from)) = gather.pop() {
            for (at, node) in element.children.iter().enumerate().skip(from) {
                match node {
                    Node::Text(at, text) => words.push(*at, text, &style),
                    Node::Element(inside) if inside.tag == Tag::Break => words.push(inside.at, " ", &style),
                    Node::Element(inside) if is_permalink(inside) => {}
                    Node::Element(inside) => {
                        self.labels(inside);
                        let bold = match inside.tag {
                            Tag::Bold => style.bold.or_else(|| Some(self.embolden())),
                            _ => style.bold,
                        };
                        let label = self.label(inside);
                        let inner = Style { bold, label: label.or_else(|| style.label.clone()) };
                        gather.push((element, style, at + 1));
                        gather.push((inside, inner, 0));
                        break;
                    }
                }
            }
        }
        words.take(self.room, self.starred)
    }

    fn heading(&mut self, element: &Element, level: u8) {
        let known = Section::of_heading(&text_of(element)).is_some();
        let Some(line) = self.line(element) else { return };
        let level = match (self.titled || known, level) {
            (false, _) => 1,
            (true, level) if level <= self.sections => 2,
            (true, _) => 3,
        };
        if let Some(name) = self.name.take().filter(|_| level == 1) {
            let text = self.room.alloc_str(&format!("{name}.html"));
            self.out.push(Block::Field { name: "original_name", value: Line { text, ..line } });
        }
        self.titled |= level == 1;
        self.out.push(Block::Heading { level, line });
    }

    pub(super) fn labels(&mut self, element: &Element) {
        for label in element.attributes().labels.iter().filter(|label| !label.is_empty()) {
            let label = self.room.alloc_str(label);
            if !self.titled {
                self.name = Some(label);
            }
            self.out.push(Block::Label(label));
        }
    }

    /// Ends the paragraph that is open.
    pub(super) fn flush(&mut self) {
        let Some(line) = self.words.take(self.room, self.starred) else { return };
        let marks = ["- ", "\\* ", "• ", "· "];
        let block = match marks.iter().find_map(|mark| line.text.strip_prefix(mark)) {
            Some(text) => Block::Item(vec![Block::Paragraph(vec![Line { text: text.trim_start(), ..line }])]),
            None => Block::Paragraph(vec![line]),
        };
        self.out.push(block);
    }
}

/// The words of an element, without their looks.
fn text_of(element: &Element) -> String {
    let mut text = String::new();
    let mut waiting: Vec<&Node> = element.children.iter().rev().collect();
    while let Some(node) = waiting.pop() {
        match node {
            Node::Text(_, words) => text.push_str(words),
            Node::Element(inside) if is_permalink(inside) => {}
            Node::Element(inside) => waiting.extend(inside.children.iter().rev()),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a code block.
fn code<'p>(element: &Element, room: &'p Bump) -> Vec<Line<'p>> {
    let mut lines: Vec<(At, String)> = Vec::new();
    let mut waiting: Vec<&Node> = element.children.iter().rev().collect();
    while let Some(node) = waiting.pop() {
        match node {
            Node::Text((number, column), text) => {
                for (more, piece) in text.split('\n').enumerate() {
                    match lines.last_mut().filter(|_| more == 0) {
                        Some((_, line)) => line.push_str(piece),
                        None => {
                            let column = if more == 0 { *column } else { 1 };
                            lines.push(((number + more as u32, column), piece.to_owned()));
                        }
                    }
                }
            }
            Node::Element(inside) if inside.tag == Tag::Break => lines.push((inside.at, String::new())),
            Node::Element(inside) if inside.tag == Tag::Silent => {}
            Node::Element(inside) => waiting.extend(inside.children.iter().rev()),
        }
    }
    let line = |((number, column), text): (At, String)| {
        let text = text.replace('\u{a0}', " ");
        Line { number, column, text: room.alloc_str(text.trim_end()) }
    };
    lines.into_iter().map(line).collect()
}

/// The level of a heading that is a division of its own class.
const SECTION: u8 = 4;

fn level_of(element: &Element) -> Option<u8> {
    match element.tag {
        Tag::Heading(level) => Some(level),
        _ => is_section_title(element).then_some(SECTION),
    }
}

/// Whether an element is the heading of a section by its class alone.
fn is_section_title(element: &Element) -> bool {
    element.tag == Tag::Division && element.attributes().class.split_whitespace().any(|word| word == "sectiontitle")
}

/// Whether an element is the sign behind a heading or a caption that leads to itself.
fn is_permalink(element: &Element) -> bool {
    element.tag == Tag::Anchor && element.attributes().class.split_whitespace().any(|word| word == "headerlink")
}

const NOTES: [&str; 7] = ["note", "notice", "caution", "warning", "danger", "tip", "attention"];

/// Whether a class is that of a note.
fn is_note(class: &str) -> bool {
    class.split_whitespace().any(|word| NOTES.contains(&word))
}

/// Whether a class is that of the word *Note* above a note.
fn is_note_title(class: &str) -> bool {
    class.split_whitespace().any(|word| word.strip_suffix("title").is_some_and(|word| NOTES.contains(&word)))
}
