//! Words of a page, held where they stand.

use std::borrow::Cow;
use std::ops::Deref;

/// A run of words without markup. Most stand in the page just so, within one line, and are not copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words<'p>(Cow<'p, str>);

impl<'p> Words<'p> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn into_string(self) -> String {
        self.0.into_owned()
    }

    /// Adds words of the page.
    pub(crate) fn extend(&mut self, more: &'p str) {
        if self.0.is_empty() {
            self.0 = Cow::Borrowed(more);
        } else {
            self.push_str(more);
        }
    }

    pub(crate) fn push_str(&mut self, more: &str) {
        self.copied(more.len()).push_str(more);
    }

    pub(crate) fn push(&mut self, c: char) {
        self.copied(c.len_utf8()).push(c);
    }

    /// What stands between two bytes, blanks at its ends gone; nothing where these are no ends of words.
    pub(crate) fn slice(&self, start: usize, end: usize) -> Self {
        Self(match &self.0 {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(start..end).unwrap_or_default().trim()),
            Cow::Owned(text) => Cow::Owned(text.get(start..end).unwrap_or_default().trim().to_owned()),
        })
    }

    /// The words as a copy with room for so many bytes more.
    fn copied(&mut self, more: usize) -> &mut String {
        if let Cow::Borrowed(text) = self.0 {
            let mut copy = String::with_capacity(text.len() + more.max(32));
            copy.push_str(text);
            self.0 = Cow::Owned(copy);
        }
        self.0.to_mut()
    }
}

impl Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Words<'_> {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_copied_only_where_more_is_added() {
        let page = "a robot".to_owned();
        let mut words = Words::default();
        words.extend(&page);
        assert!(std::ptr::eq(words.as_str(), page.as_str()) && std::ptr::eq(&*words.slice(2, 7), &page[2..]));
        words.extend(" of tin");
        assert_eq!((words.as_str(), page.as_str()), ("a robot of tin", "a robot"));
    }
}
