//! The connections that are open, and which of them gives way to another.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::{Notify, watch};
use tokio::time::sleep;

/// How long a caller may take nothing of an answer before its connection may have to give way.
const UNREAD: Duration = Duration::from_secs(5);

/// The open connections of a mock.
#[derive(Debug)]
pub(crate) struct Lines {
    most: usize,
    /// Counts what happens, so that "longest" needs no clock.
    events: AtomicU64,
    open: Mutex<HashMap<u64, Arc<Line>>>,
    is_stopping: watch::Sender<bool>,
}

/// One connection, as everybody but its own task sees it.
#[derive(Debug)]
pub(crate) struct Line {
    number: u64,
    peer: SocketAddr,
    /// The event since which it is as it is.
    since: AtomicU64,
    /// How many answers are under way.
    busy: AtomicUsize,
    /// How many of them only wait because a fault says so.
    asleep: AtomicUsize,
    /// While some of an answer is not sent: when its caller last took any.
    unsent: Mutex<Option<Instant>>,
    parting: Mutex<Option<Parting>>,
    parted: Notify,
    lines: Arc<Lines>,
}

/// Why a connection comes to its end before its caller ends it.
#[derive(Debug)]
pub(crate) enum Parting {
    /// Others need its place: after the answer that is under way, if one is and it is not why its place was taken.
    Evict,
    /// The server stops: after the answer that is under way, if one is.
    Stop,
    /// On purpose, in the middle of an answer: after these bytes.
    Cut(Bytes, Cut),
}

/// How a connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// It is closed, as by a server that ends.
    Close,
    /// It is reset, as by one that has died.
    Reset,
}

/// Keeps a line among the open ones for as long as its task lives.
#[derive(Debug)]
pub(crate) struct Held(Arc<Line>);

/// Keeps a line busy for as long as an answer is under way.
#[derive(Debug)]
pub(crate) struct Busy(Arc<Line>);

/// Has a line count as asleep.
struct Asleep<'l>(&'l Line);

/// How easily a line gives way: those that come first do so first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ease {
    /// It waits for a request.
    Idle,
    /// Its answer waits because a fault says so: it may be that nobody waits for it any more.
    Asleep,
    /// Its answer is not read.
    Unread,
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
        let line = Arc::new(Line {
            number,
            peer,
            since: AtomicU64::new(number),
            busy: AtomicUsize::new(0),
            asleep: AtomicUsize::new(0),
            unsent: Mutex::new(None),
            parting: Mutex::new(None),
            parted: Notify::new(),
            lines: Arc::clone(self),
        });
        open.insert(number, Arc::clone(&line));
        Some(Held(line))
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

    fn event(&self) -> u64 {
        self.events.fetch_add(1, Ordering::Relaxed)
    }

    /// A panic elsewhere leaves the table as it was.
    fn open(&self) -> MutexGuard<'_, HashMap<u64, Arc<Line>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// It goes from the table at once, and not when its task has ended: the next one must choose another.
fn make_room(open: &mut HashMap<u64, Arc<Line>>) -> bool {
    let ready = open.values().filter_map(|line| {
        let since = line.since.load(Ordering::Relaxed);
        line.ease().map(|ease| (ease, since, line.number))
    });
    let Some((_, _, number)) = ready.min() else { return false };
    if let Some(line) = open.remove(&number) {
        line.part(Parting::Evict);
    }
    true
}

impl Line {
    /// Who is at the other end.
    pub(crate) fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// Whether an answer is under way: it is being made, or not all of it is sent.
    pub(crate) fn is_busy(&self) -> bool {
        self.busy.load(Ordering::Acquire) > 0 || self.unsent().is_some()
    }

    /// Whether it can end at once for the sake of others.
    pub(crate) fn gives_way(&self) -> bool {
        self.ease().is_some()
    }

    fn ease(&self) -> Option<Ease> {
        let unsent = *self.unsent();
        match unsent {
            Some(last) => (last.elapsed() >= UNREAD).then_some(Ease::Unread),
            None if self.asleep.load(Ordering::Acquire) > 0 => Some(Ease::Asleep),
            None => (!self.is_busy()).then_some(Ease::Idle),
        }
    }

    /// Notes that some of an answer is to be sent, and whether any of it was just taken.
    pub(crate) fn sending(&self, is_taken: bool) {
        let mut unsent = self.unsent();
        if is_taken || unsent.is_none() {
            *unsent = Some(Instant::now());
        }
    }

    /// Notes that nothing is left to be sent.
    pub(crate) fn all_sent(&self) {
        if self.unsent().take().is_some() {
            self.since.store(self.lines.event(), Ordering::Relaxed);
        }
    }

    /// Waits because a fault says so, unless the server stops. Until then the line gives way, if none is idle.
    pub(crate) async fn sleep(&self, time: Duration) {
        let _asleep = Asleep::new(self);
        let mut is_stopping = self.lines.is_stopping.subscribe();
        tokio::select! {
            () = sleep(time) => {}
            _ = is_stopping.wait_for(|is_stopping| *is_stopping) => {}
        }
    }

    /// Makes it busy.
    pub(crate) fn busy(self: &Arc<Self>) -> Busy {
        self.busy.fetch_add(1, Ordering::AcqRel);
        Busy(Arc::clone(self))
    }

    /// Has it end.
    pub(crate) fn part(&self, parting: Parting) {
        let mut waiting = self.parting();
        // A cut is what somebody asked for; nothing takes its place.
        if !matches!(*waiting, Some(Parting::Cut(..))) {
            *waiting = Some(parting);
        }
        drop(waiting);
        self.parted.notify_one();
    }

    /// Waits until it has to end.
    pub(crate) async fn parted(&self) -> Parting {
        loop {
            self.parted.notified().await;
            if let Some(parting) = self.parting().take() {
                return parting;
            }
        }
    }

    fn unsent(&self) -> MutexGuard<'_, Option<Instant>> {
        self.unsent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn parting(&self) -> MutexGuard<'_, Option<Parting>> {
        self.parting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for Held {
    type Target = Arc<Line>;

    fn deref(&self) -> &Arc<Line> {
        &self.0
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.lines.open().remove(&self.0.number);
    }
}

impl<'l> Asleep<'l> {
    fn new(line: &'l Line) -> Self {
        line.asleep.fetch_add(1, Ordering::AcqRel);
        Self(line)
    }
}

impl Drop for Asleep<'_> {
    fn drop(&mut self) {
        self.0.asleep.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.since.store(self.0.lines.event(), Ordering::Relaxed);
        self.0.busy.fetch_sub(1, Ordering::AcqRel);
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
    fn one_whose_answer_nobody_reads_gives_way_after_a_while() {
        let lines = Lines::new(1);
        let only = admit(&lines).unwrap();
        *only.unsent() = Instant::now().checked_sub(UNREAD);
        only.sending(false);
        assert!(only.gives_way(), "nothing was taken of it");
        only.sending(true);
        assert!(!only.gives_way(), "some was");
    }

    #[test]
    fn one_that_a_fault_delays_gives_way_where_none_is_idle() {
        let lines = Lines::new(2);
        let (delayed, idle) = (admit(&lines).unwrap(), admit(&lines).unwrap());
        let _answer = delayed.busy();
        let asleep = Asleep::new(&delayed);
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
