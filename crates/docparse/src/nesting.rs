//! Rows that stand in one table with the object whose fields they are: the table is flat, the body is not.
//!
//! Three things tell it: a column of their own for the inner names; the words `Parent: Lamp`; and an example, in which the
//! name of the row occurs nowhere but inside the object.

use std::collections::{HashMap, HashSet};

use contract::{Basis, Type};
use serde_json::Value;

use crate::blocks::Line;
use crate::examples;
use crate::json;
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
struct Shown {
    parents: HashMap<String, Vec<Option<String>>>,
    /// What the body has at its top.
    top: HashMap<String, Value>,
}

impl Shown {
    fn of(walk: &Walk<'_>, section: Section) -> Self {
        let mut shown = Self::default();
        // Object storage shows the body where it shows the request line.
        let sections = match section {
            Section::Request => [Section::RequestExample, Section::Example, Section::Uri],
            _ => [Section::ResponseExample, Section::Example, Section::Response],
        };
        for (_, lines) in walk.codes.iter().filter(|(spot, _)| sections.contains(&spot.section)) {
            if lines.iter().any(|line| line.text.trim_start().starts_with('<')) {
                shown.add_xml(lines);
                continue;
            }
            let Some(start) = lines.iter().position(|line| examples::begins_json(line.text)) else {
                continue;
            };
            let Some(value) = json::read(&lines[start..]).value else { continue };
            shown.add(&value, None);
            let top = match value {
                Value::Array(items) => items.into_iter().next(),
                other => Some(other),
            };
            if let Some(Value::Object(fields)) = top {
                shown.top.extend(fields);
            }
        }
        shown
    }

    fn add(&mut self, value: &Value, below: Option<&str>) {
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

    fn put(&mut self, name: &str, below: Option<&str>) {
        let parents = self.parents.entry(name.to_owned()).or_default();
        // Two are as many as a thousand: the name has no place of its own.
        if parents.len() < 2 && !parents.iter().any(|parent| parent.as_deref() == below) {
            parents.push(below.map(str::to_owned));
        }
    }

    /// Elements within elements, by their tags alone.
    fn add_xml(&mut self, lines: &[Line<'_>]) {
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

    /// The only name that a name stands below.
    fn parent(&self, name: &str) -> Option<&str> {
        match self.parents.get(name)?.as_slice() {
            [only] => only.as_deref(),
            _ => None,
        }
    }
}

/// What a page's examples show, read once for each kind of body.
pub(crate) struct Examples<'w, 'p> {
    walk: &'w Walk<'p>,
    request: Option<Shown>,
    response: Option<Shown>,
}

impl<'w, 'p> Examples<'w, 'p> {
    pub(crate) fn new(walk: &'w Walk<'p>) -> Self {
        Self { walk, request: None, response: None }
    }

    fn of(&mut self, section: Section) -> &Shown {
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
        let shown = self.of(found.spot.section).top.get(name)?;
        let (item, ty) = match shown {
            Value::Array(items) => (items.first()?, Type::array(Type::Object(None))),
            object => (object, Type::Object(None)),
        };
        let has_rows = rows.iter().any(|param| item.get(&param.name).is_some());
        (has_rows && rows.iter().all(|param| param.name != name)).then(|| Outer::implied(name, ty, Basis::Example))
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
        for row in 0..read.params.len() {
            let Some(parent) = shown.parent(&read.params[row].name) else { continue };
            let Some(holder) = holders.get(parent).filter(|at| **at < row) else { continue };
            let holder = &read.params[*holder];
            let mut way = holder.outer.clone();
            way.push(Outer { name: holder.name.clone(), ty: holder.ty.clone(), implied: None });
            read.params[row].outer = way;
        }
    }
}
