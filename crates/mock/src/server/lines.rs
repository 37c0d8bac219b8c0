//! The connections that are open, and which of them gives way to another.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::line::{Line, Parting};

/// The open connections of a mock.
#[derive(Debug)]
pub(crate) struct Lines {
    most: usize,
    /// Counts what happens, so that "longest" needs no clock.
    events: AtomicU64,
    open: Mutex<HashMap<u64, Arc<Line>>>,
    is_stopping: watch::Sender<bool>,
}

/// Keeps a line among the open ones for as long as its task lives.
#[derive(Debug)]
pub(crate) struct Held {
    number: u64,
    line: Arc<Line>,
    lines: Arc<Lines>,
}

impl Lines {
    pub(crate) fn new(most: usize) -> Arc<Self> {
        let (is_stopping, _) = watch::channel(false);
        Arc::new(Self { most: most.max(1), events: AtomicU64::new(0), open: Mutex::default(), is_stopping })
    }

    /// Takes a connection in, in place of another where there are too many; `None` if none can give way.
    pub(crate) fn admit(self: &Arc<Self>, peer: SocketAddr) -> Option<Held> {
        let number = self.event();
        let mut open = self.open();
        if open.len() >= self.most && !make_room(&mut open) {
            return None;
        }
        let line = Arc::new(Line::new(number, peer, Arc::clone(self)));
        open.insert(number, Arc::clone(&line));
        Some(Held { number, line, lines: Arc::clone(self) })
    }

    /// Has the connection end that gives way most easily; `false` if none does.
    pub(crate) fn make_room(&self) -> bool {
        make_room(&mut self.open())
    }

    /// Has every connection end: those that wait at once, the others with the answer that is under way. No fault delays
    /// that any more.
    pub(crate) fn stop(&self) {
        self.is_stopping.send_replace(true);
        self.open().values().for_each(|line| line.part(Parting::Stop));
    }

    /// Waits until all connections have to end.
    pub(super) async fn stopped(&self) {
        let _ = self.is_stopping.subscribe().wait_for(|is_stopping| *is_stopping).await;
    }

    /// Something happens: its number.
    pub(super) fn event(&self) -> u64 {
        self.events.fetch_add(1, Ordering::Relaxed)
    }

    /// A panic elsewhere leaves the table as it was.
    fn open(&self) -> MutexGuard<'_, HashMap<u64, Arc<Line>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// It goes from the table at once, and not when its task has ended: the next one must choose another.
fn make_room(open: &mut HashMap<u64, Arc<Line>>) -> bool {
    let ready = open.iter().filter_map(|(number, line)| line.ease().map(|ease| (ease, line.since(), *number)));
    let Some((_, _, number)) = ready.min() else { return false };
    if let Some(line) = open.remove(&number) {
        line.part(Parting::Evict);
    }
    true
}

impl Deref for Held {
    type Target = Arc<Line>;

    fn deref(&self) -> &Arc<Line> {
        &self.line
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.lines.open().remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admit(lines: &Arc<Lines>) -> Option<Held> {
        lines.admit(([127, 0, 0, 1], 1).into())
    }

    fn must_leave(line: &Line) -> bool {
        matches!(*line.parting(), Some(Parting::Evict))
    }

    #[test]
    fn the_one_that_has_waited_longest_gives_way() {
        let lines = Lines::new(2);
        let (first, second) = (admit(&lines).unwrap(), admit(&lines).unwrap());
        drop(first.busy());
        let _third = admit(&lines).expect("there is room");
        assert!(must_leave(&second) && !must_leave(&first), "the first has just had an answer");
    }

    #[test]
    fn none_gives_way_while_its_answer_is_under_way() {
        let lines = Lines::new(1);
        let only = admit(&lines).unwrap();
        let answer = only.busy();
        assert!(admit(&lines).is_none());
        drop(answer);
        assert!(admit(&lines).is_some());
    }

    #[test]
    fn one_whose_answer_is_being_sent_stays() {
        let lines = Lines::new(1);
        let only = admit(&lines).unwrap();
        only.sending(false);
        assert!(admit(&lines).is_none());
        only.all_sent();
        assert!(admit(&lines).is_some());
    }

    #[test]
    fn one_that_a_fault_delays_gives_way_where_none_is_idle() {
        let lines = Lines::new(2);
        let (delayed, idle) = (admit(&lines).unwrap(), admit(&lines).unwrap());
        let _answer = delayed.busy();
        let asleep = delayed.asleep();
        let third = admit(&lines).unwrap();
        assert!(must_leave(&idle) && !must_leave(&delayed));
        let _work = third.busy();
        let _fourth = admit(&lines).unwrap();
        assert!(must_leave(&delayed) && delayed.gives_way());
        drop(asleep);
        assert!(!delayed.gives_way(), "its answer is under way by now");
    }

    #[test]
    fn who_hangs_up_makes_room() {
        let lines = Lines::new(1);
        let only = admit(&lines).unwrap();
        let _answer = only.busy();
        drop(only);
        assert!(admit(&lines).is_some());
    }
}
