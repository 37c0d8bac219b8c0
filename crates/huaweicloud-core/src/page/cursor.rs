//! Which page is next, and whether there is one.

use super::{Definition, Parts, Start, Style};

/// Which page a request asks for, other than the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// An offset, or the number of a page.
    Number(i64),
    /// A marker.
    Marker(String),
}

impl Cursor {
    /// The number; 0 of a marker, which an operation that counts its pages never has.
    #[doc(hidden)]
    #[must_use]
    pub fn into_number(self) -> i64 {
        match self {
            Self::Number(number) => number,
            Self::Marker(_) => 0,
        }
    }

    /// The marker; a number as text.
    #[doc(hidden)]
    #[must_use]
    pub fn into_marker(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Marker(marker) => marker,
        }
    }
}

/// Where a listing is.
#[derive(Debug)]
pub(super) struct Position {
    definition: &'static Definition,
    limit: Option<u64>,
    /// The offset or the number of the page that was asked for last.
    number: i64,
    /// How many items come before the next page; `None` where it cannot be known.
    before: Option<u64>,
    /// Every marker that was named, sorted.
    markers: Vec<String>,
}

/// What follows a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Another one.
    Page(Cursor),
    /// Nothing.
    End,
    /// A page that was named before.
    Repeated(String),
}

impl Position {
    /// Before the first page.
    pub(super) fn at(definition: &'static Definition, start: Start) -> Self {
        let given: Option<i64> = start.cursor.as_deref().and_then(|cursor| cursor.parse().ok());
        let count = |number: i64| u64::try_from(number).ok();
        let (number, before) = match definition.style {
            Style::Offset => (given.unwrap_or(0), count(given.unwrap_or(0))),
            Style::Page { first } => {
                let number = given.unwrap_or(first);
                let earlier = number.checked_sub(first).and_then(count);
                let before = if number == first {
                    Some(0)
                } else {
                    earlier.zip(start.limit).map(|(n, of)| n.saturating_mul(of))
                };
                (number, before)
            }
            Style::Marker => (0, start.cursor.is_none().then_some(0)),
        };
        Self { definition, limit: start.limit, number, before, markers: start.cursor.into_iter().collect() }
    }

    /// What follows a page.
    pub(super) fn after<P, I>(&mut self, page: &P, parts: &Parts<P, I>) -> Next {
        let count = (parts.count)(page) as u64;
        self.before = self.before.map(|before| before.saturating_add(count));
        let is_all = (parts.total)(page)
            .zip(self.before)
            .is_some_and(|(total, before)| u64::try_from(total).is_ok_and(|total| before >= total));
        let is_short = self.definition.is_short_page_last && self.limit.is_some_and(|limit| count < limit);
        if count == 0 || is_all || is_short {
            return Next::End;
        }
        match self.definition.style {
            Style::Offset => self.number(i64::try_from(count).ok()),
            Style::Page { .. } => self.number(Some(1)),
            Style::Marker => match (parts.next)(page).filter(|marker| !marker.is_empty()) {
                None => Next::End,
                Some(marker) => match self.markers.binary_search(&marker) {
                    Ok(_) => Next::Repeated(marker),
                    Err(place) => {
                        self.markers.insert(place, marker.clone());
                        Next::Page(Cursor::Marker(marker))
                    }
                },
            },
        }
    }

    /// So many further; beyond what numbers reach, there is nothing.
    fn number(&mut self, further: Option<i64>) -> Next {
        match further.and_then(|further| self.number.checked_add(further)) {
            Some(number) => {
                self.number = number;
                Next::Page(Cursor::Number(number))
            }
            None => Next::End,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page: how many items, the next marker, and the total.
    type Page = (usize, Option<&'static str>, Option<i64>);

    const PARTS: Parts<Page, ()> = Parts {
        count: |page| page.0,
        items: |page| vec![(); page.0],
        next: |page| page.1.map(str::to_owned),
        total: |page| page.2,
    };

    const OFFSET: Definition = Definition { operation: "list", style: Style::Offset, is_short_page_last: false };
    const PAGE: Definition = Definition { style: Style::Page { first: 1 }, ..OFFSET };
    const MARKER: Definition = Definition { style: Style::Marker, ..OFFSET };
    const FULL: Definition = Definition { is_short_page_last: true, ..OFFSET };

    /// What follows each of these pages, up to the end.
    fn walk(definition: &'static Definition, start: (Option<&str>, Option<u64>), pages: &[Page]) -> String {
        let start = Start { cursor: start.0.map(str::to_owned), limit: start.1 };
        let mut position = Position::at(definition, start);
        let walked = pages.iter().map(|page| match position.after(page, &PARTS) {
            Next::Page(Cursor::Number(number)) => number.to_string(),
            Next::Page(Cursor::Marker(marker)) => marker,
            Next::End => "end".to_owned(),
            Next::Repeated(marker) => format!("{marker} again"),
        });
        walked.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_offset_goes_on_by_what_came_and_not_by_what_was_asked_for() {
        let pages = [(20, None, None), (7, None, None), (20, None, None), (0, None, None)];
        assert_eq!(walk(&OFFSET, (None, Some(20)), &pages), "20 27 47 end");
        assert_eq!(walk(&OFFSET, (Some("40"), Some(20)), &pages), "60 67 87 end");
    }

    #[test]
    fn a_number_goes_on_by_one_whatever_came() {
        let pages = [(20, None, None), (7, None, None), (0, None, None)];
        assert_eq!(walk(&PAGE, (None, Some(20)), &pages), "2 3 end");
        assert_eq!(walk(&PAGE, (Some("5"), None), &pages), "6 7 end");
    }

    #[test]
    fn a_marker_is_whatever_the_page_before_says() {
        let pages = [(2, Some("b"), None), (2, Some("c"), None), (2, None, None)];
        assert_eq!(walk(&MARKER, (None, None), &pages), "b c end");
        assert_eq!(walk(&MARKER, (None, None), &[(2, Some(""), None)]), "end");
        assert_eq!(walk(&MARKER, (None, None), &[(0, Some("b"), None)]), "end");
    }

    #[test]
    fn a_marker_that_was_named_before_is_told_even_if_others_are_between() {
        let pages = [(2, Some("b"), None), (2, Some("c"), None), (2, Some("b"), None)];
        assert_eq!(walk(&MARKER, (None, None), &pages), "b c b again");
        assert_eq!(walk(&MARKER, (Some("b"), None), &pages[..1]), "b again");
    }

    #[test]
    fn the_total_ends_a_listing_without_an_empty_page() {
        let pages = [(20, None, Some(27)), (7, None, Some(27))];
        assert_eq!(walk(&OFFSET, (None, None), &pages), "20 end");
        assert_eq!(walk(&PAGE, (None, None), &pages), "2 end");
        let marked = [(20, Some("b"), Some(27)), (7, Some("c"), Some(27))];
        assert_eq!(walk(&MARKER, (None, None), &marked), "b end");
    }

    #[test]
    fn the_total_counts_what_comes_before_the_start() {
        assert_eq!(walk(&OFFSET, (Some("20"), None), &[(7, None, Some(27))]), "end");
        assert_eq!(walk(&PAGE, (Some("2"), Some(20)), &[(7, None, Some(27))]), "end");
        // What comes before is not known: the total says nothing.
        assert_eq!(walk(&PAGE, (Some("2"), None), &[(7, None, Some(7)), (0, None, Some(7))]), "3 end");
        assert_eq!(walk(&MARKER, (Some("a"), None), &[(7, Some("b"), Some(7))]), "b");
        assert_eq!(walk(&OFFSET, (Some("-3"), None), &[(7, None, Some(7))]), "4");
    }

    #[test]
    fn a_total_that_is_none_is_not_believed() {
        assert_eq!(walk(&OFFSET, (None, None), &[(20, None, Some(-1)), (0, None, None)]), "20 end");
    }

    #[test]
    fn a_short_page_is_the_last_only_where_that_is_promised() {
        assert_eq!(walk(&OFFSET, (None, Some(20)), &[(19, None, None)]), "19");
        assert_eq!(walk(&FULL, (None, Some(20)), &[(20, None, None), (19, None, None)]), "20 end");
        assert_eq!(walk(&FULL, (None, None), &[(19, None, None)]), "19");
    }

    #[test]
    fn beyond_what_numbers_reach_there_is_nothing() {
        let last = i64::MAX.to_string();
        assert_eq!(walk(&OFFSET, (Some(&last), None), &[(1, None, None)]), "end");
        assert_eq!(walk(&PAGE, (Some(&last), Some(u64::MAX)), &[(1, None, None)]), "end");
    }
}
