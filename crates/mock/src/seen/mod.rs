//! What a service has seen: the last requests, and counts of all of them.

mod log;
mod summary;

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contract::Aspect;
use serde::{Serialize, Serializer};

use crate::Broken;
pub(crate) use crate::shown::escaped;
pub(crate) use log::Log;
pub use log::Verbosity;
pub use summary::Summary;

/// The most requests that are kept.
const KEPT: usize = 1_000;
/// The most broken rules of one request that are kept.
const RULES: usize = 10;
/// The longest text of one request that is kept, in characters: a path, an address, a message.
const LONGEST: usize = 300;

/// A request, and what became of it. No secret is in it, and no body.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// The `X-Request-Id` of its answer.
    pub request_id: String,
    /// The method; empty if no request was heard, because what came is no HTTP, or there was no room for its connection.
    pub method: String,
    /// The path without the query, escaped and shortened where it must be.
    pub path: String,
    /// The stem of the operation; `None` where no operation was meant.
    pub operation: Option<String>,
    /// The status that was answered.
    pub status: u16,
    /// Who called; `None` where nobody was recognised.
    pub caller: Option<String>,
    /// Why it was refused, or what was put up with.
    pub broken: Vec<Rule>,
    /// How many rules it broke beyond those.
    pub more_broken: usize,
    /// Whether it was answered although it breaks rules, because the mock is lenient.
    pub is_forgiven: bool,
    /// What went wrong on purpose.
    pub fault: Option<String>,
    /// How long it took to judge it and to make the answer, without delays on purpose.
    #[serde(rename = "took_us", serialize_with = "microseconds")]
    pub took: Duration,
}

impl Seen {
    /// Whether there was a request at all.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        !self.method.is_empty()
    }
}

/// A rule that a request broke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The part of the request: `request jobs[0].job_id`. Empty where it is the request as a whole.
    pub address: String,
    /// The kind of rule: `max-length`. `None` where no row states it: what is not documented at all, and refusals that are
    /// not about rules.
    pub aspect: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// Where the rule is written: `specs/drs/batch_stop_jobs.yaml:71:9`. `None` where it is none of the spec's.
    pub at: Option<String>,
}

impl Rule {
    /// Whether it is about a name that the spec does not have: no row states anything of it, and the message says so.
    pub(crate) fn is_undocumented(&self) -> bool {
        self.aspect.is_none() && self.message.starts_with("is not documented")
    }

    pub(crate) fn plain(message: &str) -> Self {
        Self { address: String::new(), aspect: None, message: escaped(message, LONGEST), at: None }
    }
}

impl From<&Broken> for Rule {
    fn from(broken: &Broken) -> Self {
        Self {
            address: escaped(&broken.address, LONGEST),
            aspect: broken.aspect.map(Aspect::as_str),
            message: escaped(&broken.message, LONGEST),
            at: Some(broken.at.to_string()),
        }
    }
}

/// The requests of one service: a ring of the last thousand, and counts of all.
#[derive(Debug)]
pub(crate) struct Record(Mutex<State>);

#[derive(Debug)]
struct State {
    last: VecDeque<Seen>,
    summary: Summary,
}

impl Record {
    pub(crate) fn new(service: &str) -> Self {
        Self(Mutex::new(State { last: VecDeque::new(), summary: Summary::new(service) }))
    }

    pub(crate) fn push(&self, seen: Seen) {
        let mut state = self.state();
        state.summary.count(&seen);
        if state.last.len() >= KEPT {
            state.last.pop_front();
        }
        state.last.push_back(seen);
    }

    pub(crate) fn panicked(&self) {
        self.state().summary.panics += 1;
    }

    /// The last requests, the oldest first.
    pub(crate) fn last(&self) -> Vec<Seen> {
        self.state().last.iter().cloned().collect()
    }

    pub(crate) fn summary(&self) -> Summary {
        self.state().summary.clone()
    }

    /// Forgets the last requests; the counts of the run stay.
    pub(crate) fn clear(&self) {
        self.state().last.clear();
    }

    /// A panic elsewhere leaves the record as it was.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The rules of a request, as many as are kept, and how many there are beyond them: `more` are not in `broken` either.
pub(crate) fn rules(broken: &[Broken], more: usize) -> (Vec<Rule>, usize) {
    (broken.iter().take(RULES).map(Rule::from).collect(), broken.len().saturating_sub(RULES) + more)
}

fn microseconds<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(u64::try_from(duration.as_micros()).unwrap_or(u64::MAX))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::seen) fn seen(operation: &str, status: u16) -> Seen {
        Seen {
            request_id: "1".to_owned(),
            method: "POST".to_owned(),
            path: "/jobs".to_owned(),
            operation: Some(operation.to_owned()),
            status,
            caller: None,
            broken: Vec::new(),
            more_broken: 0,
            is_forgiven: false,
            fault: None,
            took: Duration::ZERO,
        }
    }

    #[test]
    fn the_last_thousand_are_kept_and_all_are_counted() {
        let record = Record::new("drs");
        for number in 0..1_005_u32 {
            record.push(Seen { request_id: number.to_string(), ..seen("stop", 200) });
        }
        let last = record.last();
        assert_eq!(last.len(), 1_000);
        assert_eq!(last.first().map(|seen| seen.request_id.as_str()), Some("5"));
        assert_eq!(record.summary().requests, 1_005);
        record.clear();
        assert!(record.last().is_empty());
        assert_eq!(record.summary().requests, 1_005, "what is counted stays");
    }
}
