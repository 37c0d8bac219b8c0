//! Where in a JSON document.

use std::fmt;

use crate::shown::is_unseen;

/// A place in a JSON document: a link to what it is inside of, and the step from there.
///
/// It lives on the stack beside the recursion that it describes, so keeping it costs next to nothing, and nobody
/// allocates a path unless there is something to say. `S` is what listens: notes while decoding, violations while
/// checking.
#[derive(Debug)]
pub struct At<'a, S> {
    /// Who wants to know.
    pub(crate) sink: &'a S,
    parent: Option<&'a At<'a, S>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root(&'a str),
    Field(&'a str),
    Item(usize),
    Key(&'a str),
}

impl<S> Clone for At<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for At<'_, S> {}

impl<'a, S> At<'a, S> {
    /// The document itself. `name` stands before every path; it may be empty.
    #[inline]
    pub fn root(name: &'a str, sink: &'a S) -> Self {
        Self { sink, parent: None, step: Step::Root(name) }
    }

    /// A documented field of the object at this place.
    #[inline]
    pub fn field(&'a self, name: &'a str) -> Self {
        Self { sink: self.sink, parent: Some(self), step: Step::Field(name) }
    }

    /// An element of the list at this place.
    #[inline]
    pub fn item(&'a self, index: usize) -> Self {
        Self { sink: self.sink, parent: Some(self), step: Step::Item(index) }
    }

    /// The value of a key of the map at this place.
    #[inline]
    pub fn key(&'a self, key: &'a str) -> Self {
        Self { sink: self.sink, parent: Some(self), step: Step::Key(key) }
    }

    /// The path of one value: `results[3].status`, `tags{"a"}`.
    pub fn path(&self) -> String {
        let mut path = String::new();
        // Writing to a string does not fail.
        let _ = self.write(&mut path, false);
        path
    }

    /// Writes the path of every value of the kind, as documentation addresses it: `results[].status`, `tags{}`.
    pub(crate) fn write_pattern(&self, out: &mut String) {
        let _ = self.write(out, true);
    }

    fn write(&self, out: &mut dyn fmt::Write, pattern: bool) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.write(out, pattern)?;
        }
        match self.step {
            Step::Root(name) => out.write_str(name),
            Step::Field(name) => {
                if !self.parent.is_some_and(At::is_unnamed_root) {
                    out.write_str(".")?;
                }
                if name.contains(is_unseen) {
                    // A name may be the server's own, which must not draw on the terminal.
                    write!(out, "{}", name.escape_debug())
                } else {
                    out.write_str(name)
                }
            }
            Step::Item(_) if pattern => out.write_str("[]"),
            Step::Item(index) => write!(out, "[{index}]"),
            Step::Key(_) if pattern => out.write_str("{}"),
            Step::Key(key) => write!(out, "{{{key:?}}}"),
        }
    }

    fn is_unnamed_root(&self) -> bool {
        matches!(self.step, Step::Root(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both<S>(at: &At<'_, S>) -> (String, String) {
        let mut pattern = String::new();
        at.write_pattern(&mut pattern);
        (at.path(), pattern)
    }

    #[test]
    fn a_path_is_read_from_the_outside_in() {
        let root = At::root("body", &());
        let (jobs, tags) = (root.field("jobs"), root.field("tags"));
        let job = jobs.item(3);
        assert_eq!(both(&job.field("job_id")), ("body.jobs[3].job_id".into(), "body.jobs[].job_id".into()));
        assert_eq!(both(&tags.key("a \"b\"")), ("body.tags{\"a \\\"b\\\"\"}".into(), "body.tags{}".into()));
    }

    #[test]
    fn a_root_without_a_name_leaves_no_dot() {
        let root = At::root("", &());
        assert_eq!(root.path(), "");
        assert_eq!(root.field("os-ext:zone").path(), "os-ext:zone");
        assert_eq!(root.item(0).field("a").path(), "[0].a");
    }

    #[test]
    fn a_name_that_would_draw_on_the_terminal_is_escaped() {
        let root = At::root("", &());
        assert_eq!(root.field("a\n\u{1b}[31m").path(), r"a\n\u{1b}[31m");
        assert_eq!(root.key("a\n").path(), r#"{"a\n"}"#);
    }
}
