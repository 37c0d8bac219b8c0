//! One row of a parameter table, read once however often it is referred to.

use contract::{ParameterIn, Presence, Type};

use crate::blocks::{Cell, Row};
use crate::constraints::{self, Said};
use crate::inline::Inline;
use crate::phrases;
use crate::tables::Columns;
use crate::types;
use crate::walk::Walk;

/// What a row states about whatever it is about.
pub(crate) struct Param<'p> {
    pub(crate) line: u32,
    pub(crate) name: String,
    pub(crate) ty: Option<Type>,
    pub(crate) max_length: Option<u64>,
    pub(crate) format: Option<&'static str>,
    pub(crate) presence: Stated,
    pub(crate) place: Option<ParameterIn>,
    /// What the description says, phrase by phrase.
    pub(crate) said: Vec<Said>,
    pub(crate) words: Option<String>,
    /// Labels of the tables that its type, its name and its description refer to, the surest first.
    pub(crate) refs: Vec<&'p str>,
    pub(crate) always_null: Option<u32>,
    pub(crate) swapped: bool,
}

/// What a *Mandatory* cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stated {
    Nothing,
    Presence(Presence),
    /// A sentence.
    Condition(String),
}

impl<'p> Param<'p> {
    pub(crate) fn read(walk: &Walk<'p>, columns: &Columns, row: &Row<'p>) -> Self {
        let cell = |column: Option<usize>| column.map(|column| row.cell(column));
        let inline = |column: Option<usize>| cell(column).map_or_else(Inline::default, |cell| walk.inline_of(cell));
        let name = inline(Some(columns.name));
        let mut presence = inline(columns.presence);
        let mut type_cell = inline(columns.ty);
        let swapped = matches!(stated(&type_cell.text), Stated::Presence(_))
            && types::read(&presence).is_some_and(|read| read.ty.is_understood());
        if swapped {
            std::mem::swap(&mut presence, &mut type_cell);
        }
        let read = types::read(&type_cell);
        let mut parts = cell(columns.description).map_or_else(Vec::new, |cell| phrases::parts(cell, walk.marked));
        let refs: Vec<&str> = [&type_cell, &name]
            .into_iter()
            .chain(parts.iter().map(|part| &part.inline))
            .flat_map(|inline| inline.refs.iter().map(|found| found.label))
            .collect();
        let words: Vec<&str> = parts.iter().map(|part| part.inline.text.as_str()).collect();
        let words = Some(words.join("\n")).filter(|words| !words.is_empty());
        let always_null = constraints::is_always_null(&parts);
        for (column, label) in [(columns.default, "Default value: "), (columns.range, "Value range: ")] {
            // A column of its own says what elsewhere a labelled phrase says.
            if let Some(cell) = cell(column) {
                for mut part in phrases::parts(cell, walk.marked) {
                    let mut labelled = Inline { text: label.trim_end().to_owned(), ..Inline::default() };
                    labelled.append(&part.inline);
                    part.inline = labelled;
                    parts.push(part);
                }
            }
        }
        let ty = read.as_ref().map(|read| read.ty.clone());
        Self {
            line: row.line,
            name: clean(&name.text),
            said: constraints::read(&parts, ty.as_ref()),
            ty,
            max_length: read.as_ref().and_then(|read| read.max_length),
            format: read.as_ref().and_then(|read| read.format),
            presence: stated(&presence.text),
            place: place(&inline(columns.place).text),
            words,
            refs,
            always_null,
            swapped,
        }
    }

    /// Whether its value may have fields that another table lists.
    pub(crate) fn is_structured(&self) -> bool {
        match &self.ty {
            None => true,
            // A map of strings may have a table of the keys it knows.
            Some(ty) => has_map(ty) || matches!(ty.innermost(), Type::Object(_) | Type::Any | Type::Unknown(_)),
        }
    }

    /// The name that its type gives to its object.
    pub(crate) fn type_name(&self) -> Option<&str> {
        match self.ty.as_ref()?.innermost() {
            Type::Object(name) => name.as_deref(),
            _ => None,
        }
    }

    /// Whether the row stands for the body itself: a list that has no name.
    pub(crate) fn is_root(&self) -> bool {
        let bare = self.name.trim_matches(['[', ']', '*', ' ']).to_ascii_lowercase();
        matches!(self.name.as_str(), "-" | "[]")
            || (self.name.contains('[') && matches!(bare.as_str(), "items" | "array" | ""))
            || bare == "array elements"
    }
}

impl<'p> Walk<'p> {
    /// A cell as one run of text.
    pub(crate) fn inline_of(&self, cell: &Cell<'p>) -> Inline<'p> {
        self.inline(&cell.lines)
    }
}

fn has_map(ty: &Type) -> bool {
    match ty {
        Type::Map(_) => true,
        Type::Array(item) => has_map(item),
        _ => false,
    }
}

/// A name without what clings to it.
fn clean(name: &str) -> String {
    let name = name.trim().trim_end_matches([',', ';', ':', '.']);
    name.trim_matches(['"', '\u{200b}', '\u{a0}']).trim().to_owned()
}

fn stated(text: &str) -> Stated {
    let word = text.trim().trim_end_matches(['.', ',']);
    match word.to_ascii_lowercase().as_str() {
        "" | "-" | "--" | "n/a" | "none" | "/" => Stated::Nothing,
        "yes" | "mandatory" | "y" | "required" | "true" | "m" => Stated::Presence(Presence::Required),
        "no" | "optional" | "n" | "false" | "o" | "not mandatory" | "not required" => {
            Stated::Presence(Presence::Optional)
        }
        // "No (query parameter)" says where, not when.
        lower if lower.starts_with("no (") && lower.contains("parameter") => Stated::Presence(Presence::Optional),
        lower if lower.starts_with("yes (") && lower.contains("parameter") => Stated::Presence(Presence::Required),
        _ => Stated::Condition(word.to_owned()),
    }
}

fn place(text: &str) -> Option<ParameterIn> {
    match text.trim().to_ascii_lowercase().as_str() {
        "path" | "uri" | "url" => Some(ParameterIn::Path),
        "query" => Some(ParameterIn::Query),
        "header" => Some(ParameterIn::Header),
        "cookie" => Some(ParameterIn::Cookie),
        _ => None,
    }
}
