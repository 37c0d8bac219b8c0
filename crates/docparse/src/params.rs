//! One row of a parameter table, read once however often it is referred to.

use contract::{Aspect, Basis, ParameterIn, Presence, Type};

use crate::blocks::{Cell, Row};
use crate::chinese;
use crate::constraints::{self, About, Description, Said};
use crate::inline::Inline;
use crate::lists;
use crate::nesting::Outer;
use crate::phrases;
use crate::tables::Columns;
use crate::types;
use crate::walk::Walk;

/// What a row states about whatever it is about.
pub(crate) struct Param<'p> {
    pub(crate) line: u32,
    pub(crate) name: String,
    /// The fields of the same table that it lies in, the outermost first.
    pub(crate) outer: Vec<Outer>,
    /// Whether it stands for all keys of the body.
    pub(crate) keys: bool,
    /// Whether it goes on with the object of the row above.
    pub(crate) continues: bool,
    pub(crate) ty: Option<Type>,
    /// How surely its type is known: some tables have no column for it, but say it in words.
    pub(crate) ty_basis: Basis,
    /// Whether the cell of the type is nothing but a link: to a table of fields, of which there may be one or a list.
    pub(crate) is_link: bool,
    pub(crate) max_length: Option<u64>,
    pub(crate) format: Option<&'static str>,
    pub(crate) presence: Stated,
    pub(crate) place: Option<ParameterIn>,
    /// What the description says, phrase by phrase.
    pub(crate) said: Vec<Said>,
    /// What the description says in two ways that differ, and in which lines.
    pub(crate) disputed: Vec<[Said; 2]>,
    /// Whether the description says more than that of any field: then nothing of it is kept.
    pub(crate) crowded: bool,
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
        // A row may be shifted by the column that its table lacks: Mandatory under Type, and the type under Description,
        // before the words.
        let shifted = (columns.presence.is_none()
            && columns.ty.is_some()
            && matches!(stated(&type_cell.text), Stated::Presence(_)))
        .then(|| cell(columns.description).and_then(|cell| phrases::parts(cell, walk.marked).into_iter().next()))
        .flatten()
        .map(|first| first.inline)
        .filter(|first| types::read(first).is_some_and(|read| read.ty.is_understood()));
        let is_shifted = shifted.is_some();
        if let Some(ty) = shifted {
            presence = std::mem::replace(&mut type_cell, ty);
        }
        let swapped = swapped || is_shifted;
        let mut parts = cell(columns.description).map_or_else(Vec::new, |cell| phrases::parts(cell, walk.marked));
        let mut read = types::read(&type_cell);
        let ty_basis = if columns.ty.is_some() { Basis::Column } else { Basis::Label };
        // Text that lost the link in the cell of the type has the description there.
        let lost = !walk.marked && parts.is_empty() && columns.ty.is_some();
        if lost && read.as_ref().is_some_and(|read| matches!(read.ty, Type::Unknown(_))) {
            read = None;
            parts = cell(columns.ty).map_or_else(Vec::new, |cell| phrases::parts(cell, walk.marked));
        }
        if columns.ty.is_none() {
            read = parts.iter().find_map(|part| labelled_type(&part.inline));
        }
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
                    let mut labelled = Inline { text: label.trim_end().to_owned().into(), ..Inline::default() };
                    labelled.append(&part.inline);
                    part.inline = labelled;
                    parts.push(part);
                }
            }
        }
        let ty = read.as_ref().map(|read| read.ty.clone());
        let is_link = matches!(type_cell.refs.as_slice(), [only] if only.at == (0..type_cell.text.trim_end().len()));
        let mut name = clean(&name.text);
        let inner = clean(&inline(columns.inner).text);
        let mut outer = Vec::new();
        let continues = name.is_empty() && !inner.is_empty();
        if !lists::is_absent(&inner) {
            let holder = std::mem::replace(&mut name, inner);
            outer.extend((!continues).then(|| Outer::implied(&holder, Type::Object(None), Basis::Column)));
        }
        // What a header carries is text, whether the page says so or not.
        let header = (ty.is_none() && name.starts_with("X-")).then_some(Type::String);
        let read_words = constraints::read(&name, &parts, ty.as_ref().or(header.as_ref()));
        let crowded = read_words.is_none();
        let Description { mut said, disputed } = read_words.unwrap_or_default();
        let mut presence = stated(&presence.text);
        // The cell and the words may each name a condition.
        if let Stated::Condition(cell) = &mut presence {
            let is_condition = |said: &Said| said.aspect == Aspect::Condition && said.about == About::Field;
            for condition in said.extract_if(.., |said| is_condition(said)) {
                let words = condition.value.to_string();
                if !cell.contains(&words) {
                    *cell = format!("{cell}. {words}");
                }
            }
        }
        Self {
            line: row.line,
            outer,
            keys: false,
            continues,
            ty_basis,
            is_link,
            disputed,
            crowded,
            said,
            name,
            ty,
            max_length: read.as_ref().and_then(|read| read.max_length),
            format: read.as_ref().and_then(|read| read.format),
            presence,
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

    /// Whether its name stands for any key of a map: `{User defined key}`.
    pub(crate) fn is_any_key(&self) -> bool {
        self.name.starts_with('{') && self.name.ends_with('}')
    }

    /// Whether the row stands for the body itself: a list that has no name, a map that has any.
    pub(crate) fn is_root(&self) -> bool {
        if self.keys {
            return true;
        }
        let bare = self.name.trim_matches(['[', ']', '*', ' ']);
        let is = |words: &[&str]| words.iter().any(|word| bare.eq_ignore_ascii_case(word));
        matches!(self.name.as_str(), "-" | "[]")
            || (self.name.contains('[') && is(&["items", "array", "数组", ""]))
            || is(&["array elements", "array element"])
    }

    /// The type of the body that the row stands for. A dash stands for the body itself, other names for its items.
    pub(crate) fn root_type(&self) -> Type {
        match &self.ty {
            Some(ty @ (Type::Array(_) | Type::Map(_))) if !self.keys || matches!(ty, Type::Map(_)) => ty.clone(),
            ty if self.keys => Type::map(ty.clone().unwrap_or(Type::Any)),
            Some(ty) if self.name == "-" => ty.clone(),
            Some(ty) => Type::array(ty.clone()),
            None => Type::array(Type::Any),
        }
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

/// `Type: string` or `The data type is Long.`, where a table has no column for types.
fn labelled_type(inline: &Inline<'_>) -> Option<types::TypeCell> {
    let text = inline.text.as_str();
    let label = ["Type:", "Parameter type:", "Data type:"].iter().find_map(|label| text.strip_prefix(label));
    let rest = label.or_else(|| Some(text.split_once("The data type is ")?.1))?;
    types::read(&inline.slice(text.len() - rest.len()..text.len())).filter(|read| read.ty.is_understood())
}

/// A name without what clings to it.
fn clean(name: &str) -> String {
    let name = name.trim().trim_end_matches([',', ';', ':', '.']);
    name.trim_matches(['"', '\u{200b}', '\u{a0}']).trim().to_owned()
}

fn stated(text: &str) -> Stated {
    let word = text.trim().trim_end_matches(['.', ',']);
    match word {
        // How most cells are written.
        "Yes" => return Stated::Presence(Presence::Required),
        "No" => return Stated::Presence(Presence::Optional),
        "" | "-" => return Stated::Nothing,
        _ => {}
    }
    match chinese::english(word).to_ascii_lowercase().as_str() {
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
    match chinese::english(text.trim()).to_ascii_lowercase().as_str() {
        "path" | "uri" | "url" => Some(ParameterIn::Path),
        "query" => Some(ParameterIn::Query),
        "header" => Some(ParameterIn::Header),
        "cookie" => Some(ParameterIn::Cookie),
        _ => None,
    }
}
