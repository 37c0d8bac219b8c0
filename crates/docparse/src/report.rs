//! What was wrong with a page, as far as reading went.

use std::sync::Arc;

use contract::{Place, Problem};

/// So many errors of one kind are told of one page: one that has more, has one that is repeated.
const MOST_TOLD: usize = 100;

/// Collects problems with the places of one file.
pub(crate) struct Report {
    pub(crate) file: Arc<str>,
    pub(crate) problems: Vec<Problem>,
    /// How many of each kind were met: a page of a megabyte may have half a million, most of which are not told.
    met: Vec<(&'static str, usize)>,
}

impl Report {
    /// With what was met before the page was read.
    pub(crate) fn new(file: Arc<str>, problems: Vec<Problem>) -> Self {
        Self { file, problems, met: Vec::new() }
    }

    /// Tells of an error, unless many of the kind have been told: who mends the page begins with those.
    pub(crate) fn error(&mut self, code: &'static str, line: u32, column: u32, message: String, help: &str) {
        let known = self.met.iter().position(|(met, _)| *met == code).unwrap_or_else(|| {
            self.met.push((code, 0));
            self.met.len() - 1
        });
        let before = self.met[known].1;
        self.met[known].1 += 1;
        let message = match before {
            0..MOST_TOLD => message,
            MOST_TOLD => format!("more than {MOST_TOLD} of these; the rest is not told"),
            _ => return,
        };
        self.problems.push(Problem::error(code, Place::new(self.file.clone(), line, column), message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_told_is_told_of_once() {
        let mut report = Report::new("page".into(), Vec::new());
        (1..300).for_each(|line| report.error("ragged-table", line, 1, "a cell is missing".into(), "add it"));
        report.error("truncated-table", 300, 1, "the table ends".into(), "fetch it again");
        let told: Vec<_> = report.problems[99..].iter().map(|problem| (problem.at.line, &*problem.message)).collect();
        let rest = "more than 100 of these; the rest is not told";
        assert_eq!(told, [(100, "a cell is missing"), (101, rest), (300, "the table ends")]);
    }
}
