//! What was tolerated, so that somebody can look at it.

use std::cell::{Cell, RefCell};
use std::fmt;

use crate::json::At;
use crate::shown::{self, Shown};

/// How an answer differed from its documentation without losing its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Deviation {
    /// `null` where a value is documented; it counts as absent.
    Null,
    /// A number or a boolean where text is documented.
    NotText,
    /// Text, or a number written in another way, where a number is documented.
    NotNumber,
    /// Text or a number where a boolean is documented.
    NotBoolean,
    /// An empty text where something else is documented; it counts as absent.
    EmptyText,
    /// A value that is none of the documented ones.
    UnlistedValue,
    /// A field that no page mentions.
    UnknownField,
    /// No body at all where one is documented.
    NoBody,
    /// A successful status that is not documented.
    UnlistedStatus,
    /// Text that JSON forbids: of another encoding, cut in the middle of a character, or with bare control characters.
    /// What could not be read is U+FFFD now.
    BrokenText,
    /// Deviations beyond the 64 that are told apart.
    Further,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null where a value is documented",
            Self::NotText => "not text where text is documented",
            Self::NotNumber => "not the documented kind of number",
            Self::NotBoolean => "not a boolean where one is documented",
            Self::EmptyText => "an empty text where another value is documented",
            Self::UnlistedValue => "a value that is not documented",
            Self::UnknownField => "a field that is not documented",
            Self::NoBody => "no body where one is documented",
            Self::UnlistedStatus => "a status that is not documented",
            Self::BrokenText => "text that JSON forbids",
            Self::Further => "further deviations",
        })
    }
}

/// A deviation that was tolerated in an answer, at every place of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tolerated {
    /// Where: `results[].count`; empty for the answer as a whole.
    pub path: String,
    /// What.
    pub deviation: Deviation,
    /// How many times.
    pub count: u64,
}

impl fmt::Display for Tolerated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, deviation, count } = self;
        if !path.is_empty() {
            write!(f, "{}: ", Shown(path, shown::PATH))?;
        }
        write!(f, "{deviation}")?;
        if *count > 1 { write!(f, " ({count} times)") } else { Ok(()) }
    }
}

/// Takes down what is met while a document is decoded.
#[derive(Debug, Default)]
pub struct Notes {
    tolerated: RefCell<Vec<Tolerated>>,
    /// A path while it is compared with those known: one buffer for all.
    path: RefCell<String>,
    /// Where decoding failed.
    pub(crate) failed_at: RefCell<Option<String>>,
    /// Whether decoding failed at a secret, of which errors must not quote anything.
    pub(crate) is_secret: Cell<bool>,
    /// Whether a number passed through an `f64` that may have had other digits.
    pub(crate) is_lossy: Cell<bool>,
    /// Whether numbers are to be read digit by digit; only serde_json's own deserializer can.
    pub(crate) is_verbatim: bool,
}

/// An answer of a million unknown fields must not make a million notes.
const MOST_NOTES: usize = 64;

impl Notes {
    /// For a second reading, digit by digit.
    pub(crate) fn verbatim() -> Self {
        Self { is_verbatim: true, ..Self::default() }
    }

    /// What was noted, in the order in which each was first met.
    pub(crate) fn into_tolerated(self) -> Vec<Tolerated> {
        self.tolerated.into_inner()
    }

    #[cold]
    fn note(&self, at: &At<'_, Self>, deviation: Deviation) {
        let (mut path, mut tolerated) = (self.path.borrow_mut(), self.tolerated.borrow_mut());
        path.clear();
        at.write_pattern(&mut path);
        let known = tolerated.iter().position(|known| known.deviation == deviation && known.path == *path);
        match (known, tolerated.len()) {
            (Some(index), _) => tolerated[index].count += 1,
            (None, ..MOST_NOTES) => tolerated.push(Tolerated { path: path.clone(), deviation, count: 1 }),
            (None, MOST_NOTES) => {
                tolerated.push(Tolerated { path: String::new(), deviation: Deviation::Further, count: 1 });
            }
            (None, _) => tolerated[MOST_NOTES].count += 1,
        }
    }
}

impl At<'_, Notes> {
    /// Notes a deviation at this place.
    pub fn tolerate(&self, deviation: Deviation) {
        self.sink.note(self, deviation);
    }

    /// Notes that decoding fails here; the first place told is the innermost.
    #[cold]
    pub(crate) fn fail(&self) {
        self.sink.failed_at.borrow_mut().get_or_insert_with(|| self.path());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_deviation_at_places_of_one_kind_is_one_note_with_a_count() {
        let notes = Notes::default();
        let root = At::root("", &notes);
        let results = root.field("results");
        for index in 0..3 {
            results.item(index).field("count").tolerate(Deviation::NotNumber);
        }
        results.item(0).field("count").tolerate(Deviation::Null);
        root.tolerate(Deviation::NoBody);
        let notes: Vec<String> = notes.into_tolerated().iter().map(ToString::to_string).collect();
        assert_eq!(
            notes,
            [
                "results[].count: not the documented kind of number (3 times)",
                "results[].count: null where a value is documented",
                "no body where one is documented",
            ]
        );
    }

    #[test]
    fn no_answer_makes_more_notes_than_anyone_reads() {
        let notes = Notes::default();
        let root = At::root("", &notes);
        for name in 0..1000 {
            root.field(&name.to_string()).tolerate(Deviation::UnknownField);
        }
        root.field("0").tolerate(Deviation::UnknownField);
        let notes = notes.into_tolerated();
        assert_eq!(notes.len(), 65);
        assert_eq!(notes[0].to_string(), "0: a field that is not documented (2 times)");
        assert_eq!(notes[64].to_string(), "further deviations (936 times)");
    }

    #[test]
    fn the_innermost_place_is_the_one_that_failed() {
        let notes = Notes::default();
        let root = At::root("", &notes);
        root.field("inner").fail();
        root.fail();
        assert_eq!(notes.failed_at.take().as_deref(), Some("inner"));
    }
}
