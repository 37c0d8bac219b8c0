//! What was wrong with a page, as far as reading went.

use std::sync::Arc;

use contract::{Place, Problem};

/// So many errors of one kind are told of one page: one that has more, has one that is repeated.
const MOST_TOLD: usize = 100;

/// Collects problems with the places of one file.
pub(crate) struct Report {
    pub(crate) file: Arc<str>,
    pub(crate) problems: Vec<Problem>,
}

impl Report {
    /// Tells of an error, unless many of the kind have been told: who mends the page begins with those.
    pub(crate) fn error(&mut self, code: &'static str, line: u32, column: u32, message: String, help: &str) {
        let message = match self.problems.iter().filter(|problem| problem.code == code).count() {
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
        let mut report = Report { file: "page".into(), problems: Vec::new() };
        (1..300).for_each(|line| report.error("ragged-table", line, 1, "a cell is missing".into(), "add it"));
        report.error("truncated-table", 300, 1, "the table ends".into(), "fetch it again");
        let told: Vec<_> = report.problems[99..].iter().map(|problem| (problem.at.line, &*problem.message)).collect();
        let rest = "more than 100 of these; the rest is not told";
        assert_eq!(told, [(100, "a cell is missing"), (101, rest), (300, "the table ends")]);
    }
}
