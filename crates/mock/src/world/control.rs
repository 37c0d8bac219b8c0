//! What a test does to the world, past every rule of the service.

use std::fmt;

use serde::Serialize;

use super::shelf::{Entry, Shelf};
use super::{Kind, MOST_THINGS, World};
use crate::seen::escaped;

/// The longest id, in characters: that of the longest documented one.
pub(super) const LONGEST_ID: usize = 1024;

/// A thing that exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Existing {
    /// Its kind: `job`.
    pub thing: String,
    /// Which one.
    pub id: String,
    /// The status it has now.
    pub status: String,
}

/// A kind of things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KindOfThings {
    /// What it is called: `job`.
    pub thing: String,
    /// What that is.
    pub description: String,
    /// The statuses that one can have.
    pub statuses: Vec<String>,
    /// The status of one of which nobody says more.
    pub first: String,
    /// How many there are.
    pub count: usize,
}

/// Why something cannot be done to the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unacceptable {
    /// The service has no such things.
    UnknownThing {
        /// What was asked for.
        thing: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Things of the kind never have this status.
    UnknownStatus {
        /// The kind.
        thing: String,
        /// What was asked for.
        status: String,
        /// The statuses that one can have.
        known: Vec<String>,
    },
    /// The id is empty, or longer than any documented one.
    NoId,
    /// There are [`MOST_THINGS`] already.
    Full,
}

impl fmt::Display for Unacceptable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownThing { thing, known } if known.is_empty() => {
                write!(f, "`{}` is no thing of this service, which has none: its examples answer", escaped(thing, 60))
            }
            Self::UnknownThing { thing, known } => {
                write!(f, "`{}` is no thing of this service; it has {}", escaped(thing, 60), known.join(", "))
            }
            Self::UnknownStatus { thing, status, known } => {
                write!(f, "`{}` is no status of a {thing}; it has one of {}", escaped(status, 60), known.join(", "))
            }
            Self::NoId => write!(f, "an id has 1 to {LONGEST_ID} characters"),
            Self::Full => write!(f, "there are {MOST_THINGS} things already, and no room for more"),
        }
    }
}

impl std::error::Error for Unacceptable {}

impl World {
    /// The kinds of things that there are.
    #[must_use]
    pub fn kinds(&self) -> Vec<KindOfThings> {
        let shelves = self.shelves();
        let told = |(kind, shelf): (&Kind, &Shelf)| KindOfThings {
            thing: kind.name.clone(),
            description: kind.description.clone(),
            statuses: kind.statuses.clone(),
            first: kind.name_of(kind.first).to_owned(),
            count: shelf.len(),
        };
        self.kinds.iter().zip(shelves.iter()).map(told).collect()
    }

    /// Everything that exists, by kind and in the order in which it was made; or all of one kind.
    ///
    /// # Errors
    ///
    /// There is no such kind.
    pub fn things(&self, thing: Option<&str>) -> Result<Vec<Existing>, Unacceptable> {
        let only = thing.map(|thing| self.kind(thing)).transpose()?.map(|(index, _)| index);
        let shelves = self.shelves();
        let now = self.clock.elapsed();
        let kinds = self.kinds.iter().zip(shelves.iter()).enumerate();
        let kinds = kinds.filter(|(index, _)| only.is_none_or(|only| only == *index));
        let existing = |(_, (kind, shelf)): (usize, (&Kind, &Shelf))| -> Vec<Existing> {
            shelf.after(None).map(|(_, entry)| self.existing(kind, entry, now)).collect()
        };
        Ok(kinds.flat_map(existing).collect())
    }

    /// A thing as it is now, if it exists.
    ///
    /// # Errors
    ///
    /// There is no such kind.
    pub fn get(&self, thing: &str, id: &str) -> Result<Option<Existing>, Unacceptable> {
        let (index, kind) = self.kind(thing)?;
        let shelves = self.shelves();
        let entry = shelves.get(index).and_then(|shelf| shelf.get(id));
        Ok(entry.map(|entry| self.existing(kind, entry, self.clock.elapsed())))
    }

    /// Puts a thing there, or gives one another status, from now on; without one, the first that such things have.
    ///
    /// # Errors
    ///
    /// There is no such kind, or no such status, or no room.
    pub fn put(&self, thing: &str, id: &str, status: Option<&str>) -> Result<Existing, Unacceptable> {
        let (index, kind) = self.kind(thing)?;
        let number = match status {
            Some(status) => kind.status(status).ok_or_else(|| unknown_status(kind, status))?,
            None => kind.first,
        };
        if !is_id(id) {
            return Err(Unacceptable::NoId);
        }
        let mut shelves = self.shelves();
        let now = self.clock.elapsed();
        let all = shelves.iter().map(Shelf::len).sum::<usize>();
        let shelf = shelves.get_mut(index).ok_or_else(|| self.unknown_thing(thing))?;
        match shelf.find(id) {
            Some(entry) => (entry.status, entry.since) = (number, now),
            None if all >= MOST_THINGS => return Err(Unacceptable::Full),
            None => shelf.add(id, number, now, Vec::new()),
        }
        Ok(Existing { thing: kind.name.clone(), id: id.to_owned(), status: kind.name_of(number).to_owned() })
    }

    /// Takes a thing away; false if there is none.
    ///
    /// # Errors
    ///
    /// There is no such kind.
    pub fn remove(&self, thing: &str, id: &str) -> Result<bool, Unacceptable> {
        let (index, _) = self.kind(thing)?;
        Ok(self.shelves().get_mut(index).and_then(|shelf| shelf.remove(id)).is_some())
    }

    /// Begins again: what exists is what existed at the beginning, since now.
    pub fn reset(&self) {
        let mut shelves = self.shelves();
        let now = self.clock.elapsed();
        *shelves = self.kinds.iter().map(|_| Shelf::default()).collect();
        for begun in &self.beginning {
            if let Some(shelf) = shelves.get_mut(begun.kind) {
                shelf.add(&begun.id, begun.status, now, Vec::new());
            }
        }
    }

    pub(super) fn kind(&self, thing: &str) -> Result<(usize, &Kind), Unacceptable> {
        let found = self.kinds.iter().enumerate().find(|(_, kind)| kind.name == thing);
        found.ok_or_else(|| self.unknown_thing(thing))
    }

    fn unknown_thing(&self, thing: &str) -> Unacceptable {
        let known = self.kinds.iter().map(|kind| kind.name.clone()).collect();
        Unacceptable::UnknownThing { thing: thing.to_owned(), known }
    }

    fn existing(&self, kind: &Kind, entry: &Entry, now: std::time::Duration) -> Existing {
        let status = kind.name_of(entry.status(kind, now)).to_owned();
        Existing { thing: kind.name.clone(), id: entry.id.to_string(), status }
    }
}

/// Whether a thing can be called so.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().count() <= LONGEST_ID
}

fn unknown_status(kind: &Kind, status: &str) -> Unacceptable {
    Unacceptable::UnknownStatus { thing: kind.name.clone(), status: status.to_owned(), known: kind.statuses.clone() }
}
