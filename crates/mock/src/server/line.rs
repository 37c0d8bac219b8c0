//! One connection: what it is at, how easily it gives way to others, and why it ends.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::Notify;
use tokio::time::sleep;

use super::lines::Lines;

/// How long a caller may take nothing of an answer before its connection may have to give way.
const UNREAD: Duration = Duration::from_secs(5);

/// One connection, as everybody but its own task sees it.
#[derive(Debug)]
pub(crate) struct Line {
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

/// Keeps a line busy for as long as an answer is under way.
#[derive(Debug)]
pub(crate) struct Busy(Arc<Line>);

/// Has a line count as asleep.
#[derive(Debug)]
pub(super) struct Asleep<'l>(&'l Line);

/// How easily a line gives way: those that come first do so first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ease {
    /// It waits for a request.
    Idle,
    /// Its answer waits because a fault says so: it may be that nobody waits for it any more.
    Asleep,
    /// Its answer is not read.
    Unread,
}

impl Line {
    pub(super) fn new(number: u64, peer: SocketAddr, lines: Arc<Lines>) -> Self {
        Self {
            peer,
            since: AtomicU64::new(number),
            busy: AtomicUsize::new(0),
            asleep: AtomicUsize::new(0),
            unsent: Mutex::new(None),
            parting: Mutex::new(None),
            parted: Notify::new(),
            lines,
        }
    }

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

    /// The event since which it is as it is.
    pub(super) fn since(&self) -> u64 {
        self.since.load(Ordering::Relaxed)
    }

    /// How easily it gives way; `None` if it does not.
    pub(super) fn ease(&self) -> Option<Ease> {
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
        let _asleep = self.asleep();
        tokio::select! {
            () = sleep(time) => {}
            () = self.lines.stopped() => {}
        }
    }

    pub(super) fn asleep(&self) -> Asleep<'_> {
        self.asleep.fetch_add(1, Ordering::AcqRel);
        Asleep(self)
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

    pub(super) fn parting(&self) -> MutexGuard<'_, Option<Parting>> {
        self.parting.lock().unwrap_or_else(PoisonError::into_inner)
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

    #[test]
    fn one_whose_answer_nobody_reads_gives_way_after_a_while() {
        let only = Line::new(0, ([127, 0, 0, 1], 1).into(), Lines::new(1));
        *only.unsent() = Instant::now().checked_sub(UNREAD);
        only.sending(false);
        assert!(only.gives_way(), "nothing was taken of it");
        only.sending(true);
        assert!(!only.gives_way(), "some was");
    }
}
