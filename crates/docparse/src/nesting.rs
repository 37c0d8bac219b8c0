//! Rows that stand in one table with the object whose fields they are: the table is flat, the body is not.
//!
//! Three things tell it: a column of their own for the inner names; the words `Parent: Lamp`; and an example, in which the
//! name of the row occurs nowhere but inside the object.

use contract::{Basis, Type};
use foldhash::{HashMap, HashMapExt, HashSet};
use serde_json::Value;

use crate::blocks::Line;
use crate::links::Read;
use crate::params::Param;
use crate::pattern::pattern;
use crate::sections::Section;
use crate::tables::Role;
use crate::walk::Walk;

/// The field that a row of the same table lies in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outer {
    pub(crate) name: String,
    pub(crate) ty: Option<Type>,
    /// How surely it is there, unless a row of its own states it.
    pub(crate) implied: Option<Basis>,
}

impl Outer {
    /// An object without a row of its own.
    pub(crate) fn implied(name: &str, ty: Type, basis: Basis) -> Self {
        Self { name: name.to_owned(), ty: Some(ty), implied: Some(basis) }
    }
}

/// More rows than it takes to tell one object from another.
const ROWS: usize = 32;
/// How far ahead of its turn a table may stand.
const AHEAD: usize = 16;

/// Elements within elements, deeper than any body's.
const DEEPEST: usize = 64;

pattern!(PARENT, r"\b(?:Parent|Ancestor)(?: node| element)?: ?(?:[A-Za-z]\w*\.)*([A-Za-z]\w*)");

/// Gives rows that go on with the object of the row above the name of that object.
pub(crate) fn continue_objects(rows: &mut [Param<'_>]) {
    let mut last: Option<Vec<Outer>> = None;
    for param in rows {
        match &last {
            Some(outer) if param.continues => param.outer.clone_from(outer),
            _ => {}
        }
        last = (!param.outer.is_empty()).then(|| param.outer.clone());
    }
}

/// Gives the rows whose words name their parent the whole way to it.
pub(crate) fn under_parents(rows: &mut [Param<'_>]) {
    let parent = |param: &Param<'_>| {
        let words = param.words.as_deref().filter(|words| words.contains("Parent") || words.contains("Ancestor"))?;
        let found = PARENT.captures(words)?.get(1)?;
        // An element that several may hold is in none of them alone.
        let only = ![" or ", " and ", ", "].iter().any(|more| words[found.end()..].starts_with(more));
        (only && found.as_str() != param.name).then(|| found.as_str().to_owned())
    };
    let parents: Vec<Option<String>> = rows.iter().map(parent).collect();
    if parents.iter().all(Option::is_none) {
        return;
    }
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (row, param) in rows.iter().enumerate() {
        first.entry(&param.name).or_insert(row);
    }
    let ways: Vec<Vec<Outer>> = (0..rows.len())
        .map(|row| {
            let mut way = Vec::new();
            let mut seen = vec![row];
            let mut at = row;
            // Elements that lie in each other have no outermost: the way ends before it comes round. None of a body's is
            // longer than this.
            while let Some(above) = parents[at]
                .as_deref()
                .and_then(|name| first.get(name).copied())
                .filter(|above| way.len() < 16 && !seen.contains(above))
            {
                seen.push(above);
                let ty = Some(rows[above].ty.clone().filter(has_fields).unwrap_or(Type::Object(None)));
                way.insert(0, Outer { name: rows[above].name.clone(), ty, implied: None });
                at = above;
            }
            way
        })
        .collect();
    let names: HashSet<String> = ways.iter().flatten().map(|outer| outer.name.clone()).collect();
    for (param, way) in rows.iter_mut().zip(ways) {
        if !way.is_empty() {
            param.outer = way;
        }
        if names.contains(&param.name) && !param.ty.as_ref().is_some_and(has_fields) {
            param.ty = Some(Type::Object(None));
        }
    }
}

/// Whether a value of the type may have fields.
fn has_fields(ty: &Type) -> bool {
    matches!(ty.innermost(), Type::Object(_) | Type::Any)
}

/// The names in the examples of a body, and the names that each of them stands below: `None` is the body itself.
#[derive(Default)]
struct Shown<'w> {
    parents: HashMap<&'w str, Vec<Option<&'w str>>>,
    /// The names that others stand below.
    holders: HashSet<&'w str>,
    /// What the body has at its top.
    top: HashMap<&'w str, &'w Value>,
    /// Whether it is shown as elements.
    is_xml: bool,
}

impl<'w> Shown<'w> {
    fn of(walk: &'w Walk<'_>, section: Section) -> Self {
        let mut shown = Self::default();
        // Object storage shows the body where it shows the request line.
        let sections = match section {
            Section::Request => [Section::RequestExample, Section::Example, Section::Uri],
            _ => [Section::ResponseExample, Section::Example, Section::Response],
        };
        for (code, (_, lines)) in
            walk.codes.iter().enumerate().filter(|(_, (spot, _))| sections.contains(&spot.section))
        {
            if lines.iter().any(|line| line.text.trim_start().starts_with('<')) {
                shown.is_xml = true;
                shown.add_xml(lines);
                continue;
            }
            let Some(value) = walk.json(code).and_then(|read| read.value.as_ref()) else { continue };
            shown.add(value, None);
            let top = match value {
                Value::Array(items) => items.first(),
                other => Some(other),
            };
            if let Some(Value::Object(fields)) = top {
                shown.top.extend(fields.iter().map(|(name, value)| (name.as_str(), value)));
            }
        }
        shown
    }

    fn add(&mut self, value: &'w Value, below: Option<&'w str>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.add(item, below)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    self.put(name, below);
                    self.add(value, Some(name));
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, name: &'w str, below: Option<&'w str>) {
        self.holders.extend(below);
        let parents = self.parents.entry(name).or_default();
        // Two are as many as a thousand: the name has no place of its own.
        if parents.len() < 2 && !parents.contains(&below) {
            parents.push(below);
        }
    }

    /// Elements within elements, by their tags alone.
    fn add_xml(&mut self, lines: &[Line<'w>]) {
        let mut open: Vec<&str> = Vec::new();
        for tag in lines.iter().flat_map(|line| line.text.split('<').skip(1)) {
            let name = tag.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default();
            match name.strip_prefix('/') {
                Some(closed) => {
                    let at = open.iter().rposition(|open| *open == closed).unwrap_or(open.len());
                    open.truncate(at);
                }
                None if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    let bare = name.trim_end_matches('/');
                    self.put(bare, open.last().copied());
                    if bare == name && !tag.trim_end().ends_with("/>") && open.len() < DEEPEST {
                        open.push(name);
                    }
                }
                None => {}
            }
        }
    }

    /// Whether a name stands below another.
    fn is_below(&self, name: &str, holder: &str) -> bool {
        self.parents.get(name).is_some_and(|parents| parents.contains(&Some(holder)))
    }

    /// The only name that a name stands below.
    fn parent(&self, name: &str) -> Option<&str> {
        match self.parents.get(name)?.as_slice() {
            [only] => *only,
            _ => None,
        }
    }
}

/// What a page's examples show, read once for each kind of body.
pub(crate) struct Examples<'w, 'p> {
    walk: &'w Walk<'p>,
    request: Option<Shown<'w>>,
    response: Option<Shown<'w>>,
}

impl<'w, 'p> Examples<'w, 'p> {
    pub(crate) fn new(walk: &'w Walk<'p>) -> Self {
        Self { walk, request: None, response: None }
    }

    fn of(&mut self, section: Section) -> &Shown<'w> {
        let walk = self.walk;
        match section {
            Section::Request => self.request.get_or_insert_with(|| Shown::of(walk, section)),
            _ => self.response.get_or_insert_with(|| Shown::of(walk, section)),
        }
    }

    /// The field of the body that a table nobody refers to describes: its caption names none of its own rows, and the
    /// examples show an object of that name which has them.
    pub(crate) fn field_of(&mut self, table: usize, rows: &[Param<'_>]) -> Option<Outer> {
        let walk = self.walk;
        let found = &walk.tables[table];
        let mut bold = found.caption.bold_words();
        let name = bold.next().filter(|_| bold.next().is_none())?;
        let shown = *self.of(found.spot.section).top.get(name)?;
        let (item, ty) = match shown {
            Value::Array(items) => (items.first()?, Type::array(Type::Object(None))),
            object => (object, Type::Object(None)),
        };
        let has_rows = rows.iter().any(|param| item.get(&param.name).is_some());
        (has_rows && rows.iter().all(|param| param.name != name)).then(|| Outer::implied(name, ty, Basis::Example))
    }

    /// Which of some tables describes a field, where only their order tells: the first, unless the examples show the field
    /// with names that another lists. None, where they show it with names of neither.
    pub(crate) fn fitting<'r, 'q: 'r>(
        &mut self,
        section: Section,
        field: &str,
        mut tables: impl Iterator<Item = &'r [Param<'q>]>,
    ) -> Option<usize> {
        let shown = self.of(section);
        if !shown.holders.contains(field) {
            return tables.next().map(|_| 0);
        }
        let fits = |rows: &[Param<'_>], needed: usize| {
            let rows = &rows[..rows.len().min(ROWS)];
            rows.iter().filter(|param| shown.is_below(&param.name, field)).take(needed.max(1)).count() >= needed.max(1)
        };
        tables.take(AHEAD).enumerate().find_map(|(at, rows)| {
            // What is out of order has to be told by more than one name that anything may have.
            let needed = if at == 0 { 1 } else { rows.len().min(ROWS).div_ceil(2) };
            fits(rows, needed).then_some(at)
        })
    }

    /// Moves rows below the row of the same table that the examples show them in.
    pub(crate) fn nest(&mut self, table: usize, read: &mut Read<'_>, has_table: impl Fn(usize) -> bool) {
        if !matches!(read.role, Role::Request | Role::Response) {
            return;
        }
        let holds = |param: &Param<'_>| param.ty.as_ref().is_some_and(has_fields) && !param.is_root();
        let mut holders: HashMap<String, usize> = HashMap::new();
        for (row, param) in read.params.iter().enumerate().filter(|(row, param)| holds(param) && !has_table(*row)) {
            holders.entry(param.name.clone()).or_insert(row);
        }
        if holders.values().all(|row| row + 1 >= read.params.len()) {
            return;
        }
        let shown = self.of(self.walk.tables[table].spot.section);
        // A table of JSON fields names an object before them; one of elements may have them in any order.
        let holder = |(row, param): (usize, &Param<'_>)| {
            let at = *holders.get(shown.parent(&param.name)?)?;
            (at < row || shown.is_xml && at != row).then_some(at)
        };
        let above: Vec<Option<usize>> = read.params.iter().enumerate().map(holder).collect();
        let ways = above.iter().map(|first| way(&read.params, &above, (*first)?)).collect::<Vec<_>>();
        for (param, way) in read.params.iter_mut().zip(ways) {
            param.outer = way.unwrap_or(std::mem::take(&mut param.outer));
        }
    }
}

/// The way down to the fields of a row, by the row above each; `None` where it comes round.
fn way(rows: &[Param<'_>], above: &[Option<usize>], from: usize) -> Option<Vec<Outer>> {
    let mut way = Vec::new();
    let mut at = Some(from);
    let mut top = from;
    while let Some(row) = at {
        if way.len() >= DEEPEST {
            return None;
        }
        way.push(Outer { name: rows[row].name.clone(), ty: rows[row].ty.clone(), implied: None });
        top = row;
        at = above[row];
    }
    way.extend(rows[top].outer.iter().rev().cloned());
    way.reverse();
    Some(way)
}
