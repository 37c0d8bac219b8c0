//! The lines on stderr.
//!
//! They are written by a thread of their own: a terminal that is held, or a pipe that nobody reads, must not hold a
//! request. What the thread cannot keep up with is dropped and counted.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::{Seen, escaped};

/// The most requests whose lines wait for being written.
const WAITING: usize = 1_024;
/// The longest line of an explanation, in characters.
const LONGEST: usize = 1_000;

/// Which requests get a line on stderr.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verbosity {
    /// None.
    #[default]
    Quiet,
    /// Those that broke a rule, and those of which there is something to explain.
    Refused,
    /// All.
    Everything,
}

/// Where lines go.
#[derive(Debug)]
pub(crate) struct Log {
    verbosity: Verbosity,
    lines: Option<SyncSender<String>>,
    dropped: Arc<AtomicU64>,
    /// Behind a lock only so that the log may be shared: it is asked once.
    is_written: Option<Mutex<Receiver<()>>>,
}

impl Log {
    pub(crate) fn new(verbosity: Verbosity) -> Self {
        let dropped = Arc::new(AtomicU64::new(0));
        if verbosity == Verbosity::Quiet {
            return Self { verbosity, lines: None, dropped, is_written: None };
        }
        let (lines, waiting) = mpsc::sync_channel::<String>(WAITING);
        let (done, is_written) = mpsc::channel();
        let lost = Arc::clone(&dropped);
        let write = move || {
            while let Ok(text) = waiting.recv() {
                let lost = lost.swap(0, Ordering::Relaxed);
                let mut stderr = std::io::stderr().lock();
                if lost > 0 {
                    let _ = writeln!(stderr, "({lost} requests are not shown: stderr was not read fast enough)");
                }
                // A stderr that is closed is nothing to stop for.
                let _ = stderr.write_all(text.as_bytes());
            }
            let _ = done.send(());
        };
        // Without a thread nothing is logged, and all else works.
        let started = std::thread::Builder::new().name("mock-log".to_owned()).spawn(write);
        Self { verbosity, lines: started.is_ok().then_some(lines), dropped, is_written: Some(Mutex::new(is_written)) }
    }

    /// Logs a request, with what there is to explain.
    pub(crate) fn request(&self, service: &str, seen: &Seen, explanation: &[String]) {
        let is_wanted = match self.verbosity {
            Verbosity::Quiet => false,
            Verbosity::Refused => !seen.broken.is_empty() || !explanation.is_empty(),
            Verbosity::Everything => true,
        };
        if is_wanted {
            self.send(|| text(service, seen, explanation));
        }
    }

    /// Logs a line that is about no request.
    pub(crate) fn say(&self, line: &str) {
        self.send(|| format!("{}\n", escaped(line, LONGEST)));
    }

    fn send(&self, text: impl FnOnce() -> String) {
        let Some(lines) = &self.lines else { return };
        if lines.try_send(text()).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Log {
    /// Waits until what was said is written, and no longer than a moment.
    fn drop(&mut self) {
        drop(self.lines.take());
        if let Some(is_written) = self.is_written.take().and_then(|receiver| receiver.into_inner().ok()) {
            let _ = is_written.recv_timeout(Duration::from_millis(500));
        }
    }
}

/// The lines of a request.
fn text(service: &str, seen: &Seen, explanation: &[String]) -> String {
    let mut out = String::new();
    let operation = seen.operation.as_deref().unwrap_or("no operation");
    let asked = if seen.is_heard() { format!("{} {}", seen.method, seen.path) } else { "(no request)".to_owned() };
    let _ = write!(out, "{service}  {asked}  {} {operation}", seen.status);
    if let Some(fault) = &seen.fault {
        let _ = write!(out, "  (fault: {})", escaped(fault, 200));
    }
    if seen.is_forgiven {
        out.push_str("  would be refused:");
    }
    out.push('\n');
    for rule in &seen.broken {
        out.push_str("    ");
        if !rule.address.is_empty() {
            let _ = write!(out, "{} ", rule.address);
        }
        out.push_str(&rule.message);
        if let Some(at) = &rule.at {
            let _ = write!(out, "  [{at}]");
        }
        out.push('\n');
    }
    if seen.more_broken > 0 {
        let _ = writeln!(out, "    and {} more", seen.more_broken);
    }
    for line in explanation {
        let _ = writeln!(out, "    | {}", escaped(line, LONGEST));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Rule;
    use super::super::tests::seen;
    use super::*;

    #[test]
    fn a_refused_request_is_shown_with_the_rule_and_its_place() {
        let rule = Rule {
            address: "request jobs[0].pause_mode".to_owned(),
            aspect: Some("values"),
            message: "is \"half\", which is none of `target`, `all`".to_owned(),
            at: Some("specs/drs/batch_stop_jobs.yaml:71:9".to_owned()),
        };
        let text = text("drs", &Seen { broken: vec![rule], ..seen("batch_stop_jobs", 400) }, &["one\ttwo".to_owned()]);
        assert_eq!(
            text,
            "drs  POST /jobs  400 batch_stop_jobs\n    \
             request jobs[0].pause_mode is \"half\", which is none of `target`, `all`  [specs/drs/batch_stop_jobs.yaml:71:9]\n    \
             | one\\ttwo\n"
        );
    }

    #[test]
    fn what_is_no_request_has_a_line_too() {
        let rule = Rule::plain("this is no HTTP/1.1");
        let seen =
            Seen { broken: vec![rule], method: String::new(), path: String::new(), operation: None, ..seen("", 400) };
        assert_eq!(text("drs", &seen, &[]), "drs  (no request)  400 no operation\n    this is no HTTP/1.1\n");
    }
}
