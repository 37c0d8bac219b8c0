//! Operations that list things, page by page where the spec says how.

use std::time::Duration;

use contract::{Address, FieldPath, Presence, Type};
use serde_json::Value;
use spec::{Attribute, List, Paginator, Service, Style};

use super::kind::Kind;
use super::shelf::{Entry, Shelf};
use super::{fill, request};
use crate::api::Checked;
use crate::{Answer, Content};

/// How many things a page has where nobody says it.
const PAGE: u64 = 100;

/// How a list is paged.
#[derive(Debug)]
pub(super) struct Pages {
    /// The argument that says which page.
    parameter: String,
    /// The argument that says how many things it has, and how many it has otherwise.
    limit: (Option<String>, u64),
    from: From,
    total: Option<FieldPath>,
}

/// Where a page begins.
#[derive(Debug)]
enum From {
    /// After so many things.
    Offset,
    /// The page of that number; the first one has this.
    Page(u64),
    /// After the thing of that id.
    Item,
    /// Where the answer before said, in this field.
    Answer(Marker),
}

/// The field of an answer that says where the next page begins.
#[derive(Debug)]
struct Marker {
    path: FieldPath,
    is_number: bool,
    is_required: bool,
}

impl Pages {
    pub(super) fn of(paginator: &Paginator, service: &Service) -> Self {
        let from = match &paginator.style {
            Style::Offset => From::Offset,
            Style::Page(first) => From::Page(*first),
            Style::Marker(next) if next.0.starts_with(&paginator.items.0) => From::Item,
            Style::Marker(next) => From::Answer(Marker::of(next, &paginator.operation, service)),
        };
        let (limit, default) = match &paginator.limit {
            Some((name, default)) => (Some(name.clone()), default.unwrap_or(PAGE)),
            None => (None, PAGE),
        };
        Self { parameter: paginator.parameter.clone(), limit: (limit, default), from, total: paginator.total.clone() }
    }

    /// The things before the page, or the number of the last one of them; and how many things the page has: no more than
    /// `most`, which is what the answer can have.
    fn page(&self, most: usize, shelf: &Shelf, checked: &Checked) -> Option<Page> {
        let (name, default) = &self.limit;
        let length = name.as_ref().and_then(|name| number(name, checked)).unwrap_or(i128::from(*default));
        let length = usize::try_from(length.max(0)).unwrap_or(usize::MAX).min(most);
        let asked = number(&self.parameter, checked);
        let marker = request::argument(&self.parameter, checked).filter(|marker| !marker.is_empty());
        let (after, skip) = match &self.from {
            From::Offset => (None, asked.unwrap_or_default()),
            From::Page(first) => {
                let first = i128::from(*first);
                (None, asked.unwrap_or(first).checked_sub(first)?.checked_mul(length as i128)?)
            }
            From::Item => (marker.map(|marker| shelf.number(marker).ok_or(())).transpose().ok()?, 0),
            From::Answer(_) => (marker.map(str::parse).transpose().ok()?, 0),
        };
        Some(Page { after, skip: usize::try_from(skip).ok()?, length })
    }
}

impl Marker {
    fn of(path: &FieldPath, stem: &str, service: &Service) -> Self {
        let is_it = |address: &Address| match address {
            Address::Response(status, other) => status.is_success() && other == path,
            _ => false,
        };
        let index = service.operations.iter().position(|operation| operation.stem == stem);
        let contract = index.and_then(|index| service.contracts().into_iter().nth(index));
        let element = contract.and_then(|contract| contract.elements.into_iter().find(|one| is_it(&one.address)));
        let facts = element.map(|element| element.facts).unwrap_or_default();
        Self {
            path: path.clone(),
            is_number: matches!(facts.ty(), Some(Type::Integer(_))),
            is_required: facts.presence() == Presence::Required,
        }
    }

    /// Says in the answer where the next page begins, or that there is none.
    fn tell(&self, body: &mut Value, last: Option<u64>) {
        let marker = match (last, self.is_number) {
            (Some(last), true) => Value::from(last),
            (Some(last), false) => Value::from(last.to_string()),
            (None, _) if !self.is_required => return fill::unset(body, &self.path.0),
            (None, true) => Value::from(0),
            (None, false) => Value::from(""),
        };
        fill::set(body, &self.path.0, marker);
    }
}

/// Which things a page has.
struct Page {
    /// It begins after the thing of that number.
    after: Option<u64>,
    /// So many come before it.
    skip: usize,
    length: usize,
}

pub(super) fn list(
    list: &List,
    (pages, most): (Option<&Pages>, usize),
    (kind, shelf, now): (&Kind, &Shelf, Duration),
    checked: &Checked,
    example: &Answer,
) -> Answer {
    let way = list.items.0.split_last().map_or(&[][..], |(_, way)| way);
    let Content::Json(documented) = &example.content else { return example.clone() };
    let models = request::find(documented, way).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut body = fill::copy_around(documented, way);
    let everything = Some(Page { after: None, skip: 0, length: most });
    let page = pages.map_or(everything, |pages| pages.page(most, shelf, checked));
    let mut things = page.as_ref().map(|page| shelf.after(page.after).skip(page.skip));
    let mut items = Vec::new();
    let mut last = None;
    let length = page.as_ref().map_or(0, |page| page.length);
    for (number, entry) in things.iter_mut().flatten().take(length) {
        let mut item = model(models, list, entry);
        fill::lay_over(&mut item, &list.shows, kind, entry, now);
        items.push(item);
        last = Some(number);
    }
    let more = things.as_mut().is_some_and(|things| things.next().is_some());
    fill::set(&mut body, way, Value::Array(items));
    if let Some(pages) = pages {
        if let Some(total) = &pages.total {
            fill::set(&mut body, &total.0, Value::from(shelf.len()));
        }
        if let From::Answer(marker) = &pages.from {
            marker.tell(&mut body, last.filter(|_| more));
        }
    }
    Answer { status: example.status, headers: example.headers.clone(), content: Content::Json(body) }
}

/// The item of the example that the item of a thing is made of: its own, if it is among them.
fn model(models: &[Value], list: &List, entry: &Entry) -> Value {
    let id = list.shows.iter().find(|shown| shown.what == Attribute::Id);
    let is_its_own = |model: &&Value| {
        let there = id.and_then(|shown| request::find(model, &shown.path.0));
        there.and_then(request::text).is_some_and(|there| *there == *entry.id)
    };
    models.iter().find(is_its_own).or(models.first()).cloned().unwrap_or_default()
}

/// A whole number of the query.
fn number(name: &str, checked: &Checked) -> Option<i128> {
    request::argument(name, checked)?.parse().ok()
}
