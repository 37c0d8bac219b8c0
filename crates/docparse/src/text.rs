//! The text renditions: section words instead of headings, tables with one cell per line, no markup.

use crate::blocks::{Block, Cell, Line, Row, Table, WIDEST};
use crate::chinese;
use crate::examples;
use crate::report::Report;
use crate::rst::marker;
use crate::sections::Section;
use crate::tables::Columns;
use crate::walk::{self, Walk};

mod head;
mod lined;

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
        if let Some(found) = found.filter(|_| !(within && is_part_of_example(&lines[at..]))) {
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
            Some(section) if section.is_example() => example(&lines[at..], &mut blocks),
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

/// An example of an answer shows no more headers.
const MOST_HEADERS: usize = 20;

/// Whether a label within an example names the part of the message that follows: `Request Body:`.
fn is_part_of_example(lines: &[Line<'_>]) -> bool {
    let label = lines[0].text.trim();
    let mut below = lines[1..].iter().map(|line| line.text.trim()).filter(|text| !text.is_empty());
    label.ends_with([':', '：'])
        && walk::is_part_of_message(label)
        && below.next().is_some_and(|next| next.starts_with(['{', '[']) || next.contains(": "))
}

/// A request line or JSON is code; the rest of an example section is words.
fn example<'p>(lines: &[Line<'p>], blocks: &mut Vec<Block<'p>>) -> usize {
    let first = lines[0].trimmed();
    let sent = examples::sent(lines);
    // The body may begin in the line of the URL.
    let is_open = |body: &str| body.starts_with(['{', '[']) && !Balance::default().closes(body);
    if let Some((taken, body)) = sent
        && !body.is_some_and(is_open)
    {
        blocks.push(Block::Code(lines[..taken].iter().map(|line| line.trimmed()).collect()));
        return taken;
    }
    // The status line and the headers of an answer belong to the body below them.
    let is_header = |line: &&Line<'_>| {
        line.text.split_once(':').is_some_and(|(name, _)| !name.trim().contains([' ', '{', '[', '"']))
    };
    let heads = match first.text.starts_with("HTTP/") {
        true => 1 + lines[1..].iter().take(MOST_HEADERS).take_while(is_header).count(),
        false => 0,
    };
    if sent.is_none() && !lines.get(heads).is_some_and(|line| line.text.trim_start().starts_with(['{', '['])) {
        blocks.push(paragraph(first));
        return 1;
    }
    let mut balance = Balance::default();
    let mut taken = heads;
    for line in &lines[heads..] {
        // A section word ends even what was never closed.
        if taken > heads && Section::of_heading(line.text.trim()).is_some() {
            break;
        }
        taken += 1;
        if balance.closes(line.text) {
            break;
        }
    }
    blocks.push(Block::Code(lines[..taken].to_vec()));
    taken
}

/// Counts brackets outside strings.
#[derive(Default)]
struct Balance {
    open: usize,
    quoted: bool,
}

impl Balance {
    /// Whether the last bracket is closed within this line.
    fn closes(&mut self, line: &str) -> bool {
        let mut escaped = false;
        for byte in line.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if self.quoted => escaped = true,
                b'"' => self.quoted = !self.quoted,
                _ if self.quoted => {}
                b'{' | b'[' => self.open += 1,
                b'}' | b']' => self.open = self.open.saturating_sub(1),
                _ => {}
            }
        }
        self.quoted = false; // No string of JSON goes on in the next line.
        self.open == 0
    }
}

/// Whether a line is `|---|---|`, or `---|---|` where rows begin without a pipe too.
fn is_separator(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 3
        && text.contains('|')
        && text.contains("---")
        && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// The table that begins here, and how many lines it takes. `None` where no separator follows.
fn table<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let first = lines.first()?.text.trim();
    match (first.starts_with('|'), first.ends_with('|')) {
        (true, _) => piped(lines, report),
        (false, true) => {
            closed(lines, report).or_else(|| opened(lines, report)).or_else(|| lined::table(lines, report))
        }
        _ => lined::table(lines, report),
    }
}

/// How many columns the header has that begins here, and how many lines it takes, where its cells end in a pipe each and
/// none begins with one.
fn closed_header(lines: &[Line<'_>]) -> Option<(usize, usize)> {
    // The cells of a whole table look like a header that has no end.
    for (columns, line) in lines.iter().take(WIDEST).enumerate() {
        let text = line.text.trim();
        if is_separator(text) {
            let wanted = text.trim_matches('|').split('|').count();
            // Where the separator begins with a pipe, the rows may do so too, and are read by that.
            let next = lines[columns + 1..].iter().map(|line| line.text.trim()).find(|text| !text.is_empty());
            let marked = text.starts_with('|') && next.is_none_or(|next| next.starts_with('|'));
            return (columns > 0 && columns == wanted && !marked).then_some((columns, columns + 1));
        }
        if !text.ends_with('|') {
            return None;
        }
    }
    None
}

/// A table whose cells end in a pipe each, and whose rows have no other mark: only their number tells where one ends.
fn closed<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let (columns, mut at) = closed_header(lines)?;
    let (header, _) = closed_row(&lines[..at - 1], columns);
    let mut table = Table { line: lines[0].number, header: Some(header), ..Table::default() };
    while let Some(line) = lines.get(at) {
        // The name of a parameter stands in one line, so a line without a pipe is no row.
        if !line.text.trim_end().ends_with('|') || closed_header(&lines[at..]).is_some() {
            break;
        }
        let (row, taken) = closed_row(&lines[at..], columns);
        if row.cells.len() != columns {
            ragged(report, *line, row.cells.len(), columns);
        }
        at += taken;
        table.rows.push(row);
    }
    Some((table, at))
}

/// A table whose rows begin with a pipe, but not its header.
fn opened<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let columns = lines.iter().take(WIDEST).take_while(|line| line.text.trim_end().ends_with('|'));
    let columns = columns.take_while(|line| !line.text.trim_start().starts_with('|')).count();
    let separator = lines.get(columns)?.text.trim();
    if !is_separator(separator) || separator.matches('|').count() != columns + 1 {
        return None;
    }
    let message = "the header of the table begins without its `|`".into();
    report.error("damaged-table", lines[0].number, lines[0].column, message, "write a `|` above the first cell");
    piped(lines, report)
}

fn closed_row<'p>(lines: &[Line<'p>], columns: usize) -> (Row<'p>, usize) {
    let mut row = Row { line: lines.first().map_or(0, |line| line.number), cells: Vec::new() };
    let (mut open, mut taken) = (Cell::default(), 0);
    for &line in lines {
        if row.cells.len() >= columns || Section::of_heading(line.text.trim()).is_some() {
            break;
        }
        taken += 1;
        take(line, false, columns, &mut row, &mut open);
    }
    if !open.is_empty() {
        row.cells.push(open);
    }
    (row, taken.max(1))
}

/// A table whose rows begin with a pipe.
fn piped<'p>(lines: &[Line<'p>], report: &mut Report) -> Option<(Table<'p>, usize)> {
    let mut header = Row { line: lines[0].number, cells: Vec::new() };
    let mut at = 0;
    let mut open = Cell::default();
    loop {
        let line = *lines.get(at)?;
        if at > 0 && is_separator(line.text) {
            break;
        }
        if at > 0 && line.text.trim_start().starts_with('|') {
            return None; // The header of a table is its first row.
        }
        take(line, at == 0 && line.text.trim_start().starts_with('|'), usize::MAX, &mut header, &mut open);
        at += 1;
    }
    let columns = columns(lines[at].text);
    if header.cells.len() > columns + 1 {
        return None;
    }
    if header.cells.len() != columns {
        ragged(report, lines[at], header.cells.len(), columns);
    }
    check_pipes(&header, report);
    at += 1;
    let mut table = Table { line: lines[0].number, header: Some(header), ..Table::default() };
    loop {
        let blank = lines[at..].iter().take_while(|line| line.is_blank()).count();
        let Some(&line) = lines.get(at + blank) else { break };
        if !line.text.trim_start().starts_with('|') || is_header(&lines[at + blank..]) {
            break;
        }
        at += blank;
        let (row, taken) = row(&lines[at..], columns, report);
        at += taken;
        table.rows.push(row);
    }
    Some((table, at))
}

/// Whether the row that begins here is the header of a table of its own: a separator comes before the next row.
fn is_header(lines: &[Line<'_>]) -> bool {
    let begins = |line: &Line<'_>| line.text.trim_start().starts_with('|') || is_separator(line.text);
    let Some(next) = (1..lines.len()).find(|at| begins(&lines[*at])) else { return false };
    // A row and a header that has lost its first pipe have more cells than there are columns.
    let cells = lines[..next].iter().map(|line| line.text.trim()).filter(|text| text.len() > 1 && text.ends_with('|'));
    is_separator(lines[next].text) && cells.count() <= columns(lines[next].text) + 1
}

/// How many columns a separator tells of.
fn columns(separator: &str) -> usize {
    separator.trim().trim_matches('|').split('|').count()
}

/// One row of a known number of columns.
fn row<'p>(lines: &[Line<'p>], columns: usize, report: &mut Report) -> (Row<'p>, usize) {
    let mut row = Row { line: lines[0].number, cells: Vec::new() };
    let mut open = Cell::default();
    let mut taken = 0;
    let gaps = has_gaps(lines, columns);
    for (at, &line) in lines.iter().enumerate() {
        let text = line.text.trim();
        if gaps && taken > 0 && text == "|" && row.cells.len() < columns {
            taken += 1;
            row.cells.push(std::mem::take(&mut open));
            continue;
        }
        let complete = row.cells.len() >= columns;
        if complete || (taken > 0 && (text.starts_with('|') || Section::of_heading(text).is_some())) {
            // A `|` alone may close the last cell, whose text stood in lines of its own.
            let next = lines.get(at + 1).map_or("", |next| next.text.trim());
            let ends = next.starts_with('|') || !next.ends_with('|');
            if !complete && text == "|" && ends && row.cells.len() + 1 == columns && !open.is_empty() {
                taken += 1;
                row.cells.push(std::mem::take(&mut open));
            }
            break;
        }
        taken += 1;
        take(line, taken == 1, columns, &mut row, &mut open);
    }
    let unclosed = !open.is_empty();
    if unclosed {
        row.cells.push(open);
    }
    let taken = taken.max(1);
    if unclosed && row.cells.len() == columns && lines.len() > taken {
        let (at, help) = (lines[taken - 1], "close each cell of the row with one `|`");
        report.error("ragged-table", at.number, at.column, "the last cell of the row is not closed".into(), help);
    }
    check_pipes(&row, report);
    if row.cells.len() != columns {
        match lines.get(taken) {
            Some(_) => ragged(report, lines[0], row.cells.len(), columns),
            None => report.error(
                "truncated-table",
                lines[taken - 1].number,
                lines[taken - 1].column,
                "the table ends in the middle of a row".into(),
                "the page seems cut off here: fetch it again",
            ),
        }
    }
    (row, taken)
}

/// Whether lone pipes within the row that begins here are empty cells, and not the beginning of the next row: then it
/// has as many cells as it should, and ends where a row can.
fn has_gaps(lines: &[Line<'_>], columns: usize) -> bool {
    let mut rest = lines.iter().map(|line| line.text.trim());
    if rest.next() != Some("|") {
        return false;
    }
    let mut gaps = false;
    for _ in 0..columns {
        // The text of a cell may take several lines.
        let Some(end) =
            rest.by_ref().take_while(|text| Section::of_heading(text).is_none()).find(|text| text.ends_with('|'))
        else {
            return false;
        };
        gaps |= end == "|";
    }
    gaps && rest.find(|text| !text.is_empty()).is_none_or(|next| next.starts_with('|') || !next.ends_with('|'))
}

/// A pipe at the end of a cell's words is none of them: either it is one too many, or the line before has lost its own.
fn check_pipes(row: &Row<'_>, report: &mut Report) {
    let mut lines = row.cells.iter().flat_map(|cell| &cell.lines);
    if let Some(line) = lines.find(|line| line.text.ends_with(['|', '\\'])) {
        let help = "close each cell of the row with one `|`";
        report.error("ragged-table", line.number, line.column, "this cell ends with more than one `|`".into(), help);
    }
}

fn ragged(report: &mut Report, line: Line<'_>, found: usize, expected: usize) {
    let message = format!("expected {expected} cells in this row, but found {found}");
    report.error("ragged-table", line.number, line.column, message, "close each cell of the row with one `|`");
}

/// Adds one line to a row: whole cells where it is written `| a | b |`, else a part of the cell that is open.
fn take<'p>(line: Line<'p>, first: bool, columns: usize, row: &mut Row<'p>, open: &mut Cell<'p>) {
    let mut line = line.trimmed();
    if first {
        line = line.from(1).trimmed();
    }
    let pipes = line.text.matches('|').count();
    if first && line.text.ends_with('|') && (columns == usize::MAX || pipes >= columns) && pipes > 1 {
        let mut start = 0;
        for (end, _) in line.text.match_indices('|') {
            row.cells.push(Cell { lines: line.part(start, end).map(Line::trimmed).into_iter().collect() });
            start = end + 1;
        }
        return;
    }
    let closed = line.text.strip_suffix('|');
    let text = Line { text: closed.unwrap_or(line.text).trim_end(), ..line };
    if !text.text.is_empty() {
        open.lines.push(text);
    }
    if closed.is_some() {
        row.cells.push(std::mem::take(open));
    }
}
