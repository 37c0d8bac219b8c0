//! The rows around a field: those of the same object, and the object itself.

use contract::{Address, Contract, Element, FieldPath, Segment};

/// What the address is a part of.
pub(super) fn parent(address: &Address) -> Option<Address> {
    let (_, outer) = address.field_path()?.0.split_last()?;
    Some(address.with_path(FieldPath(outer.to_vec())))
}

/// The fields of the object that the address is a field of, or would be.
pub(super) fn siblings<'c>(contract: &'c Contract, address: &Address) -> impl Iterator<Item = &'c Element> + use<'c> {
    let (address, parent) = (address.clone(), parent(address));
    contract.elements.iter().filter(move |element| {
        parent.as_ref().is_some_and(|parent| is_field_of(&element.address, parent)) && element.address != address
    })
}

/// The names of the fields of an object, as its rows state them.
pub(super) fn names<'c>(contract: &'c Contract, object: &Address) -> Vec<&'c str> {
    let fields = contract.elements.iter().filter(|element| is_field_of(&element.address, object));
    fields.filter_map(|element| element.address.field_path()?.name()).collect()
}

fn is_field_of(address: &Address, object: &Address) -> bool {
    let (path, outer) = match (address, object) {
        (Address::Request(path), Address::Request(outer)) => (path, outer),
        (Address::Response(status, path), Address::Response(of, outer)) if status == of => (path, outer),
        _ => return false,
    };
    matches!(path.0.split_last(), Some((Segment::Field(_), rest)) if rest == outer.0)
}
