//! Rows of HTML: a count of `<tr>`.

use super::Counted;

/// Elements whose content nobody sees on the page.
const UNSEEN: [&str; 4] = ["script", "style", "template", "noscript"];

/// Whether a page is HTML as a whole: it begins with a tag, and no heading of Markdown comes before one of HTML.
pub(super) fn is_page(lines: &[&str]) -> bool {
    let mut lines = lines.iter().map(|line| line.trim_start()).skip_while(|line| line.is_empty()).peekable();
    if !lines.peek().is_some_and(|first| first.starts_with('<')) {
        return false;
    }
    let is_tag = |line: &str| {
        let heading = ["<h1", "<h2", "<h3", "<h4", "<h5", "<h6"].into_iter();
        ["<!doctype", "<html", "<body"].into_iter().chain(heading).any(|tag| find(line, tag).is_some())
    };
    let is_heading = |line: &str| {
        let words = line.trim_start_matches('#');
        words.len() < line.len() && words.starts_with(' ')
    };
    lines.find_map(|line| if is_heading(line) { Some(false) } else { is_tag(line).then_some(true) }).unwrap_or(true)
}

/// Whether a table of tags begins in a line of another rendition, or a part of one that has lost its first tag; code in
/// the line is none.
pub(super) fn begins_table(line: &str) -> bool {
    let tags = ["<table", "<thead", "<tbody", "<tr", "<td", "<th"];
    tags.into_iter().any(|tag| find(line, tag).is_some_and(|at| line[..at].matches('`').count().is_multiple_of(2)))
}

/// The tables of a page.
pub(super) fn page(lines: &[&str]) -> Vec<Counted> {
    let mut tags = Tags::default();
    for (line, number) in lines.iter().zip(1..) {
        tags.line(line, number);
    }
    tags.tables
}

/// Tags that come line by line.
#[derive(Default)]
pub(super) struct Tags {
    pub(super) tables: Vec<Counted>,
    open: Vec<Open>,
    /// What ends the comment or the script that goes on.
    until: Option<String>,
}

/// A table that is not yet closed.
struct Open {
    /// Which of the tables it is.
    index: usize,
    /// Whether a row is open.
    row: bool,
    /// Whether it only sets the numbers of its lines beside some code.
    code: bool,
}

impl Tags {
    /// Whether something goes on in the next line.
    pub(super) fn are_open(&self) -> bool {
        !self.open.is_empty() || self.until.is_some()
    }

    pub(super) fn close(&mut self) {
        self.open.clear();
        self.until = None;
    }

    /// Takes in what one line has.
    pub(super) fn line(&mut self, line: &str, number: u32) {
        let mut rest = line;
        loop {
            let start = match &self.until {
                Some(end) => find(rest, end).map(|at| at + end.len()),
                None => rest.find('<').map(|at| at + 1),
            };
            let Some(start) = start else { return };
            rest = &rest[start..];
            if let Some(end) = self.until.take() {
                // Behind what is quoted, the tag goes on.
                self.until = (end == "\"").then(|| ">".to_owned());
                continue;
            }
            let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "/!-".contains(c))).unwrap_or(rest.len());
            let (name, tag) = (rest[..name].to_ascii_lowercase(), &rest[..rest.find('>').unwrap_or(rest.len())]);
            match name.as_str() {
                "table" => self.table(number, tag.contains("highlight")),
                "/table" => drop(self.open.pop()),
                "tr" => self.row(number),
                "/tr" => self.open.iter_mut().rev().take(1).for_each(|table| table.row = false),
                // A cell without a row has one of its own.
                "td" | "th" if self.open.last().is_none_or(|table| !table.row) => self.row(number),
                name if name.starts_with("!--") => self.until = Some("-->".to_owned()),
                name if UNSEEN.contains(&name) => self.until = Some(format!("</{name}")),
                _ => {}
            }
            // A tag may go on in the next line.
            if self.until.is_none()
                && rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
                && !rest.contains('>')
            {
                let quoted = !rest.matches('"').count().is_multiple_of(2);
                self.until = Some(if quoted { "\"" } else { ">" }.to_owned());
                return;
            }
        }
    }

    fn table(&mut self, line: u32, code: bool) {
        let code = code || self.open.last().is_some_and(|outer| outer.code);
        self.open.push(Open { index: self.tables.len(), row: false, code });
        self.tables.push(Counted { line, rows: 0 });
    }

    fn row(&mut self, line: u32) {
        if self.open.is_empty() {
            self.table(line, false);
        }
        if let Some(table) = self.open.last_mut() {
            table.row = true;
            self.tables[table.index].rows += usize::from(!table.code);
        }
    }
}

/// Where a text in lower case stands in a line, in whatever case.
fn find(line: &str, wanted: &str) -> Option<usize> {
    let first = wanted.as_bytes().first()?;
    let at = |(at, _): (usize, &u8)| line.as_bytes().get(at..at + wanted.len()).map(|found| (at, found));
    let bytes = line.as_bytes().iter().enumerate().filter(|(_, byte)| *byte == first);
    bytes.filter_map(at).find(|(_, found)| found.eq_ignore_ascii_case(wanted.as_bytes())).map(|(at, _)| at)
}
