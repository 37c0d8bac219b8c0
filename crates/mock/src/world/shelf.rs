//! The things of one kind, by id and in the order in which they were made.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::create;
use super::kind::Kind;

/// The things of one kind.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    by_id: HashMap<Arc<str>, u64>,
    in_order: BTreeMap<u64, Entry>,
    /// The number of the last thing that was added. Numbers begin with 1, so that a marker of 0 comes before all of them; and
    /// none is used twice, so that a marker never leads to another thing.
    last: u64,
    /// How many bytes the things keep of the requests that made them.
    pub(super) kept: usize,
    /// The id that was last made for a thing.
    pub(super) last_made: Option<String>,
}

/// A thing.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: Arc<str>,
    /// The status it was last given, and when. What has become of it since is computed.
    pub(super) status: usize,
    pub(super) since: Duration,
    /// What was kept of the request that made it.
    pub(super) kept: Vec<(String, Value)>,
}

impl Entry {
    /// The number of the status it has now.
    pub(super) fn status(&self, kind: &Kind, now: Duration) -> usize {
        kind.settled(self.status, self.since, now)
    }
}

impl Shelf {
    pub(super) fn len(&self) -> usize {
        self.in_order.len()
    }

    pub(super) fn get(&self, id: &str) -> Option<&Entry> {
        self.in_order.get(self.by_id.get(id)?)
    }

    /// A thing, to be changed.
    pub(super) fn find(&mut self, id: &str) -> Option<&mut Entry> {
        self.in_order.get_mut(self.by_id.get(id)?)
    }

    /// Adds a thing that is not there yet.
    pub(super) fn add(&mut self, id: &str, status: usize, now: Duration, kept: Vec<(String, Value)>) {
        let id: Arc<str> = id.into();
        self.last += 1;
        self.kept += create::size(&kept);
        self.by_id.insert(Arc::clone(&id), self.last);
        self.in_order.insert(self.last, Entry { id, status, since: now, kept });
    }

    /// Takes a thing away.
    pub(super) fn remove(&mut self, id: &str) -> Option<Entry> {
        let entry = self.in_order.remove(&self.by_id.remove(id)?)?;
        self.kept -= create::size(&entry.kept);
        Some(entry)
    }

    /// The number of a thing.
    pub(super) fn number(&self, id: &str) -> Option<u64> {
        self.by_id.get(id).copied()
    }

    /// All things from the first one on, or those after a number.
    pub(super) fn after(&self, number: Option<u64>) -> impl Iterator<Item = (u64, &Entry)> {
        let from = number.map_or(Bound::Unbounded, Bound::Excluded);
        self.in_order.range((from, Bound::Unbounded)).map(|(number, entry)| (*number, entry))
    }
}
