//! Counts of a whole run.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::Seen;

/// The most rules that are counted apart.
const RULES: usize = 1_000;

/// What a service saw, from its start: printed when it stops.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The service.
    pub service: String,
    /// How many requests there were.
    pub requests: u64,
    /// How many of them were none: no HTTP, or a connection for which there was no room.
    pub unheard: u64,
    /// How often each status was answered, by operation; the empty name is that of no operation.
    pub answers: BTreeMap<String, BTreeMap<u16, u64>>,
    /// How often each rule was broken, by its place and the part of the request; names that are not documented, by operation.
    pub rules: BTreeMap<String, u64>,
    /// How many answers went wrong on purpose.
    pub faults: u64,
    /// How often a request made the mock itself fail. Each is a defect of the mock.
    pub panics: u64,
}

impl Summary {
    pub(super) fn new(service: &str) -> Self {
        Self {
            service: service.to_owned(),
            requests: 0,
            unheard: 0,
            answers: BTreeMap::new(),
            rules: BTreeMap::new(),
            faults: 0,
            panics: 0,
        }
    }

    pub(super) fn count(&mut self, seen: &Seen) {
        self.requests += 1;
        self.unheard += u64::from(!seen.is_heard());
        self.faults += u64::from(seen.fault.is_some());
        let operation = seen.operation.as_deref().unwrap_or_default();
        match self.answers.get_mut(operation).and_then(|statuses| statuses.get_mut(&seen.status)) {
            Some(count) => *count += 1,
            // As many as there are operations and statuses.
            None => *self.answers.entry(operation.to_owned()).or_default().entry(seen.status).or_default() += 1,
        }
        for rule in &seen.broken {
            let Some(at) = &rule.at else { continue };
            // Whoever calls can think of any number of names: they are counted together.
            let mut key = match rule.is_undocumented() {
                true => format!("undocumented names at {operation}"),
                false => format!("{at}  {}", without_indices(&rule.address)),
            };
            if !self.rules.contains_key(&key) && self.rules.len() >= RULES {
                "and others".clone_into(&mut key);
            }
            *self.rules.entry(key).or_default() += 1;
        }
    }
}

/// `request jobs[3].job_id` as the contract addresses it: `request jobs[].job_id`.
fn without_indices(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut rest = address;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        out.push('[');
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    out.push_str(rest);
    out
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.service, self.requests, if self.requests == 1 { "request" } else { "requests" })?;
        for (operation, statuses) in &self.answers {
            let operation = if operation.is_empty() { "no operation" } else { operation };
            for (status, count) in statuses {
                write!(f, "\n  {count:>6}  {status} {operation}")?;
            }
        }
        if self.unheard > 0 {
            write!(f, "\n  {:>6}  of them no request: malformed HTTP, or no room for its connection", self.unheard)?;
        }
        if self.faults > 0 {
            write!(f, "\n  {:>6}  of them wrong on purpose", self.faults)?;
        }
        if !self.rules.is_empty() {
            f.write_str("\n  rules that were broken:")?;
            for (rule, count) in &self.rules {
                write!(f, "\n  {count:>6}  {rule}")?;
            }
        }
        if self.panics > 0 {
            write!(f, "\n  {:>6}  requests made the mock itself fail: that is a defect of the mock", self.panics)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Rule;
    use super::super::tests::seen;
    use super::*;

    fn broken(address: &str, at: &str) -> Rule {
        Rule { address: address.to_owned(), aspect: None, message: String::new(), at: Some(at.to_owned()) }
    }

    #[test]
    fn it_counts_by_operation_status_and_rule() {
        let mut summary = Summary::new("drs");
        summary.count(&seen("stop", 200));
        for index in 0..2 {
            let rule = broken(&format!("request jobs[{index}].id"), "specs/drs/stop.yaml:7:9");
            summary.count(&Seen { broken: vec![rule], ..seen("stop", 400) });
        }
        summary.count(&Seen { operation: None, fault: Some("nulls".to_owned()), ..seen("", 404) });
        let expected = "drs: 4 requests\n       1  404 no operation\n       1  200 stop\n       2  400 stop\n       \
                        1  of them wrong on purpose\n  rules that were broken:\n       \
                        2  specs/drs/stop.yaml:7:9  request jobs[].id";
        assert_eq!(summary.to_string(), expected);
    }

    #[test]
    fn all_undocumented_names_of_an_operation_are_one_line() {
        let mut summary = Summary::new("drs");
        for (address, operation) in [("query a", "stop"), ("request b.c", "stop"), ("query d", "show")] {
            let rule =
                Rule { message: "is not documented; what is: `x`".to_owned(), ..broken(address, "specs/drs/a:7") };
            summary.count(&Seen { broken: vec![rule], ..seen(operation, 400) });
        }
        let told: Vec<(&str, u64)> = summary.rules.iter().map(|(rule, count)| (rule.as_str(), *count)).collect();
        assert_eq!(told, [("undocumented names at show", 1), ("undocumented names at stop", 2)]);
    }

    #[test]
    fn rules_are_counted_apart_up_to_a_limit() {
        let mut summary = Summary::new("drs");
        for line in 0..2_000 {
            summary.count(&Seen { broken: vec![broken("", &format!("a:{line}"))], ..seen("stop", 400) });
        }
        assert_eq!(summary.rules.len(), RULES + 1);
        assert_eq!(summary.rules.get("and others"), Some(&1_000));
    }
}
