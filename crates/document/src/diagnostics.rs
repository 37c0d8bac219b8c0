//! The files of a service by number, and the problems met in them.

use std::collections::HashSet;
use std::sync::Arc;

use contract::{Place, Problem, Severity};

use crate::node::{At, Node};

/// Collects problems, and turns positions into places that people can read.
#[derive(Debug, Default)]
pub struct Diagnostics {
    files: Vec<Arc<str>>,
    problems: Vec<Problem>,
    /// Where an object begins that does not say what its author meant.
    damaged: HashSet<At>,
}

impl Diagnostics {
    /// Gives a file its number.
    pub fn add_file(&mut self, label: String) -> u32 {
        self.files.push(label.into());
        (self.files.len() - 1) as u32
    }

    /// The label of each file, by number.
    pub fn files(&self) -> &[Arc<str>] {
        &self.files
    }

    /// A position as a place.
    pub fn place(&self, at: At) -> Place {
        place(&self.files, at)
    }

    /// An error at a position, not yet collected.
    pub fn error(&self, code: &'static str, at: At, message: impl Into<String>) -> Problem {
        Problem::error(code, self.place(at), message)
    }

    /// A warning at a position, not yet collected.
    pub fn warning(&self, code: &'static str, at: At, message: impl Into<String>) -> Problem {
        Problem::warning(code, self.place(at), message)
    }

    /// Collects a problem.
    pub fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Remembers that the object there does not say what its author meant, which has been told: what follows from it
    /// is no news, and later checks leave it out.
    pub fn damage(&mut self, at: At) {
        self.damaged.insert(at);
    }

    /// Whether an object does not say what its author meant.
    pub fn is_damaged(&self, node: &Node) -> bool {
        self.damaged.contains(&node.at)
    }

    /// Whether something in a file does not say what its author meant.
    pub fn is_damaged_in(&self, file: u32) -> bool {
        self.damaged.iter().any(|at| at.file == file)
    }

    /// Whether an error is among the problems.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// The problems in the order of the files' text, each told once.
    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort();
        self.problems.dedup();
        self.problems
    }
}

/// A position as a place of one of these files.
pub fn place(files: &[Arc<str>], at: At) -> Place {
    let file = files.get(at.file as usize).cloned().unwrap_or_default();
    Place { file, line: at.line, column: at.column }
}
