//! The text renditions: section words instead of headings, tables with one cell per line, no markup.

use crate::blocks::{Block, Line, Table};
use crate::chinese;
use crate::report::Report;
use crate::rst::marker;
use crate::sections::Section;
use crate::tables::Columns;
use crate::walk::Walk;

mod cells;
mod closed;
mod example;
mod head;
mod lined;
mod piped;

use cells::is_separator;

/// Reads lines into blocks.
pub(crate) fn blocks<'p>(lines: &[Line<'p>], report: &mut Report) -> Vec<Block<'p>> {
    let mut blocks = Vec::new();
    let mut section = None;
    // The section that an example stands in which no heading of its own has opened.
    let mut outer = None;
    let (mut titled, mut stray) = (false, false);
    let (mut separator, mut heading) = (Ahead::default(), Ahead::default());
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        let trimmed = line.trimmed();
        if trimmed.text.is_empty() {
            at += 1;
            continue;
        }
        if !titled {
            if let Some(line) = head::title(&lines[at..]) {
                titled = true;
                blocks.push(Block::Heading { level: 1, line });
            }
            at += 1;
            continue;
        }
        let within = section.is_some_and(Section::is_example);
        let found = Section::of_heading(trimmed.text);
        if let Some(found) = found.filter(|_| !(within && example::goes_on(&lines[at..]))) {
            // `Example:` within a section announces what follows, up to the next table.
            outer = outer
                .or(section)
                .filter(|outer| found.is_example() && trimmed.text.ends_with([':', '：']) && outer.has_parameters());
            blocks.push(Block::Heading { level: if outer.is_some() { 3 } else { 2 }, line: trimmed });
            section = Some(found);
            at += 1;
            continue;
        }
        // A row that begins with a pipe is looked through up to the separator, so it has to be known that there is one.
        let begins = !trimmed.text.starts_with('|')
            || separator.next(lines, at + 1, |at| is_separator(lines[at].text))
                < heading.next(lines, at, |at| is_heading(&lines[at..]));
        if begins && let Some((table, taken)) = table(&lines[at..], report) {
            if table.header.as_ref().is_some_and(|header| Columns::of(&Walk::default(), header).is_some()) {
                section = outer.take().or(section);
            }
            blocks.push(Block::Table(table));
            at += taken;
            stray = false;
            continue;
        }
        if section == Some(Section::Skip) {
            at += 1;
            continue;
        }
        if names_columns(&lines[at..]) && !section.is_some_and(Section::is_example) {
            let message = "the columns of a table are named here, but nothing tells its cells apart".into();
            let help = "end each cell with `|`, and set `|---|` for each column below the header";
            report.error("damaged-table", line.number, trimmed.column, message, help);
        }
        // A table that its header or one of its rows has broken.
        if trimmed.text.ends_with('|') && !section.is_some_and(Section::is_example) && !stray {
            stray = true;
            let message = "this cell stands in no table".into();
            let help = "a table begins with its header, `|---|` for each column below it; each cell ends with one `|`";
            report.error("damaged-table", line.number, trimmed.column, message, help);
        }
        // `- Example request`: an item that works as a heading, what is in it no longer told from what follows.
        if let Some(found) = item(trimmed.text).and_then(Section::of_heading).filter(|found| found.is_example()) {
            blocks.push(Block::Heading { level: 3, line: trimmed.from(2) });
            outer = outer.or(section).filter(|outer| outer.has_parameters());
            section = Some(found);
            at += 1;
            continue;
        }
        if head::is_lost_table(&lines[at..]) {
            let message = "the caption has no table below it: its cells stand as paragraphs".into();
            let help = "fetch the page in a rendition that keeps its tables";
            report.error("caption-without-table", trimmed.number, trimmed.column, message, help);
        }
        at += match section {
            Some(section) if section.is_example() => example::read(&lines[at..], &mut blocks),
            // `- Parameters in the lamp field`: what announces a table is in no list that ends before it.
            _ if item(trimmed.text).is_some() && announces_table(&lines[at + 1..]) => {
                blocks.push(Block::Paragraph(vec![trimmed.from(2)]));
                1
            }
            _ => {
                blocks.push(paragraph(trimmed));
                1
            }
        };
    }
    blocks
}

fn announces_table(lines: &[Line<'_>]) -> bool {
    let mut next = lines.iter().map(|line| line.text.trim()).filter(|text| !text.is_empty());
    next.next().is_some_and(|text| text.starts_with('|') || text.ends_with('|'))
}

/// The next line of a kind, looked for once however often it is asked for.
#[derive(Default)]
struct Ahead(Option<usize>);

impl Ahead {
    /// The first such line from that one on; the number of all lines where there is none.
    fn next(&mut self, lines: &[Line<'_>], from: usize, is: impl Fn(usize) -> bool) -> usize {
        match self.0 {
            Some(known) if known >= from => known,
            _ => *self.0.insert((from..lines.len()).find(|at| is(*at)).unwrap_or(lines.len())),
        }
    }
}

/// Whether the header of a table begins here that has no pipes: the name of one column, and that of the next beside it or
/// below.
fn names_columns(lines: &[Line<'_>]) -> bool {
    const FIRST: [&str; 4] = ["parameter", "parameters", "name", "field"];
    const NEXT: [&str; 8] =
        ["in", "mandatory", "type", "description", "parameter type", "mandatory or not", "data type", "value"];
    let is = |text: &str, known: &[&str]| {
        let text = text.trim();
        text.len() <= 40 && known.iter().any(|word| chinese::english(text).eq_ignore_ascii_case(word))
    };
    let text = lines[0].text.trim();
    match text.split_once("  ") {
        Some((first, rest)) => {
            is(first, &FIRST)
                && rest.split("  ").find(|text| !text.trim().is_empty()).is_some_and(|next| is(next, &NEXT))
        }
        None => is(text, &FIRST) && lines.get(1).is_some_and(|next| is(next.text, &NEXT)),
    }
}

/// Whether a section begins here. `Description` among the cells of a header, which has lost its pipe, begins none.
fn is_heading(lines: &[Line<'_>]) -> bool {
    let is_cell = |text: &str| is_separator(text) || (text.len() > 1 && text.ends_with('|'));
    let next = || lines[1..].iter().map(|line| line.text.trim()).find(|text| !text.is_empty());
    Section::of_heading(lines[0].text.trim()).is_some() && !next().is_some_and(is_cell)
}

fn item(text: &str) -> Option<&str> {
    text.strip_prefix("- ").map(str::trim)
}

fn paragraph(line: Line<'_>) -> Block<'_> {
    match marker(line.text).filter(|_| line.text.starts_with("- ")) {
        Some(width) => Block::Item(vec![Block::Paragraph(vec![line.from(width)])]),
        None => Block::Paragraph(vec![line]),
    }
}

/// The table that begins here, and how many lines it takes. `None` where no separator follows.
fn table<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let first = lines.first()?.text.trim();
    match (first.starts_with('|'), first.ends_with('|')) {
        (true, _) => piped::table(lines, report),
        (false, true) => closed::table(lines, report)
            .or_else(|| piped::opened(lines, report))
            .or_else(|| lined::table(lines, report)),
        _ => lined::table(lines, report),
    }
}
