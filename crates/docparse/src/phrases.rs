//! A description taken apart: paragraphs, list items, and the labelled phrases that structure them.

use crate::blocks::{Block, Cell, Line};
use crate::chinese;
use crate::constraints;
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
    /// An item of a list within an item.
    Nested,
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
    let (outer, mut kind) = (kind, kind);
    for block in blocks {
        match block {
            Block::Paragraph(lines) => push(lines, kind, parts),
            Block::Heading { line, .. } => push(&[*line], kind, parts),
            Block::Item(blocks) => {
                let inner = match (outer, kind) {
                    (Kind::Paragraph, _) => Kind::Item,
                    (Kind::Item, Kind::Aside) => Kind::Nested,
                    _ => Kind::Aside,
                };
                flatten(blocks, inner, parts)
            }
            Block::Note(blocks) => flatten(blocks, Kind::Aside, parts),
            Block::Code(_) | Block::Table(_) | Block::Label(_) | Block::Field { .. } => {}
        }
        if matches!(kind, Kind::Item | Kind::Nested) {
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
        Some(match chinese::english(word).to_ascii_lowercase().as_str() {
            "parameter description" | "definition" | "details" | "explanation" | "meaning" => Self::Definition,
            "constraint" | "constraints" | "restriction" | "restrictions" => Self::Constraints,
            "range" | "value range" | "options" | "value options" => Self::Range,
            "values"
            | "value"
            | "enumeration values"
            | "enumeration value"
            | "enumerated values"
            | "status values"
            | "possible values"
            | "valid values"
            | "valid value"
            | "available values"
            | "allowed values"
            | "supported values"
            | "enumeration"
            | "the options are as follows"
            | "the values are as follows"
            | "possible values are as follows"
            | "the value options are as follows"
            | "the options are"
            | "the value can be"
            | "the value can be one of the following" => Self::Values,
            "default" | "default value" => Self::Default,
            "minimum length" | "min length" => Self::MinLength,
            "maximum length" | "max length" => Self::MaxLength,
            "minimum" | "minimum value" | "min" => Self::Minimum,
            "maximum" | "maximum value" | "max" => Self::Maximum,
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
    /// The line of the item that it stands in, where it is the list or a paragraph of one; 0 in a note.
    pub(crate) within: Option<u32>,
}

pattern!(
    LABELS,
    r"(Parameter description|Definition|Constraints?|Value [Rr]ange|Range|Options|Default [Vv]alue|Default|Min(?:imum)? [Ll]ength|Max(?:imum)? [Ll]ength|Minimum [Vv]alue|Maximum [Vv]alue|Minimum|Maximum|Enumerat(?:ion|ed) [Vv]alues?|Status [Vv]alues|(?:Possible|Valid|Available|Allowed|Supported) [Vv]alues?|Values?|Array [Ll]ength|Regular expression|Example(?: value)?|Note)\s*:|(?:参数解释|约束限制|取值范围|缺省值|默认取值|默认值|最小长度|最大长度|最小值|最大值|枚举值|数组长度|正则匹配|正则表达式|样例)\s*[:：]"
);

/// Groups the parts of a description into phrases.
pub(crate) fn phrases<'p>(parts: &[Part<'p>]) -> Vec<Phrase<'p>> {
    let mut phrases: Vec<Phrase<'p>> = Vec::new();
    for part in parts {
        if part.kind == Kind::Aside {
            phrases.push(Phrase { line: part.line, inline: part.inline.clone(), within: Some(0), ..Phrase::default() });
            continue;
        }
        let in_block = phrases.last().is_some_and(|phrase| phrase.block);
        if part.kind == Kind::Nested {
            nested(part, &mut phrases);
            continue;
        }
        // Under a label that stands alone, paragraphs such as `**a**: what it means` or `**a**` are a list too.
        let lead = part.inline.bold.first().filter(|bold| bold.start == 0).map(|bold| &part.inline.text[bold.end..]);
        let explains = lead.is_some_and(|rest| !part.inline.is_all_bold() && rest.trim_start().starts_with(':'));
        // So they are below a sentence that announces a list.
        let announced =
            phrases.last().is_some_and(|phrase| phrase.label.is_none() && phrase.inline.text.ends_with(':'));
        let of_values = matches!(phrases.last().and_then(|phrase| phrase.label), Some(Label::Values | Label::Range));
        let word = part.inline.text.starts_with(|c: char| c.is_ascii_alphabetic()) && !part.inline.text.contains(' ');
        let lone = of_values && word && part.inline.is_all_bold() && Label::of(&part.inline.text).is_none();
        if part.kind == Kind::Item || (announced && explains) || (in_block && (explains || lone)) {
            if phrases.is_empty() {
                phrases.push(Phrase { line: part.line, ..Phrase::default() });
            }
            // After an inner list, the outer one goes on.
            let outer = phrases.iter().rposition(|phrase| phrase.within.is_none()).unwrap_or(0);
            if let Some(phrase) = phrases.get_mut(outer) {
                phrase.items.push(part.clone());
            }
            continue;
        }
        let alone = part.inline.text.trim_end_matches([':', '：', ' ']);
        if let Some(label) =
            Label::of(alone).filter(|_| part.inline.is_all_bold() || part.inline.text.ends_with([':', '：']))
        {
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

/// Puts an item of an inner list below the item that announces it, as a phrase of its own: `Possible values are:`.
fn nested<'p>(part: &Part<'p>, phrases: &mut Vec<Phrase<'p>>) {
    let parent = phrases.iter().rfind(|phrase| phrase.within.is_none()).and_then(|phrase| phrase.items.last()).cloned();
    let within = Some(parent.as_ref().map_or(0, |parent| parent.line));
    if let Some(last) = phrases.last_mut().filter(|phrase| phrase.within == within && !phrase.items.is_empty()) {
        last.items.push(part.clone());
        return;
    }
    let mut phrase = Phrase { line: part.line, within, items: vec![part.clone()], ..Phrase::default() };
    if let Some(parent) = parent {
        phrase.label = Label::of(parent.inline.text.trim_end_matches([':', ' ']));
        if phrase.label.is_none() {
            phrase.inline = parent.inline;
        }
    }
    phrases.push(phrase);
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
    if text.contains([':', '：']) {
        for found in LABELS.find_iter(text) {
            let before = text[..found.start()].trim_end();
            // Some renditions lose the blank before it: `How many.Minimum: **1**Maximum: **9**`.
            let glued = text[..found.start()].ends_with(|c: char| c.is_ascii_alphanumeric());
            let value = text.len() - text[found.end()..].trim_start().len();
            if glued && !part.inline.bold.iter().any(|bold| bold.start == value) {
                continue;
            }
            let fits = match found.as_str().is_ascii() {
                // Chinese has no blanks, and some renditions no full stops.
                false => !constraints::is_chinese_case(before),
                true => {
                    before.is_empty()
                        || before.ends_with(['.', ';', ')', '。', '；', '）'])
                        || before.ends_with(|c: char| c.is_ascii_digit())
                        || before.ends_with("character")
                        || before.ends_with("characters")
                        || open.0.is_some()
                        || glued
                }
            };
            let label = Label::of(found.as_str().trim_end_matches([':', '：', ' ']));
            if let Some(label) = label.filter(|_| fits) {
                close(open, found.start());
                open = (Some(label), found.end());
            }
        }
    }
    close(open, text.len());
}
