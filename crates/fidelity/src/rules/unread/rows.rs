//! Rows and what they state: what only a row can state is told by one, and stands in one.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use contract::{Address, Contract, Fate, FieldPath, Place, Segment};

/// What a page states and no row of its ledger tells: each with its place, and in words. A page without a ledger is not
/// held against one.
pub(super) fn untold(page: &Contract) -> Vec<(&Address, &Place, String)> {
    if page.rows.is_empty() {
        return Vec::new();
    }
    let told: HashSet<Address> = told(page).map(Address::key).collect();
    let outer: HashSet<Address> = told.iter().flat_map(outer).collect();
    let spans = spans(page);
    let operation = page.operation().map_or(0, |operation| operation.at.line);
    let mut untold = Vec::new();
    for element in page.elements.iter().filter(|element| !is_whole(&element.address)) {
        let (address, key) = (&element.address, element.address.key());
        let is_told = told.contains(&key);
        // The URI names parameters, too.
        if !is_told && element.at.line == operation && matches!(address, Address::Parameter(..)) {
            continue;
        }
        if !is_told && !is_part(address) && !outer.contains(&key) {
            untold.push((address, &element.at, format!("no row tells of `{address}`, which the page states")));
            continue;
        }
        let places = std::iter::once(&element.at).chain(element.facts.iter().map(|(_, fact)| &fact.at));
        for place in places.filter(|place| !spans.iter().any(|(begin, end)| (*begin..*end).contains(&place.line))) {
            let message = format!("`{address}` is stated in line {}, where no row tells of anything", place.line);
            untold.push((address, place, message));
        }
    }
    untold.dedup();
    untold
}

fn told(page: &Contract) -> impl Iterator<Item = &Address> {
    page.rows.iter().flat_map(|row| match &row.fate {
        Fate::Told(addresses) => addresses.as_slice(),
        _ => &[],
    })
}

/// From which line to before which each row that states something goes.
fn spans(page: &Contract) -> Vec<(u32, u32)> {
    let mut tables: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for row in &page.rows {
        tables.entry(row.table).or_default().insert(row.at.line);
    }
    let told = page.rows.iter().filter(|row| matches!(row.fate, Fate::Told(_)));
    let spans = told.map(|row| {
        let next = tables.get(&row.table).and_then(|lines| lines.range(row.at.line + 1..).next());
        (row.at.line, next.copied().unwrap_or(u32::MAX))
    });
    let spans: BTreeSet<(u32, u32)> = spans.collect();
    spans.into_iter().collect()
}

/// Whether it is the operation or a body as a whole, which pages state in other places than rows.
fn is_whole(address: &Address) -> bool {
    *address == Address::Operation || address.field_path().is_some_and(FieldPath::is_root)
}

/// Whether it is what a list or a map holds, of which the row of the list or the map speaks.
fn is_part(address: &Address) -> bool {
    let last = address.field_path().and_then(|path| path.0.last());
    matches!(last, Some(Segment::Item | Segment::Value))
}

/// The objects around a field, which may have no row of their own.
fn outer(address: &Address) -> Vec<Address> {
    let path = address.field_path().map_or(&[][..], |path| path.0.as_slice());
    (0..path.len()).map(|end| address.with_path(FieldPath(path[..end].to_vec())).key()).collect()
}
