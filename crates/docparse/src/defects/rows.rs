//! Rows of tables against each other, against their own cells, and against the objects that other tables describe.

use contract::{Address, Confidence, Fate, Presence};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::Class;
use crate::constraints::About;
use crate::lower::Lowering;
use crate::params::{Param, Stated};
use crate::tables::Role;

impl Lowering<'_, '_> {
    /// The first address that a row states; `None` for rows that state nothing.
    pub(super) fn told(&self, table: usize, row: usize) -> Option<&Address> {
        match self.fates.get(table)?.get(row)? {
            Some(Fate::Told(addresses)) => Some(addresses.first().unwrap_or(&Address::Operation)),
            _ => None,
        }
    }
}

pub(super) fn find(lowering: &mut Lowering<'_, '_>) {
    let linked = lowering.linked;
    let mut unresolved = HashSet::new();
    for (table, read) in linked.tables.iter().enumerate() {
        let mut seen: HashMap<(&str, Option<contract::ParameterIn>), usize> = HashMap::new();
        for (row, param) in read.params.iter().enumerate() {
            let Some(body) = lowering.told(table, row).map(|address| address.field_path().is_some()) else { continue };
            // Few rows have a defect: the address is copied for those alone.
            let address = |of: &Lowering<'_, '_>| of.told(table, row).cloned().unwrap_or(Address::Operation);
            if let Some(first) = seen.insert((&param.name, param.place), row) {
                let address = address(lowering);
                duplicate(lowering, read.role, &address, &read.params[first], param);
            }
            if param.swapped {
                let message = match read.columns.is_some_and(|columns| columns.presence.is_none()) {
                    true => {
                        format!("the row of `{}` has a column more than its table: presence, type, words", param.name)
                    }
                    false => format!("the row of `{}` has its type in the column of presence", param.name),
                };
                let defect = lowering.defect(Class::ColumnsSwapped, address(lowering), param.line, message);
                lowering.tell(defect);
            }
            if let Some(line) = param.always_null {
                let message = format!("`{}` has a type, but the page says that it is always `null`", param.name);
                let defect = lowering.defect(Class::AlwaysNull, address(lowering), line, message);
                lowering.tell(defect);
            }
            presence(lowering, address, param);
            // No reference dangles: one that leads to no table of this page leads to another page.
            let lacks_table = body && linked.links(table, row).is_empty() && param.refs.is_empty();
            if let Some(name) = param.type_name().filter(|_| lacks_table)
                && unresolved.insert(name.to_owned())
            {
                let message = format!("no table describes the type `{name}`");
                let defect = lowering.defect(Class::ObjectWithoutTable, address(lowering), param.line, message);
                lowering.tell(defect);
            }
        }
    }
}

/// A table that no row refers to: it may describe another form of the whole body.
pub(crate) fn unused(lowering: &mut Lowering<'_, '_>, table: usize) {
    let found = &lowering.walk.tables[table];
    let caption = found.caption.text.trim();
    let caption = if contract::is_prose(caption) { String::new() } else { caption.to_owned() };
    let message = "the table describes an object, but no row refers to it".to_owned();
    let defect = lowering.defect(Class::ObjectTableUnused, Address::Operation, found.table.line, message);
    let at = lowering.at(found.table.line);
    lowering.tell(if caption.is_empty() { defect } else { defect.evidence(at, caption) });
}

/// Two rows of one name: what else is the same tells whether one is left over, or both describe cases.
fn duplicate(lowering: &mut Lowering<'_, '_>, role: Role, address: &Address, one: &Param<'_>, other: &Param<'_>) {
    let mut differs = Vec::new();
    if one.ty != other.ty {
        differs.push("type");
    }
    if one.presence != other.presence {
        differs.push("presence");
    }
    if one.words != other.words {
        differs.push("description");
    }
    let how = match differs.as_slice() {
        [] => "identical".to_owned(),
        [only] => format!("another {only}"),
        [first, rest @ ..] => format!("another {first} and {}", rest.join(" and ")),
    };
    let message = format!("`{}` has two rows: {how}", other.name);
    let defect = lowering.defect(Class::DuplicateRow, address.clone(), other.line, message);
    // What an unnamed table of values or of several objects repeats need not be about one field.
    let sure = match role {
        _ if differs.is_empty() => Confidence::High,
        Role::Object | Role::Response if differs.len() > 1 => Confidence::Medium,
        _ => Confidence::High,
    };
    let shown = |param: &Param<'_>| {
        let ty = param.ty.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
        let presence = match &param.presence {
            Stated::Presence(Presence::Required) => "mandatory, ",
            Stated::Presence(_) => "optional, ",
            Stated::Condition(_) => "conditional, ",
            Stated::Nothing => "",
        };
        format!("`{}`: {presence}{ty}", param.name)
    };
    let defect = defect.confidence(sure).evidence(lowering.at(one.line), shown(one));
    lowering.tell(defect.evidence(lowering.at(other.line), shown(other)));
}

/// The column of presence against the words of the row.
fn presence(lowering: &mut Lowering<'_, '_>, address: impl Fn(&Lowering<'_, '_>) -> Address, param: &Param<'_>) {
    let Stated::Presence(column) = &param.presence else { return };
    let mut own = param.said.iter().filter(|said| said.about == About::Field);
    let said = own.find_map(|said| match &said.value {
        contract::Value::Presence(presence) => Some((presence, said.line)),
        _ => None,
    });
    let Some((said, line)) = said.filter(|(said, _)| *said != column) else { return };
    let word = |presence: &Presence| if *presence == Presence::Required { "mandatory" } else { "optional" };
    let (column, said) = (word(column), word(said));
    let message = format!("`{}` is {column} by its column, but {said} by its description", param.name);
    let defect = lowering.defect(Class::PresenceContradicted, address(lowering), param.line, message);
    let (row, words) = (lowering.at(param.line), lowering.at(line));
    lowering.tell(defect.evidence(row, column.to_owned()).evidence(words, said.to_owned()));
}
