//! Status codes: those that the text names, those in the table of status codes, and those whose bodies are described.

use contract::{Address, Fate, FieldPath, Status};
use foldhash::{HashSet, HashSetExt};

use super::Class;
use crate::lower::Lowering;
use crate::pattern::pattern;
use crate::sections::Section;
use crate::tables::Role;
use crate::walk::Answer;

pattern!(NAMED, r"(?i)\bstatus codes?(?: is| of)? (\d{3})\b");

pub(super) fn find(lowering: &mut Lowering<'_, '_>) {
    let tables = lowering.linked.tables.iter().enumerate().filter(|(_, read)| read.role == Role::Status);
    let tables: Vec<usize> = tables.map(|(table, _)| table).collect();
    if tables.is_empty() {
        return;
    }
    bodies(lowering);
    let fates = || tables.iter().flat_map(|table| &lowering.fates[*table]);
    let mut listed: Vec<Status> = fates()
        .filter_map(|fate| match fate {
            Some(Fate::Told(addresses)) => match addresses.first() {
                Some(Address::Response(status, _)) => Some(*status),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let mut seen = HashSet::new();
    listed.retain(|status| seen.insert(*status));
    // A row that is no code may stand for any; and many tables list errors alone, or refer to the common ones.
    let whole = !listed.is_empty() && fates().all(|fate| matches!(fate, Some(Fate::Told(_))));
    if !whole || !listed.iter().any(|status| status.is_success()) {
        return;
    }
    let is_listed = |status: Status| match status {
        Status::Code(code) => {
            listed.contains(&status)
                || u8::try_from(code / 100).is_ok_and(|hundred| listed.contains(&Status::Range(hundred)))
        }
        _ => true,
    };
    let mut missing: Vec<(Status, u32)> = Vec::new();
    let headings = lowering.walk.tables.iter().filter_map(|found| match found.spot.answer {
        Answer::Code(status, line) if found.spot.section == Section::Response => Some((status, line)),
        _ => None,
    });
    let sections = [Section::Function, Section::Response, Section::Request, Section::Constraints];
    let named = lowering.walk.paragraphs.iter().filter(|(spot, ..)| sections.contains(&spot.section));
    let named = named.flat_map(|(_, line, inline)| {
        let codes = NAMED.captures_iter(&inline.text).filter_map(|found| found.get(1)?.as_str().parse().ok());
        codes.map(|code| (code, *line)).collect::<Vec<_>>()
    });
    for (status, line) in headings.chain(named).filter(|(status, _)| !is_listed(*status)) {
        if missing.iter().all(|(known, _)| *known != status) {
            missing.push((status, line));
        }
    }
    let at = lowering.walk.tables[tables[0]].table.line;
    let codes: Vec<String> = listed.iter().map(ToString::to_string).collect();
    for (status, line) in missing {
        let message = format!("status {status} is described, but the table of status codes does not list it");
        let address = Address::Response(status, FieldPath::root());
        let defect = lowering.defect(Class::StatusNotListed, address, line, message);
        lowering.tell(defect.evidence(lowering.at(at), codes.join(", ")));
    }
}

/// Error statuses whose bodies no table describes: one defect for all of them, since one table would mend it. Where the
/// page describes errors in general, it says nothing against itself.
fn bodies(lowering: &mut Lowering<'_, '_>) {
    let mut silent = Vec::new();
    for element in &lowering.contract.elements {
        match &element.address {
            Address::Response(Status::Default, path) if path.is_root() => return,
            Address::Response(status @ (Status::Code(400..) | Status::Range(4..)), path)
                if path.is_root() && element.facts.ty().is_none() =>
            {
                silent.push((element.address.clone(), element.at.line, status.to_string()));
            }
            _ => {}
        }
    }
    let Some((address, line, status)) = silent.first().cloned() else { return };
    let statuses: Vec<&str> = silent.iter().map(|(.., status)| status.as_str()).collect();
    let message = match statuses.len() {
        1 => format!("status {status} is listed, but no table describes its body"),
        _ => format!("statuses {} are listed, but no table describes their bodies", statuses.join(", ")),
    };
    let defect = lowering.defect(Class::StatusWithoutBody, address, line, message);
    lowering.tell(defect);
}
