//! A description taken apart: paragraphs, list items, and the labelled phrases that structure them.

use crate::blocks::{Block, Cell, Line};
use crate::constraints;
use crate::inline::Inline;
use crate::labels::{LABELS, Label};
use crate::lists;
use crate::report::Report;
use crate::rst;
use lost::{flat_list, in_order};

mod lost;

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
        let mut report = Report::new("".into(), Vec::new());
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

/// A phrase of a description, the label it stands under, and the list below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrase<'p> {
    pub(crate) label: Option<Label>,
    pub(crate) line: u32,
    pub(crate) inline: Inline<'p>,
    pub(crate) items: Vec<Part<'p>>,
    /// Whether the label stands alone in bold, so that all up to the next label belongs to it.
    block: bool,
    /// Whether it is an item of a list, all of which belongs to its label: `-  Default value: **a**`.
    item: bool,
    /// The line of the item that it stands in, where it is the list or a paragraph of one; 0 in a note.
    pub(crate) within: Option<u32>,
}

/// Groups the parts of a description into phrases.
pub(crate) fn phrases<'p>(parts: &[Part<'p>]) -> Vec<Phrase<'p>> {
    let mut phrases: Vec<Phrase<'p>> = Vec::new();
    let split: Option<Vec<Part<'p>>> = parts
        .iter()
        .any(|part| flat_list(part).is_some())
        .then(|| parts.iter().flat_map(|part| flat_list(part).unwrap_or_else(|| vec![part.clone()])).collect());
    let parts = split.as_deref().unwrap_or(parts);
    for (at, part) in parts.iter().enumerate() {
        if part.kind == Kind::Aside && explains(part) && announces(parts, at) {
            nested(part, &mut phrases);
            continue;
        }
        if part.kind == Kind::Aside {
            // One of them that is no value, `**lamp:**\ *xxx*`: then the list is not of all there are.
            let bold = part.inline.bold.first().is_some_and(|bold| bold.start == 0);
            let above = at.checked_sub(1).filter(|above| bold && explains(&parts[*above]) && announces(parts, *above));
            if above.is_some_and(|above| parts[above].kind == Kind::Aside) {
                phrases.pop();
            }
            phrases.push(Phrase { line: part.line, inline: part.inline.clone(), within: Some(0), ..Phrase::default() });
            continue;
        }
        let in_block = phrases.last().is_some_and(|phrase| phrase.block);
        if part.kind == Kind::Nested && is_word(part) && continues(&phrases) {
            // The marks of an outer list were lost after its first item.
            if let Some(phrase) = phrases.last_mut() {
                phrase.items.push(part.clone());
            }
            continue;
        }
        if part.kind == Kind::Nested {
            nested(part, &mut phrases);
            continue;
        }
        if let Some((label, value)) = labelled_item(part, phrases.last()) {
            let inline = part.inline.slice(value..part.inline.text.len());
            phrases.push(Phrase { label: Some(label), line: part.line, inline, item: true, ..Phrase::default() });
            continue;
        }
        // Under a label that stands alone, paragraphs such as `**a**: what it means` or `**a**` are a list too.
        let explains = explains_value(part);
        // So are several in a row.
        let neighbours = [at.checked_sub(1), Some(at + 1)];
        let in_row = explains && neighbours.into_iter().flatten().filter_map(|at| parts.get(at)).any(explains_value);
        // So they are below a sentence that announces a list.
        let announced = phrases.last().is_some_and(|phrase| match phrase.label {
            None => phrase.inline.text.ends_with(':'),
            // Below `Value options:`, one value is a list, too.
            Some(label) => {
                matches!(label, Label::Values | Label::Range) && !phrase.item && phrase.inline.text.is_empty()
            }
        });
        let of_values = matches!(phrases.last().and_then(|phrase| phrase.label), Some(Label::Values | Label::Range));
        let word = part.inline.text.starts_with(|c: char| c.is_ascii_alphabetic()) && !part.inline.text.contains(' ');
        let lone = of_values && word && part.inline.is_all_bold() && Label::of(&part.inline.text).is_none();
        if part.kind == Kind::Item || in_row || (announced && explains) || (in_block && (explains || lone)) {
            // After an inner list, the outer one goes on.
            let outer = phrases.iter().rposition(|phrase| phrase.within.is_none());
            // A list after a limit, or after a value, is none of theirs.
            let takes = |phrase: &Phrase<'_>| match phrase.label {
                _ if phrase.item => false,
                Some(Label::Default) => phrase.inline.text.is_empty(),
                label => label.is_none_or(Label::takes_list),
            };
            let outer = outer.filter(|outer| takes(&phrases[*outer])).unwrap_or_else(|| {
                phrases.push(Phrase { line: part.line, ..Phrase::default() });
                phrases.len() - 1
            });
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
            let prose = matches!(last.label, Some(Label::Definition | Label::Constraints | Label::Default));
            if last.inline.text.is_empty() && !(prose && LABELS.is_match(&part.inline.text)) {
                last.line = part.line;
                last.inline = part.inline.clone();
                continue;
            }
            // What follows a default explains it; what follows other prose may have labels of its own.
            if !prose {
                last.inline.append(&part.inline);
                continue;
            }
        }
        run_together(part, &mut phrases);
    }
    phrases
}

/// The label that an item begins with, and where its value begins; none of a case, none that is a value.
fn labelled_item(part: &Part<'_>, above: Option<&Phrase<'_>>) -> Option<(Label, usize)> {
    let text = part.inline.text.as_str();
    if part.kind != Kind::Item || !text.contains([':', '：']) {
        return None;
    }
    let found = LABELS.find(text).filter(|found| found.start() == 0)?;
    let word = found.as_str().trim_end_matches([':', '：', ' ']);
    let label = Label::of(word)?;
    // `-  Value: …` may be about the value of a tag, `-  **Default**: …` a value itself.
    let names = !matches!(word, "Value" | "取值" | "样例") && label != Label::Example;
    let plain = part.inline.bold_at(0).is_none() || word.contains(' ') || !word.is_ascii();
    let case = above.is_some_and(|above| above.label.is_none() && constraints::opens_case(&above.inline.text));
    (names && plain && !case).then_some((label, found.end()))
}

/// Words that begin a paragraph of their own kind, and are no values.
const HEADS: [&str; 14] = [
    "Notice",
    "Caution",
    "Important",
    "Tip",
    "Warning",
    "Format",
    "Type",
    "Unit",
    "Function",
    "Scenario",
    "Description",
    "注意",
    "单位",
    "格式",
];

/// Whether a paragraph explains a value: `**a**: what it means`, `**a** - what it means`.
fn explains_value(part: &Part<'_>) -> bool {
    part.kind == Kind::Paragraph && explains(part)
}

/// The same, wherever it stands.
fn explains(part: &Part<'_>) -> bool {
    let Some(bold) = part.inline.bold.first().filter(|bold| bold.start == 0) else { return false };
    let (word, rest) = part.inline.text.split_at(bold.end);
    let rest = rest.trim_start();
    let told = rest.starts_with([':', '：']) || ["- ", "– ", "— "].iter().any(|dash| rest.starts_with(dash));
    told && !word.contains(' ') && !part.inline.is_all_bold() && Label::of(word).is_none() && !HEADS.contains(&word)
}

/// Whether the item that a paragraph stands in ends in a colon, and all between them are such paragraphs.
fn announces(parts: &[Part<'_>], at: usize) -> bool {
    let above = parts[..at].iter().rev().take(MOST).find(|part| !(part.kind == Kind::Aside && explains(part)));
    above.is_some_and(|part| part.kind == Kind::Item && part.inline.text.ends_with([':', '：']))
}

/// No list is looked for further back.
const MOST: usize = 50;

/// Whether a part is nothing but a word that is a code: `LAMP_LIT`.
fn is_word(part: &Part<'_>) -> bool {
    lists::is_code(&part.inline.text)
        && part.inline.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether the last list so far is one of such words, so that a word below its last item goes on with it.
fn continues(phrases: &[Phrase<'_>]) -> bool {
    phrases.last().is_some_and(|phrase| {
        phrase.within.is_none()
            && !phrase.item
            && !phrase.items.is_empty()
            && phrase.items.len() < MOST
            && phrase.items.iter().all(is_word)
    })
}

/// Puts an item of an inner list below the item that announces it, as a phrase of its own: `Possible values are:`.
fn nested<'p>(part: &Part<'p>, phrases: &mut Vec<Phrase<'p>>) {
    if let Some(last) = phrases.last_mut().filter(|phrase| phrase.item) {
        last.items.push(part.clone());
        return;
    }
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
    if let Some(told) = in_order(part) {
        phrases.extend(told);
        return;
    }
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
                false => !constraints::opens_case(before),
                true => {
                    before.is_empty()
                        || before.ends_with(['.', ';', ')', '。', '；', '）'])
                        || before.ends_with(|c: char| c.is_ascii_digit())
                        || before.ends_with("character")
                        || before.ends_with("characters")
                        || open.0.is_some()
                        || glued
                        // Two words, the first in capitals, are no part of a sentence: `Its colour Default value: red`.
                        || (found.as_str().contains(' ') && !before.ends_with(" the") && !before.ends_with(','))
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
