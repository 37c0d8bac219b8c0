//! A kind of things, made ready: statuses by number, and the moves of each.

use std::time::Duration;

use spec::Thing;

/// A kind of things.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) statuses: Vec<String>,
    /// The status of a new one.
    pub(super) first: usize,
    /// By status: which one follows, and when.
    moves: Vec<Option<(usize, Duration)>>,
}

impl Kind {
    pub(super) fn of(thing: &Thing) -> Self {
        let number = |status: &str| thing.statuses.iter().position(|known| known == status);
        let moves = thing.statuses.iter().map(|status| {
            let step = thing.moves.iter().find(|step| step.from == *status)?;
            Some((number(&step.to)?, step.after))
        });
        Self {
            name: thing.name.clone(),
            description: thing.description.clone(),
            first: number(&thing.first).unwrap_or_default(),
            moves: moves.collect(),
            statuses: thing.statuses.clone(),
        }
    }

    /// The number of a status.
    pub(super) fn status(&self, name: &str) -> Option<usize> {
        self.statuses.iter().position(|status| status == name)
    }

    /// The name of a status.
    pub(super) fn name_of(&self, status: usize) -> &str {
        self.statuses.get(status).map_or("", String::as_str)
    }

    /// The status that a thing has by now, which had another one since then. What is due at this very moment has happened.
    pub(super) fn settled(&self, mut status: usize, mut since: Duration, now: Duration) -> usize {
        // The moves lead in no circle, so they come to an end; the count only says so to whoever reads this.
        for _ in 0..=self.moves.len() {
            let Some((next, after)) = self.moves.get(status).copied().flatten() else { break };
            match since.checked_add(after) {
                Some(due) if due <= now => (status, since) = (next, due),
                _ => break,
            }
        }
        status
    }
}
