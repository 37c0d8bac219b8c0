//! What is wrong with a request, collected; and the way to where it is wrong, as addresses write it.

use std::fmt::{self, Write};

use contract::{Aspect, Place};

use super::shown::NAME;
use crate::Broken;
use crate::shown::Shown;

/// The most broken rules that are kept of one request. A body of a megabyte can break a hundred thousand of them.
pub(super) const MOST: usize = 100;

/// The most characters of an address: of a deeper one, the middle is left out.
const ADDRESS: usize = 300;

/// Broken rules, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Findings {
    broken: Vec<Broken>,
    more: usize,
}

impl Findings {
    /// Adds one; its words are made only if it is kept.
    pub(super) fn add(
        &mut self,
        path: &Path<'_>,
        aspect: impl Into<Option<Aspect>>,
        at: &Place,
        message: fmt::Arguments<'_>,
    ) {
        if self.broken.len() >= MOST {
            self.more += 1;
            return;
        }
        let (address, message) = (path.to_string(), message.to_string());
        self.broken.push(Broken { address, aspect: aspect.into(), message, at: at.clone() });
    }

    /// Those that were kept, and how many there are besides.
    pub(super) fn finish(self) -> (Vec<Broken>, usize) {
        (self.broken, self.more)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.broken.is_empty()
    }
}

/// The way from a body or a parameter to a part of it. It lives on the stack, and becomes text only if something is wrong.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path<'p> {
    /// A body, by the word that its addresses begin with: `request`, `200`.
    Body(&'p str),
    /// A parameter or a header: `query`, `marker`.
    Parameter(&'p str, &'p str),
    /// A field of what another path leads to.
    Field(&'p Path<'p>, &'p str),
    /// An item of a list.
    Item(&'p Path<'p>, usize),
    /// A value of a map.
    Key(&'p Path<'p>, &'p str),
}

impl Path<'_> {
    fn write(&self, f: &mut String) -> fmt::Result {
        match self {
            Self::Body(root) => f.write_str(root),
            Self::Parameter(place, name) => write!(f, "{place} {}", Shown(name, NAME)),
            Self::Field(outer, name) => {
                outer.write(f)?;
                f.write_str(if matches!(outer, Self::Body(_)) { " " } else { "." })?;
                let is_plain = |c: char| !(c.is_whitespace() || c.is_control() || ".[]{}\"\\".contains(c));
                if !name.is_empty() && name.chars().all(is_plain) {
                    write!(f, "{}", Shown(name, NAME))
                } else {
                    write!(f, "\"{}\"", Shown(name, NAME))
                }
            }
            Self::Item(outer, index) => {
                outer.write(f)?;
                write!(f, "{}[{index}]", if matches!(outer, Self::Body(_)) { " " } else { "" })
            }
            Self::Key(outer, key) => {
                outer.write(f)?;
                write!(f, "{}{{{}}}", if matches!(outer, Self::Body(_)) { " " } else { "" }, Shown(key, NAME))
            }
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut address = String::new();
        self.write(&mut address)?;
        let count = address.chars().count();
        if count <= ADDRESS {
            return f.write_str(&address);
        }
        let head: String = address.chars().take(ADDRESS / 2).collect();
        let tail: String = address.chars().skip(count - ADDRESS / 2).collect();
        write!(f, "{head}…{tail}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_the_contract_with_the_indices_of_the_request() {
        let body = Path::Body("request");
        let jobs = Path::Field(&body, "jobs");
        let item = Path::Item(&jobs, 3);
        let id = Path::Field(&item, "job.id");
        assert_eq!(id.to_string(), "request jobs[3].\"job.id\"");
        assert_eq!(Path::Item(&body, 0).to_string(), "request [0]");
        assert_eq!(Path::Key(&jobs, "a\n").to_string(), "request jobs{a\\n}");
        let query = Path::Parameter("query", "kinds");
        assert_eq!(Path::Item(&query, 1).to_string(), "query kinds[1]");
    }

    #[test]
    fn of_more_than_a_hundred_the_rest_is_counted() {
        let mut findings = Findings::default();
        let at = Place::file("spec");
        for _ in 0..MOST + 23 {
            findings.add(&Path::Body("request"), Aspect::Type, &at, format_args!("wrong"));
        }
        let (broken, more) = findings.finish();
        assert_eq!((broken.len(), more), (MOST, 23));
    }
}
