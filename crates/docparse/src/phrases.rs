//! A description taken apart: paragraphs, list items, and the labelled phrases that structure them.

use crate::blocks::{Block, Cell, Line};
use crate::inline::Inline;
use crate::pattern::pattern;
use crate::rst::{self, Report};

/// One paragraph or list item of a description.
#[derive(Clone, Debug)]
pub(crate) struct Part<'p> {
    pub(crate) line: u32,
    pub(crate) kind: Kind,
    pub(crate) inline: Inline<'p>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Paragraph,
    /// An item of a list.
    Item,
    /// What stands below the first paragraph of an item, or in a note: never a value of a list.
    Aside,
}

/// The parts of a cell; `marked` says whether the page has inline markup.
pub(crate) fn parts<'p>(cell: &Cell<'p>, marked: bool) -> Vec<Part<'p>> {
    let mut parts = Vec::new();
    if !marked {
        for line in cell.lines.iter().filter(|line| !line.is_blank()) {
            let item = line.text.trim_start().strip_prefix("- ").map(|rest| line.from(line.text.len() - rest.len()));
            let kind = if item.is_some() { Kind::Item } else { Kind::Paragraph };
            let inline = Inline::verbatim(&[item.unwrap_or(*line)]);
            parts.push(Part { line: line.number, kind, inline });
        }
    } else if let [line] = cell.lines.as_slice() {
        parts.push(Part { line: line.number, kind: Kind::Paragraph, inline: Inline::rst(&[*line]) });
    } else {
        let mut report = Report { file: "".into(), problems: Vec::new() };
        flatten(&rst::blocks(&cell.lines, &mut report), Kind::Paragraph, &mut parts);
    }
    parts
}

fn flatten<'p>(blocks: &[Block<'p>], kind: Kind, parts: &mut Vec<Part<'p>>) {
    let mut kind = kind;
    for block in blocks {
        match block {
            Block::Paragraph(lines) => push(lines, kind, parts),
            Block::Heading { line, .. } => push(&[*line], kind, parts),
            Block::Item(blocks) => {
                flatten(blocks, if kind == Kind::Paragraph { Kind::Item } else { Kind::Aside }, parts)
            }
            Block::Note(blocks) => flatten(blocks, Kind::Aside, parts),
            Block::Code(_) | Block::Table(_) | Block::Label(_) | Block::Field { .. } => {}
        }
        if kind == Kind::Item {
            kind = Kind::Aside;
        }
    }
}

fn push<'p>(lines: &[Line<'p>], kind: Kind, parts: &mut Vec<Part<'p>>) {
    let line = lines.first().map_or(0, |line| line.number);
    parts.push(Part { line, kind, inline: Inline::rst(lines) });
}

/// What a labelled phrase is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Definition,
    Constraints,
    Range,
    Values,
    Default,
    MinLength,
    MaxLength,
    Minimum,
    Maximum,
    Items,
    Pattern,
    Example,
}

impl Label {
    pub(crate) fn of(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "parameter description" | "definition" | "details" | "explanation" | "meaning" => Self::Definition,
            "constraint" | "constraints" | "restriction" | "restrictions" => Self::Constraints,
            "range" | "value range" | "options" | "value options" => Self::Range,
            "values" | "value" | "enumeration values" | "enumeration value" | "enumerated values" | "status values"
            | "possible values" | "valid values" => Self::Values,
            "default" | "default value" => Self::Default,
            "minimum length" | "min length" => Self::MinLength,
            "maximum length" | "max length" => Self::MaxLength,
            "minimum" | "minimum value" => Self::Minimum,
            "maximum" | "maximum value" => Self::Maximum,
            "array length" => Self::Items,
            "regular expression" | "regex" => Self::Pattern,
            "example" | "example value" | "note" => Self::Example,
            _ => return None,
        })
    }
}

/// A phrase of a description, the label it stands under, and the list below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrase<'p> {
    pub(crate) label: Option<Label>,
    pub(crate) line: u32,
    pub(crate) inline: Inline<'p>,
    pub(crate) items: Vec<Part<'p>>,
    /// Whether the label stands alone in bold, so that all up to the next label belongs to it.
    block: bool,
}

pattern!(
    LABELS,
    r"\b(Parameter description|Definition|Constraints?|Value [Rr]ange|Range|Options|Default [Vv]alue|Default|Min(?:imum)? [Ll]ength|Max(?:imum)? [Ll]ength|Minimum [Vv]alue|Maximum [Vv]alue|Minimum|Maximum|Enumerat(?:ion|ed) [Vv]alues?|Status [Vv]alues|Possible [Vv]alues|Valid [Vv]alues|Values?|Array [Ll]ength|Regular expression|Example(?: value)?|Note)\s*:"
);

/// Groups the parts of a description into phrases.
pub(crate) fn phrases<'p>(parts: &[Part<'p>]) -> Vec<Phrase<'p>> {
    let mut phrases: Vec<Phrase<'p>> = Vec::new();
    for part in parts {
        if part.kind == Kind::Aside {
            phrases.push(Phrase { line: part.line, inline: part.inline.clone(), ..Phrase::default() });
            continue;
        }
        let in_block = phrases.last().is_some_and(|phrase| phrase.block);
        // Under a label that stands alone, paragraphs such as `**a**: what it means` are a list too.
        let lead = part.inline.bold.first().filter(|bold| bold.start == 0).map(|bold| &part.inline.text[bold.end..]);
        let explains = lead.is_some_and(|rest| !part.inline.is_all_bold() && rest.trim_start().starts_with(':'));
        if part.kind == Kind::Item || (in_block && explains) {
            if phrases.is_empty() {
                phrases.push(Phrase { line: part.line, ..Phrase::default() });
            }
            if let Some(phrase) = phrases.last_mut() {
                phrase.items.push(part.clone());
            }
            continue;
        }
        let alone = part.inline.text.trim_end_matches([':', ' ']);
        if let Some(label) = Label::of(alone).filter(|_| part.inline.is_all_bold() || part.inline.text.ends_with(':')) {
            let block = part.inline.is_all_bold();
            phrases.push(Phrase { label: Some(label), line: part.line, block, ..Phrase::default() });
            continue;
        }
        if let Some(last) = phrases.last_mut()
            && last.label.is_some()
            && (last.block || (last.inline.text.is_empty() && last.items.is_empty()))
        {
            if last.inline.text.is_empty() {
                last.line = part.line;
                last.inline = part.inline.clone();
            } else {
                last.inline.append(&part.inline);
            }
            continue;
        }
        run_together(part, &mut phrases);
    }
    phrases
}

/// `A sentence. Minimum length: 3 characters Maximum length: 33 characters`: one phrase per label.
fn run_together<'p>(part: &Part<'p>, phrases: &mut Vec<Phrase<'p>>) {
    let text = part.inline.text.as_str();
    let mut open = (None, 0);
    let mut close = |(label, start): (Option<Label>, usize), end: usize| {
        let inline = part.inline.slice(start..end);
        if label.is_some() || !inline.text.is_empty() {
            phrases.push(Phrase { label, line: part.line, inline, ..Phrase::default() });
        }
    };
    if text.contains(':') {
        for found in LABELS.find_iter(text) {
            let before = text[..found.start()].trim_end();
            let fits = before.is_empty()
                || before.ends_with(['.', ';', ')'])
                || before.ends_with(|c: char| c.is_ascii_digit())
                || before.ends_with("character")
                || before.ends_with("characters")
                || open.0.is_some();
            let label = Label::of(found.as_str().trim_end_matches([':', ' ']));
            if let Some(label) = label.filter(|_| fits) {
                close(open, found.start());
                open = (Some(label), found.end());
            }
        }
    }
    close(open, text.len());
}
