//! What became of a request.

use crate::Answer;
use crate::faults::Fault;
use crate::seen::Rule;

/// What is answered to a request, and what there is to say about it.
#[derive(Debug)]
pub(super) struct Verdict<'p> {
    /// The stem of the operation that was meant.
    pub(super) operation: Option<&'p str>,
    pub(super) answer: Answer,
    /// What goes wrong on purpose: seldom anything, so that it must not make every verdict long.
    pub(super) fault: Option<Box<Fault>>,
    pub(super) caller: Option<String>,
    /// The rules that the request broke, as many as are kept.
    pub(super) rules: Vec<Rule>,
    /// How many it broke beyond those.
    pub(super) more: usize,
    /// Whether that is put up with.
    pub(super) is_forgiven: bool,
    /// Lines for the log alone.
    pub(super) explanation: Vec<String>,
    /// Whether the connection must end with the answer, because the rest of the request is not read.
    pub(super) is_last: bool,
}

impl<'p> Verdict<'p> {
    /// A request that was answered.
    pub(super) fn answered(operation: Option<&'p str>, answer: Answer) -> Self {
        Self {
            operation,
            answer,
            fault: None,
            caller: None,
            rules: Vec::new(),
            more: 0,
            is_forgiven: false,
            explanation: Vec::new(),
            is_last: false,
        }
    }

    /// A request that was refused, for something that is no rule of the spec.
    pub(super) fn refused(operation: Option<&'p str>, answer: Answer, reason: &str) -> Self {
        Self { rules: vec![Rule::plain(reason)], ..Self::answered(operation, answer) }
    }
}
